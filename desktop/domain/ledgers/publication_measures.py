"""What can be counted about publishing results: never, too late, or not within the day that was set (R16, R24, R25)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import Answer, Counted, Question, Rate, Rows
from desktop.domain.ledgers.plan_progress import NO_RUNS, runs_of
from desktop.domain.working_days import Deadline

Run = Kept[Inspection]
_YEAR_END: Final = (12, 31)


class Publication(NamedTuple):
    """A run that ended, the last day for its result, and whether it was published in time."""

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
    """The last day for a result: so many working days after the end (R16), or the day set for this very run."""
    if run.ended is None:
        raise ValueError(run.told)
    if asked.given.working_days is None:
        return Deadline(0, run.deadline or date(run.ended.year, *_YEAR_END))
    found = asked.calendar.nth_working_day(run.ended, asked.given.working_days)
    return found.no_later_than(date(run.ended.year, *_YEAR_END)) if asked.given.same_year else found


def unpublished(asked: Question) -> Answer:
    """Results that were never published though their day is over."""
    return _faulty(asked, lambda one: one.never)


def published_late(asked: Question) -> Answer:
    """Results that were published after their day; what never was is not also late (R25)."""
    return _faulty(asked, lambda one: one.late)


def not_published_in_time(asked: Question) -> Answer:
    """Results that were published too late or not at all."""
    return _faulty(asked, lambda one: one.never or one.late)


def publication_rate(asked: Question) -> Answer:
    """Results published of inspections ended."""
    ended = [one for one in runs_of(asked) if one.row.ended is not None]
    if not ended:
        return NO_RUNS
    bare = [one for one in ended if one.row.published is None]
    counted = tuple(Counted(one.id, f"{one.row.told}：没有公示", one.row.ended) for one in bare)
    done = len(ended) - len(bare)
    return Rate(done, len(ended), counted, f"已结束 {len(ended)} 次，已公示 {done} 次")


def _faulty(asked: Question, at_fault: Callable[[Publication], bool]) -> Answer:
    ended = [one for one in runs_of(asked) if one.row.ended is not None]
    if not asked.ledgers.runs:
        return NO_RUNS
    found = [Publication(one, deadline_of(asked, one.row), asked.as_of) for one in ended]
    counted = tuple(_counted(one) for one in found if at_fault(one))
    basis = f"台账登记已结束的抽查 {len(ended)} 次，其中 {len(counted)} 次有问题"
    return Rows(counted, basis, tuple(_gaps(found)))


def _gaps(found: list[Publication]) -> list[str]:
    waiting = sum(one.waiting for one in found)
    years = sorted({one.deadline.unknown for one in found if one.deadline.unknown is not None})
    gaps = [f"还有 {waiting} 次没有到公示期限"] if waiting else []
    return gaps + [f"{year} 年的节假日未公布，涉及的期限不能计算" for year in years]


def _counted(one: Publication) -> Counted:
    run, last = one.run.row, one.deadline.last
    due = f"应在 {last:%m-%d} 以前公示" if last else ""
    done = f"{run.published:%m-%d} 公示" if run.published else "没有公示"
    ended = f"{run.ended:%m-%d} 结束" if run.ended else ""
    return Counted(
        one.run.id, f"{run.told}：{ended}，{due}，{done}", run.published or last, run.because
    )
