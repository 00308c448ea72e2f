"""Monthly reports: what a unit answered on a plan's form for one due day, and the ledgers' rows that answer too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.columns import Fields
from desktop.domain.ledgers.due_reports import DueReport, due_in
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.periods import Period
from desktop.domain.refusals import Refused, quoted
from desktop.domain.values import read_date, read_text, take, take_or

# Beside the ledgers of columns: which words it holds is the form's affair.
MONTHLY: Final = "monthly"
_WORDS: Final = "words."
_BETWEEN: Final = "、"
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyReport:
    """What no ledger holds: free words by the place of a line or by a label of head and foot, the day it was filled in.

    `report` and `due` say which one of the calendar it is, as a receipt does; `undated` are runs that
    were reported with it and bear no day by which they could be found.
    """

    report: str
    due: date
    filled: date | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    undated: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """In a list, in a sentence."""
        return f"{self.due.year}年{self.due.month}月"

    @property
    def on(self) -> date:
        """The day that it belongs to."""
        return self.due


def plain_report(report: MonthlyReport) -> dict[str, object]:
    """A report as its row is stored: what is blank is left out."""
    told: dict[str, object] = {"report": report.report, "due": report.due.isoformat()}
    if report.filled is not None:
        told["filled"] = report.filled.isoformat()
    if report.undated:
        told["undated"] = _BETWEEN.join(report.undated)
    return told | {f"{_WORDS}{place}": words for place, words in report.words.items() if words}


def read_report(fields: Fields) -> MonthlyReport:
    """A report from its row, or a refusal that names the field."""
    words = {name: take(fields, name, read_text) for name in fields if name.startswith(_WORDS)}
    if strangers := fields.keys() - words.keys() - {"report", "due", "filled", "undated"}:
        raise Refused(f"月报表里没有{quoted(min(strangers))}这一项", min(strangers))
    return MonthlyReport(
        report=take(fields, "report", read_text),
        due=take(fields, "due", read_date),
        filled=take_or(fields, "filled", read_date, None),
        words={name.removeprefix(_WORDS): one for name, one in words.items()},
        undated=tuple(filter(None, take_or(fields, "undated", read_text, "").split(_BETWEEN))),
    )


def shown_report(report: MonthlyReport) -> dict[str, str]:
    """A report in words, by what each is called."""
    told = {"填表时间": report.filled.isoformat()} if report.filled else {}
    places = ((f"第{place}栏" if place[0].isdigit() else place, place) for place in report.words)
    return told | {name: report.words[place] for name, place in places}


def span_of(due: DueReport) -> Period:
    """The days that a report is about: what happens after a due day belongs to the next report (R27)."""
    before = due_in([due.rule], Period(date(due.due.year - 1, 1, 1), due.due - _A_DAY))
    return Period(before[-1].due + _A_DAY, due.due)


@dataclass(frozen=True, slots=True)
class MonthEntries:
    """The rows of a unit's ledgers that a month's report tells of, in the order of their days.

    `published` are runs of earlier months whose results were published in this one.
    """

    activities: tuple[Kept[Activity], ...] = ()
    runs: tuple[Kept[Inspection], ...] = ()
    published: tuple[Kept[Inspection], ...] = ()

    def of_kind(self, kind: str) -> tuple[Kept[Activity], ...]:
        """The activities of one kind."""
        return tuple(one for one in self.activities if one.row.kind == kind)


def entries_in(
    span: Period,
    activities: Iterable[Kept[Activity]],
    inspections: Iterable[Kept[Inspection]],
    undated: Sequence[str] = (),
) -> MonthEntries:
    """What a unit's own ledgers say of these days; what its counties did is theirs to report (R27)."""
    own = [one for one in inspections if not one.row.by]
    runs = (one for one in own if _is_run_in(span, one, undated))
    published = (
        one
        for one in own
        if not _is_run_in(span, one, undated) and _within(span, one.row.published)
    )
    held = (one for one in activities if not one.row.by and _within(span, one.row.held))
    return MonthEntries(
        tuple(sorted(held, key=lambda one: (one.row.held, one.id))),
        tuple(sorted(runs, key=lambda one: (begun_on(one.row) or span.last, one.id))),
        tuple(sorted(published, key=lambda one: (one.row.published or span.last, one.id))),
    )


def begun_on(run: Inspection) -> date | None:
    """The day by whose month a run is reported: however long it takes, it is reported once."""
    return run.started or run.ended or run.planned


def _is_run_in(span: Period, one: Kept[Inspection], undated: Sequence[str]) -> bool:
    day = begun_on(one.row)
    return one.id in undated if day is None else _within(span, day)


def _within(span: Period, day: date | None) -> bool:
    return day is not None and span.first <= day <= span.last
