"""Hands off: buttons and keys that a test left pressed, of which the next one would find itself clicked or extended."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_BUTTONS: Final = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


def let_go() -> None:
    """What a click opens or closes may swallow a button's release; of Shift+A Qt keeps the Shift till the next key."""
    if QApplication.instance() is None:
        return
    buttons, keys = QApplication.mouseButtons(), QApplication.keyboardModifiers()
    if not buttons and not keys:
        return
    place = QWidget()
    place.show()
    for one in _BUTTONS:
        if buttons & one:
            QTest.mouseRelease(place, one)
    if keys:
        QTest.keyClick(place, Qt.Key.Key_F35)
    place.close()
