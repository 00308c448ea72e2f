"""How long a backup of a full workspace takes while findings go on being recorded, and what they wait for."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.domain.commands import Author, Command
from desktop.domain.records import LedgerRow
from desktop.services.backing_up import BackedUp, back_up_when_closing
from desktop.services.recording import record_finding
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import DATABASE, Workspace

LARGE = 60_000_000
ROWS = 500
AUTHOR = Author("王芳")


@pytest.fixture
def large(year: Path, tmp_path: Path) -> Path:
    """The year with so many ledger rows that it is large enough."""
    folder = shutil.copytree(year, tmp_path / "large")
    with open_workspace(folder) as workspace:
        unit = list_rounds(workspace)[0].units[0].key.unit
        turn = 0
        while (folder / DATABASE).stat().st_size < LARGE:
            turn += 1
            fields = {"text": "月报已按时报送，内容完整" * 8}
            rows = [LedgerRow(f"l-{turn}-{n}", unit, "monthly", fields) for n in range(ROWS)]
            with workspace.writing() as desk:
                desk.put(*rows)
                desk.seal(Deed(Command.KEEP_LEDGER_ROWS, AUTHOR))
    return folder


@contextmanager
def recording_without_pause(workspace: Workspace) -> Iterator[list[float]]:
    """Findings are recorded one after the other; how long each one took."""
    lasted: list[float] = []
    enough = Event()
    unit = list_rounds(workspace)[0].units[0]
    assert unit.sheet is not None
    criterion = unit.sheet.indicators[0].lines[0].criterion

    def record() -> None:
        while not enough.is_set():
            began = time.perf_counter()
            fact = {"found": bool(len(lasted) % 2)}
            record_finding(workspace, AUTHOR, unit.key, criterion, fact)
            lasted.append(time.perf_counter() - began)

    writer = Thread(target=record)
    writer.start()
    try:
        yield lasted
    finally:
        enough.set()
        writer.join()


def test_a_backup_while_findings_are_recorded(benchmark: BenchmarkFixture, large: Path) -> None:
    with open_workspace(large) as workspace, recording_without_pause(workspace) as lasted:
        made = benchmark.pedantic(lambda: back_up_when_closing(workspace), rounds=5)
    assert isinstance(made, BackedUp)
    assert made.backup is not None
    assert made.backup.size >= LARGE
    benchmark.extra_info["findings_meanwhile"] = len(lasted)
    benchmark.extra_info["longest_wait_ms"] = max(lasted) * 1_000
    assert benchmark.stats is not None
    assert benchmark.stats.stats.max < 5
