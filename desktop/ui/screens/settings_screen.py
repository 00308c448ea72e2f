"""设置: its headings at the left, and the page of the one that is open."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.parts.boxes import row
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.late_pages import LatePages
from desktop.ui.settings.heading_list import HeadingList
from desktop.ui.settings.headings import HEADINGS
from desktop.ui.settings.settings_desk import Machine, SettingsDesk
from desktop.viewmodels.workplace import Workplace


class SettingsScreen(QWidget):
    """A page for each matter, made when it is first wanted."""

    scale_chosen = Signal(int)
    scanner_chosen = Signal(object)  # Path, or None
    phrases_wanted = Signal()
    other_wanted = Signal()  # another workspace
    moved = Signal()  # to another page
    mended = Signal(str)  # the refusal that something kept since has answered

    def __init__(self, workplace: Workplace, machine: Machine) -> None:
        super().__init__()
        self._refusal = ""  # of what was tried last on the page in sight
        self._preferences = machine.preferences
        self._desk = SettingsDesk(workplace, machine)
        self._desk.setParent(self)
        self.headings = HeadingList()
        self.pages = LatePages()
        self._made: dict[str, QWidget] = {}
        whole = row(self.headings, self.pages, gap=0)
        whole.setStretchFactor(self.pages, 1)
        self.setLayout(whole)
        self._connect()
        workplace.refused.connect(self._on_refused)
        workplace.dispatcher.changed.connect(self._on_kept)
        names = [one.name for one in HEADINGS]
        before = self._preferences.heading
        self.open(before if before in names else names[0])
        self.entry: QWidget = self.headings.list

    def _connect(self) -> None:
        desk = self._desk
        desk.scale_chosen.connect(self.scale_chosen)
        desk.scanner_chosen.connect(self.scanner_chosen)
        desk.phrases_wanted.connect(self.phrases_wanted)
        desk.other_wanted.connect(self.other_wanted)
        self.headings.chosen.connect(self.open)
        deeds = {
            "Ctrl+PgUp": lambda: self._step(-1),
            "Ctrl+PgDown": lambda: self._step(1),
            "Ctrl+F": self.seek,
        }
        keys_within(self, deeds)

    def open(self, name: str) -> None:
        """The page under this heading."""
        if name not in self._made:
            heading = next(one for one in HEADINGS if one.name == name)
            self._made[name] = heading.make(self._desk)
            self.pages.add(self._made[name])
        self.headings.show_heading(name)
        self.pages.setCurrentWidget(self._made[name])
        self._preferences.heading = name
        self._refusal = ""
        self.moved.emit()

    def _on_refused(self, words: str) -> None:
        self._refusal = words if self.isVisible() else ""

    def _on_kept(self) -> None:
        """What was refused is mended, or of no account any more."""
        if self._refusal:
            self.mended.emit(self._refusal)
        self._refusal = ""

    def enter(self) -> None:
        """Go into the page that is open."""
        parts = cast("list[QWidget]", self.pages.currentWidget().findChildren(QWidget))
        stops = (one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        next((one for one in stops if not one.isHidden()), self.entry).setFocus()

    def seek(self) -> None:
        """Look for a setting by a word."""
        self.headings.search.setFocus()
        self.headings.search.selectAll()

    def _step(self, by: int) -> None:
        self.headings.step(by)
        self.entry.setFocus()  # else the cursor goes to whatever stands beside the page that went
