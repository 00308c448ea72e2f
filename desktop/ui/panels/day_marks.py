"""Day marks: what each sort of day looks like. The shape says whether it is worked, the colour who says so."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLabel

from desktop.ui.parts.cells import CENTRE
from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.office_calendar import Sort

_SIDE: Final = 21


class _Look(NamedTuple):
    """Ground, edge and ink; round where nobody works."""

    ground: str = ""
    edge: str = ""
    ink: str = "ink"
    round: bool = True


_LOOKS: Final[dict[Sort, _Look]] = {
    "plain": _Look(),
    "weekend": _Look(ground="hover", ink="ink_soft"),
    "holiday": _Look("green_soft", "green_line", "green"),
    "made-up": _Look("amber_soft", "amber", "amber", round=False),
    "own-rest": _Look("primary_soft", "primary", "primary"),
    "own-work": _Look("primary_soft", "primary", "primary", round=False),
    "unknown": _Look(ink="ink_faint"),
}


def paint_day(painter: QPainter, room: QRectF, sort: Sort, text: str) -> None:
    """A day's number on its mark."""
    look = _LOOKS[sort]
    side = px(_SIDE)
    mark = QRectF(0, 0, side, side)
    mark.moveCenter(room.center())
    if look.ground:
        painter.setPen(QPen(colour(look.edge), 1.2) if look.edge else Qt.PenStyle.NoPen)
        painter.setBrush(colour(look.ground))
        corner = side / 2 if look.round else px(2)
        painter.drawRoundedRect(mark.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    painter.setPen(colour(look.ink))
    painter.setFont(font("small", STRONG if look.edge else REGULAR))
    painter.drawText(room, CENTRE, text)


def day_sign(sort: Sort, ratio: float) -> QLabel:
    """A mark by itself, for the legend."""
    side = px(_SIDE + 2)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_day(painter, QRectF(0, 0, side, side), sort, "")
    made = QLabel()
    made.setPixmap(picture)
    return made
