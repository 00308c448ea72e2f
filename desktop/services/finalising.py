"""Finalising: an assessment is locked when everything is settled, and reopened only with a reason and a name."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.checklist import ChecklistRow
from desktop.domain.commands import Author, Command
from desktop.domain.records import FINALISED, OPEN, Assessment, AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.scoring import score
from desktop.domain.values import read_grounds
from desktop.services.assessments import assessment_of, findings_of, open_assessment_of
from desktop.services.checklists import checklist_in
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed, Desk
from desktop.store.workspace import Workspace


def finalise(workspace: Workspace, author: Author, key: AssessmentKey) -> Outcome:
    """Lock an assessment; refused while a criterion is pending or a piece of evidence is missing."""
    with workspace.writing() as desk:
        of = open_assessment_of(desk, key)
        _refuse_unsettled(desk, of)
        desk.put(replace(of, state=FINALISED))
        return outcome_of(desk.seal(Deed(Command.FINALISE, author, *key)))


def reopen(workspace: Workspace, author: Author, key: AssessmentKey, grounds: str) -> Outcome:
    """Unlock an assessment, saying why."""
    with workspace.writing() as desk:
        of = assessment_of(desk, key)
        if not of.finalised:
            raise Refused(f"“{of.name}”还没有定稿，不用撤销")
        read_grounds(grounds, "撤销定稿要写明理由", "grounds")
        desk.put(replace(of, state=OPEN))
        return outcome_of(desk.seal(Deed(Command.REOPEN, author, *key, grounds)))


def _refuse_unsettled(desk: Desk, of: Assessment) -> None:
    findings = findings_of(desk, of)
    pending = score(findings).pending
    if pending:
        first = findings.scheme.criteria[pending[0]].label
        raise Refused(f"还有 {len(pending)} 条没有认定，不能定稿；第一条是“{first}”")
    missing = checklist_in(desk, of).missing
    if missing:
        pieces = sum(row.wanted - row.present for row in missing)
        what = f"还缺 {pieces} 件佐证材料，不能定稿；请补齐，或者写明免交的理由"
        raise Refused(f"{what}；第一件是{_piece(missing[0])}")


def _piece(row: ChecklistRow) -> str:
    of = {
        "plan-item": f"计划第 {row.plan_item} 项的",
        "penalty": f"第 {row.plan_item} 件处罚的",
        None: "",
    }
    return f"第 {row.requirement} 项要求里{of[row.per]}“{row.piece or row.name}”"
