"""Checklists: which evidence one assessment needs, and what of it is there, waived or missing."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.checklist import Checklist, PieceLink, Waiver, checklist_of
from desktop.domain.findings import Findings
from desktop.domain.records import Assessment, AssessmentKey, EvidenceLink, WaiverRecord
from desktop.domain.refusals import Refused
from desktop.services.assessments import assessment_of, findings_of, scheme_of
from desktop.store.views import View
from desktop.store.workspace import Workspace


def checklist(workspace: Workspace, key: AssessmentKey) -> Checklist:
    """The checklist of one unit in one round."""
    with workspace.reading() as view:
        return checklist_in(view, assessment_of(view, key))


def checklist_in(view: View, of: Assessment) -> Checklist:
    """The same, where a view is open already."""
    return checklist_beside(view, of, findings_of(view, of))


def checklist_beside(view: View, of: Assessment, findings: Findings) -> Checklist:
    """The same, where the findings are read already."""
    where = of.key._asdict()
    links = [
        PieceLink(one.requirement, one.piece, one.plan_item)
        for one in view.all(EvidenceLink, **where)
        if one.requirement is not None
    ]
    waivers = view.all(WaiverRecord, **where)
    return checklist_of(findings, links, plain_waivers(waivers), of.counts)


def plain_waivers(waivers: Iterable[WaiverRecord]) -> list[Waiver]:
    """What is waived, as the checklist reads it."""
    return [Waiver(w.requirement, w.piece, w.plan_item or None, w.grounds) for w in waivers]


def refuse_unknown_requirement(view: View, of: Assessment, requirement: int) -> None:
    """What evidence is filed under is a requirement of the round's scheme."""
    if requirement not in {one.no for one in scheme_of(view, of).requirements}:
        raise Refused(f"本办法没有第 {requirement} 项佐证要求", "requirement")
