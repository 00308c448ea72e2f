"""办法: the installed schemes, read as their documents stand."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, QStringListModel, Qt
from PySide6.QtGui import QFontMetrics, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHeaderView,
    QListView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.ui.parts.boxes import column, framed
from desktop.ui.parts.labels import paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.scheme_library import OutlineRow, SchemeLibrary, heading, outline

_COLUMNS = ("序号、条款", "指标和评分标准", "分值、计分规则")
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


class SchemeScreen(QWidget):
    """A list of schemes, and the outline of the one that is open."""

    def __init__(self, library: SchemeLibrary) -> None:
        super().__init__()
        self._library = library
        self._titles = QListView()
        self._titles.setAccessibleName("已安装的考核办法")
        self._titles.setModel(QStringListModel([one.title for one in library.schemes], self))
        self._titles.setWordWrap(True)
        self._titles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._titles.setResizeMode(QListView.ResizeMode.Adjust)
        self._titles.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._title = paragraph("", "title")
        self._heading = paragraph("", "soft")
        self._outline = QTreeView()
        self._outline.setAccessibleName("指标和评分标准")
        self._outline.setWordWrap(True)
        self._outline.setItemDelegate(_Wrapping(self._outline))
        # A row's height follows from the width of its columns.
        self._outline.header().sectionResized.connect(self._outline.doItemsLayout)
        self._outline.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self._rows = QStandardItemModel(self)
        self._outline.setModel(self._rows)
        self._lay_out()
        self._titles.selectionModel().currentChanged.connect(self._on_chosen)
        library.opened.connect(self._on_opened)
        if library.schemes:
            self._titles.setCurrentIndex(self._titles.model().index(0, 0))
        self.setFocusProxy(self._titles)

    def _lay_out(self) -> None:
        words = column(self._title, self._heading, self._outline, margins=(20, 16, 20, 12))
        words.setStretchFactor(self._outline, 1)
        panes = QSplitter()
        panes.addWidget(self._titles)
        panes.addWidget(framed("pane", words))
        panes.setSizes([px(300), px(960)])
        panes.setStretchFactor(1, 1)
        self.setLayout(column(panes, gap=0))

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
        self._outline.setColumnWidth(0, px(170))
        self._outline.setColumnWidth(2, px(290))
        self._outline.expandAll()
        self._outline.scrollToTop()


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
