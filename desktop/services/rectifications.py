"""Rectifications: lost points to be put right, by whom and until when; the report of it and the second look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from desktop.domain.amounts import ZERO
from desktop.domain.commands import Author, Command
from desktop.domain.deductions import Deduction
from desktop.domain.record_checks import checked
from desktop.domain.records import Evidence, EvidenceLink, Round, new_id
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Rectification
from desktop.domain.sheet_parts import parts_of
from desktop.domain.values import read_grounds
from desktop.services.assessments import assessments_in, round_of
from desktop.services.charts.charted import lost_by
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.round_sights import SheetSight, see_round_in
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace

SOON: Final = 7  # days before a term ends from which it is told
_WAITING: Final = frozenset({"open", "failed"})
_Place = tuple[str, str, str]  # unit, part, criterion


@dataclass(frozen=True, slots=True)
class RectificationSight:
    """One of the list, with the sheet's present word on it."""

    record: Rectification
    unit: str  # its name
    where: str
    clause: str
    loses: Decimal | None  # what is lost there now; None where the sheet cannot be read
    files: int

    @property
    def still_lost(self) -> bool:
        """Whether the points are still lost: an objection may have been upheld."""
        return self.loses is None or self.loses > 0


class RepairDue(NamedTuple):
    """One that is due soon or overdue: `days` are left, or negative."""

    record: Rectification
    unit: str
    round: str
    days: int


class SecondLook(NamedTuple):
    """What the second look found; where it was not enough, until when it is to be mended."""

    checked: date
    checker: str
    passed: bool
    verdict: str = ""
    due: date | None = None


# -- what is listed


def rectifications_of(workspace: Workspace, round_id: str) -> tuple[RectificationSight, ...]:
    """A round's list, in the order of its units and of their sheets."""
    with workspace.reading() as view:
        return rectifications_in(view, round_id)


def rectifications_in(view: View, round_id: str) -> tuple[RectificationSight, ...]:
    """The same, where a view is open already."""
    records = view.all(Rectification, round=round_id)
    if not records:
        return ()
    sheets = _sheets(view, round_id)
    lost = {place: one for unit, sight in sheets.items() for place, one in _lost(unit, sight)}
    order = {place: at for at, place in enumerate(_places(sheets))}
    members = {one.unit: one for one in assessments_in(view, round_id)}
    links = [one.rectification for one in view.all(EvidenceLink) if one.rectification]

    def sight_of(one: Rectification) -> RectificationSight:
        found = lost.get(_place(one))
        parts = parts_of(sheets[one.unit].scheme) if one.unit in sheets else ()
        where = next((part.full_name for part in parts if part.id == one.part), "全表")
        loses = (found.lost if found else ZERO) if one.unit in sheets else None
        name = members[one.unit].name
        clause = found.clause if found else _clause(sheets.get(one.unit), one.criterion)
        return RectificationSight(one, name, where, clause, loses, links.count(one.id))

    last = len(order)
    records.sort(
        key=lambda one: (members[one.unit].position, order.get(_place(one)[:2], last), one.id)
    )
    return tuple(map(sight_of, records))


def _sheets(view: View, round_id: str) -> Mapping[str, SheetSight]:
    sheets = see_round_in(view, round_id).sheets
    return {one.assessment.unit: one for one in sheets if isinstance(one, SheetSight)}


def _places(sheets: Mapping[str, SheetSight]) -> Iterator[tuple[str, str]]:
    for unit, sight in sheets.items():
        yield from ((unit, part.id) for part in parts_of(sight.scheme))


def _lost(unit: str, sight: SheetSight) -> Iterator[tuple[_Place, Deduction]]:
    for one in lost_by(sight).rows:
        if one.lost > 0:
            yield (unit, one.part, one.criterion), one


def _place(one: Rectification) -> _Place:
    return one.unit, one.part, one.criterion or ""


def _clause(sight: SheetSight | None, criterion: str | None) -> str:
    found = sight.scheme.criteria.get(criterion or "") if sight else None
    return found.clause if found else ""


def repairs_due(workspace: Workspace, today: date) -> tuple[RepairDue, ...]:
    """What is due within some days or overdue, the longest overdue first; of rounds that are not put away."""
    with workspace.reading() as view:
        found = [*_due_in(view, today)]
    return tuple(sorted(found, key=lambda one: (one.days, one.unit, one.record.id)))


