"""Choices: what a box of several is called, for who cannot see what stands beside it."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QComboBox


def name_choice(box: QComboBox, name: str) -> None:
    """Give it a name. On Linux Qt tells a screen reader the chosen words in its place, so there it is described too."""
    box.setAccessibleName(name)
    if sys.platform == "linux":
        box.setAccessibleDescription(name)
