"""台账: the year of reports and of duties over all units, and every other ledger as a table of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from desktop.domain.ledgers.kinds import DUTIES, LEDGERS, RECEIPTS
from desktop.services.ledger_imports import ImportWish
from desktop.services.ledger_templates import template_name
from desktop.ui.dialogs.file_choice import choose_package, choose_place, choose_table
from desktop.ui.dialogs.history_dialog import HistoryDialog
from desktop.ui.ledgers.duty_page import DutyPage
from desktop.ui.ledgers.figure_dialog import FigureDialog
from desktop.ui.ledgers.import_dialog import ImportDialog
from desktop.ui.ledgers.ledger_page import ADD, IMPORT, OVERVIEW, SETTINGS, UNSEARCH, LedgerPage
from desktop.ui.ledgers.package_dialog import PackageDialog
from desktop.ui.ledgers.report_page import ReportPage
from desktop.ui.ledgers.rows_page import RowsPage
from desktop.ui.parts.asking import ask, put_up
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.elided_choice import ElidedChoice
from desktop.ui.parts.empty_page import EmptyPage
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.parts.lines import clearable, line
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import px
from desktop.viewmodels.import_draft import ImportDraft
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.ledger_history import ledger_scopes
from desktop.viewmodels.package_draft import PackageDraft
from desktop.viewmodels.preferences import Preferences


class LedgerScreen(QWidget):
    """Head, the page of the ledger that is open, a line that says how to go on."""

    settings_wanted = Signal()
    overview_wanted = Signal()

    def __init__(self, book: LedgerBook, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__()
        self.book, self._jobs = book, jobs
        self.tabs = Segments([Segment(one.name) for one in LEDGERS.values()], "台账")
        self.units, self.rounds, self.years = (
            ElidedChoice("单位"),
            ElidedChoice("批次"),
            QComboBox(),
        )
        self.search: QLineEdit = line("查找", "查找名称、部门、文号…")
        self.search.setMinimumWidth(px(140))
        self.search.setMaximumWidth(px(220))
        clearable(self.search)
        self.summary = ElidedLabel("", "soft")
        self.add_button = button("登记一行", "primary", "plus", "Ctrl+N")
        self.figure_button = button(
            "测算…",
            "",
            "chart-bar",
            "这个单位的台账算出什么：完成率、占比、逾期，可以点开看是哪几行",
        )
        self.import_button = button(
            "导入…", "", "table", "平台导出的 Excel、CSV，或者单位填好的模板"
        )
        self.package_button = button(
            "材料包…", "", "archive", "单位用优盘交来的压缩包：填好的表格和扫描件"
        )
        self.template_button = button(
            "填报模板…", "", "device-floppy", "存一份 Excel 模板发给单位填写"
        )
        self.history_button = tool("history", "留痕", "留痕：这里是谁在什么时候怎么登记、怎么改的")
        self.reports, self.duties = ReportPage(book, jobs), DutyPage(book, jobs)
        self.rows = RowsPage(book, jobs, preferences)
        self.pages = QStackedWidget()
        self.empty = EmptyPage()
        self._hint = ElidedLabel("", "small")
        self._lay_out()
        self._connect()
        self.entry: QWidget = self.tabs
        self._show()

    def _lay_out(self) -> None:
        self.years.setAccessibleName("年度")
        for page in (self.reports, self.duties, self.rows, self.empty):
            self.pages.addWidget(page)
        first = row(self.tabs, None, self.history_button, self.units, self.rounds, self.years)
        second = row(self.search, self.summary, self.figure_button, self.template_button)
        for one in (self.package_button, self.import_button, self.add_button):
            second.addWidget(one)
        second.setStretch(0, 2)
        second.setStretch(1, 1)
        head = framed("head", column(first, second, gap=8, margins=(16, 10, 16, 10)))
        foot = framed("pane", row(self._hint, margins=(16, 4, 16, 6)))
        whole = column(head, self.pages, foot, gap=0)
        whole.setStretchFactor(self.pages, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda at: self.book.open([*LEDGERS][at], self.book.unit))
        self.units.activated.connect(lambda _: self.book.show_unit(self.units.currentData()))
        self.rounds.activated.connect(lambda _: self.book.show_round(self.rounds.currentData()))
        self.years.activated.connect(lambda _: self.book.open(year=self.years.currentData()))
        self.search.textEdited.connect(self.book.search)
        self.add_button.clicked.connect(self.add)
        self.history_button.clicked.connect(self.show_history)
        self.figure_button.clicked.connect(self.show_figures)
        self.package_button.clicked.connect(self.choose_package)
        self.import_button.clicked.connect(self.choose_import)
        self.template_button.clicked.connect(self.save_template)
        self.search.returnPressed.connect(self._on_found)
        self.empty.chosen.connect(self._on_way)
        self.book.changed.connect(self._show)
        keys_within(self, {"Ctrl+N": self.add, "Ctrl+F": self.seek})

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: read what changed since."""
        super().showEvent(event)
        self.book.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: read nothing."""
        super().hideEvent(event)
        self.book.sleep()

    @property
    def page(self) -> LedgerPage:
        """The page of the ledger that is open."""
        pages: dict[str, LedgerPage] = {RECEIPTS: self.reports, DUTIES: self.duties}
        return pages.get(self.book.ledger.id, self.rows)

    # -- what is done

    def add(self) -> None:
        """Enter something, in the way of the page."""
        self.page.add()

    def seek(self) -> None:
        """Look for rows by words, or in a grid for units by their names."""
        if self.page.searched:
            self.book.prepare_search()
        self.search.setFocus()
        self.search.selectAll()

    def show_figures(self) -> None:
        """What the unit's ledgers come to."""
        ask(FigureDialog(self.window(), self.book))

    def show_history(self) -> None:
        """Who did what here, and when."""
        scopes = ledger_scopes(self.book, self.page.place)
        put_up(HistoryDialog(self.window(), self.book.workplace, scopes, "台账"))

    def choose_import(self) -> None:
        """A file from outside."""
        path = choose_table(self.window())
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Show what a file would put into the open ledger."""
        book = self.book
        wish = ImportWish(book.ledger.id, book.year, book.unit)
        draft = ImportDraft(book.workplace, self._jobs, wish)
        draft.read(path)
        self.show_import(draft)

    def show_import(self, draft: ImportDraft) -> None:
        """Look at a table before it is agreed to."""
        ask(ImportDialog(self.window(), draft, self.book.units))

    def choose_package(self) -> None:
        """What a unit brought on a stick."""
        path = choose_package(self.window())
        if path is not None:
            self.open_package(path)

    def open_package(self, path: Path) -> None:
        """Unpack it beside the window, then show what is in it."""
        book = self.book
        draft = PackageDraft(book.workplace, self._jobs, book.year, book.unit)
        draft.setParent(self)
        draft.opened.connect(lambda: ask(PackageDialog(self.window(), draft, self.show_import)))
        draft.read(path)

    def save_template(self) -> None:
        """A workbook for units to fill in."""
        path = choose_place(self.window(), "保存填报模板", template_name(self.book.ledger.id))
        if path is not None and self.book.save_template(path):
            self.book.workplace.remarked.emit(f"填报模板已存到“{path}”")

    def _on_way(self, deed: str) -> None:
        """A button where there is nothing was pressed."""
        deeds: dict[str, Callable[[], None]] = {
            ADD: self.add,
            IMPORT: self.choose_import,
            UNSEARCH: self._unsearch,
            SETTINGS: self.settings_wanted.emit,
            OVERVIEW: self.overview_wanted.emit,
        }
        deeds[deed]()

    def _on_found(self) -> None:
        """On from the words to what was found."""
        self.entry.setFocus()

    def _unsearch(self) -> None:
        self.book.show_all()

    # -- what is shown

    def _show(self) -> None:
        book, page = self.book, self.page
        # Of the window, not of the program: a dialog over it may be closing just now.
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.pages.isAncestorOf(focused)
        self.tabs.show_value([*LEDGERS].index(book.ledger.id))
        self._show_choices()
        for one in (self.units, self.import_button, self.template_button):
            one.setVisible(page.searched)
        self.rounds.setVisible(not page.searched)
        self.search.setPlaceholderText(page.seek_words)
        if self.search.text().strip() != book.wanted_words:
            self.search.setText(book.wanted_words)
        self.add_button.setText(page.add_words)
        self.add_button.setAccessibleName(page.add_words)
        self.add_button.setEnabled(page.searched or page.filled)
        self._hint.set_whole(page.hint)
        self.summary.set_whole(page.summary)
        if page.filled:
            page.begin()
        else:
            self.empty.show_ways(page.nothing, page.ways)
        self.pages.setCurrentWidget(page if page.filled else self.empty)
        self.entry = page.entry if page.filled else self.empty.entry
        if inside:  # what had the cursor may be out of sight now
            self.entry.setFocus()

    def _show_choices(self) -> None:
        units = [("全部单位", None), *((one.name, one.id) for one in self.book.units)]
        _fill(self.units, units, self.book.unit)
        rounds = [("全部批次", None), *((one.name, one.id) for one in self.book.rounds)]
        _fill(self.rounds, rounds, self.book.round)
        years = [(f"{year} 年", year) for year in self.book.years]
        _fill(self.years, years, self.book.year)


def _fill(box: QComboBox, choices: Sequence[tuple[str, object]], chosen: object) -> None:
    """Only what has changed: it is looked at after every key."""
    held = [(box.itemText(at), box.itemData(at)) for at in range(box.count())]
    if held != [*choices]:
        box.clear()
        for words, value in choices:
            box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
