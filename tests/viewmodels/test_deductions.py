"""The deduction list: every loss with its clause and reason, adding up to what is really lost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import pytest

from desktop.domain.amounts import show
from desktop.domain.deductions import NO_DEDUCTIONS, Deduction, Deductions, deductions_of
from desktop.domain.findings import read_findings
from desktop.domain.records import AssessmentKey
from desktop.domain.scoring import score
from desktop.domain.sheet_parts import parts_of
from desktop.services.assessments import scheme_in
from desktop.services.recording import judge, set_aside
from tests.services.building import rounds
from tests.viewmodels.opened import Opened

pytestmark = pytest.mark.uncounted


def listed(every: Opened) -> Deductions:
    return deductions_of(every.assessment.sheet, every.assessment.parts, every.assessment.aside)


def amounts(every: Opened) -> list[tuple[str, str, str]]:
    return [(row.criterion, row.nominal, row.counted) for row in listed(every).rows]


def test_a_clean_sheet_has_none(every: Opened) -> None:
    assert listed(every) == NO_DEDUCTIONS
    every.record("each-it", {"count": 0})
    every.record("flag-it", {"found": False})
    every.record("award-it", {"met": True})
    assert listed(every).rows == ()


def test_a_row_says_where_which_clause_and_why(every: Opened) -> None:
    every.record("two-late", {"count": 2, "note": "三月四月"})
    [row] = listed(every).rows
    line = every.assessment.sheet.indicators[19].lines[0]
    assert row == Deduction(
        "two", "two-late", "20 两条", "序号20①", line.reason, "-2", "-2", Decimal(2)
    )
    assert "三月四月" in row.reason
    assert listed(every).lost == 2


def test_past_the_cap_the_nominal_amount_goes_on(every: Opened) -> None:
    every.record("each-it", {"count": 5})
    assert amounts(every) == [("each-it", "-10", "-6")]
    assert listed(every).lost == 6


def test_past_the_indicator_too(every: Opened) -> None:
    every.record("two-late", {"count": 9})
    every.record("two-short", {"actual": 0})
    assert [row[1] for row in amounts(every)] == ["-9", "-12"]
    assert listed(every).lost == 15  # from 10 points down to its floor, -5


@pytest.mark.parametrize(
    ("criterion", "fact", "lost"),
    [
        ("award-it", {"met": False}, "10"),
        ("award-it", {"points": "6", "reason": "部分"}, "4"),
        ("tiers-ratio-it", {"done": 9, "total": 10}, "4"),
        ("choice-earn-it", {"choice": "never"}, "10"),
        ("rate-it", {"done": 9, "total": 10}, "1"),
        ("target-it", {"count": 18}, "1"),
        ("each-earn-it", {"count": 3}, "4"),
        ("choice-deduct-it", {"choice": "half"}, "5"),
    ],
    ids=str,
)
def test_what_could_have_been_earned_and_was_not_is_lost(
    every: Opened, criterion: str, fact: Mapping[str, object], lost: str
) -> None:
    every.record(criterion, fact)
    assert amounts(every) == [(criterion, f"-{lost}", f"-{lost}")]
    assert show(listed(every).lost) == lost


@pytest.mark.parametrize(
    ("criterion", "fact"),
    [
        ("each-it", {"exempt": True, "reason": "停电"}),
        ("each-it", {"count": 3, "exempt": True, "reason": "停电"}),
        ("each-it", {"items": [{"exempt": True, "reason": "停电"}]}),
        ("award-it", {"applies": False, "reason": "没有职能"}),
        ("praised", {"met": False}),
    ],
    ids=str,
)
def test_what_takes_nothing_is_not_listed(
    every: Opened, criterion: str, fact: Mapping[str, object]
) -> None:
    every.record(criterion, fact)
    assert listed(every) == NO_DEDUCTIONS


def test_an_indicator_set_aside_is_not_listed(every: Opened) -> None:
    every.do(set_aside, "aside", "没有编制")
    assert listed(every).rows == ()


def test_discretion_is_listed_in_the_place_of_what_was_computed(every: Opened) -> None:
    every.record("each-it", {"count": 2})
    every.do(judge, "each", {"score": "7.5", "reason": "研究过"})
    line, judged = listed(every).rows
    assert (line.criterion, line.nominal, line.counted) == ("each-it", "-4", "裁量")
    assert (judged.part, judged.criterion, judged.counted) == ("each", "", "-2.5")
    assert "研究过" in judged.reason
    assert listed(every).lost == Decimal("2.5")


def test_a_penalty_beside_the_base_is_listed(every: Opened) -> None:
    every.record("flag-it", {"found": False})
    every.record("accident", {"found": True})
    assert amounts(every) == [("accident", "-5", "-5")]
    assert listed(every).rows[0].where == "倒扣"


def test_the_rows_stand_in_the_documents_order(every: Opened) -> None:
    for criterion in ("two-late", "each-it", "accident", "flag-it"):
        fact: Mapping[str, object] = (
            {"count": 1} if criterion in {"two-late", "each-it"} else {"found": True}
        )
        every.record(criterion, fact)
    assert [row.criterion for row in listed(every).rows] == [
        "flag-it",
        "each-it",
        "two-late",
        "accident",
    ]


FAULTS: Final[Mapping[str, Mapping[str, object]]] = {
    "flag": {"found": True},
    "each": {"count": 2},
    "award": {"met": False},
    "shortfall": {"actual": 0},
}


@pytest.mark.parametrize("every_other", [1, 2, 3])
@pytest.mark.parametrize("key", [rounds().settled, rounds().city], ids=["sections", "cities"])
def test_what_the_list_adds_up_to_is_what_the_sheet_lost(
    office: Opened, key: AssessmentKey, every_other: int
) -> None:
    """On installed schemes, with faults here and there: the points of the base less what it came to."""
    office.assessment.open(key)
    scheme = office.assessment.sight.scheme
    inside = [one for indicator in scheme.indicators for one in indicator.criteria]
    for one in inside[::every_other]:
        if one.rule.shape in FAULTS:
            office.record(one.id, FAULTS[one.rule.shape])
    sheet = office.assessment.sheet
    assert sheet.pending == ()
    assert listed(office).lost == sheet.points - sheet.base
    assert (
        sum((Decimal(row.counted) for row in listed(office).rows), Decimal(0))
        == -listed(office).lost
    )


# Merits that together come to more than their indicator holds, and a merit that may be left out.
_RICH: Final = """\
format = 1
id = "rich"
version = "1"
title = "办法"
subjects = "各科室"
points = 20

