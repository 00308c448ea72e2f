"""Measuring: how much room a text takes in files that other programs set, which may well have what our fonts lack."""

from __future__ import annotations

from typing import Final

from desktop.documents.manuscript import Face
from desktop.documents.setting.composing import style_of
from desktop.documents.setting.paragraphs import set_in_lines
from desktop.documents.setting.typefaces import MissingGlyphs, Typeface

_AS_WIDE: Final = "一"


def width_of(text: str, face: Face) -> float:
    """Of one line, in points."""
    style = style_of(face)
    return style.face.width(_measurable(text, style.face)) * style.size


def height_of(text: str, face: Face, width: float) -> float:
    """In lines of this width, in points."""
    style = style_of(face)
    return set_in_lines(_measurable(text, style.face), style, width).height


def _measurable(text: str, face: Typeface) -> str:
    """What no font has counts as a Chinese character. Only paper that we draw ourselves must refuse it."""
    try:
        face.width(text.replace("\n", ""))
    except MissingGlyphs as lacking:
        return text.translate({ord(one): _AS_WIDE for one in lacking.characters})
    return text
