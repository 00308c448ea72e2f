"""The reader with its real child: files opened, pages shown, and the child started again."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.intake.pages.kinds import Kind
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.opened_file import OpenedFile, PageSize
from desktop.intake.pages.reader import PageReader
from tests.intake.pages.building import (
    CORNERS,
    ENDLESS_SIZE,
    TURNED_HEIC,
    corners,
    corners_of,
    endless,
    saved,
)


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as reader:
        yield reader


def pid(reader: PageReader) -> int:
    assert reader._child
    return reader._child.pid


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("pdf", Kind.PDF),
        ("jpg", Kind.JPEG),
        ("png", Kind.PNG),
        ("tif", Kind.TIFF),
        ("webp", Kind.WEBP),
        ("bmp", Kind.BMP),
        ("gif", Kind.GIF),
    ],
)
def test_every_kind_is_shown_whatever_it_is_called(
    ending: str, kind: Kind, tmp_path: Path, reader: PageReader
) -> None:
    path = saved(tmp_path, f"one.{ending}", corners()).rename(tmp_path / "a5f0")
    file = reader.open(path, "会议照片.docx")
    assert file == OpenedFile(path, "会议照片.docx", kind, 1)
    assert reader.size(file, 1) == PageSize(96, 64)
    page = reader.render(file, 1, 48, 32)
    assert (page.width, page.height, page.stride, len(page.pixels)) == (48, 32, 192, 6144)
    assert corners_of(page) == CORNERS
    assert reader.text(file, 1) == ""
    assert reader.search(file, 1, "会议") == ()


def test_heic_is_shown_between_others(tmp_path: Path, reader: PageReader) -> None:
    other = reader.open(saved(tmp_path, "one.png", corners()))
    file = reader.open(TURNED_HEIC)
    assert (file.kind, file.pages, file.name) == (Kind.HEIC, 1, "turned.heic")
    assert reader.size(file, 1) == PageSize(64, 96)
    assert corners_of(reader.render(file, 1, 32, 48)) == ("blue", "red", "black", "green")
    assert corners_of(reader.render(other, 1, 48, 32)) == CORNERS


def test_text_is_read_and_found(tmp_path: Path, reader: PageReader) -> None:
    path = tmp_path / "通知.pdf"
    path.write_bytes(draw_scan("通知", ["报送总结。", "报送佐证。"], pages=2))
    file = reader.open(path)
    assert file.pages == 2
    assert "报送总结。" in reader.text(file, 1)
    [region] = reader.search(file, 2, "报送")
    assert 0 < region.left < region.right < 1
    assert 0 < region.top < region.bottom < 1
    assert reader.search(file, 1, "佐证") == ()


def test_names_that_are_no_text_are_opened(tmp_path: Path, reader: PageReader) -> None:
    path = saved(tmp_path, "one.pdf", corners()).rename(tmp_path / os.fsdecode(b"\xff ~ \xe6.pdf"))
    file = reader.open(path)
    assert corners_of(reader.render(file, 1, 48, 32)) == CORNERS


def test_a_relative_path_is_this_folders(
    tmp_path: Path, reader: PageReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path, "one.png", corners())
    monkeypatch.chdir(tmp_path)
    assert reader.open(Path("one.png")).path == tmp_path / "one.png"


def test_a_page_is_never_larger_than_it_may_be(tmp_path: Path) -> None:
    with PageReader(Limits(rendered_pixels=10_000)) as reader:
        file = reader.open(saved(tmp_path, "one.png", corners()))
        page = reader.render(file, 1, 3000, 2000)
        assert (page.width, page.height) == (122, 81)
        assert corners_of(page) == CORNERS
        page = reader.render(file, 1, 1, 1_000_000)
        assert (page.width, page.height) == (1, 10_000)
        page = reader.render(file, 1, 1_000_000, 1)
        assert (page.width, page.height) == (10_000, 1)
        page = reader.render(file, 1, 0, -5)
        assert (page.width, page.height) == (1, 1)
    with PageReader() as reader:
        page = reader.render(file, 1, 1, 1_000_000)
        assert (page.width, page.height) == (1, 32_000)


@pytest.mark.parametrize("name", ["one.pdf", "one.png"])
def test_a_band_is_those_rows_of_the_whole_page(
    tmp_path: Path, reader: PageReader, name: str
) -> None:
    file = reader.open(saved(tmp_path, name, corners()))
    whole = reader.render(file, 1, 60, 90)
    bands = [reader.band(file, 1, (60, 90), range(*rows)) for rows in ((0, 40), (40, 80), (80, 90))]
    assert [one.height for one in bands] == [40, 40, 10]
    assert b"".join(one.pixels for one in bands) == whole.pixels


def test_pages_that_are_not_there_are_refused(tmp_path: Path, reader: PageReader) -> None:
    file = reader.open(saved(tmp_path, "one.png", corners()))
    for page in (-1, 0, 2):
        with pytest.raises(Refused, match=f"“one.png”只有 1 页，没有第 {page} 页"):
            reader.render(file, page, 9, 9)
    with pytest.raises(Refused, match="太长"):
        reader.search(file, 1, "长" * 201)
    assert reader.search(file, 1, "长" * 200) == ()


# The child comes and goes.


def test_it_starts_with_the_first_request_and_stays(tmp_path: Path) -> None:
    with PageReader() as reader:
        assert reader._child is None
        file = reader.open(saved(tmp_path, "one.png", corners()))
        first = pid(reader)
        for _ in range(3):
            reader.render(file, 1, 9, 9)
        reader.open(saved(tmp_path, "two.png", corners()))
        assert pid(reader) == first
        assert is_there(first)
    assert not is_there(first)


def is_there(process: int) -> bool:
    """Neither alive nor a zombie."""
    return Path(f"/proc/{process}").exists()


def test_one_that_was_ended_meanwhile_costs_nothing(tmp_path: Path) -> None:
    with PageReader() as reader:
        file = reader.open(saved(tmp_path, "one.png", corners()))
        first = pid(reader)
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert corners_of(reader.render(file, 1, 48, 32)) == CORNERS
        assert pid(reader) != first
        assert not is_there(first)


def test_two_files_may_be_shown_in_turn_from_many_threads(
    tmp_path: Path, reader: PageReader
) -> None:
    orders = [CORNERS, tuple(reversed(CORNERS))]
    files = [reader.open(saved(tmp_path, f"{at}.png", corners(orders[at]))) for at in (0, 1)]

    def is_right(at: int) -> bool:
        page = reader.render(files[at % 2], 1, 30 + at, 30)
        return corners_of(page) == orders[at % 2]

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(is_right, range(40)))


def test_a_file_that_is_gone_is_told(tmp_path: Path, reader: PageReader) -> None:
    gone = reader.open(saved(tmp_path, "gone.png", corners()))
    other = reader.open(saved(tmp_path, "one.png", corners()))
    gone.path.unlink()
    with pytest.raises(Trouble, match=r"“gone.png”第 1 页"):
        reader.render(gone, 1, 9, 9)
    assert corners_of(reader.render(other, 1, 48, 32)) == CORNERS


def test_closing_does_not_wait_for_a_page(tmp_path: Path) -> None:
    path = tmp_path / "endless.pdf"
    path.write_bytes(endless())
    reader = PageReader(Limits(seconds=60))
    file = reader.open(path)
    child = pid(reader)
    with ThreadPoolExecutor(1) as pool:
        rendering = pool.submit(reader.render, file, 1, *ENDLESS_SIZE)
        while not reader._lock.locked():
            pass
        reader.close()
        with pytest.raises(Trouble, match="已关闭"):
            rendering.result(timeout=20)
    assert not is_there(child)
    for ask in (lambda: reader.open(path), lambda: reader.render(file, 1, 9, 9)):
        with pytest.raises(Trouble, match="已关闭"):
            ask()
    reader.close()


def test_a_reader_that_was_never_used_starts_nothing() -> None:
    with PageReader() as reader:
        pass
    assert reader._child is None
    with pytest.raises(Trouble, match="已关闭"):
        reader.open(TURNED_HEIC)
    assert reader._child is None
