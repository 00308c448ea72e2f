"""台账: the year of reports over all units, and every other ledger as a table of its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from desktop.domain.ledgers.kinds import LEDGERS, Kept, Row
from desktop.domain.ledgers.receipts import RECEIVED, Receipt
from desktop.services.ledger_imports import ImportWish
from desktop.services.ledger_templates import template_name
from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.dialogs.file_choice import choose_place, choose_table
from desktop.ui.ledgers.import_dialog import ImportDialog
from desktop.ui.ledgers.ledger_rows import LedgerRows
from desktop.ui.ledgers.month_view import MonthView
from desktop.ui.ledgers.receipt_dialog import ReceiptDialog
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, label
from desktop.ui.parts.lines import line
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import px
from desktop.viewmodels.import_draft import ImportDraft
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.ledger_table import LedgerTable
from desktop.viewmodels.month_grid import MonthGrid
from desktop.viewmodels.row_draft import RowDraft

_GRID_HINT: Final = (
    "空格：今天收到　Enter：登记日期、退回、免报　Delete：撤去登记　Shift+方向键：选几格一起登记"
)
_ROWS_HINT: Final = "Enter 修改　Ctrl+N 登记一行　Delete 删除　Ctrl+F 查找"


class LedgerScreen(QWidget):
    """Head, one of two views, a line that says how to go on."""

    def __init__(self, book: LedgerBook, jobs: Jobs) -> None:
        super().__init__()
        self.book, self._jobs = book, jobs
        self.tabs = Segments([Segment(one.name) for one in LEDGERS.values()], "台账")
        self.units = QComboBox()
        self.units.setAccessibleName("单位")
        self.units.setMinimumWidth(px(220))
        self.years = QComboBox()
        self.years.setAccessibleName("年度")
        self.search: QLineEdit = line("查找", "查找名称、部门、文号…")
        self.search.setFixedWidth(px(220))
        self.search.setClearButtonEnabled(True)
        self.summary = ElidedLabel("", "soft")
        self.add_button = button("登记一行", "primary", "plus", "Ctrl+N")
        self.import_button = button(
            "导入…", "", "table", "平台导出的 Excel、CSV，或者单位填好的模板"
        )
        self.template_button = button(
            "填报模板…", "", "device-floppy", "存一份 Excel 模板发给单位填写"
        )
        self.grid = MonthView(MonthGrid(book, self))
        self.rows = LedgerRows(LedgerTable(book, self))
        self.pages = QStackedWidget()
        self._empty = label("", "soft")
        self._hint = ElidedLabel(_GRID_HINT, "small")
        self._lay_out()
        self._connect()
        self.tabs.show_value(0)
        self.entry: QWidget = self.grid
        self._show()

    def _lay_out(self) -> None:
        self.pages.addWidget(self.grid)
        self.pages.addWidget(self.rows)
        nothing = QWidget()
        nothing.setLayout(column(None, row(None, self._empty, None), None))
        self.pages.addWidget(nothing)
        first = row(self.tabs, None, self.units, self.years)
        second = row(
            self.search, self.summary, self.template_button, self.import_button, self.add_button
        )
        second.setStretch(1, 1)
        head = framed("head", column(first, second, gap=8, margins=(16, 10, 16, 10)))
        foot = framed("pane", row(self._hint, margins=(16, 4, 16, 6)))
        whole = column(head, self.pages, foot, gap=0)
        whole.setStretchFactor(self.pages, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda at: self.book.open([*LEDGERS][at], self.book.unit))
        self.units.activated.connect(lambda _: self.book.show_unit(self.units.currentData()))
        self.years.activated.connect(lambda _: self.book.open(year=self.years.currentData()))
        self.search.textEdited.connect(self.book.search)
        self.add_button.clicked.connect(self.add)
        self.import_button.clicked.connect(self.choose_import)
        self.template_button.clicked.connect(self.save_template)
        self.grid.opened.connect(self._on_grid_opened)
        self.grid.received.connect(self._on_received)
        self.grid.cleared.connect(self._on_cleared)
        self.rows.opened.connect(self.edit)
        self.rows.struck.connect(self._on_struck)
        self.book.changed.connect(self._show)
        for keys, deed in (("Ctrl+N", self.add), ("Ctrl+F", self.search.setFocus)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: read what changed since."""
        super().showEvent(event)
        self.book.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: read nothing."""
        super().hideEvent(event)
        self.book.sleep()

    # -- what is done

    def add(self) -> None:
        """One more row; a report is taken in where it is due."""
        if self.book.shows_grid:
            self._on_grid_opened()
        else:
            self._edit(RowDraft(self.book.ledger, self.book.unit))

    def edit(self, kept: Kept[Row]) -> None:
        """Change a row."""
        self._edit(RowDraft(self.book.ledger, kept.unit, kept))

    def _edit(self, draft: RowDraft) -> None:
        RowDialog(self.window(), draft, self.book.units, lambda one: self.book.keep([one])).exec()

    def choose_import(self) -> None:
        """A file from outside."""
        path = choose_table(self.window())
        if path is not None:
            self.import_file(path)

    def save_template(self) -> None:
        """A workbook for units to fill in."""
        path = choose_place(self.window(), "保存填报模板", template_name(self.book.ledger.id))
        if path is not None and self.book.save_template(path):
            self.book.workplace.remarked.emit(f"填报模板已存到“{path}”")

    def import_file(self, path: Path) -> None:
        """Show what a file would put into the open ledger."""
        book = self.book
        wish = ImportWish(book.ledger.id, book.year, book.unit)
        draft = ImportDraft(book.workplace, self._jobs, wish)
        draft.read(path)
        ImportDialog(self.window(), draft, book.units).exec()

    def _on_struck(self, rows: list[Kept[Row]]) -> None:
        named = rows[0].row.told if len(rows) == 1 else f"{len(rows)} 行"
        question = f"从“{self.book.ledger.name}”台账删除“{named}”？"
        if confirmed(self.window(), question, "删除后可以撤销（Ctrl+Z）。", "删除"):
            self.book.strike(rows)

    def _on_grid_opened(self) -> None:
        places = self.grid.grid.places(self.grid.selectedIndexes())
        if not places:
            return
        shown = [(self.book.unit_name(unit), one) for unit, one in places]
        dialog = ReceiptDialog(self.window(), shown, self.book.today)
        if dialog.exec() == ReceiptDialog.DialogCode.Accepted:
            self.book.receive(places, dialog.receipt)

    def _on_received(self) -> None:
        """Only what has nothing yet: the space bar overwrites no day that was entered."""
        found = self.grid.grid.places(self.grid.selectedIndexes())
        places = [place for place in found if place[1].receipt is None]
        if places:
            due = places[0][1].due.due
            today = self.book.today
            self.book.receive(places, Receipt(report="-", due=due, received=today, state=RECEIVED))

    def _on_cleared(self) -> None:
        found = self.grid.grid.places(self.grid.selectedIndexes())
        places = [place for place in found if place[1].receipt is not None]
        if places:
            self.book.clear(places)

    # -- what is shown

    def _show(self) -> None:
        book = self.book
        self.tabs.show_value([*LEDGERS].index(book.ledger.id))
        self._show_choices()
        grid = book.shows_grid
        self.search.setVisible(not grid)
        self.units.setVisible(not grid)
        self.add_button.setText("登记报送" if grid else "登记一行")
        self.add_button.setAccessibleName(self.add_button.text())
        self._hint.set_whole(_GRID_HINT if grid else _ROWS_HINT)
        self.summary.set_whole(self._summed())
        filled = bool(book.grid.rows) if grid else bool(book.rows)
        self._empty.setText(self._nothing())
        self.pages.setCurrentIndex((0 if grid else 1) if filled else 2)
        self.entry = self.pages.currentWidget() if filled else self.add_button
        if grid and filled:
            self.grid.begin()

    def _show_choices(self) -> None:
        self.units.clear()
        self.units.addItem("全部单位", None)
        for one in self.book.units:
            self.units.addItem(one.name, one.id)
        self.units.setCurrentIndex(max(0, self.units.findData(self.book.unit)))
        self.years.clear()
        for year in self.book.years:
            self.years.addItem(f"{year} 年", year)
        self.years.setCurrentIndex(max(0, self.years.findData(self.book.year)))

    def _summed(self) -> str:
        if not self.book.shows_grid:
            return f"{len(self.book.rows)} 行"
        late, soon = self.grid.grid.late, self.grid.grid.soon
        told = [f"{len(self.book.grid.rows)} 个单位"]
        told += [f"逾期未报 {late} 项"] if late else []
        told += [f"一周内到期 {soon} 项"] if soon else []
        return "　".join(told)

    def _nothing(self) -> str:
        if self.book.shows_grid:
            return f"{self.book.year} 年没有要报送的事项：请在“设置”里写明要哪些单位何时报送什么"
        if self.book.wanted_words:
            return f"没有写着“{self.book.wanted_words}”的行"
        return f"{self.book.year} 年的“{self.book.ledger.name}”还没有登记：可以登记一行，或者导入"
