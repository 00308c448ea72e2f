"""Colours that are far enough apart to be read and seen, also by who sees no colours."""

import pytest

from desktop.ui.theme.tokens import COLOURS, WRITTEN_ON

WORDS = 4.5
CONTROLS = 3.0
# What shows where a control ends, or that it has the cursor, and the ground it lies on.
EDGES = [
    *(("edge", on) for on in ("surface", "sunken")),
    *(("primary", on) for on in ("surface", "sunken", "ground", "primary_soft", "hover")),
    ("primary_line", "primary"),  # the frame of the main button
    ("bar_ink", "bar"),
    *((state, "surface") for state in ("red", "amber", "green")),
]


def lightness(name: str) -> float:
    """As WCAG 2 reckons it."""
    told = COLOURS[name].lstrip("#")
    parts = [int(told[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The lighter to the darker."""
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_as_the_standard_says() -> None:
    assert contrast("bar_ink", "surface") == 1
    assert 15 < contrast("ink", "surface") < 21


@pytest.mark.parametrize(("ink", "ground"), WRITTEN_ON)
def test_words_can_be_read(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= WORDS


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_controls_can_be_seen(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= CONTROLS
