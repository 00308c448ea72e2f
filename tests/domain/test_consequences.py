"""Consequences: 不得分, 一票否决, grades that are out of reach."""

from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.consequences import Consequence, GradeBand, grade_of, grade_slips
from desktop.domain.deductions import deductions_of
from desktop.domain.figures import read_edge
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.sheet_parts import parts_of
from desktop.schemefiles.building import Workshop
from desktop.schemefiles.scheme_building import build_scheme
from tests.domain.building import (
    amounts_of,
    every_line,
    indicator_of,
    one_indicator,
    plain_scheme,
    said,
    scheme_of,
    sheet_of,
    slips_of,
)

EXEMPT = {"exempt": True, "reason": "客观原因"}


def one(consequence: str, deduct: str = "deduct = 1, ", facts: object = None) -> ScoreSheet:
    scheme = one_indicator(
        f'{{ id = "f", shape = "each", {deduct}consequence = {consequence} }}',
        '{ id = "g", shape = "flag", deduct = 3 }',
    )
    recorded = {"count": 1} if facts is None else facts
    return sheet_of(scheme, {"f": recorded, "g": {"found": True}})


def test_a_void_indicator_scores_nothing() -> None:
    sheet = one('{ void = "indicator" }')
    assert said(indicator_of(sheet).score) == "0"
    assert amounts_of(sheet) == {"f": ("-10", "-7"), "g": ("-3", "-3")}
    reason = every_line(sheet)["f"].reason
    assert reason == "f指标1：1 次，每次扣 1 分，本项不得分，余下 7 分全部扣去"


def test_an_exempt_fault_has_no_consequence() -> None:
    for fact in ({"count": 0}, EXEMPT, {"count": 1} | EXEMPT, {"items": [EXEMPT]}):
        sheet = one('{ void = "indicator" }', facts=fact)
        assert said(indicator_of(sheet).score) == "7"


def test_of_two_that_void_the_first_takes_what_is_left() -> None:
    void = 'consequence = { void = "indicator" }'
    scheme = one_indicator(
        f'{{ id = "f", shape = "flag", {void} }}',
        f'{{ id = "g", shape = "flag", deduct = 2, {void} }}',
    )
    sheet = sheet_of(scheme, {"f": {"found": True}, "g": {"found": True}})
    assert amounts_of(sheet) == {"f": ("-10", "-8"), "g": ("-2", "-2")}
    only_second = sheet_of(scheme, {"f": {"found": False}, "g": {"found": True}})
    assert amounts_of(only_second) == {"f": ("0", "0"), "g": ("-10", "-10")}


def test_an_award_not_met_may_void_the_rest() -> None:
    scheme = one_indicator(
        '{ id = "w", shape = "award", points = 4, consequence = { void = "indicator" } }',
        '{ id = "v", shape = "award", points = 6 }',
    )
    sheet = sheet_of(scheme, {"w": {"met": False}, "v": {"met": True}})
    assert amounts_of(sheet) == {"w": ("-10", "-6"), "v": ("6", "6")}
    assert said(indicator_of(sheet).score) == "0"
    assert said(indicator_of(sheet_of(scheme, {"w": {"met": True}})).score) == "4"


def test_what_voids_never_reads_as_earned() -> None:
    scheme = one_indicator(
        '{ id = "f", shape = "flag", deduct = 1 }',
        '{ id = "t", shape = "target", measure = "count", target = 5, points = 10, '
        'short = { step = 1, points = 2 }, consequence = { void = "indicator" } }',
        more="start = 0",
    )
    sheet = sheet_of(scheme, {"f": {"found": True}, "t": {"count": 4}})
    line = every_line(sheet)["t"]
    assert said(indicator_of(sheet).score) == "0"
    assert line.effective <= 0
    assert "-" not in line.reason


def test_a_void_line_never_takes_more_than_it_would() -> None:
    scheme = one_indicator(
        '{ id = "f", shape = "flag", consequence = { void = "indicator" } }',
        '{ id = "m", shape = "each", earn = 1 }',
        more="start = 10\nceiling = 15",
    )
    line = every_line(sheet_of(scheme, {"f": {"found": True}, "m": {"count": 5}}))["f"]
    assert said(line.effective) == "-15"
    assert abs(line.effective) <= abs(line.nominal)


@pytest.mark.parametrize(("count", "score"), [(1, "8"), (2, "6"), (3, "0"), (4, "0")])
def test_times(count: int, score: str) -> None:
    scheme = one_indicator(
        '{ id = "f", shape = "each", deduct = 2, consequence = { void = "indicator", times = 3 } }'
    )
    assert said(indicator_of(sheet_of(scheme, {"f": {"count": count}})).score) == score


def test_exempt_items_do_not_count_towards_the_times() -> None:
    scheme = one_indicator(
        '{ id = "f", shape = "each", deduct = 2, consequence = { veto = true, times = 2 } }'
    )
    assert said(sheet_of(scheme, {"f": {"items": [{}, EXEMPT]}}).total) == "8"
    assert said(sheet_of(scheme, {"f": {"items": [{}, {}]}}).total) == "0"


