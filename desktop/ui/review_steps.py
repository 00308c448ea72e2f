"""Review steps: what the buttons of a sheet's review ask, do and say."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.domain.review_rules import Move
from desktop.services.reviewing import approve, recall, return_sheet, submit
from desktop.ui.dialogs.return_dialog import ReturnDialog
from desktop.ui.parts.asking import ask
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.workplace import Workplace

_SERVICES: Final = {Move.SUBMIT: submit, Move.RECALL: recall, Move.APPROVE: approve}
_DONE: Final = {
    Move.SUBMIT: "已提交审核，审核期间不能修改；要改可以撤回",
    Move.RECALL: "已撤回，可以修改；改好再提交审核",
    Move.APPROVE: "已审核通过，可以定稿",
}


def take_step(
    parent: QWidget, workplace: Workplace, assessment: OpenAssessment, move: Move, at: str
) -> str:
    """Take it; the first criterion that is pending comes back where that keeps the sheet from being submitted."""
    assessment.commit()
    if move is Move.RETURN:
        _send_back(parent, workplace, assessment, at)
        return ""
    if assessment.move(_SERVICES[move]):
        workplace.remarked.emit(_DONE[move])
        return ""
    pending = assessment.sheet.pending
    return pending[0] if move is Move.SUBMIT and pending else ""


def _send_back(parent: QWidget, workplace: Workplace, assessment: OpenAssessment, at: str) -> None:
    dialog = ReturnDialog(parent, assessment, at)
    if not ask(dialog):
        return
    remarks = dialog.remarks
    if assessment.move(lambda w, a, k: return_sheet(w, a, k, remarks)):
        workplace.remarked.emit(f"已退回，附 {len(remarks)} 条审核意见")
