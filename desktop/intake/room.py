"""Room: how much a table from outside may say, whatever it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST_CELLS: Final = 1_000_000  # 20,000 rows of 40, and some: a year of a whole platform
MOST_WORDS: Final = 10_000_000
TOO_MUCH: Final = "内容太多（最多 100 万个单元格、1000 万字），请只留要用的表另存一份后再选"


class TooMuch(Exception):  # noqa: N818  # the file is too much, the program is well
    """More cells or words than any list of ours has."""


@dataclass(slots=True)
class Room:
    """How much a whole file may still say."""

    cells: int = MOST_CELLS
    words: int = MOST_WORDS

    def take(self, cells: int, words: int) -> None:
        """Use some of it up."""
        self.cells -= cells
        self.words -= words
        if self.cells < 0 or self.words < 0:
            raise TooMuch