[source]
document = "文件"

[[exceptions]]
check = "full-marks"
at = "work"
because = "文件如此"

[[indicators]]
id = "work"
no = "1"
name = "工作"
points = 10
  [[indicators.criteria]]
  id = "led"
  clause = "一1"
  shape = "award"
  points = 8
  [[indicators.criteria]]
  id = "joined"
  clause = "一2"
  shape = "award"
  points = 6
  [[indicators.criteria]]
  id = "fault"
  clause = "一3"
  shape = "each"
  deduct = 2

[[indicators]]
id = "rest"
no = "2"
name = "其他"
points = 10
  [[indicators.criteria]]
  id = "met"
  clause = "二1"
  shape = "award"
  points = 5
  [[indicators.criteria]]
  id = "spare"
  clause = "二2"
  shape = "award"
  points = 5
  not_applicable = "left-out"
"""
_MET: Final = {"met": True}
_CLEAN: Final[Mapping[str, Mapping[str, object]]] = {
    "led": _MET,
    "joined": _MET,
    "fault": {"count": 0},
    "met": _MET,
    "spare": _MET,
}
_UNMET: Final = {"met": False}
_ASIDE: Final = {"applies": False, "reason": "没有职能"}


@pytest.mark.parametrize(
    ("facts", "listed_criteria"),
    [
        ({}, set()),
        ({"joined": _UNMET}, ("joined",)),
        ({"led": _UNMET}, ("led",)),
        ({"led": _UNMET, "joined": _UNMET, "fault": {"count": 1}}, ("led", "joined", "fault")),
        ({"spare": _ASIDE}, set()),
        ({"spare": _UNMET}, ("spare",)),
    ],
    ids=str,
)
def test_no_more_is_lost_than_the_indicator_holds(
    facts: Mapping[str, Mapping[str, object]], listed_criteria: tuple[str, ...]
) -> None:
    findings = read_findings(scheme_in(_RICH.encode(), "rich"), {"facts": {**_CLEAN, **facts}})
    sheet = score(findings)
    told = deductions_of(sheet, parts_of(findings.scheme))
    assert {row.criterion for row in told.rows} == {*listed_criteria}
    assert told.lost == sheet.points - sheet.base


def test_what_is_left_out_is_no_loss_whatever_else_is() -> None:
    """What is lost of the rest is scaled up with it; the criterion that does not apply lost nothing."""
    facts = {**_CLEAN, "spare": _ASIDE, "met": _UNMET}
    findings = read_findings(scheme_in(_RICH.encode(), "rich"), {"facts": facts})
    told = deductions_of(score(findings), parts_of(findings.scheme), frozenset({"spare"}))
    assert [row.criterion for row in told.rows] == ["met"]


@pytest.mark.parametrize(
    ("facts", "lost"),
    [
        ({"led": _UNMET}, 4),  # with the other merit it would still reach 6
        ({"led": {"points": "6", "reason": "部分"}}, 0),
        ({"joined": _UNMET}, 2),
        ({"fault": {"count": 1}}, 0),
        ({"led": _MET}, 0),
        ({"met": _MET}, 0),
        ({"met": _UNMET, "fault": {"count": 0}}, 5),
    ],
    ids=str,
)
def test_what_is_open_is_not_lost(facts: Mapping[str, Mapping[str, object]], lost: int) -> None:
    """What may still be earned counts for the unit."""
    findings = read_findings(scheme_in(_RICH.encode(), "rich"), {"facts": facts})
    assert deductions_of(score(findings), parts_of(findings.scheme)).lost == lost
