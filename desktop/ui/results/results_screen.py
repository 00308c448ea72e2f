"""结果: one round at a look, page by page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.elided_choice import ElidedChoice
from desktop.ui.parts.empty_page import EmptyPage, Way
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.parts.late_pages import LatePages
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.results.first_package import take_first_package, take_this_package
from desktop.ui.results.result_page import ResultPage
from desktop.ui.results.result_pages import RESULT_PAGES
from desktop.ui.theme.tokens import px
from desktop.viewmodels.result_book import ResultBook

_OVERVIEW, _TAKE = "overview", "take"

_WIDEST = 620  # of a round's name
_ROOMY = 1000  # where its name is read beside the pages


class ResultsScreen(QWidget):
    """Head with pages and rounds, the page, a line that says how to go on."""

    overview_wanted = Signal()
    turned = Signal()  # to another page

    def __init__(self, book: ResultBook) -> None:
        super().__init__()
        self.book = book
        self._names = [*RESULT_PAGES]
        self.tabs = Segments([Segment(one) for one in self._names], "结果")
        self.rounds: QComboBox = ElidedChoice("批次")
        self._pages: dict[str, ResultPage] = {}
        self.pages = LatePages()
        self.empty = EmptyPage()
        self._hint = ElidedLabel("", "small")
        self.pages.add(self.empty)
        self.entry: QWidget = self.tabs
        self._shown = self._names[0]
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.rounds.setMaximumWidth(px(_WIDEST))
        self.rounds.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = row(self.tabs, 24, self.rounds, margins=(16, 10, 16, 10))
        line.setAlignment(self.rounds, Qt.AlignmentFlag.AlignVCenter)
        line.setStretch(2, 1)
        head = framed("head", line)
        foot = framed("pane", row(self._hint, margins=(16, 4, 16, 6)))
        whole = column(head, self.pages, foot, gap=0)
        whole.setStretchFactor(self.pages, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda at: self.show_page(self._names[at]))
        self.rounds.activated.connect(lambda _: self.book.open(self.rounds.currentData()))
        self.empty.chosen.connect(self._on_way)
        self.book.opened.connect(self._on_opened)
        self.book.rounds_changed.connect(self._show_rounds)
        keys_within(
            self, {"Ctrl+PgUp": lambda: self._step(-1), "Ctrl+PgDown": lambda: self._step(1)}
        )

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: read what changed since."""
        super().showEvent(event)
        self.book.wake()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short, the pages leave it to the round's name."""
        super().resizeEvent(event)
        self.tabs.stand(close=self.width() < px(_ROOMY))

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: read nothing."""
        super().hideEvent(event)
        self.book.sleep()

    def _on_way(self, deed: str) -> None:
        if deed == _TAKE:
            take_first_package(self, self.book)
        else:
            self.overview_wanted.emit()

    def take_package(self, file: Path) -> None:
        """A package that was opened from its folder."""
        take_this_package(self, self.book, file)

    def let_go(self) -> None:
        """The workspace is closed."""
        for page in self._pages.values():
            page.let_go()

    @property
    def page(self) -> ResultPage:
        """The page that is open."""
        if self._shown not in self._pages:
            made = RESULT_PAGES[self._shown](self.book)
            self._pages[self._shown] = made
            self.pages.add(made)
        return self._pages[self._shown]

    def show_page(self, name: str) -> None:
        """Another page of the same round."""
        if name != self._shown:
            self.turned.emit()
        self._shown = name
        self._show()

    def show_rectification(self, round_id: str, rectification: str) -> None:
        """One of a round's list of 整改."""
        self.book.open(round_id)
        self.show_page("整改")
        self.page.show_row(rectification)

    def _step(self, by: int) -> None:
        self.show_page(self._names[(self._names.index(self._shown) + by) % len(self._names)])
        self.entry.setFocus()  # else the cursor goes to whatever stands beside the page that went

    def _on_opened(self) -> None:
        self._show_rounds()
        self._show()

    def _show(self) -> None:
        self.tabs.show_value(self._names.index(self._shown))
        if self.book.round is None:
            self.empty.show_ways(
                "还没有考核批次。新建一个，或接收别人交来的考核包",
                (Way("去总览新建批次", _OVERVIEW), Way("接收考核包…", _TAKE)),
            )
            self.pages.setCurrentWidget(self.empty)
            self.entry = self.empty.entry
            return
        first = self.pages.currentWidget() is self.empty
        page = self.page
        page.show_round()
        self._hint.set_whole(page.hint)
        self.pages.setCurrentWidget(page)
        self.entry = page.entry
        if first and self.isVisible():
            self.entry.setFocus()  # the button that was pressed went with the empty page

    def _show_rounds(self) -> None:
        self.rounds.clear()
        for one in self.book.rounds:
            self.rounds.addItem(f"{one.name}（已归档）" if one.archived else one.name, one.id)
        found = self.book.round
        self.rounds.setCurrentIndex(self.rounds.findData(found.id) if found else -1)
