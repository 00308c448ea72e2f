"""The sight of an assessment: all that the scoring screen shows of one unit in one round, read at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.checklist import Checklist
from desktop.domain.circumstances import has_exemption
from desktop.domain.commands import Command
from desktop.domain.findings import Findings, read_findings
from desktop.domain.peers import RoundPeers
from desktop.domain.recorded import PlainData
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    EvidenceLink,
    ItemRecord,
    Person,
    Round,
)
from desktop.domain.result_records import Handover
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.services.assessments import (
    assessment_of,
    findings_of,
    recorded_of,
    round_of,
    round_scheme,
)
from desktop.services.charging import shared_with
from desktop.services.checklists import checklist_beside
from desktop.services.history import words_of
from desktop.services.peers import peers_in
from desktop.services.review_sights import ReviewSight, see_review
from desktop.services.sheets_away import given_away
from desktop.services.undoing import undoable_in
from desktop.store.views import View
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Locking:
    """Who finalised an assessment, and when."""

    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AssessmentSight:
    """One assessment as it stands; `whole` is the scheme before it is read for this unit."""

    assessment: Assessment
    round: Round
    whole: Scheme
    plain: PlainData
    findings: Findings
    sheet: ScoreSheet
    checklist: Checklist
    exempted: frozenset[str]  # criteria with an exemption, of all of it or of an item
    links: tuple[EvidenceLink, ...]
    items: tuple[ItemRecord, ...]
    evaluator: str
    locking: Locking | None
    review: ReviewSight
    undo: str  # what undo would take back, in a few words; blank where there is nothing
    redo: str
    shared: Mapping[str, str] = field(default_factory=dict)  # items that another unit has too
    peers: RoundPeers | None = None  # where the scheme holds units against one another
    away: Handover | None = None  # by which it is with somebody else

    @property
    def scheme(self) -> Scheme:
        """The scheme as it reads for this unit."""
        return self.findings.scheme

    def drafted(self, drafts: Mapping[str, Mapping[str, object] | None]) -> ScoreSheet:
        """The sheet that it would be with these facts, None taken back; refused as recording refuses."""
        if not drafts:
            return self.sheet
        facts = self.plain["facts"] | drafts
        kept = {name: fact for name, fact in facts.items() if fact is not None}
        plain = self.plain | {"facts": kept}
        if self.peers is not None:
            plain = self.peers.beside(self.assessment, plain)
        return score(read_findings(self.whole, plain))


def see_assessment(workspace: Workspace, key: AssessmentKey) -> AssessmentSight:
    """Read one assessment for the screen."""
    with workspace.reading() as view:
        of = assessment_of(view, key)
        in_round = round_of(view, key.round)
        recorded = recorded_of(view, of)
        findings = findings_of(view, of)
        evaluator = view.get(Person, of.evaluator) if of.evaluator else None
        again = undoable_in(view, key)
        whole = round_scheme(view, in_round)
        return AssessmentSight(
            assessment=of,
            round=in_round,
            whole=whole,
            plain=recorded.plain(),
            findings=findings,
            sheet=score(findings),
            checklist=checklist_beside(view, of, findings),
            exempted=frozenset(k for k, one in findings.facts.items() if has_exemption(one)),
            links=tuple(view.all(EvidenceLink, **key._asdict())),
            items=tuple(recorded.items),
            evaluator=evaluator.name if evaluator else "",
            locking=_locking(view, of),
            review=see_review(view, of, in_round),
            undo=words_of(view, again.undo, findings.scheme),
            redo=words_of(view, again.redo, findings.scheme),
            shared=shared_with(view, tuple(recorded.items)),
            peers=None if of.finalised else peers_in(view, whole, key.round),
            away=given_away(view, workspace.id, key),
        )


def _locking(view: View, of: Assessment) -> Locking | None:
    if not of.finalised:
        return None
    events = list(view.events(command=Command.FINALISE.value, **of.key._asdict()))
    last = events[-1]
    return Locking(last.author, datetime.fromisoformat(last.at))
