"""Files that are on the disk when the call returns: written whole or not at all. OSError is the caller's."""

from __future__ import annotations

import errno
import os
import secrets
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

# Absent on the other platform: Windows must be told that nothing is text.
BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_UNSYNCABLE: Final = frozenset({errno.EINVAL, errno.ENOTSUP})
# How long a virus scanner may hold a new file on Windows.
_PATIENCE: Final = (0.02, 0.05, 0.1, 0.3, 0.6)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable. Windows does this by itself, and some file systems never can."""
    if sys.platform != "win32":
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        except OSError as error:
            if error.errno not in _UNSYNCABLE:
                raise
        finally:
            os.close(folder)


def sync_file(path: Path) -> None:
    """Make what stands in a file durable, whoever wrote it."""
    file = os.open(path, os.O_RDWR | BINARY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def make_folder(path: Path) -> None:
    """Make a folder durably, unless it is there."""
    try:
        path.mkdir()
    except FileExistsError:
        if not path.is_dir():
            raise
    else:
        sync_folder(path.parent)


def make_folders(path: Path) -> list[Path]:
    """Make a folder durably, and those above it that are missing, or none; the new ones, outermost first."""
    missing = [one for one in reversed((path, *path.parents)) if not one.exists()]
    try:
        for one in missing:
            make_folder(one)
    except BaseException:
        remove_empty(missing)  # the last may be there and yet not synced
        raise
    return missing


def remove_empty(folders: Sequence[Path]) -> None:
    """Take back what `make_folders` made, as far as nothing has come into it."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def write_all(file: int, content: bytes | memoryview) -> None:
    """Write all of it: one call may take a part only."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def write_durably(path: Path, content: bytes) -> None:
    """Put this content in the place of the file, if there is one; at every moment the old or the new is whole."""
    draft = path.parent / f".{secrets.token_hex(8)}.part"  # short: the name itself may be long
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o666)
    try:
        try:
            write_all(file, content)
            os.fsync(file)
        finally:
            os.close(file)
        move(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def put_durably(draft: Path, path: Path) -> None:
    """A file that is whole takes the other's place."""
    sync_file(draft)
    move(draft, path)
    sync_folder(path.parent)


def move(source: Path, target: Path) -> None:
    """Rename over whatever is there. On Windows a scanner may hold a new file for a moment: be patient."""
    if sys.platform == "win32":
        for pause in _PATIENCE:
            try:
                source.replace(target)
            except PermissionError:
                time.sleep(pause)
            else:
                return
    source.replace(target)
