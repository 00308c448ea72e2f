"""The headings of the settings at the left: a field that seeks among them, and the list under its groups."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui.parts.boxes import column, framed
from desktop.ui.parts.labels import paragraph
from desktop.ui.parts.lines import clearable
from desktop.ui.settings.headings import headings_for
from desktop.ui.theme.fonts import font
from desktop.ui.theme.tokens import colour, px

_WIDTH: Final = 196
_LINE: Final = 32
_GROUP: Final = 30


class HeadingList(QWidget):
    """One is open; arrows go from one to the next."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(px(_WIDTH))
        self.search = _SearchField()
        self.list = _Headings()
        self.list.setAccessibleName("设置的各页")
        self.list.setProperty("page", "true")
        self.list.setProperty("plain", "true")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = paragraph("没有这样的设置，换个词试试", "small")
        inside = column(*(self.search, self._none, self.list), gap=8, margins=(12, 14, 12, 8))
        inside.setStretchFactor(self.list, 1)
        self.setLayout(column(framed("side", inside), gap=0))
        self._open = ""
        self.search.textEdited.connect(self._fill)
        self.search.left.connect(self.list.setFocus)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.currentItemChanged.connect(lambda now, _: self._on_current(now))
        self._fill("")

    def show_heading(self, name: str) -> None:
        """Mark the one that is open; nothing is emitted."""
        self._open = name
        if self._row_of(name) < 0:  # what was sought hides it
            self.search.clear()
            self._fill("")
        self.list.blockSignals(True)
        self.list.setCurrentRow(self._row_of(name))
        if self.names[:1] == [name]:
            self.list.scrollToTop()  # its group stands above it
        self.list.blockSignals(False)

    def step(self, by: int) -> None:
        """To the one before or after, round and round."""
        names = self.names
        at = names.index(self._open) if self._open in names else 0
        self.list.setCurrentRow(self._row_of(names[(at + by) % len(names)]))

    def _row_of(self, name: str) -> int:
        """-1 where it is not shown."""
        items = ((at, self.list.item(at)) for at in range(self.list.count()))
        return next((at for at, one in items if one.text() == name and one.flags()), -1)

    @property
    def names(self) -> list[str]:
        """Those that are shown."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return [item.text() for item in items if item.flags()]

    def _fill(self, sought: str) -> None:
        """Of what is found the first is opened, unless the one that is open is among it."""
        shown = [*headings_for(sought)]
        self.list.blockSignals(True)
        self.list.clear()
        group = ""
        for one in shown:
            if one.group != group:
                group = one.group
                self.list.addItem(_group_line(group))
            item = QListWidgetItem(one.name)
            item.setSizeHint(QSize(0, px(_LINE)))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._none.setVisible(not shown)
        self.list.setVisible(bool(shown))
        names = [one.name for one in shown]
        if self._open in names:
            self.show_heading(self._open)
        elif names and sought:
            self.list.setCurrentRow(self._row_of(names[0]))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.text() != self._open:
            self._open = item.text()
            self.chosen.emit(self._open)


def _group_line(name: str) -> QListWidgetItem:
    made = QListWidgetItem(name)
    made.setFlags(Qt.ItemFlag.NoItemFlags)
    made.setFont(font("small"))
    made.setForeground(colour("ink_faint"))
    made.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
    made.setSizeHint(QSize(0, px(_GROUP)))
    return made


class _Headings(QListWidget):
    """The lines of the groups are passed over, also on the way to the first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt stays where it is when the first line is none to be chosen."""
        if event.key() == Qt.Key.Key_Home:
            items = (self.item(at) for at in range(self.count()))
            self.setCurrentItem(next(one for one in items if one.flags()))
        else:
            super().keyPressEvent(event)


class _SearchField(QLineEdit):
    """The arrow down goes on to what was found."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("查找设置")
        self.setPlaceholderText("查找设置")
        self.setToolTip("Ctrl+F")
        clearable(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the search up."""
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)
