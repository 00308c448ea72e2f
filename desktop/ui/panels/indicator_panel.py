"""The left pane: search, filters and the indicator tree."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QTreeView,
)

from desktop.ui.panels.indicator_delegate import IndicatorDelegate
from desktop.ui.parts.boxes import column, framed, holder
from desktop.ui.parts.lines import clearable
from desktop.ui.parts.toggles import stop_at_checked
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import COLOURS, px
from desktop.viewmodels.indicator_tree import ROW_ROLE, IndicatorTree
from desktop.viewmodels.part_rows import Filter, PartRow

_ONE_LINE = 296  # from here on the filters stand side by side
_TWO_LINES = 3


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
        clearable(self.search)
        look = icon("search", "ink_faint")
        self.search.addAction(look, QLineEdit.ActionPosition.LeadingPosition).setText("查找")
        inner: QToolButton
        for inner in self.search.findChildren(QToolButton):
            inner.setAccessibleName(inner.text() or "清除查找")
        self._filters = QButtonGroup(self)
        stop_at_checked(self._filters)
        self._chips = QGridLayout()
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(0)
        for number, one in enumerate(Filter):
            self._chips.addWidget(self._filter(number, one), 0, number)
        chips = holder(self._chips)
        chips.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        head = framed("head", column(self.search, chips, gap=6, margins=(10, 10, 10, 2)))
        self.view = _IndicatorView(tree)
        self.setLayout(column(head, self.view, gap=0))
        self.setMinimumWidth(px(190))
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The filters take a second line where one is too short."""
        super().resizeEvent(event)
        across = len(Filter) if self.width() >= px(_ONE_LINE) else _TWO_LINES
        if across == self._chips.property("across"):
            return
        self._chips.setProperty("across", across)
        for number, one in enumerate(self._filters.buttons()):
            self._chips.addWidget(one, number // across, number % across)
        self._chips.setColumnStretch(across, 1)

    def show_current(self, part: str) -> None:
        """Mark the part that is open."""
        self._current = part
        index = self._tree.index_of(part)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        else:
            self.view.clearSelection()

    def show_all(self) -> None:
        """What was looked for in one round is not looked for in the next, whose tree might stay blank."""
        self._filters.button(0).setChecked(True)
        self.search.clear()
        self._on_narrowed()

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
        self.view.setAccessibleDescription(self._tree.narrowed)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where nothing is let through it is said."""
        super().paintEvent(event)
        model = self.model()
        if isinstance(model, IndicatorTree) and not model.rowCount() and model.narrowed:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(COLOURS["ink_soft"]))
            room = self.viewport().rect().adjusted(px(12), px(12), -px(12), 0)
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, model.narrowed)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is open stays in sight when something below takes room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down open the next part at once; Enter is the form's."""
        before = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
            return
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.clicked.emit(self.currentIndex())
