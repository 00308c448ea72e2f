"""The program kept warm: a process that has loaded what commands load, and becomes a new one for each call.

Starting Python and loading the store takes longer than most commands do. `python -m tests.warm_program` answers
calls, a line of JSON each, with their exit codes; `Warm` is its other end.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, NamedTuple, NoReturn

_SECONDS: Final = 60
_GIVEN, _OUT, _ERR, _LOADED = "given", "out", "err", "loaded"


class Ended(NamedTuple):
    """How a command ended, what it said, and which packages it had loaded."""

    returncode: int
    stdout: str
    stderr: str
    loaded: frozenset[str]


class Warm:
    """Calls go in here."""

    def __init__(self, environment: Mapping[str, str], checkout: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_program"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=checkout,
            env=environment,
            text=True,
        )

    def call(self, arguments: Sequence[str], given: bytes, environment: Mapping[str, str]) -> Ended:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        with TemporaryDirectory() as folder:
            place = Path(folder)
            (place / _GIVEN).write_bytes(given)
            print(json.dumps([folder, arguments, dict(environment)]), file=asked, flush=True)
            code = int(answers.readline())
            said = [(place / name).read_bytes().decode() for name in (_OUT, _ERR, _LOADED)]
        return Ended(code, said[0], said[1], frozenset(said[2].split()))

    def end(self) -> None:
        """It ends when nothing more can be asked."""
        self._process.communicate()


@cache
def warm(checkout: Path) -> Warm:
    """The one of this test process; nothing counts its lines."""
    kept = {name: told for name, told in os.environ.items() if not name.startswith("COVERAGE_")}
    made = Warm(kept, checkout)
    atexit.register(made.end)
    return made


def _serve() -> None:
    from desktop.cli import printing_commands, program, workspace_commands  # noqa: F401, PLC0415  # to have them
    from desktop.services import backing_up, demonstration, printing, workspaces  # noqa: F401, PLC0415  # likewise

    # Of its own input the one that is called must see nothing.
    with os.fdopen(os.dup(0)) as calls, os.fdopen(os.dup(1), "w") as answers:
        for line in calls:
            child = os.fork()
            if not child:
                _become(*json.loads(line))
            _, status = os.waitpid(child, 0)
            print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def _become(folder: str, arguments: list[str], environment: dict[str, str]) -> NoReturn:
    """Be the process that was asked for."""
    signal.alarm(_SECONDS)
    place = Path(folder)
    for number, (name, how) in enumerate(((_GIVEN, "rb"), (_OUT, "wb"), (_ERR, "wb"))):
        with (place / name).open(how) as file:
            os.dup2(file.fileno(), number)
    sys.stdin, sys.stdout, sys.stderr = (_stream(number) for number in range(3))
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["kaoping", *arguments]
    code = _ended()
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    (place / _LOADED).write_text(" ".join({name.split(".")[0] for name in sys.modules}))
    os._exit(code)


def _stream(number: int) -> IO[str]:
    return open(
        number, "w" if number else "r", encoding="utf-8", closefd=False
    )  # by number; it stays


def _ended() -> int:
    from desktop.__main__ import main  # noqa: PLC0415  # the caller's side needs no program

    try:
        return main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001  # as the interpreter shows it
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    _serve()
