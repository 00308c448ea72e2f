"""Checking an archive's tables: what they tell of scores and places follows from the sheets beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.ranking import Entrant, rank
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.services.archive_places import PLACES, SCORES

Row = tuple[str, ...]
_SCORED: Final = ("单位", "序号", "得分")
_PLACED: Final = ("名次", "单位", "总分", "等次")


class CheckedSheet(NamedTuple):
    """A unit's sheet, worked out again."""

    name: str
    absent: bool
    scheme: Scheme
    sheet: ScoreSheet


def table_faults(folder: Path, whole: Scheme, sheets: Sequence[CheckedSheet]) -> Iterator[str]:
    """Whoever changed a table may have changed its checksum too."""
    told = _rows(folder / SCORES)
    if [_cells(one, _SCORED) for one in told] != [*_scores(sheets)]:
        yield f"{SCORES}：与考核表里的得分不符"
    told = _rows(folder / PLACES)
    groups = _groups(told)
    averaged = any(one["总分"] and not one["基本分"] for one in told)  # of sheets that are not here
    placed = [_cells(one, _PLACED) for one in told if one["名次"]]
    if averaged or groups is None:
        return
    if placed != [*_places(groups, whole, sheets)]:
        yield f"{PLACES}：与按办法重新排的名次不符"


def _groups(told: Sequence[dict[str, str]]) -> dict[str, str] | None:
    """In which group each name is ranked; None where two units of one name are in different ones."""
    pairs = {(_name(one["单位"]), _name(one["组别"])) for one in told}
    groups = dict(pairs)
    return groups if len(groups) == len(pairs) else None


def _name(cell: str) -> str:
    """Without the mark that keeps a spreadsheet from calculating it."""
    return cell.removeprefix("'")


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _cells(row: dict[str, str], names: Sequence[str]) -> Row:
    return tuple(_name(row[name]) for name in names)


def _scores(sheets: Sequence[CheckedSheet]) -> Iterator[Row]:
    for one in sheets:
        if not one.absent:
            for each in one.sheet.indicators:
                yield _name(one.name), each.no, "" if each.score is None else show(each.score)


def _places(
    groups: Mapping[str, str], whole: Scheme, sheets: Sequence[CheckedSheet]
) -> Iterator[Row]:
    """Ranked again, in the groups that the table tells."""
    names = [_name(one.name) for one in sheets]
    entrants = [
        Entrant(str(at), groups.get(name, ""), one.scheme, one.sheet, absent=one.absent)
        for at, (name, one) in enumerate(zip(names, sheets, strict=True))
    ]
    for standing in rank(whole.ranking, entrants).standings:
        at = int(standing.unit)
        total = show(sheets[at].sheet.total)
        if standing.place is not None:
            yield str(standing.place), names[at], total, standing.grade or ""
