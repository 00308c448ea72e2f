"""What can be counted among documents: whether what a clause asks for was issued, published, reported in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from desktop.domain.ledgers.activities import DOCUMENT, LASTING, SUBJECTS, Activity
from desktop.domain.ledgers.given import OWN
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import (
    NO_MEMBERS,
    Answer,
    Counted,
    Question,
    Rows,
    Unknown,
    listed,
    owner_of,
    owners_of,
    strangers,
)
from desktop.domain.ledgers.plan_items import DEPARTMENT, JOINT, SORTS
from desktop.domain.ledgers.plan_progress import items_of, of_sort
from desktop.domain.names import plain_name

_NO_DOCUMENTS: Final = Unknown(("会议培训文件台账没有登记考核时段的任何文件",))
_PLANS: Final = {"annual-plan": DEPARTMENT, "joint-plan": JOINT}
_Document = Kept[Activity]
_Entry = Callable[[Activity], object]


class _Fault(NamedTuple):
    """What is wrong: behind the document's name, and in whole."""

    short: str
    whole: str


def issued(asked: Question) -> Answer:
    """The documents on a subject that the unit itself issued."""
    found = _by_owner(asked)
    if isinstance(found, Unknown):
        return found
    own = found.get("", [])
    counted = tuple(Counted(one.id, one.row.told, one.row.held) for one in own)
    return Rows(counted, f"台账登记{_what(asked)} {len(own)} 份")


def missing(asked: Question) -> Answer:
    """Who has none; at the level of departments or counties each of them, for R18's note."""
    fault = _Fault("未登记", f"未登记{_what(asked)}")
    found = _judged(asked, fault, lambda documents: not documents)
    if isinstance(found, Rows) and found.counted:
        return replace(found, gaps=(*found.gaps, *_planned(asked)))
    return found


def _planned(asked: Question) -> Iterator[str]:
    """A plan without its document may be in the plan's own ledger."""
    for subject in asked.given.subject:
        sort = _PLANS.get(subject)
        items = items_of(of_sort(asked, sort)) if sort else []
        if items:
            yield f"抽查计划台账登记有{SORTS[items[0].item.row.sort]}计划 {len(items)} 项，请核对是否制定"


def unpublished(asked: Question) -> Answer:
    """Who has one that was not made public; having none is another fault (R22)."""
    return _without(asked, "未公开", lambda row: row.published)


def unentered(asked: Question) -> Answer:
    """Who has one that was not entered on the platform."""
    return _without(asked, "未录入平台", lambda row: row.entered)


def ungraded(asked: Question) -> Answer:
    """Who has one that does not tell general items from key ones."""
    return _without(asked, "未区分一般和重点", lambda row: row.graded)


def unreported(asked: Question) -> Answer:
    """Who has one that was not reported."""
    return _without(asked, "未报送", lambda row: row.reported)


def late(asked: Question) -> Answer:
    """Who has none, or reported it after the day that was set (R26)."""
    return _judged(
        asked,
        _fault(asked, "未按期制定、报送"),
        lambda found: not any(_in_time(one.row) for one in found),
        lambda row: row.due,
    )


def _in_time(row: Activity) -> bool:
    return row.due is None or (row.reported or row.held) <= row.due


def _without(asked: Question, fault: str, entry: _Entry) -> Answer:
    """Who has one and made no entry for it."""
    return _judged(
        asked,
        _fault(asked, fault),
        lambda found: bool(found) and not any(entry(one.row) for one in found),
    )


def _fault(asked: Question, fault: str) -> _Fault:
    return _Fault(fault, f"{_what(asked)}{fault}")


def _judged(
    asked: Question,
    fault: _Fault,
    faulty: Callable[[list[_Document]], bool],
    needed: _Entry = lambda _: True,
) -> Answer:
    found = _by_owner(asked)
    if isinstance(found, Unknown):
        return found
    of = {owner: found.get(plain_name(owner), []) for owner in owners_of(asked)}
    counted = tuple(
        Counted(own[0].id if own else None, f"{owner}{fault.whole}", whose=owner)
        for owner, own in of.items()
        if faulty(own)
    )
    who = "本级" if asked.level == OWN else f" {len(of)} 个单位"
    untold = sum(not needed(one.row) for own in of.values() for one in own)
    gaps = (f"{untold} 份{_what(asked)}未登记规定期限",) if untold else ()
    return Rows(
        counted,
        f"已核对{who}的{_what(asked)}{_found(fault.short, counted)}",
        (*gaps, *strangers(asked, (one.row.by for one in asked.ledgers.activities))),
    )


def _found(fault: str, counted: tuple[Counted, ...]) -> str:
    """What is wrong with them, and with whose."""
    names = [one.whose for one in counted if one.whose]
    if names:
        return f"，其中 {len(names)} 个单位{fault}（{listed(names)}）"
    return f"，{fault}" if counted else ""


def _by_owner(asked: Question) -> Mapping[str, list[_Document]] | Unknown:
    """The documents on the subject by who issued them; the unit itself has no name here."""
    owners = frozenset(map(plain_name, owners_of(asked)))
    if not owners:
        return NO_MEMBERS
    within = [
        one
        for one in asked.ledgers.activities
        if one.row.kind == DOCUMENT
        and owner_of(asked, one.row.by) in owners
        and _holds(asked, one.row)
    ]
    if not within:
        return _NO_DOCUMENTS
    found: dict[str, list[_Document]] = {}
    for one in sorted(within, key=lambda one: (one.row.held, one.id)):
        if one.row.subject in asked.given.subject:
            found.setdefault(owner_of(asked, one.row.by), []).append(one)
    return found


def _holds(asked: Question, row: Activity) -> bool:
    """Whether it is of the period: issued within it, or issued before and still in force."""
    return asked.covers(row.held) or (row.subject in LASTING and row.held <= asked.until)


def _what(asked: Question) -> str:
    return f"“{'、'.join(SUBJECTS[one] for one in asked.given.subject)}”文件"
