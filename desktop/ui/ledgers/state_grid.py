"""State grids: one cell a unit and thing owed, coloured by how it stands, written by a key or a dialog."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from desktop.ui.ledgers.state_head import StateHead
from desktop.ui.parts.cells import CENTRE
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.stocked_cells import StockedCells
from desktop.ui.parts.tables import go_to
from desktop.ui.theme.fonts import STRONG, advance, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.state_table import CELL_ROLE, StateCell, StateTable

_ROW: Final = 32
_NAMES: Final = 190
_LEAST_NAMES: Final = 96
_PADDING: Final = 20
_WIDENED: Final = 1.7
# Ground and ink of each tone; a state is told by its words as well.
_LOOKS: Final = {
    "": ("sunken", "ink_faint"),
    "none": ("surface", "ink_faint"),
    "plain": ("sunken", "ink_soft"),
    "green": ("green_soft", "green"),
    "amber": ("amber_soft", "amber"),
    "red": ("red_soft", "red"),
    "blue": ("primary_soft", "primary"),
}


class StateCells(StockedCells):
    """A word on the tone of its state."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view, CELL_ROLE, most=400)

    def ground(self, look: StateCell) -> str:
        """The tone itself is drawn within."""
        del look
        return "surface"

    def draw(self, painter: QPainter, look: StateCell, size: QSize) -> None:
        """A rounded field and its word."""
        ground, ink = _LOOKS[look.tone]
        inside = QRectF(0, 0, size.width(), size.height()).adjusted(3, 3, -3, -3)
        if ground != "surface":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(inside, 4, 4)
        painter.setPen(colour(ink))
        painter.setFont(font("small", STRONG if look.tone in {"red", "amber"} else 400))
        painter.drawText(inside, CENTRE, look.text)


class StateGrid(QTableView):
    """Arrows move, Enter opens a cell, the space bar settles it today, Delete takes that back."""

    opened = Signal()
    pressed_space = Signal()
    cleared = Signal()

    def __init__(self, table: StateTable[Any, Any], name: str, column: int) -> None:
        super().__init__()
        self._table, self._least = table, px(column)
        self.setAccessibleName(name)
        self.setModel(table)
        self.setHorizontalHeader(StateHead())
        self.setItemDelegate(StateCells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        down = self.verticalHeader()
        down.setDefaultSectionSize(px(_ROW))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setHighlightSections(False)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        table.modelReset.connect(self._share_room)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A year is to be seen at a glance, if there is any room for it."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        rows, columns = self._table.rowCount(), self._table.columnCount()
        names = (self._table.headerData(at, Qt.Orientation.Vertical) for at in range(rows))
        widest = max((advance(str(one), "soft") for one in names), default=0) + px(_PADDING)
        down = self.verticalHeader()
        down.setFixedWidth(min(px(_NAMES), max(px(_LEAST_NAMES), widest)))
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - down.width() - bar
        each = room // columns if columns else self._least
        size = max(self._least, min(each, round(self._least * _WIDENED)))
        self.horizontalHeader().setDefaultSectionSize(size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is done to cells; the rest moves about."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and plain:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and plain:
            self.pressed_space.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """To the first thing of the first unit that is still to come."""
        table = self._table
        if not self.currentIndex().isValid() and table.rowCount() and table.columnCount():
            waiting = (c for c in range(table.columnCount()) if table.waits(table.index(0, c)))
            go_to(self, table.index(0, next(waiting, 0)))
