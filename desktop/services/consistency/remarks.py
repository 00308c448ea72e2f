"""Remarks: one thing worth a look, where it is, and why, in a calm sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.records import (
    AssessmentKey,
    EvidenceLink,
    ItemRecord,
    ProposalAnswer,
    WaiverRecord,
)
from desktop.domain.scheme import Scheme
from desktop.services.round_sights import SheetSight


class Matter(Enum):
    """The kinds, in the order in which they are shown; the value is how the screen names them."""

    ALIKE = "相近情况处理不同"
    EVALUATOR = "评分松紧"
    EXEMPTION = "免责没有佐证"
    DISCRETION = "自由裁量"
    APART = "不适用与同类不同"
    SHARED = "同一事项两边不一"
    FROZEN = "定稿后比较基数有变"
    FULL_MARKS = "满分没有佐证"


class Spot(NamedTuple):
    """A place on a sheet; without a criterion the whole part is meant."""

    key: AssessmentKey
    part: str
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One row; its first spot is where a click leads. `weight` only orders rows of one kind, the largest first."""

    matter: Matter
    what: str
    where: str
    why: str
    spots: tuple[Spot, ...]
    weight: Fraction | Decimal | int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """What a round's sheets do not hold themselves: its evidence, its items, ledger answers, names, what has moved."""

    links: Sequence[EvidenceLink] = ()
    waivers: Sequence[WaiverRecord] = ()
    items: Sequence[ItemRecord] = ()
    answers: Sequence[ProposalAnswer] = ()
    people: Mapping[str, str] | None = None
    moved: Sequence[
        tuple[str, str]
    ] = ()  # unit and criterion whose frozen comparison is no longer the round's


@dataclass(frozen=True, slots=True)
class Looked:
    """A round as the looks see it: the whole scheme, the sheets that can be read, and what lies beside them."""

    scheme: Scheme
    sheets: Sequence[SheetSight]
    beside: Beside

    def name(self, unit: str) -> str:
        """What a unit is called."""
        found = (one.assessment.name for one in self.sheets if one.assessment.unit == unit)
        return next(found, unit)

    @property
    def parts(self) -> Mapping[str, str]:
        """The part that each criterion is of."""
        found = {c.id: one.id for one in self.scheme.indicators for c in one.criteria}
        for kind, extra in self.scheme.named_extras:
            found |= {criterion.id: f"+{kind}" for criterion in extra.criteria}
        return found


def listed(names: Sequence[str], most: int = 3) -> str:
    """Some names, and how many there are in all."""
    told = "、".join(dict.fromkeys(names))
    number = len(dict.fromkeys(names))
    if number <= most:
        return told
    return f"{'、'.join([*dict.fromkeys(names)][:most])}等 {number} 个"
