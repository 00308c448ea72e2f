"""Second scoring: the same units and the same text beside the first; what counts, what differs, what is refused."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.ranking import Standing
from desktop.domain.records import Assessment, AssessmentKey, Round, SchemeText
from desktop.services.finalising import finalise
from desktop.services.recording import judge, record_finding
from desktop.services.round_rankings import rank_round, scorer_remarks
from desktop.services.round_sights import see_round
from desktop.services.rounds import archive_round, delete_round, rounds_of
from desktop.services.second_scoring import compare, open_beside
from desktop.services.taking_part import excuse_unit
from desktop.services.workspaces import open_workspace, verify
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, office_in, refused, rename_round, rounds, settle

_SCHEME = """\
format = 1
id = "twice"
version = "1"
title = "两次评分办法"
subjects = "各单位"
points = 20
{scorers}

[source]
document = "文件"

[[indicators]]
id = "study"
no = "1"
name = "学习"
points = 10
  [[indicators.criteria]]
  id = "missed"
  clause = "一1"
  shape = "each"
  deduct = 1

[[indicators]]
id = "plan"
no = "2"
name = "计划"
points = 10
  [[indicators.criteria]]
  id = "late"
  clause = "二1"
  shape = "flag"
  deduct = 4
"""


def scored_by(workspace: Workspace, scorers: str, *units: str, more: str = "") -> str:
    """A round with a scheme that takes its scorers together in this way; `more` stands at the file's end."""
    text = _SCHEME.format(scorers=scorers) + more
    digest = sha256(text.encode()).hexdigest()
    with workspace.writing() as desk:
        day = desk.all(Round)[0].opened
        desk.put(SchemeText(digest, "twice", "1", text))
        desk.put(Round("r-twice", "两次评分", "2022年", "twice", digest, day))
        for at, unit in enumerate(units):
            desk.put(Assessment("r-twice", unit, at, f"单位{unit}", evaluator="p-wang"))
        desk.seal(Deed(Command.OPEN_ROUND, ME, "r-twice"))
    return "r-twice"


def missed(
    workspace: Workspace, round_id: str, unit: str, count: int, *, late: bool = False
) -> None:
    key = AssessmentKey(round_id, unit)
    record_finding(workspace, ME, key, "missed", {"count": count})
    record_finding(workspace, ME, key, "late", {"found": late})


def standing(workspace: Workspace, unit: str) -> Standing:
    return rank_round(see_round(workspace, "r-twice")).of(unit)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def beside(workspace: Workspace, round_id: str = "r-twice") -> str:
    return open_beside(workspace, ME, round_id, ["p-li"])[0]


def test_a_second_scoring_has_the_same_units_and_the_same_text(office: Workspace) -> None:
    first = scored_by(office, "", "u-a", "u-b", "u-c")
    excuse_unit(office, ME, AssessmentKey(first, "u-b"), "已撤并")
    second = see_round(office, beside(office))
    assert second.round.beside == first
    assert second.round.name == "两次评分（复评）"
    assert second.round.scheme_text == see_round(office, first).round.scheme_text
    told = [(one.assessment.unit, one.assessment.evaluator) for one in second.sheets]
    assert told == [("u-a", "p-li"), ("u-c", "p-li")]
    third, _ = open_beside(office, ME, first, [None, "p-li"])
    assert see_round(office, third).round.name == "两次评分（复评2）"


def test_where_nothing_is_declared_the_first_counts(office: Workspace) -> None:
    first = scored_by(office, "", "u-a")
    missed(office, first, "u-a", 2)
    missed(office, beside(office), "u-a", 4)
    assert standing(office, "u-a").amount == 18
    assert scorer_remarks(see_round(office, first)) == {}


def test_a_mean_is_provisional_until_all_scorers_are_done(office: Workspace) -> None:
    first = scored_by(office, 'scorers = { by = "mean" }', "u-a", "u-b", "u-c")
    second = beside(office)
    missed(office, first, "u-a", 1)
    missed(office, first, "u-b", 0)
    missed(office, second, "u-b", 3)
    sight = see_round(office, first)
    found = rank_round(sight)
    assert found.provisional
    assert [(one.unit, one.amount, one.apart) for one in found.standings] == [
        ("u-a", Decimal(19), ""),
        ("u-b", Decimal("18.5"), ""),
        ("u-c", None, "pending"),
    ]
    assert scorer_remarks(sight)["u-b"] == "2 份评分（20、17）平均"
    assert scorer_remarks(sight)["u-a"] == "2 份评分（19、未评完）平均，暂按已评的计"
    missed(office, second, "u-a", 4)
    missed(office, first, "u-c", 0)
    missed(office, second, "u-c", 0)
    assert not rank_round(see_round(office, first)).provisional


def test_weights_are_in_the_order_of_the_scorers_and_no_more_may_score(office: Workspace) -> None:
    first = scored_by(office, 'scorers = { by = "weights", weights = ["75%", "25%"] }', "u-a")
    second = beside(office)
    missed(office, first, "u-a", 0)
    missed(office, second, "u-a", 6)
    assert standing(office, "u-a").amount == Decimal("18.5")
    with refused(office.folder) as caught:
        beside(office)
    assert "只给 2 个评分人写了权重" in caught.value.message


