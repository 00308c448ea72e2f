"""Clipboard cells: what a spreadsheet put on the clipboard, as rows of cells for the table over all units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from desktop.domain.names import plain_name
from desktop.domain.refusals import Refused
from desktop.intake.pasted_cells import cells_of

Block = tuple[tuple[str, ...], ...]

_LONGEST_TEXT: Final = 1_000_000


def pasted_block(text: str) -> Block:
    """The rows and cells of a pasted text; blank ones keep their place."""
    if len(text) > _LONGEST_TEXT:
        raise Refused("粘贴的内容太多（最多 100 万字），请只复制要用的那几列")
    block = cells_of(text)
    if not any(any(row) for row in block):
        raise Refused("剪贴板里没有可以粘贴的文字，请先在电子表格里复制一列")
    return block


def places_of(names: Iterable[str], units: Iterable[str]) -> tuple[int | None, ...]:
    """Where the unit of each name stands; width and spaces are no difference between two names."""
    places = {plain_name(unit): place for place, unit in enumerate(units)}
    return tuple(places.get(plain_name(name)) for name in names)