SECTIONS = """
[[sections]]
id = "s"
name = "组织"
[[indicators]]
id = "a"
section = "s"
points = 4
criteria = [{ id = "f", shape = "flag", deduct = 1, consequence = { void = "section" } }]
[[indicators]]
id = "b"
section = "s"
points = 3
criteria = [{ id = "g", shape = "flag", deduct = 1 }]
[[indicators]]
id = "c"
points = 3
criteria = [{ id = "h", shape = "flag", deduct = 1 }]
"""


def test_a_void_section_scores_nothing() -> None:
    facts = {name: {"found": name == "f"} for name in "fgh"}
    sheet = sheet_of(scheme_of(SECTIONS), facts)
    assert [said(one.score) for one in sheet.indicators] == ["3", "3", "3"]
    assert said(sheet.total) == "3"
    (adjustment,) = sheet.adjustments
    assert (adjustment.kind, adjustment.at, said(adjustment.amount)) == ("void", "s", "-6")
    assert adjustment.reason == "f：组织不得分"
    assert every_line(sheet)["f"].reason == "f指标1：发现，扣 1 分，所在部分不得分"
    assert [said(one.counted) for one in sheet.sections] == ["0"]


def test_a_section_stands_where_nothing_voids_it() -> None:
    sheet = sheet_of(scheme_of(SECTIONS), {name: {"found": False} for name in "fgh"})
    assert (said(sheet.total), sheet.adjustments) == ("10", ())


GRADED = """
bonus = { points = 5, criteria = [{ id = "m", shape = "award", points = 5 }] }
grades = [
    { name = "优秀", at_least = 9 },
    { name = "良好", at_least = 6, less_than = 9 },
    { name = "合格", less_than = 6 },
]
[[indicators]]
id = "a"
criteria = [
    { id = "f", shape = "flag", consequence = { veto = true } },
    { id = "g", shape = "flag", consequence = { grade_at_most = "良好" } },
    { id = "h", shape = "each", deduct = 1 },
]
"""
CLEAN = {
    "f": {"found": False},
    "g": {"found": False},
    "h": {"count": 0},
    "m": {"met": False},
}


def test_a_veto_leaves_nothing() -> None:
    sheet = sheet_of(scheme_of(GRADED), CLEAN | {"f": {"found": True}, "m": {"met": True}})
    assert (said(sheet.base), said(sheet.bonus), said(sheet.total)) == ("10", "5", "0")
    (adjustment,) = sheet.adjustments
    assert (adjustment.kind, said(adjustment.amount)) == ("veto", "-15")
    assert adjustment.reason == "f：一票否决，总分为 0"
    assert every_line(sheet)["f"].reason == "f指标1：发现，一票否决"
    assert sheet.grade == "合格"
    told = deductions_of(sheet, parts_of(scheme_of(GRADED)))
    row = told.rows[-1]
    assert (row.where, row.reason, row.counted) == ("全表", adjustment.reason, "-15")
    assert told.lost == 15


@pytest.mark.parametrize(
    ("lost", "capped", "grade"),
    [
        (0, False, "优秀"),
        (1, False, "优秀"),
        (2, False, "良好"),
        (4, False, "良好"),
        (5, False, "合格"),
        (0, True, "良好"),
        (2, True, "良好"),
        (5, True, "合格"),
    ],
)
def test_a_grade_is_no_better_than_a_fault_allows(lost: int, capped: bool, grade: str) -> None:  # noqa: FBT001  # found or not
    sheet = sheet_of(scheme_of(GRADED), CLEAN | {"h": {"count": lost}, "g": {"found": capped}})
    assert sheet.grade == grade


def test_the_sentence_says_which_grade_is_out_of_reach() -> None:
    sheet = sheet_of(scheme_of(GRADED), CLEAN | {"g": {"found": True}})
    assert every_line(sheet)["g"].reason == "g指标1：发现，等次不高于“良好”"
    assert every_line(sheet)["f"].reason == "f指标1：未发现，不扣分"


def test_an_open_sheet_has_no_grade() -> None:
    assert sheet_of(scheme_of(GRADED), {"h": {"count": 0}}).grade is None


def band(name: str, **ends: object) -> GradeBand:
    edges: dict[str, Any] = {end: read_edge(value) for end, value in ends.items()}
    return GradeBand(name=name, **edges)


def test_a_total_outside_every_band_has_no_grade() -> None:
    grades = [band("优秀", at_least=9), band("合格", at_least=6, less_than=9)]
    assert grade_of(Decimal(5), grades, []) is None
    assert grade_of(Decimal(5), grades, ["合格"]) is None
    assert grade_of(Decimal(9), grades, ["合格"]) == "合格"
    assert grade_of(Decimal(9), grades, []) == "优秀"


