"""What can be counted among activities: how many there were, in which parts of the year, and who stayed away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from desktop.domain.ledgers.activities import KINDS, MEETING, Activity
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
from desktop.domain.periods import Period

_NO_ROWS: Final = "会议培训文件台账在考核期间没有登记"


def held(asked: Question) -> Answer:
    """Activities of one kind within the period."""
    found = _of_kind(asked)
    return (
        found
        if isinstance(found, Unknown)
        else Rows(tuple(map(_counted, found)), _basis(asked, found))
    )


def none_held(asked: Question) -> Answer:
    """That there was none of a kind; at the level of departments or counties, who had none (R18)."""
    found = _of_kind(asked)
    if isinstance(found, Unknown):
        return found
    owners = owners_of(asked)
    if not owners:
        return NO_MEMBERS
    held_by = {owner_of(asked, one.row.by) for one in found}
    lacking = [owner for owner in owners if plain(owner) not in held_by]
    counted = tuple(Counted(None, f"{owner}没有登记{_what(asked)}") for owner in lacking)
    return Rows(counted, _basis(asked, found))


def half_years(asked: Question) -> Answer:
    """In how many half-years there was at least one (R3)."""
    return _parts_with(asked, asked.period.half_years())


def quarters(asked: Question) -> Answer:
    """In how many quarters there was at least one."""
    return _parts_with(asked, asked.period.quarters())


def quarters_missed(asked: Question) -> Answer:
    """The quarters that are over without any."""
    return _parts_without(asked, asked.period.quarters())


def half_years_missed(asked: Question) -> Answer:
    """The half-years that are over without any."""
    return _parts_without(asked, asked.period.half_years())


def absences(asked: Question) -> Answer:
    """What was called from above and not attended as asked; a large meeting goes by its share (R25)."""
    return _called(asked, large=False)


def attendance(asked: Question) -> Answer:
    """The large meetings that were called from above, with who should have come and did not (R7)."""
    return _called(asked, large=True)


def _called(asked: Question, *, large: bool) -> Answer:
    within = _within(asked)
    if not within:
        return Unknown((_NO_ROWS,))
    called = [one for one in within if one.row.convened and bool(one.row.large) is large]
    faulty, gaps = [], []
    for one in called:
        if one.row.absent and large and not one.row.expected:
            gaps.append(f"“{one.row.told}”有人缺席，没有登记应参加人数")
        elif one.row.absent:
            faulty.append(_absent(one))
    what = "大型会议" if large else "统一会议、培训"
    basis = f"台账登记上级召集的{what} {len(called)} 次，缺席 {len(faulty)} 次"
    return Rows(tuple(faulty), basis, tuple(gaps))


def _absent(one: Kept[Activity]) -> Counted:
    expected, absent = one.row.expected or 0, one.row.absent or 0
    of = f"应参加 {expected} 人，" if expected else ""
    return Counted(
        one.id,
        f"{one.row.told}：{of}缺席 {absent} 人",
        one.row.held,
        absent=min(absent, expected),
        expected=expected,
    )


def _parts_with(asked: Question, parts: Sequence[Period]) -> Answer:
    found = _of_kind(asked)
    if isinstance(found, Unknown):
        return found
    met = [part for part in parts if any(_in(part, one) for one in found)]
    names = "、".join(part.name for part in met) or "都没有"
    basis = f"{_basis(asked, found)}；有{_what(asked)}的：{names}"
    return Rows(tuple(map(_counted, found)), basis, number_of=len(met))


def _parts_without(asked: Question, parts: Sequence[Period]) -> Answer:
    found = _of_kind(asked)
    if isinstance(found, Unknown):
        return found
    over = [part for part in parts if part.last < asked.as_of]
    missed = [part for part in over if not any(_in(part, one) for one in found)]
    counted = tuple(Counted(None, f"{part.name}没有{_what(asked)}", part.last) for part in missed)
    return Rows(counted, _basis(asked, found), tuple(_not_over(parts, over)))


def _not_over(parts: Iterable[Period], over: Iterable[Period]) -> Iterator[str]:
    ended = {*over}
    yield from (f"{part.name}还没有过完" for part in parts if part not in ended)


def _within(asked: Question) -> list[Kept[Activity]]:
    """What was done within the period at the level that is meant, in order."""
    found = [
        one
        for one in asked.ledgers.activities
        if is_of_level(asked, one.row.by) and _in(asked.period, one)
    ]
    return sorted(found, key=lambda one: (one.row.held, one.id))


def _of_kind(asked: Question) -> list[Kept[Activity]] | Unknown:
    within = _within(asked)
    if not within:
        return Unknown((_NO_ROWS,))
    kind, leader = asked.given.kind or MEETING, asked.given.leader
    return [one for one in within if one.row.kind == kind and (one.row.leader or not leader)]


def _what(asked: Question) -> str:
    led = "分管领导参加的" if asked.given.leader else ""
    return led + KINDS[asked.given.kind or MEETING]


def _basis(asked: Question, found: Sequence[Kept[Activity]]) -> str:
    return f"台账登记{_what(asked)} {len(found)} 次"


def _counted(one: Kept[Activity]) -> Counted:
    return Counted(one.id, one.row.told, one.row.held)


def _in(part: Period, one: Kept[Activity]) -> bool:
    return part.first <= one.row.held <= part.last
