"""What does not apply gives what the scheme declares (R30)."""

from decimal import Decimal

import pytest

from desktop.domain.not_applicable import NOT_APPLICABLE
from desktop.domain.refusals import Refused
from desktop.domain.score_sheet import ScoreSheet
from tests.domain.building import (
    amounts_of,
    every_line,
    indicator_of,
    one_indicator,
    said,
    scheme_of,
    sheet_of,
)

OUT = {"applies": False, "reason": "没有此项职能"}


@pytest.mark.parametrize(
    ("written", "left_out", "given"),
    [
        ("full", False, 10),
        ("left-out", True, 0),
        (0, False, 0),
        (3, False, 3),
        (Decimal("2.5"), False, Decimal("2.5")),
    ],
)
def test_a_declaration_says_what_is_given(
    written: object,
    left_out: bool,  # noqa: FBT001  # expected
    given: object,
) -> None:
    declared = NOT_APPLICABLE.read(written)
    assert (declared.left_out, declared.points(Decimal(10))) == (left_out, given)
    assert NOT_APPLICABLE.show(declared) == str(written)


@pytest.mark.parametrize("value", ["half", "", -1, True, None, [], "10"], ids=repr)
def test_no_declarations(value: object) -> None:
    with pytest.raises(Refused):
        NOT_APPLICABLE.read(value)


def criterion_sheet(gives: str) -> ScoreSheet:
    scheme = one_indicator(
        f'{{ id = "c", shape = "award", points = 4, not_applicable = {gives} }}',
        '{ id = "d", shape = "award", points = 6 }',
    )
    return sheet_of(scheme, {"c": OUT, "d": {"points": 3, "reason": "一半"}})


@pytest.mark.parametrize(
    ("gives", "score", "effective"),
    [('"full"', "7", "4"), ("0", "3", "0"), ("1.5", "4.5", "1.5"), ('"left-out"', "5", "2")],
)
def test_a_criterion_that_does_not_apply_gives_what_is_declared(
    gives: str, score: str, effective: str
) -> None:
    sheet = criterion_sheet(gives)
    assert indicator_of(sheet).score == Decimal(score)
    assert amounts_of(sheet)["c"] == (effective, effective)
    assert sheet.pending == ()


def test_its_sentence_says_what_is_given() -> None:
    reasons = [
        every_line(criterion_sheet(one))["c"].reason for one in ('"full"', "0", '"left-out"')
    ]
    assert reasons == [
        "c指标1：不适用（没有此项职能），得 4 分",
        "c指标1：不适用（没有此项职能），不得分",
        "c指标1：不适用（没有此项职能），不计入，其余按比例折算，增加 2 分",
    ]


def test_a_deduction_that_does_not_apply_is_not_made() -> None:
    scheme = one_indicator('{ id = "c", shape = "flag", deduct = 4, not_applicable = "full" }')
    sheet = sheet_of(scheme, {"c": OUT})
    assert indicator_of(sheet).score == 10
    assert every_line(sheet)["c"].reason == "c指标1：不适用（没有此项职能），不扣分"


def test_full_marks_of_a_count_are_its_cap() -> None:
    scheme = one_indicator(
        '{ id = "c", shape = "each", earn = 1, cap = 5, not_applicable = "full" }'
    )
    assert indicator_of(sheet_of(scheme, {"c": OUT})).score == 5


def test_several_criteria_left_out_scale_once() -> None:
    scheme = one_indicator(
        '{ id = "c", shape = "award", points = 2, not_applicable = "left-out" }',
        '{ id = "d", shape = "award", points = 3, not_applicable = "left-out" }',
        '{ id = "e", shape = "award", points = 5 }',
    )
    sheet = sheet_of(scheme, {"c": OUT, "d": OUT, "e": {"points": 4, "reason": "尚可"}})
    assert indicator_of(sheet).score == 8
    assert amounts_of(sheet) == {"c": ("4", "4"), "d": ("0", "0"), "e": ("4", "4")}


BOTH_PARTS = """
[[indicators]]
id = "a"
points = 4
criteria = [
    { id = "c", shape = "award", points = 3, not_applicable = "left-out" },
    { id = "d", shape = "award", points = 1, not_applicable = "left-out" },
]
[[indicators]]
id = "b"
points = 6
criteria = [{ id = "e", shape = "award", points = 6 }]
"""
REST = {"e": {"points": 3, "reason": "一半"}}


