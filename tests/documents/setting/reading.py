"""Reading: what stands on printed pages, where and in which face, from a real PDF."""

from ctypes import c_double, c_int, create_string_buffer
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]  # it has no types
from pypdfium2 import raw

_LONGEST_NAME = 100
_FIRST, _SECOND = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


class Mark(NamedTuple):
    """A character where it was found on the page, the base line on which it stands, and its face."""

    text: str
    left: float
    right: float
    base: float
    font: str
    size: float


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
    name, flags = create_string_buffer(_LONGEST_NAME), c_int()
    for at in range(page.count_chars()):
        text = _character(page, at)
        if text.strip():
            left, _, right, _ = page.get_charbox(at, loose=True)
            x, base = c_double(), c_double()
            assert raw.FPDFText_GetCharOrigin(page, at, x, base)
            raw.FPDFText_GetFontInfo(page, at, name, _LONGEST_NAME, flags)
            size = raw.FPDFText_GetFontSize(page, at)
            found.append(Mark(text, left, right, base.value, name.value.decode(), size))
    return found


def _character(page: pypdfium2.PdfTextPage, at: int) -> str:
    """PDFium counts units of UTF-16: the second half of a character is none of its own."""
    unit = raw.FPDFText_GetUnicode(page, at)
    if unit in _SECOND:
        return ""
    if unit in _FIRST:
        pair = (unit, raw.FPDFText_GetUnicode(page, at + 1))
        return b"".join(one.to_bytes(2, "little") for one in pair).decode("utf-16-le")
    return chr(unit)
