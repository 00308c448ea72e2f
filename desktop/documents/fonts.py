"""Fonts: files as ReportLab knows them, registered once for every kind of document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from desktop.bundle import bundled

_BASIC: Final = 0xFFFF  # the last character of a single unit


@cache
def registered_file(path: Path, number: int) -> str:
    """The name under which a font of this machine is known."""
    name = f"{path.stem}-{number}"
    registerFont(TTFont(name, str(path), subfontIndex=number, asciiReadable=0, shapable=False))
    return name


@cache
def registered(file: str) -> str:
    """The name under which a bundled font is known.

    ReportLab keeps one font for each PostScript name, the first that comes, with its options: so nobody else
    registers any, or what one document embeds would depend on what was drawn before it.
    """
    name = file.removesuffix(".ttf")
    path = bundled("resources") / "fonts" / file
    registerFont(TTFont(name, str(path), asciiReadable=0, shapable=False))
    return name


_plain_map = ttfonts.makeToUnicodeCMap


def _whole_map(font: str, subset: Sequence[int]) -> str:
    """ReportLab's own map of codes to characters, with those beyond U+FFFF as the two units that a reader expects."""
    text: str = _plain_map(font, subset)
    for code in subset:
        if code > _BASIC:
            units = chr(code).encode("utf-16-be").hex().upper()
            text = text.replace(f"<{code:04X}>", f"<{units}>")
    return text


ttfonts.makeToUnicodeCMap = _whole_map
