"""The scorer: a pure function from a scheme and its findings to the score sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from desktop.domain.amounts import ZERO, show
from desktop.domain.bounds import Bounds
from desktop.domain.consequences import grade_of
from desktop.domain.findings import Findings
from desktop.domain.lines import Entry, Group, entries_of
from desktop.domain.scheme import Extra, Indicator, Scheme, SharedCap
from desktop.domain.score_sheet import Adjustment, IndicatorScore, Line, ScoreSheet
from desktop.domain.sentences import Verb, reason_of
from desktop.domain.totals import base_of

_FREE = Bounds(ZERO, None, None)
_NOTHING = Group((), ZERO, _FREE)


def score(findings: Findings) -> ScoreSheet:
    """Score one unit's sheet."""
    scheme = findings.scheme
    groups = [_entries(_indicator_group(one), findings) for one in scheme.indicators]
    indicators = tuple(
        _indicator_score(one, entries, findings)
        for one, entries in zip(scheme.indicators, groups, strict=True)
    )
    raw_penalty = _entries(_extra_group(scheme.penalty, _FREE), findings)
    triggered = [
        e
        for group in (*groups, raw_penalty)
        for e in group
        if e.criterion.consequence and e.triggers
    ]
    base = base_of(scheme, indicators, _voided_sections(scheme, triggered))
    bonus = _entries(_bonus_group(scheme, base.amount), findings)
    penalty = _entries(_penalty_group(scheme, base.amount, _sum(bonus)), findings)
    together = base.amount + _sum(bonus) + _sum(penalty)
    adjustments = _total_adjustments(scheme, together, triggered)
    total = together + sum((a.amount for a in adjustments), ZERO)
    pending = _pending(findings)
    return ScoreSheet(
        scheme=scheme.id,
        points=scheme.points,
        assessed_points=base.assessed_points,
        base=base.amount,
        bonus=_sum(bonus),
        penalty=_sum(penalty),
        total=total,
        pending=pending,
        indicators=indicators,
        bonus_lines=_extra_lines(scheme.bonus, bonus),
        penalty_lines=_extra_lines(scheme.penalty, penalty),
        sections=base.sections,
        adjustments=(*base.adjustments, *adjustments),
        grade=None if pending else _grade(scheme, total, triggered),
    )


def _entries(group: Group, findings: Findings) -> list[Entry]:
    return entries_of(group, findings.facts, findings.scheme.rounding)


def _lines(
    entries: Iterable[Entry], name: str, merit: Verb, caps: Sequence[SharedCap]
) -> tuple[Line, ...]:
    return tuple(
        [
            Line(e.criterion.id, e.nominal, e.effective, reason_of(e, name, merit, caps))
            for e in entries
        ]
    )


def _sum(entries: Iterable[Entry]) -> Decimal:
    return sum((e.effective for e in entries), ZERO)


def _indicator_group(indicator: Indicator) -> Group:
    return Group(indicator.criteria, indicator.points, indicator.bounds, indicator.caps)


def _indicator_score(
    indicator: Indicator, entries: Sequence[Entry], findings: Findings
) -> IndicatorScore:
    grounds = findings.not_applicable.get(indicator.id)
    if grounds is not None and indicator.not_applicable is not None:
        left_out = indicator.not_applicable.left_out
        given = None if left_out else indicator.not_applicable.points(indicator.points)
        return IndicatorScore(
            indicator.id,
            indicator.no,
            indicator.points,
            given,
            (),
            not_applicable=grounds,
            left_out=left_out,
        )
    computed = indicator.bounds.start + _sum(entries)
    discretion = findings.discretion.get(indicator.id)
    own = computed if entries else None
    return IndicatorScore(
        indicator.id,
        indicator.no,
        indicator.points,
        own if discretion is None else discretion.score,
        _lines(entries, indicator.name, "得", indicator.caps),
        None if discretion is None else computed,
        discretion,
    )


def _extra_group(extra: Extra | None, bounds: Bounds) -> Group:
    if extra is None:
        return _NOTHING
    return Group(extra.criteria, extra.points or ZERO, bounds, extra.caps)


def _extra_lines(extra: Extra | None, entries: Iterable[Entry]) -> tuple[Line, ...]:
    return _lines(entries, extra.name, "加", extra.caps) if extra else ()


def _bonus_group(scheme: Scheme, base: Decimal) -> Group:
    """At most its own points; inside the base, at most what the base has lost."""
    extra = scheme.bonus
    most = None if extra is None else extra.points
    ceiling = scheme.bounds.ceiling
    if extra is not None and extra.inside and ceiling is not None:
        room = max(ZERO, ceiling - base)
        most = room if most is None else min(most, room)
    return _extra_group(extra, Bounds(ZERO, ZERO, most))


def _penalty_group(scheme: Scheme, base: Decimal, bonus: Decimal) -> Group:
    """At most its own points and what is there to take: the base alone, or the bonus with it."""
    extra = scheme.penalty
    if extra is None:
        return _NOTHING
    there = base if extra.inside else base + bonus
    floor = scheme.bounds.floor
    room = max(ZERO, there - (ZERO if floor is None else floor))
    most = room if extra.points is None else min(extra.points, room)
    return _extra_group(extra, Bounds(ZERO, -most, ZERO))


def _voided_sections(scheme: Scheme, triggered: Iterable[Entry]) -> dict[str, str]:
    section_of = {c.id: one.section for one in scheme.indicators for c in one.criteria}
    voided: dict[str, str] = {}
    for entry in triggered:
        consequence = entry.criterion.consequence
        section = section_of.get(entry.criterion.id)
        if consequence and consequence.void == "section" and section is not None:
            voided.setdefault(section, entry.criterion.clause)
    return voided


def _total_adjustments(
    scheme: Scheme, total: Decimal, triggered: Iterable[Entry]
) -> tuple[Adjustment, ...]:
    """The total's rounding, and 一票否决."""
    adjustments = []
    rounded = scheme.rounding.total(total)
    if rounded != total:
        words = f"总分 {show(total)} 分，取整为 {show(rounded)} 分"
        adjustments.append(Adjustment("rounding", "", rounded - total, words))
    vetoes = [
        e.criterion.clause
        for e in triggered
        if e.criterion.consequence and e.criterion.consequence.veto
    ]
    if vetoes and rounded > 0:
        adjustments.append(
            Adjustment("veto", "", -rounded, f"{'、'.join(vetoes)}：一票否决，总分为 0")
        )
    return tuple(adjustments)


def _grade(scheme: Scheme, total: Decimal, triggered: Iterable[Entry]) -> str | None:
    consequences = [e.criterion.consequence for e in triggered]
    at_most = [c.grade_at_most for c in consequences if c and c.grade_at_most is not None]
    return grade_of(total, scheme.grades, at_most)


def _pending(findings: Findings) -> tuple[str, ...]:
    """Every criterion without a fact, unless its indicator is judged or does not apply (R12, R30)."""
    scheme = findings.scheme
    settled = findings.discretion.keys() | findings.not_applicable.keys()
    open_ones = [c.id for one in scheme.indicators if one.id not in settled for c in one.criteria]
    open_ones += [c.id for extra in scheme.extras for c in extra.criteria]
    return tuple(name for name in open_ones if name not in findings.facts)
