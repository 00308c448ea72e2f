"""Pasted cells: a table's text, as spreadsheets put it on the clipboard, taken apart into rows of cells."""

from __future__ import annotations

import re

from desktop.intake.room import Room
from desktop.intake.sheets import Cells, tidied


def cells_of(text: str, separator: str = "\t", room: Room | None = None) -> tuple[Cells, ...]:
    """Every row with its cells; rows may differ in length, blank ones stay. No more than there is room for.

    A cell that stands whole within quotes loses them. Any other quote stays as it was typed: Excel quotes
    only where a cell has several lines.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if plain and not plain.endswith("\n"):
        plain += "\n"
    mark = re.escape(separator)
    # Possessive, so that no text, however it is made, is scanned again and again.
    cell = re.compile(rf'(?:"((?:[^"]++|"")*+)"|([^{mark}\n]*+))([{mark}\n])')
    rows: list[Cells] = []
    row: list[str] = []
    for found in cell.finditer(plain):
        within_quotes, as_typed, end = found.groups("")
        words = tidied(within_quotes.replace('""', '"') or as_typed)
        if room:
            room.take(1, len(words))
        row.append(words)
        if end == "\n":
            rows.append(tuple(row))
            row = []
    return tuple(rows)
