"""The rows of the tree: each state, each sign beside it, what a filter and a search let through."""

from collections.abc import Mapping

import pytest

from desktop.domain.records import AssessmentKey, WaiverRecord
from desktop.services.recording import judge, set_aside
from desktop.services.waivers import waive
from desktop.viewmodels.part_rows import NOTHING_YET, Filter, PartRow, State, section_rows
from tests.services.building import ME, rounds
from tests.viewmodels.opened import Opened


def test_nothing_recorded_is_open_and_has_no_score(every: Opened) -> None:
    row = every.row("two")
    assert (row.state, row.score, row.points, row.open_criteria) == (
        State.OPEN,
        NOTHING_YET,
        "10",
        2,
    )
    assert (row.loses, row.exempted, row.scored) == (False, False, False)
    assert row.spoken == "20 两条，未评，满分 10，未评"


def test_half_of_it_recorded_is_partly_settled(every: Opened) -> None:
    every.record("two-late", {"count": 0})
    row = every.row("two")
    assert (row.state, row.score, row.open_criteria, row.loses) == (State.PARTLY, "10", 1, False)


def test_partly_settled_and_losing_is_both(every: Opened) -> None:
    every.record("two-late", {"count": 3})
    row = every.row("two")
    assert (row.state, row.score, row.loses) == (State.PARTLY, "7", True)
    assert row.spoken == "20 两条，得分 7，满分 10，已评一部分，有扣分"


@pytest.mark.parametrize(
    ("part", "fact", "state", "score"),
    [
        ("each", {"count": 0}, State.SETTLED, "10"),
        ("each", {"count": 2}, State.LOST, "6"),
        ("each", {"count": 9}, State.LOST, "4"),
        ("award", {"met": True}, State.SETTLED, "10"),
        ("award", {"met": False}, State.LOST, "0"),
        ("award", {"points": "6", "reason": "部分"}, State.LOST, "6"),
        ("choice-earn", {"choice": "once"}, State.LOST, "5"),
        ("tiers-ratio", {"done": 9, "total": 10}, State.LOST, "6"),
        ("award", {"applies": False, "reason": "没有职能"}, State.SETTLED, "10"),
    ],
    ids=str,
)
def test_settled_with_all_points_or_with_points_lost(
    every: Opened, part: str, fact: Mapping[str, object], state: State, score: str
) -> None:
    every.record(f"{part}-it", fact)
    row = every.row(part)
    assert (row.state, row.score, row.loses) == (state, score, state is State.LOST)


def test_judged_whatever_is_recorded_below(every: Opened) -> None:
    every.do(judge, "each", {"score": "7.5", "reason": "研究过"})
    row = every.row("each")
    assert (row.state, row.score, row.loses, row.open_criteria) == (State.JUDGED, "7.5", True, 0)
    every.record("each-it", {"count": 5})
    every.do(judge, "each", {"score": "10", "reason": "研究过"})
    row = every.row("each")
    assert (row.state, row.score, row.loses) == (State.JUDGED, "10", False)


def test_what_does_not_apply_is_aside(every: Opened) -> None:
    every.do(set_aside, "aside", "没有编制")
    row = every.row("aside")
    assert (row.state, row.open_criteria, row.loses) == (State.ASIDE, 0, False)


@pytest.mark.parametrize(
    ("criterion", "fact", "exempted"),
    [
        ("two-late", {"exempt": True, "reason": "停电"}, True),
        ("two-late", {"items": [{"exempt": True, "reason": "停电"}, {}]}, True),
        ("two-late", {"count": 1}, False),
        ("two-late", {"count": 1, "note": "不属于可以免责的情形"}, False),
        ("two-late", {"items": [{"note": "申请免责未通过"}]}, False),
    ],
    ids=str,
)
def test_only_an_exemption_is_one(
    every: Opened,
    criterion: str,
    fact: Mapping[str, object],
    exempted: bool,  # noqa: FBT001  # expected
) -> None:
    every.record(criterion, fact)
    assert every.row("two").exempted == exempted
    assert ("有免责" in every.row("two").spoken) == exempted


def test_an_exempted_criterion_loses_nothing(every: Opened) -> None:
    every.record("each-it", {"count": 5, "exempt": True, "reason": "停电"})
    row = every.row("each")
    assert (row.state, row.score, row.loses, row.exempted) == (State.SETTLED, "10", False, True)


