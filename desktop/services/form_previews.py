"""Form previews: what a filled form would bring into the ledgers, held against what they hold, before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Generic, TypeVar

from desktop.domain.file_names import plain_words
from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.columns import columns_of, shown_row
from desktop.domain.ledgers.form_lines import FormLine, lines_of
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept, Row
from desktop.domain.ledgers.report_words import (
    RUN_WORDS,
    is_day_label,
    is_unit_label,
)
from desktop.domain.records import UnitRecord
from desktop.domain.refusals import quoted, within_quotes
from desktop.intake.filled_forms import FilledForm, read_filled_form
from desktop.intake.form_answers import FormAnswers, read_answers
from desktop.intake.written_days import days_in
from desktop.services.monthly_reports import Filing, MonthlySight, ReportKey, sight_in
from desktop.store.causes import troubles
from desktop.store.workspace import Workspace

R = TypeVar("R", bound=Row)
_READING: Final = "读取月报表"


@dataclass(frozen=True, slots=True)
class Proposed(Generic[R]):
    """A row that the form tells of: as it would be kept, as the ledger has it (None: new), where it was written."""

    kept: Kept[R]
    held: R | None
    sources: Mapping[str, str]
    doubts: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether keeping it would change the ledger."""
        return self.kept.row != self.held


@dataclass(frozen=True, slots=True)
class FormPreview:
    """All that a filled form says, understood or not; `filing` is what keeping it would keep.

    `doubts` are to be looked at, by place; `remarks` concern the whole form; `unread` belongs to no line;
    `unmentioned` are rows that the ledgers hold for these days and the form does not tell of: they stay.
    """

    sight: MonthlySight
    words: Mapping[str, str]
    filled: date | None
    activities: tuple[Proposed[Activity], ...]
    runs: tuple[Proposed[Inspection], ...]
    doubts: Mapping[str, tuple[str, ...]]
    remarks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    unmentioned: tuple[str, ...] = ()

    def filing(self, received: date | None) -> Filing:
        """What is to be kept if nothing is corrected."""
        return Filing(
            self.words,
            self.filled,
            tuple(one.kept for one in self.activities if one.changes),
            tuple(one.kept for one in self.runs if one.changes),
            received=received,
        )


def preview_form(workspace: Workspace, key: ReportKey, path: Path) -> FormPreview:
    """Read a filled form for a unit's month; nothing is kept."""
    with workspace.reading() as view:
        form = sight_in(view, key).form
    with troubles(_READING, path):
        filled = read_filled_form(path, form)
    return preview_of(workspace, key, filled)


def preview_of(workspace: Workspace, key: ReportKey, form: FilledForm) -> FormPreview:
    """The same for a form that was read already."""
    with workspace.reading() as view:
        sight = sight_in(view, key)
        record = view.get(UnitRecord, key.unit)
    names = (sight.unit, *((record.name, *record.aliases) if record else ()))
    return _Preview(sight, form).told(names)


