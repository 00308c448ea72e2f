"""The list of phrases that opens under a field; the field keeps the focus, so that typing goes on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from desktop.services.phrases import Phrase
from desktop.ui.parts.boxes import column
from desktop.ui.parts.phrase_delegate import PhraseDelegate
from desktop.ui.theme.tokens import ROW, px
from desktop.viewmodels.phrases import PhraseList

_MOST_ROWS: Final = 8
_WIDEST: Final = 560
_EDGE: Final = 8  # what stays free at the window's edges


class PhrasePopup(QFrame):
    """Lies over its window, below the field or above it, wherever there is more room."""

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._list = PhraseList(self)
        self._view = QListView()
        self._view.setAccessibleName("常用语")
        self._view.setProperty("framed", "true")
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setUniformItemSizes(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setItemDelegate(PhraseDelegate(self._view))
        self._view.setModel(self._list)
        self.setLayout(column(self._view))
        self._view.clicked.connect(self._on_clicked)
        self.hide()

    def offer(self, phrases: tuple[Phrase, ...], field: QLineEdit) -> None:
        """Show these, none of them chosen yet."""
        self._list.show_phrases(phrases)
        self._view.scrollToTop()
        self.setGeometry(self._room(field))
        self.show()
        self.raise_()

    def _room(self, field: QLineEdit) -> QRect:
        window = self._window
        at = QRect(field.mapTo(window, QPoint(0, 0)), field.size())
        edge = px(_EDGE)
        width = min(max(at.width(), px(_WIDEST)), window.width() - 2 * edge)
        left = max(edge, min(at.left(), window.width() - edge - width))
        below, above = window.height() - at.bottom() - edge, at.top() - edge
        height = self._height(max(below, above))
        top = at.bottom() + 2 if below >= min(height, above) else at.top() - 2 - height
        return QRect(left, top, width, height)

    def _height(self, room: int) -> int:
        """Whole rows, as many as there is room for."""
        rows = min(len(self._list.phrases), _MOST_ROWS, max(1, room // px(ROW)))
        return rows * px(ROW) + 2  # and the frame

    @property
    def over(self) -> QWidget:
        """The window that it lies over."""
        return self._window

    @property
    def current(self) -> Phrase | None:
        """The phrase that the keys stand on."""
        index = self._view.currentIndex()
        return self._list.phrases[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Go down or up; above the first there is the field itself."""
        index = self._view.currentIndex()
        place = (index.row() if index.isValid() else -1) + by
        place = max(-1, min(place, len(self._list.phrases) - 1))
        self._view.setCurrentIndex(self._list.index(place) if place >= 0 else QModelIndex())
        if place < 0:
            self._view.scrollToTop()

    @property
    def page(self) -> int:
        """How many rows are in sight."""
        return max(1, self._view.viewport().height() // px(ROW))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._list.phrases[index.row()].text)
