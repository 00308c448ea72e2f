"""报送安排: what the office itself asks units to hand in, and below it what the rounds' schemes ask anyway."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QTableWidgetItem, QWidget

from desktop.domain.records import OfficeReport
from desktop.services.round_reports import RoundReports
from desktop.ui.dialogs.report_dialog import ReportDialog
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tables import Heading, word_table
from desktop.ui.theme.tokens import px
from desktop.viewmodels.report_draft import ReportDraft
from desktop.viewmodels.report_plans import (
    COVERS,
    ReportPlans,
    day_words,
    groups_words,
    months_words,
)

_HEADINGS: Final = (
    Heading("名称", None),
    Heading("月份", 90),
    Heading("报送日", 100),
    Heading("内容", 60),
    Heading("报送单位", 120),
)
# Said outright: whether Ctrl is held, as in undoing, must not matter.
_ITS_ROW: Final = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_NONE: Final = (
    "没有另外的报送要求；按本单位文件要收月报、季报的，在这里加上，“台账”里就会列出每个单位何时该报"
)


class ReportSettings(QWidget):
    """The list, what is done with it, and what is not to be entered again."""

    def __init__(self, plans: ReportPlans) -> None:
        super().__init__()
        self._plans = plans
        self._reports: list[OfficeReport] = []
        self._table = word_table("报送安排", _HEADINGS)
        self._table.setMinimumHeight(px(150))
        self._empty = paragraph(_NONE, "soft")
        add = button("增加报送…", "", "plus")
        self._change = button("修改…", "link")
        self._retire = button("停用所选", "link", "", "不再要求报送；已经登记的不变")
        self._asked = column(gap=6, margins=(14, 10, 14, 10))
        self._of_rounds = framed("sunken", self._asked)
        head = row(add, self._change, self._retire, None)
        self.setLayout(column(head, self._empty, self._table, self._of_rounds, gap=10))
        add.clicked.connect(lambda: self._open(None))
        self._change.clicked.connect(lambda: self._open(self._chosen))
        self._retire.clicked.connect(self._on_retire)
        self._table.itemSelectionChanged.connect(self._show_deeds)
        self._table.itemActivated.connect(lambda _: self._open(self._chosen))
        plans.changed.connect(self._show)
        self._show()

    @property
    def _chosen(self) -> OfficeReport | None:
        rows = {index.row() for index in self._table.selectedIndexes()}
        return self._reports[min(rows)] if rows else None

    def _open(self, report: OfficeReport | None) -> None:
        draft = ReportDraft(report, date.today())  # noqa: DTZ011  # the office's own calendar day
        ask(ReportDialog(self.window(), draft, self._plans.groups, self._plans.keep))

    def _on_retire(self) -> None:
        if (report := self._chosen) is not None:
            self._plans.retire(report, date.today())  # noqa: DTZ011  # as above

    def _show(self) -> None:
        before = self._chosen
        reports = self._reports = self._plans.reports
        self._table.setRowCount(len(reports))
        for at, one in enumerate(reports):
            for column_at, words in enumerate(_words(one)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self._table.setItem(at, column_at, item)
        ids = [one.id for one in reports]
        place = ids.index(before.id) if before and before.id in ids else 0
        self._table.setCurrentCell(place, 0, _ITS_ROW)
        self._table.setVisible(bool(reports))
        self._empty.setVisible(not reports)
        self._show_deeds()
        self._show_rounds()

    def _show_deeds(self) -> None:
        chosen = self._chosen
        self._change.setEnabled(chosen is not None)
        self._retire.setEnabled(chosen is not None)
        self._retire.setText("停用所选" if chosen is None or chosen.until is None else "启用所选")
        self._retire.setAccessibleName(self._retire.text())

    def _show_rounds(self) -> None:
        """Made anew: it seldom changes, and nothing in it takes the focus."""
        while self._asked.count():
            gone = self._asked.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        asked = self._plans.of_rounds
        self._of_rounds.setVisible(bool(asked))
        for widget in _round_parts(asked):
            self._asked.addWidget(widget)


def _words(one: OfficeReport) -> tuple[str, ...]:
    name = one.name if one.until is None else f"{one.name}（报到 {one.until} 止）"
    when = (months_words(one.months), day_words(one.day))
    return name, *when, COVERS.get(one.covers, ""), groups_words(one.groups)


def _round_parts(asked: tuple[RoundReports, ...]) -> list[QWidget]:
    if not asked:
        return []
    parts: list[QWidget] = [label("考核方案已经要求的报送，已在台账里列出，不用再录", "small")]
    for one in asked:
        told = [f"{report.due}　{report.name}" for report in one.reports]
        parts.append(paragraph(f"《{one.scheme}》（{'、'.join(one.rounds)}）", "soft"))
        parts.append(paragraph("\n".join(told), "small"))
    return parts
