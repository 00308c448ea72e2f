"""Form answers: what a unit wrote into a form's lines, read into rows of its ledgers; the rest stays words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.form_lines import FormLine, lines_of
from desktop.domain.periods import Period
from desktop.domain.plan import ReportForm
from desktop.domain.refusals import within_quotes
from desktop.domain.values import LONGEST_TEXT
from desktop.intake.activity_answers import read_activities
from desktop.intake.answered import Answered, Asked, Piece
from desktop.intake.run_answers import AnsweredRuns, LeftWords, Part, read_runs

_TOO_LONG: Final = f"文字太长（最多 {LONGEST_TEXT} 字），没有列入台账"


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """Activities by the place of their line, the runs of all parts, and by place what is left.

    A place's answer is the sources of its pieces, or those of its runs and what is left.
    """

    activities: Mapping[str, Answered[Activity]]
    runs: AnsweredRuns
    words: Mapping[str, str]
    doubts: Mapping[str, tuple[str, ...]]


def read_answers(
    form: ReportForm, answers: Mapping[str, str], span: Period, filled: date
) -> FormAnswers:
    """Read the answers by their places; `filled` is taken for the day of what need not bear one."""
    lines = [line for line in lines_of(form) if answers.get(line.place, "").strip()]
    activities: dict[str, Answered[Activity]] = {}
    words: dict[str, str] = {}
    doubts: dict[str, tuple[str, ...]] = {}
    for line in lines:
        answer = answers[line.place]
        if len(answer) > LONGEST_TEXT:
            words[line.place], doubts[line.place] = answer, (_TOO_LONG,)
        elif line.kind:
            read = read_activities(answer, Asked(line, span, filled))
            activities[line.place] = read
            words[line.place] = read.words
            doubts[line.place] = tuple(_doubts(read.pieces))
        elif line.aspect is None:
            words[line.place] = answer
    runs = _read_runs([one for one in lines if one.place not in words], answers, span)
    for place, left in runs.left.items():
        words[place], doubts[place] = left.text.strip(), left.doubts
    told = {place: one for place, one in words.items() if one}
    return FormAnswers(activities, runs, told, {p: one for p, one in doubts.items() if one})


def _doubts(pieces: Sequence[Piece[Activity]]) -> Iterator[str]:
    """What is to be looked at, each with what it is about."""
    for one in pieces:
        about = one.row.title if one.row else one.source.strip()
        yield from (f"“{within_quotes(about)}”{doubt}" for doubt in one.doubts)


def _read_runs(lines: Sequence[FormLine], answers: Mapping[str, str], span: Period) -> AnsweredRuns:
    """The parts of one row tell of the same runs, those of another of others."""
    read = []
    for _, of_row in groupby(lines, key=lambda line: line.place.partition(".")[0]):
        parts = [
            Part(line.place, line.aspect, answers[line.place]) for line in of_row if line.aspect
        ]
        read.append(read_runs(parts, span))
    left: dict[str, LeftWords] = {}
    for one in read:
        left |= one.left
    return AnsweredRuns(tuple(run for one in read for run in one.runs), left)
