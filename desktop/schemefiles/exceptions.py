"""Exceptions: slips that stand in the official document itself, declared in the file and cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from desktop.domain.scheme import Declared, Scheme
from desktop.domain.slips import FORM, Slip

# The lists whose entries bear ids.
_NAMED: Final = frozenset(
    {"sections", "indicators", "criteria", "caps", "reports", "targets", "tasks"}
)


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is wrong, what is suspicious, and what the file excuses with its citation."""

    faults: tuple[Slip, ...]
    doubts: tuple[Slip, ...]
    excused: tuple[tuple[Slip, Declared], ...]


def sift(slips: Iterable[Slip], scheme: Scheme | None) -> Sifted:
    """Set apart the slips that an exception names; one that names none is itself a doubt."""
    declared = scheme.exceptions if scheme else ()
    scheme_id = scheme.id if scheme else ""
    faults, doubts, excused = [], [], []
    used: set[int] = set()
    for slip in dict.fromkeys(slips):
        number = _excuse(slip, scheme_id, declared)
        if number is not None:
            used.add(number)
            excused.append((slip, declared[number]))
        elif slip.grave:
            faults.append(slip)
        else:
            doubts.append(slip)
    for number, one in enumerate(declared):
        if number not in used:
            message = f"这里没有“{one.check}”这样的问题，例外可以删去"
            doubts.append(Slip("exception", message, ("exceptions", number), grave=False))
    return Sifted(tuple(faults), tuple(doubts), tuple(excused))


def _excuse(slip: Slip, scheme_id: str, declared: Sequence[Declared]) -> int | None:
    """The exception that names this slip: its check, and the id it stands at or the scheme's own."""
    ids = [inner for outer, inner in pairwise(slip.place) if outer in _NAMED]
    at = ids[-1] if ids else scheme_id
    for number, one in enumerate(declared):
        if slip.code != FORM and one.check == slip.code and one.at == at:
            return number
    return None
