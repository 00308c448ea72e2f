"""A box of long names: what is chosen ends in … where room is short, its tip and its list say all of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from desktop.ui.parts.choices import name_choice
from desktop.ui.theme.tokens import px

_LETTERS = 10
_AROUND = 40  # of a line in the list: its margins, and a bar to scroll it


class ElidedChoice(QComboBox):
    """As wide as it may be, never wider than what stands beside it allows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        name_choice(self, name)
        self.setMinimumWidth(px(110))
        self.setMaximumWidth(px(240))
        self.setMinimumContentsLength(_LETTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentTextChanged.connect(self.setToolTip)

    def showPopup(self) -> None:
        """Of a list that is as wide as its words."""
        self.fit_list()
        super().showPopup()

    def fit_list(self) -> None:
        """Every name is read whole there."""
        widest = max(map(self.fontMetrics().horizontalAdvance, self._names()), default=0)
        self.view().setMinimumWidth(max(self.width(), widest + px(_AROUND)))

    def _names(self) -> Iterator[str]:
        return map(self.itemText, range(self.count()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is chosen, shortened."""
        del event
        look = QStyleOptionComboBox()
        self.initStyleOption(look)
        control = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(
            control, look, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        whole, width = self.currentText(), room.width() - px(4)
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, width)
        look.currentText = shown  # type: ignore[attr-defined]  # PySide's stubs leave it out
        painter = QStylePainter(self)
        painter.drawComplexControl(control, look)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, look)
