"""Installed fonts: where this machine keeps them, and which of them is an official face that may be embedded."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_ENDINGS: Final = (".ttf", ".ttc")
_RESTRICTED: Final = 0x2  # OS/2 fsType: not to be embedded at all
_BITMAPS: Final = 0x200  # only pictures of it may be
_FAMILY_NAMES: Final = (1, 4, 16)


class InstalledFont(NamedTuple):
    """A file, and which of its fonts."""

    path: Path
    number: int
    family: str


def installed_font(
    families: Sequence[str], hints: Sequence[str], probe: str
) -> InstalledFont | None:
    """The first of these families that has the probe's characters; only files whose names give a hint are opened."""
    likely = [path for path in font_files() if any(hint in path.name.casefold() for hint in hints)]
    found = [one for path in likely for one in _fonts_in(path, probe)]
    for family in families:
        for one in found:
            if one.family == family:
                return one
    return None


@cache
def font_files() -> tuple[Path, ...]:
    """Every font file in the places where systems keep them."""
    found: list[Path] = []
    for folder in font_folders():
        for place, _, names in os.walk(folder):
            found += [Path(place, name) for name in names if name.lower().endswith(_ENDINGS)]
    return tuple(sorted(found))


def font_folders() -> Iterator[Path]:
    """For everybody first, then the user's own."""
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = os.environ.get("LOCALAPPDATA")
        if local:
            yield Path(local) / "Microsoft" / "Windows" / "Fonts"
        return
    yield Path("/usr/share/fonts")
    yield Path("/usr/local/share/fonts")
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    yield home / "fonts"
    yield Path.home() / ".fonts"


def _fonts_in(path: Path, probe: str) -> Iterator[InstalledFont]:
    """The fonts of a file that can be embedded, once for each name; a broken file has none."""
    from fontTools.ttLib import TTCollection, TTFont  # noqa: PLC0415  # only where there is one

    # Whatever is wrong with somebody's font file, it is closed again.
    with suppress(Exception), path.open("rb") as file:
        is_many = path.suffix.lower() == ".ttc"
        fonts = TTCollection(file, lazy=True).fonts if is_many else [TTFont(file, lazy=True)]
        for number, font in enumerate(fonts):
            if "glyf" not in font or font["OS/2"].fsType & (_RESTRICTED | _BITMAPS):
                continue
            known = font.getBestCmap()
            if all(ord(one) in known for one in probe):
                names = (one for one in font["name"].names if one.nameID in _FAMILY_NAMES)
                for family in dict.fromkeys(one.toUnicode() for one in names):
                    yield InstalledFont(path, number, family)
