"""整改: every lost point that is to be put right, of all units; planned for several at once, opened with Enter."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QModelIndex as Index
from PySide6.QtCore import QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView

from desktop.services.papers import Paper, Wanted
from desktop.services.rectifications import RectificationSight, planned
from desktop.ui.criteria.date_field import DateField
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.elided_choice import ElidedChoice
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.tables import HeadedTable, Heading, go_to, read_only
from desktop.ui.results.rectification_dialogs import ListingDialog, LookDialog, RepairDialog
from desktop.ui.results.result_page import ResultPage
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.rectification_list import RectificationList
from desktop.viewmodels.rectification_words import Shown, is_late, row_words
from desktop.viewmodels.result_book import ResultBook

_HEADINGS: Final = (
    Heading("单位", 150),
    Heading("问题", None),
    Heading("失分", 54),
    Heading("整改措施", 150),
    Heading("责任人", 84),
    Heading("期限", 98),
    Heading("情况", 168),
)
_POINTS, _MEASURE = 2, 3
_ROOMY: Final = 1_000  # the width from which the measures have room beside the problems
_STATES: Final = tuple(Shown)
_NONE: Final = "还没有列入整改的失分。按“列入整改…”，选单位，把失分逐条列出来。"


class RectificationPage(ResultPage):
    """The list, and below it what is set for the rows that are chosen."""

    hint = (
        "Enter 打开一条，填完成情况、收材料　Shift+↑↓ 或 Ctrl 加点选几条，在下面统一设责任人和期限"
    )

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.list = RectificationList(book, self)
        self.model = RectificationTable(self.list)
        self.table = _RowTable()
        self.table.setModel(self.model)
        read_only(self.table, _HEADINGS)
        self.units = ElidedChoice("单位")
        self.states = QComboBox()
        name_choice(self.states, "整改状态")
        self.states.addItems([one.value for one in _STATES])
        self.summary = ElidedLabel("", "soft")
        self.add_button = button("列入整改…", "primary", "plus")
        self.print_button = button("打印…", "", "printer", "整改清单，全部单位或选定单位的")
        self._none = paragraph(_NONE, "soft")
        self._chosen = label("", "soft")
        self.owner = line("选中各条的责任人", "责任人")
        self.owner.setFixedWidth(px(110))
        self.due = DateField("选中各条的期限")
        self.set_button = button("设给选中的")
        self.open_button = button("打开", "", "pencil", "Enter")
        self.look_button = button("复查…", "", "eye")
        self._lay_out()
        self._connect()
        self.entry = self.table

    def _lay_out(self) -> None:
        tools = row(
            *(self.units, self.states, self.summary, self.print_button, self.add_button),
            margins=(16, 8, 16, 8),
        )
        tools.setStretch(2, 1)
        below = row(
            *(self._chosen, None, self.owner, self.due, self.set_button),
            *(12, self.open_button, self.look_button),
            margins=(16, 6, 16, 6),
        )
        inside = column(self._none, self.table, margins=(16, 8, 16, 8))
        whole = column(framed("pane", tools), inside, framed("foot", below), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.units.activated.connect(self._on_filter)
        self.states.activated.connect(self._on_filter)
        self.add_button.clicked.connect(self._on_add)
        self.print_button.clicked.connect(self._on_print)
        self.set_button.clicked.connect(self._on_set)
        self.open_button.clicked.connect(self._on_open)
        self.look_button.clicked.connect(self._on_look)
        self.table.opened.connect(self._on_open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.list.changed.connect(self._show)

    # -- what is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the problems need the room."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_MEASURE, self.width() < px(_ROOMY))

    def show_round(self) -> None:
        """All of it anew."""
        known = [self.units.itemData(at) for at in range(self.units.count())]
        units = self.list.units
        if known != ["", *units]:
            self.units.clear()
            self.units.addItem("全部单位", "")
            for unit, name in units.items():
                self.units.addItem(name, unit)
            self.list.unit = ""
        self.list.read()

    def show_row(self, rectification: str) -> None:
        """Go to one of the list, whatever was filtered."""
        self.units.setCurrentIndex(0)
        self.states.setCurrentIndex(0)
        self.list.narrow("", Shown.ALL)
        self.table.setFocus()
        self._go(rectification)

    def _go(self, rectification: str) -> None:
        places = [at for at, one in enumerate(self.model.rows) if one.record.id == rectification]
        if places:
            go_to(self.table, self.model.index(places[0], 0))
            self.table.scrollTo(self.model.index(places[0], 0))

    def _show(self) -> None:
        current = self._current
        kept = [one.record.id for one in self._rows]
        self.model.show(self.list.shown)
        self.summary.set_whole(self.list.summary)
        self._none.setVisible(not self.list.sights)
        self.entry = self.table if self.list.sights else self.add_button
        if current is not None and len(kept) <= 1:
            self._go(current.record.id)
        self._show_chosen()

    @property
    def _rows(self) -> list[RectificationSight]:
        places = sorted({one.row() for one in self.table.selectionModel().selectedIndexes()})
        return [self.model.rows[at] for at in places if at < len(self.model.rows)]

    @property
    def _current(self) -> RectificationSight | None:
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_chosen(self) -> None:
        rows = self._rows
        self._chosen.setText(f"选中 {len(rows)} 条" if rows else "没有选中")
        self.set_button.setEnabled(bool(rows))
        self.open_button.setEnabled(len(rows) == 1)
        repaired = len(rows) == 1 and rows[0].record.state == "repaired"
        self.look_button.setEnabled(repaired)
        self.look_button.setToolTip("" if repaired else "先登记完成情况，再复查")

    # -- what is done

    def _on_filter(self) -> None:
        self.list.narrow(self.units.currentData() or "", _STATES[self.states.currentIndex()])

    def _on_add(self) -> None:
        dialog = ListingDialog(self.window(), self.list)
        if ask(dialog):
            self.table.setFocus()

    def _on_set(self) -> None:
        if self.due.wrong:
            self.due.setFocus()
            self.book.workplace.refused.emit(DateField.wanted)
            return
        owner, due = self.owner.text().strip(), self.due.value
        if not owner and due is None:
            self.owner.setFocus()
            self.book.workplace.refused.emit("请填责任人或期限，再设给选中的各条")
            return
        rule = planned(owner or None, date.fromisoformat(due) if due else None)
        number = len(self._rows)
        if self.list.change([one.record.id for one in self._rows], rule):
            self.book.workplace.remarked.emit(f"已设给 {number} 条；Ctrl+Z 可以撤销")

    def _on_open(self) -> None:
        one = self._current
        if one is not None:
            ask(RepairDialog(self.window(), self.book, self.list, one))

    def _on_look(self) -> None:
        one = self._current
        if one is not None:
            ask(LookDialog(self.window(), self.book, self.list, one))
            self.table.setFocus()  # once it is looked at the button cannot be pressed, and the cursor would go on

    def _on_print(self) -> None:
        found = self.book.round
        if found is not None:
            unit = self.list.unit or None
            self.book.paper_wanted.emit(Wanted(Paper.RECTIFICATIONS, found.id, unit))


class RectificationTable(HeadedTable):
    """One row for each of the list that is shown."""

    def __init__(self, held: RectificationList) -> None:
        super().__init__([one.words for one in _HEADINGS], held)
        self._held = held
        self.rows: list[RectificationSight] = []

    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def show(self, rows: list[RectificationSight]) -> None:
        """Show these; of the same ones only the words change, and what is chosen stays."""
        same = [one.record.id for one in rows] == [one.record.id for one in self.rows]
        if same:
            self.rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(_HEADINGS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def data(
        self, index: Index | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The words; what is late in amber, and it says so."""
        one = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return row_words(one, self._held.today)[index.column()]
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == _POINTS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole if is_late(one.record, self._held.today):
                return colour("amber") if index.column() == len(_HEADINGS) - 1 else None
        return None


class _RowTable(QTableView):
    """Enter opens the row that one is on."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("整改清单")
        self.setProperty("framed", "true")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys that come here see which row they are in; a click chooses its own."""
        super().focusInEvent(event)
        by_click = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_click and not self.selectionModel().hasSelection():
            here = self.currentIndex()
            go_to(self, here if here.isValid() else self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the row's."""
        if event.key() in ENTER and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)
