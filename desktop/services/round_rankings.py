"""Round rankings: a round's sheets brought before the ranking rules of its scheme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.domain.ranking import Entrant, Ranking, rank
from desktop.domain.records import Assessment
from desktop.domain.scheme import Scheme
from desktop.services.round_sights import SheetSight, UnreadSheet

Sheets = Iterable[SheetSight | UnreadSheet]


def rank_sheets(whole: Scheme, sheets: Sheets, groups: Mapping[str, str]) -> Ranking:
    """Rank the sheets of one round; `whole` is the scheme with nothing left out for any kind of unit."""
    return rank(whole.ranking, [_entrant(whole, one, groups) for one in sheets])


def _entrant(whole: Scheme, one: SheetSight | UnreadSheet, groups: Mapping[str, str]) -> Entrant:
    of = one.assessment
    group = _group(whole, of, groups)
    if isinstance(one, UnreadSheet):
        return Entrant(of.unit, group, whole, None, absent=bool(of.absent))
    return Entrant(of.unit, group, one.scheme, one.sheet, absent=bool(of.absent))


def _group(whole: Scheme, of: Assessment, groups: Mapping[str, str]) -> str:
    """What it is called on the screen."""
    match whole.ranking.within:
        case "group":
            return groups.get(of.unit, "")
        case "kind":
            return (whole.kinds or {}).get(of.kind or "", "")
    return ""
