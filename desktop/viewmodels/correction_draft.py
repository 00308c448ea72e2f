"""The correction draft: a change to a sheet that is tried out before anybody records it, and what it would do."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion
from desktop.domain.sheet_parts import SheetPart, lines_of
from desktop.domain.troubles import Trouble
from desktop.services.assessment_sight import AssessmentSight
from desktop.services.corrections import (
    Correction,
    NewFact,
    NewJudgement,
    NoJudgement,
    Weighed,
    weigh,
)
from desktop.services.round_sights import RoundSight
from desktop.services.tried_sheets import see_opened
from desktop.viewmodels.open_assessment import Fact, OpenAssessment
from desktop.viewmodels.result_book import ResultBook

_NOTHING_YET = "请先改动，这里随即显示改动前后"


class DraftedAssessment(OpenAssessment):
    """A sheet whose drafts stay drafts: the controls of 考核 work on it, and nothing of it is recorded."""

    @property
    def locked(self) -> bool:
        """Whoever decides here may change a sheet that is locked."""
        return False

    def _see(self, key: AssessmentKey) -> AssessmentSight:
        return see_opened(self._workplace.workspace, key)

    def choose(self, criterion: str, fact: Fact) -> None:
        """What one click decided is a draft as well."""
        self.draft(criterion, fact)

    def commit(self) -> None:
        """Nothing is recorded."""
        self._pause.stop()

    def leave(self) -> None:
        """What was tried out is forgotten."""
        self.commit()
        self.forget()

    def withdraw(self, criterion: str) -> None:
        """Back to what is recorded; only one criterion is tried out at a time."""
        del criterion
        self.forget()

    def forget(self) -> None:
        """Back to what is recorded, everywhere."""
        for name in {*self._drafts, *self._faults}:
            self.give_up(name)
        if self.key is not None:
            self._work_out()
            self.changed.emit()

    def drafted(self, criterion: str) -> Fact | None:
        """What is tried out for a criterion; None where it is as recorded, or no fact."""
        return None if self.fault(criterion) else self._drafts.get(criterion)


class Way(NamedTuple):
    """What can be corrected in a part: one of its criteria, or its score as a whole."""

    words: str
    criterion: Criterion | None = None
    withdraws: bool = False  # the judgement that is recorded


class CorrectionDraft(QObject):
    """One part of one unit's sheet, the way that was chosen, the grounds, and what it all comes to."""

    changed = Signal()

    def __init__(self, book: ResultBook, key: AssessmentKey, part: str) -> None:
        super().__init__()
        self.book, self.key = book, key
        self.sheet = DraftedAssessment(book.workplace)
        self.sheet.setParent(self)
        self.sheet.open(key)
        self.part: SheetPart = next(one for one in self.sheet.parts if one.id == part)
        self.ways = self._ways()
        self.way = self._disputed()
        self.judged = ""
        self._grounds = ""
        self.weighed: Weighed | None = None
        self.fault = _NOTHING_YET
        self.sheet.changed.connect(self._weigh)

    @property
    def name(self) -> str:
        """Whose sheet it is."""
        return self.sheet.sight.assessment.name

    def _ways(self) -> tuple[Way, ...]:
        ways = [Way(one.label, one) for one in self.part.criteria]
        if self.part.indicator is not None:
            ways.append(Way("直接评定本指标得分（自由裁量）"))
            if self.part.id in self.sheet.sight.plain["discretion"]:
                ways.append(Way("撤去自由裁量，按各条计算得分", withdraws=True))
        return tuple(ways)

    def _disputed(self) -> Way:
        """What is most likely spoken of: the first criterion that lost points, else the first of all."""
        lines = lines_of(self.sheet.sheet, self.part)
        lost = {name for name, one in lines.items() if one.effective < 0}
        found = (one for one in self.ways if one.criterion and one.criterion.id in lost)
        return next(found, self.ways[0])

    def choose(self, way: Way) -> None:
        """Correct something else; what was tried out before is forgotten."""
        self.way, self.judged = way, ""
        self.sheet.forget()

    def drop(self) -> None:
        """Nothing is to be corrected after all; the grounds stay."""
        self.choose(self.ways[0])

    def judge(self, score: str) -> None:
        """The indicator's score as it is typed; blank where it is none."""
        self.judged = score
        self._weigh()

    @property
    def grounds(self) -> str:
        """Why it is changed."""
        return self._grounds

    @grounds.setter
    def grounds(self, words: str) -> None:
        self._grounds = words.strip()
        self.changed.emit()

    @property
    def correction(self) -> Correction | None:
        """What is tried out; None where it is nothing yet."""
        if self.way.criterion is not None:
            fact = self.sheet.drafted(self.way.criterion.id)
            return None if fact is None else NewFact(self.way.criterion.id, fact)
        if self.way.withdraws:
            return NoJudgement(self.part.id)
        return NewJudgement(self.part.id, self.judged) if self.judged else None

    @property
    def ready(self) -> bool:
        """Whether it can be decided: it changes something, and the grounds are there."""
        return self.weighed is not None and bool(self._grounds)

    @property
    def wanted(self) -> str:
        """What is still wanting; blank where it can be decided."""
        if self.weighed is None:
            return self.fault
        return "" if self._grounds else "请写明理由"

    def _weigh(self) -> None:
        """Weigh what is tried out on the round as it stands."""
        self.weighed, self.fault = None, _NOTHING_YET
        correction, book = self.correction, self.book
        if correction is None:
            if self.way.criterion is not None:
                self.fault = self.sheet.fault(self.way.criterion.id) or _NOTHING_YET
        elif book.round is not None and book.scheme is not None:
            sheets = tuple(book.sheets.values())
            try:
                told = (book.groups, book.beside)
                sight = RoundSight(book.round, book.scheme, sheets, *told)
                self.weighed = weigh(sight, self.key, correction)
            except (Refused, Trouble) as failure:
                self.fault = failure.message
        self.changed.emit()
