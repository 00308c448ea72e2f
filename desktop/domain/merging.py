"""Merging: rows that two workspaces changed since they were last one, compared group by group of fields.

A side that left a group as it was gives way; both changed it alike: nothing to do; both otherwise: a conflict, which
somebody has to settle. Fields that only mean something together are one group.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from desktop.domain.audit_trail import Key, Plain, PlainRow, Rows, write_plain

Place = tuple[str, Key]
Fields = tuple[str, ...]

# What is one thing to say, though it stands in several fields; every other field stands for itself.
_TOGETHER: Final[Mapping[str, Sequence[Fields]]] = {
    "item": (("figures", "exempt", "grounds"),),
    "discretion": (("score", "grounds"),),
    "not_applicable": (("grounds", "gives"),),
    "proposal_answer": (("accepted", "grounds", "fact", "rows"),),
    "review_remark": (("answer", "settled"),),
}
_WHOLE: Final = frozenset({"evidence_link"})  # a file's place is one thing altogether
_INSIDE: Final[Mapping[str, str]] = {"assessment": "counts", "ledger_row": "fields"}
# A sheet's state follows from what is done to it, and its place in the round is each workspace's own.
_APART: Final[Mapping[str, frozenset[str]]] = {
    "assessment": frozenset({"position", "state", "stage"}),
    "item": frozenset({"position"}),
}


class Cell(NamedTuple):
    """What one side says: some fields of a row (those it leaves out are at their default), or a whole row or none."""

    place: Place
    fields: Fields | None  # None: the row as a whole
    row: PlainRow | None


class Difference(NamedTuple):
    """Where both sides say otherwise now, and what each says."""

    place: Place
    fields: Fields | None
    ours: tuple[Cell, ...]
    theirs: tuple[Cell, ...]


class Compared(NamedTuple):
    """What only they changed, what only we changed, and what both did."""

    taken: tuple[Difference, ...] = ()
    kept: tuple[Difference, ...] = ()
    conflicts: tuple[Difference, ...] = ()

    def beside(self, other: Compared) -> Compared:
        """Both together."""
        return Compared(
            self.taken + other.taken, self.kept + other.kept, self.conflicts + other.conflicts
        )


def compare_rows(
    bases: Sequence[Rows], ours: Rows, theirs: Rows, places: Iterable[Place]
) -> Compared:
    """Rows that stand for themselves."""
    found = Compared()
    for place in places:
        olds = [_spread(place, base.get(place)) for base in bases]
        sides = _spread(place, ours.get(place)), _spread(place, theirs.get(place))
        found = found.beside(_compared(place, olds, *sides))
    return found


def _compared(
    place: Place, olds: Sequence[PlainRow | None], ours: PlainRow | None, theirs: PlainRow | None
) -> Compared:
    if ours is None or theirs is None or place[0] in _WHOLE:
        rows = [None if side is None else _closed(place, side) for side in (ours, theirs)]
        whole = [(Cell(place, None, row),) for row in rows]
        *were, we_say, they_say = (said_of(place, one) for one in (*olds, ours, theirs))
        return sided(Difference(place, None, *whole), were, we_say, they_say)
    found = Compared()
    for fields in _groups(place, {*ours, *theirs}):
        said = [None if one is None else only(one, fields) for one in olds]
        us, them = only(ours, fields), only(theirs, fields)
        difference = Difference(
            place, fields, (Cell(place, fields, us),), (Cell(place, fields, them),)
        )
        found = found.beside(sided(difference, said, us, them))
    return found


def sided(difference: Difference, olds: Sequence[object], ours: object, theirs: object) -> Compared:
    """Whose change it is: who says what was said before has not changed it."""
    if ours == theirs:
        return Compared()
    we_rest, they_rest = ours in olds, theirs in olds
    if we_rest and not they_rest:
        return Compared(taken=(difference,))
    if they_rest and not we_rest:
        return Compared(kept=(difference,))
    return Compared(conflicts=(difference,))


def applied(rows: Rows, cells: Iterable[Cell]) -> Rows:
    """The rows with what these cells say; the rows given stay."""
    made = dict(rows)
    for place, fields, row in cells:
        held = _spread(place, made.get(place))
        if fields is None or held is None:
            made.pop(place, None)
            if row is not None and fields is None:
                made[place] = row
            continue
        kept = {name: value for name, value in held.items() if name not in fields}
        made[place] = _closed(place, kept | dict(row or {}))
    return made


def _groups(place: Place, names: set[str]) -> Iterator[Fields]:
    apart = _APART.get(place[0], frozenset())
    left = {name for name in names if name not in apart}
    for group in _TOGETHER.get(place[0], ()):
        if left & {*group}:
            yield group
        left -= {*group}
    for name in sorted(left):
        yield (name,)


def only(row: PlainRow, fields: Fields) -> PlainRow:
    """These fields of a row, as far as they are not at their default."""
    return {name: row[name] for name in fields if name in row}


def said_of(place: Place, row: PlainRow | None) -> PlainRow | None:
    """What a row says, without what follows from the rows around it."""
    apart = _APART.get(place[0], frozenset())
    return None if row is None else {name: v for name, v in row.items() if name not in apart}


def _spread(place: Place, row: PlainRow | None) -> PlainRow | None:
    """A row whose named values each stand for themselves, as fields of their own."""
    name = _INSIDE.get(place[0])
    if row is None or name is None or name not in row:
        return row
    inside = json.loads(str(row[name]))
    rest = {one: value for one, value in row.items() if one != name}
    return rest | {f"{name}/{one}": write_plain(value) for one, value in inside.items()}


def _closed(place: Place, row: PlainRow) -> PlainRow:
    """A spread row as it is kept."""
    name = _INSIDE.get(place[0])
    if name is None:
        return row
    head = f"{name}/"
    inside = {
        one.removeprefix(head): json.loads(str(value))
        for one, value in row.items()
        if one.startswith(head)
    }
    rest: dict[str, Plain] = {one: value for one, value in row.items() if not one.startswith(head)}
    return rest | {name: write_plain(inside)} if inside else rest
