"""Chance: what falls the same way wherever, and under whatever Python, the seed is the same."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Numbers and picks of one seed; each unit's year has its own, so that none moves another."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311  # it shows something, it guards nothing

    def between(self, least: int, most: int) -> int:
        """A number, both ends among them."""
        return self._random.randrange(least, most + 1)

    def pick(self, of: Sequence[T]) -> T:
        """One of them."""
        return of[self._random.randrange(len(of))]

    def some(self, of: Sequence[T], number: int, always: Sequence[T] = ()) -> list[T]:
        """So many of them, in their order, with those that are always there."""
        left = [one for one in of if one not in always]
        chosen = list(always)
        while len(chosen) < number:
            chosen.append(left.pop(self._random.randrange(len(left))))
        return [one for one in of if one in chosen]
