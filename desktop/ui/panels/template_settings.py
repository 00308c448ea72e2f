"""文书模板: which template each kind of letter has; taken out to be changed in Word, brought back, or given up."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QTableWidget, QWidget

from desktop.services.letter_templates import CurrentTemplate
from desktop.ui.dialogs.paper_place import choose_paper_place
from desktop.ui.dialogs.template_faults_dialog import TemplateFaultsDialog
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph
from desktop.ui.parts.tables import Heading, add_row, go_to, word_table
from desktop.ui.results.field_list_dialog import FieldListDialog
from desktop.ui.theme.tokens import px
from desktop.viewmodels.template_keeping import TemplateKeeping

_HEADINGS: Final = (Heading("类型", 150), Heading("样式", 90), Heading("现在用的模板", None))
_LEAST: Final = 210  # where there is room, the page gives it more
_OURS: Final = "随软件带的"
_HOW: Final = (
    "通报、督办函等文书按模板拟写。先把模板存出来，在 Word 里改好，再收回来；"
    "认不出的栏目会指出在第几段、第几个表格。"
)


class TemplateSettings(QWidget):
    """The list, and what is done with the one that is chosen."""

    def __init__(self, keeping: TemplateKeeping) -> None:
        super().__init__()
        self._keeping = keeping
        self._templates: tuple[CurrentTemplate, ...] = ()
        self.table: QTableWidget = word_table("文书模板", _HEADINGS)
        self.table.setMinimumHeight(px(_LEAST))
        self.save_button = button(
            "存出来修改…", "", "device-floppy", "存成 Word 文件，改好后再收回来"
        )
        self.bring_button = button("换用改好的…", "", "upload", "选一个 .docx 文件作模板")
        self.fields_button = button("可用的栏目…", "link")
        self.back_button = button("用回随软件带的", "link")
        tools = row(self.save_button, self.bring_button, self.fields_button, None, self.back_button)
        self.setLayout(column(paragraph(_HOW, "soft"), tools, self.table, gap=10))
        self.save_button.clicked.connect(self._on_save)
        self.bring_button.clicked.connect(self._on_bring)
        self.fields_button.clicked.connect(self._on_fields)
        self.back_button.clicked.connect(lambda: self._keeping.go_back(self._chosen))
        self.table.itemSelectionChanged.connect(self._show_deeds)
        keeping.changed.connect(self._show)
        keeping.faulty.connect(
            lambda name, faults: put_up(TemplateFaultsDialog(self.window(), name, faults))
        )
        self._show()

    @property
    def _chosen(self) -> CurrentTemplate:
        return self._templates[max(0, self.table.currentRow())]

    def _on_save(self) -> None:
        one = self._chosen
        out = choose_paper_place(self, (".docx",), self._keeping.suggested(one))
        if out is not None:
            self._keeping.save(one, out)

    def _on_bring(self) -> None:
        one = self._chosen
        kinds = "Word 文件 (*.docx);;所有文件 (*)"
        title = f"选择{one.kind.value}（{one.look.value}）的模板"
        name, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if name:
            self.bring(name)

    def bring(self, name: str) -> None:
        """Use this file for the kind that is chosen."""
        self._keeping.bring(self._chosen, Path(name))

    def _on_fields(self) -> None:
        one = self._chosen
        put_up(FieldListDialog(self.window(), one.kind.value, self._keeping.fields(one)))

    def _show(self) -> None:
        at = max(0, self.table.currentRow())
        self._templates = self._keeping.templates
        self.table.setRowCount(0)
        for one in self._templates:
            add_row(self.table, one.kind.value, one.look.value, one.name or _OURS)
        go_to(self.table, self.table.model().index(at, 0))
        self._show_deeds()

    def _show_deeds(self) -> None:
        self.back_button.setEnabled(not self._chosen.is_ours)
