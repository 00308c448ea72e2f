"""The whole sheet: what is pending, discretion, bonus, penalty, bases of several sizes (R9, R12)."""

import pytest

from desktop.domain.score_sheet import ScoreSheet
from tests.domain.building import amounts_of, every_line, indicator_of, said, scheme_of, sheet_of

TWO = """
[[indicators]]
id = "a"
points = 6
criteria = [
    { id = "f", shape = "flag", deduct = 2 },
    { id = "e", shape = "each", deduct = 1 },
]
[[indicators]]
id = "b"
points = 4
criteria = [{ id = "w", shape = "award", points = 4 }]
"""


def totals(sheet: ScoreSheet) -> tuple[str, ...]:
    amounts = (sheet.base, sheet.bonus, sheet.penalty, sheet.total)
    return tuple(said(one) for one in amounts)


def test_an_empty_sheet_has_no_scores_and_all_is_pending() -> None:
    sheet = sheet_of(scheme_of(TWO))
    assert [one.score for one in sheet.indicators] == [None, None]
    assert totals(sheet) == ("0", "0", "0", "0")
    assert sheet.pending == ("f", "e", "w")
    assert (sheet.scheme, said(sheet.points), sheet.grade) == ("small", "10", None)


def test_one_fact_makes_the_score_provisional() -> None:
    sheet = sheet_of(scheme_of(TWO), {"f": {"found": True}})
    assert [said(one.score) for one in sheet.indicators] == ["4", ""]
    assert (said(sheet.base), said(sheet.assessed_points)) == ("4", "6")
    assert sheet.pending == ("e", "w")


def test_what_deducts_starts_full_and_what_earns_starts_at_0() -> None:
    sheet = sheet_of(scheme_of(TWO), {"f": {"found": False}, "w": {"met": False}})
    assert [said(one.score) for one in sheet.indicators] == ["6", "0"]


def test_every_recorded_criterion_gives_one_line() -> None:
    facts = {"e": {"count": 0}, "f": {"found": False}, "w": {"met": True}}
    sheet = sheet_of(scheme_of(TWO), facts)
    assert amounts_of(sheet) == {"f": ("0", "0"), "e": ("0", "0"), "w": ("4", "4")}
    assert [line.criterion for line in indicator_of(sheet).lines] == ["f", "e"]
    assert totals(sheet) == ("10", "0", "0", "10")
    assert sheet.pending == ()


def test_discretion_replaces_the_score_and_shows_both() -> None:
    judged = {"a": {"score": "5.5", "reason": "整改及时"}}
    sheet = sheet_of(scheme_of(TWO), {"f": {"found": True}}, discretion=judged)
    one = indicator_of(sheet)
    assert (said(one.score), said(one.computed)) == ("5.5", "4")
    assert one.discretion is not None
    assert one.discretion.grounds == "整改及时"
    assert amounts_of(sheet) == {"f": ("-2", "-2")}
    assert sheet.pending == ("w",)


@pytest.mark.parametrize(("name", "computed"), [("a", "6"), ("b", "0")])
def test_discretion_needs_no_fact(name: str, computed: str) -> None:
    sheet = sheet_of(scheme_of(TWO), discretion={name: {"score": 3, "reason": "评定"}})
    one = indicator_of(sheet, name)
    assert (said(one.score), said(one.computed), one.lines) == ("3", computed, ())


def test_without_discretion_nothing_is_computed_beside_the_score() -> None:
    one = indicator_of(sheet_of(scheme_of(TWO), {"f": {"found": True}}))
    assert (one.computed, one.discretion, one.not_applicable) == (None, None, None)


@pytest.mark.parametrize("points", [10, 100, 110, 1000])
def test_a_base_of_any_size(points: int) -> None:
    scheme = scheme_of(
        f"""
points = {points}
[[indicators]]
id = "a"
points = {points}
criteria = [{{ id = "e", shape = "each", deduct = 3 }}]
"""
    )
    sheet = sheet_of(scheme, {"e": {"count": 3}})
    assert said(sheet.total) == str(points - 9)
    assert said(sheet_of(scheme, {"e": {"count": 400}}).total) == "0"


def with_extras(bonus: str = "", penalty: str = "", head: str = "") -> str:
    text = f"""
{head}
[[indicators]]
id = "a"
points = 10
criteria = [{{ id = "e", shape = "each", deduct = 1 }}]
"""
    if bonus:
        text += f'[bonus]\n{bonus}\ncriteria = [{{ id = "m", shape = "each", earn = 2 }}]\n'
    if penalty:
        text += f'[penalty]\n{penalty}\ncriteria = [{{ id = "p", shape = "each", deduct = 2 }}]\n'
    return text


def extras_sheet(text: str, lost: int, merits: int, faults: int) -> tuple[str, ...]:
    facts = {"e": {"count": lost}, "m": {"count": merits}, "p": {"count": faults}}
    scheme = scheme_of(text)
    return totals(sheet_of(scheme, {k: v for k, v in facts.items() if k in scheme.criteria}))


@pytest.mark.parametrize(
    ("bonus", "lost", "merits", "expected"),
    [
        ("points = 5", 1, 2, ("9", "4", "0", "13")),  # outside the base
        ("points = 5", 0, 9, ("10", "5", "0", "15")),  # at most its own points
        ('name = "加分"', 0, 9, ("10", "18", "0", "28")),  # without points it has no cap
        ("points = 5\ninside = true", 0, 2, ("10", "0", "0", "10")),
        ("points = 5\ninside = true", 3, 2, ("7", "3", "0", "10")),
        ("points = 5\ninside = true", 8, 9, ("2", "5", "0", "7")),
        ("inside = true", 8, 9, ("2", "8", "0", "10")),
    ],
)
def test_a_bonus(bonus: str, lost: int, merits: int, expected: tuple[str, ...]) -> None:
    assert extras_sheet(with_extras(bonus), lost, merits, 0) == expected


