"""What can be counted among the members of a unit: whose plan is missing, who is covered, who completed its plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.domain.ledgers.given import OWN
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import (
    NO_MEMBERS,
    Answer,
    Counted,
    Question,
    Rate,
    Rows,
    Unknown,
    listed,
    owners_of,
)
from desktop.domain.ledgers.members import DEPARTMENTS, Member
from desktop.domain.ledgers.plan_items import DEPARTMENT, JOINT
from desktop.domain.ledgers.plan_progress import (
    NO_PLAN,
    Progress,
    items_of,
    of_sort,
    runs_of,
    undated,
)
from desktop.domain.names import plain_name


def plan_unreported(asked: Question) -> Answer:
    """Members that did not report a plan of their own within the period."""
    members = _departments(asked)
    if not members:
        return NO_MEMBERS
    if not any(one.row.reported for one in members):
        return Unknown(("成员单位台账未登记报送计划日期",))
    lacking = [one for one in members if not _has_reported(asked, one.row)]
    basis = f"成员单位 {len(members)} 家，已报送计划 {len(members) - len(lacking)} 家"
    return Rows(tuple(_unreported(asked, one) for one in lacking), basis)


def _has_reported(asked: Question, member: Member) -> bool:
    return member.reported is not None and asked.covers(member.reported)


def _unreported(asked: Question, one: Kept[Member]) -> Counted:
    reported = one.row.reported
    when = f"（登记的报送日期为{asked.words_of(reported)}）" if reported else ""
    return _counted(one, f"考核时段未报送部门年度抽查计划{when}", one.row.exempt)


def completed(asked: Question) -> Answer:
    """Members that completed their own plan, of all (R5)."""
    members = _departments(asked)
    if not members:
        return NO_MEMBERS
    by_lead: dict[str, list[Progress]] = {}
    for item in items_of(of_sort(asked, DEPARTMENT)):
        by_lead.setdefault(plain_name(item.item.row.lead), []).append(item)
    if not by_lead:
        return NO_PLAN
    undone = []
    for one in members:
        items = by_lead.get(plain_name(one.row.name), [])
        done = sum(item.done_by(asked.until) for item in items)
        if not items:
            undone.append(_counted(one, "：台账未登记抽查计划"))
        elif done < len(items):
            undone.append(_counted(one, f"：计划 {len(items)} 项，完成 {done} 项"))
    done = len(members) - len(undone)
    basis = f"成员单位 {len(members)} 家，完成本部门计划 {done} 家"
    return Rate(done, len(members), tuple(undone), basis, _exempt(members))


def _exempt(members: Sequence[Kept[Member]]) -> tuple[str, ...]:
    names = [one.row.name for one in members if one.row.exempt]
    return (f"{listed(names)}登记为无监管对象，是否计入总数请核定",) if names else ()


def uncovered(asked: Question) -> Answer:
    """Members that no item of the joint plan names."""
    items = items_of(of_sort(asked, JOINT))
    if not items:
        return NO_PLAN
    named = _named(one.item.row.members for one in items)
    return _not_among(asked, named, "未列入部门联合抽查计划", f"部门联合抽查计划 {len(items)} 项")


def not_inspecting(asked: Question) -> Answer:
    """Members that took part in no joint inspection that ended; a plan's item names them for its runs, too."""
    joint = of_sort(asked, JOINT)
    found = runs_of(joint)
    if isinstance(found, Unknown):
        return found
    runs = [one for one in found if one.row.ended]
    items = [one.members for one in items_of(joint) if one.done_by(asked.until)]
    named = _named([*(one.row.members for one in runs), *items])
    basis = f"台账登记完成的部门联合抽查 {len(runs)} 次"
    return _not_among(asked, named, "未参加部门联合抽查", basis)


def _not_among(asked: Question, named: frozenset[str], fault: str, looked: str) -> Answer:
    members = _departments(asked)
    if not members:
        return NO_MEMBERS
    lacking = [one for one in members if plain_name(one.row.name) not in named]
    basis = f"{looked}；成员单位 {len(members)} 家，涉及 {len(members) - len(lacking)} 家"
    return Rows(tuple(_counted(one, fault, one.row.exempt) for one in lacking), basis)


def joint_runs(asked: Question) -> Answer:
    """How many joint inspections ended; of several counties those of the one with the fewest (R24)."""
    found = runs_of(of_sort(asked, JOINT))
    if isinstance(found, Unknown):
        return found
    runs = [one for one in found if one.row.ended is not None]
    if asked.level == OWN:
        basis = f"台账登记完成的部门联合抽查 {len(runs)} 次"
    else:
        counties = owners_of(asked)
        if not counties:
            return NO_MEMBERS
        by_county = {
            name: [one for one in runs if plain_name(one.row.by) == plain_name(name)]
            for name in counties
        }
        fewest = min(counties, key=lambda name: len(by_county[name]))
        runs = by_county[fewest]
        basis = f"{len(counties)} 个县（市、区）中{fewest}最少，完成部门联合抽查 {len(runs)} 次"
    counted = tuple(Counted(one.id, one.row.told, one.row.ended) for one in runs)
    return Rows(counted, basis, undated(asked))


def _departments(asked: Question) -> list[Kept[Member]]:
    found = [one for one in asked.ledgers.members if one.row.sort == DEPARTMENTS]
    return sorted(found, key=lambda one: (one.row.name, one.id))


def _named(members: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(plain_name(name) for names in members for name in names)


def _counted(one: Kept[Member], fault: str, excused: str = "") -> Counted:
    return Counted(one.id, f"{one.row.name}{fault}", None, excused, whose=one.row.name)
