"""Plans: what was done of them, by when, by whom; joint items of several units count once (R19, R20)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.measured import Question, Standing
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.periods import Period
from tests.domain.ledgers.building import (
    Plain,
    answer,
    day,
    gaps,
    ids,
    item,
    kept,
    notes,
    question,
    rate_said,
    rows_said,
    run,
    unknown,
)

OWN = {"sort": "department"}
JOINT = {"sort": "joint"}
NO_PLAN = ("抽查计划台账没有登记这一年的计划",)
NO_RUNS = ("抽查任务台账在考核时段内没有登记",)


def test_done_of_planned() -> None:
    """What was taken off and put on file is no part of the plan; taken off alone, it is."""
    plan = [
        item("1"),
        item("2"),
        item("3", adjusted="cancelled", filed=day("5-1")),
        item("4", adjusted="cancelled"),
        item("5", adjusted="changed", filed=day("5-1")),
    ]
    runs = [run("6-1", plan="1"), run("12-31", plan="5"), run("6-1", plan="3"), run(plan="2")]
    found = rate_said("plan.completion", question(plan=plan, runs=runs, given=JOINT))
    assert (found.done, found.total) == (2, 4)
    assert found.basis == "台账登记部门联合抽查计划 4 项，已完成 2 项"
    assert [one.note for one in found.counted] == [
        "食品（计划 2）：未完成",
        "食品（计划 4）：未完成",
    ]


def test_as_things_stand_on_a_day() -> None:
    plan, runs = [item("1"), item("2")], [run("10-8", plan="1"), run("10-9", plan="2")]
    assert rate_said("plan.completion", question("10-8", plan=plan, runs=runs)).done == 1
    assert rate_said("plan.completion", question("10-9", plan=plan, runs=runs)).done == 2


def test_what_ended_after_the_year_was_not_done_in_it() -> None:
    """It belongs to the plan of the year that it was planned in, whichever year it ended in."""
    plan = [item("1"), item("1", year=2023)]
    runs = [run("2023-01-05", plan="1", planned=day("12-20"))]
    found = rate_said("plan.completion", question(plan=plan, runs=runs))
    assert (found.done, found.total) == (0, 1)
    assert found.counted[0].note == "食品（计划 1）：未完成，2023年1月5日结束"
    assert notes("plan.without_task", question(plan=plan, runs=runs)) == []
    next_year = Period(day("2023-01-01"), day("2023-12-31"))
    asked = question("2024-01-01", next_year, plan=plan, runs=runs)
    assert rate_said("plan.completion", asked).done == 0
    assert ids("plan.without_task", asked) == ["r2"]


def test_numbers_stand_apart_by_sort_lead_and_county() -> None:
    plan = [
        item("1", sort="department", lead="市教育局"),
        item("1", sort="department", lead="市民政局"),
        item("1"),
        item("1", by="甲县"),
    ]
    runs = [
        run("5-1", plan="1", sort="department", lead="市 教育局"),
        run("5-1", plan="1", by="甲县"),
    ]
    asked = question(plan=plan, runs=runs)
    assert [one.row for one in rate_said("plan.completion", asked).counted] == ["r2", "r3"]
    counties = question(plan=plan, runs=runs, given={"level": "counties"})
    assert (
        rate_said("plan.completion", counties).done,
        rate_said("plan.completion", counties).total,
    ) == (1, 1)


def test_the_units_own_name_is_as_good_as_none() -> None:
    plan = [item("1", sort="department", lead="本市", by="本市")]
    runs = [run("5-1", plan="1", sort="department")]
    assert rate_said("plan.completion", question(plan=plan, runs=runs)).done == 1


def test_a_partners_run_does_a_joint_item() -> None:
    plan = kept(item("7", lead="本市", partners=("乙局",)))
    theirs = kept(run("5-1", plan="7", lead="本市"), unit="b", first=5)
    assert rate_said("plan.completion", question(plan=plan, runs=theirs)).done == 1


def test_another_joint_plan_has_the_same_numbers() -> None:
    """Each lead numbers its own: neither does the other's item."""
    ours = kept(item("1", lead="本市", partners=("乙局",)))
    theirs = kept(item("1", lead="乙局", partners=("本市",)), unit="b", first=5)
    done = kept(run("5-1", plan="1", lead="乙局"), unit="b", first=9)
    found = rate_said("plan.completion", question(plan=[*ours, *theirs], runs=done))
    assert (found.done, found.total) == (1, 2)
    assert [one.row for one in found.counted] == ["r1"]


