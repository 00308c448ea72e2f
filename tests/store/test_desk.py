"""The desk: one event and its changes, together or not at all."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from desktop.domain.audit_trail import Change, Event, read_changes
from desktop.domain.commands import Author, Command
from desktop.domain.records import (
    FINALISED,
    Assessment,
    DiscretionRecord,
    Office,
    Round,
    SchemeText,
    Setting,
    UnitRecord,
)
from desktop.domain.refusals import Refused
from desktop.store.desk import Deed
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, Workspace, open_workspace
from tests.store.building import (
    BARE_KEY,
    DAY,
    FINAL_KEY,
    ME,
    OPEN_KEY,
    TEXT,
    bare_folder,
    dump_of,
    put,
    rich_folder,
)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(bare_folder(tmp_path)) as workspace:
        yield workspace
    assert [*faults_in(workspace.folder / DATABASE)] == []


@pytest.fixture
def rich(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(rich_folder(tmp_path)) as workspace:
        yield workspace
    assert [*faults_in(workspace.folder / DATABASE, workspace.folder / "files")] == []


SETTING = Deed(Command.CHANGE_SETTING, ME)


def sealed(workspace: Workspace, *records: object, deed: Deed = SETTING) -> Event:
    with workspace.writing() as desk:
        desk.put(*records)
        return desk.seal(deed)


def changes(event: Event) -> tuple[Change, ...]:
    return read_changes(event.changes)


def test_an_event_says_who_when_and_what(bare: Workspace) -> None:
    deed = Deed(Command.JUDGE, Author("王考评", "p-1"), "r", "u", "理由", "f" * 64)
    before = datetime.now().astimezone()
    event = sealed(bare, Setting("a", "1"), deed=deed)
    after = datetime.now().astimezone()
    assert (event.number, event.workspace) == (2, bare.id)
    assert (event.author, event.person, event.command) == ("王考评", "p-1", "judge")
    assert (event.round, event.unit, event.grounds) == ("r", "u", "理由")
    assert event.reverts == "f" * 64
    moment = datetime.fromisoformat(event.at)
    assert before - timedelta(milliseconds=1) <= moment <= after
    assert moment.utcoffset() == before.utcoffset()
    with bare.reading() as view:
        assert view.event(2) == event
        first = view.event(1)
        assert first is not None
        assert json.loads(event.parents) == [first.hash]
    assert event.hash == event.digest


def test_a_change_says_before_and_after(bare: Workspace) -> None:
    made = sealed(bare, Setting("a", "1"))
    assert changes(made) == (Change("setting", ("a",), None, {"value": "1"}),)
    kept = sealed(bare, Setting("a", "2"))
    assert changes(kept) == (Change("setting", ("a",), {"value": "1"}, {"value": "2"}),)
    with bare.writing() as desk:
        desk.remove(Setting("a", "whatever it was thought to be"))
        gone = desk.seal(SETTING)
    assert changes(gone) == (Change("setting", ("a",), {"value": "2"}, None),)
    with bare.reading() as view:
        assert view.all(Setting) == []


def test_what_stays_the_same_is_no_change(bare: Workspace) -> None:
    sealed(bare, Setting("a", "1"))
    assert sealed(bare, Setting("a", "1")).changes == "[]"
    with bare.writing() as desk:
        desk.remove(Setting("b", ""))
        assert desk.seal(SETTING).changes == "[]"
    with bare.reading() as view:
        assert view.head().count == 4


def test_the_last_word_on_a_record_counts(bare: Workspace) -> None:
    with bare.writing() as desk:
        desk.put(Setting("a", "1"), Setting("b", "1"), Setting("a", "2"))
        desk.remove(Setting("b", "1"))
        event = desk.seal(SETTING)
    assert changes(event) == (Change("setting", ("a",), None, {"value": "2"}),)


def test_what_is_laid_out_is_not_seen_before(bare: Workspace) -> None:
    with bare.writing() as desk:
        desk.put(Setting("a", "1"))
        assert desk.get(Setting, "a") is None
        desk.seal(SETTING)
        assert desk.get(Setting, "a") == Setting("a", "1")


def test_two_events_in_one_transaction(bare: Workspace) -> None:
    with bare.writing() as desk:
        desk.put(Setting("a", "1"))
        first = desk.seal(SETTING)
        kept = desk.get(Setting, "a")
        desk.put(Setting("a", "2"))
        second = desk.seal(SETTING)
        assert kept == Setting("a", "1")
        assert desk.get(Setting, "a") == Setting("a", "2")
    assert changes(second) == (Change("setting", ("a",), {"value": "1"}, {"value": "2"}),)
    assert json.loads(second.parents) == [first.hash]


def test_nothing_is_kept_without_a_seal(rich: Workspace) -> None:
    before = dump_of(rich.folder)
    with rich.writing() as desk:
        desk.put(Office(name="别的"))
    assert dump_of(rich.folder) == before


def test_a_fault_on_the_way_takes_everything_back(rich: Workspace) -> None:
    before = dump_of(rich.folder)
    with suppress(ZeroDivisionError), rich.writing() as desk:
        desk.put(Office(name="别的"))
        desk.seal(SETTING)
        raise ZeroDivisionError
    assert dump_of(rich.folder) == before


def test_a_refused_change_takes_its_event_back(rich: Workspace) -> None:
    before = dump_of(rich.folder)
    with pytest.raises(DBAPIError, match="finalised"):
        put(rich, Command.JUDGE, DiscretionRecord(*FINAL_KEY, "team", Decimal(1), "酌情"))
    with pytest.raises(Refused, match="别处的记录还要用到它"):
        put(rich, Command.ASSIGN, Assessment("r-main", "nobody", 0, "无"))
    assert dump_of(rich.folder) == before
    put(rich, Command.CHANGE_SETTING, Setting("theme", "light"))


def test_records_may_come_in_any_order(bare: Workspace) -> None:
    """Rows that name one another need only agree when all are there."""
    of = Assessment("r", "u", 0, "甲科")
    judged = DiscretionRecord("r", "u", "i", Decimal(1), "酌情")
    one = Round("r", "批次", "2022年", "small", TEXT.sha256, DAY)
    sealed(bare, judged, of, one, TEXT, UnitRecord("u", "甲科"))
    with bare.writing() as desk:
        desk.remove(UnitRecord("u", "甲科"), one, of, judged)
        desk.seal(SETTING)
    with bare.reading() as view:
        assert view.count(Assessment) == 0


def test_a_text_is_kept_once_and_left_out_of_its_event(bare: Workspace) -> None:
    made = sealed(bare, TEXT)
    assert "小办法" not in made.changes
    assert sealed(bare, TEXT).changes == "[]"
    with bare.reading() as view:
        assert view.get(SchemeText, TEXT.sha256) == TEXT


def test_a_change_taken_back(rich: Workspace) -> None:
    made = sealed(rich, UnitRecord("u-new", "新科", size=3), UnitRecord("u-bare", "空白科二"))
    with rich.writing() as desk:
        for change in changes(made):
            assert desk.held(change.table, change.key) == change.after
            desk.put_change(change.inverse)
        back = desk.seal(Deed(Command.UNDO, ME, reverts=made.hash))
    assert changes(back) == tuple(change.inverse for change in changes(made))
    with rich.reading() as view:
        assert view.get(UnitRecord, "u-new") is None
        assert view.get(UnitRecord, "u-bare") == UnitRecord("u-bare", "空白科", active=False)


def test_what_is_held(rich: Workspace) -> None:
    with rich.writing() as desk:
        assert desk.held("setting", ("theme",)) == {"value": "dark"}
        assert desk.held("setting", ("none",)) is None
        assert desk.held("assessment", OPEN_KEY) == {
            "position": 0,
            "name": "开放科",
            "evaluator": "p-wang",
        }


def test_the_event_goes_first_so_that_the_guards_see_it(rich: Workspace) -> None:
    with rich.reading() as view:
        bare = view.get(Assessment, *BARE_KEY)
    assert bare is not None
    put(rich, Command.FINALISE, replace(bare, state=FINALISED), at=BARE_KEY)
    with rich.reading() as view:
        closed = view.get(Assessment, *BARE_KEY)
        assert closed is not None
        assert closed.finalised
    put(rich, Command.REOPEN, bare, at=BARE_KEY)
    with rich.reading() as view:
        assert view.get(Assessment, *BARE_KEY) == bare
