"""One report of the office's own: its name, its months and day, from whom, and when it falls due next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from desktop.domain.records import OfficeReport
from desktop.ui.criteria.date_field import DateField
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.month_toggles import MonthToggles
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import px
from desktop.viewmodels.report_draft import DAYS, ReportDraft
from desktop.viewmodels.report_plans import (
    AFTER_QUARTERS,
    COVERS,
    EVERY_MONTH,
    QUARTER_ENDS,
    day_words,
)

# What is chosen at once: the months, and what such a report usually is about.
_SHORTCUTS: Final = (
    ("全年", EVERY_MONTH, "month"),
    ("每季度末月", QUARTER_ENDS, "quarter"),
    ("每季度次月", AFTER_QUARTERS, "quarter"),
)
_SHOWN: Final = 3  # groups in sight; more are scrolled to


class ReportDialog(QDialog):
    """What is wrong stands below; the button is pressed all the same, and goes to it."""

    def __init__(
        self,
        parent: QWidget,
        draft: ReportDraft,
        groups: Sequence[str],
        keep: Callable[[OfficeReport], bool],
    ) -> None:
        super().__init__(parent)
        self._draft, self._keep = draft, keep
        self.setWindowTitle("修改报送" if draft.name else "增加报送")
        self.name: QLineEdit = line("报送名称", "例如：双随机工作月报表")
        self.name.setText(draft.name)
        self.months = MonthToggles()
        self.day = QComboBox()
        name_choice(self.day, "报送日")
        for one in DAYS:
            self.day.addItem(day_words(one), one)
        self.day.setCurrentIndex(DAYS.index(draft.day))
        self.covers = Segments([Segment(one) for one in COVERS.values()], "报送内容")
        self.groups = _GroupList(groups, draft.groups)
        self.since = DateField("从这一天起")
        self.since.show_value(draft.since.isoformat() if draft.since else None)
        self._told = paragraph("", "soft")
        self._fault = paragraph("", "small", "red")
        self._told.setMinimumWidth(px(570))  # or they ask for the height of narrow ones
        self._fault.setMinimumWidth(px(400))
        self.keep_button = button("保存", "primary")
        self.keep_button.setDefault(True)
        self._lay_out()
        self._connect()
        self._show()
        self.setMinimumWidth(px(640))
        self.name.setFocus()

    def _lay_out(self) -> None:
        shortcuts = row(gap=2)
        for words, months, covers in _SHORTCUTS:
            made = button(words, "link")
            made.clicked.connect(partial(self._choose, months, covers))
            shortcuts.addWidget(made)
        shortcuts.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        lines = (
            ("名称", row(self.name)),
            ("月份", column(self.months, shortcuts, gap=2)),
            ("报送日", row(self.day, 10, label("内容", "soft"), self.covers, None)),
            (
                "从何时起",
                row(self.since, label("早于这一天到期的不要求；空着就是一直要求", "small"), None),
            ),
            ("报送单位", row(self.groups, label(self.groups.hint, "small"))),
        )
        for at, (words, parts) in enumerate(lines):
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            head = label(words, "soft")
            head.setContentsMargins(0, px(8), 0, 0)
            grid.addWidget(head, at, 0, top)
            grid.addLayout(parts, at, 1)
        cancel = button("取消")
        cancel.clicked.connect(self.reject)
        due = framed("sunken", row(self._told, margins=(12, 8, 12, 8)))
        foot = row(self._fault, cancel, self.keep_button)
        foot.setStretch(0, 1)
        self.setLayout(column(grid, None, due, foot, gap=10, margins=(20, 16, 20, 14)))

    def _connect(self) -> None:
        draft = self._draft
        self.name.textEdited.connect(draft.call)
        self.months.chosen.connect(draft.choose_months)
        self.day.activated.connect(lambda _: draft.choose_day(self.day.currentData()))
        self.covers.chosen.connect(lambda at: draft.choose_covers([*COVERS][at]))
        self.since.edited.connect(self._on_since)
        self.groups.itemChanged.connect(lambda _: draft.choose_groups(self.groups.chosen))
        self.keep_button.clicked.connect(self._on_keep)
        draft.changed.connect(self._show)

    def _choose(self, months: frozenset[int], covers: str) -> None:
        self._draft.choose_months(months)
        self._draft.choose_covers(covers)

    def _show(self) -> None:
        draft = self._draft
        self.months.show_months(draft.months)
        self.covers.show_value([*COVERS].index(draft.covers))
        self._told.setText(draft.told)
        self._fault.setText("")

    def _on_since(self) -> None:
        value = self.since.value
        self._draft.begin(date.fromisoformat(value) if value else None)

    def _on_keep(self) -> None:
        self._fault.setText(self.since.wanted if self.since.wrong else self._draft.fault)
        if self.since.wrong:
            self.since.setFocus()
        elif not self._draft.name:
            self.name.setFocus()
        elif self._draft.fault:
            self.months.setFocus()
        elif self._keep(self._draft.report):
            self.accept()


class _GroupList(QListWidget):
    """The groups, each with a tick; none ticked means every unit."""

    def __init__(self, groups: Sequence[str], chosen: Collection[str]) -> None:
        super().__init__()
        self.setAccessibleName("报送单位的分组")
        self.setProperty("framed", "true")
        self.setProperty("dense", "true")
        self.hint = (
            "都不勾：全部单位都要报"
            if groups
            else "单位还没有分组，全部单位都要报；在“被考核单位”里写上分组后可以只向几组要"
        )
        for one in groups:
            item = QListWidgetItem(one, self)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Checked if one in chosen else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
        if groups:
            self.setCurrentRow(0)
        self.ensurePolished()  # only then it knows how high a row is
        self.setFixedHeight(self.sizeHintForRow(0) * min(len(groups), _SHOWN) + px(4))
        if not groups:
            self.hide()

    @property
    def chosen(self) -> frozenset[str]:
        """The groups that are ticked."""
        items = (self.item(at) for at in range(self.count()))
        return frozenset(one.text() for one in items if one.checkState() is Qt.CheckState.Checked)
