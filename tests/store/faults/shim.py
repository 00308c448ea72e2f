"""The shim: builds the preloaded library, runs Python under it, and arms faults from inside."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from enum import IntFlag
from functools import cache
from pathlib import Path
from typing import Final

from tests.program import CHECKOUT, uncounted

_SOURCES: Final = [Path(__file__).with_name(n) for n in ("preload.c", "recording.h", "arming.h")]
_COMPILE: Final = ("-std=gnu11", "-O2", "-fPIC", "-shared", "-U_FORTIFY_SOURCE")
_NO_FAULT: Final = 0


class Kind(IntFlag):
    """What may be made to fail: `enum kind` in arming.h."""

    OPEN = 1
    WRITE = 2
    SYNC = 4
    TRUNCATE = 8
    RENAME = 16
    UNLINK = 32
    MKDIR = 64
    READ = 128
    SHORT = 256  # no kind: the first write that fails does half of its work and says so


CHANGES: Final = (
    Kind.OPEN | Kind.WRITE | Kind.SYNC | Kind.TRUNCATE | Kind.RENAME | Kind.UNLINK | Kind.MKDIR
)

# ---- Outside: the process that tests ------------------------------------------------------------


def available() -> bool:
    """Whether the library can be built and preloaded here."""
    return sys.platform == "linux" and shutil.which("cc") is not None


@cache
def build_library() -> Path:
    """The library, compiled once for what its source says now."""
    content = b"".join(source.read_bytes() for source in _SOURCES)
    folder = CHECKOUT / "build" / "faults"
    library = folder / f"preload-{hashlib.sha256(content).hexdigest()[:16]}.so"
    if not library.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = library.with_suffix(f".{os.getpid()}")
        command = ["cc", *_COMPILE, "-o", str(fresh), str(_SOURCES[0]), "-ldl", "-lpthread"]
        subprocess.run(command, check=True)
        fresh.rename(library)
    return library


def run_script(
    script: str, *arguments: str, root: Path, log: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a Python text; what it changes below the root is recorded, if there is a log.

    The log is begun anew; it must lie outside of the root.
    """
    if log:
        log.unlink(missing_ok=True)
    watched = {
        "LD_PRELOAD": str(build_library()),
        "KAOPING_FAULTS_ROOT": str(root),
        "KAOPING_FAULTS_LOG": str(log or ""),
    }
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        cwd=CHECKOUT,
        env=uncounted(**watched),
        timeout=600,
        check=False,
        encoding="utf-8",
    )


def run_function(
    function: Callable[..., None], *arguments: str, root: Path, log: Path | None = None
) -> str:
    """Run a module's function of plain texts in the same way; its output, if nothing was raised."""
    name = function.__name__
    script = f"import sys\nfrom {function.__module__} import {name}\n{name}(*sys.argv[1:])"
    ended = run_script(script, *arguments, root=root, log=log)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


# ---- Inside: the process that is watched --------------------------------------------------------


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.faults_arm.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_uint]
    library.faults_arm.restype = library.faults_disarm.restype = None
    library.faults_seen.restype = library.faults_hits.restype = ctypes.c_long
    return library


def arm(nth: int, error: int, *, persistent: bool = False, kinds: Kind = CHANGES) -> None:
    """Fail the nth call of these kinds from now on, counted from 1; persistent: and all after it.

    Only calls below the root count, and never those on the acknowledgements.
    """
    _library().faults_arm(nth, error, persistent, kinds)


def count(kinds: Kind = CHANGES) -> None:
    """Let every call pass, but count those of these kinds from now on."""
    _library().faults_arm(_NO_FAULT, 0, 0, kinds)


def disarm() -> None:
    """Let every call pass; what was counted stays."""
    _library().faults_disarm()


def seen() -> int:
    """How many calls have matched since arming."""
    return int(_library().faults_seen())


def hits() -> int:
    """How many calls have been made to fail since arming."""
    return int(_library().faults_hits())
