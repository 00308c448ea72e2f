"""A program that is killed while it takes evidence in, again and again; what is left is judged each time.

    python -m tests.store.crashing steps FOLDER     killed before every single change to the disk
    python -m tests.store.crashing moments FOLDER   killed at random moments for a while

Killing a process proves the order of the steps, not the power cut: see the test of the syncs for that.
"""

import hashlib
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from desktop.store.copying import go_on, say_nothing
from desktop.store.evidence_files import EvidenceFiles

CHANGES = {"open", "os.mkdir", "os.rename", "os.remove"}
SECONDS = 1.5
ENOUGH = 8


class Office:
    """A workspace without a database: the committed rows are the lines of a file."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "工作区"
        self.sources = folder / "sources"
        self.rows_file = folder / "rows"
        shutil.rmtree(folder, ignore_errors=True)
        for made in (self.workspace, self.sources):
            made.mkdir(parents=True)
        self.rows_file.touch()

    def rows(self) -> set[str]:
        return set(self.rows_file.read_text().split())

    def source(self, content: bytes) -> Path:
        path = self.sources / hashlib.md5(content, usedforsecurity=False).hexdigest()
        path.write_bytes(content)
        return path

    def batch(self, sources: list[Path]) -> None:
        """What the program does for one use of its user."""
        files = EvidenceFiles(self.workspace)
        taken = files.take_in(sources, say_nothing, go_on)
        line = "".join(f"{file.sha256}\n" for file in taken.files).encode()
        rows = os.open(self.rows_file, os.O_WRONLY | os.O_APPEND)
        os.write(rows, line)  # the commit: all of it or nothing
        os.close(rows)
        files.settle(taken)

    def sweep(self) -> None:
        rows = self.rows()
        EvidenceFiles(self.workspace).sweep(rows.__contains__)

    def check(self) -> None:
        """Every row has its file, whole; every file has its row; nothing else is there."""
        held = [path for path in (self.workspace / "files").rglob("*") if path.is_file()]
        assert {path.name for path in held} == self.rows()
        for path in held:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
        incoming = self.workspace / "incoming"
        assert not incoming.exists() or not [*incoming.iterdir()]


def killed(deed: Callable[[], None], *, before: int = 0, after: float = 0) -> bool:
    """Do it in a child that is killed before its nth change to the disk, or after so many seconds."""
    child = os.fork()
    if child:
        if after:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return os.WIFSIGNALED(status)
    if before:
        changes = count(1)

        def watch(event: str, _: object) -> None:
            if event in CHANGES and next(changes) == before:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
    try:
        deed()
    except BaseException as error:  # noqa: BLE001  # whatever it is, the parent asserts on it
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)
    os._exit(0)


def steps(folder: Path) -> None:
    """Kill the batch before its nth change, the sweep after it before its mth, for every n and m."""
    for n in count(1):
        office = Office(folder)
        old = office.source(b"held before")
        office.batch([old])
        office.check()
        sources = [old, *(office.source(bytes([65 + k]) * 9) for k in range(2)), old]
        whole = not killed(lambda: office.batch(sources), before=n)  # noqa: B023  # runs at once
        left = folder.with_name("left")
        shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(folder, left)
        for m in count(1):
            swept = not killed(office.sweep, before=m)
            office.sweep()
            office.check()
            shutil.rmtree(folder)
            shutil.copytree(left, folder)
            if swept:
                break
        if whole:
            sys.stdout.write(f"{n}\n")
            return


def moments(folder: Path) -> None:
    """Kill it anywhere."""
    chance = random.Random(7)  # noqa: S311  # no secret
    office, kills = Office(folder), 0
    end = time.monotonic() + SECONDS
    while time.monotonic() < end or kills < ENOUGH:
        sources = [office.source(chance.randbytes(chance.randrange(1, 99_999))) for _ in range(12)]
        kills += killed(lambda: office.batch(sources), after=chance.uniform(0.001, 0.03))  # noqa: B023
        office.sweep()
        office.check()
    sys.stdout.write(f"{kills}\n")


if __name__ == "__main__":
    {"steps": steps, "moments": moments}[sys.argv[1]](Path(sys.argv[2]))
