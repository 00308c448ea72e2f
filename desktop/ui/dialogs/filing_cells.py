"""The cells of the filing table: how they are painted, and the editors that open in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.records import Assessment
from desktop.ui.parts.cells import Face, paint_ground, paint_sign, paint_words, room_of
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import CONTROL, colour, px
from desktop.viewmodels.filing_rows import FilingRow, Option
from desktop.viewmodels.filing_table import ROW_ROLE, FilingColumn, FilingTable

Index = QModelIndex | QPersistentModelIndex
_CHEVRON: Final = 14
_BOX: Final = 18


class FilingCell(QStyledItemDelegate):
    """Words, with a sign before those that somebody should look at, and a mark where one can choose."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for an editor."""
        del option, index
        return QSize(px(80), px(CONTROL + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """What is not taken in is pale; what cannot be linked is red."""
        row = index.data(ROW_ROLE)
        painter.save()
        current = self._view.currentIndex() == index and self._view.hasFocus()
        paint_ground(painter, option, current=current)
        room = room_of(option).adjusted(px(8), 0, -px(6), 0)
        column = FilingColumn(index.column())
        ink = _ink(row, column)
        if column is FilingColumn.GROUNDS and row.take and (sign := _sign(row)):
            room.setLeft(paint_sign(painter, room.left(), room, *sign))
        if index.flags() & Qt.ItemFlag.ItemIsEditable and column is not FilingColumn.ITEM:
            room.setRight(room.right() - px(_CHEVRON + 2))
            top = room.center().y() - px(_CHEVRON) // 2 + 1
            mark = pixmap("chevron-down", "ink_soft", _CHEVRON)
            painter.drawPixmap(room.right() + px(2), top, mark)
        words = str(index.data() or "")
        if column is FilingColumn.ITEM and row.option.items and row.plan_item is None:
            words, ink = "填第几项", "red"
        paint_words(painter, room, words, Face(ink))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for the plan item."""
        del option
        editor = QLineEdit(parent)
        editor.setAccessibleName(f"第几项：{_row(index).name}")
        editor.setMaxLength(6)
        return editor

    def places(self, index: Index) -> Sequence[int]:
        """The selected rows, if the row is one of them; else it alone."""
        rows = {one.row() for one in self._view.selectionModel().selectedIndexes()}
        return sorted(rows) if index.row() in rows else [index.row()]


class TakeCell(FilingCell):
    """Whether a file is taken in: a click anywhere in the cell changes it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A box, with a tick where it is."""
        painter.save()
        current = self._view.currentIndex() == index and self._view.hasFocus()
        paint_ground(painter, option, current=current)
        box = QRect(0, 0, px(_BOX), px(_BOX))
        box.moveCenter(room_of(option).center())
        taken = _row(index).take
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("primary" if taken else "edge"), 1.5))
        painter.setBrush(colour("primary" if taken else "surface"))
        painter.drawRoundedRect(box, px(3), px(3))
        if taken:
            painter.drawPixmap(box.topLeft(), pixmap("check", "surface", _BOX))
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The left button, let go."""
        del option
        released = event.type() == QEvent.Type.MouseButtonRelease
        if released and isinstance(event, QMouseEvent) and isinstance(model, FilingTable):
            if event.button() == Qt.MouseButton.LeftButton:
                model.draft.take(self.places(index), take=not _row(index).take)
            return True
        return False


class _ListCell(FilingCell):
    """A cell whose editor is a list; what is chosen holds for every selected row."""

    def _list(self, parent: QWidget, name: str) -> QComboBox:
        editor = QComboBox(parent)
        editor.setAccessibleName(name)
        editor.setMaxVisibleItems(16)
        editor.activated.connect(lambda: self._take(editor))
        return editor

    def _take(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


class ChoiceCell(_ListCell):
    """What a file is linked to: typed to narrow the list, or picked."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """All options, found by any part of their words."""
        del option
        editor = self._list(parent, f"要求与材料：{_row(index).name}")
        for one in _table(index).options_at(index):
            editor.addItem(one.words, one)
        editor.setEditable(True)
        editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(editor.model(), editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(12)
        editor.setCompleter(completer)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The present choice, marked so that typing replaces it."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(_row(index).option.words))
            field = editor.lineEdit()
            if field is not None:
                field.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The option whose words stand there, or the only one that has them in it."""
        if not isinstance(editor, QComboBox) or not isinstance(model, FilingTable):
            return
        option = _meant(editor.currentText(), model.options_at(index))
        if option is not None and option != _row(index).option:
            model.draft.choose(self.places(index), option)


class UnitCell(_ListCell):
    """Which unit a file is for."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The units of the round."""
        del option
        editor = self._list(parent, f"单位：{_row(index).name}")
        for one in _members(index):
            editor.addItem(one.name, one.unit)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The present unit."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(_row(index).unit))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Another unit; the same one changes nothing."""
        if isinstance(editor, QComboBox) and isinstance(model, FilingTable):
            unit = editor.currentData()
            if unit != _row(index).unit:
                model.draft.assign(self.places(index), unit)


def _meant(text: str, options: Sequence[Option]) -> Option | None:
    plain = text.strip()
    same = [one for one in options if one.words == plain]
    alike = same or [one for one in options if plain and plain in one.words]
    return alike[0] if len(alike) == 1 else None


def _row(index: Index) -> FilingRow:
    row: FilingRow = index.data(ROW_ROLE)
    return row


def _table(index: Index) -> FilingTable:
    model = index.model()
    if not isinstance(model, FilingTable):
        raise TypeError
    return model


def _members(index: Index) -> tuple[Assessment, ...]:
    return _table(index).draft.members


def _ink(row: FilingRow, column: FilingColumn) -> str:
    if not row.take:
        return "ink_faint"
    if column is FilingColumn.GROUNDS:
        return "red" if row.fault else "ink_soft"
    return "ink"


def _sign(row: FilingRow) -> tuple[str, str] | None:
    if row.fault:
        return ("ban", "red")
    if row.doubt or row.warning:
        return ("alert-triangle", "amber")
    return ("info-circle", "ink_soft") if row.remarks else None
