"""What can be counted among activities: how many there were, in which parts of the year, and who stayed away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from desktop.domain.ledgers.activities import KINDS, Activity
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import (
    NO_MEMBERS,
    Absences,
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
from desktop.domain.names import plain_name
from desktop.domain.periods import Period

_NO_ROWS: Final = Unknown(("会议培训文件台账在考核时段内没有登记",))
_NO_CALLS: Final = Unknown(("会议培训文件台账没有登记上级召集的会议、培训",))
_Held = list[Kept[Activity]]


def held(asked: Question) -> Answer:
    """Activities of one kind within the period."""
    return _judged(asked, lambda found: Rows(tuple(map(_counted, found)), _basis(asked, found)))


def none_held(asked: Question) -> Answer:
    """That there was none of a kind; at the level of departments or counties, who had none (R18)."""

    def judge(found: _Held) -> Rows:
        held_by = {owner_of(asked, one.row.by) for one in found}
        lacking = [owner for owner in owners_of(asked) if plain_name(owner) not in held_by]
        fault = f"未登记{_what(asked)}"
        counted = tuple(Counted(None, f"{one}{fault}", whose=one) for one in lacking)
        names = [one for one in lacking if one]
        told = f"，{len(names)} 个单位没有（{listed(names)}）" if names else ""
        return Rows(counted, f"{_basis(asked, found)}{told}")

    return _judged(asked, judge)


def half_years(asked: Question) -> Answer:
    """In how many half-years there was at least one (R3)."""
    return _parts_with(asked, Period.half_years)


def quarters(asked: Question) -> Answer:
    """In how many quarters there was at least one."""
    return _parts_with(asked, Period.quarters)


def half_years_missed(asked: Question) -> Answer:
    """The half-years that are over without any."""
    return _parts_without(asked, asked.period.half_years())


def quarters_missed(asked: Question) -> Answer:
    """The quarters that are over without any."""
    return _parts_without(asked, asked.period.quarters())


def _parts_with(asked: Question, parts_of: Callable[[Period], Sequence[Period]]) -> Answer:
    """Also a part of which only some days lie within the period has one or has none."""
    first, last = asked.period.first.year, asked.period.last.year
    parts = parts_of(Period(date(first, 1, 1), date(last, 12, 31)))

    def judge(found: _Held) -> Rows:
        met = [part.name for part in parts if any(_in(part, one) for one in found)]
        basis = f"{_basis(asked, found)}：{'、'.join(met)}" if met else _basis(asked, found)
        return Rows(tuple(map(_counted, found)), basis, number_of=len(met))

    return _judged(asked, judge)


def _parts_without(asked: Question, parts: Sequence[Period]) -> Answer:
    def judge(found: _Held) -> Rows:
        missed = [
            part
            for part in parts
            if part.last < asked.as_of and not any(_in(part, one) for one in found)
        ]
        counted = tuple(
            Counted(None, f"{one.name}未登记{_what(asked)}", one.last) for one in missed
        )
        ahead = tuple(f"{one.name}还没有过完" for one in parts if one.last >= asked.as_of)
        told = f"，没有的是{'、'.join(one.name for one in missed)}" if missed else ""
        return Rows(counted, f"{_basis(asked, found)}{told}", ahead)

    return _judged(asked, judge)


def _judged(asked: Question, judge: Callable[[_Held], Rows]) -> Answer:
    """What is said of the activities of the kind; where none of any kind is recorded, nobody knows."""
    owners = frozenset(map(plain_name, owners_of(asked)))
    if not owners:
        return NO_MEMBERS
    within = _within(asked, owners)
    if not within:
        return _NO_ROWS
    given = asked.given
    of_kind = [one for one in within if one.row.kind == given.kind]
    found = [one for one in of_kind if one.row.leader or not given.leader]
    said = judge(found)
    gaps = [*said.gaps, *strangers(asked, (one.row.by for one in asked.ledgers.activities))]
    untold = sum(one.row.leader is None for one in of_kind) if given.leader else 0
    if untold:
        gaps.append(f"{untold} 次{KINDS[given.kind]}未登记分管领导是否参加")
    return Rows(said.counted, said.basis, tuple(gaps), said.number_of)


def absences(asked: Question) -> Answer:
    """What was called from above and not attended as asked; a large meeting goes by its share (R25)."""
    called = _called(asked, large=False)
    if isinstance(called, Unknown):
        return called
    counted = tuple(_absent(one) for one in called if one.row.away)
    untold = [one for one in called if one.row.away is None]
    return Rows(counted, _attended("统一会议、培训", called, untold, counted), _untold(untold))


def attendance(asked: Question) -> Answer:
    """The large meetings that were called from above, with who should have come and did not (R7)."""
    called = _called(asked, large=True)
    if isinstance(called, Unknown):
        return called
    faulty = [one for one in called if one.row.away]
    counted = tuple(_absent(one) for one in faulty if one.row.expected)
    untold = [one for one in called if one.row.away is None]
    unmeasured = [one for one in faulty if not one.row.expected]
    gaps = [f"“{one.row.told}”有人缺席，未登记应参加人数" for one in unmeasured]
    basis = _attended("大型会议", called, [*untold, *unmeasured], counted)
    return Absences(counted, basis, (*gaps, *_untold(untold)))


def _called(asked: Question, *, large: bool) -> _Held | Unknown:
    within = _within(asked, frozenset({""}))
    if not within:
        return _NO_ROWS
    called = [one for one in within if one.row.convened]
    return [one for one in called if bool(one.row.large) is large] if called else _NO_CALLS


def _attended(what: str, called: _Held, unclear: _Held, counted: Sequence[Counted]) -> str:
    clear = f"登记齐全 {len(called) - len(unclear)} 次，" if unclear else ""
    return f"台账登记上级召集的{what} {len(called)} 次，{clear}缺席 {len(counted)} 次"


def _untold(untold: _Held) -> tuple[str, ...]:
    return (f"{len(untold)} 次会议、培训未登记缺席人数",) if untold else ()


def _absent(one: Kept[Activity]) -> Counted:
    expected, absent = one.row.expected or 0, one.row.away or 0
    of = f"应参加 {expected} 人，" if expected else ""
    return Counted(
        one.id,
        f"{one.row.told}：{of}缺席 {absent} 人",
        one.row.held,
        absent=min(absent, expected),
        expected=expected,
    )


def _within(asked: Question, owners: frozenset[str]) -> _Held:
    """What was done within the period by those who are meant, in order."""
    found = [
        one
        for one in asked.ledgers.activities
        if asked.covers(one.row.held) and owner_of(asked, one.row.by) in owners
    ]
    return sorted(found, key=lambda one: (one.row.held, one.id))


def _what(asked: Question) -> str:
    return f"{'分管领导参加的' if asked.given.leader else ''}{KINDS[asked.given.kind]}"


def _basis(asked: Question, found: _Held) -> str:
    return f"台账登记{_what(asked)} {len(found)} 次"


def _counted(one: Kept[Activity]) -> Counted:
    return Counted(one.id, one.row.told, one.row.held)


def _in(part: Period, one: Kept[Activity]) -> bool:
    return part.first <= one.row.held <= part.last
