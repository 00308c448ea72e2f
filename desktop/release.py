"""Which release of the program this is; `version` in pyproject.toml is the one place where that is written."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

UNKNOWN: Final = "未知"
_PROJECT: Final = Path(__file__).resolve().parent.parent / "pyproject.toml"
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
