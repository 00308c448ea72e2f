"""Chain extracts: what is told in full is checked by its hash, and the rest by how it is linked."""

from dataclasses import replace

import pytest

from desktop.domain.audit_trail import NO_EVENTS, ChainHead, Event, parents_of
from desktop.domain.chain_extract import Link, extract_faults, extracted, read_extract


def chain(count: int) -> list[Event]:
    """Events of two rounds in turns."""
    made: list[Event] = []
    head = NO_EVENTS
    for number in range(1, count + 1):
        of = "r-1" if number % 2 else "r-2"
        one = Event(
            number,
            "w",
            "2027-01-01",
            None,
            "王",
            "judge",
            of,
            "u",
            None,
            "",
            "[]",
            parents_of(head),
        )
        made.append(replace(one, hash=one.digest))
        head = ChainHead(made[-1].hash, number)
    return made


def lines(events: list[Event]) -> list[str]:
    return [*extracted(events, lambda one: one.round == "r-1")]


def test_an_extract_is_read_as_it_was_written() -> None:
    told = read_extract(lines(chain(4)))
    assert [type(one) for one in told] == [Event, Link, Event, Link]
    assert [*extract_faults(told)] == []


def test_what_is_not_told_leaks_nothing() -> None:
    assert all("r-2" not in line for line in lines(chain(4)))


def test_an_event_that_is_missing_is_noticed() -> None:
    told = read_extract(lines(chain(5)))
    assert [*extract_faults([*told[:2], *told[3:]])] == [
        "留痕第 4 条：前一条是第 2 条，中间有缺失或编号被改"
    ]


def test_an_event_that_was_changed_is_noticed() -> None:
    told = read_extract(lines(chain(3)))
    assert isinstance(told[2], Event)
    told[2] = replace(told[2], author="李")
    assert [*extract_faults(told)] == ["留痕第 3 条：内容与校验值不符，已被改动"]


def test_a_link_that_was_changed_breaks_the_chain() -> None:
    told = read_extract(lines(chain(3)))
    told[1] = Link(2, "0" * 64, told[1].parents)
    assert [*extract_faults(told)] == ["留痕第 3 条：与前一条接不上"]


def merging(command: str = "merge", other: str = "f" * 64) -> list[Event]:
    """Three events, of which the last follows another workspace's too."""
    *before, last = chain(3)
    parents = parents_of(ChainHead(before[-1].hash, 2), other)
    last = replace(last, command=command, parents=parents, hash="")
    return [*before, replace(last, hash=last.digest)]


@pytest.mark.parametrize("command", ["merge", "take-over"])
def test_an_event_that_joined_another_trail_follows_both(command: str) -> None:
    """Once: the archive of a round that had come together from two workstations never proved sound."""
    assert [*extract_faults(read_extract(lines(merging(command))))] == []
    hidden = extracted(merging(command), lambda _: False)
    assert [*extract_faults(read_extract(hidden))] == []


def test_nothing_else_has_a_second_parent() -> None:
    told = read_extract(lines(merging("judge")))
    assert [*extract_faults(told)] == ["留痕第 3 条：与前一条接不上"]


@pytest.mark.parametrize("parents", ["[]", "no list", '["x", "y", "z"]'])
def test_a_link_names_the_one_before_it_and_one_other_at_most(parents: str) -> None:
    told = read_extract(lines(chain(3)))
    told[1] = Link(2, told[1].hash, parents)
    assert [*extract_faults(told)] == ["留痕第 2 条：与前一条接不上"]


@pytest.mark.parametrize("line", ["[]", "{", '{"number": 1}', '{"changes": ""}'])
def test_a_line_that_is_no_event_is_a_value_error(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever says so
        read_extract([line])
