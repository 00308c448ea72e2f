"""The list of the checklist: keys, clicks, and files that are put down on its rows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from desktop.ui.panels.checklist_delegate import ARROW, STEP, ChecklistDelegate
from desktop.ui.parts.file_drops import welcome
from desktop.ui.parts.keys import ENTER
from desktop.ui.theme.tokens import px
from desktop.viewmodels.checklist_rows import ChecklistFilter, PieceRow
from desktop.viewmodels.checklist_tree import ChecklistTree, FileRow, RowKey, TreeRow
from desktop.viewmodels.handed import handed_in, kept_mime, pasted


class ChecklistList(QTreeView):
    """Says what is to be done; the panel does it. Rows that were open stay open."""

    opened = Signal()  # Enter or a double click, on the current row
    unlinked = Signal()  # Delete
    handed = Signal(object, object)  # Handed, and the row that it was put down on or None

    def __init__(self, tree: ChecklistTree) -> None:
        super().__init__()
        self._tree = tree
        self._open: set[RowKey] = set()
        self._current: RowKey | None = None
        self.setAccessibleName("佐证清单")
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(ChecklistDelegate(self))
        self.setModel(tree)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.expanded.connect(lambda index: self._on_turned(index, opened=True))
        self.collapsed.connect(lambda index: self._on_turned(index, opened=False))
        tree.modelAboutToBeReset.connect(self._remember)
        tree.modelReset.connect(self._recall)
        self._recall()

    @property
    def row(self) -> TreeRow | None:
        """The row that the keys go to."""
        return self._tree.row_at(self.currentIndex())

    @property
    def menu_place(self) -> QPoint:
        """Where the menu of the current row opens."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())

    # -- keeping one's place

    def _on_turned(self, index: QModelIndex, *, opened: bool) -> None:
        key = self._tree.key_at(index)
        if key is not None and self._tree.view.filter is not ChecklistFilter.HERE:
            (self._open.add if opened else self._open.discard)(key)

    def _remember(self) -> None:
        self._current = self._tree.key_at(self.currentIndex())

    def _recall(self) -> None:
        if self._tree.view.filter is ChecklistFilter.HERE:
            self.expandAll()  # there is room for all of it
        for key in tuple(self._open):
            self.expand(self._tree.index_of(key))
        index = self._tree.index_of(self._current) if self._current else QModelIndex()
        self.setCurrentIndex(index if index.isValid() else self._tree.index(0, 0))
        self.scrollTo(self.currentIndex())

    # -- keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows or adds, Delete unlinks; a file, a picture or a linked file can be pasted."""
        if event.matches(QKeySequence.StandardKey.Paste):
            handed = pasted()
            if handed is not None:
                self.handed.emit(handed, self.row)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.opened.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.unlinked.emit()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        row = self.row
        if isinstance(row, FileRow):
            mime = kept_mime([row.link.evidence], [row.name])
            QGuiApplication.clipboard().setMimeData(mime)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the arrow opens or closes a row."""
        index = self.indexAt(event.position().toPoint())
        step = STEP if isinstance(self._tree.row_at(index), PieceRow) else 0
        on_arrow = event.position().x() < px(8 + ARROW + step)
        if index.isValid() and on_arrow and self._tree.rowCount(index):
            self.setExpanded(index, not self.isExpanded(index))
        super().mousePressEvent(event)

    # -- what is put down

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of other programs, and files from another row."""
        welcome(event, takes=not self._tree.view.locked)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The row below the pointer is marked: there it would go."""
        if welcome(event, takes=not self._tree.view.locked):
            index = self.indexAt(event.position().toPoint())
            if index.isValid():
                self.setCurrentIndex(index)
            else:
                self.selectionModel().clear()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files go to the row that they were put down on, or to where their names say."""
        handed = handed_in(event.mimeData())
        if handed is not None and welcome(event, takes=not self._tree.view.locked):
            index = self.indexAt(event.position().toPoint())
            self.handed.emit(handed, self._tree.row_at(index))
