"""Report words: what stands in each place of a monthly report's form, made from ledger rows and free words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from desktop.domain.amounts import show_percent
from desktop.domain.ledgers.activities import DOCUMENT, Activity
from desktop.domain.ledgers.form_lines import Aspect, FormLine, lines_of
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.monthly_reports import MonthEntries, MonthlyReport
from desktop.domain.periods import days_in_words
from desktop.domain.plan import ReportForm

_STOPS: Final = "。！？；"


def report_words(
    form: ReportForm, report: MonthlyReport, entries: MonthEntries, unit: str
) -> dict[str, str]:
    """Every answer by its place, and the form's head and foot by their labels; what is blank is left out."""
    told = {label: _labelled(label, report, unit) for label in (*form.head, *form.foot)}
    for line in lines_of(form):
        own = entry_words(line, entries, report.due)
        told[line.place] = "\n".join(filter(None, (own, report.words.get(line.place, ""))))
    return {place: words for place, words in told.items() if words}


def _labelled(label: str, report: MonthlyReport, unit: str) -> str:
    if is_unit_label(label):
        return unit
    if is_day_label(label):
        return day_words(report.filled) if report.filled else ""
    return report.words.get(label, "")


def is_unit_label(label: str) -> bool:
    """Whether a label asks for the unit's name, which is known."""
    return label.startswith(("单位名称", "填报单位", "报送单位"))


def is_day_label(label: str) -> bool:
    """Whether a label asks for the day on which the form was filled in."""
    return label.endswith(("时间", "日期"))


def entry_words(line: FormLine, entries: MonthEntries, until: date) -> str:
    """What the ledgers answer in a line; blank where they hold nothing for it."""
    if line.kind:
        return _listed(activity_words(one.row, line) for one in entries.of_kind(line.kind))
    if line.aspect is None:
        return ""
    return "".join(_stopped(_run_lines(line.aspect, entries, until)))


def activity_words(one: Activity, line: FormLine) -> str:
    """An activity as the line's hint asks for it."""
    marks = ["" if one.number == one.title else one.number]
    if line.asks("时间", "日期"):
        marks.append(day_words(one.held))
    if one.attended is not None and line.asks("人"):
        marks.append(f"{one.attended}人")
    bracketed = one.kind == DOCUMENT and not {*"《》〔〕"} & {*one.title}
    title = f"《{one.title}》" if bracketed else one.title
    content = f"：{one.note}" if one.note and line.asks("内容") else ""
    return title + _in_brackets(filter(None, marks)) + content


def _run_lines(aspect: Aspect, entries: MonthEntries, until: date) -> Iterator[str]:
    """Runs keep one number over all the parts of a row; runs of earlier months are named."""
    say = RUN_WORDS[aspect]
    numbered = len(entries.runs) > 1
    for number, one in enumerate(entries.runs, 1):
        if words := say(one.row, until):
            yield f"（{number}）{words}" if numbered else words
    if aspect == "publication":
        yield from (f"{one.row.title}：{say(one.row, until)}" for one in entries.published)


def document_words(run: Inspection, _until: date) -> str:
    """The document by which a run was organised."""
    if not run.scheme or run.title in run.scheme:
        return run.scheme or run.title
    return f"{run.title}（{run.scheme}）"


def scope_words(run: Inspection, _until: date) -> str:
    """Whom it was about, how many, and what part of the directory that is (R27)."""
    told = [run.scope]
    if run.directory is not None:
        told.append(f"名录库{run.directory}户")
    if run.drawn is not None:
        told.append(f"抽取{run.drawn}户")
        if run.directory:
            share = show_percent(Fraction(run.drawn, run.directory))
            told.append(f"抽查比例{share.replace(' ', '')}")
    return "，".join(filter(None, told))


def items_words(run: Inspection, _until: date) -> str:
    """What was looked at."""
    return run.items


def publication_words(run: Inspection, until: date) -> str:
    """Where and when results were published, and how many; not what was published only after the month's last day."""
    if run.published is not None and run.published > until:
        return ""
    if not run.place and run.disclosed is None and run.published is None:
        return ""
    number = "" if run.disclosed is None else f"{run.disclosed}户"
    day = "" if run.published is None else f"（{day_words(run.published)}）"
    return f"{run.place or '已'}公示{number}{day}"


RUN_WORDS: Final[Mapping[Aspect, Callable[[Inspection, date], str]]] = {
    "document": document_words,
    "scope": scope_words,
    "items": items_words,
    "publication": publication_words,
}


def day_words(day: date) -> str:
    """2020年3月5日."""
    return days_in_words(day, day)


def _in_brackets(marks: Iterable[str]) -> str:
    told = "，".join(marks)
    return f"（{told}）" if told else ""


def _listed(words: Iterable[str]) -> str:
    """One as it is; several numbered, each on a line."""
    told = [*words]
    if len(told) > 1:
        told = [f"（{number}）{one}" for number, one in enumerate(told, 1)]
    return "".join(_stopped(told))


def _stopped(lines: Iterable[str]) -> Iterator[str]:
    """A semicolon behind each line, a full stop behind the last."""
    told: Sequence[str] = [*lines]
    for at, one in enumerate(told):
        bare = one.rstrip(_STOPS)
        yield f"{bare}；\n" if at < len(told) - 1 else f"{bare}。"