def test_bonus_and_penalty_have_rows_of_their_own(every: Opened) -> None:
    assert every.row("+bonus").score == every.row("+penalty").score == NOTHING_YET
    every.record("flag-it", {"found": False})
    every.record("praised", {"met": True})
    every.record("accident", {"found": True})
    bonus, penalty = every.row("+bonus"), every.row("+penalty")
    assert (bonus.score, bonus.state, bonus.loses, bonus.name) == (
        "3",
        State.SETTLED,
        False,
        "加分",
    )
    assert (penalty.score, penalty.state, penalty.loses) == ("-5", State.LOST, True)
    every.record("praised", {"met": False})
    assert (
        every.row("+bonus").state is State.SETTLED
    )  # what is not earned beside the base is no loss


# -- filters and search


def shown(every: Opened, chosen: Filter, search: str = "") -> list[str]:
    one = every.assessment
    rows = section_rows(one.sight, one.sheet, one.parts)
    return [row.part for section in rows for row in section.parts if row.shown_by(chosen, search)]


def test_filters(every: Opened) -> None:
    all_parts = [part.id for part in every.assessment.parts]
    assert shown(every, Filter.ALL) == shown(every, Filter.OPEN) == all_parts
    assert shown(every, Filter.LOST) == []
    every.record("each-it", {"count": 1})
    every.record("two-late", {"count": 1})
    every.record("flag-it", {"found": False})
    assert shown(every, Filter.LOST) == ["each", "two"]
    assert set(all_parts) - set(shown(every, Filter.OPEN)) == {"each", "flag"}


def test_the_search_looks_in_names_clauses_requirements_and_reasons(every: Opened) -> None:
    every.record("each-it", {"items": [{"note": "甲"}], "note": "缺三月台账 ABC"})
    assert shown(every, Filter.ALL, "两条") == ["two"]  # the name
    assert shown(every, Filter.ALL, "序号20②") == ["two"]  # the clause
    assert shown(every, Filter.ALL, "少报") == ["two"]  # its wording
    assert shown(every, Filter.ALL, "按时报送") == ["two"]  # what is required
    assert shown(every, Filter.ALL, "三月台账") == ["each"]  # the reason
    assert shown(every, Filter.ALL, " 台账  abc ") == ["each"]
    assert shown(every, Filter.ALL, "台账 两条") == []
    assert shown(every, Filter.OPEN, "台账") == []


# -- sections and evidence, on an installed scheme


def test_a_section_adds_up_what_is_scored(office: Opened) -> None:
    office.assessment.open(rounds().city)
    one = office.assessment
    rows = section_rows(one.sight, one.sheet, one.parts)
    sections = {row.name: row for row in rows if row.name}
    assert sections
    for row in sections.values():
        assert (row.score, row.share) == (row.points, 1.0)
    inside = [part.part for row in rows for part in row.parts]
    assert inside == [part.id for part in one.parts]


def test_a_section_without_a_score_shows_none(office: Opened) -> None:
    office.assessment.open(AssessmentKey(rounds().cities, "u-b"))
    one = office.assessment
    rows = [row for row in section_rows(one.sight, one.sheet, one.parts) if row.name]
    assert {(row.score, row.share) for row in rows} == {(NOTHING_YET, 0)}


def test_missing_evidence_is_said_until_it_is_linked_or_waived(office: Opened) -> None:
    office.assessment.open(rounds().city)
    requirements = office.assessment.sight.scheme.requirements
    lacking = {row.requirement for row in office.assessment.sight.checklist.missing}
    parts = {one.indicator for one in requirements if one.no in lacking}
    shown_lacking = {row.part for row in all_rows(office) if row.lacks_evidence}
    assert shown_lacking == {f"+{one}" if one == "bonus" else one for one in parts}
    office.assessment.open(rounds().waived)
    assert not any(row.lacks_evidence for row in all_rows(office))


def test_a_bonus_that_is_given_lacks_its_proof(office: Opened) -> None:
    office.assessment.open(rounds().city)
    [proof] = [
        one for one in office.assessment.sight.scheme.requirements if one.indicator == "bonus"
    ]
    office.record("state-council-praise", {"met": True})
    assert proof.no in {row.requirement for row in office.assessment.sight.checklist.missing}
    assert office.row("+bonus").lacks_evidence
    waiver = WaiverRecord(*rounds().city, proof.no, "", 0, "市局统一留存")
    office.workplace.dispatcher.tell(waive(office.workspace, ME, waiver))
    assert not office.row("+bonus").lacks_evidence


def all_rows(office: Opened) -> list[PartRow]:
    one = office.assessment
    sections = section_rows(one.sight, one.sheet, one.parts)
    return [row for section in sections for row in section.parts]
