"""Which release of the program this is, written in pyproject.toml alone; and whether its files were replaced."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import Final

UNKNOWN: Final = "未知"
_PROJECT: Final = Path(__file__).resolve().parent.parent / "pyproject.toml"
# A frozen program's modules lie within what is executed, others beside this one.
_OWN_FILE: Final = Path(sys.executable if getattr(sys, "frozen", False) else __file__)
_VERSION: Final = re.compile(r'^name = "kaoping"\nversion = "([^"\n]+)"$', re.MULTILINE)


@cache
def version() -> str:
    """As in a checkout's pyproject.toml, else as in the metadata that wheel and frozen builds carry."""
    return _written_in(_PROJECT) or _installed() or UNKNOWN


def _written_in(project: Path) -> str:
    """What an editable install says may be older than the checkout."""
    try:
        found = _VERSION.search(project.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return found[1] if found else ""


def _installed() -> str:
    from importlib import metadata  # noqa: PLC0415  # a seventh of a command's start, and a checkout needs none

    try:
        return metadata.version("kaoping")
    except metadata.PackageNotFoundError:
        return ""


def _mark(file: Path) -> object:
    """By what a file and the version beside it are known again, even where its content is the same."""
    try:
        told = file.stat()
        versions = sorted(one.name for one in _PROJECT.parent.glob("kaoping-*.dist-info"))
    except OSError:
        return None  # it was taken away
    return told.st_ino, told.st_mtime_ns, told.st_size, versions


_AT_START: Final = _mark(_OWN_FILE)


def is_replaced() -> bool:
    """Whether the program was upgraded or removed under this process: what it loads now is another's."""
    return _mark(_OWN_FILE) != _AT_START
