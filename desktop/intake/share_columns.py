"""Share columns: which columns of shares a table writes in per cent, told by its heading and all of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from desktop.domain.ledgers.columns import Column
from desktop.intake.cell_texts import plain_text
from desktop.intake.cell_values import bare_share
from desktop.intake.table_columns import TableLayout

_IN_PERCENT: Final = re.compile("%|百分比|百分数|百分之")


def in_percent(
    columns: Iterable[Column], layout: TableLayout, rows: Sequence[Mapping[str, str]]
) -> frozenset[str]:
    """The columns whose bare numbers are per cent: one table writes 5, 1 and 0.5 in the same measure."""
    shares = {one.name for one in columns if one.entry.sort == "share"}
    return frozenset(_written_so(shares, layout, rows))


def _written_so(
    shares: set[str], layout: TableLayout, rows: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    for one in layout.columns:
        if one.key not in shares:
            continue
        bare = (bare_share(row.get(one.key, "")) for row in rows)
        if _IN_PERCENT.search(plain_text(one.heading)) or any(it and it > 1 for it in bare):
            yield one.key
