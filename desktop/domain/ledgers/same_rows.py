"""Same rows: which rows of a ledger another row may be, by what they have in common and what tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from desktop.domain.names import plain_name

_Key = tuple[object, ...]


class SameBy(NamedTuple):
    """Two rows are the same where `columns` say the same and none of `apart` says otherwise.

    What is blank in either says nothing. A column of `apart` stands before those that, filled in
    both, are more telling: then a difference in it is a correction.
    """

    columns: tuple[str, ...]
    apart: Mapping[str, tuple[str, ...]] = {}

    def telling(self, filled: AbstractSet[str]) -> tuple[str, ...]:
        """Which columns tell two rows apart that both fill these."""
        return tuple(
            one for one, unless in self.apart.items() if one in filled and filled.isdisjoint(unless)
        )

    def told_by(self, row: Any) -> dict[str, object]:  # noqa: ANN401  # a row has its ledger's columns
        """What a row says in the columns that tell rows apart."""
        said = ((one, _plain(getattr(row, one))) for one in self.apart)
        return {name: value for name, value in said if value not in {None, ""}}


class SameRows:
    """Rows by the numbers under which whoever asks knows them; a thousand of one title are no slower to look up."""

    def __init__(self, same_by: Iterable[SameBy]) -> None:
        *firsts, last = same_by
        self._tables = (*(_Table(one, always=False) for one in firsts), _Table(last, always=True))

    def add(self, owner: str, row: Any, number: int) -> None:  # noqa: ANN401  # as above
        """Know a row; what was known under its number before stays a way to find it."""
        for table in self._tables:
            table.add(owner, row, number)

    def like(self, owner: str, row: Any) -> tuple[SameBy, list[int]]:  # noqa: ANN401  # as above
        """The rows of this owner that it may be, by the first way that finds any."""
        for table in self._tables:
            found = [*dict.fromkeys(table.like(owner, row))]
            if found:
                return table.same_by, found
        return self._tables[-1].same_by, []


class _Table:
    """One way to be the same; `always` where it holds for rows that leave its first column blank."""

    def __init__(self, same_by: SameBy, *, always: bool) -> None:
        self.same_by = same_by
        self._always = always
        # By the columns that rows fill: all of them, and by the columns that told them apart so far.
        self._rows: dict[frozenset[str], list[tuple[_Key, dict[str, object], int]]]
        self._rows = defaultdict(list)
        self._index: dict[frozenset[str], dict[tuple[str, ...], dict[_Key, list[int]]]]
        self._index = defaultdict(dict)

    def add(self, owner: str, row: Any, number: int) -> None:  # noqa: ANN401  # as above
        key = self._key(owner, row)
        if key is None:
            return
        told = self.same_by.told_by(row)
        filled = frozenset(told)
        self._rows[filled].append((key, told, number))
        for columns, found in self._index[filled].items():
            found.setdefault(_place(key, told, columns), []).append(number)

    def like(self, owner: str, row: Any) -> Iterator[int]:  # noqa: ANN401  # as above
        key = self._key(owner, row)
        if key is None:
            return
        told = self.same_by.told_by(row)
        for filled in self._rows:
            columns = self.same_by.telling(filled & told.keys())
            yield from self._found_by(filled, columns).get(_place(key, told, columns), ())

    def _found_by(
        self, filled: frozenset[str], columns: tuple[str, ...]
    ) -> Mapping[_Key, list[int]]:
        indexes = self._index[filled]
        if columns not in indexes:
            found: dict[_Key, list[int]] = {}
            for key, told, number in self._rows[filled]:
                found.setdefault(_place(key, told, columns), []).append(number)
            indexes[columns] = found
        return indexes[columns]

    def _key(self, owner: str, row: Any) -> _Key | None:  # noqa: ANN401  # as above
        first, *_ = said = [_plain(getattr(row, one)) for one in self.same_by.columns]
        return (owner, *said) if first or self._always else None


def _place(key: _Key, told: Mapping[str, object], columns: Iterable[str]) -> _Key:
    return (*key, *(told[one] for one in columns))


def _plain(value: object) -> object:
    return plain_name(value).casefold() if isinstance(value, str) else value
