"""Matrix columns: the indicators by their sections, what comes beside them, and the totals that stay in sight."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import SheetPart

SIGN: Final = {"bonus": "加分", "penalty": "扣分"}


class Holds(Enum):
    """What a column holds."""

    PART = "part"
    SECTION = "section"  # folded to its sum
    ADJUSTED = "adjusted"
    TOTAL = "total"
    PLACE = "place"
    GRADE = "grade"


class MatrixColumn(NamedTuple):
    """One column; `parts` are the places of its cells among the scheme's parts."""

    id: str
    holds: Holds
    mark: str  # the number, or what little room allows
    name: str
    whole: str  # in full
    section: str = ""
    parts: tuple[int, ...] = ()

    @property
    def kept_right(self) -> bool:
        """Whether it never scrolls away."""
        return self.holds in {Holds.TOTAL, Holds.PLACE, Holds.GRADE}


ADJUSTED: Final = MatrixColumn(
    "adjusted",
    Holds.ADJUSTED,
    "调整",
    "折算、上下限、一票否决",
    "加权、折算、上下限、取整和一票否决所调整的分数",
)
TOTAL: Final = MatrixColumn("total", Holds.TOTAL, "总分", "", "总分")
PLACE: Final = MatrixColumn("place", Holds.PLACE, "名次", "", "名次")
GRADE: Final = MatrixColumn("grade", Holds.GRADE, "等次", "", "等次")


class Beside(NamedTuple):
    """Which columns a round needs beside the parts and the totals."""

    adjusted: bool = False
    graded: bool = False


def columns_of(
    scheme: Scheme, parts: tuple[SheetPart, ...], shut: Collection[str], beside: Beside
) -> tuple[MatrixColumn, ...]:
    """In the document's order; a section that is shut is one column."""
    found = list(_of_parts(scheme, parts, shut))
    if beside.adjusted:
        found.append(ADJUSTED)
    return (*found, TOTAL, PLACE, *((GRADE,) if beside.graded else ()))


def _of_parts(
    scheme: Scheme, parts: tuple[SheetPart, ...], shut: Collection[str]
) -> Iterator[MatrixColumn]:
    names = {one.id: f"{one.no} {one.name}".strip() for one in scheme.sections}
    told: set[str] = set()
    for place, part in enumerate(parts):
        section = part.section or ""
        if section not in shut:
            yield _of_part(place, part)
        elif section not in told:
            told.add(section)
            inside = tuple(n for n, one in enumerate(parts) if one.section == section)
            points = sum((parts[n].points or Decimal(0) for n in inside), Decimal(0))
            whole = f"{names[section]}（{len(inside)} 项合计，{show(points)} 分）"
            yield MatrixColumn(
                f"section:{section}",
                Holds.SECTION,
                "合计",
                f"{len(inside)} 项",
                whole,
                section,
                inside,
            )


def _of_part(place: int, part: SheetPart) -> MatrixColumn:
    points = "" if part.points is None else f"（{show(part.points)} 分）"
    return MatrixColumn(
        part.id,
        Holds.PART,
        part.no or SIGN.get(part.extra or "", ""),
        part.name,
        f"{part.full_name}{points}",
        part.section or "",
        (place,),
    )
