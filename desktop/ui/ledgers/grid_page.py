"""A page of the ledger screen that shows units beside what they owe: what its keys do is alike for all that is owed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.domain.ledgers.kinds import Kept
from desktop.ui.ledgers.ledger_page import UNSEARCH, LedgerPage
from desktop.ui.ledgers.state_grid import StateGrid
from desktop.ui.parts.boxes import column
from desktop.ui.parts.empty_page import Way
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.ledger_history import LedgerPlace
from desktop.viewmodels.state_table import Place, StateTable

Stands = TypeVar("Stands")
Owed = tuple[str, Stands]  # a unit's id, or its name, and how it stands


class GridPage(LedgerPage, Generic[Stands]):
    """The grid; what is entered there, each page says."""

    unasked = ""  # what is said where nothing can be entered
    beginnings: tuple[Way, ...] = ()  # out of a year in which nothing is asked

    def __init__(
        self, book: LedgerBook, table: StateTable[Any, Stands], name: str, width: int
    ) -> None:
        super().__init__(book)
        self.table = table
        table.setParent(self)
        self.grid = StateGrid(table, name, width)
        self._box = column(self.grid, gap=0)
        self.setLayout(self._box)
        self.entry = self.grid
        self.grid.opened.connect(self.add)
        self.grid.pressed_space.connect(self._on_space)
        self.grid.cleared.connect(self._on_cleared)

    def add_below(self, part: QWidget) -> None:
        """One more line below the grid."""
        self._box.addWidget(part)

    @property
    def nothing(self) -> str:
        """Nobody is found, or nothing is asked."""
        if not self.book.held_units:
            return self.unbegun
        words = f"名称里有“{self.book.wanted_words}”的" if self.book.wanted_words else ""
        return f"这里没有{words}单位。"

    @property
    def ways(self) -> tuple[Way, ...]:  # type: ignore[override]  # others have always the same
        """To whatever would change that."""
        return (Way("清除查找", UNSEARCH),) if self.book.held_units else self.beginnings

    @property
    def units_told(self) -> str:
        """How many units are shown, and of how many."""
        shown, held = self.table.rowCount(), self.book.held_units
        return f"{shown} 个单位" if shown == held else f"{shown} / {held} 个单位"

    # -- what each page says

    @property
    def unbegun(self) -> str:
        """Why nothing is asked that year, and what to do."""
        raise NotImplementedError

    def entered(self, stands: Stands) -> tuple[Kept[Any] | None, str]:
        """The row that was entered there, and what that is called."""
        raise NotImplementedError

    def ask(self, shown: Sequence[Owed[Stands]], owed: Sequence[Owed[Stands]]) -> None:
        """What came of these, in a dialog."""
        raise NotImplementedError

    def settle(self, owed: Sequence[Owed[Stands]]) -> None:
        """They are settled today."""
        raise NotImplementedError

    def take_back(self, owed: Sequence[Owed[Stands]]) -> None:
        """What was entered of them is taken back."""
        raise NotImplementedError

    # -- what follows from it

    @property
    def filled(self) -> bool:
        """Whether anything is asked of anybody."""
        return self.table.rowCount() > 0

    @property
    def place(self) -> LedgerPlace:
        """The cell where the cursor is."""
        for one in self.table.places([self.grid.currentIndex()]):
            kept, name = self.entered(one.standing)
            return LedgerPlace(one.unit, kept.id if kept else None, f"{one.name}：{name}")
        return LedgerPlace()

    def add(self) -> None:
        """What came of the chosen cells."""
        places = self._chosen()
        if places:
            self.ask([(one.name, one.standing) for one in places], _owed(places))

    def begin(self) -> None:
        """To the row that is wanted, or to the first thing that is still to come."""
        self.grid.begin()
        if wanted := self.book.take_arrived():
            self._go_to(wanted)

    def _go_to(self, row: str) -> None:
        for line in range(self.table.rowCount()):
            for at in range(self.table.columnCount()):
                index = self.table.index(line, at)
                standing = self.table.standing(index)
                kept = self.entered(standing)[0] if standing is not None else None
                if kept is not None and kept.id == row:
                    self.grid.setCurrentIndex(index)
                    return

    def _chosen(self) -> list[Place[Stands]]:
        """Where nothing can be entered, why is said: a key that does nothing looks broken."""
        chosen = self.grid.selectedIndexes()
        places = self.table.places(chosen)
        if chosen and not places:
            self.book.workplace.remarked.emit(self.unasked)
        return places

    def _on_space(self) -> None:
        """Only what has nothing yet: the space bar overwrites no day that was entered."""
        places = [one for one in self._chosen() if self.table.waiting(one.standing)]
        if places:
            self.settle(_owed(places))

    def _on_cleared(self) -> None:
        places = [one for one in self._chosen() if not self.table.waiting(one.standing)]
        if places:
            self.take_back(_owed(places))


def _owed(places: Sequence[Place[Stands]]) -> list[Owed[Stands]]:
    return [(one.unit, one.standing) for one in places]
