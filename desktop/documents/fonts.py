"""Fonts: the bundled files as ReportLab knows them, registered once for every kind of document."""

from __future__ import annotations

from functools import cache

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from desktop.bundle import bundled


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
