"""Tidying memory: what holds itself in a circle ends in the window's thread, as Qt's objects may end nowhere else."""

from __future__ import annotations

import gc

from PySide6.QtCore import QTimer

_EVERY = 1_000  # milliseconds


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
