"""工作日: the year by its days, what the office itself says of some, and a line to try a term out."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.ui.criteria.date_field import DateField
from desktop.ui.criteria.fields import NumberField
from desktop.ui.dialogs.day_dialog import DayDialog
from desktop.ui.panels.day_marks import day_sign
from desktop.ui.panels.year_calendar import YearCalendar
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import ElidedLabel, label, paragraph, rule
from desktop.ui.theme.tokens import px
from desktop.viewmodels.office_calendar import OfficeCalendar, Sort

_LEGEND: Final[tuple[tuple[Sort, str], ...]] = (
    ("weekend", "周末"),
    ("holiday", "放假"),
    ("made-up", "调休上班"),
    ("own-rest", "本单位规定休息"),
    ("own-work", "本单位规定上班"),
)
_TERM: Final = 20  # working days, as most schemes give (R16)


class DaySettings(QWidget):
    """Which year, its calendar, and the trial."""

    def __init__(self, calendar: OfficeCalendar) -> None:
        super().__init__()
        self._calendar = calendar
        self._years = QComboBox()
        name_choice(self._years, "哪一年的工作日")
        self._standing = label("", "soft")
        self._withdraw = button("还没有录全", "link", "", "这一年又作为未公布，期限不再计算")
        self._notice_words = paragraph("", "small")
        self._declare = button("本单位已录入全年安排", "", "check")
        self._notice = framed(
            "notice", row(self._notice_words, self._declare, margins=(12, 8, 12, 8))
        )
        self.year = YearCalendar(calendar)
        self._told = ElidedLabel("", "soft")
        self._after = DateField("结束日期")
        self._after.show_value(calendar.today.isoformat())
        self._count = NumberField("工作日数", 64)
        self._count.show_value(_TERM)
        self._result = paragraph("", "strong")
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        head = row(self._years, self._standing, self._withdraw, None)
        hint = label("点一天，或用方向键选中后按 Enter，改成上班或休息", "small")
        trial = row(
            *(label("试算：结束日期", "soft"), self._after, 6, self._count),
            *(label("个工作日，从第二天起算", "soft"), None),
        )
        day = row(self._told, hint)
        day.setStretch(0, 1)
        legend = self._legend()
        parts = (head, self._notice, legend, self.year, day, rule(), trial, self._result)
        self.setLayout(column(*parts, gap=10))
        self._notice.layout().setStretch(0, 1)  # type: ignore[union-attr]  # it has one

    def _legend(self) -> QHBoxLayout:
        made = row(gap=6)
        for sort, words in _LEGEND:
            made.addWidget(day_sign(sort, self.devicePixelRatioF()))
            made.addWidget(label(words, "small"))
            made.addSpacing(px(8))
        made.addStretch(1)
        return made

    def _connect(self) -> None:
        self._years.activated.connect(lambda _: self._calendar.show_year(self._years.currentData()))
        self._declare.clicked.connect(lambda: self._calendar.declare(entered=True))
        self._withdraw.clicked.connect(lambda: self._calendar.declare(entered=False))
        self.year.opened.connect(self._on_opened)
        self.year.moved.connect(self._show_day)
        self._after.edited.connect(self._show_trial)
        self._count.edited.connect(self._show_trial)
        self._calendar.changed.connect(self._show)

    def _on_opened(self, day: date) -> None:
        ask(DayDialog(self.window(), self._calendar, day))

    def _show(self) -> None:
        one = self._calendar
        self._years.clear()
        for year in one.years:
            self._years.addItem(f"{year} 年", year)
        self._years.setCurrentIndex(self._years.findData(one.year))
        known = one.is_published or one.is_entered
        self._standing.setText(_standing_words(one))
        self._withdraw.setVisible(one.is_entered and not one.is_published)
        self._notice.setVisible(not known)
        self._notice_words.setText(_notice_words(one))
        self._declare.setEnabled(one.own_days > 0)
        self._show_day(self.year.current)
        self._show_trial()

    def _show_day(self, day: date) -> None:
        self._told.set_whole(self._calendar.told(day))

    def _show_trial(self) -> None:
        after, count = self._after.value, self._count.value
        if self._after.wrong:
            self._result.setText(DateField.wanted)
        elif self._count.wrong:
            self._result.setText(NumberField.wanted)
        elif after is None or not isinstance(count, int):
            self._result.setText("")
        else:
            self._result.setText(self._calendar.deadline(after, count))


def _standing_words(one: OfficeCalendar) -> str:
    own = f"{one.own_days} 天" if one.own_days else ""
    if one.is_published:
        return f"按国务院办公厅公布的放假安排{own and f'，本单位另有规定 {own}'}"
    if one.is_entered:
        return f"全年由本单位录入，其中 {own}不同于平常"
    return f"未公布{own and f'，本单位已录入 {own}'}"


def _notice_words(one: OfficeCalendar) -> str:
    words = f"{one.year}年的放假安排未公布，到这一年的期限都不计算。国家公布以后，请把放假和调休上班的日子点选录入"
    return f"{words}，录完再点右边。"
