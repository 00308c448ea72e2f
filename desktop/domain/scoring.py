"""The scorer: a pure function from a scheme and its findings to the score sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from desktop.domain.amounts import ZERO, show
from desktop.domain.bounds import Bounds
from desktop.domain.consequences import grade_of
from desktop.domain.findings import Findings
from desktop.domain.lines import Entry, Group, all_left_out, entries_of
from desktop.domain.scheme import Extra, Indicator, Scheme
from desktop.domain.score_sheet import Adjustment, IndicatorScore, Line, ScoreSheet
from desktop.domain.sentences import Voice, reason_of
from desktop.domain.totals import base_of

_NOTHING = Group((), ZERO, Bounds(ZERO, None, None))


def score(findings: Findings) -> ScoreSheet:
    """Score one unit's sheet."""
    scheme = findings.scheme
    groups = [_entries(_indicator_group(one), findings) for one in scheme.indicators]
    indicators = tuple(
        _indicator_score(one, entries, findings)
        for one, entries in zip(scheme.indicators, groups, strict=True)
    )
    triggered = [
        e
        for group in (*groups, _own_penalty(scheme, findings))
        for e in group
        if e.criterion.consequence and e.triggers
    ]
    base = base_of(scheme, indicators, _voided_sections(scheme, triggered))
    bonus, penalty = _extras(scheme, base.amount, findings)
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
        bonus_lines=_extra_lines(scheme.bonus, bonus, "加分"),
        penalty_lines=_extra_lines(scheme.penalty, penalty, "总分"),
        sections=base.sections,
        adjustments=(*base.adjustments, *adjustments),
        grade=None if pending else _grade(scheme, total, triggered),
    )


def _entries(group: Group, findings: Findings) -> list[Entry]:
    return entries_of(group, findings.facts, findings.scheme.rounding)


def _lines(entries: Iterable[Entry], name: str, voice: Voice) -> tuple[Line, ...]:
    return tuple(
        [Line(e.criterion.id, e.nominal, e.effective, reason_of(e, name, voice)) for e in entries]
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
    if all_left_out(indicator.criteria, entries):
        lines = _lines(entries, indicator.name, Voice("得", "本项", indicator.caps))
        return IndicatorScore(
            indicator.id, indicator.no, indicator.points, None, lines, left_out=True
        )
    computed = indicator.bounds.start + _sum(entries)
    discretion = findings.discretion.get(indicator.id)
    own = computed if entries else None
    return IndicatorScore(
        indicator.id,
        indicator.no,
        indicator.points,
        own if discretion is None else discretion.score,
        _lines(entries, indicator.name, Voice("得", "本项", indicator.caps)),
        None if discretion is None else computed,
        discretion,
    )


def _extra_group(extra: Extra | None, least: Decimal | None, most: Decimal | None) -> Group:
    if extra is None:
        return _NOTHING
    return Group(extra.criteria, extra.points or ZERO, Bounds(ZERO, least, most), extra.caps)


def _extra_lines(extra: Extra | None, entries: Iterable[Entry], whole: str) -> tuple[Line, ...]:
    return _lines(entries, extra.name, Voice("加", whole, extra.caps)) if extra else ()


def _extras(scheme: Scheme, base: Decimal, findings: Findings) -> tuple[list[Entry], list[Entry]]:
    """Bonus and penalty, each within its own points and within what the base leaves to it.

    Inside the base they are summed with it and bounded once (R28): a penalty makes room for the
    bonus, and takes from base and bonus together. Outside, a penalty takes from the grand total.
    """
    own = _own_penalty(scheme, findings)
    bonus = _entries(_bonus_group(scheme, base, _sum(own)), findings)
    return bonus, _entries(_penalty_group(scheme, base, _sum(bonus)), findings)


def _own_penalty(scheme: Scheme, findings: Findings) -> list[Entry]:
    """The penalty within its own points, before what there is to take bounds it."""
    extra = scheme.penalty
    least = None if extra is None or extra.points is None else -extra.points
    return _entries(_extra_group(extra, least, ZERO), findings)


def _bonus_group(scheme: Scheme, base: Decimal, penalty: Decimal) -> Group:
    extra, ceiling = scheme.bonus, scheme.bounds.ceiling
    most = None if extra is None else extra.points
    if extra is not None and extra.inside and ceiling is not None:
        makes_room = scheme.penalty is not None and scheme.penalty.inside
        room = max(ZERO, ceiling - base - (penalty if makes_room else ZERO))
        most = room if most is None else min(most, room)
    return _extra_group(extra, ZERO, most)


def _penalty_group(scheme: Scheme, base: Decimal, bonus: Decimal) -> Group:
    extra = scheme.penalty
    if extra is None:
        return _NOTHING
    reaches_bonus = not extra.inside or (scheme.bonus is not None and scheme.bonus.inside)
    floor = scheme.bounds.floor or ZERO
    room = max(ZERO, base + (bonus if reaches_bonus else ZERO) - floor)
    most = room if extra.points is None else min(extra.points, room)
    return _extra_group(extra, -most, ZERO)


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
        words = f"总分 {show(total)} 分，按规定的小数位计 {show(rounded)} 分"
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
