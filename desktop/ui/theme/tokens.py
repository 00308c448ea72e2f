"""The names of the look: every colour and size that the window may use stands here once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtGui import QColor

FAMILY: Final = "GW Sans"
COLOURS: Final = {
    # surfaces, from back to front
    "ground": "#E9EDF2",
    "surface": "#FFFFFF",
    "sunken": "#F5F7FA",
    "hover": "#EEF2F7",
    "desk": "#C8CFD8",
    "line": "#DDE3EA",
    "line_strong": "#B8C2CF",
    "edge": "#8390A1",
    "thumb": "#C3CCD7",
    # ink
    "ink": "#18222E",
    "ink_soft": "#475364",
    "ink_faint": "#5B687A",
    # what can be done, and where one is
    "primary": "#1C4F8C",
    "primary_hover": "#163F70",
    "primary_deep": "#102F55",
    "primary_soft": "#E6EEF8",
    "primary_line": "#AFC6E2",
    "bar": "#12305A",
    "bar_ink": "#FFFFFF",
    "bar_soft": "#C9D7EA",
    # states, never told by colour alone
    "red": "#B42318",
    "red_soft": "#FCECEA",
    "red_line": "#EDB9B3",
    "amber": "#8A5300",
    "amber_soft": "#FFF3DC",
    "amber_line": "#E8CB92",
    "green": "#17693F",
    "green_soft": "#E4F3EA",
    "green_line": "#A9D3BB",
}
# What is written on what; a test holds each pair at 4.5 : 1 or better.
WRITTEN_ON: Final = (
    *((ink, on) for ink in ("ink", "ink_soft", "ink_faint") for on in ("surface", "sunken")),
    ("ink", "ground"),
    ("ink_soft", "ground"),
    ("ink", "hover"),
    ("ink", "primary_soft"),
    ("ink_soft", "primary_soft"),
    ("primary", "surface"),
    ("primary", "sunken"),
    ("primary", "primary_soft"),
    ("surface", "primary"),
    ("surface", "primary_hover"),
    ("surface", "primary_deep"),
    ("bar_ink", "bar"),
    ("bar_soft", "bar"),
    *((state, on) for state in ("red", "amber", "green") for on in ("surface", f"{state}_soft")),
    ("surface", "red"),
    *((ink, "amber_soft") for ink in ("ink", "ink_soft", "primary")),
)
# In pixels at 100 %.
TYPE: Final = {
    "tiny": 12,
    "small": 13,
    "soft": 14,
    "base": 15,
    "large": 17,
    "title": 21,
    "huge": 30,
}
CONTROL: Final = 34
ROW: Final = 36
# For a room of people: the text, a heading, a name or a figure.
HALL: Final = {"hall_words": 24, "hall_head": 30, "hall_name": 44}
SCALES: Final = (100, 110, 125, 150)

_scale = 100  # one process, one look


def set_scale(percent: int) -> None:
    """From now on everything is measured at this text scale."""
    global _scale  # noqa: PLW0603  # set once when the window is dressed, and when it is dressed anew
    _scale = percent


@contextmanager
def at_scale(percent: int) -> Iterator[None]:
    """What is made and shown meanwhile is measured at another text scale: a room reads it from afar."""
    before = _scale
    set_scale(percent)
    try:
        yield
    finally:
        set_scale(before)


def px(length: float) -> int:
    """A length of the design at the user's text scale."""
    return max(1, round(length * _scale / 100))


def colour(name: str) -> QColor:
    """A colour by its name."""
    return QColor(COLOURS[name])
