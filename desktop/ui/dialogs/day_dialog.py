"""A day, or several on end: worked, free, or as the state arranges it; with the name of what it is for."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.ui.criteria.date_field import DateField
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import px
from desktop.viewmodels.office_calendar import OfficeCalendar, day_in_words, days_between

WORKED, FREE, STATUTORY = range(3)
_CHOICES: Final = (Segment("上班"), Segment("休息"), Segment("按国家安排"))
_MOST: Final = 31  # days that are said at once


class DayDialog(QDialog):
    """Nothing is kept before the button is pressed."""

    def __init__(self, parent: QWidget, calendar: OfficeCalendar, day: date) -> None:
        super().__init__(parent)
        self._calendar, self._day = calendar, day
        self.setWindowTitle("这一天上班还是休息")
        self.setMinimumWidth(px(460))
        own = calendar.own(day)
        self.choices = Segments(_CHOICES, "这一天")
        self.choices.show_value(STATUTORY if own is None else WORKED if own.working else FREE)
        self.name: QLineEdit = line("名称", "例如：县庆放假、周六调休上班")
        self.name.setText(own.name if own else "")
        self.last = DateField("到哪一天")
        self.last.show_value(day.isoformat())
        self._fault = paragraph("", "small", "red")
        self.keep_button = button("确定", "primary")
        self.keep_button.setDefault(True)
        self._lay_out()
        self.choices.chosen.connect(self._show)
        self.last.edited.connect(lambda: self._fault.setText(""))
        self.keep_button.clicked.connect(self._on_keep)
        self._show()
        self.choices.setFocus()

    def _lay_out(self) -> None:
        cancel = button("取消")
        cancel.clicked.connect(self.reject)
        several = row(label("连续几天的，到", "soft"), self.last, label("为止", "soft"), None)
        statutory = f"国家安排：{self._calendar.statutory_words(self._day)}"
        foot = row(self._fault, cancel, self.keep_button)
        foot.setStretch(0, 1)
        self.setLayout(
            column(
                label(day_in_words(self._day), "heading"),
                paragraph(statutory, "soft"),
                self.choices,
                row(label("名称", "soft"), self.name),
                several,
                foot,
                gap=12,
                margins=(20, 18, 20, 16),
            )
        )

    def _show(self) -> None:
        self.name.setEnabled(self.choices.value != STATUTORY)
        self._fault.setText("")

    def _on_keep(self) -> None:
        last = self.last.value
        until = date.fromisoformat(last) if last else None
        if until is None:
            self._refuse(DateField.wanted)
        elif not 0 <= (until - self._day).days < _MOST:
            self._refuse(f"最后一天要在 {self._day} 以后，一次至多 {_MOST} 天")
        elif self._keep(until):
            self.accept()

    def _keep(self, until: date) -> bool:
        days = days_between(self._day, until)
        if self.choices.value == STATUTORY:
            return self._calendar.leave(days)
        return self._calendar.keep(days, self.name.text(), working=self.choices.value == WORKED)

    def _refuse(self, words: str) -> None:
        self._fault.setText(words)
        self.last.setFocus()
        self.last.selectAll()
