"""PDF files: manuscripts drawn one behind the other, with their feet, codes and bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final, NamedTuple

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.feet import CODE_APART, CODE_CALLED, CODE_EDGE, FOOT, foot_words
from desktop.documents.fonts import registered
from desktop.documents.manuscript import Align, Manuscript, Numbering, Paper
from desktop.documents.pdfa import About, archived
from desktop.documents.qr_code import qr_code
from desktop.documents.setting.composing import compose, style_of
from desktop.documents.setting.pages import Pages, Placed, draw_texts
from desktop.documents.setting.paragraphs import set_in_lines
from desktop.documents.setting.typefaces import BODY, TITLE, typeface_of

_MARK_SIZE: Final = 150.0
_MARK_GREY: Final = 0.93
_MARK_TILT: Final = 30.0


class Bound(NamedTuple):
    """A document within a file: where it begins and on how many pages it stands."""

    manuscript: Manuscript
    first: int
    pages: int


class Drawn(NamedTuple):
    """Pages as ReportLab made them, not yet an archive's file."""

    content: bytes
    bound: tuple[Bound, ...]


def as_pdf(*manuscripts: Manuscript, double_sided: bool = False) -> bytes:
    """One file of all of them, named after the first."""
    with pikepdf.open(BytesIO(draw(manuscripts, double_sided=double_sided).content)) as pdf:
        return archived(pdf, about(manuscripts))


def about(manuscripts: Sequence[Manuscript]) -> About:
    """What a file of these says of itself."""
    first = manuscripts[0]
    codes = " ".join(dict.fromkeys(one.code for one in manuscripts if one.code))
    newest = max(manuscripts, key=lambda one: str(one.dated)).dated
    return About(first.title, first.author, newest, codes)


def draw(manuscripts: Sequence[Manuscript], *, double_sided: bool = False) -> Drawn:
    """Each begins on a page of its own; double-sided, on a sheet of its own."""
    file = BytesIO()
    ground = registered(BODY.file)  # so that no Helvetica slips in
    canvas = Canvas(file, invariant=1, initialFontName=ground, lang="zh-CN")
    bound: list[Bound] = []
    for one in manuscripts:
        first = canvas.getPageNumber()
        if double_sided and first % 2 == 0:
            canvas.showPage()
            first += 1
        pages = compose(one)
        _Sheet(canvas, one).draw(pages, alone=len(manuscripts) == 1)
        bound.append(Bound(one, first, len(pages.filled)))
    canvas.save()
    return Drawn(file.getvalue(), tuple(bound))


class _Sheet:
    """One manuscript on a canvas."""

    def __init__(self, canvas: Canvas, manuscript: Manuscript) -> None:
        self._canvas, self._of, self._paper = canvas, manuscript, manuscript.paper

    def draw(self, pages: Pages, *, alone: bool) -> None:
        """Its pages; where it is not alone its title leads to it."""
        self._alone = alone
        self._first = self._canvas.getPageNumber()
        self._titles = [page.titles for page in pages.filled]
        pages.draw(self._canvas, self._foot, self._ground)

    def _ground(self, canvas: Canvas) -> None:
        """Bookmarks, and the mark beneath the text."""
        number = canvas.getPageNumber() - self._first
        if number == 0 and (not self._alone or not any(self._titles)):
            self._entitle(self._of.title, self._paper.height, 0)
        for title, top in self._titles[number]:
            self._entitle(title, top, 0 if self._alone else 1)
        if self._of.mark:
            self._draw_mark()

    def _entitle(self, title: str, top: float, level: int) -> None:
        place = f"{self._canvas.getPageNumber()}-{top:.0f}-{level}"
        self._canvas.bookmarkPage(place, fit="FitH", top=top)
        self._canvas.addOutlineEntry(title, place, level)

    def _draw_mark(self) -> None:
        canvas, paper = self._canvas, self._paper
        face = typeface_of(TITLE.name)
        canvas.saveState()
        canvas.setFillGray(_MARK_GREY)
        canvas.translate(paper.width / 2, paper.height / 2)
        canvas.rotate(_MARK_TILT)
        canvas.setFont(face.glyph(self._of.mark[0]).font, _MARK_SIZE)
        canvas.drawCentredString(0, -_MARK_SIZE / 3, self._of.mark)
        canvas.restoreState()

    # -- the foot

    def _foot(self, canvas: Canvas, number: int, count: int) -> None:
        """What it is, on which page, and the code with its square."""
        if self._of.numbering is not None:
            if self._of.numbering.shown:
                draw_texts(canvas, [_numbered(self._of.numbering, number, self._paper)])
            return
        paper = self._paper
        top = paper.foot + FOOT.pitch
        counted = f"第 {number} 页　共 {count} 页"
        texts = [_placed(counted, Align.MIDDLE, paper, top)]
        if self._of.foot:
            texts.append(_placed(foot_words(self._of), Align.LEFT, paper, top + FOOT.pitch))
        if self._of.code:
            _draw_code(canvas, self._of.code, paper)
            beside = paper._replace(right=paper.right + CODE_EDGE + CODE_APART)
            texts.append(_placed(CODE_CALLED, Align.RIGHT, beside, top + FOOT.pitch))
            texts.append(_placed(self._of.code, Align.RIGHT, beside, top))
        draw_texts(canvas, texts)


def _placed(text: str, align: Align, paper: Paper, top: float) -> Placed:
    style = style_of(FOOT)._replace(align=align)
    return Placed(set_in_lines(text, style, paper.measure), paper.left, top)


def _numbered(how: Numbering, number: int, paper: Paper) -> Placed:
    """The number between dashes, at the outer edge."""
    align = Align.RIGHT if number % 2 else Align.LEFT
    style = style_of(how.face)._replace(align=align)
    width = paper.measure - 2 * how.aside
    left = paper.left + how.aside
    return Placed(set_in_lines(f"— {number} —", style, width), left, paper.foot + how.face.pitch)


def _draw_code(canvas: Canvas, text: str, paper: Paper) -> None:
    code = qr_code(text)
    square = CODE_EDGE / code.size
    left, top = paper.width - paper.right - CODE_EDGE, paper.foot + CODE_EDGE
    path = canvas.beginPath()
    for run in code.runs:
        low = top - (run.row + 1) * square
        path.rect(left + run.column * square, low, run.length * square, square)
    canvas.drawPath(path, stroke=0, fill=1)
