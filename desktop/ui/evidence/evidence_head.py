"""The head of 佐证: which round, how much is due, there and lacking, what is looked for, and what can be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QMenu, QSizePolicy

from desktop.services.papers import Paper, Wanted
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.elided_choice import ElidedChoice
from desktop.ui.parts.labels import label, restyle
from desktop.ui.parts.lines import clearable, line
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import px
from desktop.viewmodels.evidence_book import EvidenceBook

PAGES: Final = ("清单", "材料", "未归类")
CHECKLIST, FILES, NOWHERE = range(3)
_WIDEST: Final = 620  # of a round's name
_PAPERS: Final = (Paper.INDEX, Paper.BINDER, Paper.LACKING)


class EvidenceHead(QFrame):
    """Two lines: the round with its figures, and the tools."""

    page_wanted = Signal(int)
    package_wanted = Signal()
    viewer_wanted = Signal(bool)

    def __init__(self, book: EvidenceBook) -> None:
        super().__init__()
        self.setObjectName("head")
        self._book = book
        self.rounds: QComboBox = ElidedChoice("批次")
        self._figures = [(label("", "heading"), label("", "soft")) for _ in range(3)]
        self.search: QLineEdit = line("查找", "查找文件名、单位（Ctrl+F）")
        self.tabs = Segments([Segment(one) for one in PAGES], "佐证")
        self.package_button = button(
            "材料包…", "", "archive", "单位用优盘交来的压缩包：填好的表格进台账，扫描件关联台账"
        )
        self.print_button = button("打印…", "", "printer", "佐证目录、佐证汇编、缺件清单（Ctrl+P）")
        self.viewer_button = tool(
            "layout-sidebar-right", "看材料", "显示或收起右边的材料（F8）", checkable=True
        )
        self.menu = QMenu(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.rounds.setMaximumWidth(px(_WIDEST))
        self.rounds.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.setMinimumWidth(px(150))
        self.search.setMaximumWidth(px(300))
        clearable(self.search)
        self._box = row(gap=16)
        for number, words in self._figures:
            self._box.addWidget(holder(row(words, number, gap=6)))
        first = row(self.rounds, 24, self._box, None, gap=0)
        first.setStretch(0, 3)
        first.setStretch(3, 1)
        second = row(self.search, 12, self.tabs, None, self.package_button, self.print_button)
        second.addWidget(self.viewer_button)
        second.setStretch(0, 1)
        self.setLayout(column(first, second, gap=8, margins=(16, 10, 16, 10)))

    def _connect(self) -> None:
        book = self._book
        self.rounds.activated.connect(lambda _: book.open(self.rounds.currentData()))
        self.tabs.chosen.connect(self.page_wanted)
        self.package_button.clicked.connect(self.package_wanted)
        self.print_button.clicked.connect(self.print)
        self.viewer_button.clicked.connect(self.viewer_wanted)
        book.opened.connect(self._show_rounds)
        book.opened.connect(self._show_figures)
        book.changed.connect(self._show_figures)

    # -- what is shown

    def _show_rounds(self) -> None:
        self.rounds.clear()
        for one in self._book.rounds:
            self.rounds.addItem(f"{one.name}（已归档）" if one.archived else one.name, one.id)
        found = self._book.round
        self.rounds.setCurrentIndex(self.rounds.findData(found.id) if found else -1)

    def _show_figures(self) -> None:
        sight = self._book.sight
        if sight is None:
            return
        if self._book.asks:
            told = (
                ("应交", sight.due, ""),
                ("已交", sight.due - sight.lacking, ""),
                ("缺", sight.lacking, "amber" if sight.lacking else "green"),
            )
        else:
            files = sum(one.files for one in sight.units)
            bare = sum(not one.files for one in sight.units)
            told = (
                ("单位", len(sight.units), ""),
                ("材料", files, ""),
                ("没有材料的单位", bare, ""),
            )
        for (number, words), (what, figure, tone) in zip(self._figures, told, strict=True):
            _say(number, words, what, figure)
            restyle(number, "tone", tone)

    # -- what is done

    def print(self) -> None:
        """The papers of the unit, and of all units what they lack."""
        book, unit = self._book, self._book.unit
        if book.round is None or unit is None:
            return
        round_id, name = book.round.id, unit.assessment.name
        self.menu.clear()
        for paper in _PAPERS:
            self._offer(f"{paper.value}（{name}）", Wanted(paper, round_id, unit.assessment.unit))
        self._offer(f"{Paper.LACKS.value}（全部单位）", Wanted(Paper.LACKING, round_id))
        self.menu.popup(self.print_button.mapToGlobal(self.print_button.rect().bottomLeft()))

    def _offer(self, words: str, wanted: Wanted) -> None:
        action = self.menu.addAction(words, lambda: self._book.paper_wanted.emit(wanted))
        action.setEnabled(self._book.asks or not wanted.paper.of_lists)


def _say(number: QLabel, words: QLabel, what: str, figure: int) -> None:
    words.setText(what)
    number.setText(str(figure))
    number.setAccessibleName(f"{what} {figure}")
