"""The log of mishaps: where in the program something went wrong, and never with which names, words or paths."""

from __future__ import annotations

import platform
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from desktop.release import version

LARGEST: Final = 256_000  # bytes of one file
KEPT: Final = 3  # files: the one that is written, and those before it
_NAME: Final = "mishaps.log"
_CRASH: Final = "crash.txt"  # what the interpreter itself writes on its way down
_OURS: Final = frozenset({"site-packages", "desktop"})
_DEEPEST: Final = 8  # exceptions that led to one another
# The one part of a message of Qt's that is certain to be of the program and not of the office.
_IDENTIFIER: Final = re.compile(r"[A-Z]\w*(?:::~?\w+)+(?=\W|$)", re.ASCII)
_FRAME: Final = re.compile(r'^(\s*File )"([^"\n]*)"(, line \d+ in [\w.<>]+)$')
_SAID: Final = re.compile(
    r"^(Fatal Python error: [\w .]+|(Current t|T)hread 0x[0-9a-f]+[\w ()]*:?|Windows fatal exception: [\w ]+|"
    r"Extension modules: .*|\s*<[\w ]+>|)$",
    re.ASCII,
)


def log_folder() -> Path:
    """Where the log lies, whether or not there is one yet."""
    from platformdirs import user_log_path  # noqa: PLC0415  # nobody needs it before

    return user_log_path("kaoping", appauthor=False)


def log_files() -> tuple[Path, ...]:
    """What there is, the newest first."""
    folder = log_folder()
    named = (folder / _numbered(number) for number in range(KEPT))
    return tuple(one for one in named if one.is_file())


def places_of(failure: BaseException) -> str:
    """Where it happened, and before it what led to it: files, lines and kinds alone, no values, no messages."""
    told = [
        f"{''.join(_frames(one.__traceback__))}{type(one).__name__}\n" for one in _chain(failure)
    ]
    return "-- led to\n".join(reversed(told))


def note_mishap(failure: BaseException) -> Path | None:
    """Append it; the file, or None where nothing can be written."""
    return _append(type(failure).__name__, places_of(failure))


def note_warning(kind: str, category: str, message: str) -> Path | None:
    """What Qt complains of: its own identifier, and nothing of what it says about it."""
    found = _IDENTIFIER.match(message.strip())
    return _append(kind, f"{category} {found[0] if found else '…'}\n")


def crash_record() -> IO[str] | None:
    """An open file for what the interpreter writes when it goes down; what the last one left is taken over first."""
    try:
        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        _take_over_crash(folder / _CRASH)
        return (folder / _CRASH).open("w", encoding="utf-8")
    except OSError:
        return None


def without_folders(path: str) -> str:
    """A file of the program without the folders above it: one may be named after its user."""
    parts = [one for one in re.split(r"[\\/]", path) if one]
    known = [at for at, one in enumerate(parts) if one in _OURS]
    return "/".join(parts[known[-1] :] if known else parts[-1:])


def _take_over_crash(file: Path) -> None:
    """The interpreter writes whole paths."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return
    told = [line for one in lines if (line := _of_crash(one)) is not None]
    if any(told):
        _append("crash", "\n".join(told) + "\n")
    file.unlink()


def _of_crash(line: str) -> str | None:
    frame = _FRAME.match(line)
    if frame:
        return f"{frame[1]}{without_folders(frame[2])}{frame[3]}"
    return line if _SAID.match(line) else None


def _chain(failure: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = failure
    for _ in range(_DEEPEST):
        if one is None:
            return
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        told = f"{without_folders(frame.filename)}:{frame.lineno} {frame.name}\n"
        yield f"{told}    {frame.line}\n" if frame.line else told  # a frozen build has no lines


def _append(kind: str, words: str) -> Path | None:
    now = datetime.now().astimezone()
    head = f"{now:%Y-%m-%d %H:%M:%S} {kind} ({version()}, {platform.system()})"
    try:
        file = log_folder() / _NAME
        file.parent.mkdir(parents=True, exist_ok=True)
        _make_room(file)
        with file.open("a", encoding="utf-8", errors="backslashreplace") as out:
            out.write(f"{head}\n{words}\n")
    except OSError:
        return None
    return file


def _make_room(file: Path) -> None:
    """A full one becomes the one before it; the oldest goes."""
    if not file.exists() or file.stat().st_size < LARGEST:
        return
    for number in range(KEPT - 1, 0, -1):
        with suppress(FileNotFoundError):
            file.with_name(_numbered(number - 1)).replace(file.with_name(_numbered(number)))


def _numbered(number: int) -> str:
    return _NAME if not number else f"mishaps.{number}.log"
