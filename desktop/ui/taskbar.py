"""The taskbar of Windows: by which name it knows the window, so that what is pinned there is the program."""

from __future__ import annotations

import sys
from typing import Final

APP_ID: Final = (
    "Kaoping.Kaoping"  # also that of the shortcuts, made by packaging/windows/installer.nsi
)


def claim_taskbar_button() -> None:
    """Without a name of its own the window is one of Python's, and under Python's icon. Elsewhere nothing is done."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # only there

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
