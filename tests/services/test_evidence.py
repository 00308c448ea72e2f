"""Evidence: a content is kept once, links are checked, and what fails leaves neither file nor row."""

import hashlib
import resource
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from desktop.domain.commands import Author
from desktop.domain.records import (
    AssessmentKey,
    Evidence,
    EvidenceLink,
    ItemRecord,
    LedgerRow,
    WaiverRecord,
)
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.books import keep_ledger_rows
from desktop.services.evidence import (
    Added,
    add_content,
    add_files,
    link_evidence,
    unlink_evidence,
    waive,
    withdraw_waiver,
)
from desktop.services.finalising import finalise
from desktop.services.workspaces import open_workspace, verify
from desktop.store import connection
from desktop.store.copying import Cancelled
from desktop.store.workspace import DATABASE, Workspace
from tests.services.building import (
    ME,
    NOBODY,
    add,
    events_of,
    everything,
    files_in,
    office_in,
    refused,
    rounds,
    rows,
)

SCAN, PHOTO = b"%PDF-1.4 a scan", b"a photograph" * 99


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def write(folder: Path, **contents: bytes) -> list[Path]:
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content)
        paths.append(path)
    return paths


def take(
    workspace: Workspace,
    *sources: Path,
    author: Author = ME,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Added, ...]:
    return add_files(workspace, author, sources, lambda _done, _total: None, cancelled)


