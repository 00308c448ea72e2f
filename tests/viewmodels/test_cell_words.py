"""A fact in the short form of its shape, and the fact that is meant by what is typed in a cell."""

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion
from desktop.services.assessments import scheme_in
from desktop.viewmodels.cell_words import Fact, cell_text, typed_fact, typed_text, why_fixed
from tests.viewmodels.building import EVERY, PARTS

CRITERIA = scheme_in(EVERY.text.encode(), EVERY.scheme).criteria
PROVINCE = {"class": "province"}


def of(part: str) -> Criterion:
    """The only criterion of a part."""
    return CRITERIA[f"{part}-it"]


def figures(done: int, total: int, runs: int) -> Fact:
    return {"figures": {"rate": {"done": done, "total": total}, "runs": {"count": runs}}}


@pytest.mark.parametrize(
    ("part", "typed", "fact", "shown"),
    [
        ("flag", "1", {"found": True}, "发现"),
        ("flag", "√", {"found": True}, "发现"),
        ("flag", "✓", {"found": True}, "发现"),
        ("flag", "是", {"found": True}, "发现"),
        ("flag", "有", {"found": True}, "发现"),
        ("flag", "TRUE", {"found": True}, "发现"),
        ("flag", "０", {"found": False}, "未发现"),
        ("flag", "×", {"found": False}, "未发现"),
        ("flag", "否", {"found": False}, "未发现"),
        ("flag", " 无 ", {"found": False}, "未发现"),
        ("flag", "未发现", {"found": False}, "未发现"),
        ("each", "3", {"count": 3}, "3"),
        ("each", "３ 次", {"count": 3}, "3"),
        ("each", "3.0", {"count": 3}, "3"),
        ("each", "1,200", {"count": 1200}, "1200"),
        ("each", "无", {"count": 0}, "0"),
        ("each-earn", "2篇", {"count": 2}, "2"),
        ("shortfall", "17", {"actual": 17}, "17"),
        ("share", "0", {"items": []}, "未发现"),
        ("graded", "未发现", {"items": []}, "未发现"),
        ("graded-earn", "无", {"items": []}, "无"),
        ("award", "1", {"met": True}, "符合"),
        ("award", "不符合", {"met": False}, "不符合"),
        ("award", "10", {"met": True}, "符合"),
        ("award", "6.50，资料不全", {"points": "6.5", "reason": "资料不全"}, "6.5 分"),
        ("award", "6分，缺（一）、（二）", {"points": "6", "reason": "缺（一）、（二）"}, "6 分"),
        ("award", "1分 只有一次", {"points": "1", "reason": "只有一次"}, "1 分"),
        ("tiers-ratio", "17/18", {"done": 17, "total": 18}, "17/18"),
        ("tiers-ratio", "１７ ／ １８", {"done": 17, "total": 18}, "17/18"),
        ("tiers-ratio", "17÷18", {"done": 17, "total": 18}, "17/18"),
        ("tiers-count", "2次", {"count": 2}, "2"),
        ("tiers-two", "9/10；2", figures(9, 10, 2), "9/10；2"),
        ("tiers-two", "9/10 2次", figures(9, 10, 2), "9/10；2"),
        ("choice-earn", "2", {"choice": "once"}, "2 一次"),
        ("choice-earn", "一次", {"choice": "once"}, "2 一次"),
        ("choice-deduct", "3 全部", {"choice": "whole"}, "3 全部"),
        ("rate", "9/10", {"done": 9, "total": 10}, "9/10"),
        ("rate-percent", "94.4", {"percent": "94.4%"}, "94.4%"),
        ("rate-percent", "94.4％", {"percent": "94.4%"}, "94.4%"),
        ("rate-percent", "0", {"percent": "0%"}, "0%"),
        ("target", "19户", {"count": 19}, "19"),
        ("target-amount", "2.50 亿元", {"amount": "2.5"}, "2.5"),
        ("target-percent", "-3.5%", {"percent": "-3.5%"}, "-3.5%"),
        ("target-ratio", "90/100", {"done": 90, "total": 100}, "90/100"),
    ],
)
def test_what_is_typed(part: str, typed: str, fact: Fact, shown: str) -> None:
    assert typed_fact(of(part), typed, None) == fact
    assert cell_text(of(part), fact) == shown
    assert typed_fact(of(part), typed_text(of(part), fact), fact) == fact


def test_every_shape_is_typed_above() -> None:
    marks = test_what_is_typed.pytestmark  # type: ignore[attr-defined]  # pytest puts it there
    assert {case[0] for case in marks[0].args[1]} == {*PARTS}


