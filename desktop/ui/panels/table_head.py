"""The head of the round table: which indicator, how far its units are, and the way back to the form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.domain.amounts import show
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.labels import ElidedLabel, label, restyle
from desktop.viewmodels.round_table import RoundTable


class TableHead(QFrame):
    """The indicator's name with its neighbours, and what can be done by the mouse."""

    stepped = Signal(int)
    settle_wanted = Signal()
    paste_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, table: RoundTable) -> None:
        super().__init__()
        self.setObjectName("head")
        self._table = table
        self._name = ElidedLabel("", "heading")
        self._place = label("", "soft")
        self._points = label("", "soft")
        self._settled = label("", "strong")
        self._back = tool("chevron-up", "上一项", "上一项（Alt+↑）")
        self._on = tool("chevron-down", "下一项", "下一项（Alt+↓）")
        self._settle = button(
            "本行无扣分", "", "circle-check", "本单位这一项其余各条（Ctrl+Enter）"
        )
        paste = button("粘贴", "", "copy", "从电子表格复制来的一列或几列，先预览再记录（Ctrl+V）")
        back = button("回到表单", "", "arrow-left", "回到当前单位的表单（F6 或 Esc）")
        what = row(self._name, self._place, self._back, self._on, gap=4)
        what.setStretch(0, 1)
        told = column(what, row(self._points, self._settled, None, gap=16), gap=0)
        whole = row(told, 8, self._settle, paste, back, margins=(16, 8, 12, 8))
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        self._settle.clicked.connect(self.settle_wanted)
        paste.clicked.connect(self.paste_wanted)
        back.clicked.connect(self.back_wanted)
        table.opened.connect(self.refresh)
        table.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the part and how far its units are."""
        table, part = self._table, self._table.part
        if part is None:
            return
        self._name.set_whole(part.full_name)
        self._place.setText(f"第 {table.place + 1} / {len(table.parts)} 项")
        points = "不限" if part.points is None else f"{show(part.points)} 分"
        self._points.setText(f"满分 {points}" if part.extra is None else f"最多 {points}")
        units = len(table.rows)
        done = table.settled == units
        self._settled.setText(
            f"{units} 个单位都已评" if done else f"已评 {table.settled} / {units} 个单位"
        )
        restyle(self._settled, "tone", "green" if done else "amber")
        self._settle.setText("本行得满分" if part.earns else "本行无扣分")
        self._settle.setAccessibleName(self._settle.text())
        self._back.setEnabled(table.place > 0)
        self._on.setEnabled(table.place < len(table.parts) - 1)
