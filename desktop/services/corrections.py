"""Corrections: a change that others decided on, weighed before it is made; a locked sheet is opened for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.commands import Author, Command
from desktop.domain.ranking import Ranking
from desktop.domain.recorded import PlainData
from desktop.domain.records import FINALISED, OPEN, AssessmentKey
from desktop.domain.refusals import Refused, unknown
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.sheet_parts import SheetPart, lines_of, parts_of
from desktop.domain.troubles import Trouble
from desktop.domain.values import read_grounds
from desktop.services.assessments import assessment_of, recorded_of, unfinished_assessment_of
from desktop.services.finding_words import fact_words
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.peers import lay_out_unsettled, settle_against_peers
from desktop.services.record_names import criterion_name
from desktop.services.recording import OpenedSheet, lay_out_finding
from desktop.services.round_rankings import rank_round
from desktop.services.round_sights import RoundSight, SheetSight, see_round_in
from desktop.services.standing_words import place_words
from desktop.services.tried_sheets import round_with
from desktop.store.desk import Deed, Desk

NOT_YET: Final = "未评"
_BLANK: Final = "—"  # grounds while a judgement is only weighed


class NewFact(NamedTuple):
    """A criterion's fact in place of the one before."""

    criterion: str
    fact: Mapping[str, object]


class NewJudgement(NamedTuple):
    """An indicator's score as it was judged; its grounds are the decision's."""

    indicator: str
    score: str


class NoJudgement(NamedTuple):
    """The computed score counts again."""

    indicator: str


Correction = NewFact | NewJudgement | NoJudgement


class Figures(NamedTuple):
    """How a unit stands, in words: the part that is corrected, the total, the place, the grade."""

    score: str
    total: str
    place: str
    grade: str


class Moved(NamedTuple):
    """Another unit whose place changes with it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a correction would do: where, what in words, how the unit stands before and after, who moves with it."""

    part: SheetPart
    what: str
    before: Figures
    after: Figures
    moved: tuple[Moved, ...]
    pending: bool  # whether the sheet would have anything open


def weigh(sight: RoundSight, key: AssessmentKey, correction: Correction) -> Weighed:
    """Weigh a correction on the round as it stands; refused where recording would refuse it."""
    one = _sheet_in(sight, key)
    part = _part_of(one.scheme, correction)
    tried = round_with(sight, one, corrected(one.plain, correction, _BLANK))
    after = _sheet_in(tried, key).sheet
    was, now = rank_round(sight), rank_round(tried)
    names = {each.assessment.unit: each.assessment.name for each in sight.sheets}
    return Weighed(
        part,
        _words(one, correction),
        _figures(one.sheet, part, was, key.unit),
        _figures(after, part, now, key.unit),
        tuple(_moved(was, now, names, key.unit)),
        bool(after.pending or after.provisional),
    )


def corrected(plain: PlainData, correction: Correction, grounds: str) -> PlainData:
    """What is recorded, with the correction in it."""
    match correction:
        case NewFact(criterion, fact):
            return plain | {"facts": plain["facts"] | {criterion: fact}}
        case NewJudgement(indicator, points):
            judgement = {"score": points, "reason": grounds}
            return plain | {"discretion": plain["discretion"] | {indicator: judgement}}
        case NoJudgement(indicator):
            kept = {name: one for name, one in plain["discretion"].items() if name != indicator}
            return plain | {"discretion": kept}


