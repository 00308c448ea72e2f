"""Segments: cases that exclude one another, side by side, chosen by a click, an arrow or their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.ui.parts.labels import restyle
from desktop.ui.theme.tokens import px

_NARROWEST, _CLOSE = 68, 40  # of a case, and where they stand close
_GAP, _HARDLY = 4, 2  # between two


class Segment(NamedTuple):
    """One case: its words, and the tone that it takes when it is chosen."""

    words: str
    tone: str = "primary"


class Segments(QWidget):
    """One of several, or none yet. One stop of the tab key; arrows and digits choose."""

    chosen = Signal(int)

    def __init__(self, segments: Sequence[Segment], name: str, first_digit: int = 1) -> None:
        super().__init__()
        self._first_digit = first_digit
        self._group = QButtonGroup(self)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(_GAP))
        for number, one in enumerate(segments):
            box.addWidget(self._button(number, one, name))
        self._group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._stop = self._group.button(0)

    def _button(self, number: int, one: Segment, name: str) -> QToolButton:
        made = _Segment(self)
        made.setText(one.words)
        made.setCheckable(True)
        made.setProperty("look", "segment")
        made.setProperty("tone", one.tone)
        made.setAccessibleName(f"{name}：{one.words}")
        made.setToolTip(f"{one.words}（按 {number + self._first_digit}）")
        made.setMinimumWidth(px(_NARROWEST))
        self._group.addButton(made, number)
        return made

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """To the case that is chosen. A focus proxy would be a stop beside it."""
        self._stop.setFocus(reason)

    @property
    def value(self) -> int | None:
        """The place of the case that is chosen."""
        number = self._group.checkedId()
        return None if number < 0 else number

    def show_value(self, value: int | None) -> None:
        """Show a choice, or that there is none; nothing is emitted."""
        if value == self.value:
            return
        held = any(one.hasFocus() for one in self._group.buttons())
        self._group.setExclusive(False)
        for one in self._group.buttons():
            chosen = self._group.id(one) == value
            one.setChecked(chosen)
            # Qt sees to it only once one of them has the focus: the tab key would come to the one before.
            stops = chosen or value is None
            policy = Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus
            one.setFocusPolicy(policy)
        self._group.setExclusive(True)
        self._stop = self._group.button(value or 0)
        if held and value is not None:
            self._group.button(value).setFocus()  # the space bar would choose another case

    def stand(self, *, close: bool) -> None:
        """Close, so that what stands beside them gets the room."""
        for one in self._group.buttons():
            one.setMinimumWidth(px(_CLOSE if close else _NARROWEST))
            restyle(one, "close", "yes" if close else "")
        box = self.layout()
        if box is not None:
            box.setSpacing(px(_HARDLY if close else _GAP))

    def word(self, number: int, words: str) -> None:
        """Give a case other words, as where they tell how many there are."""
        self._group.button(number).setText(words)

    def choose(self, number: int) -> None:
        """Choose as if by a click."""
        one = self._group.button(number)
        one.setFocus()
        one.click()

    def press(self, event: QKeyEvent) -> bool:
        """Whether a key chooses here."""
        buttons = self._group.buttons()
        focused = next((n for n, one in enumerate(buttons) if one.hasFocus()), 0)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_Left:
            self.choose(max(0, focused - 1))
        elif event.key() == Qt.Key.Key_Right:
            self.choose(min(len(buttons) - 1, focused + 1))
        elif event.text().isdecimal() and 0 <= int(event.text()) - self._first_digit < len(buttons):
            self.choose(int(event.text()) - self._first_digit)
        else:
            return False
        return True


class _Segment(QToolButton):
    """One button of the row."""

    def __init__(self, segments: Segments) -> None:
        super().__init__(segments)
        self._segments = segments
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and digits choose among the row; the space bar presses; the rest is the form's."""
        if self._segments.press(event):
            return
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()