def test_a_joint_item_that_several_recorded_is_one() -> None:
    """Our own row goes before theirs; a department's own plan is no partner's business."""
    theirs = kept(
        item("7", lead="乙局", partners=("本市",)),
        item("8", lead="乙局", partners=("本市",)),
        item("9", sort="department", partners=("本市",)),
        unit="b",
        first=5,
    )
    again = kept(item("8", lead="乙局", partners=("本市",)), unit="c", first=9)
    asked = question(
        plan=[*again, *theirs, *kept(item("7", lead="乙局", partners=("本市",)))],
        runs=[run("5-1", plan="7")],
    )
    found = rate_said("plan.completion", asked)
    assert (found.done, found.total) == (1, 2)
    assert [one.row for one in found.counted] == ["r6"]


def test_a_partner_is_not_charged_with_what_another_leads() -> None:
    """It is there in the completion, and in nobody else's faults."""
    theirs = kept(item("7", lead="乙局", partners=("本市",), ends=day("5-1")), unit="b", first=5)
    mine = kept(item("8", ends=day("5-1")))
    led = kept(item("9", lead="本市", ends=day("5-1")), unit="b", first=7)
    asked = question(plan=[*theirs, *mine, *led])
    for name in ("plan.unfinished", "plan.not_run", "plan.without_task"):
        assert ids(name, asked) == ["r1", "r7"]
    assert rate_said("plan.completion", asked).total == 3


@pytest.mark.parametrize(
    "name",
    ["completion", "not_run", "unfinished", "without_task", "entered_late", "grades_uncovered"],
)
def test_without_a_plan_nobody_knows(name: str) -> None:
    """R10: no plan is no completion rate; another year's is none either."""
    for plan in ([], [item("1", year=2021)], [item("1", sort="joint")]):
        asked = question(plan=plan, runs=[run("5-1")], given=OWN)
        assert unknown(f"plan.{name}", asked) == NO_PLAN


def test_a_plan_without_any_run_says_so() -> None:
    asked = question(plan=[item("1")])
    assert rate_said("plan.completion", asked).gaps == NO_RUNS
    assert gaps("plan.not_run", asked) == NO_RUNS


def test_by_its_own_day() -> None:
    """Yuxi 序号6①: the very day is in time, and on it an item is not yet at fault."""
    plan = [
        item("1", ends=day("6-30")),
        item("2", ends=day("6-30")),
        item("3", ends=day("6-30")),
        item("4"),
    ]
    runs = [run("6-30", plan="1"), run("7-1", plan="2")]
    found = rows_said("plan.unfinished", question("7-1", plan=plan, runs=runs))
    assert [one.note for one in found.counted] == [
        "食品（计划 2）：未按期完成，计划6月30日完成，7月1日结束",
        "食品（计划 3）：未按期完成，计划6月30日完成",
    ]
    assert (found.basis, found.gaps) == (
        "台账登记计划 4 项，已完成 2 项，未按期完成 2 项",
        ("还有 1 项没有到计划完成日期",),
    )
    assert gaps("plan.unfinished", question("6-30", plan=plan, runs=runs)) == (
        "还有 3 项没有到计划完成日期",
    )
    assert notes("plan.unfinished", question("6-30", plan=plan, runs=runs)) == []


def test_at_the_years_end() -> None:
    """Without a day of its own an item has the whole year."""
    plan, runs = [item("1")], [run("2023-01-02", planned=day("12-01"), plan="1")]
    assert ids("plan.unfinished", question("12-31", plan=plan, runs=runs)) == []
    assert ids("plan.unfinished", question("2023-01-01", plan=plan, runs=runs)) == ["r1"]


def test_a_half_years_round_asks_for_what_is_due_in_it() -> None:
    half = Period(day("1-1"), day("6-30"))
    plan = [item("1", ends=day("6-30")), item("2", ends=day("9-30"))]
    assert ids(
        "plan.unfinished", question("8-1", half, plan=plan, runs=[run("7-15", plan="1")])
    ) == ["r1"]
    assert ids("plan.not_run", question("8-1", half, plan=plan, runs=[run("7-15", plan="1")])) == [
        "r1"
    ]


def test_what_has_begun_was_run() -> None:
    """Shuozhou 序号4③: late or not ended is another matter; changed and put on file is excused."""
    ends = day("5-1")
    plan = [
        item("1", ends=ends),
        item("2", ends=ends),
        item("3", ends=ends),
        item("4", ends=ends, adjusted="changed", filed=day("4-1")),
        item("5", ends=ends, adjusted="changed"),
    ]
    runs = [run("9-1", plan="1"), run(plan="2", started=day("8-1")), run(plan="3", planned=ends)]
    found = rows_said("plan.not_run", question(plan=plan, runs=runs, given=JOINT))
    assert [(one.row, one.excused) for one in found.counted] == [
        ("r3", ""),
        ("r4", "计划已调整，4月1日备案"),
        ("r5", ""),
    ]
    assert ids("plan.not_run", question("7-31", plan=plan, runs=runs)) == [
        "r1",
        "r2",
        "r3",
        "r4",
        "r5",
    ]


