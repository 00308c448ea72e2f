"""What is counted: a bare number, or the items one by one, each with its note, day and exemption."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QVBoxLayout, QWidget

from desktop.domain.scheme import Criterion
from desktop.domain.shapes.each import Each
from desktop.domain.shapes.graded import Graded
from desktop.domain.shapes.share import Share
from desktop.ui.criteria.control import Control, Fact
from desktop.ui.criteria.fields import NumberField
from desktop.ui.criteria.item_figures import AttendanceFigures, ClassFigures, ItemFigures
from desktop.ui.criteria.item_row import ItemRow, PlainItem
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.labels import label
from desktop.ui.parts.tab_order import order_after, place_holder

MOST_ITEMS = 200  # of a count that is turned into a list; more would be typed in the table


class ItemList(QWidget):
    """The items of one criterion. It shows what it is given and tells of every change."""

    evidence_wanted = Signal(int)
    charge_wanted = Signal(int)

    def __init__(
        self,
        criterion: Criterion,
        figures: Callable[[str], ItemFigures] | None,
        told: Callable[[], None],
    ) -> None:
        super().__init__()
        self._criterion = criterion
        self._figures = figures
        self._told = told
        self._rows: list[ItemRow] = []
        self._locked = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._before = place_holder(self)

    @property
    def fault(self) -> str:
        """The first item that makes no fact yet, and why."""
        for number, one in enumerate(self._rows, 1):
            if one.fault:
                return f"第 {number} 件：{one.fault}"
        return ""

    @property
    def plain(self) -> list[PlainItem]:
        """All items as a fact holds them."""
        return [one.plain for one in self._rows]

    @property
    def rows(self) -> tuple[ItemRow, ...]:
        """In order."""
        return tuple(self._rows)

    def show_items(self, items: Sequence[PlainItem]) -> None:
        """Show these items; rows that stay keep focus and cursor."""
        while len(self._rows) > len(items):
            one = self._rows.pop()
            self._box.removeWidget(one)
            one.deleteLater()
        if len(self._rows) < len(items):
            for _ in items[len(self._rows) :]:
                self._append()
            order_after(self._before, self._rows)
        for shown, item in zip(self._rows, items, strict=True):
            shown.show_item(item)

    def show_shared(self, words: Mapping[int, str]) -> None:
        """Say of each item where else it stands."""
        for place, one in enumerate(self._rows):
            one.show_shared(words.get(place, ""))

    def lock(self, *, locked: bool) -> None:
        """Take nothing more, or again; the items' evidence stays at hand."""
        self._locked = locked
        for one in self._rows:
            one.lock(locked=locked)

    def add(self) -> None:
        """One more item, ready to be typed."""
        one = self._append()
        order_after(self._before, self._rows)
        one.entry().setFocus()
        self._told()

    def _append(self) -> ItemRow:
        number = len(self._rows) + 1
        figures = self._figures and self._figures(f"{self._criterion.label}第 {number} 件")
        one = ItemRow(self._criterion, number, figures)
        one.lock(locked=self._locked)
        one.edited.connect(self._told)
        one.removed.connect(lambda: self._remove(one))
        one.evidence_wanted.connect(lambda: self.evidence_wanted.emit(self._rows.index(one)))
        one.charge_wanted.connect(lambda: self.charge_wanted.emit(self._rows.index(one)))
        self._rows.append(one)
        self._box.addWidget(one)
        return one

    def _remove(self, one: ItemRow) -> None:
        kept = [other.plain for other in self._rows if other is not one]
        self.show_items(kept)
        self._told()


