"""Month lines: every line of a monthly report's form with what the ledgers answer in it, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from desktop.domain.ledgers.form_lines import FormLine, lines_of
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, Kept, Row
from desktop.domain.ledgers.report_words import RUN_WORDS, activity_words
from desktop.domain.periods import days_in_words
from desktop.services.monthly_reports import MonthlySight


class LineEntry(NamedTuple):
    """A row of a ledger as the line prints it; one that says nothing here is blank and only named."""

    kept: Kept[Row]
    ledger: str
    words: str
    blank: bool = False


class LineSight(NamedTuple):
    """A line with its entries; `ledger` is where a row that is begun here goes, blank where none is."""

    line: FormLine
    entries: tuple[LineEntry, ...]
    ledger: str = ""


def month_lines(sight: MonthlySight) -> tuple[LineSight, ...]:
    """Every line of the form, from above."""
    lines = lines_of(sight.form)
    of_runs = {line.place.partition(".")[0] for line in lines if line.aspect}
    return tuple(
        LineSight(line, tuple(_entries(line, sight)), _begins(line, of_runs)) for line in lines
    )


def span_words(sight: MonthlySight) -> str:
    """The days that the report is about: 2月21日至3月20日 (R27)."""
    span = sight.span
    return days_in_words(span.first, span.last, span.last.year)


def _begins(line: FormLine, of_runs: set[str]) -> str:
    """A run answers all parts of its row: it is begun once, above them, so that nobody enters it four times."""
    if line.kind:
        return ACTIVITIES
    return INSPECTIONS if line.place in of_runs else ""


def _entries(line: FormLine, sight: MonthlySight) -> Iterator[LineEntry]:
    if line.kind:
        held = sight.entries.of_kind(line.kind)
        for number, one in enumerate(held, 1):
            words = activity_words(one.row, line)
            yield LineEntry(one, ACTIVITIES, _numbered(words, number, len(held)))
    if line.aspect is None:
        return
    say, runs = RUN_WORDS[line.aspect], sight.entries.runs
    for number, run in enumerate(runs, 1):
        words = say(run.row, sight.key.due)
        shown = words or f"{run.row.told}：这一栏还没有内容"
        yield LineEntry(run, INSPECTIONS, _numbered(shown, number, len(runs)), not words)
    if line.aspect == "publication":
        for run in sight.entries.published:
            yield LineEntry(run, INSPECTIONS, f"{run.row.title}：{say(run.row, sight.key.due)}")


def _numbered(words: str, number: int, of: int) -> str:
    """As on paper: one as it is, several with their numbers."""
    return f"（{number}）{words}" if of > 1 else words
