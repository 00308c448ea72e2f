"""等我处理: the sheets under review that wait for whoever sits here, each a key away, and how many wait for others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import ElidedLabel, label, pill, restyle, sign
from desktop.ui.parts.lines_by_name import LinesByName
from desktop.ui.theme.tokens import px
from desktop.viewmodels.rectification_words import RepairRow
from desktop.viewmodels.waiting_list import WaitingRow

_MOST: Final = 8
_MOVES: Final = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}


class WaitingCard(QFrame):
    """Hidden where no round is under review, or nothing waits for anybody."""

    chosen = Signal(object)  # the key of the row

    def __init__(self, title: str = "等我处理", nothing: str = "没有等你处理的考核表") -> None:
        super().__init__()
        self.setObjectName("card")
        self._nothing = nothing
        self._count = label("", "soft")
        self._more = label("", "soft")
        self._office = ElidedLabel("", "soft")
        self.lines = LinesByName(self._line_of, gap=4)
        head = row(label(title, "heading"), self._count, None, gap=12)
        self.setLayout(
            column(head, self.lines, self._more, self._office, gap=8, margins=(18, 12, 18, 14))
        )
        self.hide()

    def show_waiting(self, rows: Sequence[WaitingRow | RepairRow], office: str = "") -> None:
        """Show what waits, and below it who has how much."""
        shown = {"/".join((*one.key, one.state)): one for one in rows[:_MOST]}
        left = self.lines.arrange([*shown])
        for name, one in shown.items():
            self.lines.lines[name].show_row(one)
        self._count.setText(f"{len(rows)} 项" if rows else self._nothing)
        self._more.setText(f"还有 {len(rows) - len(shown)} 项")
        self._more.setVisible(len(rows) > len(shown))
        self._office.set_whole(f"全单位：{office}")
        self._office.setVisible(bool(office))
        self.setVisible(bool(rows or office))
        if left is not None:
            left.setFocus()

    def _line_of(self, name: str) -> WaitingLine:
        del name
        made = WaitingLine()
        made.chosen.connect(self.chosen)
        return made


class WaitingLine(QFrame):
    """One line: Enter or a click opens what it is about, arrows go to the next."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("entry")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Enter：打开")
        self._row: WaitingRow | RepairRow | None = None
        self._state = pill("")
        self._state.setMinimumWidth(px(88))  # so that the names stand below one another
        self._state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name, self._told = ElidedLabel("", "strong"), ElidedLabel("", "soft")
        line = row(
            self._state,
            self._name,
            self._told,
            sign("chevron-right", "primary", 16),
            gap=12,
            margins=(10, 5, 8, 5),
        )
        line.setStretch(1, 2)
        line.setStretch(2, 3)
        self.setLayout(line)

    def show_row(self, one: WaitingRow | RepairRow) -> None:
        """Another sheet, or the same as it is now."""
        self._row = one
        self._state.setText(one.state)
        restyle(self._state, "pill", one.tone)
        self._name.set_whole(one.name)
        self._told.set_whole(one.told)
        self.setAccessibleName(f"{one.state}：{one.name}，{one.told}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in a list."""
        if event.key() in ENTER or event.key() == Qt.Key.Key_Space:
            self._choose()
        elif event.key() in _MOVES:
            self.focusNextPrevChild(_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a click."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it, too."""
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose()

    def _choose(self) -> None:
        if self._row is not None:
            self.chosen.emit(self._row.key)
