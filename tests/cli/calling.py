"""Calls: a command as another program gives it, and what must hold of every one of them."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import IO, Final

from desktop.domain.records import AssessmentKey
from tests.program import CHECKOUT, run, uncounted
from tests.warm_program import Ended

_SCREEN: Final = {"PySide6", "shiboken6"}


def kaoping(
    *arguments: str | Path, given: str | bytes = b"", quick: bool = False, **environment: str
) -> Ended:
    """Run a command; whatever comes of it, it loads no Qt and shows no traceback."""
    ended = run(*map(str, arguments), given=given, quick=quick, **environment)
    assert "desktop" in ended.loaded
    assert ended.loaded.isdisjoint(_SCREEN)
    assert "Traceback" not in ended.stderr
    assert "Error" not in ended.stderr
    return ended


def refusal(*arguments: str | Path, given: str | bytes = b"", **environment: str) -> str:
    """The one clear line with which a wrong call is answered."""
    ended = kaoping(*arguments, given=given, quick=True, **environment)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("kaoping：")
    assert ended.stderr.count("\n") == 1
    return ended.stderr.removeprefix("kaoping：").rstrip()


def killed(*arguments: str | Path, once: Callable[[], bool], after: float) -> bool:
    """Kill a command so many seconds after something is seen of it; whether it came before its end."""
    call = [sys.executable, "-m", "desktop", *map(str, arguments)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        call, cwd=CHECKOUT, env=uncounted(), stdout=quiet, stderr=quiet
    ) as process:
        while process.poll() is None and not once():
            time.sleep(0.001)
        time.sleep(after)
        process.kill()
    return process.returncode < 0


@contextmanager
def recording(folder: Path, key: AssessmentKey) -> Iterator[subprocess.Popen[bytes]]:
    """A `record` that runs until its input ends, or until it is killed."""
    call = [sys.executable, "-m", "desktop", "record", "--workspace", str(folder)]
    call += ["--round", key.round, "--unit", key.unit]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        call, cwd=CHECKOUT, env=uncounted(), stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def answered(process: subprocess.Popen[bytes], seconds: float = 20) -> bytes | None:
    """Its next line of output, or None if there is none in time."""
    out: IO[bytes] | None = process.stdout
    assert out is not None
    ready, _, _ = select([out], [], [], seconds)
    return out.readline() if ready else None


def tell(process: subprocess.Popen[bytes], *lines: str) -> None:
    """Write lines to it; its input stays open."""
    assert process.stdin is not None
    process.stdin.write("".join(f"{line}\n" for line in lines).encode())
