"""Bit flips: one turned bit anywhere in a database is reported if it changes anything, and never ends in a crash."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.troubles import Trouble
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, open_workspace
from tests.store.building import rich_folder, run_apart
from tests.torture import seed, times

FLIPS = times(30, 1_500)
SCHEMA = "sqlite_master"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What came of every flip; a crash of the interpreter fails here and names the bit."""
    folder = rich_folder(tmp_path_factory.mktemp("flips"))
    said = run_apart("flipping", folder, FLIPS, seed(), timeout=60 + FLIPS)
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def test_every_flip_is_survived(told: list[dict[str, Any]]) -> None:
    """Once: SQLite's own words may be no text, and then the driver fails."""
    assert len(told) == FLIPS
    assert [(flip["bit"], flip["error"]) for flip in told if "error" in flip] == []


def test_every_changed_row_is_reported(told: list[dict[str, Any]]) -> None:
    changed = [flip for flip in told if {*flip["changed"]} - {SCHEMA}]
    assert len(changed) > FLIPS // 5
    assert [flip for flip in changed if not flip.get("faults", 1)] == []


def test_every_change_of_the_schema_is_reported(told: list[dict[str, Any]]) -> None:
    """Once: of a table only the columns are looked at, of an index only the name."""
    changed = [flip for flip in told if SCHEMA in flip["changed"]]
    assert changed
    assert [flip for flip in changed if not flip.get("faults", 1)] == []


def test_every_line_can_be_printed(told: list[dict[str, Any]]) -> None:
    """Once: keys that are broken text, and what SQLite says in several lines."""
    assert [flip["unprintable"] for flip in told if flip.get("unprintable")] == []


# Where a flip turned up something once.
STATEMENT = b"CREATE TABLE event ("
FORMER = [
    pytest.param(STATEMENT, 7, 0x80, id="a statement that is no text"),
    pytest.param(STATEMENT, 13, 0x80, id="a name that is no text"),
    pytest.param(b"REFERENCES scheme_text", 11, 0x01, id="a reference to nothing"),
    pytest.param(b"REFERENCES assessment", 11, 0x02, id="a reference from many tables"),
    pytest.param(STATEMENT, 19, 0x0A, id="a quote that swallows the lines after it"),
    pytest.param(b"CREATE INDEX ix_event_assessment ON event (round", 43, 0x1D, id="an index"),
]


def flipped(folder: Path, text: bytes, place: int, bits: int) -> Path:
    """A database in which one byte of the schema is another."""
    content = bytearray((folder / DATABASE).read_bytes())
    content[content.rindex(text) + place] ^= bits  # before it lie leftovers of page splits
    (folder / DATABASE).write_bytes(content)
    return folder


@pytest.mark.parametrize(("text", "place", "bits"), FORMER)
def test_a_flip_of_former_times(tmp_path: Path, text: bytes, place: int, bits: int) -> None:
    """Once: as above, whatever the seed is."""
    folder = flipped(rich_folder(tmp_path), text, place, bits)
    lines = [*faults_in(folder / DATABASE)]
    assert lines
    assert all(line.isprintable() for line in lines)
    with pytest.raises(Trouble):
        open_workspace(folder)
