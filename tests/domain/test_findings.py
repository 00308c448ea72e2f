"""Findings: what the evaluator recorded, read or refused with the place."""

from decimal import Decimal

import pytest

from desktop.domain.findings import (
    Discretion,
    Finding,
    Unit,
    read_finding,
    read_findings,
    scheme_for,
)
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from tests.domain.building import (
    criterion_of,
    findings_of,
    indicator_of,
    one_indicator,
    refusal,
    said,
    scheme_of,
    sheet_of,
)

FLAG = '{ id = "f", shape = "flag", deduct = 2 }'
EACH = '{ id = "e", shape = "each", deduct = 1 }'
AWARD = '{ id = "w", shape = "award", points = 10 }'
REASON = {"reason": "情况特殊"}


def small() -> Scheme:
    return one_indicator(FLAG, EACH)


def test_facts_are_kept_in_the_schemes_order() -> None:
    facts = findings_of(small(), {"e": {"count": 1}, "f": {"found": True}}).facts
    assert list(facts) == ["f", "e"]


def test_a_fact_may_carry_a_note() -> None:
    finding = read_finding(criterion_of('shape = "flag"'), {"found": True, "note": "见附件"})
    assert finding == Finding(fact=True, note="见附件")


def test_an_exemption_needs_grounds_and_no_fact() -> None:
    criterion = criterion_of('shape = "flag", deduct = 2')
    assert read_finding(criterion, {"exempt": True} | REASON) == Finding(
        grounds="情况特殊", exempt=True
    )
    recorded = read_finding(criterion, {"found": True, "exempt": True, "note": "见附件"} | REASON)
    assert recorded == Finding(fact=True, note="见附件", grounds="情况特殊", exempt=True)
    assert not read_finding(criterion, {"found": True, "exempt": False}).exempt


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({"exempt": True}, "facts.f.reason"),
        ({"exempt": True, "reason": "  "}, "facts.f.reason"),
        ({"exempt": True, "reason": 3}, "facts.f.reason"),
        ({"exempt": "yes", "reason": "x"}, "facts.f.exempt"),
        ({"exempt": False, "reason": "x"}, "facts.f.found"),
        ({"note": "x"}, "facts.f.found"),
        ({"found": True, "note": ""}, "facts.f.note"),
        ({"found": True, "reason": ""}, "facts.f.reason"),
        ({"found": True, "fund": 1}, "facts.f.fund"),
        ({"found": "x", "exempt": True} | REASON, "facts.f.found"),
        ({"applies": False} | REASON, "facts.f.applies"),
        ({"applies": 0, "found": True}, "facts.f.applies"),
        (3, "facts.f"),
    ],
    ids=repr,
)
def test_a_wrong_fact_is_refused_with_its_place(fact: object, at: str) -> None:
    assert refusal(small(), {"f": fact}).at == at


def test_what_is_earned_cannot_be_exempt() -> None:
    refused = refusal(one_indicator(AWARD), {"w": {"exempt": True} | REASON})
    assert refused.at == "facts.w.exempt"
    assert "得分项不能免责" in refused.message


def test_unknown_ids_are_refused() -> None:
    assert refusal(small(), {"g": {"found": True}}).at == "facts.g"
    assert refusal(small(), discretion={"b": {"score": 1} | REASON}).at == "discretion.b"
    assert refusal(small(), not_applicable={"b": REASON}).at == "not_applicable.b"


@pytest.mark.parametrize("key", ["facts", "discretion", "not_applicable"])
@pytest.mark.parametrize("wrong", [None, [], "x", 3], ids=repr)
def test_each_part_is_a_table(key: str, wrong: object) -> None:
    with pytest.raises(Refused) as caught:
        read_findings(small(), {"facts": {}, key: wrong})
    assert caught.value.at == key


def test_facts_must_be_given() -> None:
    with pytest.raises(Refused) as caught:
        read_findings(small(), {})
    assert caught.value.at == "facts"


def test_discretion_is_between_0_and_the_points() -> None:
    found = findings_of(small(), discretion={"a": {"score": "7.5"} | REASON})
    assert found.discretion == {"a": Discretion(Decimal("7.5"), "情况特殊")}
    for score in (0, 10, "10.0"):
        findings_of(small(), discretion={"a": {"score": score} | REASON})


@pytest.mark.parametrize(
    ("judged", "at"),
    [
        ({"score": "10.5"} | REASON, "score"),
        ({"score": "-0.5"} | REASON, "score"),
        ({"score": "x"} | REASON, "score"),
        ({"score": True} | REASON, "score"),
        (REASON, "score"),
        ({"score": 3}, "reason"),
        ({"score": 3, "reason": " "}, "reason"),
        ({"score": 3, "note": "x"} | REASON, "note"),
    ],
    ids=repr,
)
def test_wrong_discretion_is_refused(judged: object, at: str) -> None:
    assert refusal(small(), discretion={"a": judged}).at == f"discretion.a.{at}"


