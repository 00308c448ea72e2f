"""The outline of a scheme: its sections, indicators and criteria as the document has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.domain.scheme import Scheme
from desktop.ui.parts.wrapping_rows import Index, text_margin, wrapped_size
from desktop.ui.theme.tokens import px
from desktop.viewmodels.scheme_rows import OutlineRow, outline

_COLUMNS = ("序号、条款", "指标和评分标准", "分值、计分规则")
_SHORT = ("条款", "评分标准", "计分")  # where those have no room
_NARROW = 640  # as the preview in a dialog
_SHARE = 4  # of a narrow outline: its outer columns take no more than one part in so many
_LEAST_PLACE, _LEAST_POINTS = 84, 104
_PADDING = 8  # of a framed tree's items in the style sheet, both sides
_AIR = 4  # between rows of several lines, beside the padding of the style sheet


class _Wrapping(QStyledItemDelegate):
    """Asks for the height that a cell's words take at the width of its column."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """QTreeView asks without a width, so that nothing would ever wrap."""
        width = self._tree.columnWidth(index.column())
        if index.column() == 0:
            width -= _depth(index) * self._tree.indentation()
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        return wrapped_size(styled, self._tree, width) + QSize(0, px(_AIR))


def _depth(index: Index) -> int:
    """How often a row is indented; the outermost ones are, too."""
    parent = index.parent()
    return 1 + _depth(parent) if parent.isValid() else 1


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
        self._widest_place = 0
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the whole of it, opened."""
        self._rows.clear()
        _fill(self._rows.invisibleRootItem(), outline(scheme))
        self._widest_place = self._measure_places()
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
        self.setColumnWidth(0, self._place_width() if narrow else px(170))
        self.setColumnWidth(
            2, max(px(_LEAST_POINTS), self.width() // _SHARE) if narrow else px(290)
        )

    def _place_width(self) -> int:
        """As the clauses need it, so that they do not make two lines of a row that has one."""
        most = max(px(_LEAST_PLACE), self.width() // _SHARE)
        return max(px(_LEAST_PLACE), min(self._widest_place, most))

    def _measure_places(self) -> int:
        metrics = self.fontMetrics()
        around = px(_PADDING) + 2 * text_margin(self) + 2  # words that just fit are wrapped
        return max(
            (
                metrics.horizontalAdvance(str(index.data() or "")) + _depth(index) * px(6) + around
                for index in self._every_place()
            ),
            default=0,
        )

    def _every_place(self) -> Iterator[QModelIndex]:
        open_ones = [QModelIndex()]
        while open_ones:
            parent = open_ones.pop()
            for row in range(self._rows.rowCount(parent)):
                index = self._rows.index(row, 0, parent)
                open_ones.append(index)
                yield index


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
