"""The composition root of the window: the only place that wires things together."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


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
