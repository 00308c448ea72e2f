"""The program's children kept warm: a process that has loaded what they load, and becomes one for each start.

To start Python and load decoders takes longer than most children work, and the tests of what lies above `intake`
start hundreds. They get the same child, which only began otherwise. That it begins as the program begins it is
proved in `tests/intake` and `tests/test_children.py`, and everywhere in the long form.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from select import select
from typing import IO, Any, BinaryIO, Final, NamedTuple, NoReturn, Self

import pytest

from desktop.children import serve
from tests.torture import LONG

_ABOVE: Final = frozenset({"access", "journeys", "services", "ui", "viewmodels"})
_STARTERS: Final = ("desktop.intake.confined", "desktop.intake.pages.child")
_WORKER: Final = "desktop.intake.pages.worker"
# What they load once they have begun.
_LOADED: Final = (
    *_STARTERS,
    _WORKER,
    "desktop.documents.letters.checking",
    "desktop.intake.document_reading",
    "desktop.intake.package_reading",
    "desktop.intake.pages.pdf_file",
    "desktop.intake.pages.picture_file",
    "desktop.intake.workbook_reading",
)
_TESTS: Final = Path(__file__).parent
_LONGEST: Final = 1 << 16
_NUMBER: Final = 4  # bytes


class _Child:
    """One that began warm; it has what those who start children use of a `Popen`."""

    def __init__(self, told: Sequence[str], given: int | BinaryIO) -> None:
        self.returncode: int | None = None
        self.stdin: BinaryIO | None = None
        taken, to_child = os.pipe()
        from_child, out = os.pipe()
        of_end, tells = os.pipe()
        if isinstance(given, int):
            self.stdin = os.fdopen(to_child, "wb")
        else:
            os.close(to_child)
            os.dup2(given.fileno(), taken)
        self.stdout: BinaryIO | None = os.fdopen(from_child, "rb")
        socket.send_fds(_parent().calls, [json.dumps(told).encode()], [taken, out, tells])
        for one in (taken, out, tells):
            os.close(one)
        self._end: IO[bytes] = os.fdopen(of_end, "rb", buffering=0)
        self.pid = int.from_bytes(self._end.read(_NUMBER))

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select([self._end], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = int.from_bytes(self._end.read(_NUMBER), signed=True)
            self._end.close()
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.stdout:
            self.stdout.close()
        self.wait()


def warm_for(item: pytest.Item) -> None:
    """From now on children begin warm, or as the program begins them."""
    warm = not LONG and item.path.relative_to(_TESTS).parts[0] in _ABOVE
    for starter in _STARTERS:
        vars(import_module(starter))["Popen"] = _begun if warm else subprocess.Popen


def _begun(command: Sequence[str], **how: Any) -> _Child | subprocess.Popen[bytes]:  # noqa: ANN401  # a Popen's
    """The child that a command line asks for; one that a test made up begins as it says."""
    match command:
        case [sys.executable, "-m", *told]:
            return _Child(told, how["stdin"])
        case [sys.executable, "-I", "-S", "-B", "-X", _, "-c", start, limits, *_] if (
            _WORKER in start
        ):
            return _Child([_WORKER, limits], how["stdin"])
    return subprocess.Popen(command, **how)


# -- the other end


class _Parent(NamedTuple):
    calls: socket.socket
    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """It ends when nothing more can be asked."""
        self.calls.close()
        self.process.wait()


@cache
def _parent() -> _Parent:
    """The one of this test process; nothing counts its lines."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    kept = {name: told for name, told in os.environ.items() if not name.startswith("COVERAGE_")}
    with its:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_children", str(its.fileno())],
            cwd=_TESTS.parent,
            env={**kept, "MALLOC_ARENA_MAX": "1"},
            pass_fds=[its.fileno()],
            start_new_session=True,
        )
    made = _Parent(ours, process)
    atexit.register(made.end)
    return made


def _serve(calls: socket.socket) -> None:
    for module in _LOADED:
        import_module(module)
    gc.collect()
    gc.freeze()  # what is only read need not be copied
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        said, pipes, _, _ = socket.recv_fds(calls, _LONGEST, 3)
        if not said:
            return
        if not os.fork():
            calls.close()
            _watch(json.loads(said), *pipes)
        for one in pipes:
            os.close(one)


def _watch(told: list[str], given: int, out: int, tells: int) -> NoReturn:
    """Tell the child's number, and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    process = os.fork()
    if not process:
        os.close(tells)
        _become(told, given, out)
    for one in (given, out):
        os.close(one)
    os.write(tells, process.to_bytes(_NUMBER))
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    with suppress(OSError):  # nobody wants to know any more
        os.write(tells, code.to_bytes(_NUMBER, signed=True))
    os._exit(0)


def _become(told: list[str], given: int, out: int) -> NoReturn:
    """Be the process that was asked for."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number, one in enumerate((given, out, nothing)):
        os.dup2(one, number)
        os.close(one)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115  # they stay
    code = 1
    try:
        code = serve(*told)
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001  # as the interpreter ends
        traceback.print_exc()
    os._exit(code)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
