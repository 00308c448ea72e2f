"""排名: the units in their groups, the best first, with grades and what lacks to the next; of the round or its year."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from desktop.domain.records import AssessmentKey
from desktop.services.papers import Paper, Wanted
from desktop.ui.dialogs.grounds_dialog import ask_grounds
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, label, paragraph, pill
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.results.ranking_view import RankingView
from desktop.ui.results.result_page import ResultPage
from desktop.ui.results.scoring_dialog import ScoringDialog
from desktop.viewmodels.ranking_board import RankingBoard
from desktop.viewmodels.result_book import ResultBook

_EXCUSE: Final = "标为未参加…"
_BRING_IN: Final = "撤去未参加"


class RankingPage(ResultPage):
    """What can be done, the table."""

    hint = "Enter 到考核表　Ctrl+C 复制选定行　Ctrl+Shift+C 连表头复制全部　菜单键 标为未参加等"

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.board = RankingBoard(book, self)
        self.view = RankingView(self.board)
        self.spans = Segments([Segment("本批次"), Segment("全年合计")], "排名范围")
        self.summary, self.fleeting = ElidedLabel("", "soft"), pill("名次是暂时的", "amber")
        self._unit, self._sentence = label("", "strong", "primary"), paragraph("", "soft")
        self.excuses = button(_EXCUSE)
        self.scorings = button("复评…")
        self.copies = button("复制全部")
        self.prints = button("打印排名表…", "", "printer")
        self.menu = QMenu(self)
        self._lay_out()
        self._connect()
        self.entry = self.view

    def _lay_out(self) -> None:
        tools = row(
            self.spans,
            None,
            self.excuses,
            self.scorings,
            self.copies,
            self.prints,
            margins=(16, 8, 16, 8),
        )
        told = row(self.fleeting, self.summary, gap=10)
        told.setStretch(1, 1)
        table = column(told, self.view, gap=6, margins=(16, 6, 16, 8))
        table.setStretch(1, 1)
        words = row(self._unit, self._sentence, gap=12, margins=(16, 6, 16, 6))
        words.setStretch(1, 1)
        whole = column(framed("pane", tools), table, framed("foot", words), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.spans.chosen.connect(lambda at: self.board.show_year(yearly=at == 1))
        self.excuses.clicked.connect(self.turn_absent)
        self.scorings.clicked.connect(self.ask_scoring)
        self.copies.clicked.connect(self.copy_whole)
        self.prints.clicked.connect(self._on_print)
        self.view.opened.connect(self.open_sheet)
        self.view.copied.connect(self.copy)
        self.view.visited.connect(self._show_deeds)
        self.view.menu_wanted.connect(self.show_menu)
        self.board.laid_out.connect(self._show_summary)
        self.book.sheets_changed.connect(lambda _: self.show_round())
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+C"), self)
        shortcut.activated.connect(self.copy_whole)

    # -- what is shown

    def show_round(self) -> None:
        """All of it anew."""
        self.board.show_round()
        self.spans.setVisible(self.board.has_year)

    def _show_summary(self) -> None:
        self.summary.set_whole(self.board.summary)
        self.fleeting.setVisible(self.board.provisional)
        self.spans.show_value(int(self.board.yearly))
        self._show_deeds()

    def _show_deeds(self) -> None:
        line = self.view.line
        self.excuses.setText(_BRING_IN if line and line.absent else _EXCUSE)
        self.excuses.setAccessibleName(self.excuses.text())
        self.excuses.setEnabled(line is not None and not self.board.yearly)
        self._unit.setText(line.name if line else "")
        self._sentence.setText(line.said if line else "")

    # -- what is done

    def open_sheet(self) -> None:
        """The sheet of the unit that the cursor is at."""
        if self.view.line is not None:
            self.book.sheet_wanted.emit(self.view.line.key, "", "")

    def turn_absent(self) -> None:
        """The unit takes no part, for a reason; or it does after all."""
        line = self.view.line
        if line is None or self.board.yearly:
            return
        if line.absent:
            self.board.bring_in(line.key)
            return
        words = f"“{line.name}”不参加这个批次的考核：不排名，也不算未评完；已有的认定留着，可以随时撤去。"
        grounds = ask_grounds(self.window(), "标为未参加考核", words, "标为未参加")
        if grounds is not None:
            self.board.excuse(line.key, grounds)

    def show_menu(self, at: QPoint) -> None:
        """What can be done with the unit at this place."""
        self.fill_menu()
        if self.menu.actions():
            self.menu.popup(self.view.viewport().mapToGlobal(at))

    def fill_menu(self) -> None:
        """What can be done with the unit that the cursor is at."""
        self.menu.clear()
        if self.view.line is None:
            return
        self.menu.addAction("打开考核表").triggered.connect(self.open_sheet)
        if not self.board.yearly:
            self.menu.addAction(self.excuses.text()).triggered.connect(self.turn_absent)

    def ask_scoring(self) -> None:
        """What the scorers see differently; or another scoring."""
        compared = self.board.compared()
        if compared is None:
            return
        dialog = ScoringDialog(self.window(), compared, self.board.evaluators)
        dialog.sheet_wanted.connect(self._on_sheet_wanted)
        dialog.open_wanted.connect(self.board.open_beside)
        ask(dialog)

    def _on_sheet_wanted(self, key: AssessmentKey, part: str, criterion: str) -> None:
        self.book.sheet_wanted.emit(key, part, criterion)

    def copy(self) -> None:
        """The chosen lines."""
        QGuiApplication.clipboard().setText(self.board.copied(self.view.rows))

    def copy_whole(self) -> None:
        """Everything, with its heads."""
        QGuiApplication.clipboard().setText(self.board.copied(range(len(self.board.lines))))
        self.book.workplace.remarked.emit("已复制排名，连同表头；可以粘贴到电子表格")

    def _on_print(self) -> None:
        if self.book.round is not None:
            paper = Paper.YEAR if self.board.yearly else Paper.RANKING
            self.book.paper_wanted.emit(Wanted(paper, self.book.round.id))