class _Preview:
    """Holds the answers of one form against one month's ledgers."""

    def __init__(self, sight: MonthlySight, form: FilledForm) -> None:
        self._sight, self._form = sight, form
        self._filled = self._filled_on()
        self._doubts: dict[str, tuple[str, ...]] = {}

    def told(self, names: Sequence[str]) -> FormPreview:
        sight = self._sight
        read = read_answers(sight.form, self._news(), sight.span, self._assumed())
        self._doubts |= read.doubts
        activities = tuple(self._activities(read))
        runs = tuple(self._runs(read))
        return FormPreview(
            sight,
            self._words(read),
            self._filled or sight.kept.row.filled,
            activities,
            runs,
            self._doubts,
            tuple(self._remarks(names)),
            self._form.unread,
            tuple(self._unmentioned([*activities, *runs])),
        )

    def _filled_on(self) -> date | None:
        for label, words in self._form.fields.items():
            if is_day_label(label) and (found := days_in(words, self._sight.span)):
                return found[0].day
        return None

    def _assumed(self) -> date:
        """The day of what bears none: the one on which the form was filled in, if that is one of its days."""
        span, day = self._sight.span, self._filled
        return day if day and span.first <= day <= span.last else span.last

    def _news(self) -> dict[str, str]:
        """The answers that say something else than what would be printed; a row's parts stay together."""
        lines = lines_of(self._sight.form)
        other = {one.place.partition(".")[0] for one in lines if not self._is_printed(one)}
        return {
            one.place: self._without_earlier(one)
            for one in lines
            if one.place.partition(".")[0] in other and one.place in self._form.answers
        }

    def _is_printed(self, line: FormLine) -> bool:
        said = self._form.answers.get(line.place, "")
        return not said or plain_words(said) == plain_words(self._sight.words.get(line.place, ""))

    def _without_earlier(self, line: FormLine) -> str:
        """An answer without our own lines on runs of earlier months."""
        answer = self._form.answers[line.place]
        for one in self._sight.entries.published if line.aspect else ():
            words = RUN_WORDS["publication"](one.row, self._sight.span.last)
            answer = answer.replace(f"{one.row.title}：{words}", "")
        return answer

    def _words(self, read: FormAnswers) -> dict[str, str]:
        """The form's free words over those that were kept; where an answer is what is printed, they stay."""
        news, labels = self._news(), self._form.fields
        held = {
            place: words for place, words in self._sight.kept.row.words.items() if place not in news
        }
        told = {
            label: words
            for label, words in labels.items()
            if not is_day_label(label) and not is_unit_label(label)
        }
        return held | dict(read.words) | told

    def _activities(self, read: FormAnswers) -> Iterator[Proposed[Activity]]:
        for place, answered in read.activities.items():
            candidates = list(self._sight.entries.activities)
            for one in answered.pieces:
                if one.row is None:
                    continue
                held = _take(candidates, _same_activity(one.row, assumed=one.assumed))
                yield self._proposed(one.row, held, {place: one.source}, one.doubts)

    def _runs(self, read: FormAnswers) -> Iterator[Proposed[Inspection]]:
        candidates = list(self._sight.entries.runs)
        for one in read.runs.runs:
            held = _take(candidates, _same_run(one.row))
            yield self._proposed(one.row, held, one.sources, one.doubts)

    def _proposed(
        self, row: R, held: Kept[R] | None, sources: Mapping[str, str], doubts: tuple[str, ...]
    ) -> Proposed[R]:
        if held is None:
            return Proposed(Kept("", self._sight.key.unit, row), None, sources, doubts)
        whole, differing = merged(held.row, row)
        return Proposed(held._replace(row=whole), held.row, sources, differing)

    def _remarks(self, names: Sequence[str]) -> Iterator[str]:
        due, month = self._sight.due.due, self._form.month
        if month is not None and month != (due.year, due.month):
            yield f"表上写的是 {month[0]}年{month[1]}月，这里登记的是 {due.year}年{due.month}月"
        known = {plain_words(name) for name in names}
        for label, words in self._form.fields.items():
            if is_unit_label(label) and plain_words(words) not in known:
                yield f"表上写的单位是{quoted(words)}，这里登记的是{quoted(self._sight.unit)}"
            if is_day_label(label) and self._filled is None:
                yield f"填表时间{quoted(words)}看不出是哪一天，没有登记"

    def _unmentioned(
        self, proposed: Iterable[Proposed[Activity] | Proposed[Inspection]]
    ) -> Iterator[str]:
        news = self._news()
        told = {one.kept.id for one in proposed}
        entries = self._sight.entries
        for line in lines_of(self._sight.form):
            if line.place in news and line.kind:
                yield from (
                    one.row.told for one in entries.of_kind(line.kind) if one.id not in told
                )
        if any(line.aspect for line in lines_of(self._sight.form) if line.place in news):
            yield from (one.row.told for one in entries.runs if one.id not in told)


def _take(candidates: list[Kept[R]], same: Callable[[R], bool]) -> Kept[R] | None:
    """The first that is the same, for one row only."""
    for one in candidates:
        if same(one.row):
            candidates.remove(one)
            return one
    return None


def _same_activity(read: Activity, *, assumed: bool) -> Callable[[Activity], bool]:
    def same(held: Activity) -> bool:
        if held.kind != read.kind:
            return False
        if read.number and held.number:
            return plain_words(read.number) == plain_words(held.number)
        one_title = plain_words(read.title) == plain_words(held.title)
        return one_title and (assumed or held.held == read.held)

    return same


def _same_run(read: Inspection) -> Callable[[Inspection], bool]:
    def same(held: Inspection) -> bool:
        titles = {plain_words(one) for one in (held.title, held.scheme) if one}
        return not titles.isdisjoint({plain_words(one) for one in (read.title, read.scheme) if one})

    return same


# What a form does not say of itself: it was concluded.
_CONCLUDED: Final = frozenset({"held", "title", "sort", "objects", "scheme", "subject"})


def merged(held: R, read: R) -> tuple[R, tuple[str, ...]]:
    """The ledger's row with what the form says beyond it; where they differ the ledger's word stands and it is told."""
    news: dict[str, object] = {}
    differing: list[str] = []
    was, now = shown_row(held), shown_row(read)
    for one in columns_of(type(held)):
        if not now[one.name] or was[one.name] == now[one.name]:
            continue
        if not was[one.name]:
            news[one.name] = getattr(read, one.name)
        elif one.name not in _CONCLUDED:
            differing.append(
                f"“{within_quotes(held.told)}”的{one.heading}，表上是{quoted(now[one.name])}，"
                f"台账是{quoted(was[one.name])}，以台账为准"
            )
    return replace(held, **news), tuple(differing)  # type: ignore[type-var]  # every row is a data class
