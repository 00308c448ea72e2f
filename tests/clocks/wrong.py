"""Wrong clocks: a Python process whose time of day is another, as where a computer's battery is dead."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.program import CHECKOUT, uncounted

_SOURCE: Final = Path(__file__).with_name("shift.c")
needs_clock: Final = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="needs Linux and a C compiler"
)


@cache
def _library() -> Path:
    content = hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:16]
    library = CHECKOUT / "build" / "faults" / f"clock-{content}.so"
    if not library.exists():
        library.parent.mkdir(parents=True, exist_ok=True)
        fresh = library.with_suffix(f".{os.getpid()}")
        command = ["cc", "-O2", "-fPIC", "-shared", "-o", str(fresh), str(_SOURCE), "-ldl"]
        subprocess.run(command, check=True)
        fresh.rename(library)
    return library


def told_at(moment: datetime, module: str, *arguments: object, **environment: str) -> str:
    """Run a module when the clock shows this moment; what it says."""
    off = int((moment - datetime.now().astimezone()).total_seconds())
    clock = {"LD_PRELOAD": str(_library()), "KAOPING_CLOCK": str(off)}
    ended = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=CHECKOUT,
        env=uncounted(**clock, **environment),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
