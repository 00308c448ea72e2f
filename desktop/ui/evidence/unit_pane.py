"""The left pane of 佐证: all units or those from which something lacks, and the list of them."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from desktop.ui.evidence.unit_list import UnitList
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.labels import paragraph
from desktop.ui.parts.toggles import stop_at_checked
from desktop.ui.theme.tokens import px
from desktop.viewmodels.evidence_book import EvidenceBook

_FILTERS = ("全部单位", "只看缺件")


class UnitPane(QFrame):
    """The filter counts what it would show."""

    def __init__(self, book: EvidenceBook) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._book = book
        self.list = UnitList(book)
        self._group = QButtonGroup(self)
        stop_at_checked(self._group)
        self._none = paragraph("没有缺件的单位。", "soft")
        self._filters = row(gap=0, margins=(6, 6, 6, 0))
        for number, words in enumerate(_FILTERS):
            self._filters.addWidget(self._filter(number, words))
        self._filters.addStretch(1)
        self._none_box = holder(column(self._none, None, margins=(14, 12, 14, 12)))
        head = framed("head", self._filters)
        whole = column(head, self._none_box, self.list, gap=0)
        whole.setStretchFactor(self.list, 1)
        whole.setStretchFactor(self._none_box, 1)
        self.setLayout(whole)
        self.setMinimumWidth(px(190))
        self._group.idClicked.connect(lambda number: book.show_only_lacking(only=number == 1))
        book.opened.connect(self._show)
        book.changed.connect(self._show)
        self._show()

    def _filter(self, number: int, words: str) -> QToolButton:
        made = QToolButton()
        made.setText(words)
        made.setCheckable(True)
        made.setProperty("look", "filter")
        made.setAccessibleName(f"筛选：{words}")
        self._group.addButton(made, number)
        return made

    def _show(self) -> None:
        book = self._book
        counts = (len(book.sight.units) if book.sight else 0, book.lacking_units)
        for number, (words, count) in enumerate(zip(_FILTERS, counts, strict=True)):
            made = self._group.button(number)
            made.setText(f"{words}{count}" if count else words)
            made.setAccessibleDescription(f"{count} 个单位")
            made.setChecked((number == 1) is book.only_lacking)
        self._group.button(1).setVisible(book.asks or book.only_lacking)
        self._none_box.setVisible(not book.units)
        self.list.setVisible(bool(book.units))
