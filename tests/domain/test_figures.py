"""Figures: what is measured, and the bounds as files write them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.domain.figures import EDGE, Edge, Figure, Measure, MeasureName, edge_slip, read_edge
from desktop.domain.refusals import Refused


@pytest.mark.parametrize(
    ("measure", "fact", "figure"),
    [
        (Measure("count", unit="次"), {"count": 3}, Figure(Fraction(3), "3 次")),
        (Measure("count", "次数"), {"count": 3}, Figure(Fraction(3), "次数 3")),
        (Measure("amount"), {"amount": "3.25"}, Figure(Fraction(13, 4), "3.25")),
        (Measure("amount", unit="万元"), {"amount": 3}, Figure(Fraction(3), "3 万元")),
        (Measure("percent"), {"percent": "12.5%"}, Figure(Fraction(1, 8), "12.5%")),
        (Measure("percent"), {"percent": "-5%"}, Figure(Fraction(-1, 20), "-5%")),
        (
            Measure("ratio", "完成率"),
            {"done": 1, "total": 3},
            Figure(Fraction(1, 3), "完成率 1 ÷ 3 ≈ 33.33%"),
        ),
    ],
    ids=repr,
)
def test_a_figure_is_read_exactly(
    measure: Measure, fact: dict[str, object], figure: Figure
) -> None:
    assert measure.read(fact) == figure


@pytest.mark.parametrize(
    ("name", "fact", "at"),
    [
        ("percent", {"percent": 5}, "percent"),
        ("percent", {"percent": "5"}, "percent"),
        ("percent", {"percent": "--5%"}, "percent"),
        ("percent", {"percent": "-%"}, "percent"),
        ("amount", {"amount": "-1"}, "amount"),
        ("count", {}, "count"),
        ("ratio", {"done": 0, "total": 0}, "total"),
        ("ratio", {"done": 2, "total": 1}, "done"),
    ],
    ids=repr,
)
def test_what_is_no_figure_is_refused(name: MeasureName, fact: dict[str, object], at: str) -> None:
    with pytest.raises(Refused) as caught:
        Measure(name).read(fact)
    assert caught.value.at == at


def test_no_plan_is_no_completion_rate() -> None:  # R10
    with pytest.raises(Refused, match=r"总数为 0.*自由裁量"):
        Measure("ratio").read({"done": 0, "total": 0}, beyond_total=True)


def test_more_than_all_only_where_allowed() -> None:
    assert Measure("ratio").read({"done": 3, "total": 2}, beyond_total=True).value == Fraction(3, 2)


def test_bounds_are_read_and_written_alike() -> None:
    written: list[object] = [20, Decimal("92.5"), "90%", "33.3%", 0]
    edges = [read_edge(one) for one in written]
    assert edges == [
        Edge(Fraction(20), percent=False),
        Edge(Fraction(185, 2), percent=False),
        Edge(Fraction(9, 10), percent=True),
        Edge(Fraction(333, 1000), percent=True),
        Edge(Fraction(0), percent=False),
    ]
    assert [EDGE.show(edge) for edge in edges] == [20, "92.5", "90%", "33.3%", 0]


@pytest.mark.parametrize("value", ["90", -1, True, None, "九成"], ids=repr)
def test_no_bounds(value: object) -> None:
    with pytest.raises(Refused):
        read_edge(value)


@pytest.mark.parametrize(
    ("edge", "name", "slips"),
    [
        (read_edge(3), "count", 0),
        (read_edge(3), "amount", 0),
        (read_edge("3%"), "count", 1),
        (read_edge("3%"), "amount", 1),
        (read_edge("3%"), "ratio", 0),
        (read_edge("3%"), "percent", 0),
        (read_edge(3), "ratio", 1),
        (read_edge(3), "percent", 1),
    ],
    ids=repr,
)
def test_a_bound_is_written_as_its_measure(edge: Edge, name: MeasureName, slips: int) -> None:
    assert len(list(edge_slip(edge, Measure(name)))) == slips
