"""Sheets: tables of plain text cells, whatever they were read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

Cells = tuple[str, ...]

# Nobody sees them, and they keep two equal names from being equal.
_UNSEEN: Final = dict.fromkeys(map(ord, "\ufeff\u200b\u2060"))
# A space that must not break, and how Word and others write a line's end within a cell.
_WRITTEN_ELSE: Final = str.maketrans({"\u00a0": " ", "\v": "\n", "\u2028": "\n", "\u2029": "\n"})
_UNTIDY: Final = re.compile("[\ufeff\u200b\u2060\u00a0\v\u2028\u2029\r]")


class Row(NamedTuple):
    """One row under the number that its source shows."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table: the rows that have content, in their order."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that its owner sees, and the names of those that are hidden and so not read."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def tidied(cell: str) -> str:
    """What a cell says, without what only lays it out: spaces around it, of any width, and marks unseen."""
    if not _UNTIDY.search(cell):  # hardly any has them, and there may be a million
        return cell.strip()
    return cell.translate(_UNSEEN).replace("\r\n", "\n").translate(_WRITTEN_ELSE).strip()


def filled(rows: tuple[Cells, ...]) -> tuple[Row, ...]:
    """The rows that have content, numbered from 1 with those that have none."""
    return tuple(Row(number, cells) for number, cells in enumerate(rows, 1) if any(cells))
