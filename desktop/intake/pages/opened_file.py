"""What the reader gives of a file: its pages, their sizes, pixels and places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from desktop.intake.pages.kinds import Kind


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file whose pages are shown, under the name by which messages call it."""

    path: Path
    name: str
    kind: Kind
    pages: int


class PageSize(NamedTuple):
    """Of a PDF in points, of a picture in pixels; the way up as one looks at it."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class BoundPages:
    """How many pages a file has, and a PDF of them."""

    pages: int
    content: bytes


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """Pixels as red, green, blue and 255, on white, which is QImage's Format_RGBX8888."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Region(NamedTuple):
    """A part of a page, in fractions of its width and height from the top left."""

    left: float
    top: float
    right: float
    bottom: float
