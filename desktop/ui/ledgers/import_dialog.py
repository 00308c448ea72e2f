"""导入台账: which column means what, and what becomes of every row; nothing is written before the button is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QScrollArea,
    QSplitter,
    QTableView,
    QWidget,
)

from desktop.domain.ledgers.kinds import LEDGERS
from desktop.services.ledger_imports import ImportRow
from desktop.services.ledger_sights import LedgerUnit
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.tables import HeadedTable, Heading, go_to, read_only
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.import_draft import ImportDraft, row_told, standing_words

Index = QModelIndex | QPersistentModelIndex
_HEADINGS: Final = (
    Heading("行", 48),
    Heading("结果", 98),
    Heading("单位", 110),
    Heading("内容", 150),
    Heading("改动或原因", None),
)
_RESULT: Final = 1
_CHOICE: Final = 7  # characters of a column's meaning that are seen
_ANY_CONTENTS: Final = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_ORDER: Final = ("refused", "changed", "new", "same")
_LOOKS: Final = {
    "refused": ("ban", "red"),
    "changed": ("pencil", "amber"),
    "new": ("plus", "green"),
    "same": ("check", "ink_faint"),
}


class ImportRows(HeadedTable):
    """What cannot be kept stands first, then what changes."""

    def __init__(self) -> None:
        super().__init__([one.words for one in _HEADINGS])
        self._rows: Sequence[ImportRow] = ()

    def show_rows(self, rows: Sequence[ImportRow]) -> None:
        """Other rows."""
        self.beginResetModel()
        self._rows = sorted(rows, key=lambda one: (_ORDER.index(one.standing), one.number))
        self.endResetModel()

    def count(self) -> int:
        """One a row of the table."""
        return len(self._rows)

    def told(self, place: int) -> str:
        """All of what becomes of a row."""
        one = self._rows[place]
        told = row_told(one)
        return f"第 {one.number} 行，{standing_words(one)}{'：' if told else ''}{told}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words, and a sign for what becomes of it."""
        one, at = self._rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return (str(one.number), standing_words(one), one.unit, one.told, row_told(one))[at]
        sign, ink = _LOOKS[one.standing]
        if at == _RESULT and role == Qt.ItemDataRole.DecorationRole:
            return icon(sign, ink, 16)
        if at == _RESULT and role == Qt.ItemDataRole.ForegroundRole:
            return colour(ink)
        return None


