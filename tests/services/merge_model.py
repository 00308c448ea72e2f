"""Merge model: what a merge must give, worked out in plain dicts over a graph of what each side has seen."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
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
    """How one side's sheet stood, and what it had seen by then."""

    said: Said
    after: tuple["Moment", ...] = ()
    seen: frozenset["Moment"] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        self.seen = frozenset({self}.union(*(one.seen for one in self.after)))


def last_common(one: Moment, other: Moment) -> list[Moment]:
    """The newest moments that both have seen."""
    both = one.seen & other.seen
    return [m for m in both if not any(m is not later and m in later.seen for later in both)]


class Together:
    """What must come of two moments, and at how many places somebody has to choose."""

    def __init__(self, ours: Moment, theirs: Moment, *, take_theirs: bool) -> None:
        self._take_theirs = take_theirs
        self.conflicts = 0
        self.said: dict[Place, object] = {}
        olds = [one.said for one in last_common(ours, theirs)]
        for place in {**ours.said, **theirs.said}:
            told = [side.get(place) for side in (*olds, ours.said, theirs.said)]
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
