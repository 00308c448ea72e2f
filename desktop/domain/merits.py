"""Merits: what a unit is ranked and graded by: its sums, its indicators, and what its faults hold it at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Hold(NamedTuple):
    """A grade that a fault holds a unit at, and the clause that does it."""

    grade: str
    clause: str


@dataclass(frozen=True, slots=True)
class Merits:
    """By name, as rules of ranking name them; a name that is missing among the amounts does not apply to the unit."""

    amounts: Mapping[str, Decimal]
    open: frozenset[str] = frozenset()  # of these something is not judged yet
    held: tuple[Hold, ...] = ()
    last: tuple[str, ...] = ()  # the clauses that place it behind all others
    provisional: bool = False  # all is judged, but other units' figures may still move it
