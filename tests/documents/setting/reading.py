"""Reading: what stands on printed pages, and where, from a real PDF."""

from ctypes import c_double
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]  # it has no types


class Mark(NamedTuple):
    """A character where it was found on the page, and the base line on which it stands."""

    text: str
    left: float
    right: float
    base: float


def pages_of(content: bytes) -> list[list[Mark]]:
    """Every page's characters, in the order in which they were drawn, blanks left out."""
    with pypdfium2.PdfDocument(content) as document:
        return [_marks(page.get_textpage()) for page in document]


def lines_on(marks: list[Mark]) -> list[list[Mark]]:
    """The characters of each base line, from above."""
    found: dict[int, list[Mark]] = {}
    for one in marks:
        found.setdefault(round(one.base), []).append(one)
    return [found[base] for base in sorted(found, reverse=True)]


def words(marks: list[Mark]) -> str:
    """As they were drawn."""
    return "".join(one.text for one in marks)


def _marks(page: pypdfium2.PdfTextPage) -> list[Mark]:
    found = []
    for at in range(page.count_chars()):
        text = page.get_text_range(at, 1)
        if text.strip():
            left, _, right, _ = page.get_charbox(at, loose=True)
            x, base = c_double(), c_double()
            assert pypdfium2.raw.FPDFText_GetCharOrigin(page, at, x, base)
            found.append(Mark(text, left, right, base.value))
    return found
