"""Pictures that are held: few, the latest, and within a bound."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.services.evidence_pages import Kind, OpenedFile
from desktop.viewmodels.page_pictures import PagePictures
from desktop.viewmodels.page_requests import Drawing, drawing

FILE = OpenedFile(Path("/a"), "a.pdf", Kind.PDF, 500)


def put(pictures: PagePictures, page: int, width: int = 10, height: int = 10) -> Drawing:
    made = Drawing(FILE, page, width, height)
    pictures.put(made, QImage(width, height, QImage.Format.Format_RGB32))
    return made


def test_memory_does_not_grow_with_pages() -> None:
    pictures = PagePictures(most=100, most_bytes=1 << 20)
    held = []
    for page in range(1, 300):
        put(pictures, page, 200, 300)
        held.append(pictures.held_bytes)
    assert max(held) <= 1 << 20
    assert len(pictures) == (1 << 20) // (200 * 300 * 4)


def test_the_one_looked_at_last_is_kept_longest() -> None:
    pictures = PagePictures(most=2)
    first, second = put(pictures, 1), put(pictures, 2)
    assert pictures.get(first)
    third = put(pictures, 3)
    assert [one in pictures for one in (first, second, third)] == [True, False, True]


def test_the_newest_is_kept_however_large() -> None:
    pictures = PagePictures(most_bytes=100)
    put(pictures, 1)
    large = put(pictures, 2, 100, 100)
    assert large in pictures
    assert len(pictures) == 1


def test_the_largest_picture_of_a_page_stands_in() -> None:
    pictures = PagePictures()
    put(pictures, 1, 10, 20)
    put(pictures, 1, 30, 60)
    put(pictures, 1, 20, 40)
    put(pictures, 2, 90, 90)
    best = pictures.best(FILE, 1)
    assert best
    assert best.width() == 30
    assert pictures.best(FILE, 3) is None


def test_pages_beside_are_held_where_all_three_fit() -> None:
    pictures = PagePictures(most_bytes=3 * 4 * 100 * 100)
    here = Drawing(FILE, 1, 100, 100)
    assert pictures.can_hold(here, Drawing(FILE, 2, 100, 100))
    assert not pictures.can_hold(here, Drawing(FILE, 2, 101, 100))


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [((3000, 4000), (3000, 4000)), ((8000, 8000), (4000, 4000)), ((0, 0), (1, 1))],
)
def test_a_picture_has_no_more_dots_than_are_worth_it(
    asked: tuple[int, int], drawn: tuple[int, int]
) -> None:
    assert drawing(FILE, 1, *asked) == Drawing(FILE, 1, *drawn)