@pytest.mark.parametrize(
    ("penalty", "lost", "faults", "expected"),
    [
        ("points = 5", 1, 1, ("9", "0", "-2", "7")),
        ("points = 5", 1, 9, ("9", "0", "-5", "4")),
        ('name = "扣分"', 1, 9, ("9", "0", "-9", "0")),  # never below 0
        ("points = 5", 8, 9, ("2", "0", "-2", "0")),
    ],
)
def test_a_penalty(penalty: str, lost: int, faults: int, expected: tuple[str, ...]) -> None:
    assert extras_sheet(with_extras(penalty=penalty), lost, 0, faults) == expected


def test_a_penalty_is_taken_from_the_grand_total_or_from_the_base_alone() -> None:
    bonus = "points = 6"
    outside = with_extras(bonus, 'name = "扣分"')
    assert extras_sheet(outside, 8, 3, 4) == ("2", "6", "-8", "0")
    inside = with_extras(bonus, "inside = true")
    assert extras_sheet(inside, 8, 3, 4) == ("2", "6", "-2", "6")


@pytest.mark.parametrize(
    ("lost", "merits", "faults", "expected"),
    [
        (0, 2, 1, ("10", "2", "-2", "10")),  # a penalty makes room for the bonus (R28)
        (0, 2, 0, ("10", "0", "0", "10")),
        (0, 2, 3, ("10", "4", "-6", "8")),
        (9, 2, 3, ("1", "4", "-5", "0")),
        (9, 0, 3, ("1", "0", "-1", "0")),
    ],
)
def test_bonus_and_penalty_inside_the_base_are_summed_first(
    lost: int, merits: int, faults: int, expected: tuple[str, ...]
) -> None:
    text = with_extras("inside = true", "inside = true")
    assert extras_sheet(text, lost, merits, faults) == expected


def test_a_penalty_may_go_below_0_where_the_sheet_may() -> None:
    text = with_extras(penalty='name = "扣分"', head="floor = -5")
    assert extras_sheet(text, 8, 0, 9) == ("2", "0", "-7", "-5")


def test_what_a_bonus_would_have_been_stays_on_its_line() -> None:
    scheme = scheme_of(with_extras("points = 5\ninside = true"))
    sheet = sheet_of(scheme, {"e": {"count": 1}, "m": {"count": 2}})
    assert amounts_of(sheet)["m"] == ("4", "1")


def test_a_bonus_is_pending_until_it_is_recorded() -> None:
    scheme = scheme_of(with_extras("points = 5", "points = 5"))
    sheet = sheet_of(scheme, {"e": {"count": 0}})
    assert sheet.pending == ("m", "p")
    assert (sheet.bonus_lines, sheet.penalty_lines) == ((), ())


def test_a_bonus_shares_a_cap() -> None:
    text = """
[bonus]
points = 9
criteria = [
    { id = "m", shape = "award", points = 3, shares = "pool" },
    { id = "n", shape = "award", points = 3, shares = "pool" },
]
caps = [{ id = "pool", cap = 4 }]
"""
    sheet = sheet_of(scheme_of(text), {"m": {"met": True}, "n": {"met": True}})
    assert amounts_of(sheet) == {"m": ("3", "3"), "n": ("3", "1")}
    assert said(sheet.bonus) == "4"


def test_a_penalty_may_veto() -> None:
    text = """
[[indicators]]
id = "a"
criteria = [{ id = "e", shape = "each", deduct = 1 }]
[penalty]
criteria = [{ id = "p", shape = "flag", consequence = { veto = true } }]
"""
    sheet = sheet_of(scheme_of(text), {"e": {"count": 0}, "p": {"found": True}})
    assert totals(sheet) == ("10", "0", "0", "0")
    assert every_line(sheet)["p"].reason == "p：发现，一票否决"


def test_two_vetoes_are_named_together() -> None:
    veto = 'shape = "flag", consequence = { veto = true }'
    text = f'[[indicators]]\nid = "a"\ncriteria = [{{ id = "f", {veto} }}, {{ id = "g", {veto} }}]'
    sheet = sheet_of(scheme_of(text), {"f": {"found": True}, "g": {"found": True}})
    assert [one.reason for one in sheet.adjustments] == ["f、g：一票否决，总分为 0"]


def test_a_veto_of_nothing_is_no_adjustment() -> None:
    text = """
[[indicators]]
id = "a"
criteria = [{ id = "f", shape = "flag", deduct = 10, consequence = { veto = true } }]
"""
    sheet = sheet_of(scheme_of(text), {"f": {"found": True}})
    assert (said(sheet.total), sheet.adjustments) == ("0", ())


def test_a_plan_without_points_has_no_indicators() -> None:
    sheet = sheet_of(scheme_of("points = 0"))
    assert (sheet.indicators, sheet.pending, totals(sheet)) == ((), (), ("0", "0", "0", "0"))


def test_scoring_twice_is_the_same() -> None:
    scheme = scheme_of(TWO)
    facts = {"f": {"found": True}, "e": {"count": 3}, "w": {"met": True}}
    assert sheet_of(scheme, facts) == sheet_of(scheme, dict(reversed(facts.items())))
