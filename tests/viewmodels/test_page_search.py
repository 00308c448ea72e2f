"""Searching: page by page from the one in sight, and what is said of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.documents.drawn_scan import draw_scan
from desktop.services.evidence_pages import Kind, OpenedFile, PageReader
from desktop.viewmodels.page_search import PageSearch
from tests.intake.pages.building import corners, saved
from tests.viewmodels.viewing import scan


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as reader:
        yield reader


def opened(reader: PageReader, folder: Path, content: bytes) -> OpenedFile:
    path = folder / "材料.pdf"
    path.write_bytes(content)
    return reader.open(path)


class Searching:
    """A search with what it told."""

    def __init__(self, file: OpenedFile) -> None:
        self.search = PageSearch()
        self.search.open(file)
        self.said: list[str] = []
        self.reached: list[int] = []
        self.search.changed.connect(lambda: self.said.append(self.search.said))
        self.search.reached.connect(lambda hit: self.reached.append(hit.page))

    def run(self, reader: PageReader) -> PageSearch:
        while request := self.search.request:
            self.search.take(request, request.ask(reader))
        return self.search


def test_it_begins_on_the_page_in_sight_and_goes_round(tmp_path: Path, reader: PageReader) -> None:
    at = Searching(opened(reader, tmp_path, scan(12)))
    at.search.find("双随机", 6)
    pages: list[int] = []
    while request := at.search.request:
        pages += request.pages
        at.search.take(request, request.ask(reader))
    assert pages == [*range(6, 13), *range(1, 6)]
    assert [hit.page for hit in at.search.hits] == list(range(1, 13))
    assert at.search.hit == at.search.hits[5]
    assert at.said == ["正在查找…", "1 / 4…", "2 / 8…", "6 / 12"]
    assert at.reached == [6]


def test_hits_are_stepped_through_in_a_ring(tmp_path: Path, reader: PageReader) -> None:
    at = Searching(opened(reader, tmp_path, scan(3)))
    at.search.find("第2次", 1)
    at.run(reader)
    assert at.search.said == "1 / 1"
    at.search.find("会议", 1)
    at.run(reader)
    count = len(at.search.hits)
    assert count > 3
    at.search.step(-1)
    assert at.search.said == f"{count} / {count}"
    at.search.step(1)
    assert at.search.said == f"1 / {count}"
    assert at.reached == [3, 1, 3, 1]
    assert at.search.on(2) == [hit for hit in at.search.hits if hit.page == 2] != []


def test_a_file_that_does_not_hold_the_words(tmp_path: Path, reader: PageReader) -> None:
    at = Searching(opened(reader, tmp_path, scan(6)))
    at.search.find("青山县", 1)
    assert at.run(reader).said == "没有找到"
    at.search.step(1)
    assert at.reached == []


def test_a_scan_and_a_picture_have_no_text(tmp_path: Path, reader: PageReader) -> None:
    for name in ("scan.pdf", "photo.png"):
        at = Searching(reader.open(saved(tmp_path, name, corners())))
        at.search.find("会议", 1)
        assert "没有可以查找的文字" in at.run(reader).said


def test_other_words_end_the_search_before(tmp_path: Path, reader: PageReader) -> None:
    at = Searching(opened(reader, tmp_path, scan(6)))
    at.search.find("会议", 1)
    old = at.search.request
    assert old
    at.search.find(" 双随机 ", 1)
    at.search.take(old, old.ask(reader))
    assert at.search.hits == []
    assert at.search.words == "双随机"
    at.search.find("  ", 1)
    assert (at.search.request, at.search.said) == (None, "")


def test_a_page_that_cannot_be_read_is_passed_over(tmp_path: Path, reader: PageReader) -> None:
    file = opened(reader, tmp_path, scan(2))
    gone = OpenedFile(file.path.with_name("gone.pdf"), "gone.pdf", Kind.PDF, 2)
    at = Searching(gone)
    at.search.find("会议", 1)
    assert at.run(reader).hits == []


def test_a_search_stops_where_there_are_too_many(tmp_path: Path, reader: PageReader) -> None:
    file = opened(reader, tmp_path, draw_scan("一", ["一" * 170] * 1, 1))
    at = Searching(OpenedFile(file.path, file.name, file.kind, 1))
    at.search.file = OpenedFile(file.path, file.name, file.kind, 5_000)
    at.search.find("一", 1)
    request = at.search.request
    assert request
    found = request.ask(reader)
    at.search.take(request, found._replace(hits=found.hits * 20))
    assert at.search.request is None
    assert at.search.said.endswith("处以上")
