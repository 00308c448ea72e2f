"""The editor for a list of units: text at the left, each row as it was understood at the right."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QFileDialog,
    QPlainTextEdit,
    QTableWidgetItem,
    QWidget,
)

from desktop.services.unit_lists import ListedUnit
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tables import Heading, word_table
from desktop.ui.theme.tokens import colour
from desktop.viewmodels.unit_list_draft import UnitListDraft, standing_of_row

_HINT = "每行一个单位；或者在 Excel 里选中名单（可带表头：名称、类别、规模、分组、别名），复制后粘贴到这里"
_STANDING = 4
_HEADINGS: Final = (
    Heading("行", 44),
    Heading("名称", 170),
    Heading("类别", 64),
    Heading("规模", 56),
    Heading("核对", None),
)


class UnitListEditor(QWidget):
    """Typed, pasted or read from Excel; nothing is kept until the owner asks for the records."""

    def __init__(self, draft: UnitListDraft) -> None:
        super().__init__()
        self._draft = draft
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("单位名单")
        self.text.setPlaceholderText(_HINT)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._table = word_table("名单核对", _HEADINGS)
        self._summary = label("还没有单位", "strong")
        self._refusal = paragraph("", "soft", "red")
        self._refusal.hide()
        choose = button("从 Excel 读取…", "", "folder-open", ".xlsx 或 .csv")
        tools = row(choose, self._summary, None)
        sides = row(self.text, self._table, gap=10)
        sides.setStretch(0, 2)
        sides.setStretch(1, 3)
        self.setLayout(column(tools, self._refusal, sides))
        choose.clicked.connect(self._on_choose)
        self.text.textChanged.connect(lambda: draft.write(self.text.toPlainText()))
        draft.replaced.connect(self.text.setPlainText)
        draft.changed.connect(self._show)
        draft.refused.connect(self._refuse)

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "选择单位名单", "", "表格 (*.xlsx *.csv);;所有文件 (*)"
        )
        if name:
            self._refusal.hide()
            self._draft.read_file(Path(name))

    def _refuse(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.show()

    def _show(self) -> None:
        units = self._draft.list.units
        self._summary.setText(self._draft.summary)
        self._table.setRowCount(len(units))
        for at, one in enumerate(units):
            self._show_row(at, one)

    def _show_row(self, at: int, one: ListedUnit) -> None:
        size = "" if one.draft.size is None else str(one.draft.size)
        cells = (str(one.draft.row), one.draft.name, one.draft.kind, size, standing_of_row(one))
        for column_at, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            if column_at == _STANDING and not one.fit:
                item.setForeground(colour("red"))
            self._table.setItem(at, column_at, item)
