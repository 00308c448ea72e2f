"""How long a backup of a full workspace takes while findings go on being recorded, and what they wait for."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from pytest_benchmark.fixture import BenchmarkFixture

from desktop.domain.commands import Author
from desktop.services.backing_up import BackedUp, back_up_when_closing
from desktop.services.recording import record_finding
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.benchmarks.year import LARGE

AUTHOR = Author("王芳")


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
