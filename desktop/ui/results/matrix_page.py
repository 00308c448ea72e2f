"""总表: units beside indicators with score, share lost and state; ordered, grouped, folded, copied, drilled into."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop.services.papers import Paper, Wanted
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.lines import clearable
from desktop.ui.results.matrix_grid import MatrixGrid
from desktop.ui.results.result_page import ResultPage
from desktop.ui.theme.tokens import px
from desktop.viewmodels.matrix_cells import Shows
from desktop.viewmodels.matrix_lines import Grouping
from desktop.viewmodels.matrix_table import MatrixTable
from desktop.viewmodels.result_book import ResultBook

_SHOWS: Final = tuple(Shows)
_GROUPINGS: Final = tuple(Grouping)
_ORDERS: Final = (("批次顺序", ""), ("名次", "place"), ("总分从高到低", "total"))
_ROOMY: Final = 440
_BY_COLUMN: Final = "按选定的列"


class MatrixPage(ResultPage):
    """Tools, the grid, and the line that says all of the current cell."""

    hint = (
        "Enter 到考核表　S 按本列排序（再按倒过来，第三次还原）　− / ＋ 折叠、展开大类　"
        "Ctrl+C 复制选定格　Ctrl+Shift+C 连表头复制全部　Ctrl+F 查找单位"
    )

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.table = MatrixTable(book, self)
        self.grid = MatrixGrid(self.table)
        self.search = QLineEdit()
        self.shows, self.orders, self.groupings = QComboBox(), QComboBox(), QComboBox()
        self.folds = button("折叠大类")
        self.copies = button("复制全部")
        self.prints = button("存为 Excel…")
        self._unit, self._where = label("", "strong", "primary"), ElidedLabel("", "soft")
        self._sentence = paragraph("", "sentence")
        self._line = ElidedLabel("", "sentence")  # the same, where there is little room
        self._set_up()
        self._lay_out()
        self._connect()
        self.entry = self.grid.cells

    def _set_up(self) -> None:
        self.search.setPlaceholderText("查找单位")
        self.search.setAccessibleName("查找单位")
        clearable(self.search)
        self.search.setFixedWidth(px(110))
        name_choice(self.orders, "排序")
        for words, name in _ORDERS:
            self.orders.addItem(words, name)
        self.orders.addItem(_BY_COLUMN)
        name_choice(self.groupings, "分组")
        for one in _GROUPINGS:
            self.groupings.addItem(one.value)
        name_choice(self.shows, "显示")
        for shown in _SHOWS:
            self.shows.addItem(shown.value)
        self._sentence.setMinimumHeight(px(40))

    def _lay_out(self) -> None:
        tools = row(
            self.search,
            self.shows,
            self.orders,
            self.groupings,
            self.folds,
            None,
            self.copies,
            self.prints,
            margins=(16, 8, 16, 8),
        )
        words = row(self._unit, self._where, gap=12)
        words.setStretch(1, 1)
        told = framed(
            "foot", column(words, self._sentence, self._line, gap=2, margins=(16, 8, 16, 6))
        )
        whole = column(framed("pane", tools), self.grid, told, gap=0)
        whole.setStretchFactor(self.grid, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.table.narrow)
        self.search.returnPressed.connect(self.grid.cells.setFocus)
        self.shows.activated.connect(lambda at: self.table.show_amounts(_SHOWS[at]))
        self.orders.activated.connect(self._on_order)
        self.groupings.activated.connect(lambda at: self.table.group_by(_GROUPINGS[at]))
        self.folds.clicked.connect(self._on_fold)
        self.copies.clicked.connect(self.copy_whole)
        self.prints.clicked.connect(self._on_print)
        self.grid.visited.connect(self._show_told)
        self.table.laid_out.connect(self._show_all)
        self.table.dataChanged.connect(lambda *_: self._show_told())
        for head in self.grid.heads:
            head.section_pressed.connect(self._turn_section)
        for view in (self.grid.cells, self.grid.totals):
            view.opened.connect(self.drill)
            view.ordered.connect(self.table.turn_order)
            view.copied.connect(self.copy)
        keys_within(self, {"Ctrl+F": self.search.setFocus, "Ctrl+Shift+C": self.copy_whole})
        signs = {
            "-": lambda: self._shut_here(shut=True),
            "+": lambda: self._shut_here(shut=False),
            "=": lambda: self._shut_here(shut=False),
        }
        keys_within(self.grid.cells, signs)

    # -- what is shown

    def show_round(self) -> None:
        """All of it anew."""
        self.table.show_round()
        if self.search.text() != self.table.words:
            self.search.setText(self.table.words)

    def _show_all(self) -> None:
        units, held = len(self.table.units), self.table.held_units
        found = f"{units} / {held} 个单位" if units < held else f"{held} 个单位"
        temporary = "\n名次是暂时的" if self.book.ranking.provisional else ""
        temporary = temporary if self.table.parts else "\n方案不计分，没有得分"
        averaged = "\n名次按几份评分合成" if self.table.is_averaged else ""
        self.grid.corner.setText(f"{found}{temporary}{averaged}")
        order = self.table.order.column
        places = [name for _, name in _ORDERS]
        self.orders.setCurrentIndex(places.index(order) if order in places else len(places))
        self.folds.setVisible(bool(self.table.sections))
        self.folds.setText("展开大类" if self._all_shut else "折叠大类")
        self._show_told()

    def _show_told(self) -> None:
        told = self.table.told(self.grid.current)
        self._unit.setText(told.unit)
        self._where.set_whole(told.column)
        self._sentence.setText(told.sentence)
        self._line.set_whole(told.sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the sentence is one line."""
        super().resizeEvent(event)
        roomy = self.height() >= px(_ROOMY)
        self._sentence.setVisible(roomy)
        self._line.setVisible(not roomy)
        self.grid.show_roomy(roomy=roomy)

    @property
    def _all_shut(self) -> bool:
        return bool(self.table.sections) and self.table.shut == self.table.sections

    # -- what is done

    def drill(self) -> None:
        """To the sheet, at the part that the cell is of."""
        goal = self.table.goal(self.grid.current)
        if goal is not None:
            self.book.sheet_wanted.emit(goal[0], goal[1], "")

    def copy(self) -> None:
        """The chosen cells."""
        if self.grid.chosen:
            QGuiApplication.clipboard().setText(self.table.copied(self.grid.chosen))

    def copy_whole(self) -> None:
        """Everything that is shown, with its heads."""
        QGuiApplication.clipboard().setText(self.table.copied_whole)
        lines = self.table.rowCount()
        self.book.workplace.remarked.emit(f"已复制 {lines} 行，连同表头；可以粘贴到电子表格")

    def _on_order(self, at: int) -> None:
        name = self.orders.itemData(at)
        columns = [one.id for one in self.table.columns]
        if name is None:
            self.table.sort(self.grid.current.column())
        else:
            self.table.sort(columns.index(name) if name else -1)

    def _on_fold(self) -> None:
        self.table.fold(frozenset() if self._all_shut else self.table.sections)

    def _turn_section(self, section: str) -> None:
        self.table.fold(self.table.shut ^ {section})

    def _shut_here(self, *, shut: bool) -> None:
        """The section of the current column."""
        if self.grid.current.isValid():
            section = self.table.columns[self.grid.current.column()].section
            if section:
                held = self.table.shut
                self.table.fold(held | {section} if shut else held - {section})

    def _on_print(self) -> None:
        if self.book.round is not None:
            self.book.paper_wanted.emit(Wanted(Paper.MATRIX, self.book.round.id))