class ImportDialog(QDialog):
    """Columns at the left, rows at the right."""

    def __init__(self, parent: QWidget, draft: ImportDraft, units: Sequence[LedgerUnit]) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setWindowTitle("导入台账")
        self._source = ElidedLabel("", "heading")
        self.ledgers = QComboBox()
        self.ledgers.setAccessibleName("导入到")
        for name, ledger in LEDGERS.items():
            self.ledgers.addItem(ledger.name, name)
        self.ledgers.setCurrentIndex(self.ledgers.findData(draft.wish.ledger))
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("工作表")
        self._sheets = label("工作表", "soft")
        self.units = QComboBox()
        self.units.setAccessibleName("没有单位列的行归入")
        self.units.addItem("按表中的单位列", None)
        for one in units:
            self.units.addItem(one.name, one.id)
        self.units.setCurrentIndex(max(0, self.units.findData(draft.wish.unit)))
        self._columns = QGridLayout()
        self.choices: dict[str, QComboBox] = {}
        self._shape: list[str] = []
        self._shown: tuple[ImportRow, ...] = ()
        self._missing = flowing("", "small", "amber")
        self._failure = flowing("", "small", "red")
        self._told = flowing("", "small")
        self.rows = ImportRows()
        self.view = QTableView()
        self._summary = label("", "strong")
        self.keep_button = button("导入", "primary")
        self.keep_button.setDefault(True)
        self._lay_out()
        self.ledgers.activated.connect(lambda _: draft.choose_ledger(self.ledgers.currentData()))
        self.sheets.activated.connect(lambda _: draft.choose_sheet(self.sheets.currentText()))
        self.units.activated.connect(lambda _: draft.choose_unit(self.units.currentData()))
        self.keep_button.clicked.connect(draft.keep)
        self.view.selectionModel().currentRowChanged.connect(lambda now, _: self._on_row(now))
        draft.changed.connect(self._show)
        draft.ended.connect(self.accept)
        room = parent.window().size()
        self.resize(min(px(1240), room.width() - px(40)), min(px(680), room.height() - px(40)))
        self._show()

    def _lay_out(self) -> None:
        self.view.setAccessibleName("要导入的各行")
        self.view.setModel(self.rows)
        self.view.setProperty("page", "true")
        read_only(self.view, _HEADINGS)
        self.view.verticalHeader().setDefaultSectionSize(px(32))
        self.view.horizontalHeader().setHighlightSections(False)
        self.view.setShowGrid(False)
        head = row(self._source, label("导入到", "soft"), self.ledgers, 12)
        for part in (self._sheets, self.sheets, label("单位", "soft"), self.units):
            head.addWidget(part)
        head.setStretch(0, 1)
        head.setContentsMargins(px(18), px(12), px(18), px(10))
        self._columns.setVerticalSpacing(px(6))
        self._columns.setHorizontalSpacing(px(10))
        self._columns.setColumnStretch(0, 2)
        self._columns.setColumnStretch(1, 3)
        inside = framed(
            "pane",
            column(
                label("各列的对应", "strong"),
                paragraph("选过一次就记住，下次同样的表头自动对应", "small"),
                self._failure,
                self._missing,
                self._columns,
                None,
                margins=(16, 12, 12, 12),
            ),
        )
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(scroll)
        told = framed("foot", column(self._told, margins=(12, 6, 12, 6)))
        right = holder(column(self.view, told, gap=0))
        panes.addWidget(right)
        panes.setChildrenCollapsible(False)
        panes.setSizes([px(360), px(840)])
        cancel = button("取消", "", "", "Esc：什么也不写入")
        cancel.clicked.connect(self.reject)
        foot = row(self._summary, None, cancel, self.keep_button, margins=(18, 8, 18, 12))
        whole = column(framed("head", head), panes, framed("foot", foot), gap=0)
        whole.setStretchFactor(panes, 1)
        self.setLayout(whole)

    def _show(self) -> None:
        draft, plan = self._draft, self._draft.plan
        self._summary.setText(draft.summary)
        self._failure.setText(draft.failure)
        self._failure.setVisible(bool(draft.failure))
        taken = len(plan.taken) if plan else 0
        self.keep_button.setText(f"导入 {taken} 行" if taken else "导入")
        self.keep_button.setAccessibleName(self.keep_button.text())
        self.keep_button.setEnabled(draft.is_ready)
        self._show_sheets()
        self._show_rows()
        if plan is not None:
            self._source.set_whole(plan.source)
            self._show_columns()

    def _show_sheets(self) -> None:
        names, plan = self._draft.sheets, self._draft.plan
        if names != tuple(self.sheets.itemText(at) for at in range(self.sheets.count())):
            self.sheets.clear()
            self.sheets.addItems(names)
        self.sheets.setCurrentText(plan.sheet if plan else self._draft.wish.sheet or "")
        for one in (self._sheets, self.sheets):
            one.setVisible(len(names) > 1)

    def _show_rows(self) -> None:
        plan = self._draft.plan
        rows = plan.rows if plan else ()
        if rows is self._shown:
            return
        first, self._shown = not self._shown, rows
        self.rows.show_rows(rows)
        if rows:
            go_to(self.view, self.rows.index(0, 0))
            if first:
                self.view.setFocus()
        self._on_row(self.view.currentIndex())

    def _on_row(self, index: QModelIndex) -> None:
        self._told.setText(self.rows.told(index.row()) if index.isValid() else "")

    def _show_columns(self) -> None:
        plan = self._draft.plan
        if plan is None:
            return
        keys = self._draft.keys
        headings = [one for one in plan.layout.columns if one.heading]
        shape = [plan.ledger.id, *(one.heading for one in headings)]
        if shape != self._shape:
            self._shape = shape
            self._make_choices([one.heading for one in headings])
        for one in headings:
            place = next((at for at, (key, _) in enumerate(keys) if key == one.key), 0)
            self.choices[one.heading].setCurrentIndex(place)
        words = dict(keys)
        wanted = [words[one] for one in plan.layout.missing if self._draft.is_wanted(one)]
        self._missing.setText(f"必须有的列还没有对应：{'、'.join(wanted)}" if wanted else "")
        self._missing.setVisible(bool(wanted))

    def _make_choices(self, headings: Sequence[str]) -> None:
        while self._columns.count():
            item = self._columns.takeAt(0)
            item.widget().hide()
            item.widget().deleteLater()
        self.choices = {}
        for at, heading in enumerate(headings):
            made = self.choices[heading] = QComboBox()
            made.setAccessibleName(f"“{heading}”对应")
            made.setMinimumContentsLength(_CHOICE)
            made.setSizeAdjustPolicy(_ANY_CONTENTS)
            made.addItems([words for _, words in self._draft.keys])
            made.activated.connect(partial(self._on_choice, heading))
            self._columns.addWidget(ElidedLabel(heading), at, 0)
            self._columns.addWidget(made, at, 1)

    def _on_choice(self, heading: str, place: int) -> None:
        self._draft.choose_column(heading, self._draft.keys[place][0])
