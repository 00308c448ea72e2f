"""What came with an objection: looked at, added, taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from desktop.services.objections import ObjectionSight
from desktop.ui.ledgers.row_file_list import RowFileList
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.objection_files import ObjectionFiles
from desktop.viewmodels.round_objections import RoundObjections


class ObjectionFilesDialog(QDialog):
    """Every change in it is kept at once."""

    def __init__(self, parent: QWidget, objections: RoundObjections, sight: ObjectionSight) -> None:
        super().__init__(parent)
        self.setWindowTitle("异议的材料")
        self.setMinimumWidth(px(560))
        book = objections.book
        self.files = ObjectionFiles(book.workplace, book.jobs, sight.objection.id)
        self.file_list = RowFileList(self.files)
        close = button("关闭", "primary")
        close.clicked.connect(self.accept)
        words = paragraph(sight.objection.claim, "soft")
        head = label(f"{sight.unit}异议的材料", "heading")
        whole = column(
            head, words, self.file_list, row(None, close), gap=12, margins=(20, 16, 20, 16)
        )
        self.setLayout(whole)

    def done(self, result: int) -> None:
        """Nothing waits any more."""
        self.files.close()
        super().done(result)
