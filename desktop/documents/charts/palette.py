"""The palette of charts: tones that stay apart in grey, on a black printer, and for the colour-blind."""

from __future__ import annotations

from typing import Final

# Blue, ochre and a pale blue, a step of lightness between each and the next: hue alone never tells anything.
TONES: Final = {
    "deep": "#1C4F8C",
    "warm": "#C67F29",
    "pale": "#C9DBF0",
    "track": "#F1F4F8",
    "grid": "#D5DCE5",
    "mark": "#5B687A",
    "ink": "#18222E",
    "soft": "#475364",
    "paper": "#FFFFFF",
}
STEPS: Final = ("deep", "warm", "pale", "paper")  # what lies beside one another, from dark to light
WRITTEN: Final = ("ink", "soft", "mark", "deep")  # what letters may be


def rgb(tone: str) -> tuple[int, int, int]:
    """A tone as screens mix it, each part up to 255."""
    red, green, blue = bytes.fromhex(TONES[tone][1:])
    return red, green, blue
