"""A monthly report in the making: what is typed over what is kept, rows begun from its lines, a filled form read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, Literal, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, LEDGERS, Kept, Row
from desktop.domain.ledgers.monthly_reports import begun_on
from desktop.domain.refusals import Refused, within_quotes
from desktop.domain.troubles import Trouble
from desktop.services.form_previews import FormPreview, preview_form
from desktop.services.ledgers import keep_rows, strike_rows
from desktop.services.monthly_reports import (
    Filing,
    MonthlySight,
    ReportKey,
    keep_monthly_report,
    monthly_report_of,
)
from desktop.services.outcome import Outcome
from desktop.services.paper_names import file_name_of
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import Printing, save_paper
from desktop.services.progress import IsCancelled, Progress
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.month_lines import LineSight, month_lines, span_words
from desktop.viewmodels.row_draft import RowDraft
from desktop.viewmodels.workplace import Workplace

T = TypeVar("T")
Day = Literal["filled", "received"]
_OURS: Final = frozenset({"ledger_row", "round", "assessment", "unit"})


class MonthlyDraft(QObject):
    """What goes wrong, or came about, stands in `said`: a dialog hides the window's own message."""

    changed = Signal()
    previewed = Signal(object)  # FormPreview

    def __init__(self, workplace: Workplace, jobs: Jobs, key: ReportKey) -> None:
        super().__init__()
        self.workplace, self.jobs, self.key = workplace, jobs, key
        self.said, self.is_fault = "", False
        self._words: dict[str, str] = {}
        self._days: dict[Day, date | None] = {}
        self._job: Job | None = None
        self._show(monthly_report_of(workplace.workspace, key))
        workplace.dispatcher.changed.connect(self._on_changed)

    # -- what is shown

    @property
    def sight(self) -> MonthlySight:
        """As it is kept."""
        return self._sight

    @property
    def lines(self) -> tuple[LineSight, ...]:
        """Every line, with what the ledgers answer in it."""
        return self._lines

    def words_at(self, place: str) -> str:
        """What stands there beside the ledgers' own words."""
        return self._words.get(place, self._sight.kept.row.words.get(place, ""))

    @property
    def filled(self) -> date | None:
        """When the form was filled in."""
        return self._days.get("filled", self._sight.kept.row.filled)

    @property
    def received(self) -> date | None:
        """When it came in."""
        return self._days.get("received", self._receipt_day)

    @property
    def touched(self) -> bool:
        """Whether anything was typed that is not kept."""
        return bool(self._words or self._days)

    @property
    def busy(self) -> str:
        """What is on its way; blank where nothing is."""
        return self._job.words if self._job else ""

    @property
    def wanted(self) -> Wanted:
        """The paper that it is."""
        month = f"{self.key.due:%Y-%m}"
        return Wanted(Paper.SHEET, self.key.round, self.key.unit, month=month)

    def suggested(self, ending: str) -> str:
        """What its file is to be called."""
        return file_name_of(self.workplace.workspace, self.wanted, ending)

    # -- what is typed

    def write(self, place: str, words: str) -> None:
        """Take what stands in a line, or behind a label of head and foot."""
        words = words.strip()
        if words == self._sight.kept.row.words.get(place, ""):
            self._words.pop(place, None)
        else:
            self._words[place] = words
        self._say("")

    def write_day(self, which: Day, day: date | None) -> None:
        """Take a day; None while it is blank."""
        kept = self._sight.kept.row.filled if which == "filled" else self._receipt_day
        if day == kept:
            self._days.pop(which, None)
        else:
            self._days[which] = day
        self._say("")

    # -- rows of the ledgers

    def row_draft(self, ledger: str, kind: str = "") -> RowDraft:
        """A new row that belongs to this report, if its day stays."""
        day, unit = self._likely_day, self.key.unit
        if ledger == ACTIVITIES:
            return RowDraft(
                LEDGERS[ledger],
                unit,
                Kept("", unit, Activity(kind=kind, held=day, title="")),
                day.year,
            )
        begun = Inspection(title="", sort="", started=day)
        return _RunDraft(LEDGERS[ledger], unit, Kept("", unit, begun), day.year)

    def draft_of(self, ledger: str, kept: Kept[Row]) -> RowDraft:
        """A row as it is."""
        undated = ledger != ACTIVITIES and kept.id not in self._sight.kept.row.undated
        return (_RunDraft if undated else RowDraft)(
            LEDGERS[ledger], kept.unit, kept, self._likely_day.year
        )

    def keep_row(self, ledger: str, kept: Kept[Row]) -> bool:
        """Keep a row; one that belongs to another report is kept all the same, and it is said."""
        at = self.workplace
        if not self._attempt(lambda: keep_rows(at.workspace, at.author, ledger, [kept])):
            return False
        if all(entry.kept.row != kept.row for one in self._lines for entry in one.entries):
            self._say(
                f"“{within_quotes(kept.row.told)}”已记入“{LEDGERS[ledger].name}”台账；"
                f"它的日期或实施单位不属于这张表（{span_words(self._sight)}）"
            )
        return True

    def strike(self, row_id: str) -> bool:
        """Take a row out of its ledger."""
        at = self.workplace
        return self._attempt(lambda: strike_rows(at.workspace, at.author, [row_id]))

    @property
    def _likely_day(self) -> date:
        """Within the span, for a row outside it would not be seen here."""
        span, today = self._sight.span, date.today()  # noqa: DTZ011  # the office's own calendar day
        days = (one for one in (self.filled, today) if one and span.first <= one <= span.last)
        return next(days, span.last)

    # -- the whole report

    def keep(self) -> bool:
        """Keep what was typed, as one event; an untouched report that was entered already stays as it is."""
        if self._sight.entered and not self.touched:
            return True
        kept = self._sight.kept.row.words
        words = {place: one for place, one in {**kept, **self._words}.items() if one}
        return self._file(lambda: Filing(words, self.filled, received=self._came()))

    def read_file(self, path: Path) -> None:
        """Read a filled form beside the window; nothing is kept before it is seen."""
        workspace, key = self.workplace.workspace, self.key
        seen: list[FormPreview] = []
        job = self._start(
            f"读取“{path.name}”", lambda _p, _c: preview_form(workspace, key, path), seen.append
        )
        if job is not None:  # nothing runs any more, however long one looks at it
            job.ended.connect(lambda: self.previewed.emit(seen[0]) if seen else None)

    def overtaken(self, preview: FormPreview) -> tuple[str, ...]:
        """Places where something is typed that the form would replace."""
        kept = self._sight.kept.row.words
        return tuple(
            place
            for place in self._words
            if preview.words.get(place, "") != kept.get(place, "")
            and preview.words.get(place, "") != self._words[place]
        )

    def accept(self, preview: FormPreview) -> bool:
        """Keep what the form brings, as one event; what was typed in other places waits on."""
        gone = self.overtaken(preview)
        is_own = preview.filled == self._sight.kept.row.filled  # the form says no other day

        def filing() -> Filing:
            found = preview.filing(self._came())
            return replace(found, filled=self.filled) if is_own else found

        typed = dict(self._words)
        self._words = {place: one for place, one in typed.items() if place not in gone}
        if self._file(filing):
            return True
        self._words = typed
        return False

    def save_as(self, out: Path) -> None:
        """As a file; its ending says of which kind."""
        workspace, wanted = self.workplace.workspace, self.wanted

        def save(progress: Progress, off: IsCancelled) -> Path:
            return save_paper(workspace, wanted, out, Printing(progress, off))

        self._start(f"正在保存“{out.name}”", save, self._on_saved)

    def close(self) -> None:
        """The dialog is gone."""
        if self._job is not None:
            self._job.cancel()

    # -- how it comes about

    @property
    def _receipt_day(self) -> date | None:
        receipt = self._sight.receipt
        return receipt.row.received if receipt else None

    def _came(self) -> date | None:
        """Only a day that is not kept yet: without one the receipt stays as it is."""
        if "received" not in self._days:
            return None
        day, kept = self._days["received"], self._receipt_day
        if day is None and kept is not None:
            raise Refused(
                f"已登记 {kept.isoformat()} 收到，这里不能清空；要撤去登记，请在“报送”里按 Delete",
                "received",
            )
        return day

    def _file(self, filing: Callable[[], Filing]) -> bool:
        at = self.workplace
        return self._attempt(
            lambda: keep_monthly_report(at.workspace, at.author, self.key, filing())
        )

    def _attempt(self, deed: Callable[[], Outcome]) -> bool:
        try:
            outcome = deed()
        except (Refused, Trouble) as failure:
            self._say(failure.message, is_fault=True)
            return False
        self._say("")
        self.workplace.dispatcher.tell(outcome)
        return True

    def _start(
        self, words: str, work: Callable[[Progress, IsCancelled], T], done: Callable[[T], None]
    ) -> Job | None:
        if self._job is not None:
            self._say(f"请等它完成，再{words.removeprefix('正在')}")
            return None
        job = self._job = self.jobs.start(
            words, work, lambda made: None if job.cancelled else done(made)
        )
        job.ended.connect(self._on_ended)
        self._say("")
        return job

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        failure = job.failure if job else ""
        self._say(failure or self.said, is_fault=bool(failure) or self.is_fault)

    def _on_saved(self, place: Path) -> None:
        self._say(f"已存成“{place.name}”，在 {place.parent}")

    def _say(self, words: str, *, is_fault: bool = False) -> None:
        self.said, self.is_fault = words, is_fault
        self.changed.emit()

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if all(table not in _OURS for table, _ in touched):
            return
        try:
            self._show(monthly_report_of(self.workplace.workspace, self.key))
        except (Refused, Trouble) as failure:
            self._say(failure.message, is_fault=True)
        self.changed.emit()

    def _show(self, sight: MonthlySight) -> None:
        """What was typed stays where it says something else than what is kept."""
        self._sight, self._lines = sight, month_lines(sight)
        kept: Mapping[str, str] = sight.kept.row.words
        self._words = {at: one for at, one in self._words.items() if one != kept.get(at, "")}
        days: dict[Day, date | None] = {"filled": sight.kept.row.filled}
        days["received"] = self._receipt_day
        self._days = {which: day for which, day in self._days.items() if day != days[which]}


class _RunDraft(RowDraft):
    """A run that must say a day, or no month's report would tell of it."""

    def row(self) -> Kept[Row]:
        kept = super().row()
        if isinstance(kept.row, Inspection) and begun_on(kept.row) is None:
            words = "“开始日期”：请写开始、结束或者计划完成的日期，否则不知道属于哪个月的月报表"
            raise Refused(words, "started")
        return kept
