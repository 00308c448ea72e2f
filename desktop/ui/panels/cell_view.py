"""The cells of the round table under the keys of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from desktop.ui.panels.cell_delegate import CellDelegate
from desktop.ui.parts.keys import ENTER
from desktop.viewmodels.pasted_column import Spot
from desktop.viewmodels.round_table import RoundTable

Index = QModelIndex | QPersistentModelIndex
_ACROSS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class CellView(QTableView):
    """Typing replaces, F2 edits, Enter goes down and back to where Tab set out from."""

    visited = Signal()  # another cell is current

    def __init__(self, table: RoundTable) -> None:
        super().__init__()
        self._table = table
        self._tabbed_from: int | None = None
        self.neighbour: CellView | None = None  # the other columns of the same rows
        self.commands: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]] = {}
        self.setModel(table)
        self.delegate = CellDelegate(self, table)
        self.delegate.entered.connect(self._on_entered)
        self.delegate.dropped.connect(self.setFocus)
        self.leave = self.delegate.leave  # False while a cell is open that cannot be recorded
        self.setItemDelegate(self.delegate)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)

    # -- where one is

    @property
    def spot(self) -> Spot:
        """The current cell; row -1 while there is none."""
        index = self.currentIndex()
        return Spot(index.row(), index.column())

    @property
    def chosen(self) -> list[Spot]:
        """The selected cells, row by row; the current one where none is."""
        spots = sorted(Spot(one.row(), one.column()) for one in self.selectedIndexes())
        return spots or ([self.spot] if self.currentIndex().isValid() else [])

    def go(self, row: int, column: int) -> None:
        """To a cell, as far as the table reaches, and to it alone, whichever keys are held down."""
        row = max(0, min(row, self._table.rowCount() - 1))
        column = max(0, min(column, self._table.columnCount() - 1))
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._table.index(row, column), alone)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The whole row is marked, so that the eye keeps to it."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid() and current.row() != previous.row():
                top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
                self.viewport().update(0, top, self.viewport().width(), height)
        self.visited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Only the current cell looks otherwise; Qt itself would paint all of them whenever a field closes."""
        if not self.currentIndex().isValid():
            super().focusInEvent(event)
        editable = bool(self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, editable)
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """As above, whenever one opens."""
        del event
        self.update(self.currentIndex())

    # -- keys

    def event(self, event: QEvent) -> bool:
        """What is a key here is no shortcut of the window."""
        ours = isinstance(event, QKeyEvent) and self._command(event) is not None
        if ours and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commands, then where Enter and Tab lead, then typing and arrows."""
        command = self._command(event)
        if command is not None:
            command()
            return
        key, shift = event.key(), bool(event.modifiers() & _SHIFT)
        plain = not event.modifiers() & ~(_SHIFT | _KEYPAD)
        if key in ENTER and plain:
            self._on_entered(-1 if shift else 1, 0, False)
        elif key in _ACROSS and plain and not shift and self._cross(_ACROSS[Qt.Key(key)]):
            return
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and plain:
            self._tab(event, -1 if key == Qt.Key.Key_Backtab else 1)
        else:
            before = self.currentIndex()
            self._begin(event)
            jumped = event.modifiers() & _CONTROL and not shift
            if jumped and self.currentIndex() != before:
                # Qt moves the frame alone, and what follows would hit the old cell.
                self.go(*self.spot)

    def _cross(self, step: int) -> bool:
        """From the criteria to the scores and back, as if they were one table."""
        row, column = self.spot
        views = (self, self.neighbour)
        column += step
        while 0 <= column < self._table.columnCount():
            view = next((one for one in views if one and not one.isColumnHidden(column)), None)
            if view is not None:
                view.setFocus()
                view.go(row, column)
                return True
            column += step
        return False

    def _begin(self, event: QKeyEvent) -> None:
        """An arrow, or the first key of what is typed."""
        typed = bool(event.text()) and event.text().isprintable()
        self.delegate.overwriting = event.key() != Qt.Key.Key_F2
        if (typed or event.key() == Qt.Key.Key_F2) and self._why_fixed():
            self._table.refuse(self._why_fixed())
            return
        if not typed:
            self._tabbed_from = None
        super().keyPressEvent(event)
        field = self.delegate.field
        if field is not None and event.key() == Qt.Key.Key_F2:
            field.deselect()
            field.end(False)

    def _why_fixed(self) -> str:
        told = self._table.told(self.spot)
        return told.fixed if told is not None else ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method composes replaces as well; Qt forgets what it commits without composing."""
        begins = self.delegate.field is None
        self.delegate.overwriting = True
        super().inputMethodEvent(event)
        field = self.delegate.field
        if begins and field is not None and event.commitString() and not field.isModified():
            QApplication.sendEvent(field, event)

    def _command(self, event: QKeyEvent) -> Callable[[], object] | None:
        return self.commands.get((event.modifiers() & ~_KEYPAD, Qt.Key(event.key())))

    def _tab(self, event: QKeyEvent, step: int) -> None:
        """Along the row, then the next row; beyond the last cell out of the table."""
        last = len(self._table.criteria) - 1
        row, column = self.spot
        if not 0 <= column + step <= last:
            row, column = row + step, (0 if step > 0 else last) - step
        if not 0 <= row < self._table.rowCount():
            event.ignore()
            return
        self._tabbed_from = column if self._tabbed_from is None else self._tabbed_from
        self.go(row, column + step)

    def _on_entered(self, down: int, right: int, tabbed: bool) -> None:  # noqa: FBT001  # a signal's
        """On from a cell that was entered."""
        self.setFocus()
        row, column = self.spot
        if tabbed:
            key = Qt.Key.Key_Tab if right > 0 else Qt.Key.Key_Backtab
            self._tab(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier), right)
            return
        if down and self._tabbed_from is not None:
            column = self._tabbed_from
        self._tabbed_from = None
        self.go(row + down, column + right)

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A cell that cannot be recorded as it stands keeps the cursor."""
        if not self.leave():
            return
        self._tabbed_from = None
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edits what stands there."""
        self.delegate.overwriting = False
        if self._why_fixed():
            self._table.refuse(self._why_fixed())
        super().mouseDoubleClickEvent(event)
