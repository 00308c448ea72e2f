"""The table of the ranking: bands across it, units by keys and clicks, rows that can be copied."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.domain.records import AssessmentKey
from desktop.ui.parts.tables import go_to
from desktop.ui.results.ranking_delegate import RankingDelegate
from desktop.ui.theme.tokens import ROW, px
from desktop.viewmodels.ranking_board import RankingBoard
from desktop.viewmodels.ranking_lines import BandLine, RankLine

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RankingView(QTableView):
    """Keeps the unit that it is at, wherever that one moves to."""

    opened = Signal()
    visited = Signal()
    copied = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, board: RankingBoard) -> None:
        super().__init__()
        self._board = board
        self._at: AssessmentKey | None = None
        self.setModel(board)
        self.setAccessibleName("排名")
        self.setProperty("framed", "true")
        self.setItemDelegate(RankingDelegate(self, board))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        board.laid_out.connect(self._on_laid_out)

    @property
    def line(self) -> RankLine | None:
        """The unit that the keys go to."""
        return self._board.line(self.currentIndex())

    @property
    def rows(self) -> list[int]:
        """The chosen lines, from the top down."""
        return sorted({one.row() for one in self.selectionModel().selectedRows()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the sheet, Ctrl+C copies lines."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, *change: object) -> None:
        """Remember whom one is at."""
        super().selectionChanged(*change)  # type: ignore[arg-type]  # as Qt gave them
        if self.line is not None:
            self._at = self.line.key
        self.visited.emit()

    def _on_laid_out(self) -> None:
        self.clearSpans()
        header = self.horizontalHeader()
        for at, column in enumerate(self._board.columns):
            stretched = column.width is None
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, modes.Stretch if stretched else modes.Interactive)
            if column.width is not None:
                self.setColumnWidth(at, px(column.width))
        for row, line in enumerate(self._board.lines):
            if isinstance(line, BandLine) and len(self._board.columns) > 1:
                self.setSpan(row, 0, 1, len(self._board.columns))
        row = self._board.row_of(self._at)
        if row >= 0:
            go_to(self, self._board.index(row, 0))
        self.visited.emit()
