"""What can be counted among documents: whether what a clause asks for was issued, published, reported in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.domain.ledgers.activities import DOCUMENT, SUBJECTS, Activity
from desktop.domain.ledgers.given import OWN
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import (
    NO_MEMBERS,
    Answer,
    Counted,
    Question,
    Rows,
    Unknown,
    is_of_level,
    owner_of,
    owners_of,
    plain,
)

_NO_DOCUMENTS: Final = "会议培训文件台账在考核期间没有登记任何文件"
Document = Kept[Activity]


def issued(asked: Question) -> Answer:
    """The documents on a subject that the unit itself issued."""
    found = _by_owner(asked)
    if isinstance(found, Unknown):
        return found
    own = found.get("", [])
    return Rows(tuple(map(_counted, own)), f"台账登记{_what(asked)} {len(own)} 份")


def missing(asked: Question) -> Answer:
    """Who has none; at the level of departments or counties each of them, for R18's note."""
    return _judged(asked, "没有登记", lambda documents: not documents)


def unpublished(asked: Question) -> Answer:
    """Who has one that was not made public; having none is another fault (R22)."""
    return _judged(
        asked, "没有公开", lambda found: bool(found) and not any(one.row.published for one in found)
    )


def unentered(asked: Question) -> Answer:
    """Who has one that was not entered on the platform."""
    return _judged(
        asked,
        "没有录入平台",
        lambda found: bool(found) and not any(one.row.entered for one in found),
    )


def ungraded(asked: Question) -> Answer:
    """Who has one that does not tell general items from key ones."""
    return _judged(
        asked,
        "没有区分一般和重点",
        lambda found: bool(found) and not any(one.row.graded for one in found),
    )


def unreported(asked: Question) -> Answer:
    """Who has one that was not reported."""
    return _judged(
        asked,
        "没有报送",
        lambda found: bool(found) and not any(one.row.reported for one in found),
    )


def late(asked: Question) -> Answer:
    """Who has none, or reported it after the day that was set (R26)."""
    return _judged(asked, "没有按期制定、报送", lambda found: not any(map(_in_time, found)))


def _in_time(one: Document) -> bool:
    last, done = one.row.due, one.row.reported or one.row.held
    return last is None or done <= last


def _judged(asked: Question, fault: str, faulty: Callable[[list[Document]], bool]) -> Answer:
    found = _by_owner(asked)
    if isinstance(found, Unknown):
        return found
    owners = owners_of(asked)
    if not owners:
        return NO_MEMBERS
    counted = tuple(
        Counted(next((one.id for one in found.get(plain(owner), ())), None), words)
        for owner in owners
        if faulty(found.get(plain(owner), []))
        for words in [f"{owner}{_what(asked)}{fault}"]
    )
    who = "本级" if asked.given.level == OWN else f"{len(owners)} 个单位"
    return Rows(counted, f"台账里看了{who}的{_what(asked)}")


def _by_owner(asked: Question) -> Mapping[str, list[Document]] | Unknown:
    """The documents on the subject by who issued them; the unit itself has no name here."""
    within = [
        one
        for one in asked.ledgers.activities
        if one.row.kind == DOCUMENT
        and asked.period.first <= one.row.held <= asked.period.last
        and is_of_level(asked, one.row.by)
    ]
    if not within:
        return Unknown((_NO_DOCUMENTS,))
    found: dict[str, list[Document]] = {}
    for one in within:
        if one.row.subject in asked.given.subject:
            found.setdefault(owner_of(asked, one.row.by), []).append(one)
    return found


def _what(asked: Question) -> str:
    return f"“{'、'.join(SUBJECTS[one] for one in asked.given.subject)}”文件"


def _counted(one: Document) -> Counted:
    return Counted(one.id, one.row.told, one.row.held)
