"""The year of reports: one cell a unit and due date, coloured by what came of it, written by a key or a dialog."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.ui.parts.cells import CENTRE, chosen, room_of
from desktop.ui.parts.keys import ENTER
from desktop.ui.theme.fonts import STRONG, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.month_grid import CELL_ROLE, GridCell, MonthGrid

_ROW: Final = 32
_COLUMN: Final = 88
_NAMES: Final = 190
_HEAD: Final = 76
# Ground and ink of each tone; a state is told by its words as well.
_LOOKS: Final = {
    "": ("surface", "ink_faint"),
    "none": ("sunken", "ink_faint"),
    "plain": ("sunken", "ink_soft"),
    "green": ("green_soft", "green"),
    "amber": ("amber_soft", "amber"),
    "red": ("red_soft", "red"),
    "blue": ("primary_soft", "primary"),
}
_Look = tuple[GridCell, bool, int, int]


class MonthCells(QStyledItemDelegate):
    """Paints each kind of cell once and then only copies it: the grid scrolls at a frame's pace."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._painted: dict[_Look, QPixmap] = {}
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """From the stock."""
        room = room_of(option)
        cell: GridCell = index.data(CELL_ROLE)
        look = (cell, chosen(option), room.width(), room.height())
        if look not in self._painted:
            self._painted[look] = self._paint(*look)
        painter.drawPixmap(room.topLeft(), self._painted[look])
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(colour("primary"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))

    def _paint(self, cell: GridCell, selected: bool, width: int, height: int) -> QPixmap:  # noqa: FBT001  # part of a key
        ratio = self._view.devicePixelRatioF()
        made = QPixmap(QSize(round(width * ratio), round(height * ratio)))
        made.setDevicePixelRatio(ratio)
        ground, ink = _LOOKS[cell.tone]
        made.fill(colour("primary_line" if selected else "surface"))
        with QPainter(made) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inside = QRectF(0, 0, width, height).adjusted(3, 3, -3, -3)
            if ground != "surface":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(ground))
                painter.drawRoundedRect(inside, 4, 4)
            painter.setPen(colour(ink))
            painter.setFont(font("small", STRONG if cell.tone in {"red", "amber"} else 400))
            painter.drawText(inside, CENTRE, cell.text)
        return made


class MonthView(QTableView):
    """Arrows move, Enter opens a cell, the space bar takes it in today, Delete takes that back."""

    opened = Signal()
    received = Signal()
    cleared = Signal()

    def __init__(self, grid: MonthGrid) -> None:
        super().__init__()
        self.grid = grid
        self.setAccessibleName("报送情况")
        self.setModel(grid)
        self.setItemDelegate(MonthCells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultSectionSize(px(_COLUMN))
        across.setFixedHeight(px(_HEAD))
        across.setHighlightSections(False)
        across.setDefaultAlignment(CENTRE | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(px(_ROW))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setFixedWidth(px(_NAMES))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setHighlightSections(False)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is done to cells; the rest moves about."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and plain:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and plain:
            self.received.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """To the first report that is not yet over, of the first unit."""
        if not self.currentIndex().isValid() and self.grid.rowCount() and self.grid.columnCount():
            columns = range(self.grid.columnCount())
            open_ = (c for c in columns if self._waits(self.grid.index(0, c)))
            self.setCurrentIndex(self.grid.index(0, next(open_, 0)))

    def _waits(self, index: QModelIndex) -> bool:
        one = self.grid.standing(index)
        return one is not None and one.receipt is None

    def visible_room(self) -> QRect:
        """Where cells are painted."""
        return self.viewport().rect()