def test_who_leaves_a_unit_out_hands_no_weight_to_the_next(office: Workspace) -> None:
    weights = 'scorers = { by = "weights", weights = ["50%", "30%", "20%"] }'
    first = scored_by(office, weights, "u-a", "u-b")
    second = beside(office)
    third = open_beside(office, ME, first, [None])[0]
    missed(office, first, "u-a", 0)
    missed(office, third, "u-a", 10)
    provisional = standing(office, "u-a").amount
    excuse_unit(office, ME, AssessmentKey(second, "u-a"), "复评人回避")
    assert standing(office, "u-a").amount == provisional == Decimal("17.14")


def test_scorers_keep_their_places_when_a_round_is_renamed(office: Workspace) -> None:
    weights = 'scorers = { by = "weights", weights = ["50%", "30%", "20%"] }'
    first = scored_by(office, weights, "u-a")
    second, third = beside(office), open_beside(office, ME, first, [None])[0]
    for round_id, count in ((first, 0), (second, 5), (third, 10)):
        missed(office, round_id, "u-a", count)
    assert standing(office, "u-a").amount == Decimal("16.5")
    rename_round(office, ME, second, "两次评分：李复核的复评，十二月", "2022年")
    assert standing(office, "u-a").amount == Decimal("16.5")


def test_highest_and_lowest_are_left_out_once_there_are_three(office: Workspace) -> None:
    first = scored_by(office, 'scorers = { by = "trimmed" }', "u-a")
    second = beside(office)
    missed(office, first, "u-a", 0)
    missed(office, second, "u-a", 3)
    assert standing(office, "u-a").amount == Decimal("18.5")
    assert "不足三份，按平均计" in scorer_remarks(see_round(office, first))["u-a"]
    missed(office, beside(office), "u-a", 9)
    assert standing(office, "u-a").amount == 17
    assert "去掉最高分和最低分" in scorer_remarks(see_round(office, first))["u-a"]


def test_an_absent_scorer_s_sheet_is_not_waited_for(office: Workspace) -> None:
    first = scored_by(office, 'scorers = { by = "mean" }', "u-a")
    second = beside(office)
    missed(office, first, "u-a", 1)
    excuse_unit(office, ME, AssessmentKey(second, "u-a"), "复评人回避")
    found = rank_round(see_round(office, first))
    assert (found.provisional, found.of("u-a").amount) == (False, Decimal(19))


def test_what_the_two_see_differently_is_told_with_both_sentences(office: Workspace) -> None:
    first = scored_by(office, "", "u-a", "u-b")
    second = beside(office)
    missed(office, first, "u-a", 2)
    missed(office, second, "u-a", 3)
    record_finding(office, ME, AssessmentKey(first, "u-b"), "late", {"found": True})
    compared, found = compare(office, first)
    assert [one.id for one in compared] == [first, second]
    told = [(one.unit, one.part, one.criterion, [s.score for s in one.sides]) for one in found]
    assert told == [("u-a", "study", "", ["8", "7"]), ("u-a", "study", "missed", ["-2", "-3"])]
    assert found[1].sides[1].words == "一1 学习：3 次，每次扣 1 分，扣 3 分"
    judge(office, ME, AssessmentKey(second, "u-a"), "plan", {"score": "5", "reason": "补办了"})
    _, after = compare(office, first)
    assert ["10", "5（自由裁量：补办了）"] in [[s.score for s in one.sides] for one in after]


def test_without_a_second_scoring_nothing_differs(office: Workspace) -> None:
    assert compare(office, rounds().sections).differences == ()


def test_what_a_second_scoring_is_refused_for(office: Workspace) -> None:
    first = scored_by(office, "", "u-a", "u-b")
    second = beside(office)
    for round_id, who, says in (
        (second, ["p-li"], "本身就是复评"),
        (first, ["p-wang"], "要换一个人"),
        (first, ["p-li", "p-li", "p-li"], "个数不一样"),
        (first, ["p-x"], "没有代号为“p-x”"),
        (rounds().plan, ["p-li"], "不计分"),
    ):
        with refused(office.folder) as caught:
            open_beside(office, ME, round_id, who)
        assert says in caught.value.message
    for unit in ("u-a", "u-b"):
        excuse_unit(office, ME, AssessmentKey(first, unit), "已撤并")
    with refused(office.folder) as caught:
        open_beside(office, ME, first, ["p-li"])
    assert "没有参加考核的单位" in caught.value.message


def test_it_is_kept_and_put_away_with_its_round(office: Workspace) -> None:
    first = scored_by(office, "", "u-a")
    second = beside(office)
    with refused(office.folder) as caught:
        delete_round(office, ME, first)
    assert "请先删去复评" in caught.value.message
    archive_round(office, ME, first, archived=True)
    assert {one.id for one in rounds_of(office) if one.archived} == {first, second}
    delete_round(office, ME, second)
    delete_round(office, ME, first)


def test_the_evidence_lies_with_the_first(office: Workspace) -> None:
    """The third section is settled but for nothing; a second scoring of it needs no scans of its own."""
    second, _ = open_beside(office, ME, rounds().cities, ["p-li"])
    key = AssessmentKey(second, "u-a")
    settle(office, key)
    finalise(office, ME, key)
    office.close()
    assert not verify(office.folder).faults
