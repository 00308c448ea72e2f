"""Narrowed grids: the units that are looked for, and only what any of them is asked."""

from datetime import date

from desktop.domain.ledgers.due_reports import DueReport, ReportRule, ReportStanding
from desktop.services.report_grid import GridRow, ReportGrid
from desktop.viewmodels.narrowed import narrowed

DUE = [
    DueReport(ReportRule(name, name, (3,), 20, "year"), date(2022, 3, 20)) for name in ("甲", "乙")
]
CELLS = [ReportStanding(one, "missing") for one in DUE]
GRID = ReportGrid(
    2022,
    (*DUE,),
    (
        GridRow("u-a", "县 教育局", (CELLS[0], None)),
        GridRow("u-b", "县公安局", (CELLS[0], CELLS[1])),
        GridRow("u-c", "ＡＢ科", (None, CELLS[1])),
    ),
)


def units(words: str = "", of: frozenset[str] | None = None) -> list[str]:
    return [one.unit for one in narrowed(GRID, words, of).rows]


def test_nothing_sought_is_all() -> None:
    assert narrowed(GRID, "", None) is GRID


def test_units_are_found_by_their_names_and_rounds() -> None:
    """Width and spaces are no difference."""
    assert units("县") == ["u-a", "u-b"]
    assert units("教育") == units("县教") == ["u-a"]
    assert units("ab") == ["u-c"]
    assert units("", frozenset({"u-c", "u-x"})) == ["u-c"]
    assert units("县", frozenset({"u-b", "u-c"})) == ["u-b"]


def test_what_none_of_them_is_asked_goes() -> None:
    found = narrowed(GRID, "教育", None)
    assert (found.columns, found.rows[0].cells) == ((DUE[0],), (CELLS[0],))
    assert narrowed(GRID, "没有", None) == ReportGrid(2022)
    assert narrowed(GRID, "公安", None).columns == GRID.columns
