"""The evidence index: what was handed in, for which requirement or criterion, and where it is in the binder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop.documents.forms.contents import SheetContents
from desktop.documents.forms.letter_looks import HEADED, NOTED, SET, TITLED, UPRIGHT, columns, share
from desktop.documents.manuscript import (
    Align,
    Blank,
    Block,
    Cell,
    Grid,
    Manuscript,
    Words,
)

_HEADINGS: Final = ("编号", "对应的佐证要求或条款", "材料名称", "页数", "装订页")
_WEIGHTS: Final = (5, 30, 28, 6, 8)


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One file: what it proves, its name, its pages, and the page of the binder on which it begins, or why none."""

    places: tuple[str, ...]
    name: str
    pages: int | None
    first: int | None
    why_not: str = ""


def evidence_index(contents: SheetContents, lines: Sequence[IndexLine]) -> Manuscript:
    """A numbered list."""
    rows = tuple(_row(number, one) for number, one in enumerate(lines, 1))
    where = f"{contents.unit}　{contents.round}　{contents.period}"
    blocks: list[Block] = [
        Words("佐证材料目录", TITLED, Align.MIDDLE, title="佐证材料目录", kept=True),
        Words(where, NOTED, Align.MIDDLE, kept=True),
        Blank(6, kept=True),
    ]
    if rows:
        headed = columns(_HEADINGS, share(UPRIGHT, *_WEIGHTS), {1, 2})
        blocks.append(Grid(headed, rows, HEADED, SET))
    else:
        blocks.append(Words("还没有收到佐证材料。", SET))
    lacking = [f"{n}（{one.why_not}）" for n, one in enumerate(lines, 1) if one.why_not]
    if lacking:
        blocks += [Blank(4), Words(f"注：没有装订的材料：{'；'.join(lacking)}。", NOTED)]
    return contents.manuscript("佐证材料目录", UPRIGHT, blocks)


def _row(number: int, one: IndexLine) -> tuple[Cell, ...]:
    pages: Cell = "—" if one.pages is None else Decimal(one.pages)
    first: Cell = "未装订" if one.first is None else Decimal(one.first)
    return Decimal(number), "\n".join(one.places), one.name, pages, first
