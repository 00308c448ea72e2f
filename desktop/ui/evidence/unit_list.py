"""The units of a round beside their evidence: each with its standing, what is there of what is due, and a bar of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.domain.checklist_tallies import Standing
from desktop.ui.panels.checklist_delegate import SIGNS
from desktop.ui.parts.cells import (
    RIGHT,
    Face,
    paint_ground,
    paint_sign,
    paint_words,
    room_of,
    width_of,
)
from desktop.ui.parts.keys import ENTER
from desktop.ui.theme.fonts import STRONG
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.evidence_book import EvidenceBook
from desktop.viewmodels.evidence_units import ROW_ROLE, EvidenceUnits, UnitLine

Index = QModelIndex | QPersistentModelIndex
_HIGH: Final = 52
_LINE: Final = 28
_BAR: Final = 5
_INKS: Final = {
    Standing.COMPLETE: "green",
    Standing.LACKING: "amber",
    Standing.WAIVED: "ink_soft",
    Standing.UNASKED: "ink_soft",
}
_STATES: Final = {"已定稿": "lock", "审核中": "clock", "已交出": "upload"}


class UnitList(QListView):
    """Arrows look at the next unit; Enter goes on to its evidence."""

    entered = Signal()

    def __init__(self, book: EvidenceBook) -> None:
        super().__init__()
        self._book = book
        self.units = EvidenceUnits(book)
        self.setAccessibleName("单位")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_UnitDelegate(self))
        self.setModel(self.units)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.units.modelReset.connect(self.show_open)
        book.moved.connect(self.show_open)
        book.opened.connect(self.show_open)
        self.show_open()

    def show_open(self) -> None:
        """Mark the unit that is looked at; where a filter hides it, look at the first that is shown."""
        at = self.units.place_of(self._book.key)
        if at < 0 and self.units.lines and self._book.key is not None:
            self._book.show_unit(self.units.lines[0].key)
            return
        index = self.units.index(at)
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self._book.show_unit(self.units.lines[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or the arrow to the right: into what this unit handed in."""
        if event.key() in ENTER or event.key() == Qt.Key.Key_Right:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class _UnitDelegate(QStyledItemDelegate):
    """Two lines: the name with its standing, the bar with its figures."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Where nothing is due there is no second line."""
        del option
        line: UnitLine = index.data(ROW_ROLE)
        return QSize(px(150), px(_HIGH if line.due else _LINE + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One unit."""
        line: UnitLine = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._view.currentIndex() == index and self._view.hasFocus()
        paint_ground(painter, option, current=current)
        whole = room_of(option).adjusted(px(12), px(4), -px(12), -px(4))
        first = whole.adjusted(0, 0, 0, px(_LINE) - whole.height())
        first.setLeft(paint_sign(painter, first.left(), first, *SIGNS[line.standing]))
        weight = STRONG if line.standing is Standing.LACKING else Face().weight
        face = Face(_INKS[line.standing], "soft", weight, RIGHT)
        paint_words(painter, first, line.words, face)
        first.setRight(first.right() - width_of(line.words, face) - px(8))
        if line.state:
            at = first.right() - px(16)
            paint_sign(painter, at, first, _STATES[line.state], "primary")
            first.setRight(at - px(6))
        paint_words(painter, first, line.name)
        if line.due:
            _paint_portion(painter, QRectF(whole.adjusted(px(22), px(_LINE), 0, 0)), line)
        painter.restore()


def _paint_portion(painter: QPainter, room: QRectF, line: UnitLine) -> None:
    """How much of what is due is there, drawn and in figures."""
    told, face = f"{line.there} / {line.due}", Face("ink_soft", "small", place=RIGHT)
    paint_words(painter, room.toRect(), told, face)
    room.setRight(room.right() - width_of(told, face) - px(10))
    bar = QRectF(room.left(), room.center().y() - px(_BAR) / 2, room.width(), px(_BAR))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(bar, px(2), px(2))
    bar.setWidth(bar.width() * line.there / line.due)
    painter.setBrush(colour("primary"))
    painter.drawRoundedRect(bar, px(2), px(2))
