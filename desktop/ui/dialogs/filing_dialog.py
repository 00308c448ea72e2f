"""收入材料: what each file would be linked to and why, to be looked at and corrected before anything is linked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableView, QWidget

from desktop.ui.dialogs.filing_cells import ChoiceCell, FilingCell, TakeCell, UnitCell
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import CONTROL, px
from desktop.viewmodels.filing_draft import FilingDraft
from desktop.viewmodels.filing_rows import FilingRow
from desktop.viewmodels.filing_table import ROW_ROLE, FilingColumn, FilingTable

_FIXED: Final = {
    FilingColumn.STANDING: 76,
    FilingColumn.UNIT: 112,
    FilingColumn.ITEM: 88,
    FilingColumn.TAKE: 56,
}
# Of what they leave.
_SHARES: Final = {FilingColumn.FILE: 0.3, FilingColumn.CHOICE: 0.4}


class FilingDialog(QDialog):
    """A table of files; Enter takes and links, Esc lets go of all of it."""

    def __init__(self, parent: QWidget, draft: FilingDraft) -> None:
        super().__init__(parent)
        self.setWindowTitle("材料归类" if draft.kept_before else "收入佐证材料")
        self._draft = draft
        self.table = FilingView(FilingTable(draft, self))
        self._summary = label("", "heading")
        self._told = paragraph("", "soft")
        self._told.setMinimumHeight(px(44))
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.link_button = button("收入并关联", "primary")
        self.link_button.setDefault(True)
        self.keep_button = button("只收入不关联")
        self.cancel_button = button("取消", "", "", "Esc：不收入任何一份")
        self._lay_out()
        self._size(parent)
        self.link_button.clicked.connect(lambda: draft.accept(linking=True))
        self.keep_button.clicked.connect(lambda: draft.accept(linking=False))
        self.cancel_button.clicked.connect(self.reject)
        draft.changed.connect(self._show)
        draft.ended.connect(self.accept)
        self.table.selectionModel().currentChanged.connect(self._show)
        self.table.setColumnHidden(FilingColumn.UNIT, not draft.several_units)
        for at in (FilingColumn.STANDING, FilingColumn.TAKE):
            self.table.setColumnHidden(at, draft.kept_before)  # all of it is here already
        self.keep_button.setVisible(not draft.kept_before)
        self.table.setCurrentIndex(self.table.model().index(0, FilingColumn.CHOICE))
        self.table.setFocus()
        self._show()

    def _lay_out(self) -> None:
        rules = f"办法要求　{self._draft.rules}" if self._draft.rules else ""
        beside = "　".join(filter(None, (rules, self._draft.skipped)))
        rules_line = paragraph(beside, "soft")
        rules_line.setVisible(bool(beside))
        toggled = "" if self._draft.kept_before else "空格选是否收入；"
        hint = label(f"打字查找要求；{toggled}选几行一起改", "small")
        head = column(row(self._summary, None, hint), rules_line, gap=4, margins=(18, 14, 18, 10))
        told = column(self._told, margins=(18, 8, 18, 4))
        foot = row(
            None,
            self.cancel_button,
            self.keep_button,
            self.link_button,
            margins=(18, 8, 18, 12),
        )
        whole = column(
            framed("pane", head), self.table, framed("pane", told), framed("foot", foot), gap=0
        )
        whole.setStretchFactor(self.table, 1)
        self.setLayout(whole)

    def _size(self, parent: QWidget) -> None:
        """No wider than the window, no higher than its rows want."""
        room = parent.window().size()
        height = px(260) + len(self._draft.rows) * px(CONTROL + 2)
        self.resize(min(px(1180), room.width() - px(40)), min(height, room.height() - px(40)))

    def reject(self) -> None:
        """Esc, the cross, or the button."""
        self._draft.cancel()  # which ends it

    def _show(self) -> None:
        linking, taking = self._draft.linking, self._draft.taking
        self._summary.setText(self._draft.summary)
        does = "关联" if self._draft.kept_before else "收入并关联"
        self.link_button.setText(f"{does} {linking} 件" if linking else does)
        self.link_button.setAccessibleName(self.link_button.text())
        self.link_button.setEnabled(linking > 0)
        self.keep_button.setEnabled(taking > 0)
        found = self.table.currentIndex().data(ROW_ROLE)
        self._told.setText(_told(found) if isinstance(found, FilingRow) else "")


class FilingView(QTableView):
    """One click or a key opens an editor; the space bar says whether a file is taken in."""

    def __init__(self, table: FilingTable) -> None:
        super().__init__()
        self._table = table
        self.setAccessibleName("收入的材料")
        self.setModel(table)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(FilingCell(self))
        self.setItemDelegateForColumn(FilingColumn.CHOICE, ChoiceCell(self))
        self.setItemDelegateForColumn(FilingColumn.UNIT, UnitCell(self))
        self.setItemDelegateForColumn(FilingColumn.TAKE, TakeCell(self))
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(px(CONTROL + 2))
        rows.hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(px(40))
        for at, width in _FIXED.items():
            self.setColumnWidth(at, px(width))
        header.setSectionResizeMode(FilingColumn.GROUNDS, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns with words share what the others leave."""
        super().resizeEvent(event)
        fixed = sum(self.columnWidth(at) for at in _FIXED if not self.isColumnHidden(at))
        for at, share in _SHARES.items():
            self.setColumnWidth(at, int((self.viewport().width() - fixed) * share))

    def _on_clicked(self, index: QModelIndex) -> None:
        """A list opens at once; several selected rows wait for a key or a double click."""
        lists = {FilingColumn.CHOICE, FilingColumn.UNIT}
        alone = len(self.selectionModel().selectedRows()) == 1
        if index.column() in lists and alone and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the dialog's, unless it ends what is being edited."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            rows = [one.row() for one in self.selectionModel().selectedRows()]
            take = not all(self._table.draft.rows[at].take for at in rows)
            self._table.draft.take(rows, take=take)
        else:
            super().keyPressEvent(event)


def _told(found: FilingRow) -> str:
    where = " / ".join([*found.folders, found.name])
    return f"{where}\n{found.told}" if found.told else where
