"""Wrapped text: words laid out to a width for delegates that paint, and paragraphs that do not force a dialog open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


Marked = tuple[Iterable[tuple[int, int]], QTextCharFormat]


class WrappedText:
    """One paragraph; a word longer than a line is broken within. What is marked has a look that keeps its width."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        most_lines: int = _NO_END,
        marked: Marked | None = None,
    ) -> None:
        self._layout = QTextLayout(text, font)
        if marked is not None:
            self._layout.setFormats([*_formats(*marked)])
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

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """In the painter's pen."""
        self._layout.draw(painter, QPointF(x, y))


def _formats(
    stretches: Iterable[tuple[int, int]], look: QTextCharFormat
) -> Iterator[QTextLayout.FormatRange]:
    """Each from a character on, so many of them."""
    for start, length in stretches:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = start, length, look  # type: ignore[attr-defined]  # missing from the stubs
        yield one
