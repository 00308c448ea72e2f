"""The phrase completer: offers the office's phrases while one types in a field, and takes one by key or click."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit

from desktop.services.phrases import Phrase, Wording
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.phrase_popup import PhrasePopup
from desktop.viewmodels.phrases import Phrases

_LEAVING: Final = frozenset({QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.EnabledChange})


def offer_phrases(
    field: QLineEdit, phrases: Phrases, criterion: str | None, wording: Wording | None = None
) -> PhraseCompleter:
    """Let a field offer phrases: those for such a wording first, then those of the same criterion."""
    return PhraseCompleter(field, phrases, criterion, wording)


class PhraseCompleter(QObject):
    """Lives as long as its field. A phrase that is taken counts as typed: `textEdited` tells of it."""

    def __init__(
        self, field: QLineEdit, phrases: Phrases, criterion: str | None, wording: Wording | None
    ) -> None:
        super().__init__(field)
        self.criterion = criterion
        self._field, self._phrases, self._wording = field, phrases, wording
        self._popup: PhrasePopup | None = None
        self._taking = False
        self._asked = ""  # what was in the field when the list was opened
        field.installEventFilter(self)
        field.textEdited.connect(self._on_edited)
        field.textChanged.connect(self._on_changed)

    @property
    def popup(self) -> PhrasePopup | None:
        """The list, while it is open."""
        return self._popup if self._popup is not None and self._popup.isVisible() else None

    # -- what is offered

    def _on_edited(self) -> None:
        if self._taking or not self._field.text().strip():
            self.close()
        else:
            self._offer()

    def _on_changed(self, text: str) -> None:
        """What nobody typed here: another unit's sheet, or what was undone."""
        if text != self._asked:
            self.close()

    def _offer(self) -> bool:
        """Open the list; False where nothing fits."""
        self._asked = self._field.text()
        phrases = self._phrases.offered(self._asked, self.criterion, self._wording)
        if not phrases or self._field.isReadOnly():
            self.close()
            return False
        self._opened().offer(phrases, self._field)
        self._field.setAccessibleDescription(f"有 {len(phrases)} 条常用语，按向下键选用")
        return True

    def _opened(self) -> PhrasePopup:
        """The list over the field's window; it closes when what is under it scrolls away."""
        window = self._field.window()
        if self._popup is None or self._popup.over is not window:
            self._popup = PhrasePopup(window)
            self._popup.chosen.connect(self.take)
            self._field.destroyed.connect(self._popup.deleteLater)
            above = self._field.parentWidget()
            while above is not None:
                if isinstance(above, QAbstractScrollArea):
                    above.verticalScrollBar().valueChanged.connect(self.close)
                above = above.parentWidget()
        return self._popup

    def close(self) -> None:
        """Offer nothing any more."""
        if self.popup is not None:
            self.popup.hide()
            self._field.setAccessibleDescription("")

    def take(self, text: str) -> None:
        """Put a phrase in place of what is typed, as if it had been typed."""
        self._taking = True
        self._field.selectAll()
        self._field.insert(text)
        self._taking = False
        self.close()

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that walk the list are its own while it is open; all others go on as ever."""
        if watched is self._field:
            if event.type() == QEvent.Type.FocusIn:
                QTimer.singleShot(0, self, self._phrases.freshen)  # after the focus is painted
            elif event.type() in _LEAVING:
                self.close()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
                return plain and self._on_key(event.key())
        return False

    def _on_key(self, key: int) -> bool:
        popup = self.popup
        if popup is None:
            return key == Qt.Key.Key_Down and self._offer()
        steps: dict[int, int] = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: popup.page,
            Qt.Key.Key_PageUp: -popup.page,
        }
        if key in steps:
            popup.step(steps[key])
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        if key in ENTER:
            return self._enter(popup.current)
        return False

    def _enter(self, current: Phrase | None) -> bool:
        """Whether it took a phrase; where none is chosen Enter is not ours."""
        if current is None:
            self.close()
            return False
        self.take(current.text)
        return True
