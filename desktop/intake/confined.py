"""Confined: runs a module of ours in a child process with limits, and takes nothing but JSON or plain bytes from it.

A module that reads hostile files has a function `answer`: an open file in, plain values out; or `pour`: an open file
in, bytes out that are worth no more than they are counted and compared to be.
"""

from __future__ import annotations

import errno
import json
import math
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Timer
from typing import IO, BinaryIO, Final, NamedTuple

from desktop.children import command

if sys.platform != "win32":
    import resource
    from signal import SIGKILL, SIGXCPU

    _USED_UP: Final = frozenset({-SIGXCPU, -SIGKILL})  # its time, or all memory there is
else:
    _USED_UP: Final[frozenset[int]] = frozenset()

_ROOT: Final = Path(__file__).resolve().parents[2]
_NO_WINDOW: Final[int] = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_OUT_OF_MEMORY: Final = 3
_UNREADABLE: Final = 4
# What a stick says that was pulled out.
_GONE: Final = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV})
_SILENCE: Final = 10  # seconds that may pass without a word
_CHUNK: Final = 1 << 20


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
    with _child("answer", module, file, limits) as child, _within(limits.seconds, child):
        said = _written(child).read(limits.answer + 1)
        if len(said) > limits.answer:
            raise Overrun
        _await(child)
    try:
        answer: object = json.loads(said)
    except (ValueError, RecursionError):
        raise Broken from None
    return answer


def poured_by(
    module: str, file: BinaryIO, limits: Limits, silence: float = _SILENCE
) -> Generator[bytes]:
    """The bytes that the module makes of such a file, bit by bit, each soon enough after the last.

    The seconds are those of the processor alone: who takes the bytes may be slow, and so may the file's drive.
    """
    with _child("pour", module, file, limits) as child:
        while chunk := _next_chunk(child, silence):
            yield chunk
        with _within(silence, child):
            _await(child)


@contextmanager
def _child(how: str, module: str, file: BinaryIO, limits: Limits) -> Iterator[Popen[bytes]]:
    """A process that reads the file; it ends with the block."""
    told = (how, module, str(limits.seconds), str(limits.memory))
    with (
        Popen(  # noqa: S603  # this program itself
            command(__name__, *told),
            stdin=file,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=_ROOT,
            creationflags=_NO_WINDOW,
        ) as child,
        _held_from_outside(child.pid, limits.memory),
    ):
        try:
            yield child
        finally:
            child.kill()


def _written(child: Popen[bytes]) -> IO[bytes]:
    assert child.stdout  # noqa: S101  # it is a pipe
    return child.stdout


def _next_chunk(child: Popen[bytes], silence: float) -> bytes:
    with _within(silence, child):
        return _written(child).read(_CHUNK)


def _await(child: Popen[bytes]) -> None:
    """Until the child, which has said all, has ended well."""
    code = child.wait()
    if code == _OUT_OF_MEMORY or code in _USED_UP:
        raise Overrun
    if code == _UNREADABLE:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    if code:
        raise Broken


@contextmanager
def _within(seconds: float, child: Popen[bytes]) -> Iterator[None]:
    """The child is stopped where the block takes longer, which then ends in Overrun."""
    late = Event()

    def stop() -> None:
        late.set()
        child.kill()

    alarm = Timer(seconds, stop)
    alarm.start()
    try:
        yield
    except (Broken, Overrun):
        if late.is_set():
            raise Overrun from None
        raise
    finally:
        alarm.cancel()
    if late.is_set():
        raise Overrun


@contextmanager
def _held_from_outside(process: int, memory: int) -> Iterator[None]:
    """On Windows no process can limit its own memory; there its starter does, as long as the block lasts."""
    if sys.platform != "win32":
        yield
    else:
        from desktop.intake.pages.job import enclose  # noqa: PLC0415  # what it needs is slow to load

        # A virtual environment's python.exe is only a launcher, and a job holds one process.
        job = enclose(process, memory) if sys.prefix == sys.base_prefix else None
        try:
            yield
        finally:
            if job:
                job.close()


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


def main(how: str, module: str, seconds: str, memory: str) -> int:
    """The child: let the module do what it is there for, within these limits."""
    _hold_to(float(seconds), int(memory))
    try:
        doing = import_module(module)
        if how == "pour":
            doing.pour(sys.stdin.buffer, sys.stdout.buffer)
        else:
            answer = doing.answer(sys.stdin.buffer)
            # Chinese as it is: half of what \u would take. Half a character passes, for readers to refuse.
            said = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
            sys.stdout.buffer.write(said)
        sys.stdout.flush()
    except MemoryError:
        return _OUT_OF_MEMORY
    except OSError as error:
        if error.errno in _GONE:
            return _UNREADABLE
        raise
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
