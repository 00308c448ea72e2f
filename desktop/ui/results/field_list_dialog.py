"""可用的栏目: what a template may name between double braces, with what it stands for; one is copied by Enter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tables import Heading, add_row, word_table
from desktop.ui.theme.tokens import px

_HEADINGS: Final = (Heading("栏目", 190), Heading("填出来是什么", None))
_HOW: Final = (
    "在 Word 模板里照这样写，连同花括号。带点的是清单里的一栏，写在表格的一行里（或一段里），"
    "有几条就印几行；一行里只能写同一个清单的栏目。"
)


class FieldListDialog(QDialog):
    """A table to be read and copied from."""

    def __init__(self, parent: QWidget, called: str, fields: Mapping[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"可用的栏目　{called}")
        self.resize(min(px(640), parent.width()), min(px(560), parent.height()))
        self.table = word_table("可用的栏目", _HEADINGS)
        for name, words in fields.items():
            add_row(self.table, f"{{{{{name}}}}}", words)
        self.table.setCurrentCell(0, 0)
        self._told = label("", "small")
        self.copy_button = button("复制所选栏目", "", "copy")
        self.close_button = button("关闭", "primary")
        self.close_button.setDefault(True)
        how = paragraph(_HOW, "soft")
        how.setMinimumWidth(px(480))
        foot = row(self._told, None, self.copy_button, self.close_button)
        self.setLayout(column(how, self.table, foot, gap=10, margins=(18, 14, 18, 14)))
        self.copy_button.clicked.connect(self.copy)
        self.table.itemActivated.connect(lambda _: self.copy())
        self.close_button.clicked.connect(self.accept)
        self.table.setFocus()

    def copy(self) -> None:
        """The field, ready to be put into Word."""
        item = self.table.item(max(0, self.table.currentRow()), 0)
        if item is not None:
            QGuiApplication.clipboard().setText(item.text())
            self._told.setText(f"已复制 {item.text()}")
