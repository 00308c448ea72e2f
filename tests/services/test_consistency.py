"""What is worth a look: each thing provoked in a real workspace, and not told where it is not so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.records import (
    AssessmentKey,
    EvidenceLink,
    ItemRecord,
    Person,
    ProposalAnswer,
    UnitRecord,
    WaiverRecord,
)
from desktop.services.consistency.remarks import Matter, Remark, Spot, listed
from desktop.services.consistency.round_check import check_round, read_beside
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.services.recording import record_finding
from desktop.services.round_sights import see_round
from desktop.services.waivers import waive
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, office_in, rounds
from tests.services.relative import FIRST, FOURTH, SECOND, THIRD, relative_round
from tests.services.test_relative_rounds import fill
from tests.viewmodels.overall import ROUND, Overall, overall

EXEMPT = {"exempt": True, "reason": "系统停机"}


@pytest.fixture
def of(qapp: object, tmp_path: Path) -> Iterator[Overall]:
    with overall(tmp_path) as made:
        yield made


def found(of: Overall, matter: Matter) -> list[Remark]:
    sight = see_round(of.workspace, ROUND)
    beside = read_beside(of.workspace, sight.scheme, ROUND)
    remarks = check_round(sight.scheme, sight.sheets, beside)
    return [one for one in remarks if one.matter is matter]


def spot(unit: str, part: str, criterion: str = "") -> Spot:
    return Spot(AssessmentKey(ROUND, unit), part, criterion)


def late(of: Overall, unit: str, *items: dict[str, object]) -> None:
    of.record(unit, "late", {"items": list(items)})


# -- alike, and not treated alike


def test_nothing_recorded_is_nothing_to_look_at(of: Overall) -> None:
    assert [one for matter in Matter for one in found(of, matter)] == []


@pytest.mark.parametrize(
    "note", ["9月系统停机迟报2天", "甲镇3月系统停机，迟报5天", "系统停机致迟报天"]
)
def test_alike_faults_one_exempted_one_not(of: Overall, note: str) -> None:
    late(of, "u-a", {"note": "系统停机迟报3天"} | EXEMPT)
    late(of, "u-b", {"note": note})
    [one] = found(of, Matter.ALIKE)
    assert one.spots == (spot("u-a", "reports", "late"), spot("u-b", "reports", "late"))
    assert one.where == "甲镇免责；乙镇计扣"
    assert "说明相近" in one.why
    assert "甲镇免责（系统停机）" in one.why


@pytest.mark.parametrize("note", ["人员出差", "3", ""])
def test_other_words_are_no_alike_fault(of: Overall, note: str) -> None:
    late(of, "u-a", {"note": "系统停机迟报3天"} | EXEMPT)
    late(of, "u-b", {"note": note} if note else {})
    assert found(of, Matter.ALIKE) == []


def test_treated_alike_is_not_told(of: Overall) -> None:
    for unit in ("u-a", "u-b"):
        late(of, unit, {"note": "系统停机迟报"} | EXEMPT)
    assert found(of, Matter.ALIKE) == []
    for unit in ("u-a", "u-b"):
        late(of, unit, {"note": "系统停机迟报"})
    assert found(of, Matter.ALIKE) == []


def test_within_one_unit_nothing_is_compared(of: Overall) -> None:
    late(of, "u-a", {"note": "系统停机迟报"} | EXEMPT, {"note": "系统停机迟报"})
    assert found(of, Matter.ALIKE) == []


def test_alike_notes_of_whole_facts(of: Overall) -> None:
    of.record("u-a", "lacking", {"found": True, "note": "缺三季度报表"} | EXEMPT)
    of.record("u-b", "lacking", {"found": True, "note": "缺三季度报表"})
    of.record("u-c", "lacking", {"found": False, "note": "缺三季度报表"})  # no fault
    [one] = found(of, Matter.ALIKE)
    assert one.where == "甲镇免责；乙镇计扣"


def test_alike_faults_one_raised_by_judgement(of: Overall) -> None:
    for unit in ("u-a", "u-b"):
        late(of, unit, {"note": "系统停机迟报"})
        of.record(unit, "lacking", {"found": False})
    assert found(of, Matter.ALIKE) == []
    of.judge("u-a", "reports", "8")  # lower than computed
    assert found(of, Matter.ALIKE) == []
    of.judge("u-a", "reports", "10")
    [one] = found(of, Matter.ALIKE)
    assert one.where == "甲镇裁量加分；乙镇计扣"
    assert "整改及时" in one.why


def test_alike_faults_in_different_classes(of: Overall) -> None:
    of.record("u-a", "graded", {"items": [{"class": "plain", "note": "记录不全"}]})
    of.record("u-b", "graded", {"items": [{"class": "plain", "note": "记录不全"}]})
    assert found(of, Matter.ALIKE) == []
    of.record("u-b", "graded", {"items": [{"class": "serious", "note": "5月记录不全"}]})
    [one] = found(of, Matter.ALIKE)
    assert one.where == "甲镇按“一般”；乙镇按“严重”"


def test_one_ledger_row_exempted_for_one_of_two(of: Overall) -> None:
    late(of, "u-a", dict(EXEMPT))
    late(of, "u-b", {})
    answers = [
        ProposalAnswer(ROUND, unit, "late", accepted=True, rows=("l-1", "l-2"))
        for unit in ("u-a", "u-b")
    ]
    of.put(*answers)
    [one] = found(of, Matter.ALIKE)
    assert (one.what, one.where) == ("一1①迟报：同一条台账记录", "甲镇免责；乙镇计扣")
    of.put(replace(answers[1], accepted=False, grounds="不是本单位的"))
    assert found(of, Matter.ALIKE) == []


# -- one evaluator beside the others


def scored(of: Overall, counts: list[int], people: list[str]) -> None:
    """Eight units, four of them new, each with its faults and its evaluator."""
    first = of.sheet("u-a")
    for place, (count, person) in enumerate(zip(counts, people, strict=True)):
        unit = ("u-a", "u-b", "u-c", "u-d")[place] if place < 4 else f"u-{place}"
        held = of.sheet(unit) if place < 4 else replace(first, unit=unit, position=place, name=unit)
        of.put(replace(held, evaluator=person))
        of.record(unit, "late", {"count": count})
        of.record(unit, "lacking", {"found": False})


def more_units(of: Overall, number: int) -> None:
    first = of.sheet("u-a")
    units = [f"u-{place}" for place in range(4, number)]
    with of.workspace.reading() as view:
        known = view.get(UnitRecord, "u-a")
    assert known is not None
    of.put(*(replace(known, id=unit, name=unit, groups=()) for unit in units))
    of.put(
        *(
            replace(first, unit=unit, position=place + 4, name=unit)
            for place, unit in enumerate(units)
        )
    )


@pytest.mark.parametrize(
    ("counts", "number"),
    [
        ([3, 2, 2, 0, 0, 1], 1),  # 7.67 beside 9.67
        ([1, 1, 2, 0, 0, 1], 0),  # 1 of 10 points apart
    ],
)
def test_an_evaluator_who_scores_markedly_lower(
    of: Overall, counts: list[int], number: int
) -> None:
    more_units(of, 6)
    scored(of, counts, ["p-wang"] * 3 + ["p-li"] * 3)
    remarks = found(of, Matter.EVALUATOR)
    assert len(remarks) == number  # between two it is told once
    for one in remarks:
        assert one.what == "1 报送材料"
        assert one.why.startswith(
            "王考评评的 3 个单位平均 7.67 分，其他人评的 3 个单位平均 9.67 分"
        )
        assert "低 2 分（满分的 20%）" in one.why
        assert one.spots[0] == spot("u-a", "reports")  # the lowest of them


def test_two_units_are_too_few_to_compare(of: Overall) -> None:
    more_units(of, 5)
    scored(of, [5, 5, 0, 0, 0], ["p-wang"] * 2 + ["p-li"] * 3)
    assert found(of, Matter.EVALUATOR) == []


def test_what_is_not_complete_or_nobodys_is_not_compared(of: Overall) -> None:
    more_units(of, 6)
    scored(of, [5, 5, 5, 0, 0, 0], ["p-wang"] * 3 + ["p-li"] * 3)
    assert len(found(of, Matter.EVALUATOR)) == 1
    of.put(replace(of.sheet("u-a"), evaluator=None))
    assert found(of, Matter.EVALUATOR) == []


def test_among_three_the_higher_is_told_too(of: Overall) -> None:
    more_units(of, 9)
    of.put(Person("p-zhao", "赵考评"))
    people = ["p-wang"] * 3 + ["p-li"] * 3 + ["p-zhao"] * 3
    scored(of, [3, 3, 3, 3, 3, 3, 0, 0, 0], people)
    told = [(one.where, "高" in one.why) for one in found(of, Matter.EVALUATOR)]
    assert told[0] == ("赵考评评的 3 个单位", True)


# -- exemptions, and full marks


def test_an_exemption_that_nothing_proves(of: Overall) -> None:
    late(of, "u-a", dict(EXEMPT), {"exempt": True, "reason": "停电"}, {})
    [one] = found(of, Matter.EXEMPTION)
    assert (one.where, one.spots) == ("甲镇", (spot("u-a", "reports", "late"),))
    assert one.why.startswith("免责 2 处（系统停机；停电）没有关联佐证材料")


@pytest.mark.parametrize("at", ["item", "criterion"])
def test_evidence_at_the_item_or_the_criterion_proves_it(of: Overall, at: str) -> None:
    late(of, "u-a", dict(EXEMPT))
    with of.workspace.reading() as view:
        [item] = view.all(ItemRecord)
    link = EvidenceLink("", add(of.workspace), ROUND, "u-a", criterion="late")
    link_evidence(of.workspace, ME, replace(link, item=item.id if at == "item" else None))
    assert found(of, Matter.EXEMPTION) == []
    late(of, "u-b", dict(EXEMPT))  # another's evidence proves nothing here
    assert [one.where for one in found(of, Matter.EXEMPTION)] == ["乙镇"]


def test_a_whole_exemption(of: Overall) -> None:
    of.record("u-a", "lacking", {"found": True} | EXEMPT)
    [one] = found(of, Matter.EXEMPTION)
    assert one.why.startswith("免责（系统停机）没有关联")


def cities(folder: Path) -> list[Remark]:
    with open_workspace(office_in(folder)) as workspace:
        sight = see_round(workspace, rounds().cities)
        remarks = check_round(
            sight.scheme, sight.sheets, read_beside(workspace, sight.scheme, rounds().cities)
        )
    return [one for one in remarks if one.matter is Matter.FULL_MARKS]


def test_full_marks_without_the_evidence_that_is_asked_for(tmp_path: Path) -> None:
    found = cities(tmp_path)
    assert {one.where for one in found} == {
        "甲科"
    }  # the third waived all of it, the second is open
    assert "一件也没有关联" in found[0].why
    assert found[0].weight >= found[-1].weight


def test_one_file_is_some_evidence_and_a_waiver_asks_for_none(tmp_path: Path) -> None:
    before = cities(tmp_path)
    folder = office_in(tmp_path / "again")
    with open_workspace(folder) as workspace:
        sight = see_round(workspace, rounds().cities)
        first, second = (one.spots[0].part for one in before[:2])
        asked = {
            name: [r for r in sight.scheme.requirements if r.indicator == name]
            for name in (first, second)
        }
        link = EvidenceLink(
            "",
            add(workspace),
            *rounds().city,
            criterion=sight.scheme.indicators_by_id[first].criteria[0].id,
        )
        link_evidence(workspace, ME, link)
        for one in asked[second]:
            waive(workspace, ME, WaiverRecord(*rounds().city, one.no, "", 0, "统一留存"))
        sight = see_round(workspace, rounds().cities)
        after = check_round(
            sight.scheme, sight.sheets, read_beside(workspace, sight.scheme, rounds().cities)
        )
    left = [one.spots[0].part for one in after if one.matter is Matter.FULL_MARKS]
    assert left == [one.spots[0].part for one in before[2:]]


# -- judgements


def test_each_judgement_and_who_gains_most(of: Overall) -> None:
    of.settle("u-a")
    of.settle("u-b")
    late(of, "u-a", {}, {}, {})
    of.record("u-a", "courses", {"found": True})
    of.judge("u-a", "reports", "9")
    [one] = found(of, Matter.DISCRETION)
    assert (one.what, one.where) == ("1 报送材料", "甲镇")
    assert one.why == "计算得 7 分，裁量得 9 分，加 2 分（整改及时）"
    of.judge("u-a", "trained", "5")
    of.judge("u-b", "reports", "10")
    remarks = found(of, Matter.DISCRETION)
    assert remarks[0].why == "甲镇有 2 处自由裁量，合计加 7 分，是本批次最多的"
    assert [one.where for one in remarks[1:]] == ["甲镇", "甲镇", "乙镇"]
    assert "与计算的一样" in remarks[-1].why


def test_judgements_that_take_gain_nobody_anything(of: Overall) -> None:
    of.settle("u-a")
    of.judge("u-a", "reports", "9")
    of.judge("u-a", "checks", "9")
    assert [one.why.split("，")[2][:3] for one in found(of, Matter.DISCRETION)] == ["减 1"] * 2


# -- what stands apart


def test_not_applicable_for_one_of_its_kind(of: Overall) -> None:
    more_units(of, 6)  # four towns by now
    of.set_aside("u-a", "trained")
    [one] = found(of, Matter.APART)
    assert (one.where, one.spots) == ("甲镇", (spot("u-a", "trained"),))
    assert one.why == "标为不适用（没有这项职能），同类 4 个单位里只有这一个不适用"
    of.set_aside("u-b", "trained")
    assert found(of, Matter.APART) == []  # half of them


def test_the_only_one_of_its_kind_stands_beside_nobody(of: Overall) -> None:
    of.put(replace(of.sheet("u-d"), kind="town"))
    of.set_aside("u-c", "trained")
    assert found(of, Matter.APART) == []


def shared(of: Overall, unit: str, **says: object) -> ItemRecord:
    late(of, unit, {"note": "联合检查迟到", "date": "2022-05-06"} | says)
    with of.workspace.reading() as view:
        [item] = view.all(ItemRecord, unit=unit)
    marked = replace(item, shared="e-1")
    of.put(marked)
    return marked


def test_one_event_told_alike_is_no_remark(of: Overall) -> None:
    shared(of, "u-a")
    shared(of, "u-b")
    assert found(of, Matter.SHARED) == []


@pytest.mark.parametrize(
    ("says", "differ"),
    [
        ({"note": "联合检查缺席"}, "说明不同"),
        ({"date": "2022-05-07"}, "日期不同"),
        (EXEMPT, "有的免责有的没有"),
    ],
)
def test_one_event_told_in_two_ways(of: Overall, says: dict[str, object], differ: str) -> None:
    shared(of, "u-a")
    shared(of, "u-b", **says)
    [one] = found(of, Matter.SHARED)
    assert one.why == f"记在甲镇、乙镇的是同一件事，现在{differ}，可以对一对"
    assert one.spots == (spot("u-a", "reports", "late"), spot("u-b", "reports", "late"))


def test_one_event_of_which_one_side_is_gone(of: Overall) -> None:
    shared(of, "u-a")
    [one] = found(of, Matter.SHARED)
    assert "另一边已经没有这件" in one.why


def test_figures_of_one_event_differ(of: Overall) -> None:
    for unit, name in (("u-a", "plain"), ("u-b", "serious")):
        of.record(unit, "graded", {"items": [{"class": name}]})
    with of.workspace.reading() as view:
        of_both = [replace(one, shared="e-1") for one in view.all(ItemRecord)]
    of.put(*of_both)
    [one] = found(of, Matter.SHARED)
    assert "类别或分值不同" in one.why


def moved(workspace: Workspace) -> list[Remark]:
    sight = see_round(workspace, FIRST.round)
    beside = read_beside(workspace, sight.scheme, FIRST.round)
    remarks = check_round(sight.scheme, sight.sheets, beside)
    return [one for one in remarks if one.matter is Matter.FROZEN]


def test_a_finalised_sheet_whose_comparison_has_moved(tmp_path: Path) -> None:
    with relative_round(tmp_path) as workspace:
        for number, key in enumerate((FIRST, SECOND, THIRD, FOURTH)):
            fill(workspace, key, number + 3)
        finalise(workspace, ME, FIRST)
        assert moved(workspace) == []
        record_finding(workspace, ME, SECOND, "rank", {"count": 9})
        [one] = moved(workspace)
        assert one.spots[0].key == FIRST
        assert one.spots[0].criterion == "rank"


def test_who_takes_no_part_is_compared_with_nobody(of: Overall) -> None:
    late(of, "u-a", dict(EXEMPT))
    of.put(replace(of.sheet("u-a"), absent="机构撤并"))
    assert found(of, Matter.EXEMPTION) == []


def test_many_names_are_counted() -> None:
    assert listed(["甲", "乙", "甲"]) == "甲、乙"
    assert listed(["甲", "乙", "丙", "丁"]) == "甲、乙、丙等 4 个"