class EachControl(Control):
    """A count that digits set; a list where each item is to be told."""

    beside = True

    def __init__(self, criterion: Criterion, rule: Each) -> None:
        super().__init__()
        self._count = NumberField(f"{criterion.label}：{rule.unit}数")
        self._count.edited.connect(self._on_count)
        self._items = ItemList(criterion, None, self._on_items)
        self._items.evidence_wanted.connect(self.evidence_wanted)
        self._items.charge_wanted.connect(self.charge_wanted)
        self._listed = label("", "strong")
        self._itemise = itemise = tool(
            "list-details",
            f"逐件记录：{criterion.label}",
            "逐件记录：每件写明日期、说明，可以单独免责",
        )
        self._more = more = button(f"添加一{rule.unit}", "link", "plus")
        more.setAccessibleName(f"{criterion.label}：添加一件")
        self._only = bare = button(
            f"只记{rule.unit}数", "link", "", "改为只记一个数，各件的说明会去掉（可以撤销）"
        )
        bare.setAccessibleName(f"{criterion.label}：只记件数")
        self._bare = holder(row(self._count, label(rule.unit, "soft"), itemise, gap=6))
        self._list = holder(column(row(self._listed, more, bare, None), self._items, gap=6))
        self._unit = rule.unit
        self.setLayout(row(self._bare))
        self._list.hide()
        itemise.clicked.connect(self._on_itemise)
        more.clicked.connect(self._items.add)
        bare.clicked.connect(self._on_bare)

    @property
    def below(self) -> QWidget:
        """The list."""
        return self._list

    def lock(self, *, locked: bool) -> None:
        """Take nothing more, or again."""
        for one in (self._bare, self._more, self._only):
            one.setEnabled(not locked)
        self._items.lock(locked=locked)

    def _on_count(self) -> None:
        self._offer_list()
        if self._count.blank:
            self.drafted.emit(None)
        elif self._count.wrong:
            self.unclear.emit(self._count.wanted)
        else:
            self.drafted.emit({"count": self._count.value})

    def _offer_list(self) -> None:
        count = self._count.value
        self._itemise.setEnabled(not isinstance(count, int) or count <= MOST_ITEMS)

    def _on_itemise(self) -> None:
        count = self._count.value
        items: list[PlainItem] = [{}] * max(1, count if isinstance(count, int) else 0)
        self._show_list(items)
        self._items.rows[0].entry().setFocus()
        self.chosen.emit({"items": items})

    def _on_bare(self) -> None:
        self.chosen.emit({"count": len(self._items.rows)})
        self._count.setFocus()

    def _on_items(self) -> None:
        if self._items.fault:
            self.unclear.emit(self._items.fault)
        else:
            self.drafted.emit({"items": self._items.plain})

    def _show_list(self, items: Sequence[PlainItem]) -> None:
        self._items.show_items(items)
        self._listed.setText(f"{len(items)} {self._unit}")
        self._list.show()
        self._bare.hide()

    def show_fact(self, fact: Fact | None) -> None:
        """A list where there is one, else the count."""
        items = None if fact is None else fact.get("items")
        if isinstance(items, list):
            self._show_list(items)
            return
        self._count.show_value(None if fact is None else fact.get("count"))
        self._offer_list()
        self._items.show_items(())
        self._bare.show()
        self._list.hide()

    def show_shared(self, words: Mapping[int, str]) -> None:
        """The list says it."""
        self._items.show_shared(words)

    def entry(self) -> QWidget:
        """The count, or the first item."""
        if self._bare.isHidden() and self._items.rows:
            return self._items.rows[0].entry()
        return self._count


class ItemsControl(Control):
    """A list and nothing else: attendance, or items of different classes."""

    def __init__(self, criterion: Criterion, rule: Share | Graded) -> None:
        super().__init__()
        name = criterion.label
        figures = (
            AttendanceFigures if isinstance(rule, Share) else lambda at: ClassFigures(at, rule)
        )
        self._items = ItemList(criterion, figures, self._on_items)
        self._items.evidence_wanted.connect(self.evidence_wanted)
        self._items.charge_wanted.connect(self.charge_wanted)
        none = "无" if rule.earns else "未发现"
        self._none = _NoneKey(none, f"{name}：{none}")
        self._by_digits = isinstance(rule, Share)
        self._more = more = button(f"添加一{rule.unit}", "link", "plus")
        more.setAccessibleName(f"{name}：添加一件")
        self._state = label("", "strong")
        self.setLayout(column(row(self._none, self._state, more, None), self._items, gap=6))
        self._unit = rule.unit
        self._none_words = none
        self._none.clicked.connect(lambda: self.chosen.emit({"items": []}))
        more.clicked.connect(self._items.add)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Beside the list 0 finds none, and another digit begins an item with those that were absent."""
        here = self._none.hasFocus() or self._more.hasFocus()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (here and plain and event.text().isdecimal()):
            super().keyPressEvent(event)
        elif int(event.text()) == 0 and not self._none.isHidden():
            self._none.click()
        elif int(event.text()) and self._by_digits:
            self._items.add()
            QApplication.sendEvent(self._items.rows[-1].entry(), event)

    def lock(self, *, locked: bool) -> None:
        """Take nothing more, or again."""
        for one in (self._none, self._more):
            one.setEnabled(not locked)
        self._items.lock(locked=locked)

    def _on_items(self) -> None:
        if self._items.fault:
            self.unclear.emit(self._items.fault)
        else:
            self.drafted.emit({"items": self._items.plain})

    def show_fact(self, fact: Fact | None) -> None:
        """The items; an empty list is a finding of none, and no fact is neither."""
        items = None if fact is None else fact.get("items")
        listed = items if isinstance(items, list) else []
        self._items.show_items(listed)
        none = self._none_words if fact is not None else ""
        self._state.setText(f"{len(listed)} {self._unit}" if listed else none)
        self._none.setVisible(fact is None)

    def show_shared(self, words: Mapping[int, str]) -> None:
        """The list says it."""
        self._items.show_shared(words)

    def entry(self) -> QWidget:
        """The first item, or the button that says that there is none."""
        if self._items.rows:
            return self._items.rows[0].entry()
        return self._more if self._none.isHidden() else self._none


class _NoneKey(QPushButton):
    """Finds none by the space bar, 0 or a click; Enter goes on and decides nothing, as on any row of cases."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__(words)
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setToolTip(f"记录为：{words}（按 0）")
        group = QButtonGroup(self)
        group.setExclusive(False)
        group.addButton(self)
