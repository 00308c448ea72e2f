"""Round sights: every unit's sheet of one round, read in one reading for the table over all units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.findings import Findings, read_findings
from desktop.domain.peers import RoundPeers
from desktop.domain.recorded import PlainData, Recorded
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    ItemRecord,
    Round,
    UnitRecord,
)
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.services.assessments import (
    assessment_of,
    assessments_in,
    recorded_of,
    round_of,
    round_scheme,
)
from desktop.services.peers import peers_in, records_in
from desktop.store.views import View
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SheetSight:
    """One unit's sheet: what is recorded and what it comes to."""

    assessment: Assessment
    whole: Scheme
    plain: PlainData
    findings: Findings
    sheet: ScoreSheet
    peers: RoundPeers | None = None  # where the scheme holds units against one another
    items: frozenset[str] = frozenset()  # the ids of what is listed in it

    @property
    def scheme(self) -> Scheme:
        """The scheme as it reads for this unit."""
        return self.findings.scheme

    @property
    def told(self) -> PlainData:
        """What is recorded, with others' figures where it hangs on them: enough to work the sheet out again."""
        return self.plain if self.peers is None else self.peers.told(self.assessment, self.plain)

    def drafted(self, drafts: Mapping[str, Mapping[str, object] | None]) -> ScoreSheet:
        """The sheet that it would be with these facts, None taken back; refused as recording refuses."""
        plain = self.plain | {"facts": self.facts_with(drafts)}
        if self.peers is not None:
            plain = self.peers.beside(self.assessment, plain)
        return score(read_findings(self.whole, plain))

    def facts_with(self, drafts: Mapping[str, Mapping[str, object] | None]) -> PlainData:
        """What would be recorded with these facts."""
        facts = self.plain["facts"] | drafts
        return {name: fact for name, fact in facts.items() if fact is not None}


@dataclass(frozen=True, slots=True)
class UnreadSheet:
    """One that cannot be read must not hide the others."""

    assessment: Assessment
    trouble: str


@dataclass(frozen=True, slots=True)
class RoundSight:
    """A round, its scheme with nothing left out for any kind of unit, and its sheets in their order."""

    round: Round
    scheme: Scheme
    sheets: tuple[SheetSight | UnreadSheet, ...]
    groups: Mapping[str, str]  # each unit's first group
    beside: tuple[RoundSight, ...] = ()  # those that count beside it, where the scheme says how
    members: tuple[AssessmentKey, ...] = ()  # whose sheets are still to be read, in a frame


def see_round(workspace: Workspace, round_id: str) -> RoundSight:
    """Read every sheet of a round: one query a table, not one a unit."""
    with workspace.reading() as view:
        return see_round_in(view, round_id)


def see_round_in(view: View, round_id: str) -> RoundSight:
    """The same, where a view is open already."""
    of = round_of(view, round_id)
    scheme = round_scheme(view, of)
    recorded = records_in(view, round_id)
    peers = peers_in(view, scheme, round_id, recorded)
    groups = {one.id: one.groups[0] for one in view.all(UnitRecord) if one.groups}
    counted = rounds_beside(view, round_id) if scheme.scorers else []
    beside = tuple(see_round_in(view, one.id) for one in counted)
    sheets = tuple(_sheet(scheme, one, peers) for one in recorded)
    return RoundSight(of, scheme, sheets, groups, beside)


def frame_of(workspace: Workspace, round_id: str) -> RoundSight:
    """A round without its sheets: they are read one by one."""
    with workspace.reading() as view:
        of = round_of(view, round_id)
        groups = {one.id: one.groups[0] for one in view.all(UnitRecord) if one.groups}
        members = tuple(one.key for one in assessments_in(view, round_id))
        return RoundSight(of, round_scheme(view, of), (), groups, members=members)


def rounds_beside(view: View, round_id: str) -> list[Round]:
    """The rounds that score a round's units beside it, in the order in which they were opened.

    Never by their names alone: weights go by this order, and a round may be renamed.
    """

    def order(one: Round) -> tuple[object, ...]:
        return one.opened, view.begun_at(one.id) or 0, len(one.name), one.name, one.id

    return sorted(view.all(Round, beside=round_id), key=order)


def see_sheets(
    workspace: Workspace, keys: Iterable[AssessmentKey]
) -> dict[AssessmentKey, SheetSight | UnreadSheet]:
    """Read some sheets again."""
    with workspace.reading() as view:
        return {key: _read(view, assessment_of(view, key)) for key in keys}


def sheets_of_items(workspace: Workspace, items: Iterable[str]) -> set[AssessmentKey]:
    """The sheets in which these items are listed."""
    with workspace.reading() as view:
        found = [view.get(ItemRecord, one) for one in items]
    return {AssessmentKey(one.round, one.unit) for one in found if one is not None}


def _read(view: View, of: Assessment) -> SheetSight | UnreadSheet:
    scheme = round_scheme(view, round_of(view, of.round))
    return _sheet(scheme, recorded_of(view, of), peers_in(view, scheme, of.round))


def _sheet(whole: Scheme, recorded: Recorded, peers: RoundPeers | None) -> SheetSight | UnreadSheet:
    of = recorded.assessment
    own = None if of.finalised else peers
    plain = recorded.plain()
    try:
        findings = read_findings(whole, plain if own is None else own.beside(of, plain))
    except Refused as refused:
        words = f"“{of.name}”的考核记录读不出（{refused.at}：{refused.message}）"
        return UnreadSheet(of, f"{words}；请到“设置”的“诊断”里核对全部")
    items = frozenset([one.id for one in recorded.items])
    return SheetSight(of, whole, plain, findings, score(findings), own, items)
