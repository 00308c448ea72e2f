"""The rows of a table that is to be imported: what becomes of each, and of the one that is chosen all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from desktop.services.ledger_imports import ImportRow, LedgerImport
from desktop.ui.parts.boxes import column, framed
from desktop.ui.parts.tables import HeadedTable, Heading, go_to, read_only
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.import_draft import row_told, standing_words, whole_told

Index = QModelIndex | QPersistentModelIndex
_HEADINGS: Final = (
    Heading("行", 48),
    Heading("结果", 112),
    Heading("单位", 104),
    Heading("内容", 144),
    Heading("读出的内容、改动或原因", None),
)
_RESULT: Final = 1
_TOLD: Final = len(_HEADINGS) - 1
_ORDER: Final = ("refused", "changed", "new", "same", "skipped")
_HEIGHT: Final = 50  # two lines
_LOOKS: Final = {
    "refused": ("ban", "red"),
    "changed": ("pencil", "amber"),
    "new": ("plus", "green"),
    "same": ("check", "ink_faint"),
    "skipped": ("minus", "ink_faint"),
}
_DOUBTED: Final = ("alert-triangle", "amber")


class ImportRows(HeadedTable):
    """What cannot be kept stands first, then what changes, of each what looks wrong; what is no entry comes last."""

    def __init__(self) -> None:
        super().__init__([one.words for one in _HEADINGS])
        self._rows: Sequence[ImportRow] = ()

    def show_rows(self, rows: Sequence[ImportRow]) -> None:
        """Other rows."""
        self.beginResetModel()
        self._rows = sorted(rows, key=_place)
        self.endResetModel()

    def count(self) -> int:
        """One a row of the table."""
        return len(self._rows)

    def told(self, place: int) -> str:
        """All of what becomes of a row."""
        one = self._rows[place]
        told = whole_told(one)
        return f"第 {one.number} 行，{standing_words(one)}{'：' if told else ''}{told}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words, and a sign for what becomes of it."""
        one, at = self._rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._words(one, at)
        sign, ink = _LOOKS[one.standing]
        if at == _TOLD and one.doubts:
            sign, ink = _DOUBTED
        elif at != _RESULT:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(sign, ink, 16)
        return colour(ink) if role == Qt.ItemDataRole.ForegroundRole else None

    def _words(self, one: ImportRow, at: int) -> str:
        if at == _TOLD:  # asked of those in sight alone
            return row_told(one)
        return (str(one.number), standing_words(one), one.unit, one.told)[at]


def _place(one: ImportRow) -> tuple[int, bool, int]:
    return _ORDER.index(one.standing), not one.doubts, one.number


class ImportRowsPane(QWidget):
    """The table, and below it the row where the cursor is, in full: a reason is longer than any column."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = ImportRows()
        self.view = QTableView()
        self.view.setAccessibleName("要导入的各行")
        self.view.setModel(self.rows)
        self.view.setProperty("page", "true")
        read_only(self.view, _HEADINGS)
        self.view.verticalHeader().setDefaultSectionSize(px(_HEIGHT))
        self.view.horizontalHeader().setHighlightSections(False)
        self.view.setShowGrid(False)
        self.told = flowing("", "small")
        self._shown: LedgerImport | None = None
        self._begun = False
        told = framed("foot", column(self.told, margins=(12, 6, 12, 6)))
        self.setLayout(column(self.view, told, gap=0))
        self.view.selectionModel().currentRowChanged.connect(lambda now, _: self._on_row(now))

    def show_plan(self, plan: LedgerImport | None) -> None:
        """What would become of its rows now; the first time the cursor goes to them."""
        if plan is self._shown:
            return
        self._shown = plan
        rows = plan.looked_through if plan else ()
        self.rows.show_rows(rows)
        if rows:
            go_to(self.view, self.rows.index(0, 0))
            if not self._begun:
                self.view.setFocus()
            self._begun = True
        self._on_row(self.view.currentIndex())

    def _on_row(self, index: QModelIndex) -> None:
        self.told.setText(self.rows.told(index.row()) if index.isValid() else "")