def test_what_was_taken_off_is_listed_as_excused() -> None:
    plan = [item("1", ends=day("5-1"), adjusted="cancelled", filed=day("4-1"))]
    [found] = rows_said("plan.not_run", question(plan=plan, runs=[run("5-1")])).counted
    assert found.excused == "计划已取消，4月1日备案"
    assert gaps("plan.not_run", question("4-15", plan=plan, runs=[run("4-1")])) == ()


@pytest.mark.parametrize(
    ("ends", "filed", "excused", "late"),
    [
        ("5-1", "5-1", "计划已取消，5月1日备案", ""),
        ("5-1", "5-2", "", "；计划已取消，5月2日备案，报备晚于计划完成日期"),
        (None, "12-31", "计划已取消，12月31日备案", ""),
        (None, "2023-01-01", "", "；计划已取消，2023年1月1日备案，报备晚于当年年底"),
    ],
)
def test_what_was_put_on_file_late_excuses_nothing(
    ends: str | None, filed: str, excused: str, late: str
) -> None:
    """It stays in the plan; the last day itself is in time."""
    off = item("1", ends=ends and day(ends), adjusted="cancelled", filed=day(filed))
    asked = question(plan=[off, item("2")], runs=[run("6-1", plan="2")])
    assert rate_said("plan.completion", asked).total == (1 if excused else 2)
    [found] = rows_said("plan.unfinished", asked).counted
    assert found.excused == excused
    planned = "，计划5月1日完成" if ends else ""
    assert found.note == f"食品（计划 1）：未按期完成{planned}{late}"


def test_without_a_task() -> None:
    plan = [item("1"), item("2"), item("3", adjusted="cancelled", filed=day("4-1"))]
    found = rows_said("plan.without_task", question(plan=plan, runs=[run(plan="1")]))
    assert [one.note for one in found.counted] == ["食品（计划 2）：未生成抽查任务"]
    assert found.basis == "台账登记计划 2 项，已生成任务 1 项"


@pytest.mark.parametrize(
    ("row", "as_of", "said"),
    [
        ({"entered": day("3-31")}, "12-31", []),
        ({"entered": day("4-1")}, "12-31", ["食品（计划 1）：应不晚于3月31日录入平台，4月1日录入"]),
        ({}, "3-31", []),
        ({}, "4-1", ["食品（计划 1）：应不晚于3月31日录入平台，未录入"]),
    ],
)
def test_entered_in_time(row: Plain, as_of: str, said: list[str]) -> None:
    plan = [item("1", entry_due=day("3-31"), **row), item("2", entered=day("12-1"))]
    assert notes("plan.entered_late", question(as_of, plan=plan)) == said
    assert gaps("plan.entered_late", question(as_of, plan=plan)) == ("1 项计划未登记录入期限",)


def test_without_any_day_for_entering_nobody_knows() -> None:
    assert unknown("plan.entered_late", question(plan=[item("1")])) == ("1 项计划未登记录入期限",)


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        (["general", "key"], []),
        (["general", "general"], ["计划没有重点检查事项"]),
        (["key", ""], ["计划没有一般检查事项"]),
    ],
)
def test_both_grades(grades: list[str], said: list[str]) -> None:
    """Yuxi 序号4②."""
    asked = question(plan=[item(str(n), grade=grade) for n, grade in enumerate(grades)])
    assert notes("plan.grades_uncovered", asked) == said
    assert bool(gaps("plan.grades_uncovered", asked)) is ("" in grades)


def test_without_any_grade_nobody_knows() -> None:
    assert unknown("plan.grades_uncovered", question(plan=[item("1")])) == (
        "抽查计划台账未登记事项类别（一般、重点）",
    )


def test_led_by_the_unit_itself() -> None:
    """Yuxi 序号11③: blank is the unit itself, if it is in its own ledger."""
    mine, named = (
        kept(run("5-1")),
        kept(run("5-1", lead="本市 双随机办", title="甲"), unit="b", first=2),
    )
    joined = kept(run("5-1", partners=("本市",), title="乙"), unit="b", first=3)
    own_kind = kept(run("5-1", sort="department"), first=4)
    for rows in (mine, named, [*mine, *joined]):
        assert notes("joint.not_led", question(runs=rows)) == []
    for rows in (joined, own_kind, kept(run(started=day("5-1")))):
        assert len(notes("joint.not_led", question(runs=rows))) == 1
    assert rows_said("joint.not_led", question(runs=[*mine, *joined])).basis == (
        "台账登记完成的部门联合抽查 2 次，牵头 1 次"
    )