def test_an_indicator_of_which_nothing_applies_is_left_out_itself() -> None:
    sheet = sheet_of(scheme_of(BOTH_PARTS), {"c": OUT, "d": OUT} | REST)
    assert indicator_of(sheet).score is None
    assert amounts_of(sheet) == {"c": ("0", "0"), "d": ("0", "0"), "e": ("3", "3")}
    assert (said(sheet.base), said(sheet.assessed_points), sheet.pending) == ("5", "10", ())
    assert every_line(sheet)["c"].reason == "c指标1：不适用（没有此项职能），不计入，其余按比例折算"


def test_an_indicator_of_which_something_is_open_is_not_left_out() -> None:
    sheet = sheet_of(scheme_of(BOTH_PARTS), {"c": OUT} | REST)
    assert (said(indicator_of(sheet).score), sheet.pending) == ("0", ("d",))
    assert said(sheet.base) == "3"


def test_discretion_counts_also_where_nothing_applies() -> None:
    judged = {"a": {"score": 2, "reason": "参照评定"}}
    sheet = sheet_of(scheme_of(BOTH_PARTS), {"c": OUT, "d": OUT} | REST, discretion=judged)
    assert said(indicator_of(sheet).score) == "2"
    assert said(sheet.base) == "5"


def test_the_rest_is_rounded_like_any_line() -> None:
    scheme = one_indicator(
        '{ id = "c", shape = "award", points = 3, not_applicable = "left-out" }',
        '{ id = "d", shape = "award", points = 7 }',
    )
    sheet = sheet_of(scheme, {"c": OUT, "d": {"points": 5, "reason": "尚可"}})
    assert indicator_of(sheet).score == Decimal("7.14")  # 5 × 10 ÷ 7


TWO = """
[[indicators]]
id = "a"
points = 4
not_applicable = {gives}
criteria = [{{ id = "c", shape = "award", points = 4 }}]
[[indicators]]
id = "b"
points = 6
criteria = [{{ id = "d", shape = "flag", deduct = 3 }}]
"""


@pytest.mark.parametrize(
    ("gives", "score", "base"),
    [
        ('"full"', 4, 7),
        ("0", 0, 3),
        ("1.5", Decimal("1.5"), Decimal("4.5")),
        ('"left-out"', None, 5),
    ],
)
def test_an_indicator_that_does_not_apply_gives_what_is_declared(
    gives: str, score: object, base: object
) -> None:
    scheme = scheme_of(TWO.format(gives=gives))
    sheet = sheet_of(scheme, {"d": {"found": True}}, not_applicable={"a": {"reason": "无此职能"}})
    one = indicator_of(sheet)
    assert (one.score, one.lines, one.not_applicable) == (score, (), "无此职能")
    assert (sheet.base, said(sheet.assessed_points), sheet.pending) == (base, "10", ())


def test_the_scaling_of_the_rest_is_an_adjustment() -> None:
    scheme = scheme_of(TWO.format(gives='"left-out"'))
    sheet = sheet_of(scheme, {"d": {"found": True}}, not_applicable={"a": {"reason": "无此职能"}})
    (adjustment,) = sheet.adjustments
    assert (adjustment.kind, said(adjustment.amount)) == ("scaled", "2")
    assert adjustment.reason == "不适用 4 分，其余按 10 ÷ 6 折算"


def test_what_is_still_open_is_scaled_too() -> None:
    scheme = scheme_of(TWO.format(gives='"left-out"'))
    sheet = sheet_of(scheme, not_applicable={"a": {"reason": "无此职能"}})
    assert (said(sheet.base), said(sheet.assessed_points), sheet.pending) == ("0", "0", ("d",))


def test_a_sheet_where_nothing_applies_is_not_scaled() -> None:
    text = '[[indicators]]\nid = "a"\nnot_applicable = "left-out"\n'
    scheme = scheme_of(text + 'criteria = [{ id = "c", shape = "flag", deduct = 3 }]')
    sheet = sheet_of(scheme, not_applicable={"a": {"reason": "无此职能"}})
    assert (said(sheet.base), said(sheet.assessed_points), sheet.adjustments) == ("0", "0", ())


def test_what_is_given_is_cut_by_a_shared_cap_like_anything_earned() -> None:
    given = 'shape = "award", points = 4, shares = "pool", not_applicable = "full"'
    text = f"""
[[indicators]]
id = "a"
criteria = [{{ id = "c", {given} }}, {{ id = "d", {given} }}]
caps = [{{ id = "pool", cap = 5, name = "两条" }}]
"""
    sheet = sheet_of(scheme_of(text), {"c": OUT, "d": OUT})
    assert amounts_of(sheet) == {"c": ("4", "4"), "d": ("4", "1")}
    assert every_line(sheet)["d"].reason == (
        "d指标1：不适用（没有此项职能），应得 4 分，两条合计最多得 5 分，实得 1 分"
    )
