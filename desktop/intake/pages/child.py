"""The child process as the program sees it: started, asked within a time, and ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from threading import Timer
from typing import Final

from desktop.children import command, is_frozen
from desktop.intake.pages.job import enclose
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.wire import Frame, Garbled, receive, send

_WORKER: Final = "desktop.intake.pages.worker"
# The child finds what the program finds: whatever else Python would search or run at its start it leaves out.
_START: Final = """
import sys
sys.path[:] = sys.argv[2:]
from desktop.intake.pages.worker import main
main(sys.argv[1])
"""
_LAST_WAIT: Final = 5  # seconds; what does not end even so waits for a disk


class Lost(Exception):  # noqa: N818  # it is no error of the program
    """The child gave no proper answer; it has been ended."""


class Late(Lost):
    """The child took too long."""


def command_line(limits: Limits) -> list[str]:
    """How it is started: by Python without all that it does not need; the frozen program lacks that anyway."""
    told = json.dumps(asdict(limits))
    if is_frozen():
        return command(_WORKER, told)
    # A virtual environment's python.exe is only a launcher, and a job holds one process.
    python = getattr(sys, "_base_executable", "") if sys.platform == "win32" else ""
    places = [os.path.abspath(place) for place in sys.path]  # noqa: PTH100  # blank is this folder
    utf8 = f"utf8={sys.flags.utf8_mode}"
    return [python or sys.executable, "-I", "-S", "-B", "-X", utf8, "-c", _START, told, *places]


class Child:
    """One process; once it is lost, nothing more is asked of it."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self._limits = limits
        self._process = Popen(  # noqa: S603  # this very program
            command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=os.sep,  # not the folder of a stick that is to be removed
            env={**os.environ, "MALLOC_ARENA_MAX": "1"},  # what a thread reserves counts as memory
            start_new_session=True,  # Ctrl+C in a terminal is for the program
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows
        )
        given, told = self._process.stdin, self._process.stdout
        if given is None or told is None:
            raise OSError("no pipes")  # never: they are asked for
        self._to_child, self._from_child = given, told
        self._job = enclose(self._process.pid, limits.memory)
        self._is_ready = False
        self._is_late = False
        self._is_waiting = False
        self._number = 0

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_ready(self) -> bool:
        """Whether it has ever said so: one that never did is no file's fault."""
        return self._is_ready

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: Mapping[str, object], longest_body: int = 0) -> Frame:
        """The reply to a request, or `Lost`."""
        timer = Timer(self._limits.seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            return self._asked(request, longest_body)
        except (OSError, ValueError, Garbled) as error:  # ValueError: the pipe is closed
            raise (Late if self._is_late else Lost)(str(error)) from error
        finally:
            timer.cancel()
            if self._is_late or self._is_waiting:  # late perhaps just when the reply came
                self.end()

    def kill(self) -> None:
        """End it from any thread; who waits for its reply is told that it is lost."""
        self._process.kill()

    def end(self) -> None:
        """End it, and leave nothing of it behind; only for the thread that may ask."""
        self.kill()
        for pipe in (self._to_child, self._from_child):
            with suppress(OSError):
                pipe.close()
        with suppress(TimeoutExpired):
            self._process.wait(_LAST_WAIT)
        if self._job:
            self._job.close()
            self._job = None

    def _asked(self, request: Mapping[str, object], longest_body: int) -> Frame:
        self._number += 1
        # Until the whole reply is here; else the next request would be given what is left of it.
        self._is_waiting = True
        send(self._to_child, {"number": self._number, **request})
        if not self._is_ready:
            self._is_ready = self._told(0).header == {"ready": True}
        reply = self._told(longest_body)
        if reply.header.get("number") != self._number:
            raise Garbled("another request's reply")
        self._is_waiting = False
        return reply

    def _told(self, longest_body: int) -> Frame:
        frame = receive(self._from_child, longest_body)
        if frame is None:
            raise Garbled("no more")
        return frame

    def _give_up(self) -> None:
        self._is_late = True
        self.kill()
