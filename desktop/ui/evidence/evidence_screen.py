"""佐证: units at the left, what each has to hand in and did in the middle, and at the right the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop.domain.records import EvidenceLink
from desktop.services.ledger_sights import ledger_units, year_of_round
from desktop.ui.dialogs.file_choice import choose_package
from desktop.ui.dialogs.filing_dialog import FilingDialog
from desktop.ui.dialogs.grid_dialog import GridDialog
from desktop.ui.evidence.evidence_head import CHECKLIST, FILES, NOWHERE, PAGES, EvidenceHead
from desktop.ui.evidence.files_page import FilesPage
from desktop.ui.evidence.unit_pane import UnitPane
from desktop.ui.evidence.unit_strip import UnitStrip
from desktop.ui.ledgers.import_dialog import ImportDialog
from desktop.ui.ledgers.package_dialog import PackageDialog
from desktop.ui.panels.checklist_panel import ChecklistPanel
from desktop.ui.panels.lock_notice import LockNotice
from desktop.ui.panels.plan_grid import PlanGrid
from desktop.ui.parts.asking import ask, put_up
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.empty_page import EmptyPage, Way
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.theme.tokens import px
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.checklist_rows import ChecklistFilter, PieceRow, RequirementRow
from desktop.viewmodels.evidence_book import EvidenceBook
from desktop.viewmodels.evidence_files import EvidenceFiles, FileLine, Scope
from desktop.viewmodels.filing_draft import FilingDraft
from desktop.viewmodels.import_draft import ImportDraft
from desktop.viewmodels.package_draft import PackageDraft

_OVERVIEW: Final = "overview"
_LOW: Final = 560  # the height from which there is room for what only helps
_THREE_PANES: Final = 1_040  # from here on there is room for units, evidence and pages
_HINT: Final = (
    "Enter 查看、添加　Delete 取消关联　Ctrl+Enter 到考核　Ctrl+← / → 换单位　"
    "Ctrl+N 添加　Ctrl+F 查找　F8 看材料"
)
_SCOPES: Final = {FILES: Scope.UNIT, NOWHERE: Scope.NOWHERE}


class EvidenceScreen(QWidget):
    """Reads while it is in sight; what is done is done to the unit that is looked at."""

    overview_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, book: EvidenceBook) -> None:
        super().__init__()
        self.book = book
        self.files = EvidenceFiles(book)
        self.head = EvidenceHead(book)
        self.units = UnitPane(book)
        self.strip = UnitStrip(book)
        self.lock = LockNotice(book.assessment)
        filters = (ChecklistFilter.ALL, ChecklistFilter.LACKING)
        self.checklist = ChecklistPanel(book.checklist, book.taking, filters)
        self.listed = FilesPage(book, self.files)
        self.pages = QStackedWidget()
        self.viewer = EvidenceViewer(book.view)
        self.empty = EmptyPage()
        self.whole = QStackedWidget()
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self._narrow: bool | None = None
        self._page = CHECKLIST
        self._lay_out()
        self._connect()
        self._set_keys()
        self.show_page(CHECKLIST)
        self.show_viewer(shown=False)

    def _lay_out(self) -> None:
        for page in (self.checklist, self.listed):
            self.pages.addWidget(page)
        middle = column(self.strip, self.lock, self.pages, gap=0)
        middle.setStretchFactor(self.pages, 1)
        held = holder(middle)
        held.setMinimumWidth(px(330))
        for pane in (self.units, held, self.viewer):
            self.panes.addWidget(pane)
        self.panes.setChildrenCollapsible(False)
        self.panes.setStretchFactor(1, 3)
        self.panes.setStretchFactor(2, 2)
        self.panes.setSizes([px(250), px(560), px(460)])
        for one in (self.panes, self.empty):
            self.whole.addWidget(one)
        self._foot = framed("pane", row(ElidedLabel(_HINT, "small"), margins=(16, 4, 16, 6)))
        all_of_it = column(self.head, self.whole, self._foot, gap=0)
        all_of_it.setStretchFactor(self.whole, 1)
        self.setLayout(all_of_it)

    def _connect(self) -> None:
        head, book = self.head, self.book
        head.page_wanted.connect(self.show_page)
        head.package_wanted.connect(self.choose_package)
        head.viewer_wanted.connect(lambda shown: self.show_viewer(shown=shown))
        head.search.textEdited.connect(self._on_words)
        head.search.textChanged.connect(self._on_cleared)
        head.search.returnPressed.connect(self._enter_page)
        self.empty.chosen.connect(lambda _: self.overview_wanted.emit())
        self.units.list.entered.connect(self._enter_page)
        self.strip.sheet_wanted.connect(self.go_to_sheet)
        self.checklist.evidence_wanted.connect(self.show_link)
        self.checklist.grid_wanted.connect(self._open_grid)
        self.listed.opened.connect(self._on_file)
        self.files.changed.connect(self._show_counts)
        book.taking.ready.connect(self._file)
        book.opened.connect(self._show)

    def _set_keys(self) -> None:
        keys: Mapping[str, Callable[[], object]] = {
            "Ctrl+F": self.seek,
            "/": self.seek,
            "Ctrl+Left": lambda: self.book.step_unit(-1),
            "Ctrl+Right": lambda: self.book.step_unit(1),
            "Ctrl+Return": self.go_to_sheet,
            "Ctrl+Enter": self.go_to_sheet,
            "Ctrl+P": self.head.print,
            "Ctrl+N": self.add,
            "Ctrl+PgUp": lambda: self._step_page(-1),
            "Ctrl+PgDown": lambda: self._step_page(1),
            "F8": lambda: self.show_viewer(shown=not self.viewer.isVisible()),
        }
        keys_within(self, keys)

    # -- as it comes into sight

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: read what changed since."""
        super().showEvent(event)
        self.book.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: read nothing."""
        super().hideEvent(event)
        self.book.sleep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where three panes have no room, the units give way to the pages."""
        super().resizeEvent(event)
        self._narrow = self.width() < px(_THREE_PANES)
        self._fit()

    def _fit(self) -> None:
        """Where the window is low, what stands twice or is only a hint gives way to the rows."""
        units = not (self._narrow and self.viewer.isVisibleTo(self))
        low = self.height() < px(_LOW)
        self.units.setVisible(units)
        self.strip.setVisible(not (low and units))
        self._foot.setVisible(not low and self.whole.currentWidget() is not self.empty)

    def let_go(self) -> None:
        """The workspace is closed."""
        self.book.close()

    @property
    def entry(self) -> QWidget:
        """Where the cursor begins."""
        if self.whole.currentWidget() is self.empty:
            return self.empty.entry
        return self.units.list if self.units.isVisibleTo(self) else self.entry_of_page

    @property
    def entry_of_page(self) -> QWidget:
        """Where it goes in the middle."""
        if self.pages.currentWidget() is self.checklist:
            shown = not self.checklist.list.isHidden()
            return self.checklist.list if shown else self.checklist.add_button
        if not self.listed.table.isHidden():
            return self.listed.table
        adds = self.listed.add_button.isEnabled() and not self.listed.add_button.isHidden()
        return self.listed.add_button if adds else self.head.tabs

    # -- what is shown

    def _show(self) -> None:
        sight = self.book.sight
        empty = sight is None or not sight.units
        self.head.setVisible(sight is not None)
        if empty:
            words = "还没有考核批次。先在“总览”里新建一个，再在这里收材料"
            if sight is not None:
                words = "这个批次没有参加考核的单位。可以换一个批次，或到“总览”看看"
            self.empty.show_ways(words, (Way("去总览", _OVERVIEW),))
        inside = self._has_focus_in(self.whole)
        self.whole.setCurrentWidget(self.empty if empty else self.panes)
        if not empty and not self.book.asks and self._page == CHECKLIST:
            self.show_page(FILES)
        self._fit()
        if inside and not self._has_focus_in(self.whole):
            self.entry.setFocus()  # what had the cursor is out of sight now

    def _show_counts(self) -> None:
        nowhere = len(self.files.nowhere)
        self.head.tabs.word(NOWHERE, f"{PAGES[NOWHERE]} {nowhere}" if nowhere else PAGES[NOWHERE])

    def show_page(self, page: int) -> None:
        """The checklist, the unit's files, or what is filed nowhere; what was looked for is given up."""
        self.head.tabs.show_value(page)
        inside = self._has_focus_in(self.pages)
        self._page = page
        self.head.search.clear()
        self.files.show(_SCOPES.get(page, Scope.UNIT))
        self.pages.setCurrentWidget(self.checklist if page == CHECKLIST else self.listed)
        if inside:
            self.entry_of_page.setFocus()

    def _step_page(self, by: int) -> None:
        at = self.head.tabs.value or 0
        self.show_page((at + by) % len(PAGES))
        self.entry_of_page.setFocus()

    def _on_words(self, words: str) -> None:
        if not words.strip():
            if self.head.tabs.value is None:
                self.show_page(self._page)
            return
        self.head.tabs.show_value(None)
        self.pages.setCurrentWidget(self.listed)
        self.files.search(words)

    def _on_cleared(self, words: str) -> None:
        """By its own button too."""
        if not words:
            self._on_words("")

    def _enter_page(self) -> None:
        self.entry_of_page.setFocus()

    def show_viewer(self, *, shown: bool) -> None:
        """Show the file that is open beside the evidence, or fold it away."""
        inside = self._has_focus_in(self.viewer)
        self.viewer.setVisible(shown)
        self.head.viewer_button.setChecked(shown)
        self._fit()
        if inside and not shown:
            self.entry_of_page.setFocus()

    def _has_focus_in(self, part: QWidget) -> bool:
        """Of the window, not of the program: a dialog over it may be closing just now."""
        focused: QWidget | None = self.window().focusWidget()
        return focused is not None and part.isAncestorOf(focused)

    # -- what is done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back step by step: from the pages to the evidence, from there to the units."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self._has_focus_in(self.viewer):
            self.entry_of_page.setFocus()
        elif self.head.search.text():
            self.head.search.clear()
            self.entry_of_page.setFocus()
        else:
            self.entry.setFocus()

    def seek(self) -> None:
        """Look for files by their names."""
        self.head.search.setFocus()
        self.head.search.selectAll()

    def add(self) -> None:
        """Choose files for the row that one is on, or for the unit."""
        checklist = self.pages.currentWidget() is self.checklist
        offered = self.checklist.add_button if checklist else self.listed.add_button
        if offered.isEnabled():
            offered.choose()

    def show_link(self, link: EvidenceLink) -> None:
        """Open the file of a link beside its row."""
        self.show_viewer(shown=True)
        self.book.show_link(link)

    def _on_file(self, line: FileLine) -> None:
        self.show_viewer(shown=True)
        if line.links:
            self.book.show_link(line.links[0])
        else:
            self.book.show_file(line.evidence)

    def go_to_sheet(self) -> None:
        """What one is at, in 考核."""
        if self.pages.currentWidget() is self.listed and self.listed.line is not None:
            line = self.listed.line
            self.book.go_to_sheet(line.indicator, line.criterion, line.key)
        else:
            self.book.go_to_sheet(self._indicator)

    @property
    def _indicator(self) -> str:
        found = self.checklist.list.row
        if found is None:
            return ""
        piece = found if isinstance(found, RequirementRow | PieceRow) else found.piece
        no = piece.no if isinstance(piece, RequirementRow) else piece.requirement
        return next((one.indicator for one in self.book.checklist.rows if one.no == no), "")

    def choose_package(self) -> None:
        """What a unit brought on a stick: its forms for the ledgers, its scans for their rows."""
        path, key = choose_package(self.window()), self.book.key
        if path is not None and key is not None:
            self.open_package(path)

    def open_package(self, path: Path) -> None:
        """Unpack it beside the window, then show what is in it."""
        book, key = self.book, self.book.key
        if key is None:
            return
        year = year_of_round(book.workplace.workspace, key.round) or 0
        draft = PackageDraft(book.workplace, book.jobs, year, key.unit)
        draft.setParent(self)
        draft.opened.connect(lambda: ask(PackageDialog(self.window(), draft, self._show_import)))
        draft.read(path)

    def _show_import(self, draft: ImportDraft) -> None:
        units = ledger_units(self.book.workplace.workspace)
        ask(ImportDialog(self.window(), draft, units))

    def _file(self, draft: FilingDraft) -> None:
        put_up(FilingDialog(self.window(), draft))

    def _open_grid(self, requirement: int) -> None:
        grid = PlanGrid(self.book.checklist, self.book.taking)
        dialog = GridDialog(self.window(), grid, requirement)
        dialog.serve(self.show_link, self.undo_wanted.emit, self.redo_wanted.emit)
