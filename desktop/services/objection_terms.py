"""Objection terms: how many working days a unit has to object, and until when, counted from the day it was told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from desktop.documents.forms.deduction_notice import OBJECTION_DAYS
from desktop.domain.commands import Command
from desktop.domain.letter_forms import LetterKind
from desktop.domain.records import AssessmentKey, Letter, Setting
from desktop.services.office_days import work_calendar
from desktop.store.views import View

DAYS_SETTING: Final = "objection-days"
NOTICE_KIND: Final = LetterKind.NOTICE.value
MOST_DAYS: Final = 60


class Term(NamedTuple):
    """So many working days after this day; no last day where nobody was told yet, or the year is not known."""

    days: int
    since: date | None = None
    last: date | None = None


def objection_days(view: View) -> int:
    """The office's own number of days, or the usual one."""
    found = view.get(Setting, DAYS_SETTING)
    return int(found.value) if found and found.value.isdecimal() else OBJECTION_DAYS


def term_of(view: View, key: AssessmentKey, before: int | None = None) -> Term:
    """Counted from the notice that was sent, else from the day the sheet was locked (before the event, if named)."""
    days = objection_days(view)
    since = _told_on(view, key, before)
    if since is None:
        return Term(days)
    return Term(days, since, work_calendar(view).nth_working_day(since, days).last)


def _told_on(view: View, key: AssessmentKey, before: int | None) -> date | None:
    letters = view.all(Letter, round=key.round, unit=key.unit)
    sent = [one.dated for one in letters if one.kind == NOTICE_KIND]
    if sent:
        return max(sent)
    locked = view.events(round=key.round, unit=key.unit, command=Command.FINALISE.value)
    days = [one.at for one in locked if before is None or one.number <= before]
    return datetime.fromisoformat(days[-1]).date() if days else None
