"""Totals: sections with start, bounds and weight, and what is scaled or held on the way to the base."""

from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from tests.domain.building import Plain, said, scheme_of, sheet_of


def awards(section: str, *points: int) -> str:
    """Indicators of one section, `<section>1` and so on, each one award."""
    return "".join(
        f"""
[[indicators]]
id = "{section}{n}"
section = "{section}"
points = {one}
not_applicable = "left-out"
criteria = [{{ id = "{section}{n}-met", shape = "award", points = {one} }}]
"""
        for n, one in enumerate(points, 1)
    )


def earned(**points: int) -> Plain:
    return {f"{name}-met": {"points": n, "reason": "评定"} for name, n in points.items()}


def steps(sheet: ScoreSheet) -> list[tuple[str, str, str]]:
    return [(one.kind, one.at, said(one.amount)) for one in sheet.adjustments]


def sections(sheet: ScoreSheet) -> list[tuple[str, str, str, str]]:
    return [(s.id, said(s.points), said(s.score), said(s.counted)) for s in sheet.sections]


def test_a_heading_changes_nothing() -> None:
    scheme = scheme_of('[[sections]]\nid = "s"\npoints = 10' + awards("s", 6, 4))
    sheet = sheet_of(scheme, earned(s1=5, s2=4))
    assert (said(sheet.base), steps(sheet)) == ("9", [])
    assert sections(sheet) == [("s", "10", "9", "9")]


def test_a_weighted_section_counts_its_share() -> None:
    scheme = scheme_of(
        'points = 100\n[[sections]]\nid = "s"\nname = "基础"\npoints = 100\nweight = "60%"\n'
        '[[sections]]\nid = "t"\nname = "成效"\npoints = 100\nweight = "40%"\n'
        + awards("s", 60, 40)
        + awards("t", 100)
    )
    sheet = sheet_of(scheme, earned(s1=40, s2=40, t1=95))
    assert said(sheet.base) == "86"  # 80 × 60% + 95 × 40% = 48 + 38
    assert said(sheet.assessed_points) == "100"
    assert steps(sheet) == [("weight", "s", "-32"), ("weight", "t", "-57")]
    assert sheet.adjustments[0].reason == "基础：80 × 60% = 48 分"
    assert sections(sheet) == [("s", "100", "80", "48"), ("t", "100", "95", "38")]


def test_a_weight_that_does_not_come_out_is_rounded_like_a_line() -> None:
    scheme = scheme_of('[[sections]]\nid = "s"\npoints = 10\nweight = "33.33%"' + awards("s", 10))
    sheet = sheet_of(scheme, earned(s1=7))
    assert said(sheet.base) == "2.33"  # 2.3331
    assert said(sheet.assessed_points) == "3.33"


def test_a_section_may_start_above_0_and_lose() -> None:
    scheme = scheme_of(
        """
[[sections]]
id = "s"
start = 5
floor = 0
ceiling = 6
[[indicators]]
id = "a"
section = "s"
points = 0
floor = -9
ceiling = 9
criteria = [
    { id = "f", shape = "each", deduct = 1 },
    { id = "m", shape = "each", earn = 1 },
]
"""
    )
    assert said(sheet_of(scheme, {"f": {"count": 2}}).base) == "3"
    low = sheet_of(scheme, {"f": {"count": 7}})
    assert (said(low.base), steps(low)) == ("0", [("start", "s", "5"), ("bounds", "s", "2")])
    high = sheet_of(scheme, {"m": {"count": 3}})
    assert (said(high.base), steps(high)) == ("6", [("start", "s", "5"), ("bounds", "s", "-2")])
    assert [one.reason for one in high.adjustments] == ["起点 5 分", "部分s合计 8 分，以 6 分为限"]


def test_the_whole_sheet_may_start_above_0() -> None:
    scheme = scheme_of(
        """
points = 100
start = 90
[[indicators]]
id = "a"
points = 10
criteria = [{ id = "f", shape = "each", deduct = 1 }]
"""
    )
    sheet = sheet_of(scheme, {"f": {"count": 3}})
    assert (said(sheet.base), steps(sheet)) == ("97", [("start", "", "90")])


