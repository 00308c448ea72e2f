"""Second scoring: another evaluator scores a round's units beside the first, and what the two see differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from desktop.domain.amounts import ZERO, show
from desktop.domain.commands import Author, Command
from desktop.domain.record_checks import checked
from desktop.domain.records import Assessment, Round, new_id
from desktop.domain.refusals import Refused
from desktop.domain.score_sheet import IndicatorScore, Line, ScoreSheet
from desktop.domain.sheet_parts import SheetPart, parts_of
from desktop.services.assessments import assessments_in, round_of, round_scheme
from desktop.services.membership import refuse_unfit
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.round_sights import SheetSight, UnreadSheet, rounds_beside, see_round_in
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace

_OPEN: Final = "未评"
_ASIDE: Final = "不适用"


@dataclass(frozen=True, slots=True)
class Side:
    """What one evaluator has of a line: the score in words, and the sentence."""

    score: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of a unit's sheet, or one criterion of it, that the evaluators see differently."""

    unit: str
    name: str
    part: str
    criterion: str
    label: str
    sides: tuple[Side, ...]  # the round's own first, then those beside it


class Comparison(NamedTuple):
    """The rounds that are compared, the first one first, and what they differ in."""

    rounds: tuple[Round, ...]
    differences: tuple[Difference, ...]


def open_beside(
    workspace: Workspace, author: Author, round_id: str, evaluators: Sequence[str | None]
) -> tuple[str, Outcome]:
    """A round beside this one: the same units and the same text of the scheme; one evaluator, or one for each unit."""
    with workspace.writing() as desk:
        of = round_of(desk, round_id)
        taking_part = [one for one in assessments_in(desk, round_id) if not one.absent]
        _refuse_unfitting(desk, of, taking_part)
        who = list(evaluators) * (len(taking_part) if len(evaluators) == 1 else 1)
        if len(who) != len(taking_part):
            raise Refused("复评人和单位的个数不一样，请核对", "evaluators")
        number = len(rounds_beside(desk, round_id)) + 1
        name = f"{of.name}（复评{number if number > 1 else ''}）"
        today = date.today()  # noqa: DTZ011  # the office's day
        told = (new_id(), name, of.period, of.scheme, of.scheme_text, today)
        one = checked(Round(*told, beside=of.id))
        desk.put(one)
        for at, (first, person) in enumerate(zip(taking_part, who, strict=True)):
            refuse_unfit(desk, person, "evaluates", f"evaluators.{at}")
            if person is not None and person == first.evaluator:
                words = f"“{first.name}”本来就由这个人考核，复评要换一个人"
                raise Refused(words, f"evaluators.{at}")
            desk.put(
                Assessment(one.id, first.unit, at, first.name, first.kind, first.size, person, None)
            )
        return one.id, outcome_of(desk.seal(Deed(Command.OPEN_ROUND, author, one.id)))


def _refuse_unfitting(view: View, of: Round, taking_part: Sequence[Assessment]) -> None:
    if of.beside is not None:
        raise Refused(f"“{of.name}”本身就是复评，请在原批次上再开一次复评", "round")
    if not taking_part:
        raise Refused(f"“{of.name}”里没有参加考核的单位，不能复评", "round")
    scheme = round_scheme(view, of)
    if not scheme.indicators:
        raise Refused("这个批次的方案不计分，不用复评", "round")
    most = scheme.scorers.most if scheme.scorers else None
    scorers = len(rounds_beside(view, of.id)) + 1
    if most is not None and scorers >= most:
        raise Refused(f"考核办法只给 {most} 个评分人写了权重，不能再加复评", "round")


def compare(workspace: Workspace, round_id: str) -> Comparison:
    """All that the evaluators see differently; what is open is not compared."""
    with workspace.reading() as view:
        sights = [see_round_in(view, round_id)]
        sights += [see_round_in(view, one.id) for one in rounds_beside(view, round_id)]
    by_unit = [
        {one.assessment.unit: one for one in each.sheets if isinstance(one, SheetSight)}
        for each in sights
    ]
    found: list[Difference] = []
    for one in sights[0].sheets:
        others = [each.get(one.assessment.unit) for each in by_unit[1:]]
        if not isinstance(one, UnreadSheet) and any(others):
            found += _of_unit(one, others)
    return Comparison(tuple(each.round for each in sights), tuple(found))


def _of_unit(one: SheetSight, others: Sequence[SheetSight | None]) -> Iterator[Difference]:
    of = one.assessment
    sheets = [one.sheet, *(other.sheet if other else None for other in others)]
    for part in parts_of(one.scheme):
        scores = [_score(sheet, part) for sheet in sheets]
        if _differ(scores):
            sides = tuple(Side(words or "") for words in scores)
            yield Difference(of.unit, of.name, part.id, "", part.name, sides)
        for criterion in part.criteria:
            lines = [_line(sheet, criterion.id) for sheet in sheets]
            if _differ([None if line is None else line.reason for line in lines]):
                sides = tuple(_side(line) for line in lines)
                yield Difference(of.unit, of.name, part.id, criterion.id, criterion.label, sides)


def _differ(told: Sequence[str | None]) -> bool:
    return len({one for one in told if one is not None}) > 1


def _score(sheet: ScoreSheet | None, part: SheetPart) -> str | None:
    """None while something of it is open."""
    if sheet is None or any(one.id in sheet.pending for one in part.criteria):
        return None
    found = next((one for one in sheet.indicators if one.id == part.id), None)
    if found is None:
        lines = [_line(sheet, one.id) for one in part.criteria]
        return show(sum((line.effective for line in lines if line is not None), start=ZERO))
    return _ASIDE if found.score is None else f"{show(found.score)}{_judged(found)}"


def _judged(found: IndicatorScore) -> str:
    return f"（自由裁量：{found.discretion.grounds}）" if found.discretion else ""


def _line(sheet: ScoreSheet | None, criterion: str) -> Line | None:
    if sheet is None:
        return None
    inside = (line for one in sheet.indicators for line in one.lines)
    every = (*inside, *sheet.bonus_lines, *sheet.penalty_lines)
    return next((line for line in every if line.criterion == criterion), None)


def _side(line: Line | None) -> Side:
    return Side(_OPEN) if line is None else Side(show(line.effective), line.reason)
