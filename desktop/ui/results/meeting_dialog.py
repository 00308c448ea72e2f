"""开始会议: what it is called, its day, who takes the chair and who is there."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from desktop.services.meetings import Convened
from desktop.ui.criteria.date_field import DateField
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import agreed_by_keys, presses
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.theme.tokens import px

_USUAL: Final = "考核结果审定会"


class MeetingDialog(QDialog):
    """Nothing is kept before the button is pressed; what is wrong is said beside it."""

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent)
        self.setWindowTitle("开始会议")
        self.setMinimumWidth(px(560))
        self.name: QLineEdit = line("会议名称")
        self.name.setText(_USUAL)
        self.held = DateField("会议日期")
        self.held.show_value(today.isoformat())
        self.chair: QLineEdit = line("主持人", "印在改动清单上；可以留空，打印后手写")
        self.present: QLineEdit = line("参会人员", "例如：各科室负责人；可以留空")
        self._fault = paragraph("", "small", "red")
        self.open_button = button("开始会议", "primary", "", "Ctrl+Enter")
        self.open_button.setDefault(True)
        cancel = button("取消")
        about = "会上的每处改动都要写理由，并记下改动前后的得分、名次和等次；会后可以打印清单签字。"
        fields = (
            ("会议名称", self.name),
            ("日期", self.held),
            ("主持人", self.chair),
            ("参会人员", self.present),
        )
        foot = row(self._fault, cancel, self.open_button)
        foot.setStretch(0, 1)
        rows = [_field(words, field) for words, field in fields]
        head = (label("开始会议", "heading"), paragraph(about, "soft"))
        self.setLayout(column(*head, *rows, foot, gap=12, margins=(20, 18, 20, 16)))
        cancel.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._on_open)
        agreed_by_keys(self, self.open_button)
        self.name.setFocus()
        self.name.selectAll()

    @property
    def convened(self) -> Convened | None:
        """The meeting as it is called; None where a field is wrong."""
        if not self.name.text().strip() or self.held.value is None:
            return None
        told = (self.name, self.chair, self.present)
        name, chair, present = (one.text().strip() for one in told)
        return Convened(name, date.fromisoformat(self.held.value), chair, present)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from field to field, and presses a button that one is on."""
        if not presses(self, event):
            super().keyPressEvent(event)
        elif isinstance(self.focusWidget(), QLineEdit):
            self.focusNextChild()

    def _on_open(self) -> None:
        if self.convened is not None:
            self.accept()
            return
        wrong = self.held if self.name.text().strip() else self.name
        self._fault.setText(DateField.wanted if wrong is self.held else "请写会议名称")
        wrong.setFocus()


def _field(words: str, field: QLineEdit) -> QHBoxLayout:
    head = label(words, "soft")
    head.setFixedWidth(px(64))
    made = row(head, field)
    if isinstance(field, DateField):
        made.addStretch(1)
    return made
