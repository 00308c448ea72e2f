"""The sentence of a line: clause, count, arithmetic, cap, note; the same on screen and on paper."""

import pytest

from tests.domain.building import every_line, one_indicator, scheme_of, sheet_of

EACH = (
    '{ id = "e", clause = "六（四）", when = "少报一次", shape = "each", deduct = 2, unit = "份" }'
)
FLAG = '{ id = "f", clause = "序号1①", shape = "flag", deduct = 9 }'
AWARD = '{ id = "w", clause = "六（一）1", shape = "award", points = 10 }'


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ({"count": 0}, "六（四）少报一次：未发现，不扣分"),
        ({"count": 2}, "六（四）少报一次：2 份，每份扣 2 分，扣 4 分"),
        (
            {"count": 7},
            "六（四）少报一次：7 份，每份扣 2 分，应扣 14 分，本项仅余 10 分，实扣 10 分",
        ),
        (
            {"count": 1, "note": "第三季度"},
            "六（四）少报一次：1 份，每份扣 2 分，扣 2 分。说明：第三季度",
        ),
        (
            {"exempt": True, "reason": "系统停用"},
            "六（四）少报一次：免责（系统停用），不扣分",
        ),
        (
            {"count": 2, "exempt": True, "reason": "系统停用", "note": "见附件"},
            "六（四）少报一次：2 份，每份扣 2 分，免责（系统停用），不扣分。说明：见附件",
        ),
        (
            {"count": 1, "reason": "复核属实"},
            "六（四）少报一次：1 份，每份扣 2 分（复核属实），扣 2 分",
        ),
    ],
    ids=repr,
)
def test_a_deduction_is_said(fact: object, reason: str) -> None:
    assert every_line(sheet_of(one_indicator(EACH), {"e": fact}))["e"].reason == reason


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ({"met": True}, "六（一）1 指标1：符合，得 10 分"),
        ({"met": False}, "六（一）1 指标1：不符合，不得分"),
        (
            {"points": "6.50", "reason": "部分成员未明确"},
            "六（一）1 指标1：满分 10 分，酌情评定（部分成员未明确），得 6.5 分",
        ),
    ],
    ids=repr,
)
def test_what_is_earned_is_said(fact: object, reason: str) -> None:
    assert every_line(sheet_of(one_indicator(AWARD), {"w": fact}))["w"].reason == reason


def test_a_line_that_finds_nothing_left_says_so() -> None:
    sheet = sheet_of(one_indicator(FLAG, EACH), {"f": {"found": True}, "e": {"count": 3}})
    assert every_line(sheet)["e"].reason.endswith("应扣 6 分，本项仅余 1 分，实扣 1 分")
    more = '{ id = "z", clause = "三", when = "再犯", shape = "flag", deduct = 1 }'
    sheet = sheet_of(
        one_indicator(FLAG, EACH, more),
        {"f": {"found": True}, "e": {"count": 3}, "z": {"found": True}},
    )
    assert every_line(sheet)["z"].reason == "三再犯：发现，应扣 1 分，本项已无分可扣，实扣 0 分"


def test_a_merit_that_finds_no_room_says_so() -> None:
    second = '{ id = "v", clause = "二", shape = "award", points = 3 }'
    sheet = sheet_of(one_indicator(AWARD, second), {"w": {"met": True}, "v": {"met": True}})
    assert every_line(sheet)["v"].reason == "二指标1：符合，应得 3 分，本项已满分，实得 0 分"


def test_a_cap_is_named() -> None:
    capped = EACH.replace(" }", ", cap = 3 }")
    reason = every_line(sheet_of(one_indicator(capped), {"e": {"count": 2}}))["e"].reason
    assert reason.endswith("2 份，每份扣 2 分，应扣 4 分，本条最多扣 3 分，实扣 3 分")


def test_a_cap_and_what_is_left_are_both_named() -> None:
    capped = EACH.replace(" }", ", cap = 3 }")
    sheet = sheet_of(one_indicator(FLAG, capped), {"f": {"found": True}, "e": {"count": 2}})
    assert every_line(sheet)["e"].reason.endswith(
        "应扣 4 分，本条最多扣 3 分，本项仅余 1 分，实扣 1 分"
    )


def test_a_shared_cap_without_a_name() -> None:
    text = """
    [[indicators]]
    id = "a"
    criteria = [
        { id = "x", shape = "flag", deduct = 2, shares = "pool" },
        { id = "y", shape = "flag", deduct = 2, shares = "pool" },
    ]
    caps = [{ id = "pool", cap = 3 }]
    """
    sheet = sheet_of(scheme_of(text), {"x": {"found": True}, "y": {"found": True}})
    assert every_line(sheet)["y"].reason == (
        "y指标1：发现，应扣 2 分，几条合计最多扣 3 分，实扣 1 分"
    )


EXTRAS = """
[bonus]
name = "加分项"
points = 2
criteria = [{ id = "m", shape = "award", points = 3 }]
[penalty]
name = "扣分项"
criteria = [{ id = "p", shape = "flag", deduct = 4 }]
"""


def test_a_bonus_is_added_and_a_penalty_deducted() -> None:
    sheet = sheet_of(scheme_of(EXTRAS), {"m": {"met": True}, "p": {"found": True}})
    lines = every_line(sheet)
    assert lines["m"].reason == "m加分项：符合，应加 3 分，加分项仅余 2 分，实加 2 分"
    assert lines["p"].reason == "p扣分项：发现，应扣 4 分，总分仅余 2 分，实扣 2 分"
    nothing = sheet_of(scheme_of(EXTRAS), {"m": {"met": False}, "p": {"found": False}})
    assert every_line(nothing)["m"].reason == "m加分项：不符合，不加分"
    assert every_line(nothing)["p"].reason == "p扣分项：未发现，不扣分"


def test_a_choice_that_takes_nothing_deducts_nothing() -> None:
    text = '{ id = "c", clause = "二", when = "两库", shape = "choice", options = { a = ["齐全", 0], b = ["缺", -5] } }'
    reasons = [
        every_line(sheet_of(one_indicator(text), {"c": {"choice": one}}))["c"].reason
        for one in ("a", "b")
    ]
    assert reasons == ["二两库：认定为“齐全”，不扣分", "二两库：认定为“缺”，扣 5 分"]


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("half-up", "扣 0.38 分（四舍五入）"),
        ("half-even", "扣 0.38 分（四舍六入五成双）"),
        ("up", "扣 0.38 分（尾数进位）"),
        ("down", "扣 0.37 分（尾数舍去）"),
    ],
)
def test_how_a_line_was_rounded_is_said_as_it_was_done(mode: str, words: str) -> None:
    scheme = scheme_of(
        f'rounding = {{ mode = "{mode}" }}\n[[indicators]]\nid = "a"\n'
        'criteria = [{ id = "e", shape = "each", deduct = 0.125 }]'
    )
    assert every_line(sheet_of(scheme, {"e": {"count": 3}}))["e"].reason.endswith(words)
    assert every_line(sheet_of(scheme, {"e": {"count": 2}}))["e"].reason.endswith("扣 0.25 分")
