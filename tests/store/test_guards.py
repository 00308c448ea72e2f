"""Guards: whoever opens the database, the audit trail and what is finalised stay as they are."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from desktop.store.workspace import DATABASE
from tests.store.attacks import SPECIAL, attacks, foreign_rows, permitted, said
from tests.store.building import Dump, dump, raw, rich_folder

pytestmark = pytest.mark.uncounted

DRIVERS = (sqlite3, sqlcipher)
REFUSALS = (
    "the assessment is finalised",
    "this is never changed",
    "the audit trail is only ever continued",
)


class Hand(NamedTuple):
    """A connection of another program, and what the database holds."""

    connection: sqlite3.Connection
    held: Dump


Hands = list[Hand]


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """Of either library, with either of both settings."""
    database = rich_folder(tmp_path_factory.mktemp("guards")) / DATABASE
    with raw(database) as hand:
        for statement in foreign_rows():
            hand.execute(statement)
    with ExitStack() as stack:
        opened = [
            stack.enter_context(closing(connect(database, driver, *settings)))
            for driver, *settings in product(DRIVERS, ("ON", "OFF"), ("ON", "OFF"))
        ]
        yield [Hand(one, dump(one)) for one in opened]


def connect(database: Path, driver: ModuleType, recursive: str, foreign: str) -> sqlite3.Connection:
    opened: sqlite3.Connection = driver.connect(database, isolation_level=None)
    opened.execute(f"PRAGMA recursive_triggers = {recursive}")
    opened.execute(f"PRAGMA foreign_keys = {foreign}")
    return opened


def answers(hands: Hands, *statements: str) -> list[str]:
    """What each connection is answered to the last statement: a refusal, or what came of it."""
    return [answer(*hand, *statements) for hand in hands]


def answer(connection: sqlite3.Connection, held: Dump, *statements: str) -> str:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    *first, last = statements
    try:
        for statement in first:
            connection.execute(statement)
        held = dump(connection) if first else held
        try:
            connection.execute(last)
        except (sqlite3.IntegrityError, sqlcipher.IntegrityError) as error:
            return str(error) if dump(connection) == held else f"{error}, yet changed"
        return "the same" if dump(connection) == held else "changed"
    finally:
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("statement", [*attacks(), *SPECIAL])
def test_protected(hands: Hands, statement: str) -> None:
    found = answers(hands, statement)
    assert [one for one in found if one not in REFUSALS] == []


@pytest.mark.parametrize("statement", [*permitted()])
def test_what_is_open_can_be_changed(hands: Hands, statement: str) -> None:
    assert {*answers(hands, statement)} == {"changed"}


REOPENED = "UPDATE assessment SET state = 'open' WHERE unit = 'u-final'"
CLOSED = "UPDATE assessment SET state = 'finalised' WHERE round = 'r-main' AND unit = 'u-bare'"


@pytest.mark.parametrize(
    ("event", "statement"),
    [(said("reopen", "u-final"), REOPENED), (said("finalise", "u-bare"), CLOSED)],
)
def test_an_event_finalises_and_reopens(hands: Hands, event: str, statement: str) -> None:
    assert {*answers(hands, event, statement)} == {"changed"}


@pytest.mark.parametrize(
    ("event", "statement"),
    [
        (said("reopen", "u-bare"), REOPENED),
        (said("judge", "u-final"), REOPENED),
        (said("finalise", "u-final"), REOPENED),
        (said("reopen", "u-final"), REOPENED.replace("SET", "SET name = 'x',")),
        (said("reopen", "u-final"), REOPENED.replace("SET", "SET unit = 'x',")),
        (said("reopen", "u-final"), REOPENED.replace("SET", "SET counts = '[]',")),
        (said("reopen", "u-final"), "UPDATE assessment SET name = 'x' WHERE unit = 'u-final'"),
        (said("reopen", "u-final"), "DELETE FROM assessment WHERE unit = 'u-final'"),
        (said("reopen", "u-final"), "DELETE FROM waiver WHERE unit = 'u-final'"),
        (said("finalise", "u-open"), CLOSED),
        (said("judge", "u-bare"), CLOSED),
    ],
)
def test_another_event_does_not(hands: Hands, event: str, statement: str) -> None:
    assert {*answers(hands, event, statement)} <= {*REFUSALS}


def test_an_item_gets_no_evidence_from_outside(hands: Hands) -> None:
    """A link need not name the assessment; the item that it names may be a finalised one's."""
    link = "INSERT INTO evidence_link (id, evidence, round, unit, item, piece, region)"
    photo = "(SELECT sha256 FROM evidence WHERE name = '照片.png')"
    item = "'u-final/missed/0', '', ''"
    unnamed = answers(hands, f"{link} VALUES ('new', {photo}, NULL, NULL, {item})")
    elsewhere = answers(hands, f"{link} VALUES ('new', {photo}, 'r-main', 'u-open', {item})")
    assert [one for one in unnamed + elsewhere if one not in REFUSALS] == []


def test_text_that_looks_like_a_number_is_guarded_too(tmp_path: Path) -> None:
    """A unit whose id is a number, named by the bare number: types do not slip past."""
    database = rich_folder(tmp_path) / DATABASE
    with raw(database) as hand:
        hand.execute("PRAGMA foreign_keys = OFF")
        hand.execute(
            "INSERT INTO assessment SELECT round, '4711', 9, name, kind, size, evaluator,"
            " reviewer, state, counts, absent, stage FROM assessment WHERE unit = 'u-bare'"
        )
        hand.execute("INSERT INTO waiver VALUES ('r-main', '4711', 1, '', 0, 'x')")
        hand.execute(said("finalise", "4711"))
        hand.execute("UPDATE assessment SET state = 'finalised' WHERE unit = '4711'")
        for statement in (
            "REPLACE INTO waiver VALUES ('r-main', 4711, 1, '', 0, 'y')",
            "REPLACE INTO waiver VALUES ('r-main', '4711', '1', '', '0', 'y')",
            "INSERT INTO waiver VALUES ('r-main', 4711, 2, '', 0, 'y')",
            "UPDATE waiver SET grounds = 'y' WHERE unit = 4711",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="the assessment is finalised"):
                hand.execute(statement)
