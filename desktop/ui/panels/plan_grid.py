"""逐项表格: plan items or penalties by the pieces asked for each, filled by dropping, pasting or choosing files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QTableView

from desktop.ui.dialogs.count_dialog import counter_words
from desktop.ui.dialogs.file_choice import choose_files
from desktop.ui.dialogs.waiver_withdrawal import withdraw_waivers
from desktop.ui.panels.plan_delegate import PlanDelegate
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.file_drops import welcome
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import label
from desktop.ui.theme.tokens import px
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.handed import Handed, handed_in, kept_mime, pasted
from desktop.viewmodels.plan_table import PlanTable
from desktop.viewmodels.taking_in import TakingIn

_HINT: Final = "Enter 添加文件，空格查看，Delete 取消关联；直接打字是免交理由；可拖放、复制、粘贴"


class PlanGrid(QFrame):
    """Which group is shown, and its table."""

    evidence_wanted = Signal(object)  # EvidenceLink

    def __init__(self, view: ChecklistView, taking: TakingIn) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.table = PlanTable(view, self)
        self.cells = PlanCells(self.table, taking)
        self.groups = QComboBox()
        name_choice(self.groups, "表格")
        self.groups.setMinimumWidth(px(240))
        self._summary = label("", "soft")
        head = column(
            row(label("逐项佐证", "heading"), self.groups, self._summary, None),
            label(_HINT, "small"),
            gap=4,
            margins=(14, 8, 14, 8),
        )
        whole = column(framed("head", head), self.cells, gap=0)
        whole.setStretchFactor(self.cells, 1)
        self.setLayout(whole)
        self.cells.evidence_wanted.connect(self.evidence_wanted)
        self.groups.activated.connect(self._on_group)
        self.table.modelReset.connect(self._show)
        self.table.dataChanged.connect(self._show)
        self._show()

    def show_requirement(self, requirement: int) -> None:
        """Go to the first piece of a requirement that is lacking, or to its first."""
        at = self.table.column_of(requirement)
        if at >= 0:
            self.cells.go_to(at)
            self.cells.setFocus()

    def _on_group(self, number: int) -> None:
        self.table.show_group(self.groups.itemData(number))

    def _show(self) -> None:
        names = [one.counter.name for one in self.table.groups]
        group = self.table.group
        self.groups.clear()
        for one in self.table.groups:
            self.groups.addItem(f"{counter_words(one.counter)}：{len(one.items)}", one.counter.name)
        if group is not None:
            self.groups.setCurrentIndex(names.index(group.counter.name))
        self.groups.setVisible(len(names) > 1)
        lacking = sum(one.piece.tally.lacking for one in group.columns) if group else 0
        self._summary.setText(
            f"缺 {lacking} 件" if lacking else ("齐" if group else "没有要逐项提交的佐证")
        )


class PlanCells(QTableView):
    """The cells: arrows move, Enter adds, the space bar shows, Delete unlinks, typing waives."""

    evidence_wanted = Signal(object)  # EvidenceLink

    def __init__(self, table: PlanTable, taking: TakingIn) -> None:
        super().__init__()
        self._table, self._taking = table, taking
        self.setAccessibleName("逐项佐证")
        self.setModel(table)
        self.setItemDelegate(PlanDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header, items = self.horizontalHeader(), self.verticalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft
            | Qt.AlignmentFlag.AlignVCenter
            | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        header.setFixedHeight(px(72))
        header.setHighlightSections(False)
        items.setDefaultSectionSize(px(32))
        items.setHighlightSections(False)
        self.doubleClicked.connect(self._on_double_click)
        table.modelReset.connect(self._share_width)

    def go_to(self, at: int) -> None:
        """The first cell of a column that is lacking, or its first."""
        indexes = [self._table.index(row, at) for row in range(self._table.rowCount())]
        lacking = (one for one in indexes if self._table.cell(one).tally.lacking)
        index = next(lacking, next(iter(indexes), QModelIndex()))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything that is done to cells; the rest moves about or is typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # an editor lets the key through that ends it
            return
        chosen = self.selectedIndexes()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy(chosen)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(chosen)
        elif event.key() in ENTER and plain:
            self.choose()
        elif event.key() == Qt.Key.Key_Space and plain:
            self.look()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear_cells(chosen)
        else:
            super().keyPressEvent(event)

    def choose(self) -> None:
        """Files of this machine, for the current cell and those below it."""
        if self.currentIndex().isValid() and not self._table.view.locked:
            paths = choose_files(self.window())
            if paths:
                self._taking.take_paths(paths, self._table.goal(self.currentIndex()))

    def look(self) -> None:
        """Show what the current cell holds."""
        links = self._table.links([self.currentIndex()]) if self.currentIndex().isValid() else []
        if links:
            self.evidence_wanted.emit(links[0])

    def clear_cells(self, chosen: Sequence[QModelIndex]) -> None:
        """Take links away; where there are none, waivers."""
        if self._table.view.locked:
            return
        links = self._table.links(chosen)
        if links:
            self._table.view.unlink(links)
        else:
            withdraw_waivers(self.window(), self._table.view, self._table.rows_at(chosen))

    def _copy(self, chosen: Sequence[QModelIndex]) -> None:
        links = self._table.links(chosen)
        if links:
            names = [self._table.view.file_name(one.evidence) for one in links]
            mime = kept_mime([one.evidence for one in links], names)
            QGuiApplication.clipboard().setMimeData(mime)

    def _paste(self, chosen: Sequence[QModelIndex]) -> None:
        """A file of the workspace goes to every chosen cell; what is new goes to the current one."""
        handed = pasted()
        if handed is None or self._table.view.locked or not self.currentIndex().isValid():
            return
        if handed.kept:
            goals = [self._table.goal(one) for one in chosen if self._table.cell(one).row]
            self._taking.link_kept(handed.kept, goals)
        else:
            self._take(handed, self.currentIndex())

    def _take(self, handed: Handed, index: QModelIndex) -> None:
        if self._table.cell(index).row is not None:
            self._taking.take(handed, self._table.goal(index))

    # -- the mouse

    def _on_double_click(self, index: QModelIndex) -> None:
        if self._table.links([index]):
            self.look()
        else:
            self.choose()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of other programs, and files of the workspace."""
        welcome(event, takes=not self._table.view.locked)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The cell below the pointer is marked: there it would go."""
        index = self.indexAt(event.position().toPoint())
        asked = index.isValid() and self._table.cell(index).row is not None
        if welcome(event, takes=asked and not self._table.view.locked):
            self.setCurrentIndex(index)

    def dropEvent(self, event: QDropEvent) -> None:
        """Several files fill the column downwards, once they were looked at."""
        index = self.indexAt(event.position().toPoint())
        handed = handed_in(event.mimeData())
        takes = handed is not None and index.isValid() and not self._table.view.locked
        if welcome(event, takes=takes) and handed is not None:
            self._take(handed, index)

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room, down to what a file's name needs."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        number = self._table.columnCount()
        for at in range(number):
            self.setColumnWidth(at, max(px(120), self.viewport().width() // number))
