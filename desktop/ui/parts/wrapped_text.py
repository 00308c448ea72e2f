"""Wrapped text: words laid out to a width for delegates that paint, and paragraphs that do not force a dialog open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.ui.parts.labels import paragraph

_NO_END: Final = 1_000


def flowing(text: str = "", role: str = "", tone: str = "") -> QLabel:
    """A paragraph as high as its width makes it; one that keeps its hint makes a dialog outgrow the screen."""
    made = paragraph(text, role, tone)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


class WrappedText:
    """One paragraph; a word that is longer than a line is broken within."""

    def __init__(self, text: str, font: QFont, width: float, most_lines: int = _NO_END) -> None:
        self._layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self.height = 0.0
        self._layout.beginLayout()
        for _ in range(most_lines):
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
        self._layout.endLayout()

    def mark(self, stretches: Iterable[tuple[int, int]], look: QTextCharFormat) -> None:
        """Draw these stretches, from and how many characters, in a look that keeps their width."""
        formats = []
        for start, length in stretches:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, length, look  # type: ignore[attr-defined]  # missing from the stubs
            formats.append(one)
        self._layout.setFormats(formats)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """In the painter's pen."""
        self._layout.draw(painter, QPointF(x, y))
