"""Proposal rows: what stands behind a proposal, row by row, in words; the first of them for a strip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.domain.ledgers.measured import Counted
from desktop.viewmodels.proposal_words import ProposalShown

_MOST: Final = 3


def row_words(one: Counted) -> str:
    """A row's name and reason, and how often it counts."""
    return f"{one.note}（计 {one.times} 件）" if one.times > 1 else one.note


def first_rows(shown: ProposalShown) -> Iterator[str]:
    """A line for each of the first rows, what changed before the rest; then how many there are."""
    if not shown.waits:
        return
    rows = sorted(shown.rows, key=lambda one: not one[1])  # what changed is what is to be decided
    for one, change in rows[:_MOST]:
        excused = f"（免责：{one.excused}）" if one.excused else ""
        yield f"{f'{change}　' if change else ''}{row_words(one)}{excused}"
    if len(rows) > _MOST:
        unit = getattr(shown.criterion.rule, "unit", "") if shown.itemised else ""
        yield f"等 {len(rows)} {unit or '项'}"
