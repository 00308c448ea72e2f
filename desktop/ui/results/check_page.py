"""核查: what is worth a look in a round, each a key away from its sheet."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableView,
)

from desktop.services.consistency.remarks import Matter, Remark
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.tables import Heading, go_to, read_only
from desktop.ui.results.result_page import ResultPage
from desktop.ui.theme.tokens import ROW, px
from desktop.viewmodels.remark_table import HEADINGS, RemarkTable
from desktop.viewmodels.result_book import ResultBook

_WIDTHS: Final = (140, 220, 190, None)
_WHAT, _WHY = 1, 3  # columns
_KINDS: Final = 196
_ROOMY: Final = 760
_MEASURE: Final = 760  # of lines that are read
_NOTHING: Final = "没有需要再看的地方"
_EXPLAINED: Final = (
    "这里列出值得再看一眼的地方：相近情况处理不同、评分松紧、免责和满分缺佐证、自由裁量等。"
    "列出来不等于有错，看过认为妥当的不必改。"
)


class CheckPage(ResultPage):
    """Kinds with their counts at the left, what was found at the right, the whole sentence below."""

    hint = "Enter 到考核表的这一条　←/→ 换到同一行的另一个单位　列出来不等于有错"

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.table = RemarkTable(book, self)
        self.kinds = QListWidget()
        self.view = RemarkView(self.table)
        self.headline = label("", "heading")
        self._nothing = paragraph("", "soft")
        self._unit, self._what = label("", "strong", "primary"), ElidedLabel("", "soft")
        self._why = paragraph("", "sentence")
        self._why.setMinimumHeight(px(40))
        self._stale = True
        self._turn = 0  # which of a remark's places Enter leads to
        self._lay_out()
        self._connect()
        self.entry = self.view

    def _lay_out(self) -> None:
        self.kinds.setAccessibleName("类别")
        self.kinds.setFixedWidth(px(_KINDS))
        self.view.setAccessibleName("值得再看的地方")
        for one in (self.kinds, self.view):
            one.setProperty("framed", "true")
        words = row(self._unit, self._what, gap=12)
        words.setStretch(1, 1)
        foot = framed("foot", column(words, self._why, gap=2, margins=(16, 8, 16, 6)))
        self._foot = foot
        found = QHBoxLayout()
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(px(8))
        found.addWidget(self.kinds)
        found.addWidget(self.view, 1)
        self._found = holder(found)
        self._nothing.setMaximumWidth(px(_MEASURE))
        inner = column(
            row(self.headline, None),
            self._nothing,
            self._found,
            None,
            gap=8,
            margins=(16, 10, 16, 10),
        )
        inner.setStretch(2, 1)
        whole = column(inner, foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.kinds.currentRowChanged.connect(self._on_kind)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._turn_to(0))
        self.view.opened.connect(self.drill)
        self.view.turned.connect(self._turn_by)
        self.book.sheets_changed.connect(lambda _: self._on_changed())

    # -- what is shown

    def show_round(self) -> None:
        """Look at all of it anew."""
        self._stale = False
        self.table.look()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Sheets may have changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.show_round()

    def _on_changed(self) -> None:
        """Out of sight nothing is looked for."""
        self._stale = True
        if self.isVisible():
            self.show_round()

    def _show(self) -> None:
        total, counts = self.table.total, self.table.counts
        self.headline.setText(f"{total} 处值得再看一眼" if total else _NOTHING)
        self._nothing.setText(_EXPLAINED)
        self._nothing.setVisible(not total)
        self._found.setVisible(bool(total))
        self._foot.setVisible(bool(total))
        here = self.view.currentIndex().row()
        kinds = [None, *(one for one in Matter if counts.get(one))]
        matter = self.table.matter if self.table.matter in kinds else None
        self.kinds.blockSignals(True)  # Qt's
        self.kinds.clear()
        for one in kinds:
            words = f"{one.value}　{counts[one]}" if one else f"全部　{total}"
            item = QListWidgetItem(words, self.kinds)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setSizeHint(QSize(0, px(ROW)))
        self.kinds.setCurrentRow(kinds.index(matter))
        self.kinds.blockSignals(False)  # Qt's
        self._show_matter(matter, here)

    def _on_kind(self, at: int) -> None:
        item = self.kinds.item(at)
        if item is not None:
            self._show_matter(item.data(Qt.ItemDataRole.UserRole), 0)

    def _show_matter(self, matter: Matter | None, at: int) -> None:
        self.table.show_matter(matter)
        self.view.setColumnHidden(0, matter is not None)
        if self.table.rows:
            go_to(self.view, self.table.index(min(max(0, at), len(self.table.rows) - 1), 1))
        self._turn_to(0)

    # -- the row that is current

    @property
    def remark(self) -> Remark | None:
        """The one that the keys go to."""
        at = self.view.currentIndex().row()
        return self.table.rows[at] if 0 <= at < len(self.table.rows) else None

    def _turn_by(self, by: int) -> None:
        if self.remark is not None:
            self._turn_to((self._turn + by) % len(self.remark.spots))

    def _turn_to(self, turn: int) -> None:
        """Which of its places is meant."""
        self._turn, one = turn, self.remark
        if one is None:
            self._unit.setText("")
            self._what.set_whole("")
            self._why.setText("")
            return
        number = f"（{turn + 1} / {len(one.spots)}）" if len(one.spots) > 1 else ""
        self._unit.setText(f"{self.book.name_of(one.spots[turn].key.unit)}{number}")
        self._what.set_whole(one.what)
        self._why.setText(f"{one.why}。")

    def drill(self) -> None:
        """To the sheet, at the very criterion."""
        if self.remark is not None:
            self.book.sheet_wanted.emit(*self.remark.spots[self._turn])


class RemarkView(QTableView):
    """Whole rows; Enter goes to the sheet, left and right turn among a remark's units."""

    opened = Signal()
    turned = Signal(int)

    def __init__(self, table: RemarkTable) -> None:
        super().__init__()
        self.setModel(table)
        read_only(self, [Heading(*pair) for pair in zip(HEADINGS, _WIDTHS, strict=True)])
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.setWordWrap(False)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the reason stands below alone."""
        super().resizeEvent(event)
        scant = self.width() < px(_ROOMY)
        self.setColumnHidden(_WHY, scant)
        stretched = QHeaderView.ResizeMode.Stretch if scant else QHeaderView.ResizeMode.Interactive
        self.horizontalHeader().setSectionResizeMode(_WHAT, stretched)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is done with a row; the rest moves about."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in ENTER and plain:
            self.opened.emit()
        elif event.key() in sides and plain:
            self.turned.emit(sides[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
