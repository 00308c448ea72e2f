"""Proposal words: what a fact comes to for its criterion, in whatever part it stands."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.bounds import Bounds
from desktop.domain.ledgers.measured import Counted
from desktop.domain.ledgers.proposals import Proposal
from desktop.domain.records import ProposalAnswer
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import parts_of
from desktop.services.assessments import scheme_in
from desktop.services.proposals import ProposalSight
from desktop.viewmodels.proposal_words import Stand, comes_to, shown, weighing
from tests.viewmodels.building import EVERY
from tests.viewmodels.ledgered import HERE, TODAY

SCHEME: Scheme = scheme_in(EVERY.text.encode(), EVERY.scheme)


def words(criterion: str, fact: dict[str, Any]) -> str:
    part = next(p for p in parts_of(SCHEME) if criterion in {one.id for one in p.criteria})
    return comes_to(SCHEME.criteria[criterion], fact, weighing(part, SCHEME.rounding))


@pytest.mark.parametrize(
    ("criterion", "fact", "said"),
    [
        ("flag-it", {"found": True}, "“发现”，扣 3 分"),
        ("flag-it", {"found": False, "note": "台账登记会议 3 次"}, "“未发现”"),
        ("each-it", {"items": []}, "“未发现”"),
        ("each-it", {"items": [{"exempt": True, "reason": "停电"}]}, "不扣分"),
        ("each-it", {"count": 9}, "扣 6 分（应扣 18 分）"),
        ("each-it", {"exempt": True, "reason": "停电"}, "免责，不扣分"),
        ("shortfall-it", {"actual": 20}, "不扣分"),
        ("award-it", {"met": False}, "“不符合”，得 0 分"),
        ("award-it", {"applies": False, "reason": "没有这项职能"}, "不适用"),
        ("choice-deduct-it", {"choice": "none"}, "认定为“没有”，不扣分"),
        ("tiers-ratio-it", {"done": 95, "total": 100}, "得 6 分"),
        ("tiers-ratio-it", {"done": 10, "total": 100}, "得 0 分"),
        ("two-late", {"count": 20}, "扣 15 分（应扣 20 分）"),  # its indicator goes below zero
        ("praised", {"met": True}, "“符合”，得 3 分"),
        ("accident", {"found": True}, "“发现”，扣 5 分"),
    ],
)
def test_a_fact_comes_to(criterion: str, fact: dict[str, Any], said: str) -> None:
    assert words(criterion, fact) == said


def test_what_the_criterion_does_not_take_is_told() -> None:
    assert words("flag-it", {"count": 2}).startswith("与本办法不合：")


def test_a_bonus_without_a_cap_has_no_end() -> None:
    [bonus] = [one for one in parts_of(SCHEME) if one.extra == "bonus"]
    assert weighing(bonus, SCHEME.rounding).bounds == Bounds(Decimal(0), Decimal(-3), Decimal(3))
    endless = replace(bonus, points=None)
    assert weighing(endless, SCHEME.rounding).bounds == Bounds(Decimal(0), None, None)


def sight(fact: dict[str, object] | None, *changes: str) -> ProposalSight:
    counted = (Counted("l-1", "甲", excused="停电"), Counted("l-2", "乙"))
    asked = Proposal("each-it", "x", TODAY, "台账", fact, counted=counted)
    return ProposalSight(asked, ProposalAnswer(*HERE, "each-it", accepted=True), changes)


def test_rows_are_new_by_all_that_they_say() -> None:
    part = next(one for one in parts_of(SCHEME) if one.id == "each")
    weigh = weighing(part, SCHEME.rounding)
    changes = ("不再有：甲", "现在有：甲（免责：停电）")
    one = shown(part.criteria[0], sight({"items": []}, *changes), None, weigh)
    assert one is not None
    assert [(row.note, change) for row, change in one.rows] == [
        ("甲", "新增"),
        ("乙", ""),
        ("甲", "不再有"),
    ]
    plain = shown(part.criteria[0], sight({"count": 2}, *changes), None, weigh)
    assert plain is not None
    assert [change for _, change in plain.rows] == ["", ""]


def test_a_row_is_new_where_any_of_its_items_is() -> None:
    part = next(one for one in parts_of(SCHEME) if one.id == "each")
    rows = (Counted("l-1", "甲", times=2), Counted("l-2", "乙", day=TODAY))
    asked = Proposal("each-it", "x", TODAY, "台账", {"items": []}, counted=rows)
    changes = ("现在有：甲（2/2）", f"现在有：{TODAY} 乙")
    one = shown(
        part.criteria[0],
        ProposalSight(asked, ProposalAnswer(*HERE, "each-it", accepted=True), changes),
        None,
        weighing(part, SCHEME.rounding),
    )
    assert one is not None
    assert [change for _, change in one.rows] == ["新增", "新增"]


@pytest.mark.parametrize(
    ("recorded", "replaces"),
    [
        ({"count": 0}, False),  # nothing was found, in either way of saying so
        ({"items": []}, False),
        ({"count": 1}, True),
        ({"count": 0, "note": "逐月核对过"}, True),
        ({"exempt": True, "reason": "停电"}, True),
    ],
)
def test_none_counted_is_no_items(recorded: dict[str, object], *, replaces: bool) -> None:
    part = next(one for one in parts_of(SCHEME) if one.id == "each")
    asked = Proposal("each-it", "x", TODAY, "台账", {"items": []})
    one = shown(part.criteria[0], ProposalSight(asked), recorded, weighing(part, SCHEME.rounding))
    assert one is not None
    assert one.replaces is replaces


def test_a_recorded_fact_that_is_none_of_the_schemes_is_another() -> None:
    part = next(one for one in parts_of(SCHEME) if one.id == "each")
    weigh = weighing(part, SCHEME.rounding)
    one = shown(part.criteria[0], sight({"items": []}), {"nonsense": 1}, weigh)
    assert one is not None
    assert one.stand is Stand.ALTERED


def test_what_is_proposed_while_the_period_lasts_says_so() -> None:
    """A share as much as a count."""
    for name, fact in (("tiers-ratio-it", {"done": 10, "total": 100}), ("each-it", {"count": 1})):
        part = next(p for p in parts_of(SCHEME) if name in {one.id for one in p.criteria})
        criterion = SCHEME.criteria[name]
        asked = Proposal(name, "x", TODAY, "台账登记 1 件", fact, is_over=False)
        answer = ProposalAnswer(*HERE, name, accepted=True, fact=fact)
        for sight in (ProposalSight(asked), ProposalSight(asked, answer, ("有变化",))):
            one = shown(criterion, sight, None, weighing(part, SCHEME.rounding))
            assert one is not None
            assert one.words.endswith("（考核时段未结束，按至今的台账算）")
        over = shown(
            criterion,
            ProposalSight(replace(asked, is_over=True)),
            None,
            weighing(part, SCHEME.rounding),
        )
        assert over is not None
        assert "未结束" not in over.words