class Correcting:
    """A sheet laid out for one correction: opened with its grounds if it is locked, and locked again after it."""

    def __init__(self, desk: Desk, author: Author, key: AssessmentKey, grounds: str) -> None:
        of = assessment_of(desk, key)
        self._desk, self._author, self._grounds = desk, author, grounds
        self.was_locked = of.finalised
        self._sight = see_round_in(desk, key.round)
        self._outcomes: list[Outcome] = []
        if self.was_locked:
            desk.put(replace(of, state=OPEN))
            lay_out_unsettled(desk, of)
            self._seal(Command.REOPEN, key)
        self._sheet = OpenedSheet(desk, key, unfinished_assessment_of(desk, key))
        self._locks = False

    def lay_out(self, correction: Correction) -> Weighed:
        """Lay out the correction, and say what it does; one that changes nothing is refused."""
        weighed = weigh(self._sight, self._sheet.of.key, correction)
        if corrected(self._sheet.plain, correction, self._grounds) == self._sheet.plain:
            raise Refused("改动前后一样，没有要记的；请先改动", "correction")
        match correction:
            case NewFact(criterion, fact):
                lay_out_finding(self._sheet, criterion, fact)
            case NewJudgement(indicator, points):
                self._sheet.judge(indicator, {"score": points, "reason": self._grounds})
            case NoJudgement(indicator):
                self._sheet.withdraw("discretion", indicator)
        self._locks = self.was_locked and not weighed.pending
        return weighed

    @property
    def last(self) -> int:
        """The number that the sheet's last event will have."""
        return self._desk.head().count + 1 + self._locks

    def seal(self, command: Command) -> tuple[Outcome, ...]:
        """Write it; a sheet that was locked is locked again unless something is open on it now."""
        key = self._sheet.of.key
        done = self._sheet.seal(command, self._author, self._grounds)
        self._outcomes.append(done.outcome)
        if self._locks:
            of, scheme = assessment_of(self._desk, key), self._sight.scheme
            settle_against_peers(self._desk, scheme, recorded_of(self._desk, of))
            self._desk.put(replace(of, state=FINALISED, stage=""))
            self._seal(Command.FINALISE, key)
        return tuple(self._outcomes)

    def _seal(self, command: Command, key: AssessmentKey) -> None:
        grounds = self._grounds if command is Command.REOPEN else ""
        self._outcomes.append(
            outcome_of(self._desk.seal(Deed(command, self._author, *key, grounds)))
        )


def read_decided(grounds: str) -> str:
    """The grounds of a decision, which are never blank."""
    return read_grounds(grounds, "请写明改动的理由", "grounds").strip()


def part_score(sheet: ScoreSheet, part: SheetPart) -> str:
    """What a part of the sheet comes to, in words."""
    if part.extra is None:
        own = next((one for one in sheet.indicators if one.id == part.id), None)
        return NOT_YET if own is None or own.score is None else show(own.score)
    lines = lines_of(sheet, part)
    return show(sum((one.effective for one in lines.values()), start=sheet.base * 0))


def _sheet_in(sight: RoundSight, key: AssessmentKey) -> SheetSight:
    for one in sight.sheets:
        if one.assessment.key == key:
            if isinstance(one, SheetSight):
                return one
            raise Trouble(one.trouble)
    raise Refused("这个批次里没有这个单位", "unit")


def _part_of(scheme: Scheme, correction: Correction) -> SheetPart:
    parts = parts_of(scheme)
    if isinstance(correction, NewFact):
        if correction.criterion not in scheme.criteria:
            raise Refused(unknown(correction.criterion, scheme.criteria, "条评分标准"), "criterion")
        return next(
            one for one in parts if any(each.id == correction.criterion for each in one.criteria)
        )
    found = (one for one in parts if one.id == correction.indicator and one.indicator is not None)
    part = next(found, None)
    if part is None:
        raise Refused("本办法没有这个指标，请重新选", "indicator")
    return part


def _figures(sheet: ScoreSheet, part: SheetPart, ranking: Ranking, unit: str) -> Figures:
    standing = ranking.of(unit)
    total = show(sheet.total) if sheet.begun else NOT_YET
    return Figures(
        part_score(sheet, part), total, place_words(standing), standing.grade or sheet.grade or ""
    )


def _moved(was: Ranking, now: Ranking, names: Mapping[str, str], unit: str) -> list[Moved]:
    before = {one.unit: place_words(one) for one in was.standings}
    return [
        Moved(names[one.unit], before[one.unit], place_words(one))
        for one in now.standings
        if one.unit != unit and before[one.unit] != place_words(one)
    ]


def _words(one: SheetSight, correction: Correction) -> str:
    """The line, and from what to what."""
    scheme, plain = one.scheme, one.plain
    if isinstance(correction, NewFact):
        criterion = scheme.criteria[correction.criterion]
        was, now = (
            fact_words(scheme, criterion, fact)
            for fact in (plain["facts"].get(criterion.id), correction.fact)
        )
        name = criterion_name(scheme, criterion.id)
        return f"{name}：{was} → {now}" if was != now else f"{name}：改写内容"
    held = plain["discretion"].get(correction.indicator)
    was = f"裁量 {held['score']} 分" if held else "按计算得分"
    now = f"裁量 {correction.score} 分" if isinstance(correction, NewJudgement) else "按计算得分"
    return f"自由裁量：{was} → {now}"
