"""`tiers`: completion tiers; the first one that is reached gives its points, else `below`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from desktop.domain.amounts import show
from desktop.domain.bands import END_KEYS, Band, adjoin, meet
from desktop.domain.figures import (
    FACT_KEYS,
    Figure,
    Measure,
    MeasureName,
    edge_slip,
    read_edge,
    show_edge,
)
from desktop.domain.keys import FLAG, SIGNED_AMOUNT, TEXT, Kind, figures_of, key, kinds_of, one_of
from desktop.domain.refusals import Refused, quoted
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally
from desktop.domain.values import (
    read_each,
    read_id,
    read_list,
    read_mapping,
    read_signed_amount,
    take,
)

Figures = Mapping[str, Figure]
_ONLY = ""  # the name of the figure where there is but one


@dataclass(frozen=True, slots=True)
class Tier:
    """Its points, and the bands that its figures must lie in: all of them, or any."""

    bands: tuple[tuple[str, Band], ...]
    points: Decimal
    either: bool = False

    def reached(self, figures: Figures) -> bool:
        """Whether the figures reach it."""
        held = (band.holds(figures[name].value) for name, band in self.bands)
        return any(held) if self.either else all(held)

    def words(self, measures: Mapping[str, Measure]) -> str:
        """The tier as the documents say it."""
        parts = [
            f"{measures[name].name} {band.words(measures[name])}".strip()
            for name, band in self.bands
        ]
        return ("或" if self.either else "且").join(parts)


def _read_band(plain: Mapping[str, object]) -> Band:
    ends = {end: take(plain, end, read_edge) for end in END_KEYS if end in plain}
    return Band(**ends)


def _read_condition(value: object) -> tuple[str, Band]:
    plain = read_mapping(value, frozenset({"figure", *END_KEYS}))
    return take(plain, "figure", read_id), _read_band(plain)


def _read_tier(value: object) -> Tier:
    if isinstance(value, list):
        return _read_pair(value)
    plain = read_mapping(value, frozenset({"points", "all", "any", *END_KEYS}))
    points = take(plain, "points", read_signed_amount)
    for joint in ("all", "any"):
        if joint in plain:
            bands = take(plain, joint, lambda entries: read_each(entries, _read_condition))
            if len(plain) > 2 or not bands:  # noqa: PLR2004  # points and one list
                raise Refused("一档只能写一种条件：上下限，或 all（都要达到），或 any（达到其一）")
            return Tier(bands, points, either=joint == "any")
    return Tier(((_ONLY, _read_band(plain)),), points)


def _read_pair(value: object) -> Tier:
    pair = read_list(value)
    if len(pair) != 2:  # noqa: PLR2004  # a pair
        raise Refused('一档要写成 [下限, 分数]，例如 ["90%", 20]')
    return Tier(((_ONLY, Band(at_least=read_edge(pair[0]))),), read_signed_amount(pair[1]))


def _show_band(band: Band) -> dict[str, object]:
    ends = {end: getattr(band, end) for end in END_KEYS}
    return {end: show_edge(edge) for end, edge in ends.items() if edge is not None}


def _show_tier(tier: Tier) -> object:
    if tier.bands[0][0] != _ONLY:
        joint = "any" if tier.either else "all"
        shown = [{"figure": name, **_show_band(band)} for name, band in tier.bands]
        return {joint: shown, "points": show(tier.points)}
    ends = _show_band(tier.bands[0][1])
    if ends.keys() == {"at_least"}:
        return [ends["at_least"], show(tier.points)]
    return {**ends, "points": show(tier.points)}


def _read_figures(value: object) -> Mapping[str, Measure]:
    if not isinstance(value, dict) or len(value) < 2:  # noqa: PLR2004  # one needs no table
        raise Refused('figures 要写明两个以上的量，例如 { rate = { measure = "ratio" }, runs = … }')
    return {read_id(name): _read_measure(entry, name) for name, entry in value.items()}


def _read_measure(value: object, name: str) -> Measure:
    kinds = kinds_of(Measure)
    try:
        plain = read_mapping(value, frozenset(kinds))
        return Measure(**{k: take(plain, k, kinds[k].read) for k in {"measure", "name", *plain}})
    except Refused as refused:
        raise refused.under(name) from None


TIERS = Kind(
    lambda value: read_each(value, _read_tier), lambda tiers: [_show_tier(tier) for tier in tiers]
)
FIGURES = Kind(
    _read_figures,
    lambda figures: {name: figures_of(measure) for name, measure in figures.items()},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """Gives the points of the first tier reached; tiers with negative points deduct."""

    shape: ClassVar[str] = "tiers"

    measure: MeasureName | None = key(one_of(*FACT_KEYS), None)
    figures: Mapping[str, Measure] | None = key(FIGURES, None)
    unit: str = key(TEXT, "")
    tiers: tuple[Tier, ...] = key(TIERS)
    below: Decimal | None = key(SIGNED_AMOUNT, None)
    beyond_total: bool = key(FLAG, default=False)

    @property
    def measures(self) -> Mapping[str, Measure]:
        """What is measured, by its name; the name is blank where it is but one."""
        return self.figures or {_ONLY: Measure(self.measure or "count", unit=self.unit)}

    @property
    def fact_keys(self) -> frozenset[str]:
        """The figure's own keys, or `figures` where there are several."""
        return frozenset({"figures"}) if self.figures else FACT_KEYS[self.measure or "count"]

    @property
    def _points(self) -> list[Decimal]:
        return [tier.points for tier in self.tiers] + [self.below or Decimal(0)]

    @property
    def earns(self) -> bool:
        """Earning, where no tier takes anything away."""
        return min(self._points) >= 0

    @property
    def ladder(self) -> tuple[tuple[str, Decimal], ...]:
        """Every tier in words with its points, and what is left below them."""
        tiers = [(tier.words(self.measures), tier.points) for tier in self.tiers]
        return (*tiers, ("其余", self.below or Decimal(0)))

    def step_of(self, figures: Figures) -> int:
        """The place on the ladder that the figures reach."""
        reached = (n for n, tier in enumerate(self.tiers) if tier.reached(figures))
        return next(reached, len(self.tiers))

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        return "；".join(f"{words} {show(points)} 分" for words, points in self.ladder)

    @property
    def single(self) -> Decimal:
        """What one of it counts."""
        return self.most

    @property
    def most(self) -> Decimal:
        """The largest that a tier gives or takes."""
        return max(abs(points) for points in self._points)

    def read(self, fact: PlainFact, /) -> Figures:
        """Read the figure, or each of several."""
        if not self.figures:
            return {_ONLY: self.measures[_ONLY].read(fact, beyond_total=self.beyond_total)}
        return take(fact, "figures", self._read_figures)

    def _read_figures(self, value: object) -> Figures:
        plain = read_mapping(value, frozenset(self.measures))
        return {name: take(plain, name, self._reader(name)) for name in self.measures}

    def _reader(self, name: str) -> Callable[[object], Figure]:
        measure = self.measures[name]
        keys = FACT_KEYS[measure.measure]
        return lambda value: measure.read(read_mapping(value, keys), beyond_total=self.beyond_total)

    def tally(self, figures: Figures, /) -> Tally:
        """Find the first tier that is reached."""
        words = "，".join(figure.words for figure in figures.values())
        step = self.step_of(figures)
        tier, points = self.ladder[step]
        if step == len(self.tiers):
            return self._gives(points, f"{words}，各档均未达到")
        return self._gives(points, f"{words}，属于“{tier}”一档")

    def _gives(self, points: Decimal, account: str) -> Tally:
        """A fault is what deducts, or where one could earn what earns nothing."""
        return Tally(points, account, int(points < 0 or (self.earns and not points)))

    def clean(self) -> None:
        """The figures have to be entered."""
        return

    def unclaimed(self) -> None:
        """The figures have to be entered."""
        return

    def slips(self) -> Iterator[Slip]:
        """Bounds as their measures are written, tiers in order and apart, and an else-branch."""
        if (self.measure is None) == (self.figures is None):
            yield Slip("measure", "请写明 measure（计什么）或 figures（几个量），只写一个")
            return
        if not self.tiers:
            yield Slip("tiers", "没有任何一档", ("tiers",))
        if self.below is None:
            yield Slip("else", "没有写 below（各档都未达到时得几分）", ("tiers",))
        for index, tier in enumerate(self.tiers):
            for slip in self._band_slips(tier):
                yield slip.under("tiers", index)
        if not self.earns and max(self._points) > 0:
            message = "有的档得分，有的档扣分：这样从满分起算，请核对"
            yield Slip("tiers", message, ("tiers",), grave=False)
        if not self.figures:
            yield from self._order_slips()
            yield from self._gap_slips()

    def _band_slips(self, tier: Tier) -> Iterator[Slip]:
        for name, band in tier.bands:
            if name not in self.measures:
                yield Slip("tiers", f"figures 里没有{quoted(name)}")
                continue
            if not band.sound():
                yield Slip("tiers", "上下限不成立：各至多写一个，且下限要小于上限")
            measure = self.measures[name]
            for edge in band.edges:
                yield from edge_slip(edge, measure)
                beyond = edge.percent and edge.value > 1 and not self.beyond_total
                if measure.measure == "ratio" and beyond:
                    message = "完成率不会超过 100%；允许超额的请写 beyond_total = true"
                    yield Slip("edge", message, grave=False)

    def _order_slips(self) -> Iterator[Slip]:
        """The first tier that is reached counts, so the wider ones stand behind the narrower."""
        bands = [tier.bands[0][1] for tier in self.tiers]
        for later, band in enumerate(bands):
            for earlier, before in enumerate(bands[:later]):
                place = ("tiers", later)
                if before.covers(band):
                    yield Slip("tiers", "各档要从严到宽排列，这一档永远轮不到", place)
                elif band.covers(before):
                    if self.earns and self.tiers[later].points >= self.tiers[earlier].points:
                        message = "这一档比前面的宽，得分却不比它少，请核对"
                        yield Slip("tiers", message, place, grave=False)
                elif meet(before, band):
                    message = f"与第 {earlier + 1} 档重叠，请写清两档的界限"
                    yield Slip("tiers", message, place)

    def _gap_slips(self) -> Iterator[Slip]:
        """Between two-sided tiers nothing should fall through by oversight."""
        bands = [tier.bands[0][1] for tier in self.tiers]
        for index, band in enumerate(bands):
            others = bands[:index] + bands[index + 1 :]
            below_others = any(
                o.lower is not None and o.lower > (band.upper or o.lower) for o in others
            )
            if below_others and not any(adjoin(o, band) or meet(o, band) for o in others):
                message = "这一档和更高的一档之间有空档，落在其中的按 below 计"
                yield Slip("else", message, ("tiers", index), grave=False)
