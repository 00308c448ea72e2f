"""The scoring room: 考核 with all that stands around the form, each part loaded when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.review_rules import Move
from desktop.services.record_names import criterion_name
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.phrase_fields import PhraseField
from desktop.ui.parts.tab_order import order_after, place_holder
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.ui.shell import Shell
from desktop.viewmodels.history import HistoryPlace, sheet_scopes
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.proposals_beside import ProposalsBeside
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace

if TYPE_CHECKING:
    from desktop.ui.proposal_answers import ProposalAnswers
    from desktop.ui.screens.evidence_corner import EvidenceCorner
    from desktop.ui.screens.round_table_screen import RoundTableScreen
    from desktop.viewmodels.phrases import Phrases
    from desktop.viewmodels.round_table import RoundTable
    from desktop.viewmodels.scanner_folder import ScannerFolder

_BREATH: Final = 120  # milliseconds until the form is painted and has answered its first key


class ScoringRoom(QObject):
    """The screen, its evidence, its table over all units, history, phrases, finalising."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    print_wanted = Signal(str, str)  # round and unit that are in sight
    ledger_wanted = Signal(str, str)  # which ledger, and whose
    row_wanted = Signal(str)  # one row of a ledger, by its id
    furnished = Signal(object)  # the EvidenceCorner beside the form
    doubts_wanted = Signal(str, str)  # the same, of its rows those that look wrong

    def __init__(
        self, shell: Shell, workplace: Workplace, jobs: Jobs, preferences: Preferences
    ) -> None:
        super().__init__(shell)
        self._shell, self._workplace = shell, workplace
        self._jobs, self._preferences = jobs, preferences
        self.assessment = OpenAssessment(workplace)
        self.walk = Walk(workplace, self.assessment)
        self.proposals = ProposalsBeside(workplace, self.assessment)
        self._answers: ProposalAnswers | None = None
        self._beside = QWidget()
        self._before = place_holder(self._beside)
        self.corner: EvidenceCorner | None = None
        self._is_closed = False
        self.screen: ScoringScreen | None = None
        self.table: RoundTable | None = None
        self._table_screen: RoundTableScreen | None = None
        self._phrases: Phrases | None = None
        self._scanner: ScannerFolder | None = None

    def enter(self) -> ScoringScreen:
        """The screen, made when it is first wanted; the evidence comes once it is ready for keys."""
        if self.screen is None:
            made = ScoringScreen(self.assessment, self.walk, self.proposals, self._beside)
            made.strip.finalise_wanted.connect(self._finalise)
            made.strip.reopen_wanted.connect(self._reopen)
            made.strip.move_wanted.connect(self._move)
            made.strip.print_wanted.connect(self._on_print)
            made.at_the_end.connect(self._say_end)
            made.table_wanted.connect(self.open_table)
            made.strip.check_wanted.connect(self.check_ledgers)
            made.form.history_wanted.connect(self._open_history)
            made.form.proposal_wanted.connect(self._answer_proposal)
            made.form.charge_wanted.connect(self._charge)
            made.phrases_wanted.connect(self._offer_phrases)
            self.walk.finished.connect(self._say_finished)
            self.screen = made
            QTimer.singleShot(_BREATH, self, self._load)
        return self.screen

    def _load(self) -> None:
        # What was typed meanwhile is answered between this and the rest.
        import desktop.ui.screens.evidence_corner  # noqa: F401  # only loaded

        QTimer.singleShot(0, self, self._furnish)

    def _furnish(self) -> None:
        from desktop.ui.panels.scanner_offer import ScannerOffer
        from desktop.ui.screens.evidence_corner import EvidenceCorner, furnish
        from desktop.viewmodels.scanner_folder import ScannerFolder

        if self.corner is not None or self.screen is None or self._is_closed:
            return
        self.corner = EvidenceCorner(
            self._workplace, self._jobs, self.assessment, self.walk, self.screen
        )
        self.corner.undo_wanted.connect(self.undo_wanted)
        self.corner.redo_wanted.connect(self.redo_wanted)
        self._scanner = ScannerFolder()
        self._scanner.failed.connect(self._workplace.refused)
        self._scanner.mended.connect(self._shell.message.withdraw)
        self._scanner.watch(self._preferences.scanner, self._preferences.scanned)
        beside = self.corner.beside
        offer = ScannerOffer(self._scanner, self.corner.taking, lambda: beside.goal)
        furnish(self._beside, self.corner, offer)
        order_after(self._before, (offer, self.corner.pane))
        self.furnished.emit(self.corner)

    def watch_scanner(self, folder: object) -> None:
        """Another folder that the scanner fills, or none."""
        from pathlib import Path

        chosen = folder if isinstance(folder, Path) else None
        self._preferences.scanner = chosen
        if self._scanner is not None:
            self._scanner.watch(chosen)

    # -- the table over all units

    def open_table(self) -> None:
        """F6: the open indicator over all units."""
        key, part = self.assessment.key, self.walk.part
        if key is None or part is None:
            return
        self.assessment.leave()
        screen = self._table_made()
        if self.table is not None:
            self.table.open(key.round, part.id)
        self._shell.show_page(screen)
        screen.begin(key.unit)

    def _table_made(self) -> RoundTableScreen:
        from desktop.ui.screens.round_table_screen import RoundTableScreen
        from desktop.viewmodels.round_table import RoundTable

        if self._table_screen is None:
            self.table = RoundTable(self._workplace)
            self._table_screen = RoundTableScreen(self.table)
            self._table_screen.back_wanted.connect(self._on_back)
        return self._table_screen

    @property
    def in_table(self) -> bool:
        """Whether the table is in sight."""
        return self._table_screen is not None and self._table_screen.isVisible()

    def _on_back(self, key: object, part: str) -> None:
        self.walk.enter(key, part)  # type: ignore[arg-type]  # a signal's object: an AssessmentKey
        screen = self.enter()
        self._shell.show_page(screen)
        screen.form.focus_open()

    def leave(self) -> None:
        """Record what is being typed, in the form and in the table."""
        if self._table_screen is not None:
            self._table_screen.leave()
        self.assessment.leave()

    def close(self) -> None:
        """End what runs beside the window; what was to be furnished yet stays bare."""
        self._is_closed = True
        self.proposals.sleep()
        if self._scanner is not None:
            self._preferences.scanned = self._scanner.since
            self._scanner.watch(None)
        if self.corner is not None:
            self.corner.close()

    # -- asked for from the form

    def _open_history(self, criterion: str) -> None:
        from desktop.ui.dialogs.history_dialog import HistoryDialog

        part = self.walk.part
        if part is None:
            return
        self.assessment.commit()  # what is being typed belongs to it
        sight = self.assessment.sight
        name = criterion_name(sight.scheme, criterion)
        place = HistoryPlace(sight.assessment.key, part, criterion, name)
        scopes = sheet_scopes(self._workplace.workspace, place)
        whose = f"{sight.round.name} · {sight.assessment.name}"
        put_up(HistoryDialog(self._shell, self._workplace, scopes, whose))

    def _answer_proposal(self, what: str, criterion: str) -> None:
        from desktop.ui.proposal_answers import ProposalAnswers

        if self._answers is None:
            self._answers = ProposalAnswers(self._shell, self.assessment, self.proposals)
            self._answers.ledger_wanted.connect(self._on_ledger)
            self._answers.row_wanted.connect(self._on_row)
        self._answers.answer(self._workplace.workspace, what, criterion)

    def _charge(self, criterion: str, place: int) -> None:
        """An item of the open sheet is to stand on another unit's too."""
        from desktop.ui.dialogs.charge_dialog import ask_other_unit, classes_of

        of = self.assessment.sight.assessment
        others = [one for one in self.walk.members if one.unit != of.unit and not one.finalised]
        rule = self.assessment.sight.scheme.criteria[criterion].rule
        chosen = ask_other_unit(self._shell, others, classes_of(rule))
        if chosen is not None and self.assessment.charge_also(criterion, place, *chosen):
            names = {one.unit: one.name for one in others}
            self._workplace.remarked.emit(f"这一件已同时记在“{names[chosen[0]]}”")

    def check_ledgers(self) -> None:
        """台账核对."""
        from desktop.ui.dialogs.ledger_check_dialog import LedgerCheckDialog

        self.assessment.commit()
        dialog = LedgerCheckDialog(self._shell, self.assessment, self.proposals)
        dialog.criterion_wanted.connect(self.show_criterion)
        dialog.ledger_wanted.connect(self._on_ledger)
        dialog.doubts_wanted.connect(self._on_doubts)
        dialog.undo_wanted.connect(self.undo_wanted)
        dialog.redo_wanted.connect(self.redo_wanted)
        put_up(dialog)

    def _on_ledger(self, ledger: str) -> None:
        key = self.assessment.key
        if key is not None:
            self.leave()
            self.ledger_wanted.emit(ledger, key.unit)

    def _on_row(self, row: str) -> None:
        self.leave()
        self.row_wanted.emit(row)

    def _on_doubts(self, ledger: str) -> None:
        key = self.assessment.key
        if key is not None:
            self.leave()
            self.doubts_wanted.emit(ledger, key.unit)

    def open_phrases(self) -> None:
        """The library of the office's phrases."""
        from desktop.ui.dialogs.phrase_dialog import PhraseDialog

        self.leave()
        put_up(PhraseDialog(self._shell, self._library()))

    def _library(self) -> Phrases:
        from desktop.viewmodels.phrases import Phrases

        if self._phrases is None:
            self._phrases = Phrases(self._workplace)
        return self._phrases

    def _offer_phrases(self, asks: PhraseField) -> None:
        from desktop.services.phrases import Wording
        from desktop.ui.parts.phrase_completer import PhraseCompleter, offer_phrases

        held: PhraseCompleter | None = asks.field.findChild(PhraseCompleter)
        if held is None:
            offer_phrases(asks.field, self._library(), asks.place, Wording[asks.wording])
        else:
            held.criterion = asks.place

    def _finalise(self) -> None:
        """Ask once more; where something is open, go there instead."""
        from desktop.ui.dialogs.finalise_dialog import FinaliseDialog

        self.assessment.commit()
        sheet = self.assessment.sheet
        if sheet.unsettled:
            self.assessment.finalise()  # is refused, in words
            self.show_criterion((*sheet.pending, *sheet.provisional)[0])
            return
        if not self.assessment.is_ready():
            return
        author = self._workplace.author.name
        put_up(FinaliseDialog(self._shell, self.assessment, author))

    def _move(self, move: Move) -> None:
        """A step of the review; where something keeps it from being submitted, go there."""
        from desktop.ui.review_steps import take_step

        part = self.walk.part
        first = take_step(
            self._shell, self._workplace, self.assessment, move, part.id if part else ""
        )
        if first:
            self.show_criterion(first)
        elif self.screen is not None:
            # The button means something else now: a second key must not press it.
            self.screen.indicators.view.setFocus()

    def show_criterion(self, name: str) -> None:
        """Go to a criterion or an indicator of the open sheet."""
        for part in self.assessment.parts:
            criterion = name if any(one.id == name for one in part.criteria) else ""
            if (criterion or part.id == name) and self.screen is not None:
                self.screen.show_criterion(part.id, criterion)

    def _reopen(self) -> None:
        from desktop.ui.dialogs.grounds_dialog import ask_grounds

        name = self.assessment.sight.assessment.name
        words = "撤销以后可以修改，理由会写进留痕。"
        grounds = ask_grounds(self._shell, f"撤销“{name}”的定稿", words, "撤销定稿")
        if grounds is not None:
            self.assessment.reopen(grounds)

    def _on_print(self) -> None:
        key = self.assessment.key
        if key is not None:
            self.leave()
            self.print_wanted.emit(key.round, key.unit)

    def _say_end(self) -> None:
        self._workplace.remarked.emit("这是本单位的最后一项；Ctrl+→ 到下一单位，F4 到下一未评项")

    def _say_finished(self) -> None:
        self._workplace.remarked.emit("这个批次各条都已认定")
