"""The result book: which round is open under 结果, its sheets as they stand, and their ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.ranking import Ranking
from desktop.domain.records import AssessmentKey, Round
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import SheetPart
from desktop.services.round_rankings import rank_sheets
from desktop.services.round_sights import RoundSight, SheetSight, UnreadSheet
from desktop.services.rounds import results_first, rounds_of
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.round_sheets import RoundSheets
from desktop.viewmodels.sheets_ahead import SheetsAhead
from desktop.viewmodels.workplace import Workplace

_NOTHING: Final = Ranking((), provisional=False)


class ResultBook(QObject):
    """Every page of 结果 shows what this one holds; asleep, it reads nothing."""

    opened = Signal()  # another round, or all of it anew
    sheets_changed = Signal(object)  # set[AssessmentKey]: only these; the ranking is new as well
    rounds_changed = Signal()
    sheet_wanted = Signal(object, str, str)  # AssessmentKey, part, criterion
    paper_wanted = Signal(object)  # Wanted

    def __init__(self, workplace: Workplace, jobs: Jobs, ahead: SheetsAhead | None = None) -> None:
        super().__init__()
        self.workplace, self.jobs = workplace, jobs
        self._sheets = RoundSheets(workplace, ahead)
        self._sheets.sleep()
        self._rounds: tuple[Round, ...] | None = None
        self.ranking = _NOTHING
        self._sheets.read_whole.connect(self._on_whole)
        self._sheets.read_again.connect(self._on_again)
        workplace.dispatcher.changed.connect(self._on_changed)

    # -- the rounds

    @property
    def rounds(self) -> tuple[Round, ...]:
        """Those that can be opened, the newest first; what is put away stands last."""
        if self._rounds is None:
            self._rounds = results_first(rounds_of(self.workplace.workspace))
        return self._rounds

    @property
    def round(self) -> Round | None:
        """The one that is open."""
        return next((one for one in self.rounds if one.id == self._sheets.round), None)

    def open(self, round_id: str = "") -> None:
        """Open a round; without a name the one that was open, or the newest."""
        known = [one.id for one in self.rounds]
        wanted = round_id or self._sheets.round
        chosen = wanted if wanted in known else next(iter(known), "")
        if not chosen:
            self.opened.emit()
            return
        with self.workplace.deed():
            self._sheets.open(chosen)
            self._on_whole()

    # -- what it holds

    @property
    def scheme(self) -> Scheme | None:
        """Its scheme, with nothing left out for any kind of unit."""
        return self._sheets.sight.scheme if self._sheets.sight else None

    @property
    def parts(self) -> tuple[SheetPart, ...]:
        """The indicators, bonus and penalty."""
        return self._sheets.parts

    @property
    def sheets(self) -> Mapping[AssessmentKey, SheetSight | UnreadSheet]:
        """Every unit's sheet, in the round's order."""
        return self._sheets.sheets

    @property
    def groups(self) -> Mapping[str, str]:
        """Each unit's first group."""
        return self._sheets.sight.groups if self._sheets.sight else {}

    @property
    def beside(self) -> tuple[RoundSight, ...]:
        """The rounds that count beside it."""
        return self._sheets.sight.beside if self._sheets.sight else ()

    def name_of(self, unit: str) -> str:
        """What a unit is called in this round."""
        return self.sheets[AssessmentKey(self._sheets.round, unit)].assessment.name

    # -- as time goes by

    def wake(self) -> None:
        """In sight: read what is stale."""
        if self._sheets.round:
            self._sheets.wake()
        else:
            self._sheets.wake()
            self.open()

    def sleep(self) -> None:
        """Out of sight."""
        self._sheets.sleep()

    def _on_whole(self) -> None:
        self._rank()
        self.opened.emit()

    def _on_again(self, keys: Iterable[AssessmentKey]) -> None:
        self._rank()
        self.sheets_changed.emit(keys)

    def _rank(self) -> None:
        scheme = self.scheme
        if scheme is not None:
            self.ranking = rank_sheets(scheme, self.sheets.values(), self.groups, self.beside)

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "round" for table, _ in touched):
            self._rounds = None
            self.rounds_changed.emit()
