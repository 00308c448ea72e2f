"""Unsettled: what keeps a sheet from being handed on, a criterion without a finding or a piece that is missing."""

from __future__ import annotations

from desktop.domain.checklist import ChecklistRow
from desktop.domain.records import Assessment
from desktop.domain.refusals import Refused
from desktop.domain.scoring import score
from desktop.services.assessments import findings_of, round_of
from desktop.services.checklists import checklist_in
from desktop.store.views import View


def refuse_unsettled(view: View, of: Assessment, deed: str) -> None:
    """Refuse the deed, named as the screen names it, and say what comes first."""
    findings = findings_of(view, of)
    pending = score(findings).pending
    if pending:
        first = findings.scheme.criteria[pending[0]].label
        raise Refused(f"还有 {len(pending)} 条没有认定，不能{deed}；第一条是“{first}”")
    if round_of(view, of.round).beside is not None:
        return  # the evidence lies with the round that it is scored beside
    missing = checklist_in(view, of).missing
    if missing:
        pieces = sum(row.wanted - row.present for row in missing)
        what = f"还缺 {pieces} 件佐证材料，不能{deed}；请补齐，或者写明免交的理由"
        raise Refused(f"{what}；第一件是{_piece(missing[0])}")


def _piece(row: ChecklistRow) -> str:
    of = {
        "plan-item": f"计划第 {row.plan_item} 项的",
        "penalty": f"第 {row.plan_item} 件处罚的",
        None: "",
    }
    return f"第 {row.requirement} 项要求里{of[row.per]}“{row.piece or row.name}”"
