"""The units that the office assesses: listed, added in bulk, left out of new rounds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker
from PySide6.QtWidgets import QDialog, QTableWidgetItem, QWidget

from desktop.domain.records import UnitRecord
from desktop.ui.panels.unit_list_editor import UnitListEditor
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.tables import Heading, word_table
from desktop.ui.theme.tokens import px
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.office_keeping import OfficeKeeping
from desktop.viewmodels.unit_list_draft import UnitListDraft

_HEADINGS: Final = (
    Heading("名称", None),
    Heading("类别", 64),
    Heading("规模", 48),
    Heading("分组", 110),
    Heading("别名", 90),
)
_AND_ITS_ROW: Final = (
    QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
)


class UnitSettings(QWidget):
    """The list, and the two things that are done with it."""

    def __init__(self, keeping: OfficeKeeping, jobs: Jobs) -> None:
        super().__init__()
        self._keeping, self._jobs = keeping, jobs
        self._units: list[UnitRecord] = []
        self._count = label("", "soft")
        self._table = word_table("被考核单位", _HEADINGS)
        self._table.setMinimumHeight(px(220))
        add = button("增加、修改单位…", "", "plus", "粘贴或从 Excel 读取；同名的按新内容修改")
        self._retire = button("停用所选", "link", "", "新批次不再列出；已有的考核表不变")
        self.setLayout(column(row(add, self._retire, self._count, None), self._table))
        add.clicked.connect(self._on_add)
        self._retire.clicked.connect(self._on_retire)
        self._table.itemSelectionChanged.connect(self._show_retire)
        keeping.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        chosen = {one.id for one in self._chosen()}
        units = self._units = self._keeping.units
        self._count.setText(f"共 {sum(one.active for one in units)} 个单位")
        self._table.setRowCount(len(units))
        for at, one in enumerate(units):
            name = one.name if one.active else f"{one.name}（已停用）"
            size = "" if one.size is None else str(one.size)
            cells = (name, one.kind or "", size, "、".join(one.groups), "、".join(one.aliases))
            for column_at, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self._table.setItem(at, column_at, item)
        self._choose(chosen)
        self._show_retire()

    def _choose(self, chosen: Collection[str]) -> None:
        """What was chosen stays so wherever it stands now, lest the next press be another's."""
        quiet = QSignalBlocker(self._table)  # or the button would lose the focus in between
        selection, model = self._table.selectionModel(), self._table.model()
        selection.clear()
        for at, one in enumerate(self._units):
            if one.id in chosen:
                selection.setCurrentIndex(model.index(at, 0), _AND_ITS_ROW)
        quiet.unblock()

    def _show_retire(self) -> None:
        chosen = self._chosen()
        self._retire.setEnabled(bool(chosen))
        self._retire.setText("停用所选" if not chosen or chosen[0].active else "启用所选")
        self._retire.setAccessibleName(self._retire.text())

    def _chosen(self) -> list[UnitRecord]:
        rows = sorted({index.row() for index in self._table.selectedIndexes()})
        return [self._units[at] for at in rows if at < len(self._units)]

    def _on_add(self) -> None:
        draft = UnitListDraft(self._jobs, self._keeping.units, self._keeping.schemes)
        dialog = UnitListDialog(self, draft)
        if ask(dialog):
            draft.finish()
            self._keeping.keep_units(draft.records())

    def _on_retire(self) -> None:
        for unit in self._chosen():
            self._keeping.retire(unit, active=not unit.active)


class UnitListDialog(QDialog):
    """The editor, and one button that keeps what can be kept."""

    def __init__(self, parent: QWidget, draft: UnitListDraft) -> None:
        super().__init__(parent)
        self.setWindowTitle("增加、修改单位")
        room = parent.window().size()
        self.resize(min(px(980), room.width() - px(40)), min(px(560), room.height() - px(40)))
        self._draft = draft
        self._keep = button("收入", "primary")
        cancel = button("取消")
        self._editor = UnitListEditor(draft)
        foot = row(None, cancel, self._keep)
        self.setLayout(column(self._editor, foot, gap=12, margins=(20, 16, 20, 16)))
        self._keep.setEnabled(False)
        draft.changed.connect(self._show)
        self._keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)

    def _show(self) -> None:
        fit = sum(one.fit for one in self._draft.list.units)
        self._keep.setText(f"收入 {fit} 个单位" if fit else "收入")
        self._keep.setEnabled(bool(fit))
