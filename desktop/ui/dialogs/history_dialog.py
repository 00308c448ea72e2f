"""留痕: who did what, when and why, to one criterion, one indicator or the whole sheet."""

from __future__ import annotations

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

from desktop.domain.sheet_parts import SheetPart
from desktop.services.record_names import criterion_name
from desktop.ui.dialogs.passage_delegate import PassageDelegate
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.history import History, HistoryPlace, Scope
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.workplace import Workplace

_NOTHING = "还没有人动过。认定、改动、撤销都会记在这里，谁做的、什么时候、从什么改成什么。"


class HistoryDialog(QDialog):
    """A list to read; nothing is changed here. What is being typed is recorded first."""

    def __init__(
        self,
        parent: QWidget,
        workplace: Workplace,
        assessment: OpenAssessment,
        part: SheetPart,
        criterion: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("留痕")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # closed, it would go on reading
        self.resize(min(px(820), parent.width() - px(20)), min(px(620), parent.height() - px(20)))
        assessment.commit()
        sight = assessment.sight
        self._names = {
            Scope.CRITERION: criterion_name(sight.scheme, criterion),
            Scope.PART: part.full_name,
            Scope.SHEET: "整张考核表",
        }
        place = HistoryPlace(sight.assessment.key, part, criterion, self._names[Scope.CRITERION])
        self.history = History(workplace, place, self)
        self._title = flowing("", "heading")
        self._count = label("", "soft")
        self.scopes = Segments([Segment(one.value) for one in self.history.scopes], "留痕的范围")
        self.scopes.show_value(0)
        self.view = _PassageView(self.history)
        self._empty = flowing("", "soft")
        self._lay_out(label(f"{sight.round.name} · {sight.assessment.name}", "soft"))
        self.scopes.chosen.connect(self._on_scope)
        self.history.modelReset.connect(self._show)
        self._show()
        (self.view if self.history.passages else self.scopes).setFocus()

    def _lay_out(self, sheet: QWidget) -> None:
        none = holder(column(self._empty, None, margins=(20, 24, 20, 20)))
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(none)
        close = button("关闭")
        close.clicked.connect(self.reject)
        head = column(
            sheet, self._title, row(self.scopes, None, self._count), gap=8, margins=(20, 16, 20, 12)
        )
        body = framed("pane", self._pages)
        foot = framed("foot", row(None, close, margins=(20, 10, 20, 10)))
        whole = column(framed("head", head), body, foot, gap=0)
        whole.setStretchFactor(body, 1)
        self.setLayout(whole)

    def _on_scope(self, number: int) -> None:
        self.history.show_scope(self.history.scopes[number])

    def _show(self) -> None:
        scope, passages = self.history.scope, len(self.history.passages)
        self._title.setText(self._names[scope])
        self._count.setText(f"{passages} 步，最近的在上面" if passages else "")
        self._empty.setText(f"{scope.value}{_NOTHING}")
        self._pages.setCurrentIndex(0 if passages else 1)
        if passages:
            self.view.setCurrentIndex(self.history.index(0))


class _PassageView(QListView):
    """Rows of their own heights; keys go from one to the next."""

    def __init__(self, history: History) -> None:
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