def negative(head: str) -> Scheme:
    return scheme_of(
        f"""
{head}
[[indicators]]
id = "a"
points = 10
floor = -20
criteria = [{{ id = "f", shape = "each", deduct = 1 }}]
"""
    )


def test_the_base_stays_between_0_and_the_points() -> None:
    sheet = sheet_of(negative(""), {"f": {"count": 15}})
    assert (said(sheet.base), steps(sheet)) == ("0", [("bounds", "", "5")])
    assert sheet.adjustments[0].reason == "各项合计 -5 分，以 0 分为限"
    assert said(sheet_of(negative("floor = -3"), {"f": {"count": 15}}).base) == "-3"
    assert said(sheet_of(negative("floor = -9"), {"f": {"count": 15}}).base) == "-5"


def test_more_than_the_points_is_held_unless_declared() -> None:
    text = '[[indicators]]\nid = "a"\npoints = 12\ncriteria = [{ id = "f", shape = "each", deduct = 1 }]'
    sheet = sheet_of(scheme_of(text), {"f": {"count": 0}})
    assert (said(sheet.base), steps(sheet)) == ("10", [("bounds", "", "-2")])
    assert said(sheet_of(scheme_of("ceiling = 11\n" + text), {"f": {"count": 0}}).base) == "11"


def left_out(*names: str) -> Plain:
    return {name: {"reason": "无此职能"} for name in names}


MIXED = (
    'points = 10\n[[sections]]\nid = "s"\nname = "基础"\npoints = 10\nweight = "50%"\n'
    '[[sections]]\nid = "t"\nname = "成效"\npoints = 5\n' + awards("s", 6, 4) + awards("t", 3, 2)
)


def test_what_is_left_out_of_a_weighted_section_scales_that_section() -> None:
    sheet = sheet_of(scheme_of(MIXED), earned(s1=3, t1=3, t2=1), not_applicable=left_out("s2"))
    assert said(sheet.base) == "6.5"  # 3 × 10 ÷ 6 = 5, × 50% = 2.5; 2.5 + 4
    assert steps(sheet) == [("scaled", "s", "2"), ("weight", "s", "-2.5")]
    assert said(sheet.assessed_points) == "10"


def test_what_is_left_out_elsewhere_scales_the_whole() -> None:
    sheet = sheet_of(scheme_of(MIXED), earned(s1=6, s2=4, t1=3), not_applicable=left_out("t2"))
    assert said(sheet.base) == "10"  # (5 + 3) × 10 ÷ 8
    assert steps(sheet) == [("weight", "s", "-5"), ("scaled", "", "2")]
    assert said(sheet.assessed_points) == "10"


def test_a_weighted_section_that_is_left_out_whole_scales_the_rest() -> None:
    names = left_out("s1", "s2")
    sheet = sheet_of(scheme_of(MIXED), earned(t1=3, t2=1), not_applicable=names)
    assert said(sheet.base) == "8"  # 4 × 10 ÷ 5
    assert said(sheet.assessed_points) == "10"


def test_scaling_is_rounded_like_a_line() -> None:
    scheme = scheme_of('[[sections]]\nid = "s"\npoints = 10' + awards("s", 3, 7))
    sheet = sheet_of(scheme, earned(s2=5), not_applicable=left_out("s1"))
    assert said(sheet.base) == "7.14"  # 5 × 10 ÷ 7


def test_only_what_is_scored_is_assessed() -> None:  # R12
    scheme = scheme_of('[[sections]]\nid = "s"\npoints = 10' + awards("s", 6, 4))
    sheet = sheet_of(scheme, earned(s1=5))
    assert (said(sheet.base), said(sheet.assessed_points)) == ("5", "6")
    assert sheet.pending == ("s2-met",)
    assert (said(sheet_of(scheme).base), said(sheet_of(scheme).assessed_points)) == ("0", "0")
