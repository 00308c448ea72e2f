"""Proposals at once: one event for all of them or none, and how many files prove a row."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.ledgers.proposals import Proposal
from desktop.domain.records import EvidenceLink, ProposalAnswer
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.services.proposals import proposals_of
from desktop.services.proposals_at_once import accept_proposals
from desktop.services.recording import record_finding
from desktop.services.row_evidence import files_of_rows
from desktop.services.undoing import undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, events_of, refused, waits
from tests.viewmodels.building import facts_of
from tests.viewmodels.ledgered import HERE, NAMES, SETTLED, TODAY, keep, ledgered_in, row_named, run


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(ledgered_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "ledgered").faults == ()


def waiting(office: Workspace) -> list[Proposal]:
    return [one.proposal for one in proposals_of(office, HERE, TODAY).values() if waits(one)]


def answers(office: Workspace) -> set[str]:
    with office.reading() as view:
        return {one.criterion for one in view.all(ProposalAnswer) if one.accepted}


def test_one_event_for_all_of_them(office: Workspace) -> None:
    before = len(events_of(office))
    recording = accept_proposals(office, ME, HERE, waiting(office))
    [event] = events_of(office)[before:]
    assert (event.number, event.command) == (recording.outcome.event, "accept-proposal")
    assert answers(office) == {"late", "standing"}
    assert recording.sheet.total == 14
    assert waiting(office) == []


def test_one_undo_takes_all_of_them_back(office: Workspace) -> None:
    record_finding(office, ME, HERE, "standing", {"choice": "all"})
    accept_proposals(office, ME, HERE, waiting(office))
    undo(office, ME, HERE)
    assert facts_of(office, HERE) == {"standing": {"choice": "all"}}
    assert (answers(office), len(waiting(office))) == (set(), 2)


def test_evidence_comes_along_to_each(office: Workspace) -> None:
    file = add(office)
    row = row_named(office, NAMES[1])
    link_evidence(office, ME, EvidenceLink("", file, ledger_row=row))
    accept_proposals(office, ME, HERE, waiting(office))
    with office.reading() as view:
        [link] = view.all(EvidenceLink, **HERE._asdict())
    assert (link.criterion, link.evidence, link.item is None) == ("late", file, False)


def test_one_that_no_longer_holds_refuses_all_and_is_named(office: Workspace) -> None:
    agreed = waiting(office)
    keep(office, run("冬季抽查", 11, None))
    with refused(office.folder) as caught:
        accept_proposals(office, ME, HERE, agreed)
    assert (
        caught.value.message == "“序号1①逾期公示”：台账刚有改动，这条认定已经重新计算，请看过再定"
    )
    assert facts_of(office, HERE) == {}


def test_a_fact_that_the_criterion_does_not_take_is_named(office: Workspace) -> None:
    one = waiting(office)[0]
    with refused(office.folder) as caught:
        accept_proposals(office, ME, HERE, [replace(one, fact={"items": [{"note": 1}]})])
    assert (
        caught.value.message == "“序号1①逾期公示”：台账刚有改动，这条认定已经重新计算，请看过再定"
    )


def test_nothing_is_refused(office: Workspace) -> None:
    with refused(office.folder) as caught:
        accept_proposals(office, ME, HERE, [])
    assert caught.value.message == "没有等待认定的台账建议"


def test_a_finalised_sheet_takes_nothing(office: Workspace) -> None:
    agreed = waiting(office)
    for name, fact in SETTLED.items():
        record_finding(office, ME, HERE, name, fact)
    finalise(office, ME, HERE)
    with refused(office.folder) as caught:
        accept_proposals(office, ME, HERE, agreed)
    assert caught.value.message == "“甲科”已经定稿，不能再改；需要改时请先撤销定稿并写明理由"


def test_files_are_counted_once_a_row(office: Workspace) -> None:
    first, second = (row_named(office, one) for one in NAMES[:2])
    file = add(office)
    for page in (1, 2):
        link_evidence(office, ME, EvidenceLink("", file, ledger_row=first, page=page))
    link_evidence(office, ME, EvidenceLink("", add(office, "二.pdf", b"%PDF 2"), ledger_row=first))
    assert files_of_rows(office, [first, second, first]) == {first: 2, second: 0}