@pytest.mark.parametrize(
    ("part", "typed", "words"),
    [
        ("flag", "2", "请填 1（发现）或 0（未发现），现在是“2”"),
        ("each", "2.5", "请填整数，例如 3，现在是“2.5”"),
        ("each", "-1", "请填整数，例如 3，现在是“-1”"),
        ("each", "三", "请填整数，例如 3，现在是“三”"),
        ("shortfall", "无", "请填整数，例如 3，现在是“无”"),
        ("share", "2", "这一条要逐件写明，请到表单里记录；没有的填 0"),
        ("graded", "x", "这一条要逐件写明，请到表单里记录；没有的填 0"),
        ("award", "好", "请填 1（符合）或 0（不符合），现在是“好”"),
        ("award", "6.5", "酌情给分要写明理由，例如“6.5 资料不全”"),
        ("award", "12 太多", "酌情给分不能超过 10 分，现在是 12 分"),
        ("award", "6.5.1 理由", "请填 1（符合）、0（不符合）或酌情的分数，现在是“6.5.1 理由”"),
        ("tiers-ratio", "94%", "请填 完成数/总数，例如 17/18，现在是“94%”"),
        ("tiers-ratio", "19/18", "完成数 19 大于总数 18，请核对"),
        (
            "tiers-two",
            "9/10",
            "请依次填 2 个数，用分号隔开：完成率（例如 17/18）；次数（例如 3）",
        ),
        ("choice-earn", "4", "请填 1 到 3：1 两次以上；2 一次；3 没有"),
        ("choice-earn", "2 没有", "请填 1 到 3：1 两次以上；2 一次；3 没有"),
        ("rate-percent", "0.944", "分不清“0.944”是百分之几，请写上百分号，例如 90%"),
        ("rate-percent", "1", "分不清“1”是百分之几，请写上百分号，例如 90%"),
        ("rate-percent", "101%", "这里的比率要在 0% 到 100% 之间，请核对"),
        ("rate-percent", "九成", "请填百分比，例如 92.5%，现在是“九成”"),
        ("target-amount", "很多", "请填数字，小数至多 4 位，例如 7.5，现在是“很多”"),
    ],
)
def test_what_makes_no_fact(part: str, typed: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        typed_fact(of(part), typed, None)
    assert caught.value.message == words


@pytest.mark.parametrize("typed", ["", "  ", "—"])
def test_nothing_typed_is_no_fact(typed: str) -> None:
    assert typed_fact(of("each"), typed, {"count": 3}) is None


def test_an_open_cell_is_neither_a_zero_nor_full_marks() -> None:
    assert {cell_text(of(part), None) for part in PARTS} == {"—"}
    assert {typed_text(of(part), None) for part in PARTS} == {""}


def test_a_note_stays_when_the_figure_changes() -> None:
    held = {"count": 2, "note": "三月两次"}
    assert typed_fact(of("each"), "3", held) == {"count": 3, "note": "三月两次"}


def test_other_points_for_the_same_grounds_need_not_tell_them_again() -> None:
    held = {"points": "6", "reason": "资料不全", "note": "已补"}
    assert typed_fact(of("award"), "7", held) == held | {"points": "7"}
    assert typed_fact(of("award"), "1", held) == {"met": True, "note": "已补"}


@pytest.mark.parametrize(
    ("part", "fact", "shown", "why"),
    [
        ("each", {"items": [{}, {}]}, "2 次", "这一条逐件记录了 2 件，请到表单里逐件修改"),
        (
            "each",
            {"items": [{}, {"exempt": True, "reason": "停电"}]},
            "2次·免1",
            "这一条逐件记录了 2 件，请到表单里逐件修改",
        ),
        ("graded-earn", {"items": [PROVINCE]}, "1 次", "这一条逐件记录了 1 件，请到表单里逐件修改"),
        (
            "flag",
            {"exempt": True, "reason": "停电"},
            "免责",
            "这一条已免责（停电），要改请到表单里改",
        ),
        (
            "award",
            {"applies": False, "reason": "新设"},
            "不适用",
            "这一条已标为不适用（新设），要改请到表单里改",
        ),
    ],
)
def test_what_was_told_in_full_is_not_typed_over(
    part: str, fact: Fact, shown: str, why: str
) -> None:
    assert cell_text(of(part), fact) == shown
    assert why_fixed(fact) == why


@pytest.mark.parametrize("fact", [None, {"count": 3}, {"items": []}])
def test_all_else_can_be_typed_over(fact: Fact | None) -> None:
    assert why_fixed(fact) == ""
    assert typed_fact(of("each"), "3", fact) == {"count": 3}
