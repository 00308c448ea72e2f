"""A unit's sheet as a room reads it: each indicator with its score and why points were lost."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.tables import Heading, read_only, wrap_rows
from desktop.ui.theme.tokens import colour
from desktop.viewmodels.meeting_walk import PartLine

_HEADINGS: Final = (Heading("指标", None), Heading("得分", 0), Heading("扣分原因", None))
_SHARES: Final = (0.27, 0.18)  # of the width; the reasons have the rest
_CHANGED: Final = "▲会上改"


class HallSheet(QTableWidget):
    """Up and down choose an indicator, Enter changes it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(_HEADINGS))
        self.setAccessibleName("评分表")
        self.setHorizontalHeaderLabels([one.words for one in _HEADINGS])
        read_only(self, _HEADINGS)
        wrap_rows(self)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for at in range(len(_HEADINGS)):
            last = at == len(_HEADINGS) - 1
            mode = QHeaderView.ResizeMode
            self.horizontalHeader().setSectionResizeMode(at, mode.Stretch if last else mode.Fixed)
        self._rows: tuple[PartLine, ...] = ()
        self.doubleClicked.connect(lambda _: self.wanted.emit())

    @property
    def part(self) -> str:
        """The indicator that is chosen; blank where there is none."""
        at = self.currentRow()
        return self._rows[at].part if 0 <= at < len(self._rows) else ""

    def choose(self, part: str) -> None:
        """Go to this indicator."""
        self.selectRow([one.part for one in self._rows].index(part))

    def to_top(self) -> None:
        """Another unit's sheet begins with its first row."""
        self.setCurrentCell(-1, -1)
        self.scrollToTop()

    def show_rows(self, rows: tuple[PartLine, ...]) -> None:
        """These; what is chosen stays chosen."""
        at = max(0, self.currentRow())
        self._rows = rows
        self.setRowCount(len(rows))
        for place, one in enumerate(rows):
            score = f"{one.score} / {one.points}" if one.points else one.score
            words = (one.name, f"{score}\n{_CHANGED}" if one.changed else score, one.reasons)
            for column, text in enumerate(words):
                self.setItem(place, column, _cell(text, _ink(one, column)))
        if rows:
            self.setCurrentCell(min(at, len(rows) - 1), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes what is chosen."""
        if event.key() in ENTER:
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns keep their shares, and rows have room in them."""
        super().resizeEvent(event)
        for at, share in enumerate(_SHARES):
            self.setColumnWidth(at, round(self.viewport().width() * share))
        self.resizeRowsToContents()


def _cell(text: str, ink: str) -> QTableWidgetItem:
    made = QTableWidgetItem(text)
    made.setForeground(QBrush(colour(ink)))
    return made


def _ink(one: PartLine, column: int) -> str:
    """The score of what loses points is red; the reasons say it in words."""
    if column == 0:
        return "ink"
    if column == 1 and one.changed:
        return "amber"
    return "red" if one.loses and column == 1 else "ink"
