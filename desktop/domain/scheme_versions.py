"""Scheme versions: which of two texts of one scheme is the newer, by the version that each bears."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 100  # no number of thousands of digits is ever read
_FIGURES: Final = re.compile(r"[0-9]+", re.ASCII)


def is_newer(version: str, other: str) -> bool:
    """By the numbers in it from left to right: 2 before 10, 2026.1 after 2025.9."""
    return _figures(version) > _figures(other)


def _figures(version: str) -> tuple[int, ...]:
    return tuple(int(one) for one in _FIGURES.findall(version[:_LONGEST]))
