"""What is drawn over a page: hits of a search, pins with their numbers, the frame being drawn, and a flash."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.services.evidence_pages import Region
from desktop.ui.theme.fonts import STRONG, advance, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.page_geometry import Layout

_TOP: Final = Region(0, 0, 0, 0)


def placed(layout: Layout, region: Region) -> QRectF:
    """Where a region of the page lies on the canvas."""
    left, top, right, bottom = layout.placed(region)
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def tab_of(layout: Layout, region: Region | None, number: int) -> QRectF:
    """Where a pin's number stands: beside its frame, or within it where there is no room."""
    frame = placed(layout, region or _TOP)
    side = max(px(20), advance(str(number), "small", STRONG) + px(8))
    left = frame.left() - side
    if region is None:  # the whole page: one below the other, along its edge
        return QRectF(0, (number - 1) * px(24), side, px(20))
    return QRectF(left if left >= -px(12) else frame.left(), frame.top(), side, px(20))


def draw_hits(painter: QPainter, layout: Layout, hits: Iterable[tuple[Region, bool]]) -> None:
    """Each hit as if with a marker; the one that is looked at has an edge too."""
    for region, is_current in hits:
        place = placed(layout, region).adjusted(-1, -1, 1, 1)
        _mark(painter, place, colour("amber_line"))
        if is_current:
            painter.setPen(QPen(colour("amber"), px(2)))
            painter.drawRect(place.adjusted(-px(2), -px(2), px(2), px(2)))


def draw_pin(
    painter: QPainter, layout: Layout, region: Region | None, number: int, *, is_current: bool
) -> None:
    """A frame with its number."""
    if region is not None:
        place = placed(layout, region)
        _mark(painter, place, colour("amber_soft"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("primary"), px(3 if is_current else 2)))
        painter.drawRect(place)
    tab = tab_of(layout, region, number)
    painter.fillRect(tab, colour("primary_deep" if is_current else "primary"))
    painter.setPen(colour("surface"))
    painter.setFont(font("small", STRONG))
    painter.drawText(tab, Qt.AlignmentFlag.AlignCenter, str(number))


def draw_frame(painter: QPainter, layout: Layout, region: Region, *, is_on: bool) -> None:
    """The frame that is being drawn; taken, its line is whole."""
    place = placed(layout, region)
    painter.fillRect(place, _pale("primary", 0.12))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = Qt.PenStyle.DashLine if is_on else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour("surface"), px(4)))
    painter.drawRect(place)
    painter.setPen(QPen(colour("primary"), px(2), line))
    painter.drawRect(place)


def draw_flash(painter: QPainter, layout: Layout, region: Region, strength: float) -> None:
    """What draws the eye to a place, and fades."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_pale("red", strength), px(4)))
    reach = px(4) + (1 - strength) * px(6)
    painter.drawRect(placed(layout, region).adjusted(-reach, -reach, reach, reach))


def draw_sheet(painter: QPainter, sheet: QRectF) -> None:
    """A white sheet that lies on the desk."""
    for reach, strength in ((6, 0.04), (4, 0.06), (2, 0.10), (1, 0.14)):
        shadow = sheet.adjusted(-px(reach) / 2, 0, px(reach) / 2, px(reach))
        painter.fillRect(shadow, _pale("ink", strength))
    painter.fillRect(sheet, colour("surface"))


def _mark(painter: QPainter, place: QRectF, ink: QColor) -> None:
    """Colour the paper and leave what is written on it black."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(place, ink)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _pale(name: str, strength: float) -> QColor:
    made = colour(name)
    made.setAlphaF(max(0.0, min(strength, 1.0)))
    return made
