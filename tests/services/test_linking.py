"""Many files to many places at once: checked before anything is written, one event a sheet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.services.checklists import checklist
from desktop.services.finalising import finalise
from desktop.services.ledgers import keep_rows
from desktop.services.linking import link_all, unlink_all
from desktop.services.undoing import undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import (
    ME,
    add,
    events_of,
    meeting,
    office_in,
    refused,
    rounds,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def files(workspace: Workspace, number: int) -> list[str]:
    return [add(workspace, f"方案{at}.pdf", b"%%PDF %d" % at) for at in range(number)]


def links_in(workspace: Workspace) -> list[EvidenceLink]:
    with workspace.reading() as view:
        return view.all(EvidenceLink)


def pieces(evidence: list[str], key: AssessmentKey) -> list[EvidenceLink]:
    """A file for each plan item."""
    return [
        EvidenceLink("", one, *key, 13, "抽查方案文件", item)
        for item, one in enumerate(evidence, 1)
    ]


def test_a_column_of_the_plan_is_one_event_and_one_step_back(office: Workspace) -> None:
    asked = pieces(files(office, 5), rounds().city)
    before = len(events_of(office))
    linked = link_all(office, ME, asked)
    [event] = events_of(office)[before:]
    assert (event.command, event.round, event.unit) == ("link-evidence", *rounds().city)
    assert [replace(one, id="") for one in linked.links] == asked
    assert {one.id for one in links_in(office)} == {one.id for one in linked.links}
    assert (linked.already, linked.warnings) == (0, ())
    assert linked.outcomes[0].touched == {("evidence_link", (one.id,)) for one in linked.links}
    there = [row for row in checklist(office, rounds().city).rows if row.present]
    assert [(row.requirement, row.plan_item) for row in there] == [(13, at) for at in range(1, 6)]
    undo(office, ME, rounds().city)
    assert links_in(office) == []


def test_one_file_goes_to_several_places_and_several_sheets(office: Workspace) -> None:
    [one] = files(office, 1)
    other = AssessmentKey(rounds().cities, "u-b")
    asked = [
        EvidenceLink("", one, *rounds().city, 3),
        EvidenceLink("", one, *rounds().city, criterion="no-plan"),
        EvidenceLink("", one, *other, 3),
    ]
    before = len(events_of(office))
    linked = link_all(office, ME, asked)
    events = events_of(office)[before:]
    assert [(event.round, event.unit) for event in events] == [rounds().city, other]
    assert len(linked.outcomes) == 2
    assert linked.warnings == ("“方案0.pdf”：这份材料同时用于几个单位，请核对",)
    office.close()
    assert verify(office.folder).faults == ()


def test_a_file_of_another_unit_is_warned_of(office: Workspace) -> None:
    first, second = files(office, 2)
    link_all(office, ME, [EvidenceLink("", first, *rounds().section, criterion="unplanned")])
    linked = link_all(
        office,
        ME,
        [
            EvidenceLink("", one, *rounds().neighbour, criterion="unplanned")
            for one in (first, second)
        ],
    )
    assert linked.warnings == ("“方案0.pdf”：这份材料已用于别的单位：科室督查 甲科，请核对",)
    same = link_all(
        office, ME, [EvidenceLink("", second, *rounds().neighbour, criterion="study-missed")]
    )
    assert same.warnings == ()


def test_a_link_that_is_there_already_is_not_made_twice(office: Workspace) -> None:
    asked = pieces(files(office, 2), rounds().city)
    link_all(office, ME, asked[:1])
    linked = link_all(office, ME, [*asked, asked[1]])
    assert ([one.plan_item for one in linked.links], linked.already) == ([2], 2)
    before = len(events_of(office))
    again = link_all(office, ME, asked)
    assert (again.outcomes, again.links, again.already) == ((), (), 2)
    assert len(events_of(office)) == before
    paged = link_all(office, ME, [replace(asked[0], page=2)])
    assert len(paged.links) == 1


def test_one_that_cannot_be_linked_keeps_all_from_it(office: Workspace) -> None:
    evidence = files(office, 2)
    good = pieces(evidence, rounds().city)
    for wrong in (
        replace(good[1], requirement=99),
        replace(good[1], evidence="0" * 64),
        replace(good[1], criterion="none"),
    ):
        with refused(office.folder):
            link_all(office, ME, [good[0], wrong])
    finalise(office, ME, rounds().settled)
    locked = EvidenceLink("", evidence[0], *rounds().settled, criterion="unplanned")
    with refused(office.folder) as caught:
        link_all(office, ME, [*good, locked])
    assert "已经定稿" in caught.value.message
    with refused(office.folder):
        link_all(office, ME, [])


def test_a_ledger_row_has_no_sheet(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, [meeting("l-1")])
    [one] = files(office, 1)
    made = link_all(office, ME, [EvidenceLink("", one, ledger_row="l-1")])
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("link-evidence", None, None)
    unlink_all(office, ME, [made.links[0].id])
    assert links_in(office) == []


def test_links_go_together_or_not_at_all(office: Workspace) -> None:
    evidence = files(office, 3)
    made = link_all(office, ME, pieces(evidence, rounds().city)).links
    ids = [one.id for one in made]
    with refused(office.folder) as caught:
        unlink_all(office, ME, [*ids, "none"])
    assert caught.value.at == "link"
    with refused(office.folder):
        unlink_all(office, ME, [])
    before = len(events_of(office))
    [outcome] = unlink_all(office, ME, [*ids, ids[0]])
    assert outcome.touched == {("evidence_link", (one,)) for one in ids}
    [event] = events_of(office)[before:]
    assert (event.command, event.unit) == ("unlink-evidence", "u-a")
    undo(office, ME, rounds().city)
    assert {one.id for one in links_in(office)} == {*ids}


def test_links_of_a_finalised_sheet_stay(office: Workspace) -> None:
    [one] = files(office, 1)
    link = EvidenceLink("", one, *rounds().settled, criterion="unplanned")
    [made] = link_all(office, ME, [link]).links
    finalise(office, ME, rounds().settled)
    with refused(office.folder):
        unlink_all(office, ME, [made.id])
