"""Round rankings: a round's sheets, with those that score its units beside them, brought before its scheme's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from desktop.domain.amounts import show
from desktop.domain.averages import FEWEST_TRIMMED, still_open
from desktop.domain.merits import Merits
from desktop.domain.ranking import Entrant, Ranking, rank
from desktop.domain.ranking_rules import TOTAL
from desktop.domain.records import Assessment
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_merits import merits_of
from desktop.services.round_sights import RoundSight, SheetSight, UnreadSheet

Sheet = SheetSight | UnreadSheet
Sheets = Iterable[Sheet]
_OPEN: Final = "未评完"


def rank_round(sight: RoundSight, sheets: Sheets | None = None) -> Ranking:
    """Rank a round as it was seen, or with other sheets in place of its own."""
    return rank_sheets(
        sight.scheme, sight.sheets if sheets is None else sheets, sight.groups, sight.beside
    )


def rank_sheets(
    whole: Scheme, sheets: Sheets, groups: Mapping[str, str], beside: Sequence[RoundSight] = ()
) -> Ranking:
    """Rank the sheets of one round; `whole` is the scheme with nothing left out for any kind of unit."""
    return rank(whole.ranking, _entrants(whole, sheets, groups, beside))


def entrants_of(sight: RoundSight) -> list[Entrant]:
    """The units of a round as they come to be ranked."""
    return _entrants(sight.scheme, sight.sheets, sight.groups, sight.beside)


def totals_of(sight: RoundSight) -> dict[str, Decimal]:
    """What each unit's total counts as, of several scorers together; nothing where something is still open."""
    found = {}
    for one in entrants_of(sight):
        merits = one.merits
        if merits is None and one.sheet is not None:
            merits = merits_of(one.scheme, one.sheet)
        if merits is not None and not one.absent and TOTAL not in merits.open:
            found[one.unit] = merits.amounts[TOTAL]
    return found


def _entrants(
    whole: Scheme, sheets: Sheets, groups: Mapping[str, str], beside: Sequence[RoundSight]
) -> list[Entrant]:
    others = [{one.assessment.unit: one for one in each.sheets} for each in beside]
    return [_entrant(whole, one, groups, others) for one in sheets]


def _entrant(
    whole: Scheme, one: Sheet, groups: Mapping[str, str], beside: Sequence[Mapping[str, Sheet]]
) -> Entrant:
    of = one.assessment
    group, absent = group_in(whole, of, groups), bool(of.absent)
    scheme = whole if isinstance(one, UnreadSheet) else one.scheme
    sheet = None if isinstance(one, UnreadSheet) else one.sheet
    others = {place: _merits(each) for place, each in _beside(of.unit, beside).items()}
    if whole.scorers is None or not others:
        return Entrant(of.unit, group, scheme, sheet, absent=absent)
    taken = whole.scorers.taken({0: _merits(one), **others}, whole.rounding)
    merits = taken.merits or still_open(whole.ranking)
    return Entrant(of.unit, group, scheme, sheet, merits, absent, taken.provisional)


def _merits(one: Sheet) -> Merits | None:
    return None if isinstance(one, UnreadSheet) else merits_of(one.scheme, one.sheet)


def _beside(unit: str, beside: Sequence[Mapping[str, Sheet]]) -> dict[int, Sheet]:
    """The sheets of those who score this unit too, by their places among the scorers; the first one is 0."""
    found = {place: sheets.get(unit) for place, sheets in enumerate(beside, 1)}
    return {place: one for place, one in found.items() if one and not one.assessment.absent}


def group_in(whole: Scheme, of: Assessment, groups: Mapping[str, str]) -> str:
    """What it is called on the screen."""
    match whole.ranking.within:
        case "group":
            return groups.get(of.unit, "")
        case "kind":
            return (whole.kinds or {}).get(of.kind or "", "")
    return ""


def scorer_remarks(sight: RoundSight) -> dict[str, str]:
    """What averaged amounts of a round as it was seen were made of."""
    return scorer_remarks_of(sight.scheme, sight.sheets, sight.beside)


def scorer_remarks_of(
    whole: Scheme, sheets: Sheets, beside: Sequence[RoundSight]
) -> dict[str, str]:
    """What an averaged amount was made of, by unit; nothing of those whom one alone scores."""
    if whole.scorers is None or not beside:
        return {}
    others = [{one.assessment.unit: one for one in each.sheets} for each in beside]
    found = {}
    for one in sheets:
        scored = [one, *_beside(one.assessment.unit, others).values()]
        if len(scored) > 1 and not one.assessment.absent:
            found[one.assessment.unit] = _remark(whole, scored)
    return {unit: remark for unit, remark in found.items() if remark}


def _remark(whole: Scheme, scored: Sequence[Sheet]) -> str:
    totals = [_total(one) for one in scored]
    listed = "、".join(one or _OPEN for one in totals)
    fleeting = "" if None not in totals else "，暂按已评的计"
    done = sum(one is not None for one in totals)
    if not done:
        return ""
    how = {"mean": "平均", "weights": "加权平均", "trimmed": "去掉最高分和最低分后平均"}
    by = whole.scorers.by if whole.scorers else "mean"
    if by == "trimmed" and done < FEWEST_TRIMMED:
        return f"{len(scored)} 份评分（{listed}）不足三份，按平均计{fleeting}"
    return f"{len(scored)} 份评分（{listed}）{how[by]}{fleeting}"


def _total(one: Sheet) -> str | None:
    merits = _merits(one)
    return None if merits is None or TOTAL in merits.open else show(merits.amounts[TOTAL])
