"""Safe names: what a file may be called on every system that it may be carried to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from desktop.domain.refusals import printable

_LONGEST_NAME: Final = 180  # bytes; every file system takes more
_UNFIT: Final = re.compile(r'[<>:"/\\|?*]')  # in a name on Windows
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def joined_name(parts: Sequence[str], tail: str) -> str:
    """A safe name of parts and a tail that is never cut: where it is too long, the longest parts lose their ends."""
    kept = [safe_name(one) for one in parts]
    room = _LONGEST_NAME - len(tail.encode())
    while any(kept) and len("_".join(kept).encode()) > room:
        longest = max(range(len(kept)), key=lambda at: len(kept[at]))
        kept[longest] = kept[longest][:-1]
    return safe_name("_".join(kept) + tail)


def safe_name(name: str) -> str:
    """A name as every system takes it; the ending, by which programs are chosen, stays as it is."""
    name = _UNFIT.sub("_", printable(name).replace("?", "_")).strip().rstrip(". ")
    if name.startswith(".") or _DEVICES.fullmatch(name.split(".")[0].strip()):
        name = f"_{name}"
    ending = PurePath(name).suffix
    if len(ending.encode()) > _LONGEST_NAME // 2:
        ending = ""
    room = _LONGEST_NAME - len(ending.encode())
    stem = name.removesuffix(ending).encode()[:room].decode(errors="ignore")
    return f"{stem}{ending}" if stem else "材料"
