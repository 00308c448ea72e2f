"""What is told of one cell: its criterion in full, and the sentence that its fact comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.domain.amounts import show
from desktop.domain.score_sheet import Line
from desktop.domain.sheet_figures import figures_of
from desktop.domain.sheet_parts import SheetPart
from desktop.services.round_sights import SheetSight
from desktop.viewmodels.table_rows import Cell, UnitRow

REASONS: Final = "失分原因"
GAINS: Final = "加分原因"
SCORE: Final = "本项得分"
TOTAL: Final = "总分"
_OPEN: Final = "未评"
_TOTAL: Final = 2  # columns beyond the criteria
_COUNTED: Final = "得分和原因由程序算出，不能直接填"


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
    beyond = column - len(row.cells)
    if beyond < 0:
        return _of_criterion(part, row, column)
    if not isinstance(row.sight, SheetSight) or row.sheet is None:
        return CellTold(row.name, (REASONS, SCORE, TOTAL)[beyond], "", "", fixed=row.reasons.text)
    if beyond == _TOTAL:
        spoken = figures_of(row.sight.scheme, row.sheet).spoken
        return CellTold(row.name, TOTAL, "", spoken, fixed=_COUNTED)
    points = "" if row.score.of is None else f"满分 {show(row.score.of)} 分"
    sentence = row.reasons.text or (_OPEN if row.score.value is None else "没有失分")
    return CellTold(row.name, (REASONS, SCORE)[beyond], points, sentence, fixed=_COUNTED)


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
    return cell.line.reason.removeprefix(label).removeprefix("：").lstrip()
