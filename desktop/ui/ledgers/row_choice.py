"""Row choice: a ledger's row found by words, in a list that is narrowed while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView

from desktop.services.scan_places import RowPlace
from desktop.ui.parts.boxes import column
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import label
from desktop.ui.parts.lines import clearable
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px

UNLINKED: Final = "只收入，不关联"
_DOWN: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_PageDown})


class RowChoice(QFrame):
    """Words above, the rows that have them below; the first entry of all is none of them."""

    chosen = Signal(object)  # the row's id, or None

    def __init__(self, places_with: Callable[[str], Sequence[RowPlace]]) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._places_with = places_with
        self._ids: list[str | None] = []
        self._row: str | None = None
        self.about = flowing("", "strong")
        self.search = _Search(self)
        self.rows = QListView()
        self.rows.setAccessibleName("台账里的行")
        self._shown = QStringListModel(self)
        self.rows.setModel(self._shown)
        self.rows.setProperty("framed", "true")
        self.rows.setProperty("dense", "true")
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setMinimumHeight(px(100))
        self.rows.setUniformItemSizes(True)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.whole = flowing("", "small")  # of the row that the cursor is on
        self.told = label("", "small")
        whole = column(
            *(self.about, self.search, self.rows, self.whole, self.told),
            gap=6,
            margins=(14, 10, 14, 10),
        )
        self.setLayout(whole)
        self.search.textChanged.connect(lambda _: self._sift())
        self.rows.selectionModel().currentChanged.connect(
            lambda index, _: self.whole.setText(str(index.data() or ""))
        )
        self.rows.activated.connect(lambda index: self._take(index.row()))

    def ask(self, about: str, row: str | None) -> None:
        """For another file, with the row that it has now."""
        self.about.setText(about)
        self._row = row
        if self.search.text():
            self.search.clear()  # which sifts
        else:
            self._sift()

    def begin(self, words: str = "") -> None:
        """Type on, with what was typed already."""
        self.search.setFocus()
        self.search.setText(words)

    def take(self) -> None:
        """The row on which the cursor is."""
        self._take(self.rows.currentIndex().row())

    def walk(self, event: QKeyEvent) -> None:
        """Up and down from where the words are typed."""
        QListView.keyPressEvent(self.rows, event)

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._ids):
            self.chosen.emit(self._ids[at])

    def _sift(self) -> None:
        words = self.search.text().strip()
        found = self._places_with(words)
        none = [] if words else [(None, UNLINKED)]
        shown = [*none, *((one.id, one.words) for one in found)]
        self._ids = [row for row, _ in shown]
        self._shown.setStringList([told for _, told in shown])
        at = self._ids.index(self._row) if self._row in self._ids else 0
        self.rows.setCurrentIndex(self._shown.index(at))
        self.told.setText(
            f"{len(found)} 行　↑↓ 选，Enter 或双击定下"
            if found
            else "没有这样的行：换几个字，或换一个单位"
        )


class _Search(QLineEdit):
    """Enter takes the row below, arrows walk there, Esc first clears what was typed."""

    def __init__(self, choice: RowChoice) -> None:
        super().__init__()
        self._choice = choice
        self.setAccessibleName("查找行")
        self.setPlaceholderText("打几个字查找：名称、编号、日期…")
        clearable(self)
        self.setMinimumWidth(px(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's, but for these."""
        if event.key() in ENTER:
            self._choice.take()
        elif event.key() in _DOWN | {Qt.Key.Key_Up, Qt.Key.Key_PageUp}:
            self._choice.walk(event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
