"""Boxes: rows and columns with the design's distances."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.ui.theme.tokens import px

Part = QWidget | QLayout | int | None
L = TypeVar("L", bound=QBoxLayout)
Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)


def row(*parts: Part, gap: int = 8, margins: Margins = _NONE) -> QHBoxLayout:
    """Side by side; None is what gives way, a number a distance."""
    return _filled(QHBoxLayout(), parts, gap, margins)


def column(*parts: Part, gap: int = 8, margins: Margins = _NONE) -> QVBoxLayout:
    """One below the other."""
    return _filled(QVBoxLayout(), parts, gap, margins)


def framed(name: str, layout: QLayout) -> QFrame:
    """A frame that the style sheet knows by its name."""
    made = QFrame()
    made.setObjectName(name)
    made.setLayout(layout)
    return made


def holder(layout: QLayout) -> QWidget:
    """A layout as a widget, so that it can be hidden."""
    made = QWidget()
    made.setLayout(layout)
    return made


def _filled(box: L, parts: tuple[Part, ...], gap: int, margins: Margins) -> L:
    box.setSpacing(px(gap) if gap else 0)
    box.setContentsMargins(*[px(one) if one else 0 for one in margins])
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(px(part))
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box
