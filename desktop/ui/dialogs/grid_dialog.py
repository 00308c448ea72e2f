"""逐项佐证: the grid of a requirement that is counted by plan items or penalties, as large as the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.records import EvidenceLink
from desktop.ui.panels.plan_grid import PlanGrid
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column
from desktop.ui.parts.keys import undo_by_keys
from desktop.ui.theme.tokens import px


class GridDialog(QDialog):
    """A file that is opened in it is shown by whoever opened the dialog, which ends with that."""

    def __init__(self, parent: QWidget, grid: PlanGrid, requirement: int) -> None:
        super().__init__(parent)
        self.setWindowTitle("逐项佐证")
        self.resize(parent.width() - px(40), parent.height() - px(60))
        self._grid = grid
        self.setLayout(column(grid, gap=0))
        grid.show_requirement(requirement)

    def serve(
        self,
        show: Callable[[EvidenceLink], object],
        undo: Callable[[], object],
        redo: Callable[[], object],
    ) -> None:
        """Open it; keys of the window behind do not reach it."""
        self._grid.evidence_wanted.connect(show)
        self._grid.evidence_wanted.connect(self.accept)
        undo_by_keys(self, undo, redo)
        put_up(self)
