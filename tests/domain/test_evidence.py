"""Evidence requirements: read from their tables, with what contradicts itself named."""

from collections.abc import Mapping

import pytest

from desktop.domain.evidence import EvidenceRules, Filing, Requirement
from desktop.domain.slips import Slip
from desktop.schemefiles.building import Workshop

PIECE = {"no": 3, "indicator": "a", "name": "会议记录", "who": ["office"]}


def built(cls: type, plain: Mapping[str, object]) -> tuple[object, list[Slip]]:
    workshop = Workshop()
    return workshop.build(cls, dict(plain), ()), workshop.slips


def test_a_requirement_is_read_whole() -> None:
    more = {
        "pieces": ["照片"],
        "once": ["方案"],
        "at_least": 2,
        "per": "plan-item",
        "when": "exempt",
        "cases": {"已立案": ["决定书"]},
        "also": {"说明": "盖章"},
        "same_as": [1],
        "note": "可用复印件",
        "easily_lost": True,
    }
    requirement, slips = built(Requirement, PIECE | more)
    assert slips == []
    assert isinstance(requirement, Requirement)
    assert (requirement.no, requirement.who, requirement.pieces) == (3, ("office",), ("照片",))
    assert requirement.cases == {"已立案": ("决定书",)}
    assert requirement.also == {"说明": "盖章"}
    assert requirement.easily_lost


def test_a_requirement_is_not_its_own_model() -> None:
    _, slips = built(Requirement, PIECE | {"same_as": [1, 3]})
    assert [(slip.code, slip.place) for slip in slips] == [("evidence", ("same_as",))]
    assert built(Requirement, PIECE)[1] == []


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"no": 0}, ("no",)),
        ({"cases": ["x"]}, ("cases",)),
        ({"cases": {"甲": "x"}}, ("cases",)),
        ({"also": 3}, ("also",)),
        ({"also": {"": "x"}}, ("also",)),
        ({"per": "day"}, ("per",)),
        ({"who": "office"}, ("who",)),
    ],
    ids=repr,
)
def test_what_cannot_be_read_is_named(more: dict[str, object], place: tuple[str, ...]) -> None:
    requirement, slips = built(Requirement, PIECE | more)
    assert requirement is None
    assert [slip.place[:1] for slip in slips] == [place]


def test_the_rules_name_suppliers_and_plan_items() -> None:
    plain = {
        "suppliers": {"office": "办公室"},
        "plan_items": {"office": 3},
        "filing": {"format": "PDF"},
    }
    rules, slips = built(EvidenceRules, plain)
    assert slips == []
    assert isinstance(rules, EvidenceRules)
    assert rules.suppliers == {"office": "办公室"}
    assert rules.plan_items == {"office": 3}
    assert rules.filing is not None
    assert rules.filing.format == "PDF"


@pytest.mark.parametrize(
    ("plain", "place"),
    [
        ({"suppliers": ["office"]}, ("suppliers",)),
        ({"suppliers": {"Office": "办公室"}}, ("suppliers",)),
        ({"suppliers": {}, "plan_items": 3}, ("plan_items",)),
        ({"suppliers": {}, "plan_items": {"office": -1}}, ("plan_items",)),
        ({"suppliers": {}, "filing": {"fromat": "x"}}, ("filing", "fromat")),
        ({}, ()),
    ],
    ids=repr,
)
def test_rules_that_cannot_be_read_are_named(
    plain: dict[str, object], place: tuple[str, ...]
) -> None:
    rules, slips = built(EvidenceRules, plain)
    assert rules is None
    assert [slip.place[: len(place)] for slip in slips] == [place]


def test_how_it_is_handed_in_is_one_line_of_what_the_document_says() -> None:
    assert Filing().words == ""
    assert Filing(format="PDF", screenshots="带时间").words == "格式：PDF；截图：带时间"
