"""Matrix words: what is told of one cell of the matrix, and the cells as a spreadsheet takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.deductions import deductions_of
from desktop.domain.formulas import guarded
from desktop.domain.sheet_parts import SheetPart, lines_of, parts_of
from desktop.services.round_sights import SheetSight, UnreadSheet
from desktop.services.standing_words import place_words
from desktop.viewmodels.matrix_cells import MatrixCell, Shows, Stands
from desktop.viewmodels.matrix_columns import Holds, MatrixColumn
from desktop.viewmodels.matrix_lines import GroupLine, MatrixLine
from desktop.viewmodels.matrix_sums import mean_of

_NOTHING_LOST: Final = "没有失分"


class MatrixTold(NamedTuple):
    """What the line at the foot says, and where a drill leads."""

    unit: str = ""
    column: str = ""
    sentence: str = ""


def text_of(line: MatrixLine, column: MatrixColumn, shows: Shows) -> str:
    """What a cell says in few words; of a group its mean."""
    if isinstance(line, GroupLine):
        return mean_of(line.units, column, shows)
    if column.holds is Holds.PLACE:
        return place_words(line.standing)
    if column.holds is Holds.GRADE:
        return line.standing.grade or ""
    return line.cell(column).text(shows)


def told_of(line: MatrixLine, column: MatrixColumn, parts: Sequence[SheetPart]) -> MatrixTold:
    """All that is to be said of a cell."""
    if isinstance(line, GroupLine):
        return MatrixTold(line.name, column.whole, f"{len(line.units)} 个单位，这一行是各列的平均")
    if line.sight.assessment.absent:
        away = f"未参加考核：{line.sight.assessment.absent}"
        return MatrixTold(line.name, column.whole, away)
    if isinstance(line.sight, UnreadSheet):
        return MatrixTold(line.name, column.whole, line.sight.trouble)
    if column.holds in {Holds.PLACE, Holds.GRADE}:
        grade = f"，{line.standing.grade}" if line.standing.grade else ""
        return MatrixTold(line.name, column.whole, f"名次 {place_words(line.standing)}{grade}")
    cell = line.cell(column)
    reasons = "；".join(_reasons(line.sight, line.cell(column), column, parts))
    return MatrixTold(
        line.name, column.whole, "。".join(filter(None, (amount_words(cell), reasons)))
    )


def amount_words(cell: MatrixCell) -> str:
    """Score of points, what is lost, and how it stands."""
    if cell.value is None:
        return cell.stands.value
    of = "" if cell.of is None else f"（满分 {show(cell.of)}）"
    lost = "" if cell.gains else f"，失 {show(cell.lost)} 分" if cell.lost else f"，{_NOTHING_LOST}"
    how = "" if cell.stands is Stands.SCORED else f"，{cell.stands.value}"
    return f"{show(cell.value)} 分{of}{lost}{how}"


def _reasons(
    sight: SheetSight, cell: MatrixCell, column: MatrixColumn, parts: Sequence[SheetPart]
) -> Iterable[str]:
    """The sentences of what is lost; where something does not apply or is judged, why."""
    if column.holds in {Holds.TOTAL, Holds.ADJUSTED}:
        return [one.reason for one in sight.sheet.adjustments]
    wanted = {parts[place].id for place in column.parts}
    own = tuple(one for one in parts_of(sight.scheme) if one.id in wanted)
    lost = [one.reason for one in deductions_of(sight.sheet, own).rows if one.part in wanted]
    aside = [
        f"不适用（{sight.findings.not_applicable[name]}）"
        for name in sorted(wanted & sight.findings.not_applicable.keys())
    ]
    spared = [] if cell.stands is not Stands.EXEMPTED else _spared(sight, own)
    gains = [] if not cell.gains else _gains(sight, own)
    return dict.fromkeys((*aside, *lost, *spared, *gains))


def _spared(sight: SheetSight, own: Sequence[SheetPart]) -> list[str]:
    """The lines of exemptions that cost nothing: the others stand among what is lost."""
    return [
        line.reason
        for part in own
        for line in lines_of(sight.sheet, part).values()
        if "免责" in line.reason
    ]


def _gains(sight: SheetSight, own: Sequence[SheetPart]) -> list[str]:
    return [
        line.reason
        for part in own
        for line in lines_of(sight.sheet, part).values()
        if line.effective
    ]


def copied(
    lines: Sequence[MatrixLine], columns: Sequence[MatrixColumn], shows: Shows, *, heads: bool
) -> str:
    """Cells as tab-separated text, with the names of units and columns where these are wanted."""
    told = [[text_of(line, column, shows) for column in columns] for line in lines]
    if not heads:
        return _joined(told)
    first = ["单位", *(one.whole for one in columns)]
    return _joined([first, *([line.name, *row] for line, row in zip(lines, told, strict=True))])


def _joined(rows: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(guarded(" ".join(one.split())) for one in row) + "\n" for row in rows)
