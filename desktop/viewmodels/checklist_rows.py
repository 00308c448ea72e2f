"""Checklist rows: each requirement of the open sheet with its pieces, what is there, and what is waived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from desktop.domain.checklist import ChecklistRow
from desktop.domain.checklist_tallies import ChecklistTally, tally_of
from desktop.domain.circumstances import Counted
from desktop.domain.evidence import Requirement
from desktop.domain.records import EvidenceLink
from desktop.services.assessment_sight import AssessmentSight

_WHEN: Final = {
    "exempt": "有免责的才要",
    "problem-found": "有处罚的才要",
    "poor-conduct": "认定表现不良的才要，由考核人判断",
}
_OUT_OF_USE: Final = "本单位不适用"


class ChecklistFilter(Enum):
    """Which requirements are shown."""

    ALL = "全部"
    LACKING = "缺"
    HERE = "本项"


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece of a requirement, over all plan items or penalties where it is counted for them."""

    requirement: int
    piece: str
    name: str
    per: Counted | None
    tally: ChecklistTally
    condition: str
    rows: tuple[ChecklistRow, ...]
    links: tuple[EvidenceLink, ...]

    @property
    def counted(self) -> bool:
        """Whether it is asked for item by item."""
        return self.per is not None


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement; where it has one piece that bears its own name, its files stand right below it."""

    no: int
    name: str
    who: tuple[str, ...]
    indicator: str
    tally: ChecklistTally
    condition: str
    note: str
    easily_lost: bool
    pieces: tuple[PieceRow, ...]

    @property
    def sole(self) -> PieceRow | None:
        """The piece that is the requirement itself."""
        alone = len(self.pieces) == 1 and not self.pieces[0].piece
        return self.pieces[0] if alone else None


def requirement_rows(sight: AssessmentSight) -> tuple[RequirementRow, ...]:
    """Every requirement of the scheme as it stands in this sheet, in order."""
    rows: dict[int, list[ChecklistRow]] = defaultdict(list)
    for row in sight.checklist.rows:
        rows[row.requirement].append(row)
    links: dict[tuple[int, str], list[EvidenceLink]] = defaultdict(list)
    for link in sight.links:
        if link.requirement is not None:
            links[link.requirement, link.piece].append(link)
    suppliers = sight.scheme.evidence.suppliers if sight.scheme.evidence else {}
    return tuple(
        _requirement_row(one, rows[one.no], links, suppliers) for one in sight.scheme.requirements
    )


def _requirement_row(
    one: Requirement,
    rows: Sequence[ChecklistRow],
    links: Mapping[tuple[int, str], Sequence[EvidenceLink]],
    suppliers: Mapping[str, str],
) -> RequirementRow:
    return RequirementRow(
        no=one.no,
        name=one.name,
        who=tuple(suppliers.get(who, who) for who in one.who),
        indicator=one.indicator,
        tally=tally_of(rows),
        condition=_WHEN.get(one.when or "", "") if rows else _OUT_OF_USE,
        note=one.note,
        easily_lost=one.easily_lost,
        pieces=tuple(_piece_rows(one, rows, links)),
    )


def _piece_rows(
    one: Requirement,
    rows: Sequence[ChecklistRow],
    links: Mapping[tuple[int, str], Sequence[EvidenceLink]],
) -> Iterator[PieceRow]:
    by_piece: dict[tuple[str, Counted | None, bool], list[ChecklistRow]] = defaultdict(list)
    for row in rows:
        by_piece[row.piece, row.per, bool(row.wanted)].append(row)
    for (piece, per, asked), same in by_piece.items():
        items = {row.plan_item for row in same}
        here = (link for link in links.get((one.no, piece), ()) if link.plan_item in items)
        yield PieceRow(
            requirement=one.no,
            piece=piece,
            name=piece or one.name,
            per=per,
            tally=tally_of(same),
            condition=same[0].condition if asked else same[0].note,
            rows=tuple(same),
            links=tuple(sorted(here, key=lambda link: link.plan_item or 0)),
        )