def place_of(content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"files/{digest[:2]}/{digest}"


def links_in(workspace: Workspace) -> list[EvidenceLink]:
    with workspace.reading() as view:
        return view.all(EvidenceLink)


def items_of(workspace: Workspace) -> list[ItemRecord]:
    with workspace.reading() as view:
        return view.all(ItemRecord, criterion="study-missed")


@contextmanager
def nothing_is_left(workspace: Workspace, *expected: type[BaseException]) -> Iterator[None]:
    before = everything(workspace.folder), files_in(workspace.folder)
    with pytest.raises(expected):
        yield
    assert (everything(workspace.folder), files_in(workspace.folder)) == before


def test_files_become_rows_and_contents_by_one_event(office: Workspace, tmp_path: Path) -> None:
    sources = write(tmp_path, 会议纪要_pdf=SCAN, 现场_jpg=PHOTO, 数据_无此类=b"1")
    before = len(events_of(office))
    told: list[tuple[int, int]] = []
    added = add_files(office, ME, sources, lambda *step: told.append(step), lambda: False)
    assert [one.name for one in added] == ["会议纪要.pdf", "现场.jpg", "数据.无此类"]
    assert all(one.known_as is None and one.uses == () for one in added)
    total = len(SCAN) + len(PHOTO) + 1
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert files_in(office.folder) == {place_of(c): c for c in (SCAN, PHOTO, b"1")}
    [event] = events_of(office)[before:]
    assert (event.command, event.author, event.person) == ("add-evidence", "王考评", "p-wang")
    with office.reading() as view:
        kept = {one.name: (one.sha256, one.size, one.media_type) for one in view.all(Evidence)}
    assert kept["会议纪要.pdf"] == (added[0].evidence, len(SCAN), "application/pdf")
    assert kept["现场.jpg"][1:] == (len(PHOTO), "image/jpeg")
    assert kept["数据.无此类"][2] == ""


def test_the_original_is_never_altered(office: Workspace, tmp_path: Path) -> None:
    [source] = write(tmp_path, 会议纪要_pdf=SCAN)
    source.chmod(0o640)
    before = source.stat()
    [added] = take(office, source)
    office.folder.joinpath(place_of(SCAN)).write_bytes(b"altered in the workspace")
    after = source.stat()
    assert source.read_bytes() == SCAN
    assert added.evidence == hashlib.sha256(SCAN).hexdigest()
    assert (after.st_ino, after.st_mode, after.st_mtime_ns) == (
        before.st_ino,
        before.st_mode,
        before.st_mtime_ns,
    )


def test_the_same_content_is_known_by_its_first_name(office: Workspace, tmp_path: Path) -> None:
    first, second, third = write(tmp_path, 原件_pdf=SCAN, 副本_pdf=SCAN, 另存_pdf=SCAN)
    added = take(office, first, second)
    assert [one.known_as for one in added] == [None, "原件.pdf"]
    of = EvidenceLink("", added[0].evidence, *rounds().section, criterion="study-missed")
    link_evidence(office, ME, of)
    [again] = take(office, third)
    assert (again.evidence, again.name, again.known_as) == (
        added[0].evidence,
        "另存.pdf",
        "原件.pdf",
    )
    assert [(use.unit, use.round, use.name) for use in again.uses] == [
        ("u-a", rounds().sections, "科室督查 甲科")
    ]
    assert rows(office.folder, "SELECT name FROM evidence") == [("原件.pdf",)]
    assert files_in(office.folder) == {place_of(SCAN): SCAN}


def test_what_the_program_made_is_taken_in_too(office: Workspace) -> None:
    added = add_content(office, ME, "粘贴.png", PHOTO)
    assert (added.name, added.known_as) == ("粘贴.png", None)
    assert add_content(office, ME, "又贴.png", PHOTO).known_as == "粘贴.png"
    assert files_in(office.folder) == {place_of(PHOTO): PHOTO}
    with refused(office.folder):
        add_content(office, ME, "空.png", b"")


def test_the_same_unit_gets_a_remark_another_a_warning(office: Workspace) -> None:
    evidence = add(office)
    first = EvidenceLink("", evidence, *rounds().section, criterion="study-missed")
    made = [
        link_evidence(office, ME, first),
        link_evidence(office, ME, replace(first, criterion="unplanned")),
        link_evidence(office, ME, replace(first, unit="u-b")),
        link_evidence(office, ME, EvidenceLink("", evidence, *rounds().city, criterion="no-plan")),
    ]
    assert [one.other_unit for one in made] == [False, False, True, True]
    assert made[0].remark == ""
    assert made[1].remark == "这份材料在本单位已用过：科室督查 甲科"
    assert made[2].remark == "这份材料已用于别的单位：科室督查 甲科，请核对"
    assert made[3].remark == "这份材料已用于别的单位：科室督查 乙科，请核对"
    assert {link.id for link in links_in(office)} == {one.link for one in made}
    assert len({one.link for one in made}) == 4
    assert verify_closed(office) == ()


def verify_closed(workspace: Workspace) -> tuple[str, ...]:
    workspace.close()
    return verify(workspace.folder).faults


def test_a_link_keeps_everything_that_it_names(office: Workspace) -> None:
    evidence, item = add(office), items_of(office)[1]
    row = LedgerRow("l-1", "u-a", "meetings", {"day": "2022-07-06"})
    keep_ledger_rows(office, ME, [row])
    asked = EvidenceLink(
        "mine",
        evidence,
        *rounds().section,
        criterion="study-missed",
        item=item.id,
        ledger_row="l-1",
        page=3,
        region="100,200,900,350",
    )
    made = link_evidence(office, ME, asked)
    assert made.link != "mine"  # ids are given by the program
    assert links_in(office) == [replace(asked, id=made.link)]
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("link-evidence", *rounds().section)
    piece = EvidenceLink("", evidence, *rounds().city, 14, "", 55)
    assert link_evidence(office, ME, piece).link in {one.id for one in links_in(office)}


def test_a_ledger_row_alone_may_be_linked(office: Workspace) -> None:
    keep_ledger_rows(office, ME, [LedgerRow("l-1", "u-a", "meetings")])
    made = link_evidence(office, ME, EvidenceLink("", add(office), ledger_row="l-1"))
    assert (made.remark, made.other_unit) == ("", False)
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("link-evidence", None, None)
    unlink_evidence(office, ME, made.link)
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("unlink-evidence", None, None)
    assert links_in(office) == []


UNCHECKED: dict[str, tuple[dict[str, object], str]] = {
    "file": ({"evidence": "0" * 64}, "evidence"),
    "round": ({"round": "none"}, "round"),
    "unit": ({"unit": "none"}, "unit"),
    "no place": ({"round": None, "unit": None}, "unit"),
    "half a place": ({"unit": None}, "unit"),
    "criterion": ({"criterion": "no-meeting"}, "criterion"),
    "requirement": ({"requirement": 1}, "requirement"),
    "item": ({"item": "none"}, "item"),
    "blank item": ({"item": ""}, "item"),
    "ledger row": ({"ledger_row": "none"}, "ledger_row"),
    "page 0": ({"page": 0}, "page"),
    "page -1": ({"page": -1}, "page"),
    "region in words": ({"page": 1, "region": "top left"}, "region"),
    "region of three": ({"page": 1, "region": "1,2,3"}, "region"),
    "region too wide": ({"page": 1, "region": "0,0,1001,10"}, "region"),
    "region inside out": ({"page": 1, "region": "900,900,100,100"}, "region"),
}


@pytest.mark.parametrize("wrong", UNCHECKED)
def test_what_a_link_names_is_checked(office: Workspace, wrong: str) -> None:
    fields, at = UNCHECKED[wrong]
    good = EvidenceLink("", add(office), *rounds().section, criterion="study-missed")
    with refused(office.folder) as caught:
        link_evidence(office, ME, replace(good, **fields))  # type: ignore[arg-type]  # by name
    assert caught.value.at == at


def test_an_item_of_another_assessment_is_refused(office: Workspace) -> None:
    item = items_of(office)[0]
    wrong = EvidenceLink("", add(office), *rounds().neighbour, item=item.id)
    with refused(office.folder) as caught:
        link_evidence(office, ME, wrong)
    assert caught.value.at == "item"


def test_an_item_of_another_criterion_is_refused(office: Workspace) -> None:
    item = items_of(office)[0]
    wrong = EvidenceLink("", add(office), *rounds().section, criterion="unplanned", item=item.id)
    with refused(office.folder):
        link_evidence(office, ME, wrong)


def test_a_ledger_row_of_another_unit_is_refused(office: Workspace) -> None:
    keep_ledger_rows(office, ME, [LedgerRow("l-1", "u-b", "meetings")])
    wrong = EvidenceLink("", add(office), *rounds().section, ledger_row="l-1")
    with refused(office.folder):
        link_evidence(office, ME, wrong)


@pytest.mark.parametrize("fields", [{"item": "none"}, {"criterion": "none"}, {"requirement": 99}])
def test_beside_a_ledger_row_the_rest_is_checked_too(
    office: Workspace, fields: dict[str, object]
) -> None:
    keep_ledger_rows(office, ME, [LedgerRow("l-1", "u-a", "meetings")])
    link = EvidenceLink("", add(office), ledger_row="l-1")
    with refused(office.folder):
        link_evidence(office, ME, replace(link, **fields))  # type: ignore[arg-type]  # by name


def test_unlinking_keeps_the_file(office: Workspace) -> None:
    made = link_evidence(
        office, ME, EvidenceLink("", add(office), *rounds().section, criterion="unplanned")
    )
    outcome = unlink_evidence(office, ME, made.link)
    assert outcome.touched == {("evidence_link", (made.link,))}
    assert links_in(office) == []
    assert len(files_in(office.folder)) == 1
    assert rows(office.folder, "SELECT count(*) FROM evidence") == [(1,)]
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("unlink-evidence", *rounds().section)
    with refused(office.folder) as caught:
        unlink_evidence(office, ME, made.link)
    assert caught.value.at == "link"


@pytest.mark.parametrize("grounds", ["", " \u3000", "\u2800\u200b"])
def test_a_waiver_needs_grounds(office: Workspace, grounds: str) -> None:
    with refused(office.folder) as caught:
        waive(office, ME, WaiverRecord(*rounds().city, 3, "", 0, grounds))
    assert (caught.value.message, caught.value.at) == ("免交佐证要写明理由", "grounds")


def test_a_waiver_is_checked_kept_and_withdrawn(office: Workspace) -> None:
    waiver = WaiverRecord(*rounds().city, 2, "会议图片", 0, "无图片")
    with refused(office.folder) as caught:
        waive(office, ME, replace(waiver, requirement=37))
    assert "没有第 37 项佐证要求" in caught.value.message
    with refused(office.folder):
        waive(office, ME, replace(waiver, unit="none"))
    with refused(office.folder):  # this scheme asks for nothing
        waive(office, ME, replace(waiver, round=rounds().sections))
    waive(office, ME, waiver)
    waive(office, ME, replace(waiver, grounds="未拍照"))  # in place of the one before
    asked = f"SELECT grounds FROM waiver WHERE unit = 'u-a' AND round = '{rounds().cities}'"  # noqa: S608  # our own id
    assert rows(office.folder, asked) == [("未拍照",)]
    withdraw_waiver(office, ME, waiver)
    assert rows(office.folder, asked) == []
    assert [one.command for one in events_of(office)[-3:]] == ["waive", "waive", "withdraw-waiver"]


def test_a_waiver_that_is_not_there_is_not_withdrawn(office: Workspace) -> None:
    with refused(office.folder):
        withdraw_waiver(office, ME, WaiverRecord(*rounds().city, 2, "", 0, "无"))


def test_evidence_of_a_finalised_assessment_is_still_taken_in(office: Workspace) -> None:
    finalise(office, ME, rounds().settled)
    evidence = add(office)
    with refused(office.folder) as caught:
        link_evidence(office, ME, EvidenceLink("", evidence, *rounds().settled))
    assert "已经定稿" in caught.value.message
    other = AssessmentKey(rounds().sections, "u-b")
    link_evidence(office, ME, EvidenceLink("", evidence, *other, criterion="unplanned"))


def test_cancelling_leaves_nothing(office: Workspace, tmp_path: Path) -> None:
    sources = write(tmp_path, a_pdf=SCAN, b_pdf=PHOTO)
    looks = iter([False, True])
    with nothing_is_left(office, Cancelled):
        take(office, *sources, cancelled=lambda: next(looks, True))
    assert len(take(office, *sources)) == 2


def test_a_source_that_cannot_be_read_takes_the_others_with_it(
    office: Workspace, tmp_path: Path
) -> None:
    [good] = write(tmp_path, a_pdf=SCAN)
    with nothing_is_left(office, Trouble):
        take(office, good, tmp_path / "不在.pdf")
    with nothing_is_left(office, Refused):
        take(office, good, tmp_path)


def test_a_failed_event_leaves_neither_file_nor_row(office: Workspace, tmp_path: Path) -> None:
    [known] = take(office, *write(tmp_path, a_pdf=SCAN))
    again, new = write(tmp_path, a_pdf=SCAN, b_pdf=PHOTO)
    with nothing_is_left(office, Exception):
        take(office, again, new, author=NOBODY)
    with nothing_is_left(office, Exception):
        add_content(office, NOBODY, "c.png", b"pasted")
    assert files_in(office.folder) == {place_of(SCAN): SCAN}
    assert take(office, new)[0].known_as is None
    assert take(office, again)[0].known_as == known.name
    assert verify_closed(office) == ()


def test_a_disk_that_takes_no_more_leaves_neither_file_nor_row(
    office: Workspace, tmp_path: Path
) -> None:
    sources = write(tmp_path, **{f"s{number}_pdf": b"%d" % number for number in range(80)})
    size = (office.folder / DATABASE).stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with nothing_is_left(office, Trouble):
        try:  # each file fits, the database cannot grow
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
            take(office, *sources)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(take(office, *sources)) == 80
    assert verify_closed(office) == ()


def test_a_locked_database_leaves_neither_file_nor_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = ("busy_timeout = 20" if "busy" in one else one for one in connection._PRAGMAS)
    monkeypatch.setattr(connection, "_PRAGMAS", tuple(hasty))
    folder = office_in(tmp_path)
    before = everything(folder)
    with (
        open_workspace(folder) as workspace,
        closing(driver.connect(folder / DATABASE, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="正被别的程序占用"):
            add(workspace)
        assert files_in(folder) == {}
        other.execute("ROLLBACK")
    assert everything(folder) == before
    assert verify(folder).faults == ()
