"""Round charts: every chart of a round, and which other round it can be set beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from desktop.documents.charts.chart import Chart
from desktop.domain.records import Round
from desktop.domain.refusals import Refused
from desktop.services.charts import losses, places, spread, years
from desktop.services.charts.charted import Charted, charted
from desktop.services.round_sights import see_round, see_round_in
from desktop.store.views import View
from desktop.store.workspace import Workspace

_Made = Callable[[Charted], Chart]
_Beside = Callable[[Charted, Charted | None], Chart]
_ALONE: Final[Mapping[str, _Made]] = {
    places.NAME: places.ranking_chart,
    losses.BY_INDICATOR: losses.indicator_chart,
    losses.BY_REASON: losses.reason_chart,
    spread.OF_TOTALS: spread.spread_chart,
    spread.OF_INDICATORS: spread.strips_chart,
}
_BESIDE: Final[Mapping[str, _Beside]] = {
    years.OF_UNITS: years.units_chart,
    years.OF_INDICATORS: years.indicators_chart,
}
CHARTS: Final = (*_ALONE, *_BESIDE)


def needs_another(name: str) -> bool:
    """Whether a chart sets the round beside another one."""
    return name in _BESIDE


def chart_of(name: str, now: Charted, then: Charted | None = None) -> Chart:
    """One of the charts."""
    if not now.scheme.indicators:
        return Chart(name, "这个批次的方案不计分，没有图表。")
    if name in _ALONE:
        return _ALONE[name](now)
    if then is not None and not then.scheme.indicators:
        return Chart(name, f"“{then.round.name}”的方案不计分，不能比较。")
    return _BESIDE[name](now, then)


def charted_round(workspace: Workspace, round_id: str) -> Charted:
    """A round as charts see it."""
    return charted(see_round(workspace, round_id))


def charts_in(view: View, round_id: str, other: str = "") -> tuple[Chart, ...]:
    """All that have something to show; without the other round's name beside the one before it."""
    now = charted(see_round_in(view, round_id))
    if not now.scheme.indicators:
        raise Refused("这个批次的方案不计分，没有图表")
    beside = other or next((one.id for one in before(now.round, view.all(Round))), "")
    then = charted(see_round_in(view, beside)) if beside else None
    return tuple(
        chart_of(one, now, then) for one in CHARTS if then is not None or not needs_another(one)
    )


def before(of: Round, rounds: Iterable[Round]) -> tuple[Round, ...]:
    """The earlier rounds of the same scheme, the newest first: what "last year" means unless one chooses."""
    earlier = [one for one in rounds if one.scheme == of.scheme and one.id != of.id]
    earlier = [one for one in earlier if one.beside is None and _age(one) < _age(of)]
    return tuple(sorted(earlier, key=_age, reverse=True))


def others(of: Round, rounds: Iterable[Round]) -> tuple[Round, ...]:
    """Every round that it may be set beside, the likeliest first."""
    found = [one for one in rounds if one.beside is None and one.id != of.id]
    first = before(of, found)
    rest = sorted((one for one in found if one not in first), key=_age, reverse=True)
    rest.sort(key=lambda one: one.scheme != of.scheme)
    return (*first, *rest)


def _age(one: Round) -> tuple[object, ...]:
    return one.opened, one.period, one.name, one.id
