"""A line of a monthly report's form: what is asked at the left, what the ledgers and the unit answer at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.ledgers.form_lines import FormLine
from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import restyle, sign
from desktop.ui.parts.words_field import WordsField
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.month_lines import LineEntry, LineSight

_ASKED: Final = 250
_ALONE: Final = 2  # lines of a field that has the answer for itself
_MOVES: Final = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}


class EntryRow(QFrame):
    """A row of a ledger in the words that are printed; Enter opens it, arrows go to the next."""

    opened = Signal(object)  # LineEntry
    struck = Signal(object)  # LineEntry

    def __init__(self) -> None:
        super().__init__()
        self.entry: LineEntry | None = None
        self.setObjectName("entry")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("Enter：打开这一行台账　Delete：删除")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words = flowing()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        whole = row(self._words, sign("pencil", "primary", 16), gap=8, margins=(8, 4, 8, 4))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_entry(self, entry: LineEntry) -> None:
        """Another row, or the same as it is now."""
        self.entry = entry
        self.setAccessibleName(entry.words)
        self._words.setText(entry.words)
        restyle(self._words, "tone", "amber" if entry.blank else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is done to a row of a list."""
        if event.key() in ENTER or event.key() == Qt.Key.Key_Space:
            self.opened.emit(self.entry)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.struck.emit(self.entry)
        elif event.key() in _MOVES:
            self.focusNextPrevChild(_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it, too."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit(self.entry)


class MonthlyLine(QWidget):
    """One line; the field below the entries is for words that belong to no ledger."""

    opened = Signal(object)  # LineEntry
    struck = Signal(object)  # LineEntry
    begun = Signal(str, str)  # which ledger, which kind of activities
    edited = Signal(str, str)  # the place, the words

    def __init__(self, of: LineSight) -> None:
        super().__init__()
        line = self.line = of.line
        feeds = bool(line.kind or line.aspect or of.ledger)
        hint = "台账以外的文字（可空）" if feeds else line.hint
        self.field = WordsField(f"{line.name}：文字", hint, 1 if feeds else _ALONE)
        self.entries: list[EntryRow] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(px(4))
        words = "登记一条…" if of.ledger == ACTIVITIES else "登记一次抽查…"
        self.add_button = button(words, "link", "plus", "记入台账，这里照印")
        self.add_button.setAccessibleName(f"{line.name}：{words}")
        if not of.ledger:
            self.add_button.hide()
        below = row(self.add_button, self.field)
        below.setAlignment(self.add_button, Qt.AlignmentFlag.AlignTop)
        below.setStretch(1, 1)
        answer = column(self._box, below, None, gap=4)
        whole = row(_asked(line), answer, gap=14, margins=(0, 8, 0, 8))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.add_button.clicked.connect(lambda: self.begun.emit(of.ledger, line.kind))
        self.field.edited.connect(lambda: self.edited.emit(line.place, self.field.words))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the tab key stops, as one reads."""
        return (*self.entries, self.add_button, self.field)

    def show_line(self, of: LineSight, words: str) -> None:
        """The entries and words as they are now; where the entry with the focus goes, its neighbour gets it."""
        self.field.show_words(words)
        while len(self.entries) < len(of.entries):
            self._add_entry()
        while len(self.entries) > len(of.entries):
            self._remove_entry()
        for shown, entry in zip(self.entries, of.entries, strict=True):
            shown.show_entry(entry)

    def _add_entry(self) -> None:
        made = EntryRow()
        # Later: what is done may take this very row away, which must not be in the middle of its key then.
        made.opened.connect(self.opened, Qt.ConnectionType.QueuedConnection)
        made.struck.connect(self.struck, Qt.ConnectionType.QueuedConnection)
        self.entries.append(made)
        self._box.addWidget(made)

    def _remove_entry(self) -> None:
        gone = self.entries.pop()
        if self.window().focusWidget() is gone:  # perhaps behind a dialog that has the focus
            (self.entries[-1] if self.entries else self.field).setFocus()
        self._box.removeWidget(gone)
        gone.hide()
        gone.deleteLater()


def _asked(line: FormLine) -> QWidget:
    """The number, the words and the hint, as on paper; parts are set in."""
    is_part = "." in line.place
    number = flowing("" if is_part else line.place, "soft")
    number.setFixedWidth(px(24))
    parts = [flowing(line.name, "soft" if is_part else "")]
    parts += [flowing(f"（{line.hint}）", "small")] if line.hint else []
    made = QWidget()
    top = Qt.AlignmentFlag.AlignTop
    words = column(*parts, None, gap=2)
    whole = row(number, words, gap=4)
    whole.setAlignment(number, top)
    whole.setStretch(1, 1)
    made.setLayout(whole)
    made.setFixedWidth(px(_ASKED))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return made
