"""Ledgers: an import is one event and one step of undo, and what names nothing is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.records import EvidenceLink, LedgerRow
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.ledgers import keep_ledger_rows, ledger_of, strike_ledger_row
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, events_of, office_in, refused, rounds

MEETINGS = [
    LedgerRow(f"l-{month}", "u-a", "meetings", {"month": month, "topic": "部署", "late": False})
    for month in (1, 4, 7)
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def test_an_import_is_one_event(office: Workspace) -> None:
    before = len(events_of(office))
    outcome = keep_ledger_rows(office, ME, MEETINGS)
    [event] = events_of(office)[before:]
    assert (event.number, event.command) == (outcome.event, "keep-ledger-rows")
    assert (event.author, event.round, event.unit) == ("王考评", None, None)
    assert outcome.touched == {("ledger_row", (row.id,)) for row in MEETINGS}
    assert ledger_of(office, "u-a", "meetings") == MEETINGS


def test_a_ledger_is_of_one_unit_and_one_kind(office: Workspace) -> None:
    others = [LedgerRow("m-1", "u-b", "meetings"), LedgerRow("r-1", "u-a", "reports")]
    keep_ledger_rows(office, ME, [*MEETINGS, *others])
    assert ledger_of(office, "u-a", "meetings") == MEETINGS
    assert ledger_of(office, "u-b", "meetings") == [others[0]]
    assert ledger_of(office, "u-c", "meetings") == []


def test_an_import_is_undone_and_redone_at_once(office: Workspace) -> None:
    changed = [replace(MEETINGS[0], fields={"month": 2}), LedgerRow("l-9", "u-a", "meetings")]
    keep_ledger_rows(office, ME, MEETINGS)
    keep_ledger_rows(office, ME, changed)
    assert ledger_of(office, "u-a", "meetings") == [changed[0], *MEETINGS[1:], changed[1]]
    undo(office, ME, None)
    assert ledger_of(office, "u-a", "meetings") == MEETINGS
    undo(office, ME, None)
    assert ledger_of(office, "u-a", "meetings") == []
    redo(office, ME, None)
    assert ledger_of(office, "u-a", "meetings") == MEETINGS


def test_a_row_of_an_unknown_unit_is_refused_with_its_line(office: Workspace) -> None:
    with refused(office.folder) as caught:
        keep_ledger_rows(office, ME, [*MEETINGS, LedgerRow("l-9", "none", "meetings")])
    assert caught.value.message.startswith("第 4 行的单位不在名单里")
    assert caught.value.at == "3.unit"


@pytest.mark.parametrize(
    ("rows", "at", "words"),
    [
        ([*MEETINGS, MEETINGS[0]], "3.id", "第 4 行和第 1 行代号相同"),
        ([replace(MEETINGS[0], unit="u-b")], "0.id", "已经用在别的台账里"),
        ([replace(MEETINGS[0], ledger="reports")], "0.id", "已经用在别的台账里"),
        ([LedgerRow("l-9", "u-a", " ")], "0.ledger", "不能空着"),
        ([LedgerRow("l-9", "u-a", "meetings", {"topic": "\x00"})], "0.fields.topic", "控制字符"),
        ([LedgerRow("l-9", "u-a", "meetings", {"day": date(2022, 1, 1)})], "0.fields.day", "整数"),
    ],
)
def test_no_row_takes_the_place_of_another(
    office: Workspace, rows: list[LedgerRow], at: str, words: str
) -> None:
    """An import loses nothing in silence."""
    keep_ledger_rows(office, ME, MEETINGS)
    with refused(office.folder) as caught:
        keep_ledger_rows(office, ME, rows)
    assert caught.value.at == at
    assert words in caught.value.message


def test_a_row_is_struck_and_comes_back(office: Workspace) -> None:
    keep_ledger_rows(office, ME, MEETINGS)
    strike_ledger_row(office, ME, "l-4")
    assert events_of(office)[-1].command == "keep-ledger-rows"
    assert ledger_of(office, "u-a", "meetings") == [MEETINGS[0], MEETINGS[2]]
    with refused(office.folder) as caught:
        strike_ledger_row(office, ME, "l-4")
    assert caught.value.at == "id"
    undo(office, ME, None)
    assert ledger_of(office, "u-a", "meetings") == MEETINGS


def test_a_row_with_evidence_is_not_struck(office: Workspace) -> None:
    keep_ledger_rows(office, ME, MEETINGS)
    made = link_evidence(office, ME, EvidenceLink("", add(office), ledger_row="l-4"))
    with refused(office.folder) as caught:
        strike_ledger_row(office, ME, "l-4")
    assert "请先取消关联" in caught.value.message
    unlink_evidence(office, ME, made.link)
    strike_ledger_row(office, ME, "l-4")
    assert len(ledger_of(office, "u-a", "meetings")) == 2


def test_an_import_with_evidence_is_not_undone(office: Workspace) -> None:
    keep_ledger_rows(office, ME, MEETINGS)
    link = EvidenceLink("", add(office), *rounds().section, ledger_row="l-4")
    link_evidence(office, ME, link)
    with refused(office.folder):
        undo(office, ME, None)
    assert ledger_of(office, "u-a", "meetings") == MEETINGS


def test_a_link_to_a_row_that_was_struck_is_not_brought_back(office: Workspace) -> None:
    keep_ledger_rows(office, ME, MEETINGS)
    link = EvidenceLink("", add(office), *rounds().section, ledger_row="l-4")
    unlink_evidence(office, ME, link_evidence(office, ME, link).link)
    strike_ledger_row(office, ME, "l-4")
    with refused(office.folder):
        undo(office, ME, rounds().section)
