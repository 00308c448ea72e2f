"""Matrix lines: the units of a round with their cells, in the order, the groups and the choice that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.amounts import ZERO
from desktop.domain.names import plain_name
from desktop.domain.ranking import Standing
from desktop.domain.records import AssessmentKey
from desktop.domain.sheet_parts import SheetPart
from desktop.services.round_sights import SheetSight, UnreadSheet
from desktop.viewmodels.matrix_cells import (
    AWAY,
    UNREAD,
    MatrixCell,
    Shows,
    Stands,
    cells_of,
    folded,
)
from desktop.viewmodels.matrix_columns import Holds, MatrixColumn

Measure = Decimal | Fraction | None


class Grouping(Enum):
    """What the units are grouped by."""

    NONE = "不分组"
    KIND = "按类别"
    GROUP = "按分组"


class Order(NamedTuple):
    """By which column, and whether the largest stands first; no column is the round's own order."""

    column: str = ""
    falling: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class UnitLine:
    """One unit: its cells at every part of the whole scheme, what its sheet comes to, where it stands."""

    sight: SheetSight | UnreadSheet
    cells: tuple[MatrixCell, ...]
    adjusted: MatrixCell
    total: MatrixCell
    standing: Standing
    kind: str
    group: str

    @property
    def key(self) -> AssessmentKey:
        """Which sheet it is."""
        return self.sight.assessment.key

    @property
    def name(self) -> str:
        """The unit's name."""
        return self.sight.assessment.name

    @property
    def locked(self) -> bool:
        """Whether it is finalised."""
        return self.sight.assessment.finalised

    @property
    def takes_part(self) -> bool:
        """Whether it counts for averages."""
        return not self.sight.assessment.absent

    def cell(self, column: MatrixColumn) -> MatrixCell:
        """Its cell in a column of amounts."""
        match column.holds:
            case Holds.PART:
                return self.cells[column.parts[0]]
            case Holds.SECTION:
                return folded(self.cells[place] for place in column.parts)
            case Holds.ADJUSTED:
                return self.adjusted
        return self.total

    def measure(self, column: MatrixColumn, shows: Shows) -> Measure:
        """What it is sorted by; the first place is the largest."""
        if column.holds in {Holds.PLACE, Holds.GRADE}:
            return None if self.standing.place is None else Decimal(-self.standing.place)
        return self.cell(column).measured(shows)


class GroupLine(NamedTuple):
    """The heading of a group of units."""

    name: str
    units: tuple[UnitLine, ...]


MatrixLine = UnitLine | GroupLine


def unit_line(
    sight: SheetSight | UnreadSheet,
    parts: tuple[SheetPart, ...],
    standing: Standing,
    named: tuple[str, str],
) -> UnitLine:
    """A unit's line; `named` are the names of its kind and its group."""
    none = AWAY if sight.assessment.absent else UNREAD
    if sight.assessment.absent or isinstance(sight, UnreadSheet):
        return UnitLine(sight, (none,) * len(parts), none, none, standing, *named)
    cells, sheet = cells_of(sight, parts), sight.sheet
    adjusted = sum((one.amount for one in sheet.adjustments), ZERO)
    begun = sheet.begun
    lost = sum((one.lost for one in cells), ZERO)
    stands = Stands.PROVISIONAL if sheet.provisional else Stands.SCORED
    if sheet.pending:
        stands = Stands.PARTLY
    total = MatrixCell(sheet.total, sheet.assessed_points, lost, stands)
    nothing = MatrixCell(None, sheet.points, ZERO, Stands.OPEN)
    moved = MatrixCell(adjusted, None, ZERO, Stands.SCORED, gains=True)
    return UnitLine(
        sight,
        cells,
        moved if begun else nothing,
        total if begun else nothing,
        standing,
        *named,
    )


def ordered(
    lines: Iterable[UnitLine], by: Callable[[UnitLine], Measure], *, falling: bool
) -> list[UnitLine]:
    """Stable; who has nothing there stands last either way."""
    there: list[tuple[Decimal | Fraction, UnitLine]] = []
    rest: list[UnitLine] = []
    for one in lines:
        measure = by(one)
        if measure is None:
            rest.append(one)
        else:
            there.append((measure, one))
    # Reversed, a sort would turn round those that are equal; a negated measure leaves them.
    there.sort(key=lambda pair: -pair[0] if falling else pair[0])
    return [*(one for _, one in there), *rest]


def grouped(lines: Sequence[UnitLine], grouping: Grouping) -> Iterator[MatrixLine]:
    """Groups in the order in which they first come, each under its heading."""
    if grouping is Grouping.NONE:
        yield from lines
        return
    groups: dict[str, list[UnitLine]] = {}
    for one in lines:
        groups.setdefault(one.kind if grouping is Grouping.KIND else one.group, []).append(one)
    for name, own in groups.items():
        yield GroupLine(name or "其他", tuple(own))
        yield from own


def narrowed(lines: Iterable[UnitLine], words: str) -> list[UnitLine]:
    """Those whose name has these words in it."""
    wanted = plain_name(words).casefold()
    return [one for one in lines if wanted in plain_name(one.name).casefold()]


def standings_by_unit(standings: Iterable[Standing]) -> Mapping[str, Standing]:
    """To be looked up."""
    return {one.unit: one for one in standings}
