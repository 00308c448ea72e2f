"""Peers: whose figures stand beside a unit's own, and what is still to come."""

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.domain.findings import SHARED_KEYS, read_findings
from desktop.domain.peers import RoundPeers, watched
from desktop.domain.recorded import Recorded
from desktop.domain.records import (
    Assessment,
    DiscretionRecord,
    FindingRecord,
    NotApplicableRecord,
)
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from tests.domain.building import Plain, one_indicator, refusal, said, scheme_of, sheet_of

RANK = '{ id = "rank", shape = "relative", measure = "ratio", ranks = [[1, 6]], below = 2 }'
SCHEME = scheme_of(
    f"""
points = 20
[[indicators]]
id = "a"
criteria = [{RANK}]
[[indicators]]
id = "b"
not_applicable = "peers-mean"
criteria = [
    {{ id = "met", shape = "award", points = 4 }},
    {{ id = "step", shape = "relative", measure = "count", points = 6, step = 1 }},
]
"""
)
KINDS = scheme_of(
    f"""
kinds = {{ town = "乡镇", bureau = "部门" }}
[[indicators]]
id = "a"
criteria = [{RANK}]
"""
)


def unit(name: str, *, kind: str | None = None, absent: str = "", **facts: Plain) -> Recorded:
    of = Assessment("r", name, int(name[1:]), f"{name}县", kind, absent=absent)
    return Recorded(of, [_finding(name, *one) for one in facts.items()])


def _finding(name: str, criterion: str, fact: Plain) -> FindingRecord:
    own = {key: value for key, value in fact.items() if key not in SHARED_KEYS}
    return FindingRecord(
        "r",
        name,
        criterion,
        fact=own,
        grounds=fact.get("reason", ""),
        exempt=fact.get("exempt", False),
        applies=fact.get("applies", True),
    )


def aside(name: str, indicator: str) -> Recorded:
    """A unit to which an indicator does not apply."""
    record = NotApplicableRecord("r", name, indicator, "没有任务")
    return replace(unit(name), not_applicable=[record])


def judged(name: str, indicator: str) -> Recorded:
    """A unit whose indicator the evaluator scored."""
    record = DiscretionRecord("r", name, indicator, Decimal(3), "酌情")
    return replace(unit(name), discretion=[record])


def ratio(done: int) -> Plain:
    return {"done": done, "total": 10}


def sheet(scheme: Scheme, recorded: list[Recorded], at: int = 0) -> ScoreSheet:
    own = recorded[at]
    beside = RoundPeers(scheme, recorded).beside(own.assessment, own.plain())
    return score(read_findings(scheme, beside))


def test_all_that_take_part_are_compared() -> None:
    units = [
        unit("u0", rank=ratio(5)),
        unit("u1", rank=ratio(6)),
        unit("u2", rank=ratio(9), absent="未纳入"),
        aside("u3", "a"),
        judged("u4", "a"),
    ]
    first = sheet(SCHEME, units)
    assert (
        first.indicators[0]
        .lines[0]
        .reason.startswith("rank指标1：5 ÷ 10 = 50%，2 个单位中排第 2 位")
    )
    assert first.provisional == ()


def test_who_has_no_figure_yet_is_awaited() -> None:
    units = [unit("u0", rank=ratio(5)), unit("u1"), unit("u2", rank=ratio(1))]
    peers = RoundPeers(SCHEME, units)
    assert sheet(SCHEME, units).provisional == ("rank",)
    assert peers.waiting_for(units[0].assessment, ["rank"]) == ["u1县"]
    assert peers.settled(units[0].assessment, "rank") == [None, ratio(1)]


def test_what_cannot_be_read_counts_as_still_to_come() -> None:
    units = [unit("u0", rank=ratio(5)), unit("u1", rank={"done": 3, "total": 0}, step={"count": 1})]
    assert sheet(SCHEME, units).provisional == ("rank",)
    assert sheet(SCHEME, [aside("u0", "b"), units[1]]).provisional == ("b",)


def test_units_that_are_read_otherwise_are_no_peers() -> None:
    units = [
        unit("u0", kind="town", rank=ratio(5)),
        unit("u1", kind="bureau", rank=ratio(9)),
        unit("u2", kind="town", rank=ratio(4)),
        unit("u3", kind="desert", rank=ratio(4)),
    ]
    line = sheet(KINDS, units).indicators[0].lines[0]
    assert "2 个单位中排第 1 位" in line.reason
    alone = RoundPeers(KINDS, [unit("u9", kind="town", absent="未纳入", rank=ratio(1))])
    own = units[1]
    assert alone.beside(own.assessment, own.plain()) == own.plain()
    assert not alone.compares(own.assessment, "rank", own.findings[0].fact)


def test_what_is_exempt_without_a_figure_or_does_not_apply_is_not_compared() -> None:
    units = [
        unit("u0", rank=ratio(5)),
        unit("u1", rank={"exempt": True, "reason": "机构改革"}),
        unit("u2", rank={"applies": False, "reason": "没有任务"}),
    ]
    peers = RoundPeers(SCHEME, units)
    assert peers.settled(units[0].assessment, "rank") == []
    for one in units[1:]:
        assert peers.beside(one.assessment, one.plain())["facts"] == one.plain()["facts"]
        assert not peers.compares(one.assessment, "rank", one.findings[0].fact)


