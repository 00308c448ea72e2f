"""The program as another program runs it: a process, its input and its output."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
_COUNTED: set[str] = set()  # commands; counting doubles what a process takes


def uncounted(**environment: str) -> dict[str, str]:
    """The environment of a process whose lines are not counted.

    Counting doubles its work; what is killed or broken on purpose leaves no counts anyway.
    """
    kept = {name: told for name, told in os.environ.items() if not name.startswith("COVERAGE_")}
    return kept | environment


def run(
    *arguments: str, given: str | bytes = b"", quick: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `kaoping` with these arguments and wait for it; its lines are counted once a command, unless `quick`."""
    command = next(iter(arguments), "")
    counts = not quick and command not in _COUNTED
    _COUNTED.update([command] if counts else ())
    content = given.encode() if isinstance(given, str) else given
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        input=content,
        capture_output=True,
        cwd=CHECKOUT,
        env=(os.environ if counts else uncounted()) | environment,
        timeout=60,
        check=False,
    )
    out, err = ended.stdout.decode(), ended.stderr.decode()
    return subprocess.CompletedProcess(ended.args, ended.returncode, out, err)