def test_one_run_that_lead_and_partner_recorded_is_one() -> None:
    """R4: it is not 超过一次."""
    mine = kept(run("5-1", plan="7", lead="乙局", partners=("本市",)))
    theirs = kept(
        run("5-1", plan="7", partners=("本市",)),
        run("6-1", plan="7", partners=("本市",)),
        unit="b",
        first=5,
    )
    assert ids("joint.taken_part", question(runs=[*theirs, *mine])) == ["r1", "r6"]
    by_number = [*kept(run("5-1", number="A1")), *kept(run("5-2", number="A1"), unit="b", first=5)]
    assert ids("joint.taken_part", question(runs=by_number)) == ["r1"]
    other = kept(
        run("5-2", number="A1", title="另一件"), unit="b", first=5
    )  # numbered on their own
    assert ids("joint.taken_part", question(runs=[*by_number[:1], *other])) == ["r1", "r5"]


STANDINGS: list[tuple[Plain, str]] = [
    ({"plan": [item("1")], "runs": [run("5-1", plan="1")]}, "completed"),
    (
        {"plan": [item("1"), item("2")], "runs": [run("5-1", plan="1"), run("6-1", plan="1")]},
        "took-part",
    ),
    ({"runs": [run("5-1")]}, "took-part"),
    ({"plan": [item("1")]}, "none"),
    ({"plan": [item("1")], "runs": [run(started=day("5-1"), plan="1")]}, "none"),
    ({"runs": [run("5-1", sort="department")]}, "none"),
    (
        {"plan": [item("1", adjusted="cancelled", filed=day("2-1"))], "runs": [run("5-1")]},
        "took-part",
    ),
]


@pytest.mark.parametrize(("rows", "word"), STANDINGS)
def test_how_a_department_stands(rows: Plain, word: str) -> None:
    """R20: a plan of one, completed, is completed; several without completing it are only taking part."""
    found = answer("joint.standing", question(**rows))
    assert isinstance(found, Standing)
    assert found.word == word


def test_a_standing_says_what_it_rests_on() -> None:
    found = answer("joint.standing", question(**STANDINGS[1][0]))
    assert isinstance(found, Standing)
    assert found.basis == "部门联合抽查计划 2 项，已完成 1 项；发起或参与 2 次"
    assert [one.row for one in found.counted] == ["r2"]


@pytest.mark.parametrize(("rows", "word"), STANDINGS)
def test_whether_the_best_case_is_for_this_unit_no_ledger_says(rows: Plain, word: str) -> None:
    """R19."""
    found = answer("joint.standing", question(**rows, given={"among": "监管领域16个部门"}))
    assert isinstance(found, Standing)
    asked = ("台账看不出本单位是否属于监管领域16个部门，请核对",)
    assert found.gaps == (asked if word == "completed" else ())


@pytest.mark.parametrize("name", ["joint.standing", "joint.taken_part", "joint.not_led"])
def test_neither_plan_nor_runs(name: str) -> None:
    for rows in ({}, {"runs": [run("2021-05-01")]}, {"plan": [item("1", sort="department")]}):
        assert unknown(name, question(**rows)) == NO_RUNS


def faults(asked: Question) -> int:
    return sum(
        rows_said(name, asked).number
        for name in ("plan.unfinished", "plan.not_run", "plan.without_task")
    )


DAYS = st.sampled_from([None, day("3-1"), day("6-1"), day("12-31")])
ITEMS = st.lists(
    st.builds(lambda no, ends: item(no, ends=ends), st.sampled_from("123"), DAYS),
    min_size=1,
    max_size=5,
)
RUNS = st.lists(
    st.builds(lambda no, ended: run(plan=no, started=ended), st.sampled_from("123"), DAYS),
    max_size=5,
)


@given(ITEMS, RUNS, st.sampled_from(["2-1", "6-1", "2023-01-01"]))
def test_a_further_item_that_nobody_runs_never_takes_a_fault_away(
    plan: list[PlanItem], runs: list[Inspection], as_of: str
) -> None:
    before = question(as_of, plan=plan, runs=runs)
    after = question(as_of, plan=[*plan, item("9", ends=day("1-5"))], runs=runs)
    assert faults(after) == faults(before) + 3


@given(ITEMS, RUNS)
def test_the_order_of_runs_does_not_matter(plan: list[PlanItem], runs: list[Inspection]) -> None:
    found = kept(*runs)
    one, other = question(plan=plan, runs=found), question(plan=plan, runs=found[::-1])
    for name in ("plan.unfinished", "plan.not_run", "plan.without_task", "plan.completion"):
        assert answer(name, one) == answer(name, other)
