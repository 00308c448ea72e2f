"""The chart book: which chart of the open round is looked at, beside which other round, and what is saved of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import Round
from desktop.services.chart_pictures import Chart, Charted, Drawing, Known, poster, save_chart
from desktop.services.papers import Paper, Wanted
from desktop.services.round_charts import CHARTS, chart_of, charted_round, needs_another, others
from desktop.viewmodels.jobs import Job
from desktop.viewmodels.result_book import ResultBook

_NOTHING: Final = Chart("", "")
_OF_SHEETS: Final = frozenset({"finding", "discretion", "not_applicable", "item", "assessment"})


class ChartBook(QObject):
    """A chart is made when it is looked at, and again once a sheet has changed."""

    changed = Signal()
    saved = Signal(str)  # where

    def __init__(self, book: ResultBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.name = CHARTS[0]
        self.other = ""
        self._of = ""  # the round that these were made of
        self._made: dict[str, Chart] = {}
        self._known: Known = {}
        self._then: Charted | None = None
        self._reading: Job | None = None
        self._awake = False
        book.sheets_changed.connect(self._on_sheets)
        book.workplace.dispatcher.changed.connect(self._on_touched)

    def show_round(self) -> None:
        """Another round is open, or all of it was read anew."""
        of = self.book.round
        if of is None:
            return
        if of.id != self._of or self.other not in [one.id for one in self.rounds]:
            self._of, self._then = of.id, None
            self.other = next((one.id for one in self.rounds), "")
        self._made = {}
        self._read_other()
        self.changed.emit()

    @property
    def rounds(self) -> tuple[Round, ...]:
        """Those that it may be set beside, the likeliest first."""
        of = self.book.round
        return () if of is None else others(of, self.book.rounds)

    # -- what is looked at

    @property
    def sets_beside(self) -> bool:
        """Whether the chart in sight needs another round."""
        return needs_another(self.name)

    def choose(self, name: str) -> None:
        """Another chart."""
        if name != self.name:
            self.name = name
            self._read_other()
            self.changed.emit()

    def choose_other(self, round_id: str) -> None:
        """Another round beside it."""
        if round_id != self.other:
            self.other, self._then = round_id, None
            self._forget_beside()
            self._read_other()
            self.changed.emit()

    @property
    def chart(self) -> Chart:
        """The one in sight."""
        if self.name not in self._made:
            now = self._now
            if now is None:
                return _NOTHING
            if self.sets_beside and self.other and self._then is None:
                return Chart(self.name, "正在读取另一个批次……")
            self._made[self.name] = chart_of(self.name, now, self._then)
        return self._made[self.name]

    @property
    def heading(self) -> str:
        """Whose chart it is."""
        return self.book.round.name if self.book.round else ""

    @property
    def poster(self) -> Drawing:
        """As a picture that stands alone."""
        return poster(self.chart, self.heading)

    @property
    def _now(self) -> Charted | None:
        of, scheme = self.book.round, self.book.scheme
        if of is None or scheme is None:
            return None
        return Charted(of, scheme, tuple(self.book.sheets.values()), self.book.ranking, self._known)

    # -- the other round

    def _read_other(self) -> None:
        """Beside the window: a round of two hundred units takes its time."""
        if not (self.sets_beside and self.other) or self._then is not None:
            return
        if self._reading is not None:
            return
        workspace, wanted = self.book.workplace.workspace, self.other
        self._reading = self.book.jobs.start(
            "正在读取另一个批次",
            lambda _progress, _off: charted_round(workspace, wanted),
            self._on_other,
        )
        self._reading.ended.connect(self._on_read)
        self.destroyed.connect(self._reading.forget)  # the page may go before the round is read

    def _on_other(self, then: Charted) -> None:
        if then.round.id == self.other:
            self._then = then
            self._forget_beside()
            self.changed.emit()

    def _on_read(self) -> None:
        failed = self._reading is not None and bool(self._reading.failure)
        self._reading = None
        if not failed:
            self._read_other()  # another one may be wanted by now

    def _forget_beside(self) -> None:
        self._made = {name: one for name, one in self._made.items() if not needs_another(name)}

    # -- as time goes by

    def wake(self) -> None:
        """In sight: read what is stale."""
        self._awake = True
        self._refresh()

    def sleep(self) -> None:
        """Out of sight: read nothing."""
        self._awake = False

    def _refresh(self) -> None:
        if self.sets_beside and self._then is None and self.other:
            self._read_other()
            self.changed.emit()

    def _on_sheets(self) -> None:
        self._made = {}
        self.changed.emit()

    def _on_touched(self, touched: frozenset[tuple[str, tuple[object, ...]]]) -> None:
        """The other round may change as well, while nobody looks."""
        if any(
            (table in _OF_SHEETS and key[0] == self.other)
            or table == "item"  # its key does not say whose sheet it is on
            or (table == "round" and key == (self.other,))
            for table, key in touched
        ):
            self._then = None
            self._forget_beside()
            if self._awake:
                self._refresh()

    # -- what is done with it

    def save(self, out: Path) -> None:
        """As a file; its ending says of which kind."""
        chart, heading = self.chart, self.heading
        workspace = self.book.workplace.workspace
        job = self.book.jobs.start(
            f"正在保存“{out.name}”",
            lambda _progress, _off: save_chart(workspace, chart, heading, out),
            lambda place: self.saved.emit(str(place)),
        )
        self.destroyed.connect(job.forget)  # the file is written; there is nobody to be told

    def print(self) -> None:
        """All charts of the round as a paper."""
        of = self.book.round
        if of is not None:
            self.book.paper_wanted.emit(Wanted(Paper.CHARTS, of.id, about=self.other))
