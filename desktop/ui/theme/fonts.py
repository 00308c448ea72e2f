"""Fonts: the bundled family in the sizes of the design."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from desktop.bundle import bundled
from desktop.ui.theme.tokens import FAMILY, TYPE, px

REGULAR: Final = 400
STRONG: Final = 600
HEAVY: Final = 700


@cache
def load_fonts() -> None:
    """Bring the family along, so that a bare machine shows no boxes."""
    for path in sorted(bundled("resources").glob("fonts/gw-sans-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def font(size: str = "base", weight: int = REGULAR) -> QFont:
    """The family at one of the design's sizes."""
    made = QFont(FAMILY)
    made.setPixelSize(px(TYPE[size]))
    made.setWeight(QFont.Weight(weight))
    return made


def advance(text: str, size: str = "base", weight: int = REGULAR) -> int:
    """How wide a text is."""
    return QFontMetrics(font(size, weight)).horizontalAdvance(text)
