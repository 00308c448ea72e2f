"""The program as another program runs it: a process, its input and its output."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.shared_place import shared_place
from tests.warm_program import Ended, warm

CHECKOUT: Final = Path(__file__).resolve().parent.parent
_FROM_THE_START: Final = (
    "PYTHON",
    "LD_",
    "LC_",
    "LANG",
)  # of the environment: too late for a warm process


def uncounted(**environment: str) -> dict[str, str]:
    """The environment of a process whose lines are not counted.

    Counting doubles its work; what is killed or broken on purpose leaves no counts anyway.
    """
    kept = {name: told for name, told in os.environ.items() if not name.startswith("COVERAGE_")}
    return kept | environment


def run(
    *arguments: str, given: str | bytes = b"", quick: bool = False, **environment: str
) -> Ended:
    """Run `kaoping` with these arguments and wait for it.

    A command is started from nothing once in a test run, and once more where its lines are counted, unless `quick`;
    then a warm process will do.
    """
    command = next(iter(arguments), "")
    content = given.encode() if isinstance(given, str) else given
    is_early = any(name.startswith(_FROM_THE_START) for name in environment)
    if is_early or not hasattr(os, "fork") or (not quick and _is_first(command)):
        return started(*arguments, given=content, **environment)
    return warm(CHECKOUT).call(arguments, content, uncounted(**environment))


def _is_first(command: str) -> bool:
    """Whether no process of this test run has started it so."""
    is_counted = any(name.startswith("COVERAGE_") for name in os.environ)
    sign = (
        shared_place() / f"{'counted' if is_counted else 'started'} {command.encode().hex()[:99]}"
    )
    try:
        sign.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def started(*arguments: str, given: bytes = b"", **environment: str) -> Ended:
    """Run `kaoping` from nothing, whatever was run before."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "desktop", *arguments],
        input=given,
        capture_output=True,
        cwd=CHECKOUT,
        env=os.environ | environment,
        timeout=60,
        check=False,
    )
    said, loaded = [], set()
    for line in ended.stderr.decode().splitlines(keepends=True):
        if line.startswith("import time:"):
            loaded.add(line.rsplit("|", 1)[-1].strip().split(".")[0])
        else:
            said.append(line)
    return Ended(ended.returncode, ended.stdout.decode(), "".join(said), frozenset(loaded))
