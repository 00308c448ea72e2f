"""The window of this version: the installed schemes, read as their documents stand."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, QStringListModel, Qt
from PySide6.QtGui import QFontMetrics, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListView,
    QMainWindow,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.viewmodels.scheme_library import OutlineRow, SchemeLibrary, heading, outline

_COLUMNS = ("序号、条款", "指标和评分标准", "分值、计分规则")
_HINT = "这一版可以查阅考核办法；计分请在命令行用 kaoping score。"
_CELL_MARGINS = QSize(16, 14)


class _Wrapping(QStyledItemDelegate):
    """Asks for the height that a cell's words take at the width of its column."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """QTreeView asks without a width, so that nothing would ever wrap."""
        width = self._tree.columnWidth(index.column())
        depth, parent = 1, index.parent()
        while parent.isValid():
            depth, parent = depth + 1, parent.parent()
        if index.column() == 0:
            width -= depth * self._tree.indentation()
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        metrics = QFontMetrics(styled.font)  # type: ignore[attr-defined]  # missing from PySide's stubs
        room = QRect(0, 0, width - _CELL_MARGINS.width(), 0)
        words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        return QSize(width, words.height() + _CELL_MARGINS.height())


class SchemeWindow(QMainWindow):
    """A list of schemes, and the outline of the one that is open."""

    def __init__(self, library: SchemeLibrary) -> None:
        super().__init__()
        self._library = library
        self.setWindowTitle("考评台 · 考核办法")
        self.resize(1280, 760)
        self.setMinimumSize(960, 540)
        self._titles = QListView()
        self._titles.setAccessibleName("已安装的考核办法")
        self._titles.setModel(QStringListModel([one.title for one in library.schemes], self))
        self._titles.setWordWrap(True)
        self._titles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._titles.setResizeMode(QListView.ResizeMode.Adjust)
        self._titles.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._title = _label("title")
        self._heading = _label("heading")
        self._outline = QTreeView()
        self._outline.setAccessibleName("指标和评分标准")
        self._outline.setWordWrap(True)
        self._outline.setItemDelegate(_Wrapping(self._outline))
        # A row's height follows from the width of its columns.
        self._outline.header().sectionResized.connect(self._outline.doItemsLayout)
        self._outline.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self._rows = QStandardItemModel(self)
        self._outline.setModel(self._rows)
        self.setCentralWidget(self._laid_out())
        self._titles.selectionModel().currentChanged.connect(self._on_chosen)
        library.opened.connect(self._on_opened)
        if library.schemes:
            self._titles.setCurrentIndex(self._titles.model().index(0, 0))
        self._titles.setFocus()

    def _laid_out(self) -> QWidget:
        reader = QFrame()
        reader.setObjectName("pane")
        column = QVBoxLayout(reader)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        for widget in (self._title, self._heading, self._outline, _label("hint", _HINT)):
            column.addWidget(widget)
        column.setStretchFactor(self._outline, 1)
        panes = QSplitter()
        panes.addWidget(self._titles)
        panes.addWidget(reader)
        panes.setSizes([320, 960])
        panes.setStretchFactor(1, 1)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(_bar())
        rows.addWidget(panes, 1)
        return whole

    def _on_chosen(self, index: QModelIndex) -> None:
        self._library.open(index.row())

    def _on_opened(self) -> None:
        scheme = self._library.current
        if scheme is None:
            return
        self._title.setText(scheme.title)
        self._heading.setText(heading(scheme))
        self._rows.clear()
        self._rows.setHorizontalHeaderLabels(list(_COLUMNS))
        _fill(self._rows.invisibleRootItem(), outline(scheme))
        header = self._outline.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._outline.setColumnWidth(0, 180)
        self._outline.setColumnWidth(2, 300)
        self._outline.expandAll()
        self._outline.scrollToTop()


def _bar() -> QFrame:
    bar = QFrame()
    bar.setObjectName("bar")
    row = QHBoxLayout(bar)
    row.setContentsMargins(20, 10, 20, 10)
    row.addWidget(QLabel("考评台"))
    row.addStretch(1)
    row.addWidget(QLabel("考核办法"))
    return bar


def _label(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _fill(parent: QStandardItem, rows: Iterable[OutlineRow]) -> None:
    for row in rows:
        items = [QStandardItem(text) for text in (row.place, row.words, row.points)]
        for item in items:
            item.setToolTip(item.text())
        if row.under:
            _embolden(items)
        _fill(items[0], row.under)
        parent.appendRow(items)


def _embolden(items: Iterable[QStandardItem]) -> None:
    for item in items:
        font = item.font()
        font.setWeight(font.Weight.DemiBold)
        item.setFont(font)
