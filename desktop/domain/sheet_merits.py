"""Sheet merits: what one score sheet brings to a ranking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.domain.merits import Hold, Merits
from desktop.domain.ranking_rules import BASE, BONUS, TOTAL
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.score_sheet import ScoreSheet


def merits_of(scheme: Scheme, sheet: ScoreSheet) -> Merits:
    """One sheet's."""
    sums = {TOTAL: sheet.total, BASE: sheet.base, BONUS: sheet.bonus}
    scores = {one.id: one.score for one in sheet.indicators if one.score is not None}
    held = tuple(map(Hold, sheet.grade_at_most, sheet.held_by))
    still_open = frozenset(_open_names(scheme, sheet)) if sheet.pending else frozenset[str]()
    waits = bool(sheet.provisional)
    return Merits(sums | scores, still_open, held, sheet.placed_last, waits)


def _open_names(scheme: Scheme, sheet: ScoreSheet) -> Iterator[str]:
    pending = frozenset(sheet.pending)
    yield TOTAL
    for indicator in scheme.indicators:
        if _any_of(pending, indicator.criteria):
            yield from (indicator.id, BASE)
    if scheme.bonus and _any_of(pending, scheme.bonus.criteria):
        yield BONUS


def _any_of(pending: frozenset[str], criteria: Iterable[Criterion]) -> bool:
    return any(one.id in pending for one in criteria)
