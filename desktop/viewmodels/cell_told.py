"""What is told of one cell: its criterion in full, and the sentence that its fact comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.domain.amounts import ZERO, show
from desktop.domain.score_sheet import IndicatorScore, Line
from desktop.domain.sheet_parts import SheetPart
from desktop.services.round_sights import SheetSight
from desktop.viewmodels.sheet_figures import figures_of
from desktop.viewmodels.table_rows import Cell, UnitRow

SCORE: Final = "本项得分"
TOTAL: Final = "总分"
_OPEN: Final = "未评"
_COUNTED: Final = "得分由程序算出，不能直接填"


@dataclass(frozen=True, slots=True)
class CellTold:
    """`rule` states the criterion, `sentence` says what is recorded or being typed comes to."""

    unit: str
    label: str
    rule: str
    sentence: str
    line: Line | None = None
    fixed: str = ""  # why it cannot be typed into
    notes: str = ""


def cell_told(part: SheetPart, row: UnitRow, column: int) -> CellTold:
    """Of any column, the scores' too."""
    if column < len(row.cells):
        return _of_criterion(part, row, column)
    if not isinstance(row.sight, SheetSight) or row.sheet is None:
        return CellTold(row.name, SCORE, "", "", fixed=row.cells[0].fixed)
    if column > len(row.cells):
        return CellTold(row.name, TOTAL, "", figures_of(row.sight.scheme, row.sheet).spoken, fixed=_COUNTED)
    points = "" if row.score.of is None else f"满分 {show(row.score.of)} 分"
    score = next((one for one in row.sheet.indicators if one.id == part.id), None)
    return CellTold(row.name, SCORE, points, _given(score) or _counted(row), fixed=_COUNTED)


def _of_criterion(part: SheetPart, row: UnitRow, column: int) -> CellTold:
    cell = row.cells[column]
    criterion = cell.criterion or part.criteria[column]
    exemption = f"可免责：{criterion.exemption}" if criterion.exemption else ""
    return CellTold(
        row.name,
        criterion.label,
        criterion.words,
        _sentence(cell, criterion.label),
        cell.line,
        cell.fixed,
        "；".join(filter(None, (exemption, *criterion.notes))),
    )


def _sentence(cell: Cell, label: str) -> str:
    """Without the clause and the wording, which stand above it."""
    if cell.line is None:
        return "" if cell.criterion is None else _OPEN
    return cell.line.reason.removeprefix(label).removeprefix("：")


def _given(score: IndicatorScore | None) -> str:
    """How a score came about that was not counted."""
    if score is None:
        return ""
    if score.discretion is not None:
        computed = show(score.computed or ZERO)
        judged = show(score.discretion.score)
        return f"自由裁量 {judged} 分（{score.discretion.grounds}），计算得 {computed} 分"
    return f"不适用（{score.not_applicable}）" if score.not_applicable else ""


def _counted(row: UnitRow) -> str:
    reasons = [cell.line.reason for cell in row.cells if cell.line is not None and cell.moved]
    return "；".join(reasons) or (_OPEN if row.score.value is None else "没有失分")
