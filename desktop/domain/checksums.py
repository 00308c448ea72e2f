"""Checksums: the list by which every file of a folder can be checked with tools that any system brings along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from desktop.domain.refusals import Refused, quoted

_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)", re.ASCII)


def checksum_list(sums: Mapping[str, str]) -> str:
    """As `sha256sum --check` reads it: the hash, two blanks, the path from the folder on."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))


def read_checksums(text: str) -> dict[str, str]:
    """The hashes by path; a line that is none, or leads out of the folder, is refused."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is None or not _is_inside(match[2]):
            raise Refused(f"第 {number} 行{quoted(line)}不是“校验值、两个空格、文件路径”的样子")
        found[match[2]] = match[1]
    return found


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\\" not in path
