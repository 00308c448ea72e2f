"""Which columns of a ledger are shown: chosen over their headings, remembered on this machine for each ledger."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView

from desktop.ui.parts.tables import go_to
from desktop.viewmodels.ledger_table import LedgerTable
from desktop.viewmodels.preferences import Preferences

_MENU = Qt.ContextMenuPolicy.CustomContextMenu


class ColumnChoice(QObject):
    """One column at least stays."""

    def __init__(self, view: QTableView, table: LedgerTable, preferences: Preferences) -> None:
        super().__init__(view)
        self._view, self._table, self._preferences = view, table, preferences
        self._hidden: dict[str, frozenset[str]] = {}
        header = view.horizontalHeader()
        header.setContextMenuPolicy(_MENU)
        header.customContextMenuRequested.connect(self.ask)

    @property
    def hidden(self) -> frozenset[str]:
        """The headings of the open ledger that nobody wants to see; read once."""
        ledger = self._table.ledger
        if ledger not in self._hidden:
            self._hidden[ledger] = self._preferences.hidden_columns(ledger)
        return self._hidden[ledger]

    def apply(self) -> None:
        """As it is remembered; where that would leave nothing, all of them."""
        headings, hidden = self._table.headings, self.hidden
        if hidden.issuperset(headings):
            hidden = frozenset()
        for at, heading in enumerate(headings):
            self._view.setColumnHidden(at, heading in hidden)
        now = self._view.currentIndex()
        if now.isValid() and self._view.isColumnHidden(now.column()):
            first = next(n for n, one in enumerate(headings) if one not in hidden)
            go_to(self._view, now.siblingAtColumn(first))

    def show_column(self, heading: str, *, shown: bool) -> None:
        """Show it, or hide it, from now on."""
        ledger = self._table.ledger
        hidden = self.hidden - {heading} if shown else self.hidden | {heading}
        self._hidden[ledger] = hidden
        self._preferences.keep_hidden_columns(ledger, hidden)
        self.apply()

    def menu(self) -> QMenu:
        """Every column that the ledger has filled, ticked where it is shown."""
        made = QMenu("显示哪些列", self._view)
        seen = [n for n in range(len(self._table.headings)) if not self._view.isColumnHidden(n)]
        for at, heading in enumerate(self._table.headings):
            action = QAction(heading, made, checkable=True, checked=at in seen)
            action.setEnabled(seen != [at])
            action.toggled.connect(self._toggle(heading))
            made.addAction(action)
        return made

    def _toggle(self, heading: str) -> Callable[[bool], None]:
        return lambda shown: self.show_column(heading, shown=shown)

    def ask(self, place: QPoint | None = None) -> None:
        """Below the headings, or where they were clicked."""
        header, menu = self._view.horizontalHeader(), self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(header.mapToGlobal(place or QPoint(0, header.height())))
