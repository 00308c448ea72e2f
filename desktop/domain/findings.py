"""Findings: what the evaluator recorded for one unit, read from plain data or refused with the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple, TypeVar

from desktop.domain.amounts import show
from desktop.domain.comparison import AMONG
from desktop.domain.not_applicable import PeersMean
from desktop.domain.refusals import Refused, unknown
from desktop.domain.scheme import Criterion, Indicator, Scheme
from desktop.domain.values import (
    LARGEST,
    read_each,
    read_flag,
    read_id,
    read_mapping,
    read_positive,
    read_signed_amount,
    read_text,
    take,
    take_or,
)

Of = TypeVar("Of")
Read = TypeVar("Read")

LARGEST_SCORE: Final = Decimal(LARGEST)
# What any fact may carry besides its shape's own keys.
SHARED_KEYS: Final = frozenset({"note", "exempt", "reason", "applies"})
GIVES: Final = "gives"


class Finding(NamedTuple):
    """The fact recorded for a criterion; `fact` is None where only the exemption is."""

    fact: object = None
    note: str = ""
    grounds: str = ""
    exempt: bool = False
    applies: bool = True
    plain: bool = False  # nothing but the fact, as most findings are


@dataclass(frozen=True, slots=True)
class Discretion:
    """The evaluator's own score for an indicator, and the grounds."""

    score: Decimal
    grounds: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What a scheme may need to know of the unit."""

    kind: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is recorded for one unit in one round; `scheme` is its reading for this unit."""

    scheme: Scheme
    facts: Mapping[str, Finding] = field(default_factory=dict)
    discretion: Mapping[str, Discretion] = field(default_factory=dict)
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, PeersMean] = field(default_factory=dict)  # of what does not apply


class _Aside(NamedTuple):
    """Why an indicator does not apply, and the peers' mean where it gives that."""

    grounds: str
    mean: PeersMean | None


def read_findings(scheme: Scheme, plain: Mapping[str, object]) -> Findings:
    """Read `facts`, `discretion`, `not_applicable` and `unit`; refuse the first thing that is wrong."""
    scheme = scheme_for(scheme, take_or(plain, "unit", _read_unit, Unit()))
    criteria, indicators = scheme.criteria, scheme.indicators_by_id
    facts = take(plain, "facts", lambda v: _read_by_id(v, criteria, read_finding, "条评分标准"))
    discretion: Mapping[str, Discretion] = {}
    if "discretion" in plain:
        discretion = take(
            plain, "discretion", lambda v: _read_by_id(v, indicators, _read_discretion, "个指标")
        )
    aside: Mapping[str, _Aside] = {}
    if "not_applicable" in plain:
        aside = take(
            plain, "not_applicable", lambda v: _read_by_id(v, indicators, _read_aside, "个指标")
        )
    for name in aside:
        _refuse_contradiction(scheme.indicators_by_id[name], facts, discretion)
    grounds = {name: one.grounds for name, one in aside.items()}
    means = {name: one.mean for name, one in aside.items() if one.mean is not None}
    return Findings(scheme, facts, discretion, grounds, means)


def scheme_for(scheme: Scheme, unit: Unit) -> Scheme:
    """The scheme as it reads for this unit."""
    if scheme.by_kind is not None and scheme.kinds is not None:
        names = "、".join(f"{kind}（{name}）" for kind, name in scheme.kinds.items())
        if unit.kind is None:
            raise Refused(f"本办法按单位类别计分，请写明 kind：{names}", "unit.kind")
        if unit.kind not in scheme.by_kind:
            raise Refused(f"没有“{unit.kind}”这一类单位，可以写：{names}", "unit.kind")
        scheme = scheme.by_kind[unit.kind]
    if scheme.needs_size:
        if unit.size is None:
            raise Refused("本办法的指标与单位规模有关，请写明 size", "unit.size")
        scheme = scheme.for_size(unit.size)
    return scheme


def _read_unit(value: object) -> Unit:
    plain = read_mapping(value, frozenset({"kind", "size"}))
    return Unit(take_or(plain, "kind", read_id, None), take_or(plain, "size", read_positive, None))


