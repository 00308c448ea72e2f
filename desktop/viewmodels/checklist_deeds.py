"""Checklist deeds: what there is to say of a row of the checklist, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.checklist import ChecklistRow
from desktop.domain.checklist_tallies import ChecklistTally, Standing
from desktop.domain.records import EvidenceLink
from desktop.domain.refusals import within_quotes
from desktop.viewmodels.checklist_rows import PieceRow, RequirementRow
from desktop.viewmodels.checklist_tree import FileRow, TreeRow


@dataclass(frozen=True, slots=True)
class RowDeeds:
    """`links` are what Delete takes away; `waives` is the requirement and piece that need not be there."""

    heading: str
    told: tuple[str, ...]
    links: tuple[EvidenceLink, ...] = ()
    shows: EvidenceLink | None = None
    waives: tuple[int, str] | None = None
    waived: tuple[ChecklistRow, ...] = ()
    counted: bool = False  # it has a grid


NOTHING = RowDeeds("", ())


def deeds_of(row: TreeRow | None) -> RowDeeds:
    """What a row offers."""
    match row:
        case RequirementRow():
            return _of_requirement(row)
        case PieceRow():
            return _of_piece(row, _piece_told(row))
        case FileRow():
            of = row.piece.name if row.piece.piece else f"第 {row.piece.requirement} 项"
            told = (f"用于“{within_quotes(of)}”{row.where}",)
            return RowDeeds(row.name, told, (row.link,), row.link, counted=row.piece.counted)
    return NOTHING


def _of_requirement(row: RequirementRow) -> RowDeeds:
    told = [f"由{'、'.join(row.who)}提供", _number(row.tally), row.condition, row.note]
    told += [f"免交理由：{one}" for one in row.tally.waived]
    told += ["易丢分"] if row.easily_lost else []
    kept = tuple(one for one in told if one)
    heading = f"{row.no} {row.name}"
    if row.sole is not None:
        sole = _of_piece(row.sole, kept)
        return RowDeeds(
            heading, kept, sole.links, sole.shows, sole.waives, sole.waived, sole.counted
        )
    rows = tuple(one for piece in row.pieces for one in piece.rows)
    waives = (row.no, "") if rows and row.tally.standing is not Standing.WAIVED else None
    counted = any(piece.counted for piece in row.pieces)
    return RowDeeds(heading, kept, (), None, waives, _waived(rows), counted)


def _of_piece(row: PieceRow, told: tuple[str, ...]) -> RowDeeds:
    """Of a piece that is asked for item by item, links are taken away one by one."""
    links = row.links if len(row.links) == 1 or not row.counted else ()
    shows = row.links[0] if row.links and not row.counted else None
    asked = row.tally.standing is not Standing.WAIVED and any(one.wanted for one in row.rows)
    waives = (row.requirement, row.piece) if asked else None
    heading = f"{row.requirement} {row.name}"
    return RowDeeds(heading, told, links, shows, waives, _waived(row.rows), row.counted)


def _piece_told(row: PieceRow) -> tuple[str, ...]:
    told = [_number(row.tally), row.condition, *(f"免交理由：{one}" for one in row.tally.waived)]
    return tuple(one for one in told if one)


def _number(tally: ChecklistTally) -> str:
    if tally.standing is Standing.UNASKED:
        return f"不要求，已有 {tally.present} 件" if tally.present else "不要求"
    return f"要 {tally.wanted} 件，有 {tally.present} 件"


def _waived(rows: tuple[ChecklistRow, ...]) -> tuple[ChecklistRow, ...]:
    return tuple(one for one in rows if one.waived)
