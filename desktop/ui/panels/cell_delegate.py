"""How a cell of the round table is painted, and the field in which it is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.amounts import show
from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.pasted_column import Spot
from desktop.viewmodels.round_table import RoundTable
from desktop.viewmodels.table_rows import Cell, Score, Shade
from desktop.viewmodels.unit_table import CELL_ROLE

Index = QModelIndex | QPersistentModelIndex
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_INKS: Final = {
    Shade.OPEN: ("ink_faint", REGULAR),
    Shade.CLEAN: ("ink", REGULAR),
    Shade.LOST: ("red", STRONG),
    Shade.ASIDE: ("ink_soft", REGULAR),
    Shade.ABSENT: ("ink_faint", REGULAR),
}
_SIGN: Final = 14
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
        self.setAlignment(_CENTRE)

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
        """All of the cell, and at least as much as there is to read."""
        del index
        room = QRect(option.rect)  # type: ignore[attr-defined]  # missing from PySide's stubs
        room.setWidth(max(room.width(), px(120)))
        editor.setGeometry(room)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Whoever closes it, it is closed."""
        if editor is self.field:
            self.field = None
        super().destroyEditor(editor, index)

    def _on_edited(self, field: CellField, text: str) -> None:
        field.mark(wrong=False)
        self._table.draft(field.spot, text)

    def leave(self) -> bool:
        """Record what is typed and close the field; False where it cannot be, and it stays open."""
        field = self.field
        if field is None:
            return True
        if field.isModified() and not self._table.enter(field.spot, field.text()):
            field.mark(wrong=True)
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
        """A cell or a score."""
        room = QRect(option.rect)  # type: ignore[attr-defined]  # missing from PySide's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        one = index.data(CELL_ROLE)
        painter.save()
        self._paint_ground(painter, room, one, index, state)
        if isinstance(one, Score):
            _paint_score(painter, room, one)
        elif isinstance(one, Cell):
            _paint_cell(painter, room, one)
        if index == self._view.currentIndex():
            width = 2 if self._view.hasFocus() else 1
            painter.setPen(QPen(colour("primary"), width))
            painter.drawRect(room.adjusted(width - 1, width - 1, -width, -width))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, room: QRect, one: object, index: Index, state: QStyle.StateFlag
    ) -> None:
        fixed = isinstance(one, Score) or (isinstance(one, Cell) and bool(one.fixed))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, colour("primary_soft"))
        elif index.row() == self._view.currentIndex().row():
            painter.fillRect(room, colour("hover"))
        elif fixed:
            painter.fillRect(room, colour("sunken"))


def _paint_cell(painter: QPainter, room: QRect, cell: Cell) -> None:
    ink, weight = _INKS[cell.shade]
    inner = QRectF(room).adjusted(px(6), 0, -px(6), 0)
    items = cell.fact.get("items") if cell.fact is not None else None
    if items:
        place = QPointF(inner.left(), inner.center().y() - px(_SIGN) / 2)
        painter.drawPixmap(place, pixmap("list-details", "ink_soft", _SIGN))
        inner.setLeft(inner.left() + px(_SIGN + 2))
    painter.setFont(font("base", weight))
    painter.setPen(colour(ink))
    shown = QFontMetrics(painter.font()).elidedText(
        cell.text, Qt.TextElideMode.ElideRight, int(inner.width())
    )
    painter.drawText(inner, _CENTRE, shown)


def _paint_score(painter: QPainter, room: QRect, score: Score) -> None:
    """“7.5 / 10”, the score stronger than what it is of, and before it how it came about."""
    inner = QRectF(room).adjusted(px(6), 0, -px(8), 0)
    of = "" if score.of is None else f" / {show(score.of)}"
    ink = "red" if score.moved > 0 and score.value is not None else "ink"
    for text, face, tone, gap in (
        (of, font("small"), "ink_soft", 0),
        (score.text, font("base", STRONG), ink, px(6)),
        (score.mark, font("tiny"), "primary", 0),
    ):
        painter.setFont(face)
        painter.setPen(colour(tone))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        inner.setRight(inner.right() - QFontMetrics(face).horizontalAdvance(text) - gap)
