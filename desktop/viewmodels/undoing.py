"""Undo and redo as the window offers them: by name, in the open sheet or beside all sheets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import AssessmentKey
from desktop.services.history import words_beside
from desktop.services.undoing import redo, undo
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.workplace import Workplace


class Undoing(QObject):
    """`undo_words` and `redo_words` name what they would act on; blank where there is nothing."""

    changed = Signal()

    def __init__(self, workplace: Workplace, assessment: OpenAssessment) -> None:
        super().__init__()
        self._workplace, self._assessment = workplace, assessment
        self._beside = True
        self.undo_words = self.redo_words = ""
        assessment.opened.connect(self._read)
        assessment.changed.connect(self._read)
        workplace.dispatcher.changed.connect(self._on_changed)

    @property
    def beside_sheets(self) -> bool:
        """Whether it acts beside the sheets, as on the overview."""
        return self._beside

    @beside_sheets.setter
    def beside_sheets(self, beside: bool) -> None:
        self._beside = beside
        self._read()

    @property
    def _key(self) -> AssessmentKey | None:
        return None if self._beside else self._assessment.key

    def _on_changed(self) -> None:
        if self._beside:
            self._read()

    def _read(self) -> None:
        before = self.undo_words, self.redo_words
        if self._key is None:
            with self._workplace.deed():
                self.undo_words, self.redo_words = words_beside(self._workplace.workspace)
        else:
            sight = self._assessment.sight
            self.undo_words, self.redo_words = sight.undo, sight.redo
        if before != (self.undo_words, self.redo_words):
            self.changed.emit()

    def undo(self) -> None:
        """Take back the last command; what is being typed is recorded first, so that nothing is lost."""
        self._assessment.commit()
        with self._workplace.deed() as tell:
            words = self.undo_words
            tell(undo(self._workplace.workspace, self._workplace.author, self._key))
            self._workplace.remarked.emit(f"已撤销：{words}")

    def redo(self) -> None:
        """Do again what was taken back last."""
        with self._workplace.deed() as tell:
            words = self.redo_words
            tell(redo(self._workplace.workspace, self._workplace.author, self._key))
            self._workplace.remarked.emit(f"已重做：{words}")
