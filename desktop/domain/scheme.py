"""A scheme: an official document's indicators and rules, as frozen data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeVar

from desktop.domain.amounts import ZERO, show
from desktop.domain.bounds import Bounds
from desktop.domain.consequences import Consequence, GradeBand
from desktop.domain.evidence import EvidenceRules, Requirement
from desktop.domain.keys import (
    AMOUNT,
    BLANK_OR_TEXT,
    DATE,
    FLAG,
    ID,
    RATIO,
    SIGNED_AMOUNT,
    TEXT,
    Kind,
    key,
    many,
    one_of,
    table,
    tables,
)
from desktop.domain.ledgers.given import Given
from desktop.domain.not_applicable import NOT_APPLICABLE, NotApplicable
from desktop.domain.plan import PlanTarget, Report, ReportForm, Task
from desktop.domain.print_form import PrintForm
from desktop.domain.ranking_rules import RankingRules
from desktop.domain.refusals import Refused
from desktop.domain.rounding import Rounding
from desktop.domain.scorers import Scorers
from desktop.domain.shapes.relative import Relative
from desktop.domain.shapes.shortfall import Shortfall
from desktop.domain.tally import Rule
from desktop.domain.together import Together
from desktop.domain.values import read_id, take

FORMAT: Final = 2
_UNBOUNDED: Final = Bounds(ZERO, None, None)
BONUS: Final = "bonus"
PENALTY: Final = "penalty"


def _read_options(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise Refused('read_as 要写成 { 台账口径的说法 = "选项代号" }')
    return {word: take(value, word, read_id) for word in value}


READ_AS: Final = Kind(_read_options, dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The official document."""

    document: str = key(TEXT)
    part: str = key(TEXT, "")
    issued: date | None = key(DATE, None)
    issuer: str = key(TEXT, "")


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One rule: its shape's figures in `rule`, and here what combines with any shape."""

    id: str = key(ID)
    clause: str = key(TEXT)
    when: str = key(TEXT, "")
    rule: Rule
    cap: Decimal | None = key(AMOUNT, None)
    shares: str | None = key(ID, None)
    kinds: tuple[str, ...] = key(many(ID), ())
    exemption: str = key(TEXT, "")
    not_applicable: NotApplicable | None = key(NOT_APPLICABLE, None)
    consequence: Consequence | None = key(table(Consequence), None)
    from_: str | None = key(TEXT, None)
    given: Given = key(table(Given), Given())
    read_as: Mapping[str, str] | None = key(READ_AS, None)
    charges_two: bool = key(FLAG, default=False)
    notes: tuple[str, ...] = key(many(TEXT), ())

    @cached_property
    def label(self) -> str:
        """Its place in the document and its wording, as every sentence about it begins."""
        return self.titled(self.when)

    def titled(self, words: str) -> str:
        """Its place in the document before these words; alone where there are none."""
        # 六（三）2 would run into the words behind it; ② and ） keep their distance.
        gap = " " if words and self.clause[-1].isdecimal() else ""
        return f"{self.clause}{gap}{words}"

    @property
    def words(self) -> str:
        """The rule with its figures and its cap, as the documents state it."""
        if self.cap is None:
            return self.rule.words
        return f"{self.rule.words}，最多{'得' if self.rule.earns else '扣'} {show(self.cap)} 分"

    @property
    def most(self) -> Decimal | None:
        """The most it can earn or deduct; None where that has no end."""
        known = [most for most in (self.rule.most, self.cap) if most is not None]
        return min(known, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCap:
    """A cap that several criteria share; they name it in `shares`."""

    id: str = key(ID)
    cap: Decimal = key(AMOUNT)
    name: str = key(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading over indicators. With `weight` it is scored on its own points, then weighted."""

    id: str = key(ID)
    no: str = key(BLANK_OR_TEXT, "")
    name: str = key(TEXT)
    points: Decimal | None = key(AMOUNT, None)
    weight: Fraction | None = key(RATIO, None)
    evidence: str = key(TEXT, "")
    start: Decimal | None = key(SIGNED_AMOUNT, None)
    floor: Decimal | None = key(SIGNED_AMOUNT, None)
    ceiling: Decimal | None = key(AMOUNT, None)
    kinds: tuple[str, ...] = key(many(ID), ())

    @property
    def bounds(self) -> Bounds:
        """Without a declaration its indicators bound it already."""
        return Bounds(self.start or ZERO, self.floor, self.ceiling)

    @property
    def only_heading(self) -> bool:
        """Whether it changes nothing about the sum of its indicators."""
        return self.bounds == _UNBOUNDED and self.weight is None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What carries points and is printed as a row."""

    id: str = key(ID)
    section: str | None = key(ID, None)
    no: str = key(BLANK_OR_TEXT)
    name: str = key(TEXT)
    points: Decimal = key(AMOUNT)
    requirement: str = key(TEXT, "")
    easily_lost: bool = key(FLAG, default=False)
    start: Decimal | None = key(SIGNED_AMOUNT, None)
    floor: Decimal | None = key(SIGNED_AMOUNT, None)
    ceiling: Decimal | None = key(AMOUNT, None)
    kinds: tuple[str, ...] = key(many(ID), ())
    not_applicable: NotApplicable | None = key(NOT_APPLICABLE, None)
    notes: tuple[str, ...] = key(many(TEXT), ())
    caps: tuple[SharedCap, ...] = key(tables(SharedCap), ())
    criteria: tuple[Criterion, ...]

    @cached_property
    def earns(self) -> bool:
        """Whether it starts at nothing (R9)."""
        return any(criterion.rule.earns for criterion in self.criteria)

    @cached_property
    def bounds(self) -> Bounds:
        """From nothing or from full marks, between zero and its points, unless declared (R9)."""
        start = self.start
        if start is None:
            start = ZERO if self.earns else self.points
        floor = ZERO if self.floor is None else self.floor
        return Bounds(start, floor, self.points if self.ceiling is None else self.ceiling)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """Bonus or penalty: criteria beside the indicators; without `points` it has no cap.

    `inside` counts it within the base, bounded with it once (R28). A penalty inside leaves a bonus
    outside alone.
    """

    name: str = key(TEXT, "")
    points: Decimal | None = key(AMOUNT, None)
    inside: bool = key(FLAG, default=False)
    caps: tuple[SharedCap, ...] = key(tables(SharedCap), ())
    criteria: tuple[Criterion, ...]


HasCriteria = TypeVar("HasCriteria", Indicator, Extra)


# What an official document may really say; every other slip leaves the scheme without a meaning.
EXCUSABLE: Final = (
    "repeated-number",
    "points-sum",
    "full-marks",
    "part-over-whole",
    "cap-below-one",
    "start",
    "else",
    "no-effect",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A slip that stands in the official document itself and is cited, so that the check is content."""

    check: str = key(one_of(*EXCUSABLE))
    at: str = key(ID)
    because: str = key(TEXT)


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """The whole document. `by_kind` holds its reading for each kind of unit, where it makes a difference."""

    format: int
    id: str = key(ID)
    version: str = key(TEXT)
    title: str = key(TEXT)
    source: Source = key(table(Source))
    subjects: str = key(TEXT)
    assessor: str = key(TEXT, "")
    numbering: str = key(one_of("printed", "ours"), "printed")
    points: Decimal = key(AMOUNT)
    start: Decimal | None = key(SIGNED_AMOUNT, None)
    floor: Decimal | None = key(SIGNED_AMOUNT, None)
    ceiling: Decimal | None = key(AMOUNT, None)
    rounding: Rounding = key(table(Rounding), Rounding())
    notes: tuple[str, ...] = key(many(TEXT), ())
    sections: tuple[Section, ...] = key(tables(Section), ())
    indicators: tuple[Indicator, ...] = ()
    bonus: Extra | None = None
    penalty: Extra | None = None
    grades: tuple[GradeBand, ...] = key(tables(GradeBand), ())
    ranking: RankingRules = key(table(RankingRules), RankingRules())
    scorers: Scorers | None = key(table(Scorers), None)
    together: Together | None = key(table(Together), None)
    evidence: EvidenceRules | None = key(table(EvidenceRules), None)
    requirements: tuple[Requirement, ...] = key(tables(Requirement), ())
    form: PrintForm | None = key(table(PrintForm), None)
    reports: tuple[Report, ...] = key(tables(Report), ())
    targets: tuple[PlanTarget, ...] = key(tables(PlanTarget), ())
    tasks: tuple[Task, ...] = key(tables(Task), ())
    forms: tuple[ReportForm, ...] = key(tables(ReportForm), ())
    exceptions: tuple[Declared, ...] = key(tables(Declared), ())
    kinds: Mapping[str, str] | None = None
    by_kind: Mapping[str, Scheme] | None = None

    @property
    def bounds(self) -> Bounds:
        """The base stays between zero and the scheme's points, unless declared (R9)."""
        floor = ZERO if self.floor is None else self.floor
        return Bounds(
            self.start or ZERO, floor, self.points if self.ceiling is None else self.ceiling
        )

    @property
    def named_extras(self) -> tuple[tuple[str, Extra], ...]:
        """Bonus and penalty, where the scheme has them, with the keys that they stand under."""
        both = ((BONUS, self.bonus), (PENALTY, self.penalty))
        return tuple((name, extra) for name, extra in both if extra is not None)

    @property
    def extras(self) -> tuple[Extra, ...]:
        """Bonus and penalty, where the scheme has them."""
        return tuple(extra for _, extra in self.named_extras)

    def all_criteria(self) -> Iterator[Criterion]:
        """Every criterion, in the document's order."""
        for indicator in self.indicators:
            yield from indicator.criteria
        for extra in self.extras:
            yield from extra.criteria

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by its id."""
        return {criterion.id: criterion for criterion in self.all_criteria()}

    @cached_property
    def indicators_by_id(self) -> Mapping[str, Indicator]:
        """Every indicator by its id."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def needs_size(self) -> bool:
        """Whether a figure depends on the unit's size."""
        return any(
            isinstance(c.rule, Shortfall) and c.rule.required_of_size is not None
            for c in self.all_criteria()
        )

    @cached_property
    def is_relative(self) -> bool:
        """Whether a sheet of any kind of unit hangs on what the others of its round recorded."""
        readings = (self, *(self.by_kind or {}).values())
        given = (one.not_applicable for each in readings for one in each.indicators)
        return any(isinstance(c.rule, Relative) for r in readings for c in r.all_criteria()) or any(
            one is not None and one.averaged for one in given
        )

    def for_size(self, size: int) -> Scheme:
        """The scheme with every figure that depends on the unit's size worked out."""
        return replace(
            self,
            indicators=tuple(_group_for_size(one, size) for one in self.indicators),
            bonus=self.bonus and _group_for_size(self.bonus, size),
            penalty=self.penalty and _group_for_size(self.penalty, size),
        )


def _group_for_size(group: HasCriteria, size: int) -> HasCriteria:
    criteria = tuple(
        replace(c, rule=c.rule.for_size(size)) if isinstance(c.rule, Shortfall) else c
        for c in group.criteria
    )
    return replace(group, criteria=criteria)
