"""The score sheet in the scheme's own form, judged or blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.documents.forms.contents import SheetContents
from desktop.documents.forms.form_columns import (
    USUAL,
    FormColumn,
    columns_of,
    prescribed_in,
    widened,
)
from desktop.documents.forms.sheet_rows import Row, blank_rows, judged_rows
from desktop.documents.manuscript import (
    POINTS_IN_CM,
    Abreast,
    Align,
    Blank,
    Block,
    Face,
    Grid,
    Manuscript,
    Paper,
    Words,
    paper_of,
    told,
)
from desktop.documents.setting.typefaces import BODY, HEADING, LATIN, TITLE
from desktop.domain import print_form
from desktop.domain.amounts import show
from desktop.domain.print_form import PrintForm
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_figures import figures_of

_TITLE: Final = Face(TITLE.name, 18, 28)
_HEADING: Final = Face(HEADING.name, 10.5, 14)
_BODY: Final = Face(BODY.name, 10.5, 14, LATIN.name)
_MARGINS: Final = (2.2, 2.0, 2.7, 2.0)
_WIDE: Final = 5  # columns; with so many a sheet lies on its side
_LINE: Final = "＿" * 8
_SIGNED: Final = ("考核人（签字）：", "复核人（签字）：", "被考核单位代表（签字）：")
_SEALED: Final = ("考核单位（盖章）：", "被考核单位（盖章）：", "日期：　　　　年　　月　　日")


@dataclass(frozen=True, slots=True)
class Looks:
    """The prescribed page and faces, with ours where the document prescribes none."""

    paper: Paper
    title: Face
    heading: Face
    body: Face


def looks_of(form: PrintForm, columns: int) -> Looks:
    """A form that gives no page lies on its side where it has many columns."""
    return Looks(
        _paper(form.page)
        if form.page
        else paper_of("A4", landscape=columns >= _WIDE, margins=_MARGINS),
        _face(form.title, _TITLE),
        _face(form.header_row, _HEADING),
        _face(form.body, _BODY),
    )


def score_sheet(contents: SheetContents, chosen: Sequence[str] | None = None) -> Manuscript:
    """One unit's sheet with these columns, or the form's own and score and reasons."""
    scheme = contents.scheme
    columns = columns_of(scheme, chosen)
    looks = looks_of(scheme.form or USUAL, len(columns))
    figures = figures_of(scheme, contents.sheet)
    open_too = f"，{figures.still_open}" if contents.sheet.unsettled else ""
    judged = contents.sheet.bonus_lines or contents.sheet.penalty_lines
    extras = f"，{figures.extras}" if figures.extras and judged else ""
    grade = f"　　{figures.grade}" if figures.grade else ""
    head = [
        f"被考核单位：{contents.unit}　　考核时段：{contents.period}　　考核人：{contents.evaluator or '未指定'}",
        f"考核得分：{contents.total}（满分 {show(contents.sheet.points)} 分{extras}{open_too}）{grade}",
    ]
    table = _grid(columns, judged_rows(contents, columns), looks)
    blocks = (*_head(scheme, looks, head), table, *foot_blocks(looks.body))
    return contents.manuscript(scheme.title, looks.paper, blocks)


def blank_sheet(
    scheme: Scheme, office: str, dated: date, chosen: Sequence[str] | None = None
) -> Manuscript:
    """The form for handing out, with the columns that are prescribed."""
    columns = columns_of(scheme, prescribed_in(scheme.form) if chosen is None else chosen)
    looks = looks_of(scheme.form or USUAL, len(columns))
    head = [f"被考核单位：{_LINE}{_LINE}　　考核时段：{_LINE}　　考核人：{_LINE}"]
    table = _grid(columns, blank_rows(scheme, columns), looks)
    blocks = (*_head(scheme, looks, head), table, *foot_blocks(looks.body))
    return Manuscript(scheme.title, office, dated, looks.paper, blocks, "空白表")


def foot_blocks(face: Face) -> tuple[Block, ...]:
    """Who signs, the day, and where the seals go: on one page."""
    room = Blank(face.pitch * 1.2, kept=True)
    return (room, Abreast(_SIGNED, face, kept=True), room, Abreast(_SEALED, face, kept=True), room)


def _head(scheme: Scheme, looks: Looks, lines: Iterable[str]) -> Iterable[Block]:
    yield Words(scheme.title, looks.title, Align.MIDDLE, kept=True)
    if scheme.form and scheme.form.above:
        yield Words(scheme.form.above, looks.body, kept=True)
    for line in lines:
        yield Words(line, looks.body, kept=True)
    yield Blank(4, kept=True)


def _grid(columns: Sequence[FormColumn], rows: Sequence[Row], looks: Looks) -> Grid:
    words = [[told(cell) for cell in row] for row in rows]
    return Grid(
        widened(columns, words, looks.body, looks.paper.measure),
        tuple(rows),
        looks.heading,
        looks.body,
        kept=True,
    )


def _paper(page: print_form.Page) -> Paper:
    margin = float(page.margins_cm)
    paper = paper_of(page.size, landscape=page.orientation == "landscape", margins=(margin,) * 4)
    return paper._replace(
        header=float(page.header_cm) * POINTS_IN_CM, foot=float(page.footer_cm) * POINTS_IN_CM
    )


def _face(prescribed: print_form.Face | None, usual: Face) -> Face:
    if prescribed is None:
        return usual
    size = float(prescribed.size_pt)
    pitch = float(prescribed.line_pt) if prescribed.line_pt else size * usual.pitch / usual.size
    return Face(prescribed.font, size, pitch)
