"""Tried sheets: a round as it would be with other records on one of its sheets; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop.domain.comparison import AMONG
from desktop.domain.findings import GIVES, read_findings
from desktop.domain.peers import RoundPeers
from desktop.domain.recorded import PlainData, Recorded
from desktop.domain.records import OPEN, AssessmentKey
from desktop.domain.scoring import score
from desktop.services.assessment_sight import AssessmentSight, see_assessment
from desktop.services.peers import peers_in
from desktop.services.round_sights import RoundSight, SheetSight
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Tried(Recorded):
    """A sheet's records in their plain form alone."""

    told: PlainData = field(default_factory=dict)

    def plain(self) -> PlainData:
        """As it is."""
        return self.told


def unsettled(plain: PlainData) -> PlainData:
    """What a locked sheet recorded without the figures of others, as it reads once it is opened again."""
    facts = {name: _without(fact, AMONG) for name, fact in plain["facts"].items()}
    aside = {name: _without(one, GIVES) for name, one in plain["not_applicable"].items()}
    return plain | {"facts": facts, "not_applicable": aside}


def round_with(sight: RoundSight, one: SheetSight, plain: PlainData) -> RoundSight:
    """The round with these records on one of its sheets; what hangs on them in other open sheets follows."""
    sheets = {each.assessment.unit: each for each in sight.sheets}
    unit = one.assessment.unit
    sheets[unit] = tried = replace(one, plain=unsettled(plain))
    peers, follow = None, [tried]
    if one.whole.is_relative:
        readable = [each for each in sheets.values() if isinstance(each, SheetSight)]
        peers = RoundPeers(
            one.whole, [_Tried(each.assessment, told=each.plain) for each in readable]
        )
        follow += [e for e in readable if e is not tried and not e.assessment.finalised]
    for each in follow:
        sheets[each.assessment.unit] = _scored(each, peers)
    return replace(sight, sheets=tuple(sheets.values()))


def see_opened(workspace: Workspace, key: AssessmentKey) -> AssessmentSight:
    """One assessment as it would read if it were opened again."""
    sight = see_assessment(workspace, key)
    if not (sight.assessment.finalised and sight.whole.is_relative):
        return sight
    with workspace.reading() as view:
        peers = peers_in(view, sight.whole, key.round)
    of, plain = replace(sight.assessment, state=OPEN), unsettled(sight.plain)
    told = plain if peers is None else peers.beside(of, plain)
    findings = read_findings(sight.whole, told)
    opened = replace(sight, assessment=of, plain=plain, findings=findings, peers=peers)
    return replace(opened, sheet=score(findings))


def _scored(one: SheetSight, peers: RoundPeers | None) -> SheetSight:
    of = replace(one.assessment, state=OPEN)
    told = one.plain if peers is None else peers.beside(of, one.plain)
    findings = read_findings(one.whole, told)
    return replace(one, findings=findings, sheet=score(findings), peers=peers)


def _without(plain: PlainData, name: str) -> PlainData:
    return {each: value for each, value in plain.items() if each != name}
