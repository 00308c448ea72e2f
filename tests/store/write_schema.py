"""Write down the schema of a database that this program's migrations and guards make.

    python -m tests.store.write_schema

A new revision needs this once, before it is released; after that its file never changes.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.domain.records import WorkspaceRecord
from desktop.store.migrations import CURRENT, SCRIPTS
from desktop.store.upgrading import create
from tests.store.building import DAY, raw

STATEMENTS = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"


def schema_made() -> str:
    """Its statements, in the order in which they were made."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "new.db"
        create(database, WorkspaceRecord("w", DAY))
        with raw(database) as hand:
            return "".join(f"{sql};\n\n" for (sql,) in hand.execute(STATEMENTS))


if __name__ == "__main__":
    path = SCRIPTS / "schemas" / f"{CURRENT}.sql"
    path.write_text(schema_made(), "utf-8", newline="\n")
    sys.stdout.write(f"{path}\n")
