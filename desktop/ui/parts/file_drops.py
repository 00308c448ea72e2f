"""File drops: any widget on which files and pictures can be put down."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.parts.labels import restyle
from desktop.viewmodels.handed import can_be_taken, handed_in

_HOVERING: Final = {QEvent.Type.DragEnter, QEvent.Type.DragMove}
_GONE: Final = {QEvent.Type.DragLeave, QEvent.Type.Drop}


def welcome(event: QDropEvent, *, takes: bool = True) -> bool:
    """Say whether what hovers here is taken; it is copied, never moved away from where it lies."""
    takes = takes and can_be_taken(event.mimeData())
    if takes:
        event.setDropAction(Qt.DropAction.CopyAction)
    event.setAccepted(takes)
    return takes


class FileDrops(QObject):
    """Watches a widget; while something that can be taken hovers over it, its property `taking` is true."""

    handed = Signal(object)  # Handed

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped; everything else goes on."""
        del watched
        if event.type() in _GONE:
            restyle(self._widget, "taking", "false")
        if not isinstance(event, QDropEvent):
            return False
        takes = welcome(event, takes=self._widget.isEnabled())
        if event.type() in _HOVERING:
            restyle(self._widget, "taking", "true" if takes else "false")
        elif takes and (handed := handed_in(event.mimeData())) is not None:
            self.handed.emit(handed)
        return True
