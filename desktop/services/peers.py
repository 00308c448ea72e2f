"""Peers: the records of a whole round, where a unit's sheet is held against what the others recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

from desktop.domain.audit_trail import PlainRow, Rows, write_plain
from desktop.domain.commands import Command
from desktop.domain.comparison import AMONG
from desktop.domain.findings import Findings, read_findings
from desktop.domain.peers import RoundPeers
from desktop.domain.recorded import PlainData, Recorded
from desktop.domain.records import (
    Assessment,
    DiscretionRecord,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
)
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.store.desk import Desk
from desktop.store.views import View

OfUnit = TypeVar("OfUnit", FindingRecord, ItemRecord, DiscretionRecord, NotApplicableRecord)
_NAMED: Final = 3


class _Last(NamedTuple):
    """What was read last, and of which state of which round: an event's hash stands for all before it."""

    event: str
    round: str
    scheme: Scheme
    peers: RoundPeers


_LAST: Final[list[_Last]] = []  # at most one


def records_in(view: View, round_id: str) -> list[Recorded]:
    """Everything recorded in a round: one query a table, not one a unit."""
    return recorded_by_unit(
        view.all(Assessment, round=round_id),
        view.all(FindingRecord, round=round_id),
        view.all(ItemRecord, round=round_id),
        view.all(DiscretionRecord, round=round_id),
        view.all(NotApplicableRecord, round=round_id),
    )


def recorded_by_unit(
    assessments: Iterable[Assessment],
    findings: Iterable[FindingRecord],
    items: Iterable[ItemRecord],
    discretion: Iterable[DiscretionRecord],
    not_applicable: Iterable[NotApplicableRecord],
) -> list[Recorded]:
    """Records of one round put together by unit, in the round's order."""
    found, listed = _by_unit(findings), _by_unit(items)
    judged, aside = _by_unit(discretion), _by_unit(not_applicable)
    return [
        Recorded(
            one,
            found.get(one.unit, ()),
            listed.get(one.unit, ()),
            judged.get(one.unit, ()),
            aside.get(one.unit, ()),
        )
        for one in sorted(assessments, key=lambda one: one.position)
    ]


def peers_in(
    view: View, scheme: Scheme, round_id: str, recorded: Sequence[Recorded] | None = None
) -> RoundPeers | None:
    """The units of a round as they are compared; None where the scheme compares none."""
    if not scheme.is_relative:
        return None
    head = view.head().hash
    for last in _LAST:
        if (last.event, last.round) == (head, round_id) and last.scheme is scheme:
            return last.peers
    peers = RoundPeers(scheme, records_in(view, round_id) if recorded is None else recorded)
    _LAST[:] = [_Last(head, round_id, scheme, peers)]
    return peers


def with_peers(view: View, scheme: Scheme, of: Assessment, plain: PlainData) -> PlainData:
    """What a unit recorded, with the figures of others; a finalised sheet bears them already."""
    peers = None if of.finalised else peers_in(view, scheme, of.round)
    return plain if peers is None else peers.beside(of, plain)


def refuse_others(fact: Mapping[str, object]) -> None:
    """Others' figures are read from their own sheets; nobody records them by hand."""
    if AMONG in fact:
        raise Refused("其他单位的数由程序从批次里读取，不用填写（among）", AMONG)


def has_whole_round(view: View, round_id: str) -> bool:
    """Whether a round was opened here: where it came in packages, some of its units may be elsewhere."""
    number = view.begun_at(round_id)
    first = None if number is None else view.event(number)
    return first is None or first.command != Command.TAKE_OVER.value


def settle_against_peers(desk: Desk, scheme: Scheme, recorded: Recorded) -> None:
    """Lay out the others' figures beside a sheet's own before it is finalised, so that it never changes again."""
    of = recorded.assessment
    peers = peers_in(desk, scheme, of.round)
    if peers is None:
        return
    findings = read_findings(scheme, peers.beside(of, recorded.plain()))
    sheet = score(findings)
    _refuse_provisional(peers, of, findings, sheet)
    compared = [one for one in recorded.findings if peers.compares(of, one.criterion, one.fact)]
    scores = {one.id: one for one in sheet.indicators}
    averaged = [one for one in recorded.not_applicable if scores[one.indicator].averaged]
    if (compared or averaged) and not has_whole_round(desk, of.round):
        raise Refused(
            f"“{of.name}”要与批次里的其他单位比较，本机接收的可能只是其中几个，不能定稿；"
            "请把考核包交回建立这个批次的工作区，在那里定稿"
        )
    for one in compared:
        told = {**one.fact, AMONG: peers.settled(of, one.criterion)}
        desk.put(replace(one, fact=told))
    for aside in averaged:
        desk.put(replace(aside, gives=scores[aside.indicator].score))


def unsettled_rows(rows: Rows) -> Rows:
    """A sheet's rows without the figures of others that they were settled with."""
    return {place: _unsettled_row(place[0], row) for place, row in rows.items()}


def _unsettled_row(table: str, row: PlainRow) -> PlainRow:
    if table == "not_applicable":
        return {name: value for name, value in row.items() if name != "gives"}
    fact = json.loads(str(row.get("fact", "{}"))) if table == "finding" else {}
    if AMONG not in fact:
        return row
    left = write_plain({name: value for name, value in fact.items() if name != AMONG})
    return {**row, "fact": left}


def _refuse_provisional(
    peers: RoundPeers, of: Assessment, findings: Findings, sheet: ScoreSheet
) -> None:
    if not sheet.provisional:
        return
    first = sheet.provisional[0]
    known = findings.scheme.criteria
    what = known[first].label if first in known else findings.scheme.indicators_by_id[first].name
    waiting = peers.waiting_for(of, sheet.provisional)
    if not waiting:
        raise Refused(
            f"“{what}”按其他单位的平均分计，但没有别的单位评这一项，不能定稿；请撤去“不适用”，改用自由裁量"
        )
    names = "、".join(waiting[:_NAMED]) + ("等" if len(waiting) > _NAMED else "")
    raise Refused(
        f"“{what}”要与其他单位比较，还有 {len(waiting)} 个单位没有填报（{names}），不能定稿；"
        "请先填报，不参加考核的请标明"
    )


def lay_out_unsettled(desk: Desk, of: Assessment) -> None:
    """Let a sheet that is open again be held against what the others record from now on."""
    for one in desk.all(FindingRecord, **of.key._asdict()):
        if AMONG in one.fact:
            fact = {name: value for name, value in one.fact.items() if name != AMONG}
            desk.put(replace(one, fact=fact))
    for aside in desk.all(NotApplicableRecord, **of.key._asdict()):
        if aside.gives is not None:
            desk.put(replace(aside, gives=None))


def _by_unit(records: Iterable[OfUnit]) -> dict[str, list[OfUnit]]:
    found: dict[str, list[OfUnit]] = {}
    for one in records:
        found.setdefault(one.unit, []).append(one)
    return found
