"""Undo and redo as the window offers them: by name, in the open sheet or beside all sheets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.services.history import words_beside
from desktop.services.outcome import Outcome
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import Workspace
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.workplace import Workplace

_Act = Callable[[Workspace, Author, AssessmentKey | None], Outcome]


class Undoing(QObject):
    """`undo_words` and `redo_words` name what they would act on; blank where there is nothing."""

    changed = Signal()
    acted = Signal(str)  # the criterion or indicator where it happened; blank where it is not told

    def __init__(self, workplace: Workplace, assessment: OpenAssessment) -> None:
        super().__init__()
        self._workplace, self._assessment = workplace, assessment
        self._sheet: OpenAssessment | None = None
        self.undo_words = self.redo_words = ""
        workplace.dispatcher.changed.connect(self._on_changed)

    def turn_to(self, sheet: OpenAssessment | None) -> None:
        """From now on act in the sheet that is open there; None: beside all sheets, as on the overview."""
        if self._sheet is not None:
            self._sheet.opened.disconnect(self._read)
            self._sheet.changed.disconnect(self._read)
        self._sheet = sheet
        if sheet is not None:
            sheet.opened.connect(self._read)
            sheet.changed.connect(self._read)
        self._read()

    @property
    def _key(self) -> AssessmentKey | None:
        return None if self._sheet is None else self._sheet.key

    def _on_changed(self) -> None:
        if self._key is None:
            self._read()

    def _read(self) -> None:
        before = self.undo_words, self.redo_words
        if self._sheet is None or self._key is None:
            with self._workplace.deed():
                self.undo_words, self.redo_words = words_beside(self._workplace.workspace)
        else:
            sight = self._sheet.sight
            self.undo_words, self.redo_words = sight.undo, sight.redo
        if before != (self.undo_words, self.redo_words):
            self.changed.emit()

    def undo(self) -> None:
        """Take back the last command; what is being typed is recorded first, so that nothing is lost."""
        self._assessment.commit()
        self._act("撤销", self.undo_words, undo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._act("重做", self.redo_words, redo)

    def _act(self, name: str, words: str, act: _Act) -> None:
        where = "这里" if self._key is None else "本单位的这张考核表"
        if not words:
            self._workplace.remarked.emit(f"{where}没有可以{name}的操作")
            return
        with self._workplace.deed() as tell:
            outcome = act(self._workplace.workspace, self._workplace.author, self._key)
            tell(outcome)
            self._workplace.remarked.emit(f"已{name}：{words}")
            if self._key is not None:
                self.acted.emit(_place_of(outcome))


def _place_of(outcome: Outcome) -> str:
    """The criterion or indicator that an outcome touched; blank where its rows do not say."""
    of = {"finding", "discretion", "not_applicable", "proposal_answer"}
    return next((str(key[2]) for table, key in sorted(outcome.touched) if table in of), "")
