"""Exceptions: slips that stand in the official document itself, declared in the file and cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.scheme import Declared
from desktop.domain.slips import Slip


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is wrong, what is suspicious, and what the file excuses with its citation."""

    faults: tuple[Slip, ...]
    doubts: tuple[Slip, ...]
    excused: tuple[tuple[Slip, Declared], ...]


def sift(slips: Iterable[Slip], declared: Sequence[Declared]) -> Sifted:
    """Set apart the slips that an exception names; one that names none is itself a doubt."""
    faults, doubts, excused = [], [], []
    used: set[int] = set()
    for slip in dict.fromkeys(slips):
        number = _excuse(slip, declared)
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


def _excuse(slip: Slip, declared: Sequence[Declared]) -> int | None:
    for number, one in enumerate(declared):
        if one.check == slip.code and one.at in slip.place:
            return number
    return None
