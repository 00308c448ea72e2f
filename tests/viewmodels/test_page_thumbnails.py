"""Thumbnails as a list model: only what is in sight is wanted, and few are held."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester

from desktop.services.evidence_pages import Kind, OpenedFile
from desktop.viewmodels.page_requests import Miniature
from desktop.viewmodels.page_thumbnails import (
    PICTURE_ROLE,
    PINNED_ROLE,
    TURNS_ROLE,
    PageThumbnails,
)

FILE = OpenedFile(Path("/a"), "a.pdf", Kind.PDF, 200)
OTHER = OpenedFile(Path("/b"), "b.pdf", Kind.PDF, 2)
PICTURE = QImage(4, 6, QImage.Format.Format_RGB32)
BOX = (88, 88)


@pytest.fixture
def thumbnails() -> PageThumbnails:
    made = PageThumbnails()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show_file(FILE)
    made.see(range(3, 6), BOX)
    return made


def pages(thumbnails: PageThumbnails) -> list[int]:
    return [one.page for one in thumbnails.wanted]


def test_only_those_in_sight_are_wanted_once(thumbnails: PageThumbnails) -> None:
    assert pages(thumbnails) == [4, 5, 6]
    for one in thumbnails.wanted[:2]:
        thumbnails.take(one, PICTURE)
    assert pages(thumbnails) == [6]
    thumbnails.see(range(0), BOX)
    assert pages(thumbnails) == []
    thumbnails.see(range(198, 205), BOX)
    assert pages(thumbnails) == [199, 200]


def test_few_are_held(thumbnails: PageThumbnails) -> None:
    for row in range(200):
        thumbnails.see(range(row, row + 1), BOX)
        for one in thumbnails.wanted:
            thumbnails.take(one, PICTURE)
    held = [row for row in range(200) if thumbnails.index(row).data(PICTURE_ROLE)]
    assert held == list(range(120, 200))


def test_what_came_too_late_is_not_taken(thumbnails: PageThumbnails) -> None:
    old, coarse = thumbnails.wanted[0], Miniature(FILE, 4, 10, 10)
    thumbnails.take(coarse, PICTURE)
    thumbnails.show_file(OTHER)
    thumbnails.take(old, PICTURE)
    assert thumbnails.rowCount() == 2
    thumbnails.see(range(2), BOX)
    assert pages(thumbnails) == [1, 2]


def test_finer_dots_want_all_anew(thumbnails: PageThumbnails) -> None:
    thumbnails.take(thumbnails.wanted[0], PICTURE)
    thumbnails.see(range(3, 5), (176, 176))
    assert [(one.page, one.width) for one in thumbnails.wanted] == [(4, 176), (5, 176)]


def test_a_page_that_cannot_be_drawn_is_not_asked_for_again(thumbnails: PageThumbnails) -> None:
    thumbnails.take(thumbnails.wanted[0])
    assert pages(thumbnails) == [5, 6]
    picture = thumbnails.index(3).data(PICTURE_ROLE)
    assert isinstance(picture, QImage)
    assert picture.isNull()


def test_rows_say_what_they_are(thumbnails: PageThumbnails) -> None:
    told: list[tuple[int, int]] = []
    thumbnails.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    thumbnails.pin([2, 2, 7])
    thumbnails.turn(3)
    thumbnails.turn(3)
    row = thumbnails.index(1)
    assert row.data() == "第 2 页"
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "第 2 页，有标记"
    assert (row.data(PINNED_ROLE), row.data(TURNS_ROLE)) == (True, 3)
    assert thumbnails.index(2).data(PINNED_ROLE) is False
    assert told == [(0, 199), (0, 199)]
    thumbnails.show_file(None)
    assert thumbnails.rowCount() == 0
    assert thumbnails.wanted == []
