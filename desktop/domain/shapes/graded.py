"""`graded`: items of different classes (severity, level, repetition), each with points of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from desktop.domain.amounts import ZERO, show
from desktop.domain.items import ITEM_KEYS, Item, exemption_words, item_from, refuse_exempt
from desktop.domain.keys import AMOUNT, FLAG, TEXT, Kind, figures_of, key, kinds_of
from desktop.domain.refusals import Refused
from desktop.domain.shapes.each import direction_slips
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally
from desktop.domain.values import pick, read_amount, read_each, read_id, read_mapping, take

_ITEM_KEYS = ITEM_KEYS | {"class", "points"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClass:
    """One class: its own `points`, a `factor` on the rule's (加倍、减半), or a judged range (酌情)."""

    name: str = key(TEXT)
    points: Decimal | None = key(AMOUNT, None)
    factor: Decimal | None = key(AMOUNT, None)
    least: Decimal | None = key(AMOUNT, None)
    most: Decimal | None = key(AMOUNT, None)

    @property
    def judged(self) -> bool:
        """Whether the evaluator sets the points within a range."""
        return self.most is not None

    def words(self, plain: Decimal) -> str:
        """Its points, or the range within which they are judged."""
        if self.most is None:
            return show(self.points_from(plain))
        return f"{show(self.least or ZERO)} 至 {show(self.most)}"

    def points_from(self, plain: Decimal) -> Decimal:
        """What one item of this class counts, where the rule's plain item counts `plain`."""
        if self.points is not None:
            return self.points
        return plain if self.factor is None else plain * self.factor


def _read_classes(value: object) -> Mapping[str, ItemClass]:
    if not isinstance(value, dict):
        raise Refused('类别要写成 { 代号 = { name = "…", points = … }, … }')
    classes = {}
    for name, entry in value.items():
        try:
            classes[read_id(name)] = _read_class(entry)
        except Refused as refused:
            raise refused.under(name) from None
    return classes


def _read_class(value: object) -> ItemClass:
    kinds = kinds_of(ItemClass)
    plain = read_mapping(value, frozenset(kinds))
    return ItemClass(**{name: take(plain, name, kinds[name].read) for name in {"name", *plain}})


@dataclass(frozen=True, slots=True)
class GradedItem:
    """One item, the class it belongs to, and its points where they are judged."""

    of_class: ItemClass
    item: Item
    judged: Decimal = ZERO


CLASSES = Kind(_read_classes, lambda classes: {n: figures_of(c) for n, c in classes.items()})


@dataclass(frozen=True, slots=True)
class Graded:
    """Adds up its items by class, or takes the highest only."""

    shape: ClassVar[str] = "graded"
    fact_keys: ClassVar[frozenset[str]] = frozenset({"items"})

    classes: Mapping[str, ItemClass] = key(CLASSES)
    deduct: Decimal | None = key(AMOUNT, None)
    earn: Decimal | None = key(AMOUNT, None)
    unit: str = key(TEXT, "次")
    highest_only: bool = key(FLAG, default=False)

    @property
    def earns(self) -> bool:
        """Earning, where the file says `earn`."""
        return self.earn is not None

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        verb = "得" if self.earns else "扣"
        return "；".join(f"{g.name}{verb} {g.words(self._plain)} 分" for g in self.classes.values())

    @property
    def single(self) -> Decimal:
        """What an item of the gravest class counts."""
        points = [g.most or g.points_from(self._plain) for g in self.classes.values()]
        return max(points, default=ZERO)

    @property
    def most(self) -> Decimal | None:
        """The highest class, where only the highest counts."""
        return self.single if self.highest_only else None

    @property
    def _plain(self) -> Decimal:
        return self.earn if self.earn is not None else self.deduct or ZERO

    def read(self, fact: PlainFact, /) -> tuple[GradedItem, ...]:
        """Read `{"items": [{"class": "serious", …}]}`."""
        items = take(fact, "items", lambda value: read_each(value, self._read_item))
        if self.earns:
            refuse_exempt(item.item for item in items)
        return items

    def _read_item(self, value: object) -> GradedItem:
        plain = read_mapping(value, _ITEM_KEYS)
        of_class = take(plain, "class", lambda name: pick(name, self.classes, "个类别"))
        if not of_class.judged:
            if "points" in plain:
                raise Refused(f"“{of_class.name}”的分数由办法规定，不能另写", "points")
            return GradedItem(of_class, item_from(plain))
        points = take(plain, "points", read_amount)
        least, most = of_class.least or ZERO, of_class.most or ZERO
        if not least <= points <= most:
            raise Refused(f"“{of_class.name}”要在 {show(least)} 到 {show(most)} 分之间", "points")
        if "reason" not in plain:
            raise Refused("酌情扣分、加分要写明理由（reason）", "reason")
        return GradedItem(of_class, item_from(plain), points)

    def _points(self, item: GradedItem) -> Decimal:
        return item.judged if item.of_class.judged else item.of_class.points_from(self._plain)

    def tally(self, items: tuple[GradedItem, ...], /) -> Tally:
        """Add up by class, or take the highest."""
        counted = [item for item in items if not item.item.exempt]
        if not items:
            return Tally(ZERO, "无" if self.earns else "未发现")
        points = [self._points(item) for item in counted]
        amount = max(points, default=ZERO) if self.highest_only else sum(points, ZERO)
        account = f"{len(items)} {self.unit}"
        account += exemption_words([item.item for item in items], self.unit)
        if counted:
            account += f"，{self._classes_words(counted)}"
        if self.highest_only and len(counted) > 1:
            account += "，只计最高一类"
        faults = 0 if self.earns else len(counted)
        return Tally(amount if self.earns else -amount, account, faults)

    def _classes_words(self, counted: list[GradedItem]) -> str:
        given = Counter(
            (i.of_class.name, self._points(i)) for i in counted if not i.of_class.judged
        )
        words = [
            f"{name} {n} {self.unit} × {show(points)} 分" for (name, points), n in given.items()
        ]
        words += [
            f"{i.of_class.name} {show(i.judged)} 分（{i.item.grounds}）"
            for i in counted
            if i.of_class.judged
        ]
        return "，".join(words)

    def clean(self) -> PlainFact | None:
        """None found; merits cannot be said without listing them."""
        return None if self.earns else {"items": []}

    def unclaimed(self) -> PlainFact:
        """None at all."""
        return {"items": []}

    def slips(self) -> Iterator[Slip]:
        """Each class must have one way to its points."""
        yield from direction_slips(self.deduct, self.earn)
        if not self.classes:
            yield Slip("class", "至少要写一个类别", ("classes",))
        for name, of_class in self.classes.items():
            ways = [of_class.points, of_class.factor, of_class.most]
            if sum(way is not None for way in ways) > 1:
                message = "points、factor、most（酌情上限）只能写一个"
                yield Slip("class", message, ("classes", name))
            elif (of_class.least or ZERO) > (ZERO if of_class.most is None else of_class.most):
                yield Slip("class", "酌情的下限 least 大于上限 most", ("classes", name))
