"""Confined: runs a module of ours in a child process with limits, and takes nothing but JSON from it.

A module that reads hostile files has a function `answer`: an open file in, plain values out.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from threading import Event, Timer
from typing import BinaryIO, Final, NamedTuple

if sys.platform != "win32":
    import resource

_ROOT: Final = Path(__file__).resolve().parents[2]
_NO_WINDOW: Final[int] = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_OUT_OF_MEMORY: Final = 3


class Limits(NamedTuple):
    """What a child may use: time, memory (where the system can hold it to that), bytes of its answer."""

    seconds: float = 20
    memory: int = 512 << 20
    answer: int = 16 << 20


class Overrun(Exception):  # noqa: N818  # the file is too much, the program is well
    """The child came to one of its limits."""


class Broken(Exception):  # noqa: N818  # as Overrun
    """The child ended without an answer, or with one that is no JSON."""


def answer_of(module: str, file: BinaryIO, limits: Limits) -> object:
    """What the module makes of a file that was opened without a buffer and stands at its beginning."""
    said, code, late = _run(module, file, limits)
    if late or len(said) > limits.answer or code == _OUT_OF_MEMORY:
        raise Overrun
    try:
        answer: object = json.loads(said)
    except (ValueError, RecursionError):
        raise Broken from None
    return answer


def _run(module: str, file: BinaryIO, limits: Limits) -> tuple[bytes, int, bool]:
    """The bytes that the child wrote, its exit code, and whether it was stopped for its time."""
    command = [sys.executable, "-m", __name__, module, str(limits.seconds), str(limits.memory)]
    late = Event()
    with subprocess.Popen(  # noqa: S603  # this program itself
        command,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        creationflags=_NO_WINDOW,
    ) as child:

        def stop() -> None:
            late.set()
            child.kill()

        alarm = Timer(limits.seconds, stop)
        alarm.start()
        try:
            assert child.stdout  # noqa: S101  # it is a pipe
            said = child.stdout.read(limits.answer + 1)
            if len(said) > limits.answer:
                child.kill()
            return said, child.wait(), late.is_set()
        finally:
            alarm.cancel()
            child.kill()


def _hold_to(seconds: float, memory: int) -> None:
    """Set the limits of this process; before anything foreign is looked at."""
    if sys.platform != "win32":
        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, math.ceil(seconds)),  # where nobody is left to stop it
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            held = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (held, held))


def _answer_once(module: str, seconds: str, memory: str) -> int:
    _hold_to(float(seconds), int(memory))
    try:
        answer = import_module(module).answer(sys.stdin.buffer)
        sys.stdout.write(json.dumps(answer))
        sys.stdout.flush()
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(_answer_once(*sys.argv[1:]))
