"""Scoring a line: the contract's form, in and out."""

import json
from typing import Any

import pytest

from desktop.services.score_line import plain_sheet, score_line
from tests.domain.building import scheme_of, sheet_of

YUXI = "yuxi-education-sections"


def answer(**plain: Any) -> dict[str, Any]:  # noqa: ANN401  # plain data
    return score_line(json.dumps({"scheme": YUXI, "facts": {}} | plain).encode())


def test_the_contracts_own_example() -> None:
    sheet = answer(facts={"study-missed": {"count": 1}})
    assert {key: sheet[key] for key in ("scheme", "points", "assessed_points")} == {
        "scheme": YUXI,
        "points": "100",
        "assessed_points": "10",
    }
    assert (sheet["base"], sheet["bonus"], sheet["total"]) == ("8", "0", "8")
    assert "study-missed" not in sheet["pending"]
    assert sheet["pending"][0] == "unplanned"
    study = sheet["indicators"][0]
    assert study.keys() == {"id", "no", "points", "score", "lines"}
    assert (study["id"], study["no"], study["points"], study["score"]) == ("study", "1", "10", "8")
    (line,) = study["lines"]
    assert line.keys() == {"criterion", "nominal", "effective", "reason"}
    assert (line["criterion"], line["nominal"], line["effective"]) == ("study-missed", "-2", "-2")
    assert line["reason"].startswith("序号1")
    assert line["reason"].endswith("1 次，每次扣 2 分，扣 2 分")


def test_an_indicator_without_facts_has_no_score() -> None:
    sheet = answer()
    assert {one["score"] for one in sheet["indicators"]} == {None}
    assert (sheet["base"], sheet["assessed_points"], sheet["bonus_lines"]) == ("0", "0", [])


def test_discretion_is_answered_with_what_was_computed() -> None:
    judged = {"study": {"score": "9.0", "reason": "补课"}}
    study = answer(facts={"study-missed": {"count": 1}}, discretion=judged)["indicators"][0]
    assert (study["score"], study["computed"]) == ("9", "8")
    assert study["discretion"] == {"score": "9", "reason": "补课"}


@pytest.mark.parametrize(
    ("plain", "at"),
    [
        ({"facts": {"study-missed": {"count": "x"}}}, "facts.study-missed.count"),
        ({"facts": {"study-missed": {"count": 1, "colour": 2}}}, "facts.study-missed.colour"),
        ({"facts": {"studymissed": {"count": 1}}}, "facts.studymissed"),
        ({"facts": None}, "facts"),
        ({"scheme": "yuxi"}, "scheme"),
        ({"scheme": 3}, "scheme"),
        ({"colour": 1}, "colour"),
        ({"discretion": {"study": {"score": 11, "reason": "x"}}}, "discretion.study.score"),
        ({"not_applicable": {"study": {"reason": "x"}}}, "not_applicable.study"),
        ({"unit": {"kind": "Town"}}, "unit.kind"),
    ],
    ids=repr,
)
def test_a_wrong_line_is_answered_with_its_place(plain: dict[str, Any], at: str) -> None:
    refused = answer(**plain)
    assert refused.keys() == {"error", "at"}
    assert refused["at"] == at
    assert refused["error"]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        (b"x", ""),
        (b"{}", "scheme"),
        (b'{"scheme": "yuxi-education-sections"}', "facts"),
        (b'{"scheme": "a", "scheme": "b"}', "scheme"),
        (b'{"scheme": NaN, "facts": {}}', "scheme"),
    ],
)
def test_a_line_that_is_no_question_is_refused(line: bytes, at: str) -> None:
    assert score_line(line)["at"] == at


@pytest.mark.parametrize(
    "line",
    [
        rb'{"scheme": "yuxi-education-sections", "facts": {"\ud800": {}}}',
        rb'{"scheme": "yuxi-education-sections", "facts": {"study-missed": {"\udfff": 1}}}',
        rb'{"scheme": "yuxi-education-sections", "facts": {"study-missed": {"count": "\ud800"}}}',
        rb'{"scheme": "\ud800", "facts": {}}',
        rb'{"\ud800": 1, "\ud800": 2}',
    ],
)
def test_an_answer_can_always_be_written(line: bytes) -> None:
    text = json.dumps(score_line(line), ensure_ascii=False)
    assert json.loads(text.encode()).keys() == {"error", "at"}


def test_an_answer_is_never_endless() -> None:
    facts: dict[str, Any] = {"x" * 100_000: {}}
    assert len(answer(facts=facts)["error"]) < 200


SPECIAL = """
grades = [{ name = "优秀", at_least = 6 }, { name = "合格", less_than = 6 }]
penalty = { points = 5, criteria = [{ id = "p", shape = "flag", deduct = 4 }] }
[rounding]
total_places = 0
[[indicators]]
id = "a"
points = 8
criteria = [{ id = "r", shape = "rate", points = 8 }]
[[indicators]]
id = "b"
points = 2
not_applicable = "full"
criteria = [{ id = "f", shape = "flag", deduct = 2 }]
"""


def test_what_few_schemes_have_is_answered_where_they_have_it() -> None:
    facts = {"r": {"done": 2, "total": 3}, "p": {"found": True}}
    sheet = sheet_of(scheme_of(SPECIAL), facts, not_applicable={"b": {"reason": "无此职能"}})
    plain = plain_sheet(sheet)
    assert (plain["base"], plain["penalty"], plain["total"]) == ("7.33", "-4", "3")
    assert plain["penalty_lines"] == [
        {"criterion": "p", "nominal": "-4", "effective": "-4", "reason": "p：发现，扣 4 分"}
    ]
    assert plain["adjustments"] == [
        {
            "kind": "rounding",
            "at": "",
            "amount": "-0.33",
            "reason": "总分 3.33 分，按规定的小数位计 3 分",
        }
    ]
    assert plain["grade"] == "合格"
    assert plain["indicators"][1] == {
        "id": "b",
        "no": "2",
        "points": "2",
        "score": "2",
        "lines": [],
        "not_applicable": {"reason": "无此职能"},
    }


def test_a_plan_without_points_shows_no_indicators() -> None:
    plain = plain_sheet(sheet_of(scheme_of("points = 0")))
    assert (plain["indicators"], plain["points"], plain["pending"]) == ([], "0", [])
    assert not {"penalty", "adjustments", "grade"} & plain.keys()
