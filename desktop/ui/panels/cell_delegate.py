"""How a cell of the round table is painted, and the field in which it is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui.panels.cell_paint import CellPaint
from desktop.ui.theme.tokens import px
from desktop.viewmodels.pasted_column import Spot
from desktop.viewmodels.round_table import RoundTable
from desktop.viewmodels.table_rows import Cell
from desktop.viewmodels.unit_table import CELL_ROLE

Index = QModelIndex | QPersistentModelIndex
_STEPS: Final = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_SIDEWAYS: Final = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
_NOT_LEAVING: Final = frozenset(
    {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
)


class CellField(QLineEdit):
    """One cell while it is being typed."""

    def __init__(self, parent: QWidget, spot: Spot, name: str) -> None:
        super().__init__(parent)
        self.spot = spot
        self.filled = False
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    @property
    def needed(self) -> int:
        """As wide as what is typed."""
        return self.fontMetrics().horizontalAdvance(self.text()) + px(28)

    def mark(self, *, wrong: bool) -> None:
        """Show that it cannot be recorded as it stands."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)


class CellDelegate(QStyledItemDelegate):
    """What is typed counts at once; a cell that cannot be recorded stays open."""

    entered = Signal(int, int, bool)  # steps down and to the right; whether by Tab
    dropped = Signal()

    def __init__(self, view: QTableView, table: RoundTable) -> None:
        super().__init__(view)
        self._view, self._table = view, table
        self._paint = CellPaint()
        self.field: CellField | None = None
        self.overwriting = True  # typed over: arrows then leave the cell instead of walking in it

    # -- the field

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field that tells of every key."""
        del option
        spot = Spot(index.row(), index.column())
        told = self._table.told(spot)
        field = CellField(parent, spot, f"{told.unit}，{told.label}" if told else "")
        field.textEdited.connect(lambda text: self._on_edited(field, text))
        self.field = field
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Only once: what is being typed is not written over."""
        if isinstance(editor, CellField) and not editor.filled:
            editor.filled = True
            editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Nothing: what is entered has been recorded."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """All of the cell, and beyond it as far as what is typed reaches."""
        del index
        room = QRect(option.rect)  # type: ignore[attr-defined]  # missing from PySide's stubs
        if isinstance(editor, CellField):
            room.setWidth(max(room.width(), editor.needed))
        room.setRight(min(room.right(), max(self._view.viewport().width() - 1, room.left())))
        editor.setGeometry(room)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Whoever closes it, it is closed."""
        if editor is self.field:
            self.field = None
        super().destroyEditor(editor, index)

    def _on_edited(self, field: CellField, text: str) -> None:
        field.mark(wrong=False)
        if field.width() < field.needed:
            room = self._view.viewport().width() - field.x()
            field.resize(min(field.needed, room), field.height())
        self._table.draft(field.spot, text)

    def leave(self) -> bool:
        """Record what is typed and close the field; False where it cannot be, and it stays open."""
        field = self.field
        if field is None:
            return True
        if field.isModified() and not self._table.enter(field.spot, field.text()):
            field.mark(wrong=True)
            QTimer.singleShot(0, field, field.setFocus)  # whatever the focus is about to go to
            return False
        self.close()
        return True

    def close(self) -> None:
        """Close the field, whatever it says."""
        field, self.field = self.field, None
        if field is not None:
            self.closeEditor.emit(field, QStyledItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """The keys of a spreadsheet."""
        if editor is not self.field:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in _NOT_LEAVING:
                self.leave()
            return False
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and escape:
            event.accept()
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._table.drop_draft()
            self.close()
            self.dropped.emit()
            return True
        steps = _STEPS | (_SIDEWAYS if self.overwriting else {})
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        other = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if key not in steps or other or (shift and key in _SIDEWAYS):
            return False
        down, right = steps[key]
        if shift and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            down = -down
        if self.leave():
            self.entered.emit(down, right, key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
        return True

    # -- the paint

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground says what can be typed into, and where one is."""
        room = QRect(option.rect)  # type: ignore[attr-defined]  # missing from PySide's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        one = index.data(CELL_ROLE)
        current = self._view.currentIndex()
        if state & QStyle.StateFlag.State_Selected:
            self._paint.ground(painter, room, "primary_soft")
        elif index.row() == current.row():
            self._paint.ground(painter, room, "hover")
        elif not isinstance(one, Cell) or one.fixed:
            self._paint.ground(painter, room, "sunken")
        self._paint.paint(painter, room, one)
        if index == current:
            self._paint.frame(painter, room, focused=self._view.hasFocus())
