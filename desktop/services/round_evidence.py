"""Round evidence: how every requirement stands in every unit of a round, read in one reading for 佐证."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from desktop.domain.checklist import PieceLink
from desktop.domain.checklist_tallies import ChecklistTally, Standing
from desktop.domain.circumstances import decisive_criteria
from desktop.domain.findings import read_findings
from desktop.domain.recorded import Recorded
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    EvidenceLink,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    Round,
    WaiverRecord,
)
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Handover
from desktop.domain.round_tallies import RoundTallies
from desktop.domain.scheme import Scheme
from desktop.services.assessments import assessment_of, recorded_of, round_of, round_scheme
from desktop.services.checklists import plain_waivers
from desktop.services.peers import peers_in, recorded_by_unit, records_in
from desktop.services.sheets_away import away_in
from desktop.store.views import View
from desktop.store.workspace import Workspace

# What lists ask for is the same for most units, and in the next round again: it is laid out once.
_TALLIES: Final = RoundTallies()


@dataclass(frozen=True, slots=True)
class UnitEvidence:
    """One unit's evidence: by requirement how it stands, and how many files are linked to what."""

    assessment: Assessment
    tallies: Mapping[int, ChecklistTally]
    files: int
    unasked: int  # of these, what proves criteria and no requirement
    away: Handover | None = None  # by which the sheet is with somebody else
    trouble: str = ""  # why its checklist cannot be read

    @property
    def due(self) -> int:
        """How many pieces have to be there; what is waived is not counted."""
        return sum(one.due for one in self.tallies.values())

    @property
    def lacking(self) -> int:
        """How many of them lack."""
        return sum(one.lacking for one in self.tallies.values())

    @property
    def waived(self) -> int:
        """How many requirements are waived."""
        return sum(one.standing is Standing.WAIVED for one in self.tallies.values())


@dataclass(frozen=True)
class RoundEvidence:
    """A round's units in their order; who takes no part owes nothing and is left out."""

    round: Round
    scheme: Scheme
    units: tuple[UnitEvidence, ...]

    @cached_property
    def due(self) -> int:
        """Of all units."""
        return sum(one.due for one in self.units)

    @cached_property
    def lacking(self) -> int:
        """Of all units."""
        return sum(one.lacking for one in self.units)


def first_asking(workspace: Workspace, rounds: Sequence[str]) -> str:
    """The first of these rounds whose scheme asks for evidence; where none does, the first."""
    with workspace.reading() as view:
        asking = (one for one in rounds if round_scheme(view, round_of(view, one)).requirements)
        return next(asking, next(iter(rounds), ""))


def see_round_evidence(workspace: Workspace, round_id: str) -> RoundEvidence:
    """Read a round: one query a table, and of findings only those that decide what is asked for."""
    with workspace.reading() as view:
        of = round_of(view, round_id)
        scheme = round_scheme(view, of)
        reading = _Reading(view, workspace.id, of.id, scheme)
        return RoundEvidence(of, scheme, tuple(reading.units()))


def units_in(view: View, round_id: str) -> Iterator[UnitEvidence]:
    """A round's units as papers tell of them: nobody asks there where a sheet is just now."""
    scheme = round_scheme(view, round_of(view, round_id))
    return _Reading(view, "", round_id, scheme).units()


def see_unit_evidence(workspace: Workspace, key: AssessmentKey) -> UnitEvidence:
    """Read one unit again."""
    with workspace.reading() as view:
        of = assessment_of(view, key)
        scheme = round_scheme(view, round_of(view, key.round))
        where = key._asdict()
        links = [_Filed(*filed) for _, *filed in view.parts(EvidenceLink, _OF_LINK, **where)]
        waivers = view.all(WaiverRecord, **where)
        reading = _Reading(view, workspace.id, key.round, scheme)
        return reading.unit(recorded_of(view, of), links, waivers)


class _Filed(NamedTuple):
    """Of a link what the checklist goes by."""

    evidence: str
    requirement: int | None
    piece: str
    plan_item: int | None


_OF_LINK: Final = ("unit", *_Filed._fields)


class _Reading:
    """What is read once for all units, and each unit out of it."""

    def __init__(self, view: View, own: str, round_id: str, scheme: Scheme) -> None:
        self._view, self._round, self._scheme = view, round_id, scheme
        self._away = away_in(view, own, round_id)
        self._peers = peers_in(view, scheme, round_id)

    def units(self) -> Iterator[UnitEvidence]:
        """Those that take part, in the round's order."""
        links: dict[str, list[_Filed]] = defaultdict(list)
        for unit, *filed in self._view.parts(EvidenceLink, _OF_LINK, round=self._round):
            links[unit].append(_Filed(*filed))
        waivers: dict[str, list[WaiverRecord]] = defaultdict(list)
        for waiver in self._view.all(WaiverRecord, round=self._round):
            waivers[waiver.unit].append(waiver)
        for one in self._recorded():
            if not one.assessment.absent:
                unit = one.assessment.unit
                yield self.unit(one, links[unit], waivers[unit])

    def unit(
        self, recorded: Recorded, links: Sequence[_Filed], waivers: Sequence[WaiverRecord]
    ) -> UnitEvidence:
        """One of them; what cannot be read of it must not hide the others."""
        of, trouble = recorded.assessment, ""
        tallies: Mapping[int, ChecklistTally] = {}
        peers = None if of.finalised else self._peers
        plain = recorded.plain()
        try:
            findings = read_findings(self._scheme, peers.beside(of, plain) if peers else plain)
        except Refused as refused:
            trouble = f"“{of.name}”的考核记录读不出（{refused.at}：{refused.message}）"
        else:
            filed = [
                PieceLink(one.requirement, one.piece, one.plan_item)
                for one in links
                if one.requirement is not None
            ]
            tallies = _TALLIES.of(findings, filed, plain_waivers(waivers), of.counts)
        files = {one.evidence for one in links}
        asked = {one.evidence for one in links if one.requirement is not None}
        away = self._away.get(of.unit)
        return UnitEvidence(of, tallies, len(files), len(files - asked), away, trouble)

    def _recorded(self) -> list[Recorded]:
        """All records where units are held against one another; else those that decide anything here."""
        view, where = self._view, {"round": self._round}
        if self._peers is not None:
            return records_in(view, self._round)
        decisive = decisive_criteria(self._scheme)
        findings = view.among(FindingRecord, "criterion", decisive, **where)
        aside_ones = view.all(FindingRecord, **where, applies=False)
        findings += [one for one in aside_ones if one.criterion not in decisive]
        items = view.among(ItemRecord, "criterion", decisive, **where)
        aside = view.all(NotApplicableRecord, **where)
        return recorded_by_unit(view.all(Assessment, **where), findings, items, (), aside)
