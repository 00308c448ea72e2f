"""Letter orders: what is asked for before a letter is made, and what the program suggests for each kind of letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from desktop.domain.amounts import ZERO, show
from desktop.domain.letter_forms import LetterKind, LetterLook
from desktop.domain.letter_numbers import next_number, number_after
from desktop.domain.ranking import Standing
from desktop.domain.records import Letter, Round
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.services.letter_sights import LetterSight, letter_sight
from desktop.services.standing_words import place_words
from desktop.store.views import View

_DUE: Final = timedelta(days=15)
_BEST: Final = 3  # who is commended where there are no grades


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter of a round; `units` are those that it is about, or of whom each gets one of its own.

    Title, recipient and body may name fields: {{单位}}.
    """

    round: str
    kind: LetterKind
    look: LetterLook
    dated: date
    number: str = ""
    title: str = ""
    to: str = ""
    copies: str = ""
    body: str = ""
    due: date | None = None
    units: tuple[str, ...] = ()

    @property
    def each(self) -> tuple[LetterOrder, ...]:
        """One for each letter: numbers follow one another."""
        if not self.kind.of_unit:
            return (self,)
        return tuple(
            replace(
                self, units=(unit,), number=number_after(self.number, by) if by else self.number
            )
            for by, unit in enumerate(self.units)
        )


def suggested_order(view: View, round_id: str, kind: LetterKind, dated: date) -> LetterOrder:
    """A letter as the office would begin it."""
    sight = letter_sight(view, round_id)
    given = [one.number for one in view.all(Letter) if one.dated.year == dated.year]
    return LetterOrder(
        round_id,
        kind,
        LetterLook.RED,
        dated,
        next_number(given, dated.year),
        _title(kind, sight.round.name),
        "{{单位}}" if kind.of_unit else "各被考核单位",
        "",
        _body(kind, sight.round, sight.scheme),
        dated + _DUE if kind.has_due else None,
        _units(kind, sight),
    )


def unit_notes(view: View, round_id: str) -> dict[str, str]:
    """How each unit stands, in a word or two, to choose among them."""
    told: dict[str, str] = {}
    for one in letter_sight(view, round_id).ranking.standings:
        amount = "" if one.amount is None else f"{show(one.amount)} 分"
        told[one.unit] = "，".join(filter(None, (amount or place_words(one), one.grade)))
    return told


def caution_of(view: View, round_id: str) -> str:
    """What may still change before a letter of this round is sent; nothing where all is final."""
    return letter_sight(view, round_id).caution


def refuse_without_points(scheme: Scheme) -> None:
    """Letters tell of scores."""
    if not scheme.indicators:
        raise Refused("这个批次的方案不计分，没有考核结果可以发文")


_TITLES: Final = {
    LetterKind.BULLETIN: "关于{}结果的通报",
    LetterKind.URGING: "关于{}发现问题的督办函",
    LetterKind.NOTICE: "{}扣分告知书",
    LetterKind.COMMENDATION: "关于表扬{}先进集体的通报",
    LetterKind.RESULTS: "{}结果一览表",
    LetterKind.RECTIFICATION: "关于{}发现问题的整改通知",
}
_OPENING: Final = "按照《{}》，我单位对{}{}的工作进行了考核"
_BODIES: Final = {
    LetterKind.BULLETIN: "{}。现将结果通报如下：",
    LetterKind.URGING: (
        "{}，你单位得{{{{得分}}}}分{{{{得分说明}}}}，共有{{{{扣分处数}}}}处扣分，合计扣{{{{失分合计}}}}分。现就有关问题督办如下："
    ),
    LetterKind.NOTICE: "{}，满分{{{{满分}}}}分，你单位得{{{{得分}}}}分{{{{得分说明}}}}。现将扣分情况告知如下：",
    LetterKind.COMMENDATION: "{}。根据考核结果，决定对下列单位予以通报表扬：",
    LetterKind.RESULTS: "考核时段：{{{{考核时段}}}}。满分{{{{满分}}}}分。",
    LetterKind.RECTIFICATION: "{}，发现下列问题，请认真整改：",
}


def _title(kind: LetterKind, name: str) -> str:
    return _TITLES[kind].format(name)


def _body(kind: LetterKind, of: Round, scheme: Scheme) -> str:
    whom = "你单位" if kind.of_unit else "各单位"
    return _BODIES[kind].format(_OPENING.format(scheme.title, whom, of.period))


# -- whom it is about


def _units(kind: LetterKind, sight: LetterSight) -> tuple[str, ...]:
    ranked = [one for one in sight.ranking.standings if one.place is not None]
    match kind:
        case LetterKind.COMMENDATION:
            return tuple(one.unit for one in ranked if _is_best(one, sight.scheme))
        case LetterKind.URGING:
            low = _low(ranked, sight)
            return tuple(one.unit for one in ranked if one.unit in low)
        case LetterKind.NOTICE | LetterKind.RECTIFICATION:
            lost = (one.assessment.unit for one in sight.sheets if sight.losses_of(one).lost)
            return tuple(lost)
    return ()


def _is_best(one: Standing, scheme: Scheme) -> bool:
    if scheme.grades:
        return one.grade == scheme.grades[0].name
    return one.place is not None and one.place <= _BEST


def _low(ranked: list[Standing], sight: LetterSight) -> frozenset[str]:
    """Of the last grade; where there are no grades, below the mean."""
    grades = sight.scheme.grades
    if grades:
        return frozenset(one.unit for one in ranked if one.grade in {None, grades[-1].name})
    amounts = [one.amount or ZERO for one in ranked]
    mean = sum(amounts, ZERO) / len(amounts) if amounts else ZERO
    return frozenset(one.unit for one in ranked if (one.amount or ZERO) < mean)
