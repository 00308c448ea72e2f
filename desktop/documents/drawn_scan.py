"""An invented official page, drawn as a scanner would have left it: evidence for demonstrations."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Sequence
from io import BytesIO
from itertools import chain, repeat
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import getFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.fonts import registered
from desktop.domain.refusals import Refused

_PLAIN: Final = registered("gw-sans-400.ttf")
_BOLD: Final = registered("gw-sans-700.ttf")

_GLASS: Final = HexColor("#C9CAC8")  # what shows of the scanner beside the turned sheet
_PAPER: Final = HexColor("#F1F0EC")
_SHADE: Final = HexColor("#E4E3DE")
_INK: Final = HexColor("#33332F")
_RED: Final = HexColor("#C8322B")
_FAINT: Final = HexColor("#E2E1DC")

_WIDTH, _HEIGHT = A4
_LEFT: Final = 80.0
_RIGHT: Final = _WIDTH - 80.0
_SIZE: Final = 16.0
_PITCH: Final = 29.0
_INDENT: Final = 2 * _SIZE
_TITLE_SIZE: Final = 20.0
_TITLE_PITCH: Final = 31.0
_RULE: Final = _HEIGHT - 148.0
_LAST: Final = 118.0  # no line of text stands lower
_SEAL: Final = 56.0
_TILTS: Final = (0.45, -0.35, 0.25)  # degrees, page by page

_HEAD: Final = "演示材料"
_MARK: Final = "演示"
_DISCLAIMER: Final = "演示用虚构材料，不是真实文件"
_SIGNED: Final = "\u3000"
_NO_TEXT: Final = "（此页无正文）"
# What stays together on a line: a number or word, opening marks before it, closing marks behind it.
_TOKEN: Final = re.compile(r"[“‘（《]{0,3}(?:[0-9A-Za-z.%:/-]{1,20}|.)[，。、；：！？”’）》]{0,3}")


def draw_scan(title: str, lines: Sequence[str], pages: int = 1) -> bytes:
    """The PDF of such a page, or of several over which the lines are spread; always the same bytes.

    A line that begins with a wide space stands to the right, as an office's name and the date do.
    """
    if pages < 1:
        raise Refused(f"页数至少是 1，现在是 {pages}")
    _refuse_missing((_BOLD, title), *((_PLAIN, line) for line in lines))
    head = _balanced(title)
    top = _RULE - 46 - len(head) * _TITLE_PITCH - 12
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, initialFontName=_PLAIN)
    canvas.setTitle(title)
    canvas.setSubject(_DISCLAIMER)
    each = math.ceil(len(lines) / pages)
    for page in range(pages):
        rows = [row for line in lines[page * each : (page + 1) * each] for row in _paragraph(line)]
        low = _lowest(rows, top)
        _ground(canvas, _TILTS[page % len(_TILTS)])
        _headings(canvas, head)
        _text(canvas, rows, top)
        if page == pages - 1:
            _seal(canvas, _RIGHT - 88, max(min(low + 8, top - 24), _LAST + 20))
        _foot(canvas, f"第 {page + 1} 页　共 {pages} 页")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _refuse_missing(*texts: tuple[str, str]) -> None:
    """Name every character that would be drawn as an empty box."""
    missing = {
        char: None for face, text in texts for char in text if ord(char) not in _glyphs(face)
    }
    if missing:
        named = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in missing)
        raise Refused(f"字体里没有这些字：{named}")


def _glyphs(face: str) -> Container[int]:
    known: Container[int] = getFont(face).face.charToGlyph
    return known


def _wrapped(text: str, face: str, size: float, narrower: Sequence[float]) -> Iterator[str]:
    """Break a text by width; the first rows are narrower than the page's text by so much."""
    margins = chain(narrower, repeat(0.0))
    row, room = "", _RIGHT - _LEFT - next(margins)
    for token in _TOKEN.findall(text):
        if row and stringWidth(row + token, face, size) > room:
            yield row
            row, room = "", _RIGHT - _LEFT - next(margins)
        row += token
    yield row


def _balanced(title: str) -> list[str]:
    """A title in rows of about the same length."""
    width = stringWidth(title, _BOLD, _TITLE_SIZE)
    rows = math.ceil(width / (_RIGHT - _LEFT))
    narrower = (_RIGHT - _LEFT) - width / rows - _TITLE_SIZE if rows > 1 else 0
    return list(_wrapped(title, _BOLD, _TITLE_SIZE, (max(narrower, 0),) * rows))