def test_discretion_stays_within_declared_bounds() -> None:
    scheme = one_indicator(FLAG, more="floor = -5\nceiling = 12")
    findings_of(scheme, discretion={"a": {"score": "-5"} | REASON})
    findings_of(scheme, discretion={"a": {"score": 12} | REASON})
    refused = refusal(scheme, discretion={"a": {"score": 13} | REASON})
    assert refused.message == "自由裁量要在 -5 到 12 分之间，现在是 13 分"


def not_applying() -> Scheme:
    return one_indicator(
        '{ id = "f", shape = "flag", deduct = 2, not_applicable = "full" }',
        more='not_applicable = "full"',
    )


def test_what_does_not_apply_needs_grounds() -> None:
    found = findings_of(not_applying(), {"f": {"applies": False, "note": "见附件"} | REASON})
    assert found.facts == {"f": Finding(note="见附件", grounds="情况特殊", applies=False)}
    assert findings_of(not_applying(), {"f": {"applies": True, "found": True}}).facts == {
        "f": Finding(fact=True)
    }
    whole = findings_of(not_applying(), not_applicable={"a": REASON})
    assert whole.not_applicable == {"a": "情况特殊"}


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({"applies": False}, "reason"),
        ({"applies": False, "found": True} | REASON, "applies"),
        ({"applies": False, "exempt": True} | REASON, "applies"),
        ({"applies": "no"} | REASON, "applies"),
    ],
    ids=repr,
)
def test_not_applying_says_nothing_else(fact: object, at: str) -> None:
    assert refusal(not_applying(), {"f": fact}).at == f"facts.f.{at}"


def test_what_does_not_apply_must_be_allowed() -> None:
    assert refusal(small(), not_applicable={"a": REASON}).at == "not_applicable.a"
    wrong_ones: list[object] = [{}, {"reason": ""}, REASON | {"score": 1}, 3]
    for wrong in wrong_ones:
        at = refusal(not_applying(), not_applicable={"a": wrong}).at
        assert at.startswith("not_applicable.a")


def test_an_indicator_that_does_not_apply_has_no_findings() -> None:
    refused = refusal(not_applying(), {"f": {"found": True}}, not_applicable={"a": REASON})
    assert (refused.at, "“f”" in refused.message) == ("not_applicable.a", True)
    judged = {"a": {"score": 3} | REASON}
    refused = refusal(not_applying(), discretion=judged, not_applicable={"a": REASON})
    assert refused.at == "not_applicable.a"


KINDS = """
kinds = { town = "乡镇", office = "部门" }
[[indicators]]
id = "a"
points = 10
criteria = [
    { id = "f", shape = "flag", deduct = 2, by_kind = { town = { deduct = 1 } } },
    { id = "o", shape = "flag", deduct = 3, kinds = ["office"] },
]
"""


def test_a_kind_of_unit_has_its_own_reading() -> None:
    scheme = scheme_of(KINDS)
    town = scheme_for(scheme, Unit("town"))
    assert [c.id for c in town.all_criteria()] == ["f"]
    assert town.criteria["f"].rule.single == 1
    assert scheme_for(scheme, Unit("office")).criteria["f"].rule.single == 2
    assert refusal(scheme, {"o": {"found": True}}, unit={"kind": "town"}).at == "facts.o"


@pytest.mark.parametrize(
    ("unit", "at"),
    [
        ({}, "unit.kind"),
        ({"kind": "city"}, "unit.kind"),
        ({"kind": 3}, "unit.kind"),
        ({"kind": "town", "colour": 1}, "unit.colour"),
        ({"size": 0, "kind": "town"}, "unit.size"),
        ([], "unit"),
    ],
    ids=repr,
)
def test_a_unit_of_no_known_kind_is_refused(unit: object, at: str) -> None:
    assert refusal(scheme_of(KINDS), unit=unit).at in {at, "unit"}


SIZED = """
[[indicators]]
id = "a"
criteria = [{ id = "s", shape = "shortfall", deduct = 1, required_of_size = "10%" }]
[penalty]
criteria = [{ id = "p", shape = "shortfall", deduct = 1, required_of_size = "10%" }]
"""


def test_a_size_is_asked_for_where_figures_depend_on_it() -> None:
    scheme = scheme_of(SIZED)
    refused = refusal(scheme, {"s": {"actual": 1}})
    assert (refused.at.split(".")[0], "规模" in refused.message) == ("unit", True)
    assert scheme.needs_size
    assert not small().needs_size


def test_every_figure_by_size_is_worked_out() -> None:
    sized = scheme_for(scheme_of(SIZED), Unit(size=25))
    assert sized.criteria["s"].rule.tally(1).amount == -2
    assert sized.criteria["p"].rule.tally(1).amount == -2


def test_the_size_of_a_unit_is_read() -> None:
    scheme = one_indicator('{ id = "n", shape = "shortfall", required_of_size = "5%", deduct = 1 }')
    sheet = sheet_of(scheme, {"n": {"actual": 1}}, unit={"size": 50})
    assert said(indicator_of(sheet).score) == "8"
