"""Tidying memory: what holds itself in a circle ends in the window's thread, as Qt's objects may end nowhere else."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QTimer

_EVERY = 1_000  # milliseconds
# What glibc is told, by its numbers in malloc.h: how many heaps the threads share, else each has its own and keeps in
# it what was freed; from which size on something goes back at once, else the bound rises with each picture of a page;
# how much that is free may stay at the end of a heap.
_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
_TOLD: Final = {_ARENA_MAX: 2, _MMAP_THRESHOLD: 256 * 1024, _TRIM_THRESHOLD: 1024 * 1024}


def begin_tidy() -> None:
    """At the very start: what is freed goes back to the system, and nothing is collected before the window is ready."""
    gc.disable()  # for good: from then on it is tidied up here
    with suppress(AttributeError, OSError, TypeError):  # another C library keeps less
        for number, bound in _TOLD.items():
            ctypes.CDLL(None).mallopt(number, bound)


def tidy() -> None:
    """Collect what has come together, as the interpreter would by itself in whichever thread runs."""
    due = [
        generation
        for generation, (count, limit) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > limit
    ]
    if due:
        gc.collect(max(due))


def tidy_here() -> QTimer:
    """From now on only in this thread, now and then; what is there by now stays."""
    gc.disable()
    gc.freeze()
    timer = QTimer(interval=_EVERY)
    timer.timeout.connect(tidy)
    timer.start()
    return timer
