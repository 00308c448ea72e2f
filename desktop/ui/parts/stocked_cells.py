"""Stocked cells: each kind of cell is painted once and then only copied, so that a table scrolls at a frame's pace."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.ui.parts.cells import chosen, room_of
from desktop.ui.theme.tokens import colour


class StockedCells(QStyledItemDelegate):
    """What a cell looks like is one value of the model; at most so many are kept: each width brings its own."""

    def __init__(self, view: QTableView, role: int, most: int) -> None:
        super().__init__(view)
        self._view, self._role, self._most = view, role, most
        self._painted: dict[Hashable, QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """From the stock."""
        room = room_of(option)
        look = index.data(self._role)
        kept = (look, chosen(option), room.width(), room.height())
        if kept not in self._painted:
            if len(self._painted) > self._most:
                self._painted.clear()
            self._painted[kept] = self._made(look, room.size(), selected=chosen(option))
        painter.drawPixmap(room.topLeft(), self._painted[kept])
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(colour("primary"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))

    def _made(self, look: Any, size: QSize, *, selected: bool) -> QPixmap:  # noqa: ANN401  # each model's own
        ratio = self._view.devicePixelRatioF()
        made = QPixmap(QSize(round(size.width() * ratio), round(size.height() * ratio)))
        made.setDevicePixelRatio(ratio)
        made.fill(colour("primary_line" if selected else self.ground(look)))
        with QPainter(made) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter, look, size)
        return made

    def ground(self, look: Any) -> str:  # noqa: ANN401  # as above
        """The colour below a cell that is not selected."""
        raise NotImplementedError

    def draw(self, painter: QPainter, look: Any, size: QSize) -> None:  # noqa: ANN401  # as above
        """The cell itself."""
        raise NotImplementedError
