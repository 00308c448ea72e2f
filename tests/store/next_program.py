"""The program of the year to come, in a process of its own: it upgrades this one's workspaces, and is killed at it.

    python -m tests.store.next_program FOLDER ROUNDS SEED

FOLDER holds `old`, a workspace of this program. What happened is written out as one JSON object.
"""

import json
import random
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.domain.audit_trail import Event, broken_links
from desktop.domain.records import UnitRecord
from desktop.domain.troubles import Trouble
from desktop.services.workspaces import verify
from desktop.store import plain_rows, tables, upgrading, verification, workspace
from desktop.store.migrations import CURRENT, REVISIONS, SCRIPTS
from tests.store.building import Dump, dump, raw
from tests.store.killing import killed
from tests.store.write_schema import schema_made

NEXT: Final = "0004"
FIRST: Final = CURRENT
SCHEMA = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"


@dataclass(frozen=True, slots=True)
class NextUnit:
    """A unit with one field more."""

    id: str
    name: str
    kind: str | None = None
    size: int | None = None
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    active: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something new."""

    id: str
    text: str


def become_the_next_program(scripts: Path) -> None:
    """Give this process the next revision, with the tables that it makes."""
    tables.METADATA.remove(tables.RECORD_TABLES.pop(UnitRecord))
    for record, name in ((NextUnit, "unit"), (Remark, "remark")):
        plain_rows.TABLES_BY_NAME[name] = tables.record_table(record, name, ["id"])
    _move_on(scripts)


def _move_on(scripts: Path) -> None:
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    own = Path(__file__).parent / "next_revision/versions"
    shutil.copytree(own, scripts / "versions", dirs_exist_ok=True)
    told: dict[str, Any] = {"REVISIONS": (*REVISIONS, NEXT), "CURRENT": NEXT, "SCRIPTS": scripts}
    for module in [one for name, one in sys.modules.items() if name.startswith("desktop.")]:
        for name in told.keys() & vars(module).keys():
            setattr(module, name, told[name])
    (scripts / "schemas" / f"{NEXT}.sql").write_text(schema_made(), "utf-8")


@dataclass(frozen=True, slots=True)
class Content:
    """All that a database holds."""

    schema: list[Any]
    rows: Dump

    @property
    def lasting(self) -> Any:  # noqa: ANN401  # compared alone
        """Without the last event, whose moment is never the same."""
        return self.schema, {**self.rows, "event": self.rows["event"][:-1]}


def content(database: Path) -> Content:
    """Read it as any program does, which also takes back what was cut short."""
    with raw(database) as hand:
        return Content(hand.execute(SCHEMA).fetchall(), dump(hand))


def chain_faults(of: Content) -> list[str]:
    """Whether the events still follow from one another."""
    return list(broken_links(Event(*row) for row in of.rows["event"]))  # type: ignore[arg-type]  # as it was found


def upgraded(database: Path) -> Content:
    """Upgrade without being killed."""
    upgrading.upgrade(database, FIRST)
    return content(database)


def killed_inside(database: Path, after: float) -> bool:
    """Upgrade in a process that is killed; whether it was in the middle of writing."""
    killed(lambda: upgrading.upgrade(database, FIRST), after)
    journal = database.with_name(f"{database.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def campaign(old: Path, rounds: int, chance: random.Random) -> dict[str, Any]:
    """Kill so many upgrades; every one leaves the old content or the new."""
    fresh = shutil.copytree(old, old.with_name("whole"))
    before = content(fresh / workspace.DATABASE)
    began = time.perf_counter()
    after = upgraded(fresh / workspace.DATABASE)
    lasts = time.perf_counter() - began
    outcomes: Counter[str] = Counter()
    for number in range(rounds):
        folder = shutil.copytree(old, old.with_name(f"killed-{number}"))
        inside = killed_inside(folder / workspace.DATABASE, chance.random() * lasts * 1.3)
        found = content(folder / workspace.DATABASE)
        outcomes["inside"] += inside
        if found == before:
            outcomes["old"] += 1
        elif found.lasting == after.lasting and not chain_faults(found):
            outcomes["new"] += 1
        else:
            outcomes["neither"] += 1
        shutil.rmtree(folder)
    return dict(outcomes)


def opening(folder: Path) -> str:
    """Open a workspace: what is said of it, and whether it was changed on the way."""
    before = content(folder / workspace.DATABASE)
    try:
        workspace.open_workspace(folder).close()
        said = "opened"
    except Trouble as trouble:
        said = trouble.message
    return said if content(folder / workspace.DATABASE) == before else f"changed; {said}"


def with_foreign(old: Path, name: str) -> Path:
    """A workspace of this program with a trigger that nobody knows."""
    folder = shutil.copytree(old, old.with_name(f"foreign-{name}"))
    with raw(folder / workspace.DATABASE) as hand:
        deed = "AFTER UPDATE ON ledger_row BEGIN DELETE FROM setting; END"
        hand.execute(f"CREATE TRIGGER {name} {deed}")
    return folder


def main(place: Path, rounds: int, seed: int) -> dict[str, Any]:
    """Everything that the next program does with what this one made."""
    become_the_next_program(place / "scripts")
    old = place / "old"
    told: dict[str, Any] = {
        "unopened": verify(old).faults,
        "opened": opening(shutil.copytree(old, place / "new")),
        "again": opening(place / "new"),
        "faults": [*verification.faults_in(place / "new" / workspace.DATABASE)],
        "foreign": opening(with_foreign(old, "own")),
        "foreign guard": opening(with_foreign(old, "guard_own")),
    }
    after = content(place / "new" / workspace.DATABASE)
    told |= {"event": after.rows["event"][-1], "chain": chain_faults(after)}
    told |= {"units": after.rows["unit"], "ledger": after.rows["ledger_row"][0]}
    return told | {"killed": campaign(old, rounds, random.Random(seed))}  # noqa: S311  # it only picks moments


if __name__ == "__main__":
    answer = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))
