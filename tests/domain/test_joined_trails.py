"""Joined trails: events of another workspace are what their hashes say, and nothing that was joined lacks."""

from dataclasses import asdict, replace

from desktop.domain.audit_trail import Event, ForeignEvent, write_plain
from desktop.domain.joined_trails import foreign_faults, unmet_joints
from tests.domain.test_audit_trail import chain, joining

OWN = chain([], [], [])
FOREIGN = [ForeignEvent(**asdict(event)) for event in OWN]


def link(event: Event | ForeignEvent) -> ForeignEvent:
    """What is told of an event that is not for our eyes."""
    return ForeignEvent(event.hash, event.number, event.workspace, event.parents)


def test_a_chain_that_came_whole_is_sound() -> None:
    assert FOREIGN[1].told == OWN[1]
    assert [*foreign_faults(reversed(FOREIGN))] == []


def test_links_alone_are_sound_and_tell_nothing() -> None:
    assert link(OWN[1]).told is None
    assert [*foreign_faults([FOREIGN[0], link(OWN[1]), FOREIGN[2]])] == []


def test_a_part_may_lack() -> None:
    assert [*foreign_faults([FOREIGN[0], FOREIGN[2]])] == []


def test_each_fault_is_named() -> None:
    altered = replace(FOREIGN[1], author="别人")
    assert [*foreign_faults([FOREIGN[0], altered])] == [
        "工作区 w 的留痕第 2 条：内容与校验值不符，已被改动"
    ]
    loose = replace(link(OWN[1]), parents=write_plain(["x" * 64]))
    assert [*foreign_faults([FOREIGN[0], loose])] == ["工作区 w 的留痕第 2 条：与前一条接不上"]
    forked = replace(link(OWN[1]), hash="c" * 64)
    assert [*foreign_faults([FOREIGN[1], forked])] == ["工作区 w 的留痕第 2 条：有两条不同的"]


def test_other_workspaces_have_numbers_of_their_own() -> None:
    assert [*foreign_faults([FOREIGN[0], replace(link(OWN[1]), number=1, workspace="v")])] == []


def test_what_was_joined_must_be_here() -> None:
    merge = joining("merge", [OWN[0].hash, FOREIGN[2].hash])
    assert [*unmet_joints([OWN[0], merge], FOREIGN)] == []
    assert [*unmet_joints([OWN[0], merge], FOREIGN[:2])] == [
        "留痕第 2 条：所接的另一工作区的留痕不在"
    ]
