"""What can be counted about publishing results: never, too late, or not within the day that was set (R16, R24, R25)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from desktop.domain.ledgers.given import Given
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import Answer, Counted, Question, Rate, Rows, Unknown
from desktop.domain.ledgers.plan_progress import answers_for, never_filled, runs_of, undated
from desktop.domain.working_days import Deadline, WorkCalendar

Run = Kept[Inspection]
_YEAR_END: Final = (12, 31)


class Publication(NamedTuple):
    """A run that ended, the last day for its result, and how it stands on a day."""

    run: Run
    deadline: Deadline
    as_of: date

    @property
    def never(self) -> bool:
        """Not published, and the day is over."""
        last = self.deadline.last
        return self.run.row.published is None and last is not None and last < self.as_of

    @property
    def late(self) -> bool:
        """Published after the day."""
        last, published = self.deadline.last, self.run.row.published
        return published is not None and last is not None and published > last

    @property
    def waiting(self) -> bool:
        """Not published, and still in time."""
        last = self.deadline.last
        return self.run.row.published is None and last is not None and last >= self.as_of


def deadline_of(asked: Question, run: Inspection) -> Deadline:
    """The last day for a result: so many working days after the end (R16), or the day set for this very run.

    Without either it is the end of that year. A run that still goes on is taken to end today.
    """
    return last_day_for(run, asked.given, asked.calendar, run.ended or asked.as_of)


def last_day_for(run: Inspection, given: Given, calendar: WorkCalendar, ended: date) -> Deadline:
    """The same for a run that is taken to end on this day, by what one criterion says."""
    if not given.working_days:
        return Deadline(0, run.deadline or date(ended.year, *_YEAR_END))
    found = calendar.nth_working_day(ended, given.working_days)
    # 本年度 is the plan's: what was planned for it and ended after it is late whenever it is published.
    year_end = date(run.year or ended.year, *_YEAR_END)
    return found.no_later_than(year_end) if given.same_year else found


def unpublished(asked: Question) -> Answer:
    """Results that were never published though their day is over."""
    return _faulty(asked, "到期未公示", lambda one: one.never)


def published_late(asked: Question) -> Answer:
    """Results that were published after their day; what never was is not also late (R25)."""
    return _faulty(asked, "逾期公示", lambda one: one.late)


def not_published_in_time(asked: Question) -> Answer:
    """Results that were published too late or not at all."""
    return _faulty(asked, "未公示或逾期公示", lambda one: one.never or one.late)


def publication_rate(asked: Question) -> Answer:
    """Results published of inspections ended."""
    runs = runs_of(asked)
    if isinstance(runs, Unknown):
        return runs
    ended = [one for one in runs if one.row.ended is not None]
    if not ended:
        return Unknown(("台账没有登记已结束的抽查",))
    bare = [one for one in ended if one.row.published is None]
    counted = tuple(Counted(one.id, f"{one.row.told}：未公示", one.row.ended) for one in bare)
    done = len(ended) - len(bare)
    basis = f"已结束的抽查 {len(ended)} 次，已公示 {done} 次"
    blank = () if done else never_filled(asked, "published")
    return Rate(done, len(ended), counted, basis, (*blank, *undated(asked)))


def _faulty(asked: Question, what: str, at_fault: Callable[[Publication], bool]) -> Answer:
    runs = runs_of(asked)
    if isinstance(runs, Unknown):
        return runs
    found = [
        Publication(one, deadline_of(asked, one.row), asked.as_of)
        for one in runs
        if answers_for(asked, one) and one.row.ended is not None
    ]
    if found and all(one.deadline.last is None for one in found):
        return Unknown((*_gaps(asked, found), *undated(asked)))
    counted = tuple(_counted(asked, one) for one in found if at_fault(one))
    told = sum(one.deadline.last is not None for one in found)
    judged = f"算得出期限 {told} 次，" if told < len(found) else ""
    basis = f"台账登记已结束的抽查 {len(found)} 次，{judged}其中{what} {len(counted)} 次"
    blank = never_filled(asked, "published") if counted else ()
    return Rows(counted, basis, (*blank, *_gaps(asked, found), *undated(asked)))


def _gaps(asked: Question, found: list[Publication]) -> Iterator[str]:
    waiting = sum(one.waiting for one in found)
    if waiting:
        yield f"还有 {waiting} 次没有到公示期限"
    unset = sum(one.run.row.deadline is None for one in found)
    if unset and not asked.given.working_days:
        yield f"{unset} 次未登记录入期限，按当年年底计"
    for year in sorted({one.deadline.unknown for one in found} - {None}, key=str):
        yield f"{year} 年的节假日没有数据，涉及的期限不能计算"


def _counted(asked: Question, one: Publication) -> Counted:
    run, last = one.run.row, one.deadline.last
    days = [
        (run.ended, "{}结束"),
        (last, "应不晚于{}公示"),
        (run.published, "{}公示"),
    ]
    told = [words.format(asked.words_of(day)) for day, words in days if day]
    if run.published is None:
        told.append("未公示")
    return Counted(one.run.id, f"{run.told}：{'，'.join(told)}", run.published or last, run.because)
