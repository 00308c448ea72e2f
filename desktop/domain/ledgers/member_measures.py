"""What can be counted among the members of a unit: whose plan is missing, who is covered, who completed its plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import (
    NO_MEMBERS,
    Answer,
    Counted,
    Question,
    Rate,
    Rows,
    plain,
)
from desktop.domain.ledgers.members import COUNTIES, DEPARTMENTS, Member
from desktop.domain.ledgers.plan_items import JOINT
from desktop.domain.ledgers.plan_progress import (
    NO_PLAN,
    NO_RUNS,
    Progress,
    progress_of,
    runs_of,
)


def plan_unreported(asked: Question) -> Answer:
    """Members that did not report a plan of their own within the period."""
    members = _members(asked, DEPARTMENTS)
    if not members:
        return NO_MEMBERS
    last = min(asked.period.last, asked.as_of)
    lacking = [one for one in members if one.row.reported is None or one.row.reported > last]
    basis = f"成员单位 {len(members)} 家，已报送计划 {len(members) - len(lacking)} 家"
    return Rows(tuple(_counted(one, "没有报送年度抽查计划") for one in lacking), basis)


def completed(asked: Question) -> Answer:
    """Members that completed their own plan, of all (R5)."""
    members = _members(asked, DEPARTMENTS)
    if not members:
        return NO_MEMBERS
    by_lead: dict[str, list[Progress]] = {}
    for one in progress_of(asked):
        if not one.item.row.dropped:
            by_lead.setdefault(plain(one.item.row.lead), []).append(one)
    if not by_lead:
        return NO_PLAN
    last = min(asked.period.last, asked.as_of)
    undone = [
        one for one in members if not _has_completed(by_lead.get(plain(one.row.name), ()), last)
    ]
    done = len(members) - len(undone)
    basis = f"成员单位 {len(members)} 家，完成本部门计划 {done} 家"
    return Rate(done, len(members), tuple(_counted(one, "没有完成计划") for one in undone), basis)


def _has_completed(items: Sequence[Progress], last: date) -> bool:
    return bool(items) and all(one.done_by(last) for one in items)


def uncovered(asked: Question) -> Answer:
    """Members that no item of the joint plan names."""
    items = [one for one in progress_of(asked) if one.item.row.sort == JOINT]
    if not items:
        return NO_PLAN
    named = _named(one.item.row.members for one in items)
    return _not_among(asked, named, "没有列入联合抽查计划", f"联合抽查计划 {len(items)} 项")


def not_inspecting(asked: Question) -> Answer:
    """Members that took part in no joint inspection that ended."""
    runs = [one for one in runs_of(asked) if one.row.sort == JOINT and one.row.ended]
    if not asked.ledgers.runs:
        return NO_RUNS
    by_place = {
        (one.item.row.no, one.item.row.by): one.item.row.members for one in progress_of(asked)
    }
    named = _named(
        (*one.row.members, *by_place.get((one.row.plan, one.row.by), ())) for one in runs
    )
    return _not_among(asked, named, "没有参加联合抽查", f"完成的联合抽查 {len(runs)} 次")


def _not_among(asked: Question, named: frozenset[str], fault: str, looked: str) -> Answer:
    members = _members(asked, DEPARTMENTS)
    if not members:
        return NO_MEMBERS
    lacking = tuple(
        _counted(one, fault, one.row.exempt) for one in members if plain(one.row.name) not in named
    )
    return Rows(
        lacking, f"{looked}；成员单位 {len(members)} 家，涉及 {len(members) - len(lacking)} 家"
    )


def joint_runs(asked: Question) -> Answer:
    """How many joint inspections ended; of the counties the one with the fewest (R24)."""
    if not asked.ledgers.runs:
        return NO_RUNS
    runs = [one for one in runs_of(asked) if one.row.ended is not None]
    counted = tuple(Counted(one.id, one.row.told, one.row.ended) for one in runs)
    if asked.given.level != COUNTIES:
        return Rows(counted, f"台账登记完成的部门联合抽查 {len(runs)} 次")
    counties = _members(asked, COUNTIES)
    if not counties:
        return NO_MEMBERS
    numbers = {
        one.row.name: sum(plain(run.row.by) == plain(one.row.name) for run in runs)
        for one in counties
    }
    fewest = min(numbers, key=lambda name: numbers[name])
    basis = f"{len(counties)} 个县（市、区）中最少的是{fewest}，{numbers[fewest]} 次"
    ours = tuple(
        Counted(one.id, one.row.told, one.row.ended)
        for one in runs
        if plain(one.row.by) == plain(fewest)
    )
    return Rows(ours, basis)


def _members(asked: Question, sort: str) -> list[Kept[Member]]:
    return [one for one in asked.ledgers.members if one.row.sort == sort]


def _named(members: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(plain(name) for names in members for name in names)


def _counted(one: Kept[Member], fault: str, excused: str = "") -> Counted:
    return Counted(one.id, f"{one.row.name}{fault}", None, excused)
