"""The foot of a criterion's card: its sentence, what it counts, and the small tools behind them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from desktop.ui.parts.boxes import holder, row
from desktop.ui.parts.labels import label, paragraph, restyle
from desktop.ui.theme.tokens import px

_TENTHS = 18  # of a line: a sentence that would need more beside the tools stands above them


class ToldRow(QWidget):
    """A short sentence beside the tools; a long one across the whole card."""

    def __init__(self, tools: tuple[QToolButton, ...]) -> None:
        super().__init__()
        self.sentence = paragraph("", "sentence")
        self.amount = label("", "strong")
        self._rest = holder(row(self.amount, 6, *tools, gap=2))
        self._above = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.sentence, 0, 0)
        self._grid.addWidget(self._rest, 0, 1)

    def tell(self, sentence: tuple[str, str], amount: tuple[str, str]) -> None:
        """The words of each, and their tone."""
        for one, (text, tone) in ((self.sentence, sentence), (self.amount, amount)):
            _set(one, text, tone)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds more or fewer words."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        beside = self.width() - self._rest.sizeHint().width() - px(8)
        words = self.sentence.fontMetrics().horizontalAdvance(self.sentence.text())
        above = 10 * words > _TENTHS * beside
        if above == self._above:
            return
        self._above = above
        for one in (self.sentence, self._rest):
            self._grid.removeWidget(one)
        self._grid.addWidget(self.sentence, 0, 0, 1, 2 if above else 1)
        self._grid.addWidget(self._rest, int(above), 1, Qt.AlignmentFlag.AlignRight)


def _set(one: QLabel, text: str, tone: str) -> None:
    if one.text() != text:
        one.setText(text)
    restyle(one, "tone", tone)
