"""Joined trails: events of another workspace are what their hashes say, and nothing that was joined lacks."""

from dataclasses import asdict, replace

from desktop.domain.audit_trail import (
    Change,
    Event,
    ForeignEvent,
    PlainRow,
    write_changes,
    write_plain,
)
from desktop.domain.joined_trails import TRAIL, came_with, foreign_faults, lost_pieces, unmet_joints
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


# -- what came and lacks now

LONG = [ForeignEvent(**asdict(event)) for event in chain(*[[]] * 7)]
CAME = [LONG[1], link(LONG[2]), link(LONG[3]), LONG[4], link(LONG[5]), LONG[6]]


def taking(sheets: object) -> Event:
    """The event that took these in; a handover of before lies beside it."""
    told: PlainRow = {"own": 2, "workspace": "w", "number": 7, "sheets": write_plain(sheets)}
    changes = [
        Change("handover", ("h",), None, told),
        Change("handover", ("g",), told, {**told, "own": 1}),
        Change("handover", ("f",), told, None),
        Change("person", ("p",), None, {"own": 2}),
    ]
    merge = joining("merge", [OWN[0].hash, LONG[6].hash])
    merge = replace(merge, number=2, changes=write_changes(changes))
    return replace(merge, hash=merge.digest)


def test_what_came_is_kept_by_its_numbers() -> None:
    assert came_with(CAME) == {"first": 2, "links": [[3, 4], [6, 6]]}


def test_what_came_and_lacks_now_is_named() -> None:
    own = [OWN[0], taking({TRAIL: came_with(CAME)})]
    assert [*lost_pieces(own, CAME)] == []
    assert [*lost_pieces(own, LONG)] == []  # a link may be completed
    assert [*lost_pieces([*own, own[1]], [*CAME[:1], *CAME[2:3], link(CAME[3]), *CAME[4:]])] == [
        "工作区 w 的留痕第 3 条：不在了",
        "工作区 w 的留痕第 5 条：内容不在了",
    ]


def test_an_event_that_was_altered_says_nothing_of_others() -> None:
    altered = replace(taking({TRAIL: came_with(CAME)}), author="别人")
    assert [*lost_pieces([altered], [])] == []
    assert [*lost_pieces([taking({})], [])] == []
