"""A ledger's rows with what is done to them, and below them the days that were counted for the one that is chosen."""

from __future__ import annotations

from typing import Final

from desktop.domain.ledgers.doubts import told
from desktop.domain.ledgers.kinds import Kept, Row
from desktop.ui.ledgers.doubt_marks import MarkedTable
from desktop.ui.ledgers.ledger_page import ADD, IMPORT, SETTINGS, UNSEARCH, LedgerPage
from desktop.ui.ledgers.ledger_rows import LedgerRows
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.ledgers.strike_question import striking_agreed
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.empty_page import Way
from desktop.ui.parts.labels import label, paragraph
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.ledger_history import LedgerPlace
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.row_draft import RowDraft
from desktop.viewmodels.row_files import RowFiles

_UNLIKELY: Final = "日期先后或数字看起来不对，请核对；属实的不用改"


class RowsPage(LedgerPage):
    """The table of any ledger."""

    hint = "Enter 修改　Ctrl+N 登记一行　Delete 删除　S 按这一列排序　C 选列　Ctrl+F 查找"
    searched = True
    seek_words = "查找名称、部门、文号…"

    def __init__(self, book: LedgerBook, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__(book)
        self._jobs = jobs
        self.rows = LedgerRows(MarkedTable(book, self), preferences)
        self._days, self._doubts = paragraph("", "small"), paragraph("", "small", "amber")
        self._whose = paragraph("", "strong")
        self._kept: Kept[Row] | None = None
        parts = column(self._whose, self._doubts, self._days, gap=2, margins=(16, 6, 16, 6))
        self._told = framed("pane", parts)
        self._doubted = label("", "", "amber")
        self.doubted_button = button("", "link")
        notice = row(self._doubted, None, self.doubted_button, margins=(14, 0, 10, 0))
        self._notice = framed("notice", notice)
        whole = column(self._notice, self.rows, self._told, gap=0)
        whole.setStretchFactor(self.rows, 1)
        self.setLayout(whole)
        self.entry = self.rows
        self._told.hide()
        self.rows.opened.connect(self._on_opened)
        self.rows.struck.connect(self._on_struck)
        self.rows.visited.connect(self._on_visited)
        self.rows.horizontalScrollBar().rangeChanged.connect(lambda *_: self._tell())
        self.doubted_button.clicked.connect(lambda: book.show_doubted(only=not book.only_doubted))
        book.changed.connect(self._show_doubted)
        self._show_doubted()

    def _show_doubted(self) -> None:
        """How many rows have doubts, and the way to them and back."""
        count = len(self.book.doubts)
        self._notice.setVisible(bool(count))
        self._doubted.setText(f"{count} 行有疑点，{_UNLIKELY}")
        words = "显示全部行" if self.book.only_doubted else "只看这些行"
        self.doubted_button.setText(words)
        self.doubted_button.setAccessibleName(words)

    @property
    def filled(self) -> bool:
        """Whether any row is shown."""
        return bool(self.book.rows)

    @property
    def summary(self) -> str:
        """How many rows are shown, and of how many."""
        shown, held = len(self.book.rows), len(self.book.sight.rows)
        return f"{shown} 行" if shown == held else f"{shown} / {held} 行"

    @property
    def nothing(self) -> str:
        """Nothing was entered, or nothing was found, or there is nobody to enter it for."""
        book = self.book
        if not book.units:
            return "还没有登记单位，先把单位名单写进“设置”。"
        if book.wanted_words and book.sight.rows:
            return f"没有写着“{book.wanted_words}”的行。"
        whose = f"{book.unit_name(book.unit)}" if book.unit else ""
        return f"{whose}{book.year} 年的“{book.ledger.name}”还没有登记。"

    @property
    def ways(self) -> tuple[Way, ...]:  # type: ignore[override]  # others have always the same
        """To whatever would change that."""
        if not self.book.units:
            return (Way("去设置登记单位", SETTINGS),)
        if self.book.wanted_words and self.book.sight.rows:
            return (Way("清除查找", UNSEARCH),)
        return (Way("登记一行", ADD), Way("导入…", IMPORT))

    @property
    def place(self) -> LedgerPlace:
        """The row where the cursor is."""
        at = self.rows.currentIndex().row()
        if not (self.filled and at >= 0):
            return LedgerPlace(self.book.unit)
        kept = self.rows.table.row_at(at)
        return LedgerPlace(kept.unit, kept.id, kept.row.told)

    def add(self) -> None:
        """One more row."""
        self._edit(RowDraft(self.book.ledger, self.book.unit, year=self.book.year))

    def _on_opened(self, kept: Kept[Row]) -> None:
        self._edit(RowDraft(self.book.ledger, kept.unit, kept, self.book.year))

    def _edit(self, draft: RowDraft) -> None:
        book = self.book
        draft.counted = book.days_counted
        files = RowFiles(book.workplace, self._jobs, draft.id)
        ask(RowDialog(self.window(), draft, book.units, lambda one: book.keep([one]), files))

    def _on_struck(self, rows: list[Kept[Row]]) -> None:
        book, back = self.book, "删除后可以撤销（Ctrl+Z）。"
        if striking_agreed(self.window(), book.workplace.workspace, rows, book.ledger.name, back):
            book.strike(rows)

    def _on_visited(self, kept: Kept[Row] | None) -> None:
        self._kept = kept
        self._tell()

    def _tell(self) -> None:
        """Of the row that the cursor is on; whose it is only where that can scroll out of sight."""
        kept, wide = self._kept, self.rows.horizontalScrollBar().maximum() > 0
        days = self.book.days_counted(kept) if kept is not None else ""
        doubts = told(self.book.doubts.get(kept.id, ())) if kept is not None else ""
        whose = f"{self.book.unit_name(kept.unit)} · {kept.row.told}" if kept and wide else ""
        for part, words in ((self._whose, whose), (self._days, days), (self._doubts, doubts)):
            part.setText(words)
            part.setVisible(bool(words))
        self._told.setVisible(bool(whose or days or doubts))
