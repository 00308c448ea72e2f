"""The tones of charts can be told apart by everybody, and on a printer that knows only black."""

from itertools import combinations, pairwise

import pytest

from desktop.documents.charts.palette import STEPS, TONES, WRITTEN, rgb
from desktop.ui.theme.tokens import COLOURS

# How somebody sees who lacks one kind of cone: Machado, Oliveira and Fernandes (2009), severity 1, in linear light.
SEEN = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
Light = tuple[float, ...]


def light(tone: str) -> Light:
    parts = (one / 255 for one in rgb(tone))
    return tuple(one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)


def seen(tone: str, by: str) -> Light:
    mixed = light(tone)
    return tuple(
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, mixed, strict=True)))) for row in SEEN[by]
    )


def bright(of: Light) -> float:
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), of, strict=True))


def contrast(one: Light, other: Light) -> float:
    low, high = sorted((bright(one), bright(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(of: Light) -> float:
    """L* of CIE, from 0 to 100."""
    return 116 * float(max(bright(of), 0.0089) ** (1 / 3)) - 16


@pytest.mark.parametrize("by", SEEN)
def test_neighbours_are_told_apart_by_lightness_alone(by: str) -> None:
    levels = [lightness(seen(one, by)) for one in STEPS]
    assert levels == sorted(levels)
    assert min(after - before for before, after in pairwise(levels)) >= 11


@pytest.mark.parametrize("by", SEEN)
def test_the_two_kinds_of_bars_stand_out_from_the_paper_and_from_each_other(by: str) -> None:
    for one in ("deep", "warm"):
        assert contrast(seen(one, by), seen("paper", by)) >= 3
    assert contrast(seen("deep", by), seen("warm", by)) >= 2
    assert contrast(seen("deep", by), seen("pale", by)) >= 4.5  # a hatch on its ground


@pytest.mark.parametrize("ground", ["paper", "track", "pale"])
def test_words_can_be_read_on_whatever_lies_beneath(ground: str) -> None:
    for one in WRITTEN:
        assert contrast(light(one), light(ground)) >= (4.5 if ground != "pale" else 3.8)


def test_the_ground_stays_behind_the_figures() -> None:
    for one, other in combinations(("grid", "track", "paper"), 2):
        assert contrast(light(one), light(other)) < 1.6


def test_charts_look_like_the_window_around_them() -> None:
    shared = {"deep": "primary", "ink": "ink", "soft": "ink_soft", "mark": "ink_faint"}
    assert {one: TONES[one] for one in shared} == {
        one: COLOURS[other] for one, other in shared.items()
    }
