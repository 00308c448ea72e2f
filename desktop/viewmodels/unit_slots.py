"""Unit slots: where a file can be filed in one unit's sheet, and what its name suggests there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop.domain.checklist import ChecklistRow
from desktop.domain.circumstances import PENALISED
from desktop.domain.file_names import FileName
from desktop.domain.filing import Slots, Suggestion
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.sheet_parts import SheetPart, parts_of
from desktop.services.assessment_sight import AssessmentSight
from desktop.viewmodels.filing_rows import NOT_LINKED, Choice, Option
from desktop.viewmodels.goal import Goal


class Proposal(NamedTuple):
    """An option with what speaks for it and against."""

    option: Option = NOT_LINKED
    plan_item: int | None = None
    because: str = ""
    doubt: str = ""


class UnitSlots:
    """One sheet's options: the pieces that its checklist asks for, then criteria."""

    def __init__(self, sight: AssessmentSight, goal: Goal) -> None:
        self.assessment = sight.assessment
        self.scheme = sight.scheme
        self._goal = goal
        self._rows = [one for one in sight.checklist.rows if _at(one, goal)]
        part = _part(sight.scheme, goal.part)
        self._slots = Slots(self._rows, requirements_of(sight.scheme, part) if part else ())
        pieces = {(one.requirement, one.piece): one for one in sight.checklist.rows if one.wanted}
        items = _items(sight)
        self._options = [
            Option(_piece_words(one), Choice(*key), tuple(items[key]))
            for key, one in pieces.items()
        ]
        self._by_choice = {one.choice: one for one in self._options}
        self._own = part.criteria if part else ()
        criteria = [
            Option(one.label, Choice(criterion=one.id, item=_item(one, goal)))
            for one in _criteria(sight.scheme, self._own, goal)
        ]
        self.options: tuple[Option, ...] = (NOT_LINKED, *self._options, *criteria)

    def propose(self, name: FileName) -> Proposal:
        """What the name, or the place where the file was put down, suggests."""
        if self._goal.criterion is not None:
            return self._criterion(self._goal.criterion, "放在这一条上")
        found = self._slots.suggest(name)
        if self._goal.requirement is not None:
            return self._placed(found or self._slots.first(name))
        if found is None and not self.scheme.requirements and len(self._own) == 1:
            return self._criterion(self._own[0].id, "本项只有这一条")
        return self._placed(found)

    def open_items(self, option: Option) -> tuple[int, ...]:
        """The plan items of which a piece is still lacking."""
        choice = option.choice
        lacking = {one.plan_item for one in self._rows if _is(one, choice) and not one.covered}
        return tuple(one for one in option.items if one in lacking)

    def held(self, option: Option, plan_item: int | None) -> int:
        """How many files are there already."""
        rows = (one for one in self._rows if _is(one, option.choice) and one.plan_item == plan_item)
        return sum(one.present for one in rows)

    def options_at(self, goal: Goal) -> list[Option]:
        """The pieces that a goal can mean."""
        return [
            one
            for one in self._options
            if one.choice is not None
            and one.choice.requirement == goal.requirement
            and goal.piece in {None, one.choice.piece}
        ]

    def _placed(self, found: Suggestion | None) -> Proposal:
        if found is None:
            return Proposal()
        slot = found.slot
        option = self._by_choice[Choice(slot.requirement, slot.piece)]
        return Proposal(option, slot.plan_item, found.because, found.doubt)

    def _criterion(self, criterion: str, because: str) -> Proposal:
        found = (one for one in self.options if one.choice and one.choice.criterion == criterion)
        option = next(found, None)
        return Proposal() if option is None else Proposal(option, None, because)


def requirements_of(scheme: Scheme, part: SheetPart) -> Collection[int]:
    """What evidence a part of the sheet is asked for."""
    asked = part.extra or part.id
    return {one.no for one in scheme.requirements if one.indicator == asked}


def _part(scheme: Scheme, part: str) -> SheetPart | None:
    return next((one for one in parts_of(scheme) if one.id == part), None)


def _criteria(scheme: Scheme, own: Sequence[Criterion], goal: Goal) -> Iterator[Criterion]:
    """Those of the open part; where nothing else can be chosen, those of all others too."""
    yield from own
    inside = {one.id for one in own}
    for one in scheme.all_criteria():
        if one.id not in inside and (one.id == goal.criterion or not scheme.requirements):
            yield one


def _item(criterion: Criterion, goal: Goal) -> str | None:
    return goal.item if criterion.id == goal.criterion else None


def _at(row: ChecklistRow, goal: Goal) -> bool:
    return goal.requirement in {None, row.requirement} and goal.piece in {None, row.piece}


def _is(row: ChecklistRow, choice: Choice | None) -> bool:
    return choice is not None and (row.requirement, row.piece) == (choice.requirement, choice.piece)


def _items(sight: AssessmentSight) -> Mapping[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for one in sight.checklist.rows:
        if one.plan_item is not None and one.wanted:
            found[one.requirement, one.piece].append(one.plan_item)
    return found


def _piece_words(row: ChecklistRow) -> str:
    words = (
        f"{row.requirement} {row.piece} · {row.name}"
        if row.piece
        else f"{row.requirement} {row.name}"
    )
    return f"{words}（按处罚）" if row.per == PENALISED else words
