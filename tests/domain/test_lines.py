"""Lines: nominal, then the criterion's cap, the shared cap, and what is left of the indicator (R9)."""

from tests.domain.building import (
    amounts_of,
    every_line,
    indicator_of,
    one_indicator,
    said,
    scheme_of,
    sheet_of,
)

EACH = '{ id = "e", shape = "each", deduct = 2 }'
CAPPED = '{ id = "e", shape = "each", deduct = 2, cap = 5 }'
EARNED = '{ id = "m", shape = "each", earn = 2, cap = 5 }'
FLAG = '{ id = "f", shape = "flag", deduct = 9 }'
SHARED = """
criteria = [
    { id = "x", shape = "each", deduct = 2, shares = "pool" },
    { id = "y", shape = "each", deduct = 3, shares = "pool", cap = 3 },
    { id = "z", shape = "each", deduct = 1 },
]
caps = [{ id = "pool", cap = 5, name = "两条" }]
"""


def test_a_line_keeps_what_it_would_be_and_what_counts() -> None:
    sheet = sheet_of(one_indicator(FLAG, EACH), {"f": {"found": True}, "e": {"count": 3}})
    assert amounts_of(sheet) == {"f": ("-9", "-9"), "e": ("-6", "-1")}
    assert said(indicator_of(sheet).score) == "0"


def test_the_order_is_the_documents_not_the_facts() -> None:
    sheet = sheet_of(one_indicator(EACH, FLAG), {"f": {"found": True}, "e": {"count": 3}})
    assert amounts_of(sheet) == {"e": ("-6", "-6"), "f": ("-9", "-4")}


def test_not_sent_and_too_few_together_end_at_0() -> None:  # R13
    scheme = one_indicator(
        '{ id = "few", shape = "each", deduct = 2 }', '{ id = "none", shape = "flag", deduct = 10 }'
    )
    sheet = sheet_of(scheme, {"few": {"count": 2}, "none": {"found": True}})
    assert amounts_of(sheet) == {"few": ("-4", "-4"), "none": ("-10", "-6")}
    assert said(sheet.base) == "0"


def test_a_cap_cuts_a_line_in_both_directions() -> None:
    assert amounts_of(sheet_of(one_indicator(CAPPED), {"e": {"count": 4}})) == {"e": ("-8", "-5")}
    assert amounts_of(sheet_of(one_indicator(CAPPED), {"e": {"count": 2}})) == {"e": ("-4", "-4")}
    assert amounts_of(sheet_of(one_indicator(EARNED), {"m": {"count": 4}})) == {"m": ("8", "5")}


def test_counting_goes_on_past_the_cap() -> None:
    sheet = sheet_of(one_indicator(CAPPED), {"e": {"count": 999_999_999}})
    assert amounts_of(sheet) == {"e": ("-1999999998", "-5")}


def test_a_shared_cap_is_used_up_in_order() -> None:
    scheme = scheme_of(f'[[indicators]]\nid = "a"\n{SHARED}')
    facts = {"x": {"count": 2}, "y": {"count": 2}, "z": {"count": 1}}
    sheet = sheet_of(scheme, facts)
    assert amounts_of(sheet) == {"x": ("-4", "-4"), "y": ("-6", "-1"), "z": ("-1", "-1")}
    assert every_line(sheet)["y"].reason == (
        "y指标1：2 次，每次扣 3 分，应扣 6 分，本条最多扣 3 分，两条合计最多扣 5 分，实扣 1 分"
    )


def test_a_shared_cap_that_is_used_up_leaves_nothing() -> None:
    scheme = scheme_of(f'[[indicators]]\nid = "a"\n{SHARED}')
    sheet = sheet_of(scheme, {"x": {"count": 9}, "y": {"count": 1}})
    assert amounts_of(sheet) == {"x": ("-18", "-5"), "y": ("-3", "0")}


def test_merits_share_a_cap_too() -> None:
    text = SHARED.replace("deduct", "earn")
    sheet = sheet_of(
        scheme_of(f'[[indicators]]\nid = "a"\n{text}'),
        {"x": {"count": 2}, "y": {"count": 2}, "z": {"count": 1}},
    )
    assert amounts_of(sheet) == {"x": ("4", "4"), "y": ("6", "1"), "z": ("1", "1")}


def test_a_merit_earns_no_more_than_the_points() -> None:
    scheme = one_indicator(
        '{ id = "x", shape = "award", points = 8 }', '{ id = "y", shape = "award", points = 8 }'
    )
    sheet = sheet_of(scheme, {"x": {"met": True}, "y": {"met": True}})
    assert amounts_of(sheet) == {"x": ("8", "8"), "y": ("8", "2")}
    assert said(indicator_of(sheet).score) == "10"


def test_merits_and_faults_are_bounded_once() -> None:  # R28
    scheme = one_indicator(FLAG, '{ id = "w", shape = "award", points = 6 }', more="start = 5")
    sheet = sheet_of(scheme, {"f": {"found": True}, "w": {"met": True}})
    assert amounts_of(sheet) == {"f": ("-9", "-9"), "w": ("6", "6")}
    assert said(indicator_of(sheet).score) == "2"
    alone = sheet_of(scheme, {"f": {"found": True}})
    assert amounts_of(alone) == {"f": ("-9", "-5")}


def test_a_floor_below_0_and_a_ceiling_above_the_points() -> None:
    scheme = one_indicator(EACH, EARNED, more="start = 0\nfloor = -3\nceiling = 4")
    assert said(indicator_of(sheet_of(scheme, {"e": {"count": 9}})).score) == "-3"
    assert said(indicator_of(sheet_of(scheme, {"m": {"count": 9}})).score) == "4"


def test_an_exempt_line_counts_nothing_and_stays() -> None:
    reason = "客观原因"
    fact = {"count": 3, "exempt": True, "reason": reason}
    sheet = sheet_of(one_indicator(EACH), {"e": fact})
    assert amounts_of(sheet) == {"e": ("0", "0")}
    assert said(indicator_of(sheet).score) == "10"
    assert sheet.pending == ()


def test_a_line_is_rounded_half_up() -> None:  # R29
    scheme = one_indicator('{ id = "r", shape = "rate", points = 1 }')
    assert amounts_of(sheet_of(scheme, {"r": {"done": 1, "total": 200}})) == {"r": ("0.01", "0.01")}
    assert amounts_of(sheet_of(scheme, {"r": {"done": 1, "total": 201}})) == {"r": ("0", "0")}
    assert amounts_of(sheet_of(scheme, {"r": {"done": 1, "total": 3}})) == {"r": ("0.33", "0.33")}
