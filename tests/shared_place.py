"""A folder that all processes of one test run share, for what is made once and only read."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from tests.counting import counted

_TOLD: Final = "KAOPING_SHARED_PLACE"  # by the process that starts the others


def shared_place() -> Path:
    """Where it is."""
    return Path(os.environ[_TOLD])


def make_shared_place() -> None:
    """Made by the first process; those that it starts are told by their environment."""
    os.environ[_TOLD] = mkdtemp(prefix="kaoping-shared-")


def clear_shared_place() -> None:
    """It goes when the last of them has ended."""
    shutil.rmtree(os.environ.pop(_TOLD), ignore_errors=True)


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder that is made in a new one by whichever process needs it first, for all; never to be changed."""
    place = shared_place() / name
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes meanwhile waits for it
        if not place.exists():
            making = place.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)  # where it failed before
            making.mkdir()
            with counted():
                make(making)
            making.rename(place)
    return place