def test_what_was_settled_stays() -> None:
    settled = unit("u0", rank={**ratio(5), "among": [ratio(1)]})
    units = [settled, unit("u1", rank=ratio(9))]
    peers = RoundPeers(SCHEME, units)
    assert peers.beside(settled.assessment, settled.plain()) == settled.plain()
    assert sheet(SCHEME, units).indicators[0].score == 6


def test_the_same_is_told_in_plain_values() -> None:
    units = [unit("u0", rank=ratio(5), step={"count": 2}), unit("u1", rank=ratio(9))]
    peers = RoundPeers(SCHEME, units)
    told = peers.told(units[0].assessment, units[0].plain())
    assert told["facts"]["rank"] == {**ratio(5), "among": [ratio(9)]}
    assert told["facts"]["step"] == {"count": 2, "among": [None]}
    assert score(read_findings(SCHEME, told)) == sheet(SCHEME, units)


def test_the_mean_is_that_of_all_who_are_scored() -> None:
    units = [
        aside("u0", "b"),
        unit("u1", met={"met": True}, step={"count": 9}),
        unit("u2", met={"met": False}, step={"count": 5}),
        judged("u3", "b"),
        aside("u4", "b"),
    ]
    first = sheet(SCHEME, units).indicators[1]
    assert said(first.score) == "6"  # 10, 5 and 3
    assert first.aside == "没有任务；按其他 3 个单位的平均分 6 分计"
    assert sheet(SCHEME, units).provisional == ()
    units.append(unit("u5", met={"met": True}))
    later = sheet(SCHEME, units)
    assert later.provisional == ("b",)
    told = RoundPeers(SCHEME, units).told(units[0].assessment, units[0].plain())
    assert told["not_applicable"]["b"]["among"] == [None, None, "3", None]


def test_whose_changes_reach_others() -> None:
    assert watched(SCHEME) == (frozenset({"rank", "met", "step"}), frozenset({"a", "b"}))
    assert SCHEME.is_relative
    assert KINDS.is_relative
    assert not one_indicator('{ id = "f", shape = "flag", deduct = 1 }').is_relative


@pytest.mark.parametrize(
    ("others", "points", "words", "provisional"),
    [
        ({}, "", "没有任务；等其他单位评完后按平均分计", ("b",)),
        ({"among": [None]}, "", "没有任务；等其他单位评完后按平均分计", ("b",)),
        ({"among": ["7.5", 8]}, "7.75", "没有任务；按其他 2 个单位的平均分 7.75 分计", ()),
        (
            {"among": ["7", "8", "8", None]},
            "7.67",
            "没有任务；暂按已评完的 3 个单位（还有 1 个没有评完）的平均分 7.67 分计",
            ("b",),
        ),
        ({"gives": "7.25"}, "7.25", "没有任务；按其他单位的平均分 7.25 分计", ()),
    ],
)
def test_a_line_tells_the_others_scores(
    others: Plain, points: str, words: str, provisional: tuple[str, ...]
) -> None:
    told = sheet_of(SCHEME, {}, not_applicable={"b": {"reason": "没有任务", **others}})
    one = told.indicators[1]
    assert (said(one.score), one.aside, told.provisional) == (points, words, provisional)


def test_what_is_no_score_is_refused() -> None:
    wrong = {"b": {"reason": "没有任务", "among": ["x"]}}
    assert refusal(SCHEME, {}, not_applicable=wrong).at == "not_applicable.b.among.0"
    full = one_indicator('{ id = "f", shape = "flag", deduct = 1 }', more='not_applicable = "full"')
    given = {"a": {"reason": "没有任务", "gives": "3"}}
    assert refusal(full, {}, not_applicable=given).at == "not_applicable.a.gives"


def test_means_are_asked_for_twice_and_of_two_indicators_that_may_be_left_out() -> None:
    scheme = scheme_of("""
        points = 20
        [[indicators]]
        id = "a"
        not_applicable = "peers-mean"
        criteria = [{ id = "met", shape = "award", points = 10, not_applicable = "left-out" }]
        [[indicators]]
        id = "b"
        not_applicable = "peers-mean"
        criteria = [{ id = "missed", shape = "each", deduct = 1 }]
    """)
    left_out = {"applies": False, "reason": "没有任务"}
    units = [
        aside("u0", "a"),
        aside("u1", "b"),
        unit("u2", met={"met": True}, missed={"count": 4}),
        unit("u3", met=left_out, missed={"count": 0}),
    ]
    peers = RoundPeers(scheme, units)
    first = peers.told(units[0].assessment, units[0].plain())
    second = peers.told(units[1].assessment, units[1].plain())
    assert first["not_applicable"]["a"]["among"] == [None, "10"]
    assert second["not_applicable"]["b"]["among"] == [None, "6", "10"]
    assert peers.told(units[0].assessment, units[0].plain()) == first
