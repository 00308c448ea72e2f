"""The scans of a package: each with the folder it lay in and the row it proves, which is sought beside."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSplitter, QTableView

from desktop.ui.ledgers.row_choice import UNLINKED, RowChoice
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.tables import HeadedTable, Heading, go_to, read_only
from desktop.ui.theme.tokens import CONTROL, colour, px
from desktop.viewmodels.package_draft import PackageDraft

Index = QModelIndex | QPersistentModelIndex
_HEADINGS: Final = (Heading("文件", 190), Heading("所在文件夹", 130), Heading("证明哪一行", None))
_FOLDER: Final = 1
_ROW: Final = 2


class PackageScans(QSplitter):
    """Files at the left; at the right the rows for the one that the cursor is on."""

    def __init__(self, draft: PackageDraft) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._draft = draft
        self.table = ScanTable(draft)
        self.choice = RowChoice(draft.places_with)
        self.files = ScanView(self.table, self.choice.search)
        self.addWidget(self.files)
        self.addWidget(self.choice)
        self.setChildrenCollapsible(False)
        self.setSizes([px(600), px(400)])
        self.files.wanted.connect(self.choice.begin)
        self.files.unlinked.connect(lambda: draft.choose(self.files.currentIndex().row(), None))
        self.files.selectionModel().currentRowChanged.connect(lambda *_: self._ask())
        self.choice.chosen.connect(self._on_chosen)
        draft.changed.connect(self.refresh)
        self.files.setColumnHidden(_FOLDER, not any(one.apart for one in self.table.scans))
        if self.table.scans:
            go_to(self.files, self.table.index(0, 0))

    def refresh(self) -> None:
        """Other rows, another unit."""
        self.table.refresh()
        self._ask()

    def _ask(self) -> None:
        at = self.files.currentIndex().row()
        if 0 <= at < len(self.table.scans):
            scan = self.table.scans[at]
            self.choice.ask(
                f"“{'/'.join([*scan.apart, scan.name])}”证明哪一行", self._draft.rows[at]
            )

    def _on_chosen(self, row: str | None) -> None:
        """On to the next file, so that a pile is gone through without the mouse."""
        at = self.files.currentIndex().row()
        self._draft.choose(at, row)
        go_to(self.files, self.table.index(min(at + 1, len(self.table.scans) - 1), 0))
        self.files.setFocus()


class ScanTable(HeadedTable):
    """A file a row."""

    def __init__(self, draft: PackageDraft) -> None:
        super().__init__([one.words for one in _HEADINGS])
        self._draft = draft
        self.scans = draft.package.scans if draft.package else ()

    def count(self) -> int:
        """One a file."""
        return len(self.scans)

    def refresh(self) -> None:
        """They prove other rows."""
        last = self.index(self.count() - 1, _ROW)
        self.dataChanged.emit(self.index(0, _ROW), last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words; what proves nothing yet is pale."""
        scan, at = self.scans[index.row()], index.column()
        row = self._draft.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return (scan.name, "/".join(scan.apart), self._draft.words_of(row) or UNLINKED)[at]
        if role == Qt.ItemDataRole.ForegroundRole and at == _ROW and row is None:
            return colour("ink_soft")
        return None


class ScanView(QTableView):
    """Letters, of an input method too, and Enter go on to the search; Delete takes the row away."""

    wanted = Signal(str)
    unlinked = Signal()

    def __init__(self, table: ScanTable, search: QLineEdit) -> None:
        super().__init__()
        self._search = search
        self.setAccessibleName("扫描件")
        self.setModel(table)
        read_only(self, _HEADINGS)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.verticalHeader().setDefaultSectionSize(px(CONTROL))
        self.horizontalHeader().setHighlightSections(False)
        self.setProperty("page", "true")
        self.setShowGrid(False)
        self.setWordWrap(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As a list is used that one types into."""
        words = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in ENTER:
            self.wanted.emit("")
        elif event.key() == Qt.Key.Key_Delete:
            self.unlinked.emit()
        elif plain and words.isprintable() and words.strip():
            self.wanted.emit(words)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt asks the input method only for lists whose rows can be edited."""
        super().focusInEvent(event)
        self._compose()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """As above: Qt looks at every row anew."""
        super().currentChanged(current, previous)
        self._compose()

    def _compose(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is being spelled is seen in the search; the first word that is done takes one there."""
        if event.commitString():
            self.wanted.emit("")
        QApplication.sendEvent(self._search, event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # noqa: ANN401  # Qt's
        """Characters are offered where they will stand."""
        told = self._search.inputMethodQuery(query)
        if query != Qt.InputMethodQuery.ImCursorRectangle:
            return told
        corner = self.mapFromGlobal(self._search.mapToGlobal(told.topLeft()))
        return type(told)(corner, told.size())
