"""The audit trail: hashes over all that an event says, what replaying gives, and what undo acts on."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.audit_trail import (
    NO_EVENTS,
    ChainHead,
    Change,
    Disagreement,
    Event,
    broken_links,
    joined_by,
    parents_of,
    read_changes,
    read_parents,
    replay,
    write_changes,
    write_plain,
)

PLAIN = Event(
    number=1,
    workspace="w",
    at="2022-08-03T09:00:00.000+08:00",
    person="p",
    author="王考评",
    command="judge",
    round="r",
    unit="u",
    reverts=None,
    grounds="理由",
    changes="[]",
    parents="[]",
)


def chain(*changes: list[Change]) -> list[Event]:
    """Events that follow from one another, with these changes."""
    events: list[Event] = []
    head = NO_EVENTS
    for number, one in enumerate(changes, 1):
        event = replace(PLAIN, number=number, changes=write_changes(one), parents=parents_of(head))
        events.append(replace(event, hash=event.digest))
        head = ChainHead(events[-1].hash, number)
    return events


COVERED = [field.name for field in fields(Event) if field.name not in {"number", "hash"}]


def test_a_digest_by_hand() -> None:
    told = (
        '["w","2022-08-03T09:00:00.000+08:00","p","王考评","judge","r","u",null,"理由","[]","[]"]'
    )
    assert PLAIN.digest == sha256(told.encode()).hexdigest()


@pytest.mark.parametrize("name", COVERED)
@pytest.mark.parametrize("value", ["x", "", None])
def test_every_field_is_covered_by_the_hash(name: str, value: object) -> None:
    changes: dict[str, Any] = {name: value}
    other = replace(PLAIN, **changes)
    assert (other.digest == PLAIN.digest) == (other == PLAIN)


def test_the_place_is_not_covered_so_that_chains_can_be_merged() -> None:
    assert replace(PLAIN, number=7).digest == PLAIN.digest


def test_broken_text_has_a_digest_of_its_own() -> None:
    broken = replace(PLAIN, grounds="\udcff")
    assert broken.digest != replace(PLAIN, grounds="?").digest


def test_parents() -> None:
    assert parents_of(NO_EVENTS) == "[]"
    assert parents_of(ChainHead("ab", 1)) == '["ab"]'


def test_a_sound_chain_has_no_broken_link() -> None:
    events = chain([], [], [])
    assert [*broken_links(events)] == []
    assert [*broken_links([])] == []
    assert [*broken_links(events[2:], ChainHead(events[1].hash, 2))] == []


def without(events: list[Event], number: int) -> list[Event]:
    return [event for event in events if event.number != number]


def altered(events: list[Event], at: int, **changes: Any) -> list[Event]:  # noqa: ANN401  # fields
    return [replace(one, **changes) if one.number == at else one for one in events]


CHAIN = chain([], [], [], [])


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (without(CHAIN, 1), ["留痕第 2 条：前一条是第 0 条，中间有缺失或编号被改"]),
        (without(CHAIN, 2), ["留痕第 3 条：前一条是第 1 条，中间有缺失或编号被改"]),
        (altered(CHAIN, 2, grounds="别的"), ["留痕第 2 条：内容与校验值不符，已被改动"]),
        (
            altered(CHAIN, 2, hash="f" * 64),
            ["留痕第 2 条：内容与校验值不符，已被改动", "留痕第 3 条：与前一条接不上"],
        ),
        (
            altered(CHAIN, 2, number=9),
            [
                "留痕第 9 条：前一条是第 1 条，中间有缺失或编号被改",
                "留痕第 3 条：前一条是第 9 条，中间有缺失或编号被改",
            ],
        ),
        (
            altered(without(CHAIN, 3), 4, number=3),
            ["留痕第 3 条：与前一条接不上"],
        ),
        (
            altered(CHAIN, 1, parents='["ab"]'),
            ["留痕第 1 条：与前一条接不上", "留痕第 1 条：内容与校验值不符，已被改动"],
        ),
    ],
)
def test_broken_links_are_named(events: list[Event], words: list[str]) -> None:
    assert [*broken_links(events)] == words


@given(st.permutations(range(5)), st.integers(1, 5))
def test_no_other_order_holds(order: Sequence[int], kept: int) -> None:
    """Whatever is left of a chain, renumbered or not, is sound only as its beginning."""
    events = chain([], [], [], [], [])
    found = [events[place] for place in order[:kept]]
    renumbered = [replace(event, number=n) for n, event in enumerate(found, 1)]
    sound = [*order[:kept]] == [*range(kept)]
    assert ([*broken_links(renumbered)] == []) == sound
    assert ([*broken_links(found)] == []) == sound


A1 = Change("unit", ("a",), None, {"name": "甲"})
A2 = Change("unit", ("a",), {"name": "甲"}, {"name": "乙"})
A3 = Change("unit", ("a",), {"name": "乙"}, None)
B1 = Change("waiver", ("r", "u", 1, "", 0), None, {})


def test_an_inverse_takes_back() -> None:
    assert A1.inverse == Change("unit", ("a",), {"name": "甲"}, None)
    assert A2.inverse.inverse == A2


def test_changes_are_written_in_one_way() -> None:
    text = write_changes([Change("unit", ("a", 1, None), None, {"b": 2, "a": "甲"})])
    assert text == '[["unit",["a",1,null],null,{"a":"甲","b":2}]]'
    assert write_changes([]) == "[]"


VALUES = st.one_of(st.none(), st.integers(), st.text())
ROWS = st.one_of(st.none(), st.dictionaries(st.text(), VALUES))
CHANGES = st.builds(Change, st.text(), st.lists(VALUES).map(tuple), ROWS, ROWS)


@given(st.lists(CHANGES))
def test_changes_are_read_as_they_were_written(changes: list[Change]) -> None:
    assert read_changes(write_changes(changes)) == tuple(changes)


def replayed(*changes: list[Change]) -> tuple[dict[Any, Any], list[Disagreement]]:
    rows, disagreements = replay(chain(*changes))
    return rows, [*disagreements]


def test_replaying_gives_the_present_state() -> None:
    assert replayed() == ({}, [])
    assert replayed([A1, B1]) == (
        {("unit", ("a",)): {"name": "甲"}, ("waiver", ("r", "u", 1, "", 0)): {}},
        [],
    )
    assert replayed([A1], [A2]) == ({("unit", ("a",)): {"name": "乙"}}, [])
    assert replayed([A1], [A2], [], [A3]) == ({}, [])
    assert replayed([A1, A2, A3]) == ({}, [])


def test_what_does_not_fit_is_noted() -> None:
    rows, said = replayed([A2])
    assert rows == {("unit", ("a",)): {"name": "乙"}}
    assert said == [Disagreement(1, "unit")]
    assert replayed([A3])[1] == [Disagreement(1, "unit")]
    assert replayed([A1], [A1])[1] == [Disagreement(2, "unit")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "5",
        "[5]",
        "[[]]",
        '[["unit",["a"],null]]',
        '[["unit",5,null,{}]]',
        '[["unit",[["a"]],null,{}]]',
        '[["unit",[{}],null,{}]]',
        '[[["unit"],["a"],null,{}]]',
        '[["unit",["a"],null,"x"]]',
        '[["unit",["a"],5,null]]',
        "[" * 100_000,
    ],
    ids=lambda text: text[:30],
)
def test_what_cannot_be_read_is_noted_and_the_rest_goes_on(text: str) -> None:
    """Once: a key of lists and endless nesting end in an error, and a row that is none is taken for one."""
    first, _, third = chain([A1], [], [B1])
    rows, disagreements = replay([first, replace(first, number=2, changes=text), third])
    assert rows[B1.table, B1.key] == B1.after
    assert [row for row in rows.values() if not isinstance(row, dict)] == []
    assert disagreements == (Disagreement(2, None),)


def test_an_event_is_json_all_through() -> None:
    """Whoever keeps the chain can check it with any other program."""
    [event] = chain([A1])
    assert json.loads(event.changes) == [["unit", ["a"], None, {"name": "甲"}]]
    assert json.loads(event.parents) == []


def joining(command: str, parents: Sequence[str]) -> Event:
    """A second event that names these parents."""
    event = replace(PLAIN, number=2, command=command, parents=write_plain([*parents]))
    return replace(event, hash=event.digest)


FIRST = chain([])[0]
OTHER = "b" * 64


@pytest.mark.parametrize("command", ["merge", "take-over"])
def test_a_merge_follows_another_chain_too(command: str) -> None:
    event = joining(command, [FIRST.hash, OTHER])
    assert [*broken_links([FIRST, event])] == []
    assert joined_by(event) == OTHER
    assert joined_by(joining(command, [FIRST.hash])) is None


@pytest.mark.parametrize(
    ("command", "parents"),
    [
        ("judge", [FIRST.hash, OTHER]),
        ("merge", [OTHER, FIRST.hash]),
        ("merge", [FIRST.hash, OTHER, OTHER]),
        ("merge", [OTHER]),
        ("merge", []),
    ],
)
def test_other_parents_are_no_link(command: str, parents: list[str]) -> None:
    [fault] = broken_links([FIRST, joining(command, parents)])
    assert fault == "留痕第 2 条：与前一条接不上"


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]", '"ab"', "[" * 100_000])
def test_text_that_names_no_parents(text: str) -> None:
    assert read_parents(text) == ()
