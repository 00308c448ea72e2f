"""How a line of the ranking is painted: bands, places that stand out, amounts with a bar of the full marks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.ui.parts.cells import (
    LEFT,
    RIGHT,
    Face,
    chosen,
    paint_ground,
    paint_words,
    room_of,
)
from desktop.ui.theme.fonts import REGULAR, STRONG
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.ranking_board import LINE_ROLE, RankingBoard
from desktop.viewmodels.ranking_lines import (
    AMOUNT,
    GAP,
    GRADE,
    PART,
    PLACE,
    STATE,
    UNIT,
    BandLine,
    RankLine,
)

Index = QModelIndex | QPersistentModelIndex
_BAR: Final = 3
_SIDE: Final = 8
_STRONG: Final = frozenset({PLACE, UNIT, AMOUNT, GRADE})
_SOFT: Final = frozenset({GAP, STATE, PART})


class RankingDelegate(QStyledItemDelegate):
    """Paints every cell of the board."""

    def __init__(self, view: QTableView, board: RankingBoard) -> None:
        super().__init__(view)
        self._view, self._board = view, board

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A band, or a unit's cell."""
        line = index.data(LINE_ROLE)
        painter.save()
        if isinstance(line, BandLine):
            _paint_band(painter, room_of(option), line)
        elif isinstance(line, RankLine):
            self._paint_cell(painter, option, index, line)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: RankLine
    ) -> None:
        here = self._view.currentIndex() == index and self._view.hasFocus()
        paint_ground(painter, option, current=here)
        room = room_of(option)
        painter.setPen(colour("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        holds = self._board.columns[index.column()].holds
        inner = room.adjusted(px(_SIDE), 0, -px(_SIDE), 0)
        if holds == AMOUNT and line.share is not None:
            _paint_bar(painter, inner, line, picked=chosen(option))
        place = RIGHT if holds in {AMOUNT, PART} else LEFT
        paint_words(
            painter, inner, line.cells[index.column()], _face(holds, line)._replace(place=place)
        )


def _face(holds: str, line: RankLine) -> Face:
    if line.standing.place is None or holds in _SOFT:
        return Face("ink_soft", "base" if holds == UNIT else "soft", REGULAR)
    return Face("ink", "base", STRONG if holds in _STRONG - {UNIT} else REGULAR)


def _paint_band(painter: QPainter, room: QRect, line: BandLine) -> None:
    painter.fillRect(room, colour("sunken"))
    painter.setPen(colour("line_strong"))
    painter.drawLine(room.bottomLeft(), room.bottomRight())
    inner = room.adjusted(px(_SIDE), 0, -px(_SIDE), 0)
    paint_words(painter, inner, line.words, Face("ink", "soft", STRONG))


def _paint_bar(painter: QPainter, room: QRect, line: RankLine, *, picked: bool) -> None:
    """How much of the full marks it is; the figure says it exactly."""
    share = min(1, max(0, line.share or 0))
    top = room.bottom() - px(_BAR) - px(3)
    rail = QRect(room.left(), top, room.width(), px(_BAR))
    painter.fillRect(rail, colour("line_strong" if picked else "line"))
    filled = int(rail.width() * share)
    painter.fillRect(QRect(rail.left(), top, filled, px(_BAR)), colour("primary"))
