"""Room: whether every word in sight is whole, or ends in … with all of it in the tip."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from tests.access.keys import called, parts_of

_EDGES = 4  # of a button, beside its words


def cut_off(window: QWidget) -> Iterator[str]:
    """Labels and buttons whose words do not fit."""
    for one in parts_of(window, QLabel):
        if one.text() and one.textFormat() != Qt.TextFormat.RichText:
            yield from _cut_label(one)
    for made in parts_of(window, QAbstractButton):
        lines = (made.fontMetrics().horizontalAdvance(one) for one in made.text().split("\n"))
        wide = max(lines) + (made.iconSize().width() if _has_icon_beside(made) else 0)
        if (
            made.text()
            and made.width() < wide + _EDGES
            and not made.inherits("QLineEditIconButton")
        ):
            yield f"{called(made)} has {made.width()} for {wide}"


def _has_icon_beside(made: QAbstractButton) -> bool:
    """Not above its words, as on the rail."""
    above = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    is_above = isinstance(made, QToolButton) and made.toolButtonStyle() == above
    only = (
        isinstance(made, QToolButton)
        and made.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextOnly
    )
    return not (made.icon().isNull() or is_above or only)


def _cut_label(one: QLabel) -> Iterator[str]:
    if one.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored:
        if one.text().endswith("…") and not one.toolTip():
            yield f"“{one.text()}” is shortened and its tip does not say the rest"
        return
    room = one.contentsRect()
    if not one.wordWrap():
        wide = max(one.fontMetrics().horizontalAdvance(line) for line in one.text().split("\n"))
        if wide > room.width() + 1:
            yield f"“{one.text()}” has {room.width()} of {wide}"
    else:
        wraps = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        wanted = one.fontMetrics().boundingRect(QRect(0, 0, room.width(), 0), wraps, one.text())
        air = one.fontMetrics().lineSpacing() // 4  # below the last line
        if wanted.height() > room.height() + air:
            yield f"“{one.text()[:40]}” has {room.height()} of {wanted.height()} in height"


def outside(window: QWidget) -> Iterator[str]:
    """Buttons that lie beyond the window's edge, where nothing scrolls to them."""
    inside = window.rect()
    for one in parts_of(window, QAbstractButton):
        if _scrolled(one):
            continue
        place = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        if not inside.contains(place):
            yield f"{called(one)} lies at {place.getRect()}, outside {inside.size().toTuple()}"


def too_large(window: QWidget) -> Iterator[str]:
    """A dialog that is larger than the window it lies over cannot be used where that fills the screen."""
    above = window.parentWidget()
    if above is None or not isinstance(window, QDialog):
        return
    room = above.window().size()
    if window.width() > room.width() or window.height() > room.height():
        yield f"{window.size().toTuple()} in {room.toTuple()}"


def _scrolled(one: QWidget) -> bool:
    above = one.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False
