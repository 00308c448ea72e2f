"""Measuring: how much room a text takes in files that other programs set, which may well have what our fonts lack."""

from __future__ import annotations

from desktop.documents.manuscript import Face
from desktop.documents.setting.composing import style_of
from desktop.documents.setting.paragraphs import set_in_lines
from desktop.documents.setting.typefaces import measurable


def width_of(text: str, face: Face) -> float:
    """Of one line, in points."""
    style = style_of(face)
    return style.face.width(measurable(text, style.face)) * style.size


def height_of(text: str, face: Face, width: float) -> float:
    """In lines of this width, in points."""
    style = style_of(face)
    return set_in_lines(measurable(text, style.face), style, width).height