@pytest.mark.parametrize(
    ("first", "second", "slips"),
    [
        ({"at_least": 9}, {"less_than": 9}, []),
        ({"more_than": 9}, {"at_most": 9}, []),
        ({"at_least": 9}, {"at_least": 6}, [("else", 1)]),  # the first that is reached counts
        ({"at_least": 9}, {"at_least": 6, "less_than": 9}, [("else", 1)]),
        ({"at_least": 9}, {"less_than": 8}, [("grades", 1)]),  # 8.5 has no grade
        ({"at_least": 9}, {"at_most": 9}, [("grades", 1)]),  # 9 has two
        ({"more_than": 9}, {"less_than": 9}, [("grades", 1)]),  # 9 has none
        ({"at_least": 6}, {"at_least": 9}, [("grades", 1), ("else", 1)]),
        ({"less_than": 9}, {"less_than": 6}, [("grades", 1)]),
    ],
    ids=repr,
)
def test_every_total_has_one_grade(
    first: dict[str, int], second: dict[str, int], slips: list[tuple[str, int]]
) -> None:
    found = grade_slips([band("优秀", **first), band("合格", **second)])
    assert [(slip.code, slip.place[-1]) for slip in found] == slips


def test_a_grade_is_named_once() -> None:
    (slip,) = grade_slips([band("优秀", at_least=9), band("优秀", less_than=9)])
    assert (slip.code, slip.place) == ("grades", ("grades", 1))
    assert list(grade_slips([])) == []


def test_a_band_makes_sense_and_is_in_points() -> None:
    assert [slip.code for slip in band("优秀", at_least="90%").slips()] == ["edge"]
    assert [slip.code for slip in band("优秀").slips()] == ["grades"]
    assert list(band("优秀", at_least=90).slips()) == []


def test_a_consequence_does_something() -> None:
    assert list(Consequence(veto=True).slips()) == []
    assert slips_of('shape = "flag", consequence = {}') == [("consequence", ("consequence",))]
    assert slips_of('shape = "flag", consequence = { times = 0, veto = true }') == [
        ("", ("consequence", "times"))
    ]


@pytest.mark.parametrize(
    ("consequence", "words"),
    [
        ("veto = true, times = 2", "2 次，每次扣 1 分，扣 2 分，累计达到 2 起，一票否决"),
        ("veto = true", "2 次，每次扣 1 分，扣 2 分，一票否决"),
        ('void = "section", veto = true', "2 次，每次扣 1 分，扣 2 分，所在部分不得分，一票否决"),
        (
            'veto = true, grade_at_most = "良好"',
            "2 次，每次扣 1 分，扣 2 分，一票否决，等次不高于“良好”",
        ),
        (
            'void = "indicator", veto = true',
            "2 次，每次扣 1 分，本项不得分，余下 10 分全部扣去，一票否决",
        ),
        ('void = "indicator", times = 2', "2 次，每次扣 1 分，本项不得分，余下 10 分全部扣去"),
    ],
)
def test_every_consequence_is_said(consequence: str, words: str) -> None:
    head = '[[sections]]\nid = "s"\n[[grades]]\nname = "良好"\nat_least = 0\n'
    scheme = scheme_of(
        f'{head}[[indicators]]\nid = "a"\nsection = "s"\ncriteria = [{{ id = "f", shape = "each", '
        f"deduct = 1, consequence = {{ {consequence} }} }}]"
    )
    reason = every_line(sheet_of(scheme, {"f": {"count": 2}}))["f"].reason
    assert reason.removeprefix("f指标1：") == words


def test_a_void_line_stays_as_large_as_what_was_found() -> None:
    scheme = one_indicator(
        '{ id = "f", shape = "each", deduct = 4, consequence = { void = "indicator" } }'
    )
    line = every_line(sheet_of(scheme, {"f": {"count": 5}}))["f"]
    assert (said(line.nominal), said(line.effective)) == ("-20", "-10")


@pytest.mark.parametrize(
    ("best", "lowest", "told"),
    [
        ('quota = "20%"', "", []),
        ("most = 3", "", []),
        ('quota = "20%"\nmost = 3', "", ["名额写比例（quota）或者个数（most），只能写一个"]),
        ("", 'quota = "20%"', ["最低的等次不能限名额，排不进去的单位就没有等次"]),
        ("", "most = 3", ["最低的等次不能限名额，排不进去的单位就没有等次"]),
    ],
)
def test_how_many_may_have_a_grade_is_said_once_and_not_of_the_lowest(
    best: str, lowest: str, told: list[str]
) -> None:
    workshop = Workshop()
    scheme = build_scheme(
        plain_scheme(
            f'[[grades]]\nname = "优秀"\nat_least = 9\n{best}\n'
            f'[[grades]]\nname = "合格"\nless_than = 9\n{lowest}\n'
            '[[indicators]]\nid = "a"\ncriteria = [{ id = "f", shape = "flag", deduct = 1 }]'
        ),
        workshop,
    )
    found = [*workshop.slips, *grade_slips(scheme.grades if scheme else ())]
    assert [slip.message for slip in found if slip.code == "grades"] == told
