"""How a row of the indicator tree is painted: its sign, number, name, marks, score and points."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import ROW, colour, px
from desktop.viewmodels.indicator_tree import ROW_ROLE
from desktop.viewmodels.part_rows import PartRow, SectionRow, State

Index = QModelIndex | QPersistentModelIndex
SIGNS: Final = {
    State.OPEN: ("circle", "edge"),
    State.PARTLY: ("circle-half-2", "primary"),
    State.SETTLED: ("circle-check-filled", "green"),
    State.LOST: ("diamond-minus-filled", "red"),
    State.JUDGED: ("scale", "primary"),
    State.ASIDE: ("ban", "ink_faint"),
}
LACKING: Final = ("file-off", "amber")
EXEMPTED: Final = ("shield-check", "green")
PROPOSED: Final = ("notebook", "primary")
REMARKED: Final = ("message-2", "amber")
_SIGN: Final = 16
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight


class IndicatorDelegate(QStyledItemDelegate):
    """Every state has its own shape; colour only repeats it."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are of one height, headings a little higher."""
        del option
        heading = isinstance(index.data(ROW_ROLE), SectionRow)
        return QSize(px(160), px(ROW + 6 if heading else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A heading or a part."""
        row = index.data(ROW_ROLE)
        room = QRect(option.rect)  # type: ignore[attr-defined]  # missing from PySide's stubs
        room.setLeft(0)
        room.setRight(self._view.viewport().width() - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, SectionRow):
            _paint_heading(painter, room, row, first=index.row() == 0)
        elif isinstance(row, PartRow):
            state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
            self._paint_ground(painter, room, state)
            _paint_part(painter, room, row, chosen=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_ground(self, painter: QPainter, room: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, colour("primary_soft"))
            painter.fillRect(QRect(0, room.y(), px(3), room.height()), colour("primary"))
            if self._view.hasFocus():
                painter.setPen(QPen(colour("primary"), 2))
                painter.drawRect(room.adjusted(1, 1, -1, -1))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, colour("hover"))


def _paint_heading(painter: QPainter, room: QRect, row: SectionRow, *, first: bool) -> None:
    left, right = px(14), room.right() - px(14)
    if not first:
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(left, room.y(), right, room.y())
    score = _Score(row.score, row.points)
    words = QRectF(left, room.y(), right - left - score.width - px(8), room.height())
    _words(painter, words, row.name, "ink", STRONG)
    score.paint(painter, right, room, "ink")
    bar = QRectF(left, room.bottom() - px(5), right - left, px(3))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(bar, 1, 1)
    painter.setBrush(colour("primary_line"))
    painter.drawRoundedRect(QRectF(bar.x(), bar.y(), bar.width() * row.share, bar.height()), 1, 1)


def _paint_part(painter: QPainter, room: QRect, row: PartRow, *, chosen: bool) -> None:
    left, right = px(14), room.right() - px(14)
    middle = room.center().y() - px(_SIGN) // 2 + 1
    painter.drawPixmap(QPointF(left, middle), pixmap(*SIGNS[row.state], _SIGN))
    score = _Score(row.score, row.points)
    edge = right - score.width - px(8)
    for mark in _marks(row):
        edge -= px(_SIGN)
        painter.drawPixmap(QPointF(edge, middle), pixmap(*mark, _SIGN))
        edge -= px(3)
    left += px(_SIGN + 8)
    words = QRectF(left, room.y(), edge - left - px(4), room.height())
    weight = STRONG if chosen else REGULAR
    _words(
        painter, words, f"{row.no}  {row.name}".strip(), "primary_deep" if chosen else "ink", weight
    )
    score.paint(painter, right, room, "red" if row.loses else "ink")


def _marks(row: PartRow) -> list[tuple[str, str]]:
    marks = [REMARKED] if row.remarked else []
    marks += [LACKING] if row.lacks_evidence else []
    marks += [EXEMPTED] if row.exempted else []
    marks += [PROPOSED] if row.proposed else []
    return marks


def _words(painter: QPainter, room: QRectF, text: str, ink: str, weight: int) -> None:
    painter.setFont(font("base", weight))
    painter.setPen(colour(ink))
    shown = QFontMetrics(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideRight, int(room.width())
    )
    painter.drawText(room, _MIDDLE, shown)


class _Score:
    """“7.5 / 10”, the score stronger than what it is of."""

    def __init__(self, score: str, points: str) -> None:
        self._score, self._points = score, f" / {points}"
        self._font, self._faint = font("soft", STRONG), font("small")
        self._points_width = QFontMetrics(self._faint).horizontalAdvance(self._points)
        self.width = self._points_width + QFontMetrics(self._font).horizontalAdvance(score)

    def paint(self, painter: QPainter, right: int, room: QRect, ink: str) -> None:
        painter.setFont(self._faint)
        painter.setPen(colour("ink_soft"))
        points = QRectF(right - self._points_width, room.y(), self._points_width, room.height())
        painter.drawText(points, _MIDDLE, self._points)
        painter.setFont(self._font)
        painter.setPen(colour(ink))
        score = QRectF(right - self.width, room.y(), self.width - self._points_width, room.height())
        painter.drawText(score, _MIDDLE | _RIGHT, self._score)
