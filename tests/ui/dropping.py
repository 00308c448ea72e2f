"""Files from another program over a widget, and dialogs that wait for an answer."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget

from desktop.viewmodels.handed import files_mime

Widget = TypeVar("Widget", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def hover(widget: QWidget, at: QPoint, mime: QMimeData) -> tuple[bool, Qt.DropAction]:
    """Something is dragged over a place: whether it would be taken, and how."""
    enter = QDragEnterEvent(at, BOTH, mime, LEFT, NONE)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():  # nothing more reaches the widget
        return False, Qt.DropAction.IgnoreAction
    move = QDragMoveEvent(at, BOTH, mime, LEFT, NONE)
    QApplication.sendEvent(widget, move)
    return move.isAccepted(), move.dropAction()


def leave(widget: QWidget) -> None:
    """It is dragged away again."""
    QApplication.sendEvent(widget, QDragLeaveEvent())


def drop(widget: QWidget, at: QPoint, what: QMimeData | list[Path]) -> bool:
    """It is let go over a place; whether it was taken."""
    mime = files_mime(what) if isinstance(what, list) else what
    if not hover(widget, at, mime)[0]:
        return False
    event = QDropEvent(QPointF(at), BOTH, mime, LEFT, NONE)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def answering(answer: Callable[[QDialog], object], over: QDialog | None = None) -> list[str]:
    """Answer the next dialog that waits, over one that is open already; its title is told once it has come."""
    titles: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or dialog is over:
            QTimer.singleShot(10, look)
            return
        titles.append(dialog.windowTitle())
        try:
            answer(dialog)
        except BaseException:
            dialog.done(0)  # nobody else would, and the test would wait for ever
            raise

    QTimer.singleShot(0, look)
    return titles


def choose(*paths: Path) -> Callable[[QDialog], None]:
    """Type these into a file dialog and open them."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        field = cast("QLineEdit", dialog.findChild(QLineEdit))
        field.setText(" ".join(f'"{one}"' for one in paths) if len(paths) > 1 else str(paths[0]))
        QTest.keyClick(field, Qt.Key.Key_Return)
        if dialog.isVisible():
            dialog.accept()

    return answer


def press(words: str) -> Callable[[QDialog], None]:
    """Press a button of a dialog."""
    return lambda dialog: button_of(dialog, words).click()


def button_of(parent: QWidget, words: str) -> QPushButton:
    """The button with these words."""
    found = cast("list[QPushButton]", parent.findChildren(QPushButton))
    return next(one for one in found if one.text() == words)


def double_click(widget: QWidget, at: QPoint) -> None:
    """All four events, as a hand makes them."""
    QTest.mouseClick(widget, LEFT, pos=at)
    QTest.mouseDClick(widget, LEFT, pos=at)
    QTest.mouseRelease(widget, LEFT, pos=at)


def compose(widget: QWidget, text: str) -> None:
    """Characters that come from an input method."""
    composed = QInputMethodEvent("", [])
    composed.setCommitString(text)
    QApplication.sendEvent(widget, composed)


def enter(widget: QWidget) -> None:
    """Press Enter, and let what it ends come to its end."""
    QTest.keyClick(widget, Qt.Key.Key_Return)
    QApplication.processEvents()


def nameless(parent: QWidget) -> list[str]:
    """What takes the focus and has no name to be read aloud."""
    found = cast("list[QWidget]", parent.findChildren(QWidget))
    return [
        type(one).__name__
        for one in found
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
    ]
