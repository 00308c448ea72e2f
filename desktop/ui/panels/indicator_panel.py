"""The left pane: search, filters and the indicator tree."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QTreeView,
)

from desktop.ui.panels.indicator_delegate import IndicatorDelegate
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px
from desktop.viewmodels.indicator_tree import ROW_ROLE, IndicatorTree
from desktop.viewmodels.part_rows import Filter, PartRow


class IndicatorPanel(QFrame):
    """Chooses what the tree shows and which part is open."""

    chosen = Signal(str)

    def __init__(self, tree: IndicatorTree) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._tree = tree
        self._current = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找名称、条款、原因（Ctrl+F）")
        self.search.setAccessibleName("查找指标")
        self.search.setClearButtonEnabled(True)
        look = icon("search", "ink_faint")
        self.search.addAction(look, QLineEdit.ActionPosition.LeadingPosition).setText("查找")
        for inner in self.search.findChildren(QToolButton):
            inner.setAccessibleName(inner.text() or "清除查找")
        self._filters = QButtonGroup(self)
        filters = row(gap=0)
        for number, one in enumerate(Filter):
            filters.addWidget(self._filter(number, one))
        filters.addStretch(1)
        head = framed("head", column(self.search, holder(filters), gap=6, margins=(10, 10, 10, 2)))
        self.view = _IndicatorView(tree)
        self.setLayout(column(head, self.view, gap=0))
        self.setMinimumWidth(px(276))
        self.search.textChanged.connect(self._on_narrowed)
        self._filters.idClicked.connect(self._on_narrowed)
        self.view.clicked.connect(self._on_clicked)
        self.view.activated.connect(self._on_clicked)
        tree.modelReset.connect(self._on_reset)
        tree.dataChanged.connect(self._count)

    def _filter(self, number: int, one: Filter) -> QToolButton:
        made = QToolButton()
        made.setText(one.value)
        made.setCheckable(True)
        made.setChecked(one is Filter.ALL)
        made.setProperty("look", "filter")
        made.setAccessibleName(f"筛选：{one.value}")
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._filters.addButton(made, number)
        return made

    def show_current(self, part: str) -> None:
        """Mark the part that is open."""
        self._current = part
        index = self._tree.index_of(part)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        else:
            self.view.clearSelection()

    def _on_narrowed(self) -> None:
        chosen = list(Filter)[self._filters.checkedId()]
        self._tree.show_only(chosen, self.search.text())

    def _on_clicked(self, index: QModelIndex) -> None:
        found = index.data(ROW_ROLE)
        if isinstance(found, PartRow):
            self.chosen.emit(found.part)

    def _on_reset(self) -> None:
        self.view.expandAll()
        self._count()
        self.show_current(self._current)

    def _count(self) -> None:
        for number, one in enumerate(Filter):
            count = self._tree.count(one)
            made = self._filters.button(number)
            made.setToolTip(f"{one.value}：{count} 项")
            made.setAccessibleDescription(f"{count} 项")
            made.setText(one.value if one is Filter.ALL or not count else f"{one.value}{count}")


class _IndicatorView(QTreeView):
    """Headings stay open; keys go up and down among the parts."""

    def __init__(self, tree: IndicatorTree) -> None:
        super().__init__()
        self.setAccessibleName("指标")
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(IndicatorDelegate(self))
        self.setModel(tree)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down open the next part at once; Enter is the form's."""
        before = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
            return
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.clicked.emit(self.currentIndex())
