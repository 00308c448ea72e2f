"""Evidence as it is looked at: what has pages, what another program gets, and what is never started."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.records import Evidence
from desktop.domain.refusals import Refused
from desktop.domain.safe_names import safe_name
from desktop.domain.troubles import Trouble
from desktop.services.backing_up import Cancelled
from desktop.services.evidence_pages import (
    Handover,
    OpenedEvidence,
    PageReader,
    hand_out,
    open_evidence,
    save_copy,
)
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import add, office_in

SCAN = draw_scan("会议纪要", ["全体成员参加。"])
UNSEEN = SCAN.replace(b"%%EOF", b"%%Eof")  # as long, and its page can still be drawn


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as reader:
        yield reader


def taken(office: Workspace, name: str, content: bytes) -> Evidence:
    digest = add(office, name, content)
    return Evidence(digest, name, len(content))


def opened(office: Workspace, reader: PageReader, name: str, content: bytes) -> OpenedEvidence:
    return open_evidence(office, reader, taken(office, name, content))


def say_nothing(_done: int, _total: int) -> None:
    """The progress that nobody looks at."""


def handed(office: Workspace, evidence: Evidence, folder: Path) -> Path:
    return hand_out(office, evidence, folder, say_nothing, lambda: False)


def saved(office: Workspace, evidence: Evidence, out: Path) -> Path:
    return save_copy(office, evidence, out, say_nothing, lambda: False)


def test_a_pdf_and_a_picture_have_pages(office: Workspace, reader: PageReader) -> None:
    scan = opened(office, reader, "会议纪要.pdf", SCAN)
    assert scan.pages
    assert (scan.pages.pages, scan.pages.name, scan.handover) == (
        1,
        "会议纪要.pdf",
        Handover.OPENED,
    )
    picture = BytesIO()
    Image.new("RGB", (30, 20)).save(picture, "PNG")
    shown = opened(office, reader, "照片.png", picture.getvalue())
    assert shown.pages
    assert reader.size(shown.pages, 1) == (30, 20)


def test_other_kinds_are_their_own_programs(office: Workspace, reader: PageReader) -> None:
    told = opened(office, reader, "汇总表.xlsx", b"PK\3\4 a workbook")
    assert told.pages is None
    assert (told.is_foreign, told.handover) == (True, Handover.OPENED)
    assert told.why_not.startswith("“汇总表.xlsx”不是 PDF 或图片")


def test_a_broken_file_of_a_kind_that_is_shown_is_not_foreign(
    office: Workspace, reader: PageReader
) -> None:
    told = opened(office, reader, "坏的.pdf", b"%PDF-1.7 and nothing more")
    assert (told.pages, told.is_foreign, told.handover) == (None, False, Handover.OPENED)
    assert "已损坏" in told.why_not


def test_a_file_that_is_gone_is_told(office: Workspace, reader: PageReader) -> None:
    evidence = taken(office, "会议纪要.pdf", SCAN)
    office.files.path_of(evidence.sha256).unlink()
    told = open_evidence(office, reader, evidence)
    assert (told.pages, told.is_foreign, told.handover) == (None, False, Handover.NOTHING)
    assert "不见了" in told.why_not
    assert "核对全部" in told.why_not


@pytest.mark.parametrize("name", ["会议纪要.pdf", "汇总表.xlsx"])
@pytest.mark.parametrize("change", [b"", b"x", SCAN[:-1], b"x" * len(SCAN), SCAN + b"x", UNSEEN])
def test_what_was_changed_behind_the_program_is_no_evidence(
    office: Workspace, reader: PageReader, name: str, change: bytes
) -> None:
    evidence = taken(office, name, SCAN)
    path = office.files.path_of(evidence.sha256)
    path.chmod(0o600)
    path.write_bytes(change)
    told = open_evidence(office, reader, evidence)
    assert (told.pages, told.is_foreign, told.handover) == (None, False, Handover.NOTHING)
    assert "改动或损坏" in told.why_not
    assert "核对全部" in told.why_not


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", b"anything"),
        ("通知.PDF.ScR", b"anything"),
        ("a.bat", b"anything"),
        ("a.cmd", b"anything"),
        ("a.js", b"anything"),
        ("a.vbs", b"anything"),
        ("a.ps1", b"anything"),
        ("a.desktop", b"anything"),
        ("a.sh", b"anything"),
        ("a.lnk", b"anything"),
        ("a.exe. . ", b"anything"),  # Windows drops what is behind
        ("通知.txt", b"MZ\x90"),
        ("通知.txt", b"\x7fELF"),
        ("通知.txt", b"\n #!/bin/sh"),
        ("通知.txt", b"\xef\xbb\xbf[Desktop Entry]\nExec=rm"),
    ],
)
def test_what_would_run_is_never_started(
    name: str, content: bytes, office: Workspace, reader: PageReader, tmp_path: Path
) -> None:
    evidence = taken(office, name, content)
    told = open_evidence(office, reader, evidence)
    assert (told.pages, told.is_foreign, told.handover) == (None, True, Handover.SAVED)
    assert "为安全起见不直接打开" in told.why_not
    with pytest.raises(Refused, match="为安全起见不直接打开"):
        handed(office, evidence, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_name_without_an_ending_tells_no_program(office: Workspace, reader: PageReader) -> None:
    told = opened(office, reader, "会议纪要", b"some words")
    assert told.handover is Handover.SAVED
    assert "没有后缀名" in told.why_not


def test_a_runnable_name_is_not_started_even_where_its_pages_are_shown(
    office: Workspace, reader: PageReader
) -> None:
    told = opened(office, reader, "会议纪要.exe", SCAN)
    assert told.pages
    assert told.handover is Handover.SAVED


def test_a_copy_to_be_opened_bears_its_name_and_cannot_be_changed(
    office: Workspace, tmp_path: Path
) -> None:
    evidence = taken(office, "汇总表.xlsx", b"PK\3\4 a workbook")
    copy = handed(office, evidence, tmp_path / "out")
    assert copy.name == "汇总表.xlsx"
    assert copy.read_bytes() == b"PK\3\4 a workbook"
    assert copy.stat().st_mode & 0o777 == 0o400
    first = copy.stat().st_ino
    assert handed(office, evidence, tmp_path / "out") == copy
    assert copy.stat().st_ino == first  # a program may hold it
    copy.unlink()
    assert handed(office, evidence, tmp_path / "out").is_file()


def test_two_files_of_one_name_do_not_meet(office: Workspace, tmp_path: Path) -> None:
    copies = [
        handed(office, taken(office, "表.xlsx", content), tmp_path / "out")
        for content in (b"PK\3\4 one", b"PK\3\4 two")
    ]
    assert [copy.read_bytes() for copy in copies] == [b"PK\3\4 one", b"PK\3\4 two"]


def test_a_copy_is_saved_where_the_user_wants_it(office: Workspace, tmp_path: Path) -> None:
    evidence = taken(office, "setup.exe", b"MZ program")
    out = tmp_path / "留存.exe"
    out.write_bytes(b"older")
    assert saved(office, evidence, out) == out
    assert out.read_bytes() == b"MZ program"
    assert not os.access(out, os.X_OK)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["留存.exe"]


def test_nothing_is_saved_into_the_workspace(office: Workspace, tmp_path: Path) -> None:
    evidence = taken(office, "会议纪要.pdf", SCAN)
    link = tmp_path / "link"
    link.symlink_to(office.folder)
    for out in (office.folder / "kaoping.db", link / "files" / "a.pdf"):
        with pytest.raises(Refused, match="在工作区文件夹里"):
            saved(office, evidence, out)


def test_a_copy_that_cannot_be_written_leaves_nothing(office: Workspace, tmp_path: Path) -> None:
    evidence = taken(office, "会议纪要.pdf", SCAN)
    with pytest.raises(Trouble, match="导出材料失败"):
        saved(office, evidence, tmp_path / "gone" / "a.pdf")
    (tmp_path / "folder").mkdir()
    with pytest.raises(Trouble, match="导出材料失败"):
        saved(office, evidence, tmp_path / "folder")
    with pytest.raises(Cancelled):
        save_copy(office, evidence, tmp_path / "a.pdf", say_nothing, lambda: True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "office"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("会议纪要（2022）.pdf", "会议纪要（2022）.pdf"),
        ("../../etc/passwd", "_.._.._etc_passwd"),
        ('a<b>c:d"e|f?g*h\\i.pdf', "a_b_c_d_e_f_g_h_i.pdf"),
        ("a\x00\n\u202eb.pdf", "a___b.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("console.pdf", "console.pdf"),
        (" a.pdf. ", "a.pdf"),
        (".profile", "_.profile"),
        ("", "材料"),
        ("..", "材料"),
        ("长" * 200 + ".pdf", "长" * 58 + ".pdf"),
        ("a." + "长" * 200, "a." + "长" * 59),
    ],
)
def test_names_are_made_fit_for_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe.encode()) <= 180
