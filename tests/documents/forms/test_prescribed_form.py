"""The form whose document prescribes its page, measured from the PDF: A4 across, margins, faces, pitches."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest
from pypdfium2 import raw

from desktop.documents.forms.score_sheet import blank_sheet
from desktop.domain.scheme import Scheme
from desktop.services.schemes import list_schemes
from tests.documents.printed import DAY, OFFICE, Paper, papers_of
from tests.documents.setting.reading import Mark, lines_on

CM: Final = 72 / 2.54
WIDTH, HEIGHT, MARGIN, EDGE = 29.7 * CM, 21 * CM, 2.7 * CM, 1.5 * CM
TITLE, HEADING, BODY = "GWBiaoSong-Regular", "GWSans-Regular", "GWFangSong-Regular"
RISE: Final = 0.88  # of the size: from the base line to the top of a character's square
HANGS: Final = 6.0  # points: half a mark
ACROSS: Final = 100.0  # points: only the mark is as large


def prescribed() -> Scheme:
    [one] = [one for one in list_schemes() if one.form and one.form.page]
    return one


@pytest.fixture(scope="module")
def papers() -> tuple[Paper, ...]:
    """Its sheets in all states, and its blank form."""
    found = papers_of(prescribed().id)
    assert len(found) == 4
    return found


def inside(page: list[Mark]) -> list[Mark]:
    """Without the foot and the mark across the page."""
    return [one for one in page if one.base > MARGIN and one.size < ACROSS]


def test_the_page_is_a4_across(papers: tuple[Paper, ...]) -> None:
    for paper in papers:
        with pypdfium2.PdfDocument(paper.pdf) as document:
            for page in document:
                assert page.get_mediabox() == pytest.approx((0, 0, WIDTH, HEIGHT), abs=0.1)
                assert page.get_cropbox() == page.get_mediabox()
                assert page.get_rotation() == 0


def test_text_keeps_the_margins(papers: tuple[Paper, ...]) -> None:
    for page in (page for paper in papers for page in paper.pages):
        marks = inside(page)
        assert min(one.left for one in marks) >= MARGIN - 0.1
        assert max(one.right for one in marks) <= WIDTH - MARGIN + HANGS
        assert max(one.base + RISE * one.size for one in marks) <= HEIGHT - MARGIN + 0.1
        assert min(one.base - (1 - RISE) * one.size for one in marks) >= MARGIN - 0.1


def test_the_table_is_as_wide_as_the_text_and_stays_above_the_lower_margin(
    papers: tuple[Paper, ...],
) -> None:
    for paper in papers:
        with pypdfium2.PdfDocument(paper.pdf) as document:
            for page in document:
                left, bottom, right, top = ruled(page)
                assert (left, right) == pytest.approx((MARGIN, WIDTH - MARGIN), abs=1)
                assert bottom >= MARGIN - 1
                assert top <= HEIGHT - MARGIN + 1


def ruled(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """How far the table's rules reach; the code's squares are a path of their own."""
    paths = [one for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_PATH]
    boxes = [one.get_bounds() for one in paths]
    [(left, bottom, right, top)] = [one for one in boxes if one[2] - one[0] > WIDTH / 2]
    return left, bottom, right, top


def test_title_headings_and_text_have_their_faces(papers: tuple[Paper, ...]) -> None:
    for paper in papers:
        title = paper.scheme.title
        first = inside(paper.pages[0])[: len(title)]
        assert "".join(one.text for one in first) == title
        assert {(one.font, one.size) for one in first} == {(TITLE, 16)}
        for number, page in enumerate(paper.pages):
            rest = inside(page)[0 if number else len(title) :]
            heads = [one for one in rest if one.font == HEADING]
            assert "".join(one.text for one in heads) == "".join(paper.headings)
            others = [one for one in rest if one.font != HEADING and one.text != "＿"]
            assert sum(one.font == BODY for one in others) > 0.99 * len(others)
            assert {one.size for one in rest} == {12}


def test_text_in_cells_has_a_pitch_of_14(papers: tuple[Paper, ...]) -> None:
    for paper in papers:
        at = paper.headings.index("评分标准")
        left = MARGIN + sum(one.width for one in paper.grid.columns[:at])
        right = left + paper.grid.columns[at].width
        steps: list[float] = []
        for page in paper.pages:
            cells = [one for one in inside(page) if left <= one.left < right and one.font == BODY]
            steps += [one[0].base - other[0].base for one, other in pairwise(lines_on(cells))]
        assert min(steps) == pytest.approx(14, abs=0.05)
        # What is more lies between two rows.
        exact = [one for one in steps if one == pytest.approx(14, abs=0.05)]
        assert len(steps) - len(exact) <= len(paper.grid.rows) + len(paper.pages)


def test_a_title_of_two_lines_has_a_pitch_of_22() -> None:
    scheme = replace(prescribed(), title=prescribed().title * 2)
    page = inside(Paper(blank_sheet(scheme, OFFICE, DAY), scheme).pages[0])
    first, second = (line[0].base for line in lines_on([o for o in page if o.font == TITLE]))
    assert first - second == pytest.approx(22, abs=0.05)
    assert HEIGHT - MARGIN - first == pytest.approx((22 - 16) / 2 + RISE * 16, abs=0.1)


def test_the_foot_stands_as_far_from_the_edge_as_prescribed(papers: tuple[Paper, ...]) -> None:
    for page in (page for paper in papers for page in paper.pages):
        lowest = min(page, key=lambda one: one.base)
        below = EDGE + (14 - lowest.size) / 2 + (1 - RISE) * lowest.size
        assert lowest.base == pytest.approx(below, abs=0.1)
        assert lowest.size == 10.5
