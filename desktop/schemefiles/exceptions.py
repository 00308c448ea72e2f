"""Exceptions: slips that stand in the official document itself, declared in the file and cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.scheme import Declared
from desktop.domain.slips import FORM, Place, Slip
from desktop.schemefiles.places import inside, resolve


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is wrong, what is suspicious, and what the file excuses with its citation."""

    faults: tuple[Slip, ...]
    doubts: tuple[Slip, ...]
    excused: tuple[tuple[Slip, Declared], ...]


def sift(slips: Iterable[Slip], declared: Sequence[Declared], raw: object) -> Sifted:
    """Set apart the slips that an exception names; one that names none is itself a doubt."""
    faults, doubts, excused = [], [], []
    used: set[int] = set()
    for slip in dict.fromkeys(slips):
        number = _excuse(slip, raw, declared)
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


def _excuse(slip: Slip, raw: object, declared: Sequence[Declared]) -> int | None:
    """The exception that names this slip: its check, and the id that it stands at."""
    for number, one in enumerate(declared):
        if slip.code != FORM and one.check == slip.code and one.at == _id_at(slip.place, raw):
            return number
    return None


def _id_at(place: Place, raw: object) -> str | None:
    """The innermost id around a place; the scheme's own where nothing nearer bears one."""
    found = raw.get("id") if isinstance(raw, dict) else None
    for step in resolve(place, raw):
        raw = inside(raw, step)
        if isinstance(raw, dict) and "id" in raw:
            found = raw["id"]
    return found
