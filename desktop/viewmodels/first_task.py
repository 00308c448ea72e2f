"""The first task: five steps through one sheet, each known by what was really done; it can be left at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.amounts import ZERO
from desktop.domain.sheet_parts import lines_of
from desktop.services.first_steps import is_demonstration
from desktop.viewmodels.first_task_words import (
    TO_PAPER,
    TO_UNDO,
    Told,
    to_look,
    to_lose,
    to_open,
    to_return,
)
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.place import Place
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.undoing import Undoing
from desktop.viewmodels.workplace import Workplace

if TYPE_CHECKING:
    from desktop.viewmodels.page_view import PageView
    from desktop.viewmodels.print_desk import PrintDesk

_LEFT: Final = "left"
_ELSEWHERE: Final = (
    "五步引导会真的记一处扣分，只在演示工作区里做；这里是自己的数据，请看使用手册的“第一小时”（F1）"
)


class Step(Enum):
    """What is done in each, in a few words."""

    OPEN = "打开一张考核表"
    LOSE = "记一处扣分"
    LOOK = "对着扫描件看"
    UNDO = "撤销刚才的扣分"
    PAPER = "看打印的样子"


class FirstTask(QObject):
    """`step` is the one that is on, None while nothing is led; `offered` while it may be begun."""

    changed = Signal()
    led = Signal(
        object, str
    )  # Place, and the round or criterion there: the user asked to be taken to it

    def __init__(
        self,
        workplace: Workplace,
        overview: Overview,
        assessment: OpenAssessment,
        undoing: Undoing,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._at, self._overview, self._assessment = workplace, overview, assessment
        self._preferences = preferences
        self.available = is_demonstration(workplace.workspace)
        kept = preferences.first_task
        self.step = next((one for one in Step if self.available and one.name == kept), None)
        self.offered = self.available and not kept
        self.finished = False
        # Left out, by the user or for there was nothing to undo.
        self.passed_over: set[Step] = set()
        self._view: PageView | None = None
        self._is_seen: Callable[[], bool] = bool
        self._desk: PrintDesk | None = None
        self._owes_undo = self.step in {
            Step.LOOK,
            Step.UNDO,
        }  # what was lost for the task still stands
        self._seen: object = None  # what lay in the viewer when the third step began
        overview.changed.connect(self._on_overview)
        assessment.opened.connect(self._on_opened)
        assessment.changed.connect(self._on_sheet)
        workplace.dispatcher.changed.connect(self._on_changed)
        undoing.acted.connect(self._on_undone)

    def watch_scans(self, view: PageView, is_seen: Callable[[], bool]) -> None:
        """The viewer beside the form is there; it may be folded away."""
        self._view, self._is_seen = view, is_seen
        view.changed.connect(self.look_again)

    def watch_paper(self, desk: PrintDesk) -> None:
        """The print desk is there."""
        self._desk = desk
        desk.changed.connect(self._on_paper)

    # -- what is asked for

    def begin(self) -> None:
        """From the first step, whatever was done before."""
        if not self.available:
            self._at.refused.emit(_ELSEWHERE)
            return
        self.offered = self.finished = self._owes_undo = False
        self.passed_over.clear()
        self._go_to(Step.OPEN)
        self.lead()

    def lead(self) -> None:
        """Go to where the step is done."""
        at_sheet = self.step is not Step.OPEN and self._assessment.key is not None
        self.led.emit(Place.SCORING if at_sheet else Place.OVERVIEW, self.told.where)

    def skip(self) -> None:
        """Leave this step out."""
        if self.step is not None:
            self.passed_over.add(self.step)
            self._done(self.step)

    def end(self) -> None:
        """Leave it; it is offered no more, and can be begun again from 帮助."""
        self.offered = self.finished = False
        self.step, self._preferences.first_task = None, _LEFT
        self.changed.emit()

    # -- what is shown

    @property
    def told(self) -> Told:
        """What to do in the step that is on."""
        if self.step in {None, Step.OPEN}:
            return to_open(self._at.workspace, self._overview)
        if self._assessment.key is None:
            return to_return(self._at.workspace, self._overview)
        match self.step:
            case Step.LOSE:
                return to_lose(self._assessment)
            case Step.LOOK:
                lies_there = self._seen is not None
                return to_look(self._at.workspace, self._assessment, lies_there=lies_there)
            case Step.UNDO:
                return TO_UNDO
        return TO_PAPER

    # -- what was done

    def _on_overview(self) -> None:
        if self.step is Step.OPEN or (self.step is not None and self._assessment.key is None):
            self.changed.emit()

    def _on_opened(self) -> None:
        if self._assessment.key is not None and not self._assessment.locked:
            self._done(Step.OPEN)
        if self.step is not None:
            self.changed.emit()

    def _on_sheet(self) -> None:
        if self.step is not None:
            self.changed.emit()

    def _on_changed(self, touched: Iterable[tuple[str, tuple[object, ...]]]) -> None:
        """A finding of the open sheet that loses points now is on the disk."""
        key = self._assessment.key
        if self.step is not Step.LOSE or key is None:
            return
        names = {str(row[2]) for table, row in touched if table == "finding" and row[:2] == key}
        if any(self._loses(name) for name in names):
            self._owes_undo = True
            self._done(Step.LOSE)

    def _loses(self, criterion: str) -> bool:
        sheet, rule = self._assessment.sheet, self._assessment.sight.scheme.criteria[criterion].rule
        found = (lines_of(sheet, one).get(criterion) for one in self._assessment.parts)
        full = (rule.most or ZERO) if rule.earns else ZERO
        return any(one is not None and one.nominal < full for one in found)

    def look_again(self) -> None:
        """Another page lies in the viewer, or it was folded out."""
        if self.step is Step.LOOK and self._in_sight() not in {None, self._seen}:
            self._done(Step.LOOK)

    def _in_sight(self) -> object:
        """What of a scan lies before the eyes; None while nothing does."""
        view = self._view
        if view is None or view.evidence is None or not (view.is_here and self._is_seen()):
            return None
        return view.evidence.sha256, view.page, view.zoom, view.turns

    def _on_undone(self) -> None:
        self._owes_undo = False  # also where it comes a step too early
        self._done(Step.UNDO)

    def _on_paper(self) -> None:
        desk = self._desk
        if desk is not None and desk.is_ready and desk.wanted and desk.wanted.paper.of_unit:
            self._done(Step.PAPER)

    def _done(self, step: Step) -> None:
        """On to the next, if it was this one that was on."""
        if self.step is not step:
            return
        steps = [*Step]
        rest = [
            one for one in steps[steps.index(step) + 1 :] if self._owes_undo or one is not Step.UNDO
        ]
        if rest:
            self.passed_over.update(steps[steps.index(step) + 1 : steps.index(rest[0])])
            self._go_to(rest[0])
        else:
            self.step, self.finished, self._preferences.first_task = None, True, _LEFT
            self.changed.emit()

    def _go_to(self, step: Step) -> None:
        self.step, self._preferences.first_task = step, step.name
        self._seen = self._in_sight()
        self.changed.emit()
