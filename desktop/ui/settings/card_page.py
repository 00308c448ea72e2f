"""A page of settings: cards one below another, as high as they need."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.labels import label
from desktop.ui.theme.tokens import px

_WIDEST: Final = 1180


class CardPage(QScrollArea):
    """Only as wide as lines can be read; what does not fit is scrolled to."""

    def __init__(self, *cards: QWidget, is_tall: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        ends = () if is_tall else (None,)  # a long list takes all the height there is
        body.setLayout(column(*cards, *ends, gap=14, margins=(24, 20, 24, 20)))
        body.setMaximumWidth(px(_WIDEST))
        side = row(body, None, gap=0)
        side.setStretch(0, 100)
        whole = _AsHighAsWanted()
        whole.setLayout(side)
        self.setWidget(whole)


class _AsHighAsWanted(QWidget):
    """As high as its lines are at this width; what they would need at the narrowest says nothing."""

    def minimumSizeHint(self) -> QSize:
        """No height of its own."""
        return QSize(super().minimumSizeHint().width(), 0)


def card(title: str, content: QWidget | QLayout) -> QWidget:
    """One matter under its title."""
    return framed(
        "card", column(label(title, "heading"), content, gap=10, margins=(20, 14, 20, 16))
    )
