"""What is open says so: a draft on every page, 未评 instead of 0, no total where nothing is scored."""

import re

import pytest

from desktop.documents.manuscript import Sum, told
from desktop.domain.amounts import show
from desktop.services.schemes import open_scheme
from tests.documents.printed import (
    SCORED,
    Paper,
    contents_of,
    demonstrated,
    judged_of,
    sheet_of,
)
from tests.documents.setting.reading import words
from tests.services.building import CITIES, SECTIONS

DRAFT, OPEN = "草稿", "未评"
NOTHING = re.compile(r"(?<![0-9.])0(?![0-9.])")


def untouched(scheme: str) -> Paper:
    return next(one for one in judged_of(scheme) if one.contents and not one.contents.facts)


def test_a_draft_says_so_across_every_page_and_in_its_foot() -> None:
    every = [one for scheme in SCORED for one in judged_of(scheme)]
    drafts = [one for one in every if one.contents and not one.contents.finalised]
    assert len(drafts) > 10
    for paper in drafts:
        for page in paper.pages:
            across = [one for one in page if one.size > 100]
            assert words(across) == DRAFT
            assert words(page).count(DRAFT) == 2


def test_a_final_sheet_says_it_nowhere() -> None:
    final = [one for one in demonstrated() if one.contents and one.contents.finalised]
    assert len(final) >= 2
    for paper in final:
        assert DRAFT not in paper.text
        assert OPEN not in paper.text
        assert max(one.size for page in paper.pages for one in page) < 30


@pytest.mark.parametrize("scheme", SCORED)
def test_a_sheet_on_which_nothing_is_scored_shows_no_nought(scheme: str) -> None:
    paper = untouched(scheme)
    heading = next(one for one in paper.headings if one.startswith("得分"))
    parts = len(paper.grid.rows) - 1
    column = paper.column(heading)
    assert column.startswith(OPEN * (parts + 1))  # and the total
    assert not NOTHING.search(column)
    assert not any(isinstance(row[paper.headings.index(heading)], Sum) for row in paper.grid.rows)
    assert "考核得分：未评（" in paper.text


@pytest.mark.parametrize("scheme", SCORED)
def test_its_head_shows_none_either(scheme: str) -> None:
    paper = untouched(scheme)
    found = re.search("考核得分：[^）]*）", paper.text)
    assert found
    assert not NOTHING.search(found.group()), found.group()


def test_an_open_indicator_is_not_scored_and_one_begun_names_what_is_open() -> None:
    scheme = open_scheme(SECTIONS)
    second = scheme.indicators[1]
    begun, *rest = second.criteria
    assert rest
    paper = sheet_of(contents_of(scheme, {begun.id: {"found": True}}))
    scores = [told(row[paper.headings.index("得分情况")]) for row in paper.grid.rows]
    reasons = [told(row[paper.headings.index("扣分原因")]) for row in paper.grid.rows]
    assert [one == OPEN for one in scores[:-1]] == [one is not second for one in scheme.indicators]
    assert scores[1] == show(second.points - begun.rule.most)  # type: ignore[operator]  # a flag has one
    assert f"{OPEN}：{'；'.join(one.label for one in rest)}" in reasons[1]
    assert scores[-1] == scores[1]  # what is scored so far, and how much is open
    assert reasons[-1] == "未评 23 条、95 分"


def test_a_bonus_that_nobody_has_looked_at_is_open() -> None:
    scheme = open_scheme(CITIES)
    assert scheme.bonus
    at = len(scheme.indicators)
    open_one = sheet_of(contents_of(scheme))
    claimed = {scheme.bonus.criteria[0].id: {"met": False}}
    none = sheet_of(contents_of(scheme, claimed))
    column = open_one.headings.index("得分")
    assert told(open_one.grid.rows[at][column]) == OPEN
    assert told(none.grid.rows[at][column]) == "0"