def _paragraph(line: str) -> Iterator[tuple[float, str]]:
    """Its rows, each with the place where it begins."""
    signature = line.strip()
    left = _RIGHT - _INDENT - stringWidth(signature, _PLAIN, _SIZE)
    if line.startswith(_SIGNED) and left >= _LEFT:
        yield left, signature
        return
    for number, row in enumerate(_wrapped(signature, _PLAIN, _SIZE, (_INDENT,))):
        yield (_LEFT if number else _LEFT + _INDENT), row


def _lowest(rows: Sequence[object], top: float) -> float:
    """Where the last row stands; refused where it would run off the page."""
    low = top - max(len(rows) - 1, 0) * _PITCH
    if low < _LAST:
        most = int((top - _LAST) // _PITCH) + 1
        raise Refused(f"演示材料放不下：每页至多 {most} 行，现在是 {len(rows)} 行")
    return low


def _ground(canvas: Canvas, tilt: float) -> None:
    """The sheet on the scanner's glass; all that follows is turned with it."""
    canvas.setFillColor(_GLASS)
    canvas.rect(0, 0, _WIDTH, _HEIGHT, stroke=0, fill=1)
    canvas.translate(_WIDTH / 2, _HEIGHT / 2)
    canvas.rotate(tilt)
    canvas.translate(-_WIDTH / 2, -_HEIGHT / 2)
    canvas.setFillColor(_PAPER)
    canvas.rect(2, 2, _WIDTH - 4, _HEIGHT - 4, stroke=0, fill=1)
    canvas.saveState()
    fold = canvas.beginPath()
    fold.rect(2, 2, 28, _HEIGHT - 4)
    canvas.clipPath(fold, stroke=0)
    canvas.linearGradient(2, 0, 30, 0, (_SHADE, _PAPER), extend=False)
    canvas.restoreState()
    canvas.setFillColor(_FAINT)
    canvas.setFont(_BOLD, 150)
    canvas.saveState()
    canvas.translate(_WIDTH / 2, _HEIGHT / 2 - 60)
    canvas.rotate(35)
    canvas.drawCentredString(0, -50, _MARK)
    canvas.restoreState()


def _headings(canvas: Canvas, title: Sequence[str]) -> None:
    """The red head with its line, and the title below."""
    canvas.setFillColor(_RED)
    canvas.setFont(_BOLD, 40)
    canvas.drawCentredString(_WIDTH / 2 + 10, _RULE + 24, _HEAD, charSpace=20)
    canvas.setStrokeColor(_RED)
    canvas.setLineWidth(2.2)
    canvas.line(_LEFT - 10, _RULE, _RIGHT + 10, _RULE)
    canvas.setLineWidth(0.6)
    canvas.line(_LEFT - 10, _RULE - 4, _RIGHT + 10, _RULE - 4)
    canvas.setFillColor(_INK)
    canvas.setFont(_BOLD, _TITLE_SIZE)
    for number, row in enumerate(title):
        canvas.drawCentredString(_WIDTH / 2, _RULE - 46 - number * _TITLE_PITCH, row)


def _text(canvas: Canvas, rows: Sequence[tuple[float, str]], top: float) -> None:
    """Write the rows, or say that there are none."""
    canvas.setFillColor(_INK)
    canvas.setFont(_PLAIN, _SIZE)
    for number, (left, row) in enumerate(rows or [(_LEFT + _INDENT, _NO_TEXT)]):
        canvas.drawString(left, top - number * _PITCH, row)


def _seal(canvas: Canvas, x: float, y: float) -> None:
    """A ring with a star, and what it is for, so that nobody takes it for an office's seal."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(-7)
    canvas.setStrokeColor(_RED)
    canvas.setFillColor(_RED)
    canvas.setStrokeAlpha(0.75)
    canvas.setFillAlpha(0.75)
    canvas.setLineWidth(3.2)
    canvas.circle(0, 0, _SEAL)
    star = canvas.beginPath()
    for corner in range(10):
        reach = 19 if corner % 2 == 0 else 19 * 0.382
        angle = math.pi / 2 + corner * math.pi / 5
        point = reach * math.cos(angle), reach * math.sin(angle) + 8
        if corner:
            star.lineTo(*point)
        else:
            star.moveTo(*point)
    star.close()
    canvas.setFillAlpha(0.4)  # it lies on the date, which is to be read
    canvas.drawPath(star, stroke=0, fill=1)
    canvas.setFillAlpha(0.75)
    canvas.setFont(_BOLD, 13)
    canvas.drawCentredString(0, -31, f"{_MARK}专用", charSpace=2)
    canvas.restoreState()


def _foot(canvas: Canvas, number: str) -> None:
    canvas.setFillColor(_RED)
    canvas.setFont(_PLAIN, 11)
    canvas.drawString(_LEFT, 58, _DISCLAIMER)
    canvas.setFillColor(_INK)
    canvas.drawRightString(_RIGHT, 58, number)
