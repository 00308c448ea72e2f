"""The headings of the round table: a criterion in two lines at the top, a unit with its state at the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QHeaderView

from desktop.domain.scheme import Criterion
from desktop.ui.panels.indicator_delegate import SIGNS
from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import ROW, colour, px
from desktop.viewmodels.table_rows import UnitRow
from desktop.viewmodels.unit_table import CELL_ROLE

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEIGHT: Final = 64
_WORDS: Final = 2  # lines of a criterion's wording
_SIGN: Final = 16


class TableHeader(QHeaderView):
    """A click chooses a row or a column, unless a cell is open that cannot be left."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.leave: Callable[[], bool] = lambda: True
        self.setSectionsClickable(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the open cell first."""
        if self.leave():
            super().mousePressEvent(event)


class CriterionHeader(TableHeader):
    """Clause, and below it the wording as far as there is room."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setMinimumSectionSize(px(60))
        self.setFixedHeight(px(_HEIGHT))

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(super().sizeHint().width(), px(_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """A heading."""
        painter.save()
        painter.fillRect(rect, colour("sunken"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        room = QRectF(rect).adjusted(px(6), px(5), -px(6), -px(3))
        criterion = self.model().headerData(logical_index, self.orientation(), CELL_ROLE)
        clause = str(self.model().headerData(logical_index, self.orientation()))
        _line(painter, room, clause, criterion=isinstance(criterion, Criterion))
        if isinstance(criterion, Criterion):
            _wording(painter, room, criterion.when or criterion.words)
        painter.restore()


def _line(painter: QPainter, room: QRectF, text: str, *, criterion: bool) -> None:
    painter.setFont(font("soft", STRONG))
    painter.setPen(colour("primary" if criterion else "ink"))
    metrics = QFontMetrics(painter.font())
    # What tells two clauses apart stands at their end.
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideLeft, int(room.width()))
    painter.drawText(
        QRectF(room.topLeft(), QSize(int(room.width()), metrics.height())), _LEFT, shown
    )
    room.setTop(room.top() + metrics.height())


def _wording(painter: QPainter, room: QRectF, words: str) -> None:
    """As many lines as there is room for, the last one cut."""
    painter.setFont(font("tiny"))
    painter.setPen(colour("ink_soft"))
    metrics = QFontMetrics(painter.font())
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    most = max(0, int(room.width() * _WORDS) - metrics.averageCharWidth() * 2)
    painter.drawText(room, metrics.elidedText(words, Qt.TextElideMode.ElideRight, most), option)


class UnitHeader(TableHeader):
    """The sign of how far a unit is, its name, and a lock where it is finalised."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(px(ROW))
        self.current = -1

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """A unit."""
        row = self.model().headerData(logical_index, self.orientation(), CELL_ROLE)
        if not isinstance(row, UnitRow):
            return
        here = logical_index == self.current
        painter.save()
        painter.fillRect(rect, colour("primary_soft" if here else "sunken"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        room = QRectF(rect).adjusted(px(10), 0, -px(8), 0)
        middle = room.center().y() - px(_SIGN) / 2
        painter.drawPixmap(QPointF(room.left(), middle), pixmap(*SIGNS[row.state], _SIGN))
        room.setLeft(room.left() + px(_SIGN + 6))
        if row.locked:
            room.setRight(room.right() - px(_SIGN + 2))
            painter.drawPixmap(
                QPointF(room.right() + px(2), middle), pixmap("lock", "primary", _SIGN)
            )
        painter.setFont(font("soft", STRONG if here else REGULAR))
        painter.setPen(colour("ink"))
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, _LEFT, shown)
        painter.restore()
