"""Buttons of the mouse that a test left pressed: what a click opens or closes may swallow the release."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_BUTTONS: Final = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


def let_go() -> None:
    """For the tests that follow the hand is off the mouse; they would take keys for what goes with a click."""
    if QApplication.instance() is None or not QApplication.mouseButtons():
        return
    place = QWidget()
    place.show()
    for one in _BUTTONS:
        if QApplication.mouseButtons() & one:
            QTest.mouseRelease(place, one)
    place.close()
