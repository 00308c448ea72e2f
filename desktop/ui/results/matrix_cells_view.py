"""The cells of the matrix as they are painted, and the keys that they answer to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
)

from desktop.ui.panels.indicator_delegate import EXEMPTED, SIGNS
from desktop.ui.parts.cells import CENTRE
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.stocked_cells import StockedCells
from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.matrix_cells import Stands
from desktop.viewmodels.matrix_table import CELL_ROLE, Look, MatrixTable
from desktop.viewmodels.part_rows import State

_SIGN: Final = 12
_BAR: Final = 3
_STANDS: Final = {
    Stands.PARTLY.name: SIGNS[State.PARTLY],
    Stands.PROVISIONAL.name: ("clock", "amber"),
    Stands.JUDGED.name: SIGNS[State.JUDGED],
    Stands.ASIDE.name: SIGNS[State.ASIDE],
    Stands.EXEMPTED.name: EXEMPTED,
}
_FAINT: Final = frozenset(
    one.name for one in (Stands.OPEN, Stands.ABSENT, Stands.ASIDE, Stands.UNREAD)
)
_WHOLE: Final = 1_000


class MatrixPaint(StockedCells):
    """A number, what it stands for, and the share that is lost."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view, CELL_ROLE, most=2_000)

    def ground(self, look: Look) -> str:
        """A heading, what is not counted, or a figure."""
        _, stands, _, heading, _ = look
        return "ground" if heading else "sunken" if stands in _FAINT else "surface"

    def draw(self, painter: QPainter, look: Look, size: QSize) -> None:
        """The sign keeps its place; where room is short the number moves aside."""
        text, stands, lost, heading, strong = look
        width, height = size.width(), size.height()
        room = QRectF(0, 0, width, height)
        if stands in _STANDS and text:
            place = room.topLeft() + QRectF(px(4), (height - px(_SIGN)) / 2, 0, 0).topLeft()
            painter.drawPixmap(place, pixmap(*_STANDS[stands], _SIGN))
            room.adjust(px(_SIGN + 6), 0, -px(_SIGN + 6), 0)
        painter.setPen(colour("ink_faint" if stands in _FAINT else "ink"))
        face = "small" if stands == Stands.ASIDE.name else "soft"
        painter.setFont(font(face, STRONG if strong or heading else REGULAR))
        if painter.fontMetrics().horizontalAdvance(text) > room.width():
            room.setRight(width - px(2))
        painter.drawText(room, CENTRE, text)
        if lost:
            bar = max(px(2), width * lost // _WHOLE)
            painter.fillRect(QRectF(0, height - px(_BAR) - 1, bar, px(_BAR)), colour("red"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(0, height - 1, width, height - 1)
        painter.drawLine(width - 1, 0, width - 1, height)


class MatrixView(QTableView):
    """Arrows move, Enter goes to the sheet, S orders by the column, Ctrl+C copies."""

    opened = Signal()
    ordered = Signal(int)
    copied = Signal()

    def __init__(self, table: MatrixTable) -> None:
        super().__init__()
        self.setModel(table)
        self.setItemDelegate(MatrixPaint(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is done to cells; the rest moves about."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in ENTER and plain:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_S and plain:
            if self.currentIndex().isValid():
                self.ordered.emit(self.currentIndex().column())
        else:
            super().keyPressEvent(event)
