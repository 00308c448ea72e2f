"""Proposals: the fact that an answer comes to, by shape; always one that the criterion takes; what changed since."""

from datetime import date

import pytest
from hypothesis import given as over

from desktop.domain.findings import read_finding
from desktop.domain.ledgers.measured import Question
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.proposals import Proposal, differences, propose
from desktop.domain.scheme import Criterion
from desktop.services.schemes import list_schemes
from tests.domain.building import criterion_of
from tests.domain.ledgers.building import (
    Plain,
    county,
    day,
    item,
    meeting,
    paper,
    question,
    run,
)
from tests.domain.ledgers.strategies import questions

DELAYED = 'from = "inspections.delayed"'
MEETINGS = 'from = "activities.held", given = { kind = "meeting" }'
STANDING = 'from = "joint.standing", read_as = { completed = "a", took-part = "b", none = "c" }'
LATE = run("6-2", planned=day("6-1"))
EXCUSED = run("6-3", planned=day("6-1"), because="平台停机")


def made(text: str, **rows: object) -> Proposal:
    """What is proposed for a criterion of this shape; its own `given` goes along."""
    criterion = criterion_of(text)
    asked = question(**{"as_of": "2023-01-15", **rows})  # type: ignore[arg-type]  # rows of ledgers
    found = propose(criterion, about(criterion, asked))
    assert found
    return found


def about(criterion: Criterion, asked: Question) -> Question:
    return Question(asked.ledgers, asked.period, asked.calendar, asked.as_of, criterion.given)


FACTS: dict[str, tuple[str, Plain, Plain]] = {
    "each, deducting": (
        f'shape = "each", deduct = 1, {DELAYED}',
        {"runs": [LATE, EXCUSED]},
        {
            "items": [
                {"note": "食品抽查：计划6月1日完成，6月2日结束", "date": "2022-06-02"},
                {
                    "note": "食品抽查：计划6月1日完成，6月3日结束",
                    "date": "2022-06-03",
                    "exempt": True,
                    "reason": "平台停机",
                },
            ]
        },
    ),
    "each, earning: nothing is exempted": (
        f'shape = "each", earn = 1, {DELAYED}',
        {"runs": [EXCUSED]},
        {"items": [{"note": "食品抽查：计划6月1日完成，6月3日结束", "date": "2022-06-03"}]},
    ),
    "each, without a day": (
        'shape = "each", deduct = 1, from = "members.uncovered"',
        {"plan": [item("1")], "members": [Member(name="市教育局")]},
        {"items": [{"note": "市教育局未列入部门联合抽查计划"}]},
    ),
    "each, a row for several": (
        'shape = "each", deduct = 1, from = "inspections.unanswered"',
        {"runs": [run("6-2", unanswered=2)]},
        {
            "items": [
                {"note": "食品抽查：2 户未及时反馈结果（1/2）", "date": "2022-06-02"},
                {"note": "食品抽查：2 户未及时反馈结果（2/2）", "date": "2022-06-02"},
            ]
        },
    ),
    "each, more than anybody goes through": (
        'shape = "each", deduct = 1, from = "inspections.unanswered"',
        {"runs": [run("6-2", unanswered=500), run("6-3", unanswered=300, because="停电")]},
        {"count": 500, "note": "台账登记抽查 2 次，其中 2 次有户未及时反馈结果"},
    ),
    "flag, found": (
        f'shape = "flag", deduct = 1, {DELAYED}',
        {"runs": [LATE, EXCUSED]},
        {"found": True, "note": "食品抽查：计划6月1日完成，6月2日结束"},
    ),
    "flag, all excused": (
        f'shape = "flag", deduct = 1, {DELAYED}',
        {"runs": [EXCUSED]},
        {"found": False, "note": "台账登记抽查 1 次，其中 1 次延期"},
    ),
    "shortfall": (
        'shape = "shortfall", required = 20, deduct = 2, from = "joint.runs"',
        {"runs": [LATE, run("7-1")]},
        {"actual": 2, "note": "台账登记完成的部门联合抽查 2 次"},
    ),
    "share": (
        'shape = "share", deduct = 0.1, from = "activities.attendance"',
        {"activities": [meeting("5-5", convened=True, large=True, absent=3, expected=60)]},
        {
            "items": [
                {
                    "absent": 3,
                    "expected": 60,
                    "note": "部署会：应参加 60 人，缺席 3 人",
                    "date": "2022-05-05",
                }
            ]
        },
    ),
    "award": (
        f'shape = "award", points = 1, {MEETINGS}',
        {"activities": [meeting("5-5")]},
        {"met": True, "note": "台账登记会议 1 次"},
    ),
    "award, for more than one": (
        'shape = "award", points = 1, from = "activities.held", given = { kind = "meeting", least = 2 }',
        {"activities": [meeting("5-5")]},
        {"met": False, "note": "台账登记会议 1 次"},
    ),
    "tiers by count": (
        f'shape = "tiers", measure = "count", tiers = [[1, 3]], below = 0, {MEETINGS}',
        {"activities": [meeting("5-5"), meeting("6-5")]},
        {"count": 2, "note": "台账登记会议 2 次"},
    ),
    "tiers by ratio": (
        'shape = "tiers", measure = "ratio", tiers = [["100%", 3]], below = 0, from = "plan.completion"',
        {"plan": [item("1"), item("2")], "runs": [run("5-5", plan="1")]},
        {"done": 1, "total": 2, "note": "台账登记计划 2 项，已完成 1 项"},
    ),
    "rate": (
        'shape = "rate", points = 3, from = "inspections.publication_rate"',
        {"runs": [run("5-5", published=day("5-6"))]},
        {"done": 1, "total": 1, "note": "已结束的抽查 1 次，已公示 1 次"},
    ),
    "choice": (
        f'shape = "choice", options = {{ a = {["完成", 10]}, b = {["参与", 5]}, c = {["没有", 0]} }}, {STANDING}',
        {"runs": [run("5-5")]},
        {"choice": "b", "note": "部门联合抽查计划 0 项，已完成 0 项；发起或参与 1 次"},
    ),
}


