"""Answers to what the ledgers propose: grounds are asked for, and another finding goes only after a question."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.scheme import Criterion
from desktop.domain.sheet_parts import lines_of
from desktop.services.result_terms import days_behind
from desktop.services.row_evidence import files_of_rows
from desktop.services.workspaces import Workspace
from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.dialogs.grounds_dialog import ask_grounds
from desktop.ui.dialogs.proposal_dialog import Behind, ProposalDialog
from desktop.ui.panels.criterion_card import ACCEPT, ANSWER
from desktop.ui.parts.asking import put_up
from desktop.viewmodels.ledger_check import ledger_of
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.proposal_words import ProposalShown, Stand
from desktop.viewmodels.proposals_beside import ProposalsBeside

_KEPT: Final = "现在的认定不变；理由会写进留痕，台账再有变化时还会提示。"


class ProposalAnswers(QObject):
    """What the buttons of a strip do."""

    ledger_wanted = Signal(str)
    row_wanted = Signal(str)  # by its id

    def __init__(
        self, window: QWidget, assessment: OpenAssessment, proposals: ProposalsBeside
    ) -> None:
        super().__init__(window)
        self._window, self._assessment, self._proposals = window, assessment, proposals

    def answer(self, workspace: Workspace, what: str, name: str) -> None:
        """Accept, answer otherwise, or look at what stands behind it."""
        self._assessment.commit()
        criterion = next(one for one in self._proposals.criteria if one.id == name)
        shown = self._proposals.shown(criterion)
        if shown is None:
            return
        if what == ACCEPT:
            self._accept(shown)
        elif what == ANSWER:
            self._answer(shown)
        else:
            self._look(workspace, shown)

    def _accept(self, shown: ProposalShown) -> None:
        if not shown.replaces or self._confirmed(shown):
            self._proposals.accept(shown.criterion.id)

    def _confirmed(self, shown: ProposalShown) -> bool:
        words = f"现在：{self._reason(shown.criterion) or shown.recorded}\n\n台账：{shown.comes_to}"
        if shown.stand is Stand.CHANGED and shown.itemised:
            words += "\n\n台账没有变化的各件，保留现在的免责和说明。"
        return confirmed(self._window, "用台账的认定替换现在的认定？", words, "替换")

    def _reason(self, criterion: Criterion) -> str:
        """The sentence of what is recorded now."""
        sheet = self._assessment.sheet
        for part in self._assessment.parts:
            if any(one.id == criterion.id for one in part.criteria):
                line = lines_of(sheet, part).get(criterion.id)
                return line.reason if line is not None else ""
        return ""

    def _answer(self, shown: ProposalShown) -> None:
        name = shown.criterion.id
        if shown.stand is Stand.REJECTED or shown.sight.proposal.fact is None:
            self._proposals.withdraw(name)
            return
        deed = "保持原认定" if shown.stand is Stand.CHANGED else "不采用"
        title = f"{deed}：{shown.criterion.label}"
        grounds = ask_grounds(self._window, title, f"台账建议{shown.comes_to}。{_KEPT}", deed)
        if grounds is not None:
            self._proposals.reject(name, grounds)

    def _look(self, workspace: Workspace, shown: ProposalShown) -> None:
        rows = [one.row for one in shown.sight.proposal.counted if one.row]
        behind = Behind(
            files_of_rows(workspace, rows), days_behind(workspace, shown.criterion, rows)
        )
        dialog = ProposalDialog(self._window, shown, behind)
        dialog.ledger_wanted.connect(lambda: self.ledger_wanted.emit(ledger_of(shown.criterion)))
        dialog.row_wanted.connect(self.row_wanted)
        put_up(dialog)
