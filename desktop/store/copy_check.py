"""Checking a copy in a process of its own, so that neither the window nor those who write wait for it.

python -m desktop.store.copy_check DATABASE
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from desktop.children import command
from desktop.store.verification import faults_in

# Below this the start of a process costs more than it spares.
_LARGE: Final = 8 << 20
_ROOT: Final = Path(__file__).resolve().parents[2]
_NO_WINDOW: Final[int] = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def check_copy(copy: Path) -> list[str]:
    """Every fault of a database copy."""
    if copy.stat().st_size < _LARGE:
        return list(faults_in(copy))
    try:
        ended = subprocess.run(  # noqa: S603  # this program itself
            command(__name__, str(copy.absolute())),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            creationflags=_NO_WINDOW,
            check=True,
        )
        faults: list[str] = json.loads(ended.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return list(faults_in(copy))  # it says itself what is in the way
    return faults


def main(copy: str) -> None:
    """The process that does it."""
    sys.stdout.write(json.dumps(list(faults_in(Path(copy)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
