"""Icons: Tabler's outlines, drawn in the colours of the look at exact device pixels; and the program's own."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.bundle import bundled
from desktop.ui.theme.tokens import COLOURS, px

_SHARPNESS: Final = 2.0  # drawn for screens of twice the density; others scale it down
_SIZE: Final = 18


@lru_cache(maxsize=512)
def _drawn(name: str, ink: str, pixels: int) -> QPixmap:
    source = (bundled("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    source = source.replace("currentColor", COLOURS[ink])
    picture = QPixmap(round(pixels * _SHARPNESS), round(pixels * _SHARPNESS))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    room = QRectF(0, 0, picture.width(), picture.height())
    QSvgRenderer(QByteArray(source.encode())).render(painter, room)
    painter.end()
    picture.setDevicePixelRatio(_SHARPNESS)
    return picture


def pixmap(name: str, ink: str = "ink_soft", size: int = _SIZE) -> QPixmap:
    """An icon as a picture, in a size of the design."""
    return _drawn(name, ink, px(size))


def icon(name: str, ink: str = "ink_soft", size: int = _SIZE) -> QIcon:
    """An icon for a button; it pales when the button is disabled."""
    made = QIcon(pixmap(name, ink, size))
    made.addPixmap(pixmap(name, "line_strong", size), QIcon.Mode.Disabled)
    return made


def own_icon() -> QIcon:
    """The program's, for its windows; drawn in each size that is asked for."""
    return QIcon(str(bundled("resources") / "icons" / "kaoping.svg"))
