"""The outline of a scheme: its sections, indicators and criteria as the document has them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.domain.scheme import Scheme
from desktop.ui.theme.tokens import px
from desktop.viewmodels.scheme_rows import OutlineRow, outline

_COLUMNS = ("序号、条款", "指标和评分标准", "分值、计分规则")
_SHORT = ("条款", "评分标准", "计分")  # where those have no room
_NARROW = 640  # as the preview in a dialog
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


class SchemeOutline(QTreeView):
    """Read only; long words wrap."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("指标和评分标准")
        self.setProperty("framed", "true")
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapping(self))
        # A row's height follows from the width of its columns.
        self.header().sectionResized.connect(self.doItemsLayout)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the whole of it, opened."""
        self._rows.clear()
        _fill(self._rows.invisibleRootItem(), outline(scheme))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._share_out()
        self.expandAll()
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A preview has its width only once its dialog is laid out."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        narrow = self.width() < px(_NARROW)
        self._rows.setHorizontalHeaderLabels(list(_SHORT if narrow else _COLUMNS))
        self.setIndentation(px(6 if narrow else 20))
        self.setColumnWidth(0, px(84 if narrow else 170))
        self.setColumnWidth(2, px(104 if narrow else 290))


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
