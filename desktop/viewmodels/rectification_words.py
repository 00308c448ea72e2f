"""Rectification words: how each of the list stands, and what its term comes to today."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.result_records import Rectification
from desktop.services.rectifications import SOON, RectificationSight, RepairDue

STATES: Final = {
    "open": "待整改",
    "repaired": "待复查",
    "passed": "复查通过",
    "failed": "复查未通过",
}
_WAITING: Final = frozenset({"open", "failed"})
_MANY: Final = 40  # characters of a problem in a card's line


class Shown(Enum):
    """Which of the list are shown; the value is how the screen names it."""

    ALL = "全部状态"
    WAITING = "待整改"
    LATE = "已逾期"
    REPAIRED = "待复查"
    PASSED = "复查通过"
    FAILED = "复查未通过"
    GONE = "已不再失分"

    def takes(self, one: RectificationSight, today: date) -> bool:
        """Whether it is shown."""
        state = one.record.state
        return {
            Shown.ALL: True,
            Shown.WAITING: state in _WAITING,
            Shown.LATE: is_late(one.record, today),
            Shown.REPAIRED: state == "repaired",
            Shown.PASSED: state == "passed",
            Shown.FAILED: state == "failed",
            Shown.GONE: not one.still_lost,
        }[self]


def is_late(one: Rectification, today: date) -> bool:
    """Whether its term is over and it was not put right."""
    return one.state in _WAITING and one.due is not None and one.due < today


def days_words(days: int) -> str:
    """What a term comes to: so many days are left, or negative."""
    if days < 0:
        return f"已逾期 {-days} 天"
    return "今天到期" if days == 0 else f"还有 {days} 天"


def state_words(one: RectificationSight, today: date) -> str:
    """Its state, with the term where it presses, and whether the loss is still there."""
    told = [STATES[one.record.state]]
    due = one.record.due
    if one.record.state in _WAITING and due is not None and (due - today).days <= SOON:
        told.append(days_words((due - today).days))
    if not one.still_lost:
        told.append("已不再失分")
    return "，".join(told)


def list_words(sights: tuple[RectificationSight, ...], today: date) -> str:
    """The whole list in one line."""
    counts = (
        ("", len(sights)),
        ("待整改", sum(one.record.state in _WAITING for one in sights)),
        ("已逾期", sum(is_late(one.record, today) for one in sights)),
        ("待复查", sum(one.record.state == "repaired" for one in sights)),
        ("复查通过", sum(one.record.state == "passed" for one in sights)),
    )
    return "，".join(
        f"{words} {number} 条" if words else f"共 {number} 条" for words, number in counts if number
    )


class RepairRow(NamedTuple):
    """One line of the overview's card, and the row that it leads to."""

    state: str
    tone: str
    name: str
    told: str
    key: tuple[str, str]  # round and rectification


def repair_row(one: RepairDue) -> RepairRow:
    """How the overview tells of it."""
    problem = one.record.problem
    short = problem if len(problem) <= _MANY else problem[:_MANY] + "…"
    owner = f"责任人 {one.record.owner}　" if one.record.owner else ""
    tone = "amber" if one.days <= 0 else "primary"
    key = (one.record.round, one.record.id)
    return RepairRow(days_words(one.days), tone, one.unit, f"{owner}{short}", key)


def row_words(one: RectificationSight, today: date) -> tuple[str, ...]:
    """A row of the page's table."""
    record = one.record
    files = f"（材料 {one.files} 件）" if one.files else ""
    return (
        one.unit,
        problem_words(one),
        show(record.lost),
        record.measure,
        record.owner,
        "" if record.due is None else record.due.isoformat(),
        state_words(one, today) + files,
    )


def problem_words(one: RectificationSight) -> str:
    """The problem with its clause, which its sentence may begin with itself."""
    problem, clause = one.record.problem, one.clause
    return problem if problem.startswith(clause) else f"{clause}　{problem}"