@pytest.mark.parametrize(("text", "rows", "fact"), FACTS.values(), ids=[*FACTS])
def test_the_fact_by_its_shape(text: str, rows: Plain, fact: Plain) -> None:
    found = made(text, **rows)
    assert found.fact == fact
    criterion = criterion_of(text)
    read_finding(criterion, fact)
    assert differences(criterion, fact, fact) == ()
    if "items" in fact:
        assert len(found.rows) == len(fact["items"])


def test_a_criterion_that_asks_nothing() -> None:
    assert propose(criterion_of('shape = "flag", deduct = 1'), question()) is None


def test_a_proposal_says_where_it_comes_from() -> None:
    found = made(f'shape = "each", deduct = 1, {DELAYED}', runs=[LATE, run("5-5")])
    assert (found.criterion, found.measure, found.as_of) == (
        "c",
        "inspections.delayed",
        date(2023, 1, 15),
    )
    assert (found.rows, found.gaps) == (("r1",), ("1 次抽查未登记计划完成日期",))
    assert found.basis == "台账登记抽查 2 次，登记齐全 1 次，其中 1 次延期"


def test_rows_are_one_an_item_or_one_a_row() -> None:
    several = made(FACTS["each, a row for several"][0], runs=[run("6-2", unanswered=2)])
    assert several.rows == ("r1", "r1")
    many = made(FACTS["each, a row for several"][0], runs=[run("6-2", unanswered=900)])
    assert many.rows == ("r1",)
    missing = made(
        'shape = "flag", deduct = 1, from = "activities.none", given = { kind = "study" }',
        activities=[meeting("5-5")],
    )
    assert missing.rows == ("",)


def test_what_cannot_be_told_has_no_fact() -> None:
    found = made(f'shape = "each", deduct = 1, {DELAYED}')
    assert (found.fact, found.basis, found.rows) == (None, "", ())
    assert found.gaps == ("抽查任务台账在考核时段内没有登记",)


def test_while_the_period_lasts_that_is_said() -> None:
    found = made(
        f'shape = "award", points = 1, {MEETINGS}', as_of="12-31", activities=[meeting("5-5")]
    )
    assert (found.gaps, found.remarks) == ((), ("考核时段未结束，按到12月31日的台账算",))
    assert not found.is_over


def test_a_share_of_a_period_that_lasts_is_told_as_one() -> None:
    text = (
        'shape = "tiers", measure = "ratio", tiers = [["100%", 10]], below = 0, '
        'from = "inspections.publication_rate"'
    )
    runs = [run("5-1"), run("5-2", published=day("5-3"))]
    lasting, over = (made(text, as_of=as_of, runs=runs) for as_of in ("6-1", "2023-01-01"))
    assert lasting.fact == over.fact
    assert lasting.remarks == ("考核时段未结束，按到6月1日的台账算",)
    assert (over.remarks, over.is_over) == ((), True)


