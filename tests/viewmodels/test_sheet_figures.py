"""The running total: what is not scored looks neither like a zero nor like full marks."""

from decimal import Decimal

import pytest

from desktop.domain.amounts import show
from desktop.domain.records import AssessmentKey
from desktop.domain.sheet_figures import SheetFigures, figures_of
from desktop.services.recording import judge, set_aside
from tests.services.building import rounds
from tests.viewmodels.opened import Opened

pytestmark = pytest.mark.uncounted


def in_words(now: SheetFigures) -> tuple[str, str, int]:
    return show(now.total), show(now.assessed), now.open_criteria


def figures(opened: Opened) -> SheetFigures:
    one = opened.assessment
    return figures_of(one.sight.scheme, one.sheet)


def test_an_empty_sheet_speaks_of_no_points(every: Opened) -> None:
    empty = figures(every)
    assert (show(empty.assessed), show(empty.points)) == ("0", "210")
    assert empty.of == "/ 已评 0 分，满分 210 分"
    assert empty.still_open == "未评 24 条、210 分"
    assert {one.assessed for one in empty.portions} == {0}
    assert "总分 0" not in empty.spoken


def test_the_total_is_of_what_is_scored_so_far(every: Opened) -> None:
    every.record("each-it", {"count": 2})
    every.record("award-it", {"met": False})
    now = figures(every)
    assert in_words(now) == ("6", "20", 22)
    assert now.of == "/ 已评 20 分，满分 210 分"
    assert now.still_open == "未评 22 条、190 分"
    assert now.spoken.startswith("总分 6，已评 20 分，满分 210 分，未评 22 条、190 分")
    scored = {one.name: (show(one.score), show(one.points)) for one in now.portions if one.assessed}
    assert scored == {"2 指标2": ("6", "10"), "6 指标6": ("0", "10")}


def test_half_an_indicator_leaves_its_other_half_open(every: Opened) -> None:
    """Its points are provisional (R12): they count as scored, and the criterion as open."""
    every.record("two-late", {"count": 1})
    now = figures(every)
    assert in_words(now) == ("9", "10", 23)


def test_bonus_and_penalty_stand_apart(every: Opened) -> None:
    assert figures(every).extras == "加分 0，最多 3　另扣 0"
    every.record("flag-it", {"found": False})
    every.record("praised", {"met": True})
    every.record("accident", {"found": True})
    now = figures(every)
    assert now.extras == "加分 3，最多 3　另扣 5"
    assert in_words(now) == ("8", "10", 21)


def test_discretion_and_what_is_set_aside_are_scored(every: Opened) -> None:
    every.do(judge, "each", {"score": "7.5", "reason": "研究过"})
    every.do(set_aside, "aside", "没有编制")
    now = figures(every)
    assert in_words(now) == ("17.5", "20", 22)


def test_what_is_being_typed_counts_at_once(every: Opened) -> None:
    every.assessment.draft("each-it", {"count": 2})
    assert figures(every).total == 6
    every.assessment.cannot("each-it", "请填整数")
    assert figures(every).assessed == 0


def test_a_settled_sheet_says_so(office: Opened) -> None:
    office.assessment.open(rounds().settled)
    settled = figures(office)
    assert (settled.of, settled.still_open) == ("/ 100 分", "各条都已认定")
    assert settled.spoken.startswith("总分 100，100 分，各条都已认定")


def test_sections_add_up_to_the_base(office: Opened) -> None:
    office.assessment.open(rounds().city)
    one = office.assessment
    portions = figures(office).portions
    names = [f"{each.no} {each.name}".strip() for each in one.sight.scheme.sections]
    assert [each.name for each in portions] == names
    assert all(each.score == each.assessed == each.points for each in portions)
    office.assessment.open(AssessmentKey(rounds().cities, "u-b"))
    assert all(each.assessed == each.score == 0 for each in figures(office).portions)
    inside = [each for each in one.parts if each.section is not None]
    office.record(inside[0].criteria[0].id, {"found": False})
    scored = [each for each in figures(office).portions if each.assessed]
    assert [show(each.assessed) for each in scored] == [show(inside[0].points or Decimal(0))]
