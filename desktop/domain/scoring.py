"""The scorer: a pure function from a scheme and its findings to the score sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from desktop.domain.amounts import ZERO, show
from desktop.domain.bounds import Bounds
from desktop.domain.consequences import grade_of
from desktop.domain.findings import Findings
from desktop.domain.lines import Entry, Group, all_left_out, entries_of
from desktop.domain.not_applicable import NotApplicable
from desktop.domain.scheme import Extra, Indicator, Scheme
from desktop.domain.score_sheet import Adjustment, IndicatorScore, Line, ScoreSheet
from desktop.domain.sentences import Voice, reason_of
from desktop.domain.totals import base_of

_BONUS: Final = "加分项"
_PENALTY: Final = "扣分项"
_TOTAL: Final = "总分"
_NOTHING: Final = Group((), ZERO, Bounds(ZERO, None, None))


def score(findings: Findings) -> ScoreSheet:
    """Score one unit's sheet."""
    scheme = findings.scheme
    groups = [_entries(_indicator_group(one), findings) for one in scheme.indicators]
    indicators = tuple(
        _indicator_score(one, entries, findings)
        for one, entries in zip(scheme.indicators, groups, strict=True)
    )
    own_penalty = _entries(_own_penalty(scheme), findings)
    triggered = _triggered((*groups, own_penalty))
    base = base_of(scheme, indicators, _voided_sections(scheme, triggered))
    bonus = _bounded(_bonus_group(scheme, base.amount, _sum(own_penalty)), findings)
    penalty = _bounded(_penalty_group(scheme, base.amount, bonus.amount), findings)
    together = base.amount + bonus.amount + penalty.amount
    adjustments = _total_adjustments(scheme, together, triggered)
    total = together + sum((a.amount for a in adjustments), ZERO)
    pending = _pending(findings)
    provisional = _provisional(findings, groups, (bonus.entries, penalty.entries))
    return ScoreSheet(
        scheme=scheme.id,
        points=scheme.points,
        assessed_points=base.assessed_points,
        base=base.amount,
        bonus=bonus.amount,
        penalty=penalty.amount,
        total=total,
        pending=pending,
        indicators=indicators,
        bonus_lines=_extra_lines(scheme.bonus, bonus),
        penalty_lines=_extra_lines(scheme.penalty, penalty),
        sections=base.sections,
        adjustments=(*base.adjustments, *adjustments),
        grade=None
        if pending or provisional
        else grade_of(total, scheme.grades, _grade_at_most(triggered)),
        grade_at_most=_grade_at_most(triggered),
        placed_last=_placed_last(triggered),
        held_by=_held_by(triggered),
        provisional=provisional,
    )


def _entries(group: Group, findings: Findings) -> list[Entry]:
    return entries_of(group, findings.facts, findings.scheme.rounding)


def _triggered(groups: Iterable[Sequence[Entry]]) -> list[Entry]:
    return [e for group in groups for e in group if e.criterion.consequence and e.triggers]


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
        return _aside(indicator, indicator.not_applicable, grounds, findings)
    discretion = findings.discretion.get(indicator.id)
    if discretion is None and all_left_out(indicator.criteria, entries):
        lines = _lines(entries, indicator.name, Voice("得", "本项", indicator.caps))
        return IndicatorScore(
            indicator.id, indicator.no, indicator.points, None, lines, left_out=True
        )
    computed = indicator.bounds.start + _sum(entries)
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


def _aside(
    indicator: Indicator, rule: NotApplicable, grounds: str, findings: Findings
) -> IndicatorScore:
    """What does not apply, with what it gives instead (R30)."""
    given = None if rule.left_out else rule.points(indicator.points)
    mean, words = findings.means.get(indicator.id), ""
    if mean is not None:
        given = None if mean.amount is None else findings.scheme.rounding.line(mean.amount)
        words = mean.words(given)
    return IndicatorScore(
        indicator.id,
        indicator.no,
        indicator.points,
        given,
        (),
        not_applicable=grounds,
        left_out=rule.left_out,
        averaged=words,
    )


