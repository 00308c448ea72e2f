"""What can be counted among reports: what did not come, and what came late (R17, R21)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from desktop.domain.ledgers.due_reports import (
    FAULTY,
    STATE_WORDS,
    ReportStanding,
    standings,
)
from desktop.domain.ledgers.measured import Answer, Counted, Question, Rows, Unknown

# What need not come is listed among what did not, as excused.
_MISSED: Final = FAULTY | {"excused"}
_MISSING: Final = frozenset({"missing", "returned", "excused"})
_LATE: Final = frozenset({"late"})
_NOT_YET: Final = frozenset({"due-soon", "later"})


def missed(asked: Question) -> Answer:
    """Reports that did not come, were sent back, or came late: late counts as 少报 (R21)."""
    return _faulty(asked, _MISSED)


def missing(asked: Question) -> Answer:
    """Reports that did not come, or were sent back and did not come again."""
    return _faulty(asked, _MISSING)


def late(asked: Question) -> Answer:
    """Reports that came after their day."""
    return _faulty(asked, _LATE)


def none_came(asked: Question) -> Answer:
    """That not one of all that were due came (未报送)."""
    found = _found(asked)
    if isinstance(found, Unknown):
        return found
    over = [one for one in found if one.state not in _NOT_YET and one.state != "excused"]
    nothing = bool(over) and all(one.state == "missing" for one in over)
    counted = (Counted(None, f"到期的 {len(over)} 次都没有报送"),) if nothing else ()
    return Rows(counted, _basis(found))


def _faulty(asked: Question, states: Collection[str]) -> Answer:
    found = _found(asked)
    if isinstance(found, Unknown):
        return found
    counted = tuple(_counted(one) for one in found if one.state in states)
    waiting = sum(one.state in _NOT_YET for one in found)
    gaps = (f"还有 {waiting} 次没有到期",) if waiting else ()
    return Rows(counted, _basis(found), gaps)


def _found(asked: Question) -> list[ReportStanding] | Unknown:
    if not asked.ledgers.due:
        return Unknown(("没有登记报送安排，不知道哪些材料应当何时报送",))
    return standings(asked.ledgers.due, asked.ledgers.receipts, asked.as_of)


def _basis(found: Collection[ReportStanding]) -> str:
    came = sum(one.receipt is not None and one.state != "excused" for one in found)
    return f"报送台账：应报 {len(found)} 次，收到 {came} 次"


def _counted(one: ReportStanding) -> Counted:
    row = None if one.receipt is None else one.receipt.id
    name, due = one.due.name, one.due.due
    if one.state == "excused":
        why = one.receipt.row.note if one.receipt else ""
        return Counted(row, f"{name}，{due:%m-%d} 到期", due, excused=why or "办公室同意免报")
    if one.state == "late" and one.receipt is not None and one.receipt.row.received is not None:
        came = one.receipt.row.received
        return Counted(
            row, f"{name}：{due:%m-%d} 到期，{came:%m-%d} 报送，迟 {one.late_days} 天", came
        )
    return Counted(row, f"{name}：{due:%m-%d} 到期，{STATE_WORDS[one.state]}", due)
