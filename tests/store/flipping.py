"""Bit flips: one bit of a sound database is turned, and verification is held against an independent reader.

    python -m tests.store.flipping FOLDER FLIPS SEED

FOLDER is a workspace. Which bit is next is said before it is tried, so that a crash names it too.
"""

# ruff: noqa: S608  # SQL is put together from names of tables

import json
import random
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE

Rows = dict[str, object]
SCHEMA = "sqlite_master"


def read(database: Path, tables: list[str]) -> Rows:
    """Every row of every table as its bytes; what cannot be read is told apart."""
    rows: Rows = {}
    with closing(sqlite3.connect(database)) as connection:
        connection.text_factory = bytes
        for table in tables:
            unindexed = "" if table == SCHEMA else "NOT INDEXED"
            try:
                rows[table] = connection.execute(f'SELECT * FROM "{table}" {unindexed}').fetchall()
            except (sqlite3.Error, UnicodeDecodeError) as error:
                rows[table] = repr(error)
    return rows


def bits(content: bytes, flips: int, chance: random.Random) -> Iterator[int]:
    """Any bit, and by turns one in a byte that says something: most of a small database is blank."""
    used = [place for place, byte in enumerate(content) if byte]
    for number in range(flips):
        place = chance.choice(used) if number % 2 else chance.randrange(len(content))
        yield place * 8 + chance.randrange(8)


def verified(database: Path) -> dict[str, Any]:
    """What verification says, or how it failed."""
    try:
        lines = [*faults_in(database, database.parent / "files")]
    except Exception as error:  # noqa: BLE001  # any at all is what is looked for
        own = [
            frame
            for frame in traceback.extract_tb(error.__traceback__)
            if "desktop" in frame.filename
        ]
        return {"error": f"{error!r} at {own[-1].filename}:{own[-1].lineno}"}
    return {"faults": len(lines), "unprintable": [one for one in lines if not one.isprintable()]}


def main(folder: Path, flips: int, seed: int) -> None:
    """One line before each flip and one after."""
    database = folder / DATABASE
    content = database.read_bytes()
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [SCHEMA, *(name for (name,) in names)]
    sound = read(database, tables)
    for bit in bits(content, flips, random.Random(seed)):  # noqa: S311  # it only picks bits
        sys.stdout.write(f"{bit}\n")
        sys.stdout.flush()
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        database.write_bytes(flipped)
        told = verified(database)
        database.write_bytes(flipped)  # whatever was done to it meanwhile
        found = read(database, tables)
        changed = [table for table in tables if found[table] != sound[table]]
        sys.stdout.write(json.dumps({"bit": bit, "changed": changed} | told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
