"""Views: records by kind, and events in order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.audit_trail import ChainHead, broken_links
from desktop.domain.commands import Command
from desktop.domain.records import Assessment, FindingRecord, ItemRecord, LedgerRow, Person
from desktop.domain.troubles import Trouble
from desktop.store import views
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace, open_workspace
from tests.store.building import (
    FINAL_KEY,
    ME,
    OPEN_KEY,
    OTHER_KEY,
    bare_folder,
    behind_the_guards,
    put,
    rich_folder,
)


@pytest.fixture
def rich(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(rich_folder(tmp_path)) as workspace:
        yield workspace


def test_one_record_by_its_key(rich: Workspace) -> None:
    with rich.reading() as view:
        final = view.get(Assessment, *FINAL_KEY)
        assert final is not None
        assert (final.name, final.kind, final.size, final.finalised) == (
            "定稿科",
            "office",
            12,
            True,
        )
        assert view.get(Assessment, *OTHER_KEY) == Assessment(
            *OTHER_KEY, 0, "开放科", evaluator="p-wang"
        )
        assert view.get(Assessment, "r-main", "nobody") is None


def test_all_records_by_their_keys(rich: Workspace) -> None:
    with rich.reading() as view:
        assert [one.id for one in view.all(Person)] == ["p-li", "p-wang"]
        found = view.all(FindingRecord, **OPEN_KEY._asdict())
        assert [one.criterion for one in found] == ["absent", "complaints", "missed"]
        items = view.all(ItemRecord, unit="u-open", criterion="missed")
        assert [(one.id, one.position) for one in items] == [
            ("u-open/missed/0", 0),
            ("u-open/missed/1", 1),
        ]
        assert view.all(FindingRecord, round="r-other") == []


def test_counting(rich: Workspace) -> None:
    with rich.reading() as view:
        assert view.count(ItemRecord) == 10
        assert view.count(ItemRecord, unit="u-final") == 5
        assert view.count(ItemRecord, unit="u-bare") == 0


@pytest.fixture
def ledgers(rich: Workspace) -> Workspace:
    """Rows that name others in this way and that."""
    told = (
        {"lead": "财 政局", "partners": "教育局、“水”务\\局"},
        {"lead": "教育局", "title": "财政局"},
        {"partners": "市\u3000财政\u00a0局", "plan": "3"},
        {"plan": "13"},
    )
    rows = [LedgerRow(f"v-{n}", "u-open", "runs", fields) for n, fields in enumerate(told)]
    put(rich, Command.KEEP_LEDGER_ROWS, *rows, LedgerRow("v-9", "u-bare", "plan", told[0]))
    return rich


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["财政局"], ["v-0", "v-2", "v-9"]),
        (["财\u3000政局"], ["v-0", "v-2", "v-9"]),
        (["教育局", "市财政局"], ["v-0", "v-1", "v-2", "v-9"]),
        (["“水”务\\局"], ["v-0", "v-9"]),
        (["公安局"], []),
        ([], []),
    ],
)
def test_records_that_mention_a_name(
    ledgers: Workspace, words: list[str], found: list[str]
) -> None:
    """Whatever blanks lay it out, here or there; only in the parts that are asked for."""
    with ledgers.reading() as view:
        told = view.mentioning(LedgerRow, ("lead", "partners"), words)
        assert [one.id for one in told] == found
        of_runs = view.mentioning(LedgerRow, ("lead", "partners"), words, ledger="runs")
        assert [one.id for one in of_runs] == [one for one in found if one != "v-9"]
        titled = view.mentioning(LedgerRow, ("title",), ["财政局"])
        assert [one.id for one in titled] == ["v-1"]


def test_records_that_say_one_of_some_words(ledgers: Workspace) -> None:
    with ledgers.reading() as view:
        planned = view.saying(LedgerRow, {"plan": {"3", "4"}}, ledger="runs")
        assert [one.id for one in planned] == ["v-2"]
        bare = view.saying(LedgerRow, {"plan": ("13", "3"), "partners": ("",)}, ledger="runs")
        assert [one.id for one in bare] == ["v-3"]
        assert view.saying(LedgerRow, {"plan": ()}) == []


def test_the_head_is_the_last_event(rich: Workspace) -> None:
    with rich.reading() as view:
        events = list(view.events())
        assert view.head() == ChainHead(events[-1].hash, 27)
        assert [one.number for one in events] == [*range(1, len(events) + 1)]
        assert list(broken_links(events)) == []


def test_events_of_one_assessment(rich: Workspace) -> None:
    with rich.reading() as view:
        commands = [one.command for one in view.events(**FINAL_KEY._asdict())]
        assert commands == [
            *["record-finding"] * 3,
            "judge",
            "set-aside",
            "waive",
            "link-evidence",
            "finalise",
        ]
        assert [one.command for one in view.events(round="r-other")] == ["open-round"]


def test_one_event_by_its_number(rich: Workspace) -> None:
    with rich.reading() as view:
        assert view.event(5) == list(view.events())[4]
        assert view.event(0) is None
        assert view.event(28) is None


def test_more_events_than_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_PAGE", 3)
    with open_workspace(rich_folder(tmp_path)) as workspace, workspace.reading() as view:
        assert [one.number for one in view.events()] == [*range(1, 28)]


def test_steps_of_an_assessment_of_a_round_and_of_the_rest(rich: Workspace) -> None:
    put(rich, Command.RECORD_FINDING, at=OPEN_KEY)
    with rich.reading() as view:
        steps = list(view.steps(OPEN_KEY))
        assert [one.command for one in steps][-2:] == [
            Command.LINK_EVIDENCE,
            Command.RECORD_FINDING,
        ]
        assert [one.changed for one in steps][-2:] == [True, False]
        assert [one.hash for one in steps] == [
            one.hash for one in view.events(**OPEN_KEY._asdict())
        ]
        assert {one.reverts for one in steps} == {None}
        beside = [one.command for one in view.steps(None)]
        assert beside == [Command(one.command) for one in view.events(unit=None)]
        assert {Command.OPEN_ROUND, Command.KEEP_LETTER, Command.CHANGE_SETTING} <= {*beside}


def test_what_undo_reverts_stands_in_the_step(rich: Workspace) -> None:
    with rich.writing() as desk:
        desk.seal(Deed(Command.UNDO, ME, reverts="f" * 64))
    with rich.reading() as view:
        assert [*view.steps(None)][-1].reverts == "f" * 64


def test_an_emptied_trail_keeps_the_workspace_shut(tmp_path: Path) -> None:
    folder = bare_folder(tmp_path)
    behind_the_guards(folder, "DELETE FROM event")
    with pytest.raises(Trouble, match=r"^留痕是空的，工作区没有打开"):
        open_workspace(folder)


@pytest.mark.parametrize("number", [2, 27])
def test_a_broken_end_of_the_trail_keeps_the_workspace_shut(tmp_path: Path, number: int) -> None:
    folder = rich_folder(tmp_path)
    behind_the_guards(folder, f"UPDATE event SET grounds = 'x' WHERE number = {number}")  # noqa: S608
    with pytest.raises(Trouble, match=rf"^留痕第 {number} 条：内容与校验值不符"):
        open_workspace(folder)
