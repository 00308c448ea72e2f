"""The units of a letter: each with a tick, all at once or none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.theme.tokens import px
from desktop.viewmodels.letter_draft import LetterDraft

_SHOWN = 6  # more are scrolled to


class LetterUnits(QWidget):
    """Space ticks a unit; what is ticked is what the letter is about, or who gets one."""

    edited = Signal()

    def __init__(self, draft: LetterDraft) -> None:
        super().__init__()
        self._draft = draft
        self.list = QListWidget()
        self.list.setAccessibleName("单位")
        self.list.setProperty("framed", "true")
        self.list.setProperty("dense", "true")
        for one in draft.units:
            note = draft.notes.get(one.unit, "")
            item = QListWidgetItem(f"{one.name}　{note}" if note else one.name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(Qt.ItemDataRole.UserRole, one.unit)
            item.setCheckState(Qt.CheckState.Unchecked)
        if draft.units:
            self.list.setCurrentRow(0)
        self.list.ensurePolished()  # only then it knows how high a row is
        many = max(2, min(len(draft.units), _SHOWN))
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * many + px(6))
        self._count = label("", "small")
        self.all_button = button("全选", "link")
        self.none_button = button("全不选", "link")
        self.all_button.setAccessibleName("单位全选")
        self.none_button.setAccessibleName("单位全不选")
        tools = row(self._count, None, self.all_button, self.none_button)
        self.setLayout(column(self.list, tools, gap=2))
        self.list.itemChanged.connect(lambda _: self._on_edited())
        self.all_button.clicked.connect(lambda: self._tick({one.unit for one in draft.units}))
        self.none_button.clicked.connect(lambda: self._tick(set()))

    @property
    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    @property
    def chosen(self) -> frozenset[str]:
        """Those that are ticked."""
        ticked = (one for one in self._items if one.checkState() is Qt.CheckState.Checked)
        return frozenset(one.data(Qt.ItemDataRole.UserRole) for one in ticked)

    def show_units(self) -> None:
        """As the order has them."""
        self._show({*self._draft.order.units})

    def _show(self, units: set[str]) -> None:
        self.list.blockSignals(True)
        for one in self._items:
            ticked = one.data(Qt.ItemDataRole.UserRole) in units
            one.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._count.setText(f"已选 {len(self.chosen)} / {self.list.count()}")

    def _tick(self, units: set[str]) -> None:
        self._show(units)
        self.edited.emit()

    def _on_edited(self) -> None:
        self._count.setText(f"已选 {len(self.chosen)} / {self.list.count()}")
        self.edited.emit()
