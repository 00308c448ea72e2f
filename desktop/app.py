"""The composition root of the window: the only place that wires things together."""

from __future__ import annotations

import os
import socket
import sys
from typing import Final

_X_PORT: Final = 6000


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _answers(os.environ.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    """Whether an X server is there; Qt itself would end the program with a line of English."""
    host, _, number = display.rpartition(":")
    screen = number.split(".")[0]
    if not screen.isdecimal():
        return False
    try:
        if host in {"", "unix"}:
            with socket.socket(socket.AF_UNIX) as local:
                local.connect(f"/tmp/.X11-unix/X{screen}")  # noqa: S108  # where X puts its sockets
        else:
            socket.create_connection((host, _X_PORT + int(screen)), timeout=2).close()
    except OSError:
        return False
    return True


def run() -> int:
    """Open the window and stay until it is closed."""
    # Qt is loaded only when there is a window to show.
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from desktop.ui.scheme_window import SchemeWindow  # noqa: PLC0415
    from desktop.ui.theme import dress  # noqa: PLC0415
    from desktop.viewmodels.scheme_library import SchemeLibrary  # noqa: PLC0415

    application = QApplication(sys.argv[:1])
    dress(application)
    window = SchemeWindow(SchemeLibrary())
    window.show()
    return application.exec()
