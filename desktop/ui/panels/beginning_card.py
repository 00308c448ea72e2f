"""The card of an office that has no round yet: what comes first, what is done of it, and the button for each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton

from desktop.services.first_steps import Beginning
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph, pill, restyle
from desktop.ui.theme.tokens import px


class BeginningCard(QFrame):
    """Three steps in their order; what is done is ticked and can still be changed."""

    setting_wanted = Signal(str)  # the heading
    round_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._lacking = "单位信息"  # the heading under which it is entered
        self._office = _Line(1, "本单位", "单位信息…")
        self._units = _Line(2, "被考核单位", "登记单位…")
        self._round = _Line(3, "考核批次", "新建批次…")
        lines = (self._office, self._units, self._round)
        head = label("开始考核的三步", "heading")
        self.setLayout(column(head, *lines, gap=10, margins=(18, 14, 18, 16)))
        self._office.button.clicked.connect(lambda: self.setting_wanted.emit(self._lacking))
        self._units.button.clicked.connect(lambda: self.setting_wanted.emit("被考核单位"))
        self._round.button.clicked.connect(self.round_wanted)
        self.entry: QPushButton = self._round.button
        self.hide()

    def show_beginning(self, one: Beginning | None) -> None:
        """How far it is; None where there are rounds."""
        self.setVisible(one is not None)
        if one is None:
            return
        people = f"考核人 {one.people} 位" if one.people else "还没有考核人，请在设置的“人员”里登记"
        self._lacking = "人员" if one.office and not one.people else "单位信息"
        named = bool(one.office and one.people)
        self._office.tell(f"{one.office or '还没有名称'}；{people}", done=named)
        units = f"已登记 {one.units} 个" if one.units else "还没有登记；可以从 Excel 粘贴名单"
        self._units.tell(units, done=bool(one.units))
        self._round.tell("选考核办法、考核时段和单位，建好就可以逐项考核", done=False)
        lines = (self._office, self._units, self._round)
        following = next(line for line in lines if not line.done)
        for line in lines:
            restyle(line.button, "look", "primary" if line is following else "")
        self.entry = following.button


class _Line(QFrame):
    """One step."""

    def __init__(self, number: int, name: str, does: str) -> None:
        super().__init__()
        self._number = number
        self.done = False
        self._mark, self._words = pill(str(number)), paragraph("", "soft")
        self.button = button(does)
        self.button.setAccessibleName(f"第 {number} 步，{name}：{does.rstrip('…')}")
        self._mark.setFixedWidth(px(30))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        name_label = label(name, "strong")
        name_label.setFixedWidth(name_label.fontMetrics().horizontalAdvance("被考核单位") + 12)
        line = row(self._mark, name_label, self._words, self.button, gap=10)
        line.setStretch(2, 1)
        self.setLayout(line)

    def tell(self, words: str, *, done: bool) -> None:
        """How it stands; a tick, for it is not told by colour alone."""
        self.done = done
        self._words.setText(words)
        self._mark.setText("✓" if done else str(self._number))
        self._mark.setAccessibleName(f"第 {self._number} 步" + ("，已做" if done else ""))
        restyle(self._mark, "pill", "green" if done else "primary")