def _read_by_id(
    value: object, known: Mapping[str, Of], read: Callable[[Of, object], Read], what: str
) -> dict[str, Read]:
    """Read a table whose keys name criteria or indicators, in the scheme's order."""
    if not isinstance(value, dict):
        raise Refused("这里要写成 { 代号: … } 的样子")
    if not value.keys() <= known.keys():
        name = min(value.keys() - known.keys())
        raise Refused(unknown(name, known, what), name)
    found = {}
    for name, of in known.items():
        if name in value:
            try:
                found[name] = read(of, value[name])
            except Refused as refused:
                raise refused.under(name) from None
    return found


def read_finding(criterion: Criterion, value: object) -> Finding:
    """Read one fact by its criterion's shape, with the keys that any fact may carry."""
    rule = criterion.rule
    if isinstance(value, dict) and value.keys() <= rule.fact_keys:
        return Finding(rule.read(value), plain=True)
    plain = read_mapping(value, rule.fact_keys | SHARED_KEYS)
    grounds = take_or(plain, "reason", read_text, "")
    note = take_or(plain, "note", read_text, "")
    if "applies" in plain and not take(plain, "applies", read_flag):
        return _read_not_applying(criterion, plain, note, grounds)
    if "exempt" in plain and take(plain, "exempt", read_flag):
        if rule.earns:
            raise Refused("得分项不能免责；请酌情给分（points）或改用自由裁量", "exempt")
        if not grounds:
            raise Refused("免责要写明理由（reason）", "reason")
        recorded = rule.read(plain) if plain.keys() & rule.fact_keys else None
        return Finding(recorded, note, grounds, exempt=True)
    return Finding(rule.read(plain), note, grounds)


def _read_not_applying(
    criterion: Criterion, plain: Mapping[str, object], note: str, grounds: str
) -> Finding:
    if criterion.not_applicable is None:
        raise Refused("本办法没有规定这一条可以“不适用”；扣分项可以免责并写明理由", "applies")
    if plain.keys() & (criterion.rule.fact_keys | {"exempt"}):
        raise Refused("标为不适用时不能再写认定内容", "applies")
    if not grounds:
        raise Refused("不适用要写明理由（reason）", "reason")
    return Finding(note=note, grounds=grounds, applies=False)


def _read_discretion(indicator: Indicator, value: object) -> Discretion:
    plain = read_mapping(value, frozenset({"score", "reason"}))
    score = take(plain, "score", read_signed_amount)
    bounds = indicator.bounds
    if score != bounds.hold(score):
        least, most = show(bounds.hold(-LARGEST_SCORE)), show(bounds.hold(LARGEST_SCORE))
        raise Refused(f"自由裁量要在 {least} 到 {most} 分之间，现在是 {show(score)} 分", "score")
    return Discretion(score, take(plain, "reason", read_text))


def _read_aside(indicator: Indicator, value: object) -> _Aside:
    given = indicator.not_applicable
    if given is None:
        raise Refused("本办法没有规定这个指标可以“不适用”")
    keys = {"reason", GIVES, AMONG} if given.averaged else {"reason"}
    plain = read_mapping(value, frozenset(keys))
    grounds = take(plain, "reason", read_text)
    return _Aside(grounds, _read_mean(plain) if given.averaged else None)


def _read_mean(plain: Mapping[str, object]) -> PeersMean:
    """What was settled, or the other units' scores with null for each that is still to come."""
    if GIVES in plain:
        return PeersMean(Fraction(take(plain, GIVES, read_signed_amount)), settled=True)
    none: tuple[Decimal | None, ...] = ()
    scores = take_or(plain, AMONG, lambda v: read_each(v, _read_score), none)
    known = [Fraction(one) for one in scores if one is not None]
    mean = sum(known, Fraction(0)) / len(known) if known else None
    return PeersMean(mean, len(known), len(scores) - len(known))


def _read_score(value: object) -> Decimal | None:
    return None if value is None else read_signed_amount(value)


def _refuse_contradiction(
    indicator: Indicator, facts: Mapping[str, Finding], discretion: Mapping[str, Discretion]
) -> None:
    place = f"not_applicable.{indicator.id}"
    if indicator.id in discretion:
        raise Refused("同一指标不能既标为不适用又自由裁量", place)
    recorded = [one.label for one in indicator.criteria if one.id in facts]
    if recorded:
        raise Refused(f"指标标为不适用，却还有认定“{recorded[0]}”，请先撤去一样", place)
