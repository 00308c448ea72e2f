"""The conflicts of a merge, one a row: both sides stand beside each other, and one of them is chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from desktop.services.merge_words import SideSaid
from desktop.ui.parts.tables import Heading, go_to, read_only, wrap_rows
from desktop.viewmodels.merge_draft import MergeDraft

_HEADINGS: Final = (
    Heading("单位", 110),
    Heading("何处", 250),
    Heading("本机", None),
    Heading("对方", None),
)
_OURS, _THEIRS = 2, 3
_CHOSEN, _OPEN = "● ", "○ "
_KEYS: Final = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}


class ConflictTable(QTableWidget):
    """Arrows and clicks choose; what is chosen has a full mark and is bold, so that no colour is needed."""

    def __init__(self, draft: MergeDraft) -> None:
        super().__init__(0, len(_HEADINGS))
        self._draft = draft
        self.setAccessibleName("两边改得不同的各处")
        self.setProperty("framed", "true")
        self.setHorizontalHeaderLabels([one.words for one in _HEADINGS])
        read_only(self, _HEADINGS)
        for at in (_OURS, _THEIRS):
            self.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        wrap_rows(self)
        self._fill()
        self.cellClicked.connect(self._on_clicked)

    def _fill(self) -> None:
        self.setRowCount(len(self._draft.sight.conflicts))
        for at, one in enumerate(self._draft.sight.conflicts):
            for place, words in enumerate((one.unit, one.where, "", "")):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(at, place, item)
        if self.rowCount():
            go_to(self, self.model().index(0, _OURS))

    def refresh(self) -> None:
        """Which side is chosen where."""
        for at, one in enumerate(self._draft.sight.conflicts):
            chosen = self._draft.choices.get(at)
            self._show_side(at, _OURS, one.ours, chosen=chosen is False)
            self._show_side(at, _THEIRS, one.theirs, chosen=chosen is True)

    def _show_side(self, at: int, place: int, side: SideSaid, *, chosen: bool) -> None:
        item = self.item(at, place) or QTableWidgetItem()
        words = (_CHOSEN if chosen else _OPEN) + side_words(side)
        if item.text() != words:
            item.setText(words)
            item.setToolTip(side_words(side))
            font = item.font()
            font.setBold(chosen)
            item.setFont(font)

    def narrow(self, unit: str, *, left_only: bool) -> None:
        """Show one unit's conflicts, or those that nobody has decided yet."""
        for at, one in enumerate(self._draft.sight.conflicts):
            gone = unit not in {"", one.unit} or (left_only and at in self._draft.choices)
            self.setRowHidden(at, gone)
        shown = [at for at in range(self.rowCount()) if not self.isRowHidden(at)]
        if shown and self.isRowHidden(max(self.currentRow(), 0)):
            after = next((at for at in shown if at > self.currentRow()), shown[-1])
            go_to(self, self.model().index(after, _OURS))

    def choose_shown(self, *, theirs: bool) -> None:
        """One side for all that is shown."""
        shown = [at for at in range(self.rowCount()) if not self.isRowHidden(at)]
        self._draft.choose(shown, theirs=theirs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows to the sides choose for the rows that are marked; up and down go on."""
        theirs = _KEYS.get(Qt.Key(event.key()))
        if theirs is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        rows = {index.row() for index in self.selectedIndexes()} or {self.currentRow()}
        self._draft.choose(sorted(rows), theirs=theirs)

    def _on_clicked(self, at: int, place: int) -> None:
        if place in {_OURS, _THEIRS}:
            self._draft.choose([at], theirs=place == _THEIRS)


def side_words(side: SideSaid) -> str:
    """What one side says, and below it who said so and when; nobody where no event tells."""
    when = f" {side.at.astimezone():%Y-%m-%d %H:%M}" if side.at else ""
    return f"{side.words}\n{side.author}{when}" if side.author else side.words
