"""留痕: who did what, when and why, in a scope that can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListView,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from desktop.ui.dialogs.passage_delegate import PassageDelegate
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.passages import Passages, Scope
from desktop.viewmodels.workplace import Workplace

_NOTHING = "还没有人动过。每次登记、改动、撤销都会记在这里，谁做的、什么时候、从什么改成什么。"


class HistoryDialog(QDialog):
    """A list to read; nothing is changed here."""

    def __init__(
        self,
        parent: QWidget,
        workplace: Workplace,
        scopes: Sequence[Scope],
        whose: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("留痕")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # closed, it would go on reading
        self.resize(min(px(820), parent.width() - px(20)), min(px(620), parent.height() - px(20)))
        self.history = Passages(workplace, scopes, self)
        self._title = flowing("", "heading")
        self._count = label("", "soft")
        self.scopes = Segments([Segment(one.words) for one in scopes], "留痕的范围")
        self.scopes.show_value(0)
        self.view = _PassageView(self.history)
        self._empty = flowing("", "soft")
        self._lay_out(label(whose, "soft"))
        self.scopes.chosen.connect(self.history.show_scope)
        self.history.modelReset.connect(self._show)
        self._show()
        (self.view if self.history.passages else self.scopes).setFocus()

    def _lay_out(self, sheet: QWidget) -> None:
        none = holder(column(self._empty, None, margins=(20, 24, 20, 20)))
        self._pages = QStackedLayout()
        # First: a page without a parent would flash up as a window.
        body = framed("pane", self._pages)
        self._pages.addWidget(self.view)
        self._pages.addWidget(none)
        close = button("关闭")
        close.clicked.connect(self.reject)
        head = column(
            sheet, self._title, row(self.scopes, None, self._count), gap=8, margins=(20, 16, 20, 12)
        )
        foot = framed("foot", row(None, close, margins=(20, 10, 20, 10)))
        whole = column(framed("head", head), body, foot, gap=0)
        whole.setStretchFactor(body, 1)
        self.setLayout(whole)

    def _show(self) -> None:
        scope, passages = self.history.scope, len(self.history.passages)
        self._title.setText(scope.title)
        self._count.setText(f"{passages} 步，最近的在上面" if passages else "")
        self._empty.setText(f"{scope.words}{_NOTHING}")
        self._pages.setCurrentIndex(0 if passages else 1)
        if passages:
            self.view.setCurrentIndex(self.history.index(0))


class _PassageView(QListView):
    """Rows of their own heights; keys go from one to the next."""

    def __init__(self, history: Passages) -> None:
        super().__init__()
        self.setAccessibleName("留痕")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(px(24))
        self._painted = PassageDelegate(self)
        self.setItemDelegate(self._painted)
        history.modelAboutToBeReset.connect(self._painted.forget)
        self.setModel(history)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere now."""
        self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
