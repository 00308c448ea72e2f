"""What the child does without: memory, new files, other processes, and a life beyond the program's.

On Windows a process cannot do this to itself: there the program puts it into a job (`job`).
"""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_OPEN_FILES: Final = 64
_GRACE: Final = 3  # seconds in which the program itself ends a child that is late
_STACK: Final = 256 << 10


def confine(memory: int) -> None:
    """Give up for good what decoding does not need, before anything is decoded."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # Windows has none

    with suppress(OSError):  # where memory runs out, the child goes before the program
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        with suppress(OSError, ValueError):  # the system has it lower, or lacks it
            resource.setrlimit(kind, (most, most))


def allow_threads(allowed: bool) -> None:  # noqa: FBT001  # it is all that is said
    """Neither threads nor processes come into being, but where a decoder needs them."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # Windows has none

    most = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    resource.setrlimit(resource.RLIMIT_NPROC, (most if allowed else 0, most))


@contextmanager
def on_time(seconds: float) -> Iterator[None]:
    """What takes longer ends the process, also where nobody is left to end it and no signal handler runs."""
    if sys.platform == "win32":
        yield
        return
    signal.alarm(math.ceil(seconds) + _GRACE)
    try:
        yield
    finally:
        signal.alarm(0)


def end_with(pipe: int) -> None:
    """End as soon as the other end of the pipe is closed, in the middle of a page too."""
    if sys.platform == "win32":
        return
    threading.stack_size(_STACK)
    threading.Thread(target=_await_end, args=(pipe,), daemon=True).start()


if sys.platform != "win32":

    def _await_end(pipe: int) -> None:
        import select  # noqa: PLC0415  # Windows has no poll

        hangup = select.poll()
        hangup.register(pipe, 0)
        hangup.poll()
        os._exit(0)