def _due_in(view: View, today: date) -> Iterator[RepairDue]:
    rounds = {one.id: one for one in view.all(Round) if not one.archived}
    names: dict[str, dict[str, str]] = {}
    for one in view.all(Rectification):
        if one.round not in rounds or one.state not in _WAITING or one.due is None:
            continue
        if (one.due - today).days <= SOON:
            members = assessments_in(view, one.round) if one.round not in names else ()
            names.setdefault(one.round, {}).update({of.unit: of.name for of in members})
            name = names[one.round][one.unit]
            yield RepairDue(one, name, rounds[one.round].name, (one.due - today).days)


# -- what is done


def list_lost(
    workspace: Workspace, author: Author, round_id: str, units: Iterable[str], due: date | None
) -> Outcome:
    """Put every lost line of these units on the list that is not there yet."""
    with workspace.writing() as desk:
        round_of(desk, round_id)
        listed = {_place(one) for one in desk.all(Rectification, round=round_id)}
        wanted, sheets = frozenset(units), _sheets(desk, round_id)
        new = [
            _listed(round_id, place, one, due)
            for unit, sight in sheets.items()
            if unit in wanted
            for place, one in _lost(unit, sight)
            if place not in listed
        ]
        if not new:
            raise Refused("选中的单位没有还没列入的失分", "units")
        desk.put(*new)
        return outcome_of(desk.seal(Deed(Command.KEEP_RECTIFICATIONS, author, round_id)))


def _listed(round_id: str, place: _Place, one: Deduction, due: date | None) -> Rectification:
    unit, part, criterion = place
    made = Rectification(
        new_id(), round_id, unit, part, criterion or None, one.reason, one.lost, due=due
    )
    return checked(made)


_Change = Callable[[Rectification], Rectification]


def change_rectifications(
    workspace: Workspace, author: Author, ids: Sequence[str], change: _Change
) -> Outcome:
    """Change several at once by the same rule: all of them or none."""
    with workspace.writing() as desk:
        held = [desk.get(Rectification, one) for one in dict.fromkeys(ids)]
        found = [one for one in held if one is not None]
        if len(found) < len(held) or not found:
            raise Refused("这条整改已经不在了，请重新打开清单", "rectification")
        if len({one.round for one in found}) > 1:
            raise Refused("一次只能改一个批次的整改", "rectification")
        desk.put(*(checked(change(one)) for one in found))
        deed = Deed(Command.KEEP_RECTIFICATIONS, author, found[0].round)
        return outcome_of(desk.seal(deed))


def planned(
    owner: str | None = None, due: date | None = None, measure: str | None = None
) -> _Change:
    """Who puts it right, until when, and how; None leaves what is there."""

    def change(one: Rectification) -> Rectification:
        if one.state == "passed":
            raise Refused("已通过复查的整改不用再改责任人、期限和措施", "state")
        return replace(
            one,
            owner=one.owner if owner is None else owner.strip(),
            due=one.due if due is None else due,
            measure=one.measure if measure is None else measure.strip(),
        )

    return change


def reported(day: date, report: str) -> _Change:
    """It was put right, as the unit says."""

    def change(one: Rectification) -> Rectification:
        if one.state == "passed":
            raise Refused("这条整改已经通过复查，不用再报", "state")
        read_grounds(report, "请写完成情况：做了什么，怎么改的", "report")
        return replace(one, state="repaired", repaired=day, report=report.strip())

    return change


def looked_at(look: SecondLook) -> _Change:
    """The second look: passed, or not yet, with a new term."""

    def change(one: Rectification) -> Rectification:
        if one.state != "repaired" or one.repaired is None:
            raise Refused("还没有填完成情况，不能复查；请先登记完成日期和完成情况", "state")
        read_grounds(look.checker, "请写复查人", "checker")
        if look.checked < one.repaired:
            raise Refused(f"复查日期不能早于完成日期 {one.repaired}", "checked")
        if not look.passed:
            read_grounds(look.verdict, "复查没有通过，请写明还差什么", "verdict")
            if look.due is None or look.due <= look.checked:
                raise Refused("复查没有通过，请另定期限，要晚于复查日期", "due")
        return replace(
            one,
            state="passed" if look.passed else "failed",
            checked=look.checked,
            checker=look.checker.strip(),
            verdict=look.verdict.strip(),
            due=one.due if look.passed else look.due,
        )

    return change


def repair_files(workspace: Workspace, rectification: str) -> tuple[tuple[EvidenceLink, str], ...]:
    """What proves a repair, with the files' names."""
    with workspace.reading() as view:
        links = view.all(EvidenceLink, rectification=rectification)
        found = ((one, view.get(Evidence, one.evidence)) for one in links)
        return tuple((one, file.name) for one, file in found if file is not None)