def _extra_group(
    extra: Extra | None, least: Decimal | None, most: Decimal | None, whole: str
) -> Group:
    if extra is None:
        return _NOTHING
    bounds = Bounds(ZERO, least, most)
    return Group(extra.criteria, extra.points or ZERO, bounds, extra.caps, whole)


class _Bounded(NamedTuple):
    """A bonus or penalty that is worked out within its bounds."""

    group: Group
    entries: list[Entry]
    amount: Decimal


def _bounded(group: Group, findings: Findings) -> _Bounded:
    entries = _entries(group, findings)
    return _Bounded(group, entries, _sum(entries))


def _extra_lines(extra: Extra | None, done: _Bounded) -> tuple[Line, ...]:
    if extra is None:
        return ()
    return _lines(done.entries, extra.name, Voice("加", done.group.whole, done.group.caps))


def _own_penalty(scheme: Scheme) -> Group:
    """The penalty within its own points, before what there is to take bounds it."""
    extra = scheme.penalty
    least = None if extra is None or extra.points is None else -extra.points
    return _extra_group(extra, least, ZERO, _PENALTY)


def _bonus_group(scheme: Scheme, base: Decimal, penalty: Decimal) -> Group:
    """At most its own points; inside the base at most what base and penalty leave to it (R28)."""
    extra, ceiling = scheme.bonus, scheme.bounds.ceiling
    most = None if extra is None else extra.points
    if extra is None or not extra.inside or ceiling is None:
        return _extra_group(extra, ZERO, most, _BONUS)
    makes_room = scheme.penalty is not None and scheme.penalty.inside
    room = max(ZERO, ceiling - base - (penalty if makes_room else ZERO))
    if most is not None and most <= room:
        return _extra_group(extra, ZERO, most, _BONUS)
    return _extra_group(extra, ZERO, room, _TOTAL)


def _penalty_group(scheme: Scheme, base: Decimal, bonus: Decimal) -> Group:
    """At most its own points and what is there: inside, the base and a bonus inside; else all."""
    extra = scheme.penalty
    if extra is None:
        return _NOTHING
    reaches_bonus = not extra.inside or (scheme.bonus is not None and scheme.bonus.inside)
    floor = scheme.bounds.floor or ZERO
    room = max(ZERO, base + (bonus if reaches_bonus else ZERO) - floor)
    if extra.points is not None and extra.points <= room:
        return _own_penalty(scheme)
    return _extra_group(extra, -room, ZERO, _TOTAL)


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


def _grade_at_most(triggered: Iterable[Entry]) -> tuple[str, ...]:
    consequences = [e.criterion.consequence for e in triggered]
    return tuple(c.grade_at_most for c in consequences if c and c.grade_at_most is not None)


def _held_by(triggered: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(
        e.criterion.clause
        for e in triggered
        if e.criterion.consequence and e.criterion.consequence.grade_at_most is not None
    )


def _placed_last(triggered: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(
        e.criterion.clause
        for e in triggered
        if e.criterion.consequence and e.criterion.consequence.last
    )


def _provisional(
    findings: Findings, groups: Iterable[Sequence[Entry]], extras: Iterable[Sequence[Entry]]
) -> tuple[str, ...]:
    """What hangs on figures that other units have not recorded yet; a judged score does not."""
    inside = zip(findings.scheme.indicators, groups, strict=True)
    counted = [group for one, group in inside if one.id not in findings.discretion]
    lines = (
        e.criterion.id
        for group in (*counted, *extras)
        for e in group
        if e.tally is not None and e.tally.provisional and not e.finding.exempt
    )
    return (*lines, *(name for name, mean in findings.means.items() if mean.provisional))


def _pending(findings: Findings) -> tuple[str, ...]:
    """Every criterion without a fact, unless its indicator is judged or does not apply (R12, R30)."""
    scheme = findings.scheme
    settled = findings.discretion.keys() | findings.not_applicable.keys()
    open_ones = [c.id for one in scheme.indicators if one.id not in settled for c in one.criteria]
    open_ones += [c.id for extra in scheme.extras for c in extra.criteria]
    return tuple(name for name in open_ones if name not in findings.facts)
