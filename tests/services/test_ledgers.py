"""Ledgers: an import is one event and one step of undo, and a row that its ledger cannot read is refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.commands import Command
from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, Kept, Row
from desktop.domain.ledgers.members import Member
from desktop.domain.records import EvidenceLink, LedgerRow
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.ledgers import keep_rows, rows_of, strike_rows
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import (
    ME,
    UNNAMED,
    add,
    events_of,
    meeting,
    office_in,
    refused,
    rounds,
    run,
)

DAY: Final = date(2022, 3, 1)
MEETINGS: Final = [meeting(f"l-{month}", held=f"2022-0{month}-05") for month in (1, 4, 7)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


@pytest.mark.parametrize("command", [Command.KEEP_LEDGER_ROWS, Command.IMPORT_LEDGER])
def test_an_import_is_one_event(office: Workspace, command: Command) -> None:
    before = len(events_of(office))
    outcome = keep_rows(office, ME, ACTIVITIES, MEETINGS, command)
    [event] = events_of(office)[before:]
    assert (event.number, event.command) == (outcome.event, command.value)
    assert (event.author, event.round, event.unit) == ("王考评", None, None)
    assert outcome.touched == {("ledger_row", (row.id,)) for row in MEETINGS}
    assert rows_of(office, ACTIVITIES, "u-a") == MEETINGS


def test_new_rows_get_ids_of_their_own(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, [meeting(""), meeting("")])
    found = rows_of(office, ACTIVITIES)
    assert len({one.id for one in found} - {""}) == 2
    assert [one.row for one in found] == [meeting("").row] * 2


def test_what_is_at_its_default_is_not_stored(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, [meeting("l-1", note="")])
    with office.reading() as view:
        [row] = view.all(LedgerRow)
    assert row.fields == {"kind": "meeting", "held": "2022-03-01", "title": "部署会"}


def test_a_ledger_is_of_one_kind_and_its_rows_of_units(office: Workspace) -> None:
    another = meeting("m-1", "u-b")
    keep_rows(office, ME, ACTIVITIES, [*MEETINGS, another])
    keep_rows(office, ME, INSPECTIONS, [run("r-1")])
    assert rows_of(office, ACTIVITIES, "u-a") == MEETINGS
    assert rows_of(office, ACTIVITIES, "u-b") == [another]
    assert rows_of(office, ACTIVITIES, "u-c") == []
    assert rows_of(office, ACTIVITIES) == [*MEETINGS, another]
    assert rows_of(office, INSPECTIONS) == [run("r-1")]


def test_an_import_is_undone_and_redone_at_once(office: Workspace) -> None:
    changed = [meeting("l-1", held="2022-02-05"), meeting("l-9")]
    keep_rows(office, ME, ACTIVITIES, MEETINGS)
    keep_rows(office, ME, ACTIVITIES, changed, Command.IMPORT_LEDGER)
    assert rows_of(office, ACTIVITIES, "u-a") == [changed[0], *MEETINGS[1:], changed[1]]
    undo(office, ME, None)
    assert rows_of(office, ACTIVITIES, "u-a") == MEETINGS
    undo(office, ME, None)
    assert rows_of(office, ACTIVITIES, "u-a") == []
    redo(office, ME, None)
    assert rows_of(office, ACTIVITIES, "u-a") == MEETINGS


UNFIT: Final[dict[str, tuple[list[Kept[Row]], str, str]]] = {
    "an unknown unit": ([*MEETINGS, meeting("", "none")], "3.unit", "第 4 行的单位不在名单里"),
    "an id twice": ([*MEETINGS, MEETINGS[0]], "3.id", "第 4 行和第 1 行代号相同"),
    "another unit's row": ([meeting("l-1", "u-b")], "0.id", "已经用在别的台账里"),
    "an id of blanks": ([meeting(" ")], "0.id", "不能空着"),
    "no such kind": (
        [MEETINGS[0], Kept("", "u-a", Activity(kind="party", held=DAY, title="联欢"))],
        "1.kind",
        "没有“party”这类活动",
    ),
    "words that cannot be shown": (
        [Kept("", "u-a", Activity(kind="meeting", held=DAY, title="\0"))],
        "0.title",
        "控制字符",
    ),
    "a row of another ledger": ([Kept("", "u-a", Member(name="财政局"))], "0.name", "没有“name”"),
    "nothing at all": ([], "rows", "没有要登记的行"),
}


@pytest.mark.parametrize("case", UNFIT.values(), ids=UNFIT)
def test_a_row_that_does_not_fit_is_refused_with_its_place(
    office: Workspace, case: tuple[list[Kept[Row]], str, str]
) -> None:
    """An import is kept whole or not at all, and takes no other row's place in silence."""
    unfit, at, words = case
    keep_rows(office, ME, ACTIVITIES, MEETINGS)
    with refused(office.folder) as caught:
        keep_rows(office, ME, ACTIVITIES, unfit)
    assert caught.value.at == at
    assert words in caught.value.message


def test_a_row_does_not_move_to_another_ledger(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, MEETINGS)
    with refused(office.folder) as caught:
        keep_rows(office, ME, INSPECTIONS, [run("l-1")])
    assert caught.value.at == "0.id"
    with refused(office.folder) as caught:
        keep_rows(office, ME, "meetings", MEETINGS)
    assert caught.value.at == "ledger"


def test_every_row_has_an_author(office: Workspace) -> None:
    with refused(office.folder) as caught:
        keep_rows(office, UNNAMED, ACTIVITIES, MEETINGS)
    assert caught.value.at == "author"


def test_rows_are_struck_together_and_come_back(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, MEETINGS)
    before = len(events_of(office))
    strike_rows(office, ME, ["l-4", "l-7"])
    [event] = events_of(office)[before:]
    assert event.command == "keep-ledger-rows"
    assert rows_of(office, ACTIVITIES, "u-a") == [MEETINGS[0]]
    undo(office, ME, None)
    assert rows_of(office, ACTIVITIES, "u-a") == MEETINGS


@pytest.mark.parametrize(("ids", "at"), [(["l-1", "none"], "id"), ([], "rows")])
def test_rows_that_are_not_there_are_not_struck(office: Workspace, ids: list[str], at: str) -> None:
    keep_rows(office, ME, ACTIVITIES, MEETINGS)
    with refused(office.folder) as caught:
        strike_rows(office, ME, ids)
    assert caught.value.at == at


def test_a_row_with_evidence_is_not_struck(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, MEETINGS)
    made = link_evidence(office, ME, EvidenceLink("", add(office), ledger_row="l-4"))
    with refused(office.folder) as caught:
        strike_rows(office, ME, ["l-1", "l-4"])
    assert "请先取消关联" in caught.value.message
    unlink_evidence(office, ME, made.link)
    strike_rows(office, ME, ["l-4"])
    assert len(rows_of(office, ACTIVITIES, "u-a")) == 2


def test_an_import_with_evidence_is_not_undone(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, MEETINGS)
    link = EvidenceLink("", add(office), *rounds().section, ledger_row="l-4")
    link_evidence(office, ME, link)
    with refused(office.folder):
        undo(office, ME, None)
    assert rows_of(office, ACTIVITIES, "u-a") == MEETINGS


def test_a_link_to_a_row_that_was_struck_is_not_brought_back(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, MEETINGS)
    link = EvidenceLink("", add(office), *rounds().section, ledger_row="l-4")
    unlink_evidence(office, ME, link_evidence(office, ME, link).link)
    strike_rows(office, ME, ["l-4"])
    with refused(office.folder):
        undo(office, ME, rounds().section)
