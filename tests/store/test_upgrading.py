"""Upgrading: the next program's schema in one transaction, or the old one; never something between."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import LedgerRow, WorkspaceRecord
from desktop.domain.refusals import Refused
from desktop.store.migrations import CURRENT
from desktop.store.upgrading import create, revision_in
from desktop.store.workspace import DATABASE, open_workspace
from tests.store.building import DAY, digest, dump_of, put, rich_folder, run_apart
from tests.torture import seed, times

KILLS = times(8, 500)
ROWS = 1500


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `old` is a workspace of this program, large enough for an upgrade to take a while."""
    place = tmp_path_factory.mktemp("upgrading")
    rich_folder(place).rename(place / "old")
    rows = [
        LedgerRow(f"l-{n:05}", "u-open", "report", {"month": n, "text": "月报" * 40})
        for n in range(ROWS)
    ]
    with open_workspace(place / "old") as workspace:
        put(workspace, Command.KEEP_LEDGER_ROWS, *rows)
    return place


@pytest.fixture(scope="module")
def told(place: Path) -> dict[str, Any]:
    """What the next program did with it."""
    said = run_apart("next_program", place, KILLS, seed(), timeout=120 + KILLS)
    answer: dict[str, Any] = json.loads(said)
    return answer


def test_a_migration_that_is_killed_leaves_the_old_or_the_new(told: dict[str, Any]) -> None:
    outcomes = told["killed"]
    assert "neither" not in outcomes
    assert outcomes.get("old", 0) + outcomes.get("new", 0) == KILLS


def test_before_it_is_opened_verifying_says_that_it_is_old(told: dict[str, Any]) -> None:
    [fault] = told["unopened"]
    assert fault.startswith("工作区由旧版本的考评台建立")


def test_an_upgrade_is_an_event(told: dict[str, Any], place: Path) -> None:
    assert told["opened"] == "changed; opened"
    number, _, _, person, author, command, *_, grounds = told["event"][:10]
    held = len(dump_of(place / "old")["event"])
    assert (number, person, author, command) == (held + 1, None, "考评台", "upgrade-workspace")
    assert grounds == f"{CURRENT} → 0004"
    assert told["chain"] == []


def test_an_upgrade_happens_once(told: dict[str, Any]) -> None:
    assert told["again"] == "opened"


def test_an_upgrade_does_what_its_revision_says(told: dict[str, Any]) -> None:
    assert {unit[-1] for unit in told["units"]} == {""}
    assert told["ledger"][2] == "monthly-report"


def test_a_column_with_a_default_leaves_old_events_true(told: dict[str, Any]) -> None:
    assert [fault for fault in told["faults"] if not fault.startswith("台账")] == []


def test_after_an_upgrade_the_chain_still_gives_the_present_state(told: dict[str, Any]) -> None:
    """Once: rows that a migration writes anew stand in no event."""
    assert told["faults"][:2] == []


def test_a_foreign_trigger_is_seen_before_the_upgrade(told: dict[str, Any]) -> None:
    """Once: it runs while rows are written anew, and is named only afterwards."""
    assert told["foreign"].startswith("数据库里有外来的触发器“own”")


def test_a_foreign_trigger_named_like_a_guard(told: dict[str, Any]) -> None:
    """Once: it is taken away in silence, and the workspace opens."""
    assert told["foreign guard"].startswith("数据库里有外来的触发器“guard_own”")


def test_this_program_refuses_what_the_next_one_made(told: dict[str, Any], place: Path) -> None:
    assert told["opened"]
    before = digest((place / "new" / DATABASE).read_bytes())
    with pytest.raises(Refused, match="由更新版本的考评台建立"):
        open_workspace(place / "new")
    assert digest((place / "new" / DATABASE).read_bytes()) == before


def test_a_new_database_has_this_programs_revision(tmp_path: Path) -> None:
    database = tmp_path / "100% new.db"
    create(database, WorkspaceRecord("w", DAY))
    assert revision_in(database) == CURRENT
