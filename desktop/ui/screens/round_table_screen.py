"""One indicator over all units, typed like a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.paste_dialog import PasteDialog
from desktop.ui.panels.cell_line import CellLine
from desktop.ui.panels.round_grid import RoundGrid
from desktop.ui.panels.table_head import TableHead
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.theme.tokens import px
from desktop.viewmodels.pasted_column import CellPlan
from desktop.viewmodels.round_table import RoundTable

_HINT = (
    "直接填；Enter 下一单位　Tab 右边一条　F2 修改　Delete 撤去认定　Ctrl+C / V 复制、粘贴　"
    "Ctrl+D 向下填充　Ctrl+Enter 本行无扣分　Ctrl+Z 撤销　Alt+↑ / ↓ 上、下一项　F6 回到表单"
)
_ROOMY = 560
_CONTROL = Qt.KeyboardModifier.ControlModifier
_PLAIN = Qt.KeyboardModifier.NoModifier


class RoundTableScreen(QWidget):
    """Head, grid, and the line that says what the current cell comes to."""

    back_wanted = Signal(object, str)  # AssessmentKey of the current row, the part

    def __init__(self, table: RoundTable) -> None:
        super().__init__()
        self._table = table
        self.head = TableHead(table)
        self.grid = RoundGrid(table)
        self.line = CellLine()
        self._hint = framed("pane", row(ElidedLabel(_HINT, "small"), margins=(16, 0, 16, 6)))
        whole = column(self.head, self.grid, self.line, self._hint, gap=0)
        whole.setStretchFactor(self.grid, 1)
        self.setLayout(whole)
        self._connect()
        self._set_keys()
        self._show_line()

    def _connect(self) -> None:
        self.head.stepped.connect(self.step)
        self.head.settle_wanted.connect(self.settle)
        self.head.paste_wanted.connect(self.paste)
        self.head.back_wanted.connect(self.go_back)
        self.grid.visited.connect(self._on_visited)
        self._table.changed.connect(self._show_line)
        self._table.opened.connect(self._show_line)

    def _set_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "F6": self.go_back,
            "Alt+Up": lambda: self.step(-1),
            "Alt+Down": lambda: self.step(1),
            "Alt+Left": lambda: self.step(-1),
            "Alt+Right": lambda: self.step(1),
            "Ctrl+Return": self.settle,
            "Ctrl+Enter": self.settle,
        }
        keys_within(self, keys)
        commands: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]] = {
            (_CONTROL, Qt.Key.Key_C): self.copy,
            (_CONTROL, Qt.Key.Key_V): self.paste,
            (_CONTROL, Qt.Key.Key_D): self.fill,
            (_CONTROL, Qt.Key.Key_Z): self._table.undo,
            (_CONTROL, Qt.Key.Key_Y): self._table.redo,
            (_CONTROL | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Z): self._table.redo,
            (_PLAIN, Qt.Key.Key_Delete): self.clear,
            (_PLAIN, Qt.Key.Key_Backspace): self.clear,
            (_PLAIN, Qt.Key.Key_Escape): self.go_back,
        }
        self.grid.cells.commands = self.grid.scores.commands = commands

    # -- where one is

    def begin(self, unit: str = "") -> None:
        """The cursor to a unit's first open cell."""
        self.grid.begin(self._table.row_of(unit))

    def leave(self) -> None:
        """Record what is being typed; what cannot be recorded is named and let go."""
        field = self.grid.cells.delegate.field
        if field is not None and not self.grid.leave():
            self._table.leave(field.spot, field.text())
            self.grid.cells.delegate.close()

    def step(self, by: int) -> None:
        """Another part, at the same unit."""
        if self.grid.leave():
            self._table.step(by)

    def go_back(self) -> None:
        """To the form of the current unit, at this part."""
        spot, part = self.grid.spot, self._table.part
        if self.grid.leave() and part is not None and 0 <= spot.row < len(self._table.rows):
            self.back_wanted.emit(self._table.rows[spot.row].key, part.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room it belongs to the units; Shift+F1 tells the keys as well."""
        super().resizeEvent(event)
        self._hint.setVisible(self.height() >= px(_ROOMY))

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: what was changed elsewhere is read."""
        super().showEvent(event)
        self._table.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: nothing is read, and nothing stays half typed."""
        super().hideEvent(event)
        self.leave()
        self._table.sleep()

    def _on_visited(self) -> None:
        if self._table.fault.final:
            self._table.drop_draft()
        self._show_line()

    def _show_line(self) -> None:
        self.line.show_cell(self._table.told(self.grid.spot), self._table.fault)

    # -- what is done

    def settle(self) -> None:
        """本项无扣分 for the current unit, then on to the next one, or to what still needs a figure."""
        row = self.grid.spot.row
        if not self.grid.leave() or not 0 <= row < len(self._table.rows):
            return
        figure = self._table.settle(row)
        if figure is not None:
            self.grid.cells.go(row, figure)
            self.grid.cells.setFocus()
        elif not self._table.fault.words:
            self.grid.begin(min(row + 1, len(self._table.rows) - 1))

    def copy(self) -> None:
        """The chosen cells to the clipboard."""
        QGuiApplication.clipboard().setText(self._table.copied(self.grid.chosen))

    def paste(self) -> None:
        """What is on the clipboard, from the chosen cells on."""
        if self.grid.leave() and self.grid.spot.row >= 0:
            text = QGuiApplication.clipboard().text()
            self._go_through(self._table.paste(text, self.grid.chosen), shows=True)

    def fill(self) -> None:
        """The topmost of the chosen cells down through the others."""
        self._go_through(self._table.fill(self.grid.chosen), shows=False)

    def clear(self) -> None:
        """Take back what is recorded in the chosen cells."""
        self._go_through(self._table.clear(self.grid.chosen), shows=False)

    def _go_through(self, plan: CellPlan | None, *, shows: bool) -> None:
        """One cell is its own preview; many are shown first where asked for, or where some cannot be taken."""
        if plan is None or not plan.cells:
            return
        if len(plan.cells) == 1 and plan.refused:
            self._table.refuse(plan.cells[0].why)
            return
        shown = len(plan.cells) > 1 and (shows or bool(plan.refused))
        if not shown or ask(PasteDialog(self, plan)):
            self._table.take(plan)
        self.grid.cells.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back from wherever it is not wanted for something else."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)
