"""What can be counted among reports: what did not come, and what came late (R17, R21)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from desktop.domain.ledgers.due_reports import (
    FAULTY,
    STATE_WORDS,
    ReportStanding,
    State,
    standings,
)
from desktop.domain.ledgers.measured import Answer, Counted, Question, Rows, Unknown

# What need not come is listed among what did not, as excused.
_MISSED: Final = FAULTY | {"excused"}
_CAME_AMISS: Final[tuple[State, ...]] = ("late", "returned")
_LATE: Final = frozenset({"late"})
_NOT_HERE: Final = frozenset({"missing", "excused"})
_NOT_YET: Final = frozenset({"due-soon", "later", "sent-back"})  # it may still come, or come again


def missed(asked: Question) -> Answer:
    """Reports that did not come, were sent back, or came late: late counts as 少报 (R21)."""
    return _faulty(asked, _MISSED)


def missing(asked: Question) -> Answer:
    """Reports that did not come, or were sent back and did not come again."""
    return _faulty(asked, _MISSED - _LATE)


def late(asked: Question) -> Answer:
    """Reports that came after their day."""
    return _faulty(asked, _LATE)


def none_came(asked: Question) -> Answer:
    """That not one of all that were due came (未报送)."""
    found = _found(asked)
    if isinstance(found, Unknown):
        return found
    over = [one for one in found if one.state not in _NOT_YET | {"excused"}]
    nothing = bool(over) and all(one.state == "missing" for one in over)
    counted = (Counted(None, f"到期的 {len(over)} 次均未报送"),) if nothing else ()
    return Rows(counted, _basis(found), _waiting(found))


def _faulty(asked: Question, states: Collection[str]) -> Answer:
    found = _found(asked)
    if isinstance(found, Unknown):
        return found
    faulty = [one for one in found if one.state in states]
    counted = tuple(_counted(asked, one) for one in faulty)
    return Rows(counted, _basis(found), _waiting(found))


def _found(asked: Question) -> list[ReportStanding] | Unknown:
    if not asked.ledgers.due:
        return Unknown(("没有登记报送安排，不知道哪些材料应当何时报送",))
    return standings(asked.ledgers.due, asked.ledgers.receipts, asked.as_of)


def _waiting(found: Collection[ReportStanding]) -> tuple[str, ...]:
    waiting = sum(one.state in _NOT_YET for one in found)
    return (f"还有 {waiting} 次未到期",) if waiting else ()


def _basis(found: Collection[ReportStanding]) -> str:
    over = [one for one in found if one.state not in _NOT_YET]
    came = sum(one.state not in _NOT_HERE for one in over)
    faults = ((state, sum(one.state == state for one in over)) for state in _CAME_AMISS)
    told = [f"{STATE_WORDS[state]} {number} 次" for state, number in faults if number]
    amiss = f"，其中{'、'.join(told)}" if told else ""
    return f"报送台账：到期 {len(over)} 次，收到 {came} 次{amiss}"


def _counted(asked: Question, one: ReportStanding) -> Counted:
    due, receipt = one.due.due, one.receipt
    row = receipt.id if receipt else None
    when = f"{one.due.name}：{asked.words_of(due)}到期"
    if one.state == "late":
        came = due + timedelta(days=one.late_days)
        return Counted(row, f"{when}，{asked.words_of(came)}报送，迟 {one.late_days} 天", came)
    excused = ""
    if one.state == "excused" and receipt:
        excused = receipt.row.note or "办公室同意免报"
    came_first = receipt and one.state == "returned" and receipt.row.received
    first = f"{asked.words_of(came_first)}报送，" if came_first else ""
    return Counted(row, f"{when}，{first}{STATE_WORDS[one.state]}", due, excused)
