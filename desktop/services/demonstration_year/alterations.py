"""Alterations: what is told of single rows of a drawn year: changed, left out, or standing there besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem

Data = Mapping[str, Any]
Named = Activity | Inspection | Member | PlanItem
R = TypeVar("R", bound=Named)


def altered(kind: type[R], rows: Sequence[R], told: Data, ledger: str) -> list[R]:
    """A ledger's rows after what is told of them; what names no row is a slip in the data."""
    changes: Data = told.get("changes", {}).get(ledger, {})
    lacking: list[str] = told.get("lacking", {}).get(ledger, [])
    unknown = {*changes, *lacking} - {*map(name_of, rows)}
    if unknown:
        raise ValueError(f"{told['unit']}: {ledger} has no {sorted(unknown)}")
    kept = [one for one in rows if name_of(one) not in lacking]
    also = [kind(**values_of(kind, one)) for one in told.get("also", {}).get(ledger, ())]
    return [
        *(replace(one, **values_of(kind, changes.get(name_of(one), {}))) for one in kept),
        *also,
    ]


def name_of(row: Named) -> str:
    """How the data names a row: by its title, a county's after the county's name."""
    if isinstance(row, Member):
        return row.name
    if isinstance(row, Activity) or not row.by:
        return row.title
    return f"{row.by}/{row.title}"


def values_of(kind: type, told: Data) -> dict[str, Any]:
    """As a row holds them: a list is a tuple there, and blank is what it is before anything is entered."""
    blank = {one.name: one.default for one in fields(kind)}
    return {
        name: blank[name] if value == "" else tuple(value) if isinstance(value, list) else value
        for name, value in told.items()
    }
