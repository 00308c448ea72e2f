"""异议: what units object to, what was decided, and both sheets a click away."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QInputDialog, QTableWidget

from desktop.services.objection_terms import MOST_DAYS
from desktop.services.objections import DECISIONS, ObjectionSight
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.results.decide_dialog import DecideDialog
from desktop.ui.results.objection_files_dialog import ObjectionFilesDialog
from desktop.ui.results.raise_dialog import RaiseDialog
from desktop.ui.results.result_page import ResultPage
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.round_objections import RoundObjections

_HEADINGS: Final = (
    Heading("状态", 84),
    Heading("单位", 130),
    Heading("条款", 200),
    Heading("异议内容", None),
    Heading("提出", 120),
    Heading("期限", 130),
)
_NONE: Final = "还没有登记异议；单位书面提出后，点“登记异议”"


class ObjectionPage(ResultPage):
    """A list, and below it the one that is chosen."""

    hint = "异议不改评分表；裁定为成立或部分成立时同时更正，原评分表和更正后的评分表都可以打印核验"

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.objections = RoundObjections(book)
        self.objections.setParent(self)
        self.raise_button = button("登记异议…", "primary", "plus")
        self.days_button = button(
            "", "link", "", "单位收到告知书后可以提出异议的工作日数，印在告知书上"
        )
        self.about = ElidedLabel("", "soft")
        self.table: QTableWidget = word_table("异议", _HEADINGS)
        wrap_rows(self.table)
        self.decide_button = button("裁定…", "primary")
        self.files_button = button("材料…", "", "paperclip")
        self.before_button = button("原评分表", "", "printer")
        self.after_button = button("更正后评分表", "", "printer")
        self.paper_button = button("更正对照表", "", "printer")
        self._claim, self._decision = paragraph(), paragraph("", "soft")
        self._totals = label("", "heading")
        self._lay_out()
        self._connect()
        self.entry = self.table

    def _lay_out(self) -> None:
        head = row(self.about, self.days_button, self.raise_button)
        head.setStretch(0, 1)
        deeds = row(
            *(self._totals, None, self.files_button, self.before_button, self.after_button),
            *(self.paper_button, self.decide_button),
        )
        told = column(self._claim, self._decision, deeds, gap=6, margins=(16, 10, 16, 10))
        self._detail = framed("card", told)
        whole = column(head, self.table, self._detail, gap=8, margins=(16, 10, 16, 10))
        whole.setStretchFactor(self.table, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        of = self.objections
        of.changed.connect(self._show)
        self.table.currentCellChanged.connect(lambda at, *_: self._on_row(at))
        self.table.doubleClicked.connect(lambda _: self.decide())
        keys_within(self.table, {"Return": self.decide, "Enter": self.decide})
        self.raise_button.clicked.connect(self.raise_objection)
        self.days_button.clicked.connect(self.ask_days)
        self.decide_button.clicked.connect(self.decide)
        self.files_button.clicked.connect(self.show_files)
        self.before_button.clicked.connect(lambda: self._print_sheet(before=True))
        self.after_button.clicked.connect(lambda: self._print_sheet(before=False))
        self.paper_button.clicked.connect(of.print)

    def show_round(self) -> None:
        """All of it anew."""
        self.objections.read()

    # -- what is done

    def raise_objection(self) -> None:
        """登记异议."""
        dialog = RaiseDialog(self.window(), self.objections, _today())
        ask(dialog)

    def decide(self) -> None:
        """裁定 the one that is chosen."""
        chosen = self.objections.chosen
        if chosen is None or chosen.objection.state != "open":
            return
        dialog = DecideDialog(self.window(), self.objections, chosen, _today())
        ask(dialog)
        self.table.setFocus()  # once it is decided the button is gone, and the cursor with it

    def show_files(self) -> None:
        """What came with the one that is chosen."""
        chosen = self.objections.chosen
        if chosen is not None:
            dialog = ObjectionFilesDialog(self.window(), self.objections, chosen)
            ask(dialog)

    def ask_days(self) -> None:
        """How many working days units have."""
        now = self.objections.terms.days
        words = "单位收到扣分告知书以后，可以在几个工作日内提出异议"
        days, taken = QInputDialog.getInt(self.window(), "异议期", words, now, 1, MOST_DAYS)
        if taken and days != now:
            self.objections.terms.keep_days(days)

    def _print_sheet(self, *, before: bool) -> None:
        chosen = self.objections.chosen
        if chosen is not None:
            of = chosen.objection
            self.objections.print_sheet(of.before if before else of.after)

    def _on_row(self, at: int) -> None:
        if at >= 0:
            self.objections.choose(at)

    # -- what is shown

    def _show(self) -> None:
        of = self.objections
        rows = [*of.rows()]
        self.days_button.setText(f"异议期 {of.terms.days} 个工作日…")
        self.days_button.setAccessibleName(self.days_button.text())
        pending = sum(one.objection.state == "open" for one in of.objections)
        self.about.set_whole(f"异议 {len(rows)} 件，待裁定 {pending} 件" if rows else _NONE)
        self.table.blockSignals(True)  # Qt's
        self.table.setRowCount(0)
        for words in rows:
            add_row(self.table, *words)
        if of.chosen is not None:
            self.table.selectRow(of.objections.index(of.chosen))
        self.table.blockSignals(False)  # Qt's
        self.entry = self.table if rows else self.raise_button
        self._detail.setVisible(of.chosen is not None)
        if of.chosen is not None:
            self._show_chosen(of.chosen)

    def _show_chosen(self, sight: ObjectionSight) -> None:
        of = sight.objection
        self._claim.setText(f"{sight.unit}：{of.claim}")
        told = f"裁定：{DECISIONS[of.state]}"
        if of.decided is not None:
            told += f"（{of.decided}）　理由：{of.grounds}"
        self._decision.setText(told)
        was, now = self.objections.totals()
        self._totals.setText(f"总分 {was} → {now}" if now else f"总分 {was}")
        self.files_button.setText(f"材料 {sight.files} 件…")
        self.files_button.setAccessibleName(self.files_button.text())
        self.decide_button.setVisible(of.state == "open")
        self.after_button.setVisible(of.after is not None)
        self.paper_button.setVisible(of.state != "open")


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the office's own calendar day
