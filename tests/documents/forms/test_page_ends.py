"""Page ends: headings on every page, every page numbered, and whoever signs never on a page without the table's end."""

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from desktop.documents.forms.score_sheet import blank_sheet
from desktop.documents.manuscript import told
from desktop.documents.pdf import draw
from desktop.services.schemes import open_scheme
from tests.documents.printed import (
    DAY,
    OFFICE,
    SCORED,
    SOME,
    blank_of,
    contents_of,
    papers_of,
    sheet_of,
    squeezed,
)
from tests.documents.setting.reading import words
from tests.services.building import SECTIONS
from tests.torture import times

pytestmark = pytest.mark.uncounted

SIGNED = ("考核人（签字）", "复核人（签字）", "考核单位（盖章）", "日期：年月日")
TOTAL = "合计"


def told_on(content: bytes) -> list[str]:
    """What each page says."""
    with pypdfium2.PdfDocument(content) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


def alone(pages: list[str], heading: str) -> list[str]:
    """The pages on which the signatures stand without the total above them, or torn apart."""
    return [one for one in pages if any(s in one for s in SIGNED) and not ends(one, heading)]


def ends(page: str, heading: str) -> bool:
    """Whether the heading, the last rows and all that is signed stand there, in this order."""
    places = [page.find(heading), page.find(TOTAL), *(page.find(one) for one in SIGNED[:3])]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize("scheme", SCORED)
def test_every_page_has_the_table_s_headings_and_its_number(scheme: str) -> None:
    for paper in papers_of(scheme):
        heads = "".join(paper.headings)
        count = len(paper.pages)
        for number, page in enumerate(paper.pages, 1):
            told = words(page)
            assert told.count(heads) == 1
            assert told.count(f"第{number}页共{count}页") == 1


@pytest.mark.parametrize("scheme", SCORED)
def test_all_signatures_stand_below_the_table_s_end(scheme: str) -> None:
    for paper in papers_of(scheme):
        assert alone([words(page) for page in paper.pages], "".join(paper.headings)) == []
        last = words(paper.pages[-1])
        assert all(one in last for one in SIGNED)
        assert all(one not in paper.text.removesuffix(last) for one in SIGNED)


@pytest.mark.parametrize("scheme", SOME)
def test_the_signatures_take_the_last_row_with_them_whole(scheme: str) -> None:
    """A form and a sheet on which nothing is judged: no row of theirs is half a page high."""
    for paper in (blank_of(scheme), sheet_of(contents_of(open_scheme(scheme)))):
        *_, row, _ = paper.grid.rows
        last = len(paper.pages) - 1
        cells = [words(paper.cells(one)[last]) for one in paper.headings]
        assert [n for n, one in enumerate(row) if squeezed(told(one)) not in cells[n]] == []


def test_a_judged_page_bears_unit_round_and_code() -> None:
    for scheme in SCORED:
        for paper in papers_of(scheme):
            if paper.contents is not None:
                of = paper.contents
                foot = squeezed(f"{of.unit}{of.round}")
                assert all(foot in words(page) for page in paper.pages)
                assert all(f"核验码{of.code}" in words(page) for page in paper.pages)


@pytest.mark.parametrize("scheme", SOME)
def test_wherever_the_last_row_ends_the_signatures_are_not_alone(scheme: str) -> None:
    """The last indicator's row grows line by line, over more than a page."""
    assert [n for n in range(0, 60, times(4, 1)) if signed_alone(scheme, -1, n)] == []


def test_nor_wherever_the_rows_before_it_end() -> None:
    assert [n for n in range(0, 40, times(4, 1)) if signed_alone(SECTIONS, 1, n)] == []


def signed_alone(scheme: str, indicator: int, lines: int) -> bool:
    """Where a reason has so many lines more."""
    of = open_scheme(scheme)
    criterion = of.indicators[indicator].criteria[0]
    fact = criterion.rule.clean() or {"count": 0}
    note = "\n".join(["情况属实"] * (lines + 1))
    paper = sheet_of(contents_of(of, {criterion.id: {**fact, "note": note}}))
    told = told_on(draw([paper.manuscript]).content)
    assert "".join(told).count("情况属实") == lines + 1
    return bool(alone(told, "".join(paper.headings)))


@pytest.mark.parametrize("chosen", [["no"], ["no", "points"], ["section", "criteria"]])
def test_a_narrow_choice_of_columns_is_signed_below_its_end_too(chosen: list[str]) -> None:
    scheme = open_scheme(SECTIONS)
    manuscript = blank_sheet(scheme, OFFICE, DAY, chosen)
    [grid] = manuscript.grids
    heads = squeezed("".join(one.heading for one in grid.columns))
    pages = told_on(draw([manuscript]).content)
    assert alone(pages, heads) == []
    assert all(one in pages[-1] for one in SIGNED)
