"""The print form that the issuing office prescribes: columns, page, faces and pitches, as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from desktop.domain.keys import AMOUNT, TEXT, key, many, one_of, table, tables
from desktop.domain.slips import Slip

# What a column can hold of an indicator's row.
HOLDS = (
    "no",
    "section",
    "name",
    "points",
    "requirement",
    "criteria",
    "assessor",
    "evidence",
    "score",
    "reasons",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading as printed, and what of an indicator stands in it."""

    heading: str = key(TEXT)
    holds: str = key(one_of(*HOLDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The sheet of paper."""

    size: Literal["A4", "A3"] = key(one_of("A4", "A3"))
    orientation: Literal["portrait", "landscape"] = key(one_of("portrait", "landscape"))
    margins_cm: Decimal = key(AMOUNT)
    header_cm: Decimal = key(AMOUNT)
    footer_cm: Decimal = key(AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a part is set: face, size and line pitch in points; and its words where they are given."""

    text: str = key(TEXT, "")
    font: str = key(TEXT)
    size_pt: Decimal = key(AMOUNT)
    line_pt: Decimal | None = key(AMOUNT, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintForm:
    """A score sheet's form; `above` stands between title and table. What is open, the program sets."""

    columns: tuple[Column, ...] = key(tables(Column))
    above: str = key(TEXT, "")
    also_as: tuple[str, ...] = key(many(one_of("Word", "Excel")), ())
    page: Page | None = key(table(Page), None)
    title: Face | None = key(table(Face), None)
    header_row: Face | None = key(table(Face), None)
    body: Face | None = key(table(Face), None)

    def slips(self) -> Iterator[Slip]:
        """Each thing stands in one column."""
        seen: set[str] = set()
        for index, column in enumerate(self.columns):
            if column.holds in seen:
                yield Slip("form-column", f"已有一栏写 {column.holds}", ("columns", index))
            seen.add(column.holds)
