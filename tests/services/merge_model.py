"""Merge model: what a merge must give, worked out in plain dicts from what each side has seen of the other."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from desktop.domain.audit_trail import Rows

T = TypeVar("T")
Place = tuple[object, ...]
Items = Mapping[object, tuple[object, ...]]


class Finding(NamedTuple):
    """A finding as one thing: what it says, its note, and its items without their order."""

    fact: object
    note: object
    items: Items


Said = Mapping[Place, object]


def said(rows: Rows) -> Said:
    """A sheet in the parts that one may change without the other."""
    found: dict[Place, object] = {}
    items: dict[object, dict[object, tuple[object, ...]]] = {}
    for (table, key), row in rows.items():
        if table == "item":
            fact = _told(row, "figures", "exempt", "grounds")
            words = (fact, row.get("note"), row.get("date"))
            items.setdefault(row["criterion"], {})[key[0]] = words
    for (table, key), row in rows.items():
        if table == "finding":
            fact = _told(row, "fact", "itemised", "grounds", "exempt", "applies")
            found[table, key[2]] = Finding(fact, row.get("note"), items.get(key[2], {}))
        elif table == "assessment":
            found |= {(table, name): value for name, value in row.items() if name != "position"}
        elif table == "evidence_link":
            found[table, row["evidence"], row.get("criterion"), row.get("page")] = True
        elif table != "item":
            found[table, *key] = _told(row, *row)
    return found


def _told(row: Mapping[str, Hashable], *names: str) -> Hashable:
    return tuple((name, row.get(name)) for name in sorted(names))


@dataclass(eq=False)
class Moment:
    """How one side's sheet stood once it was changed."""

    said: Said


@dataclass(frozen=True)
class Sent:
    """What a package tells of a side: how its sheet stands, and all that it has seen by then."""

    moment: Moment
    seen: frozenset[Moment]


@dataclass(frozen=True)
class Side:
    """One side: how its sheet stands, what it has seen, and what it last got from the other one."""

    moment: Moment
    seen: frozenset[Moment]
    got: Sent | None = None

    @property
    def sent(self) -> Sent:
        """What it would send now."""
        return Sent(self.moment, self.seen)

    def stands(self, now: Said) -> "Side":
        """The same side after something was done; what changed nothing is no new moment."""
        if now == self.moment.said:
            return self
        moment = Moment(now)
        return replace(self, moment=moment, seen=self.seen | {moment})

    def takes(self, sent: Sent, now: Said) -> "Side":
        """The same side after it took in what was sent."""
        return replace(self, seen=self.seen | sent.seen, got=sent).stands(now)


def last_common(ours: Side, theirs: Side) -> list[Said]:
    """Who was seen as it is has nothing new; else what each last got, but for what had seen the other one of both."""
    we_rest, they_rest = ours.moment in theirs.seen, theirs.moment in ours.seen
    if we_rest != they_rest:
        return [(ours if we_rest else theirs).moment.said]
    a, b = theirs.got, ours.got
    if a is None or b is None:
        return [one.moment.said for one in (a, b) if one is not None]
    if b.moment in a.seen:
        return [a.moment.said]
    return [b.moment.said] if a.moment in b.seen else [a.moment.said, b.moment.said]


class Together:
    """What must come of two sides, and at how many places somebody has to choose."""

    def __init__(self, here: Side, there: Side, *, take_theirs: bool) -> None:
        self._take_theirs = take_theirs
        self.conflicts = 0
        self.said: dict[Place, object] = {}
        ours, theirs = here.moment.said, there.moment.said
        olds = last_common(here, there)
        for place in {**ours, **theirs}:
            told = [side.get(place) for side in (*olds, ours, theirs)]
            value = self._finding(told) if place[0] == "finding" else self._either(told)
            if value is not None:
                self.said[place] = value

    def _either(self, told: Sequence[T]) -> T:
        """Whoever left it as it was gives way."""
        *olds, ours, theirs = told
        if ours != theirs and (ours in olds) == (theirs in olds):
            self.conflicts += 1
            return theirs if self._take_theirs else ours
        return theirs if ours in olds else ours

    def _finding(self, told: Sequence[object]) -> object:
        found = [one for one in told if isinstance(one, Finding)]
        if not all(isinstance(one, Finding) for one in told[-2:]):
            return self._either(told)
        olds, [ours, theirs] = found[:-2], found[-2:]

        def of(part: Callable[[Finding], T]) -> list[T]:
            return [part(one) for one in (*olds, ours, theirs)]

        if ours.fact == theirs.fact:
            return ours._replace(note=self._either(of(_note)), items=self._items(of(_items)))
        facts = of(lambda one: (one.fact, one.items))
        if (facts[-2] in facts[:-2]) == (facts[-1] in facts[:-2]):
            self.conflicts += 1
            return theirs if self._take_theirs else ours
        fact, items = self._either(facts)
        return Finding(fact, self._either(of(_note)), items)

    def _items(self, lists: Sequence[Items]) -> Items:
        found = {}
        for item in {**lists[-2], **lists[-1]}:
            told = [one.get(item) for one in lists]
            ours, theirs = told[-2:]
            if ours is None or theirs is None:
                value = self._either(told)
            else:
                known = [one for one in told if one is not None]
                value = tuple(self._either([one[at] for one in known]) for at in range(len(ours)))
            if value is not None:
                found[item] = value
        return found


def _note(one: Finding) -> object:
    return one.note


def _items(one: Finding) -> Items:
    return one.items