def test_for_whom_it_was_read_is_said() -> None:
    """R31."""
    given = 'given = { kind = "meeting", level = "counties-or-own" }'
    text = f'shape = "flag", deduct = 1, from = "activities.none", {given}'
    county_round = made(text, activities=[meeting("5-5")], members=[Member(name="县教育局")])
    assert county_round.remarks == ("成员单位台账没有县（市、区），按本单位自身计",)
    assert county_round.gaps == ()
    city_round = made(text, activities=[meeting("5-5", by="甲县")], members=[county("甲县")])
    assert (city_round.gaps, city_round.remarks) == ((), ())


def test_a_flag_names_everybody_at_fault() -> None:
    """R18: the departments, all of them, before what they have in common."""
    names = [f"{one}局" for one in "甲乙丙丁戊己庚辛"]
    given = 'given = { subject = ["rules"], level = "departments" }'
    text = f'shape = "flag", deduct = 5, from = "documents.missing", {given}'
    found = made(
        text,
        activities=[paper("5-5", "rules", by="甲局")],
        members=[Member(name=one) for one in names],
    )
    assert found.fact == {
        "found": True,
        "note": f"{'、'.join(sorted(names[1:]))}未登记“工作细则”文件",
    }


def test_a_flag_lists_a_few_of_many_runs() -> None:
    runs = [run(f"6-{n}", planned=day("6-1"), title=f"第{n}次") for n in range(2, 9)]
    found = made(f'shape = "flag", deduct = 1, {DELAYED}', runs=runs)
    assert found.fact
    assert str(found.fact["note"]).endswith("第6次：计划6月1日完成，6月6日结束等 7 项")


EACH = criterion_of(f'shape = "each", deduct = 1, {DELAYED}')
FLAG = criterion_of(f'shape = "flag", deduct = 1, {DELAYED}')
COUNT = criterion_of(
    f'shape = "tiers", measure = "count", unit = "次", tiers = [[1, 3]], below = 0, {MEETINGS}'
)


@pytest.mark.parametrize(
    ("criterion", "before", "after", "said"),
    [
        (
            EACH,
            {"items": [{"note": "甲"}, {"note": "乙"}]},
            {"items": [{"note": "乙"}, {"note": "甲"}]},
            (),
        ),
        (
            EACH,
            {"items": [{"note": "甲"}]},
            {"items": [{"note": "乙"}]},
            ("不再有：甲", "现在有：乙"),
        ),
        (EACH, {"items": [{"note": "甲"}] * 2}, {"items": [{"note": "甲"}]}, ("不再有：甲",)),
        (
            EACH,
            {"items": [{"note": "甲"}]},
            {"items": [{"note": "甲", "exempt": True, "reason": "停电"}]},
            ("不再有：甲", "现在有：甲（免责：停电）"),
        ),
        (
            EACH,  # the day alone may move it out of the period, or behind a deadline
            {"items": [{"note": "甲：迟", "date": "2022-05-01"}]},
            {"items": [{"note": "甲：迟", "date": "2022-06-01"}]},
            ("不再有：2022-05-01 甲：迟", "现在有：2022-06-01 甲：迟"),
        ),
        (EACH, {"items": []}, None, ("台账现在得不出这一条",)),
        (
            FLAG,
            {"found": True, "note": "甲"},
            {"found": True, "note": "乙"},
            ("原来是“甲”，现在是“乙”",),
        ),
        (FLAG, {"found": False, "note": "1 次"}, {"found": False, "note": "2 次"}, ()),
        (FLAG, {"found": False}, {"found": True}, ("原来是“未发现”，现在是“发现”",)),
        (COUNT, {"count": 1, "note": "甲"}, {"count": 1, "note": "乙"}, ()),
        (
            EACH,
            {"met": True},
            {"items": [{"note": "甲"}]},
            ("原来是“按原来的办法得出的认定”，现在是“1 次，每次扣 1 分”",),
        ),
    ],
)
def test_what_changed_since(
    criterion: Criterion, before: Plain, after: Plain | None, said: object
) -> None:
    assert differences(criterion, before, after) == said


def test_a_figure_that_changed() -> None:
    [one] = differences(COUNT, {"count": 0}, {"count": 2})
    assert one.startswith("原来是“0 次")
    assert "现在是“2 次" in one


ASKING = [one for scheme in list_schemes() for one in scheme.all_criteria() if one.from_]


@over(questions())
def test_every_fact_is_one_that_its_criterion_takes(about_all: Question) -> None:
    """For every criterion of every scheme, whatever the ledgers hold; each item has its row."""
    for criterion in ASKING:
        found = propose(criterion, about(criterion, about_all))
        assert found
        if found.fact is None:
            assert found.gaps
            continue
        read_finding(criterion, found.fact)
        assert differences(criterion, found.fact, found.fact) == ()
        assert found.basis
        items = found.fact.get("items")
        if isinstance(items, list):
            assert len(items) == len(found.rows)
