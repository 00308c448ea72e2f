"""Merged sheets: two states of one assessment brought together; a finding and its items stay one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.domain.audit_trail import Key, Plain, PlainRow, Rows
from desktop.domain.merging import (
    Cell,
    Compared,
    Difference,
    Place,
    applied,
    compare_rows,
    only,
    said_of,
    sided,
)

FINDING: Final = "finding"
ITEM: Final = "item"
LINK: Final = "evidence_link"
# What a finding says; its note may be another one's.
FACT: Final = ("fact", "itemised", "grounds", "exempt", "applies")
_NOTE: Final = "note"


@dataclass(frozen=True, slots=True)
class SheetStates:
    """One sheet's rows: as both sides last knew them (more than once where they crossed), ours and theirs now."""

    bases: Sequence[Rows]
    ours: Rows
    theirs: Rows

    @property
    def all(self) -> tuple[Rows, ...]:
        """Each of them."""
        return (*self.bases, self.ours, self.theirs)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A finding with its items, as one state has it."""

    row: PlainRow | None = None
    items: Rows = field(default_factory=dict)

    @property
    def fact(self) -> PlainRow | None:
        return None if self.row is None else only(self.row, FACT)

    @property
    def listed(self) -> Mapping[Place, PlainRow | None]:
        """Its items without their places in the list, which follow from one another."""
        return {place: said_of(place, row) for place, row in self.items.items()}

    @property
    def whole(self) -> tuple[object, ...]:
        return self.row, self.listed

    def cells(
        self, place: Place, fields: tuple[str, ...] | None, items: Iterable[Place]
    ) -> tuple[Cell, ...]:
        """What it says, of the finding and of each of these items."""
        row = self.row if fields is None or self.row is None else only(self.row, fields)
        return (Cell(place, fields, row), *(Cell(one, None, self.items.get(one)) for one in items))


def compare_sheets(states: SheetStates) -> Compared:
    """Finding by finding, then row by row."""
    places = {place for rows in states.all for place in rows}
    by_finding = [_by_finding(rows) for rows in states.all]
    rest = (one for one in places if one[0] not in {FINDING, ITEM})
    found = compare_rows(states.bases, states.ours, states.theirs, sorted(rest, key=_in_order))
    for place in sorted((one for one in places if one[0] == FINDING), key=_in_order):
        *olds, ours, theirs = (one.get(place, _Stated()) for one in by_finding)
        found = found.beside(_compare_finding(place, olds, ours, theirs))
    return found


def _by_finding(rows: Rows) -> Mapping[Place, _Stated]:
    items: dict[Place, Rows] = defaultdict(dict)
    for place, row in rows.items():
        if place[0] == ITEM:
            items[finding_place(row)][place] = row
    return {
        place: _Stated(row, items.get(place, {}))
        for place, row in rows.items()
        if place[0] == FINDING
    }


def finding_place(item: PlainRow) -> Place:
    """The finding that an item belongs to."""
    return FINDING, (item.get("round"), item.get("unit"), item.get("criterion"))


def _in_order(place: Place) -> tuple[str, list[str]]:
    return place[0], [*map(str, place[1])]


def _compare_finding(
    place: Place, olds: Sequence[_Stated], ours: _Stated, theirs: _Stated
) -> Compared:
    """A list of items is merged item by item; where one side said something else altogether, all of it is one thing."""
    items = sorted({*ours.items, *theirs.items}, key=_in_order)
    if ours.row is None or theirs.row is None:
        whole = _difference(place, None, ours, theirs)
        return sided(whole, [one.whole for one in olds], ours.whole, theirs.whole)
    rows = [{} if one.row is None else {place: only(one.row, (_NOTE,))} for one in olds]
    note = compare_rows(
        rows, {place: only(ours.row, (_NOTE,))}, {place: only(theirs.row, (_NOTE,))}, [place]
    )
    if ours.fact == theirs.fact:
        lists = [one.items for one in olds]
        return note.beside(compare_rows(lists, ours.items, theirs.items, items))
    said = [(one.fact, one.listed) for one in olds]
    we_rest, they_rest = ((one.fact, one.listed) in said for one in (ours, theirs))
    if we_rest == they_rest:
        return Compared(conflicts=(_difference(place, None, ours, theirs),))
    difference = _difference(place, FACT, ours, theirs)
    return note.beside(sided(difference, said, *((one.fact, one.listed) for one in (ours, theirs))))


def _difference(
    place: Place, fields: tuple[str, ...] | None, ours: _Stated, theirs: _Stated
) -> Difference:
    items = sorted({*ours.items, *theirs.items}, key=_in_order)
    return Difference(
        place, fields, ours.cells(place, fields, items), theirs.cells(place, fields, items)
    )


def merged(states: SheetStates, compared: Compared, theirs: Collection[Difference] = ()) -> Rows:
    """Ours with what only they changed, and with theirs where that was chosen."""
    chosen = (*compared.taken, *(one for one in compared.conflicts if one in theirs))
    rows = applied(states.ours, (cell for one in chosen for cell in one.theirs))
    return _linked(_numbered(rows, states), states)


def _numbered(rows: Rows, states: SheetStates) -> Rows:
    """Items of one list follow one another, whichever side they are from."""
    lists: dict[Place, list[Place]] = defaultdict(list)
    for place, row in rows.items():
        if place[0] == ITEM:
            lists[finding_place(row)].append(place)
    made = dict(rows)
    for places in lists.values():
        ordered = sorted(places, key=lambda one: (_position(one, states), _in_order(one)))
        for position, place in enumerate(ordered):
            made[place] = {**rows[place], "position": position}
    return made


def _position(place: Place, states: SheetStates) -> int:
    """Where it stood, if one side left it there; else the first of both."""
    olds, sides = (
        [int(str(rows[place].get("position", 0))) for rows in several if place in rows]
        for several in (states.bases, (states.ours, states.theirs))
    )
    moved = [one for one in sides if one not in olds]
    return min(moved or sides)


def _linked(rows: Rows, states: SheetStates) -> Rows:
    """Evidence of an item that is gone stays with its criterion; what both linked alike is linked once."""
    made = dict(rows)
    for place, row in rows.items():
        item: Place = (ITEM, (row.get("item"),))
        if place[0] == LINK and row.get("item") is not None and item not in rows:
            made[place] = _at_criterion(row, item, states.all)
    for place in _doubled(made, states):
        del made[place]
    return made


def _at_criterion(link: PlainRow, item: Place, known: Iterable[Rows]) -> PlainRow:
    criterion = next((rows[item].get("criterion") for rows in known if item in rows), None)
    left = {name: value for name, value in link.items() if name != "item"}
    return left if criterion is None else {**left, "criterion": criterion}


def _doubled(rows: Rows, states: SheetStates) -> Iterator[Place]:
    """Links that say the same as another one that came from the other side; the first id stays."""
    same: dict[tuple[tuple[str, Plain], ...], list[Place]] = defaultdict(list)
    for place, row in rows.items():
        if place[0] == LINK:
            same[*sorted(row.items())].append(place)
    for places in same.values():
        ours, theirs = ({*places} & {*side} for side in (states.ours, states.theirs))
        if ours - theirs and theirs - ours:
            yield from sorted(places, key=_in_order)[1:]


def added_on_both_sides(states: SheetStates) -> tuple[Key, ...]:
    """Findings to whose lists both sides added something: all of it counts, and may be the same thing twice."""
    found: dict[Key, set[str]] = defaultdict(set)
    for place in {**states.ours, **states.theirs}:
        if place[0] != ITEM or any(place in base for base in states.bases):
            continue
        for name, rows in (("ours", states.ours), ("theirs", states.theirs)):
            if place in rows:
                found[finding_place(rows[place])[1]].add(name)
    return tuple(key for key, sides in sorted(found.items(), key=str) if len(sides) > 1)
