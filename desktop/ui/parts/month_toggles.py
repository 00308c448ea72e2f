"""Month toggles: the twelve months, each in or out; one stop of the tab key, arrows go from one to the next."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from desktop.ui.theme.tokens import px

_ACROSS: Final = 6
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_ACROSS,
    Qt.Key.Key_Down: _ACROSS,
}


class MonthToggles(QWidget):
    """Two rows of six."""

    chosen = Signal(object)  # frozenset[int]

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(4))
        self.buttons = [_Month(self, month) for month in range(1, 13)]
        for at, one in enumerate(self.buttons):
            grid.addWidget(one, at // _ACROSS, at % _ACROSS)
            one.clicked.connect(lambda: self.chosen.emit(self.months))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.stop_at(self.buttons[0])

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """To the month where one was. A focus proxy would be a stop beside it."""
        self._stop.setFocus(reason)

    @property
    def months(self) -> frozenset[int]:
        """Those that are in."""
        return frozenset(at for at, one in enumerate(self.buttons, 1) if one.isChecked())

    def show_months(self, months: Collection[int]) -> None:
        """Show a choice; nothing is emitted."""
        for at, one in enumerate(self.buttons, 1):
            one.setChecked(at in months)

    def stop_at(self, stop: _Month) -> None:
        """The tab key comes back to where one was."""
        self._stop = stop
        for one in self.buttons:
            policy = Qt.FocusPolicy.StrongFocus if one is stop else Qt.FocusPolicy.ClickFocus
            one.setFocusPolicy(policy)

    def step(self, start: _Month, by: int) -> None:
        """To another month; beyond the last there is none."""
        at = self.buttons.index(start) + by
        if 0 <= at < len(self.buttons):
            self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)


class _Month(QToolButton):
    """One month."""

    def __init__(self, toggles: MonthToggles, month: int) -> None:
        super().__init__(toggles)
        self._toggles = toggles
        self.setText(f"{month}月")
        self.setCheckable(True)
        self.setProperty("look", "segment")
        self.setProperty("tone", "primary")
        self.setAccessibleName(f"报送月份：{month}月")
        self.setMinimumWidth(px(64))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """From now on this is the stop."""
        super().focusInEvent(event)
        self._toggles.stop_at(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on; the space bar turns it over; the rest is the dialog's."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = _STEPS.get(Qt.Key(event.key())) if plain else None
        if step is not None:
            self._toggles.step(self, step)
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()
