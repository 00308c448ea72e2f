"""The composition root of the window: the only place that wires things together."""

from __future__ import annotations

import os
import sys

from desktop.cli import COMMANDS

_NO_SCREEN = f"这里没有屏幕，窗口打不开；请在桌面环境里运行。\n{COMMANDS}"


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run() -> int:
    """Open the window, or say that there is no screen and what works without one."""
    if not has_screen():
        print(_NO_SCREEN)
        return 0
    return 0
