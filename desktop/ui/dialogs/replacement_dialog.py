"""换用办法版本: every unit of a round before and after, and what it loses, before its scheme is replaced."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import restyle
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.replacement_draft import ReplacementDraft

_HEADINGS: Final = (
    Heading("单位", 170),
    Heading("现在", 150),
    Heading("换用以后", 150),
    Heading("相差", 76),
    Heading("要撤去的", None),
)


class ReplacementDialog(QDialog):
    """It shows first, and asks once more before anything is written."""

    def __init__(self, parent: QWidget, draft: ReplacementDraft) -> None:
        super().__init__(parent)
        self.setWindowTitle("换用办法版本")
        self.resize(min(px(860), parent.width() - px(20)), min(px(560), parent.height() - px(20)))
        self._draft = draft
        self._summary = flowing("正在按新办法逐个单位试算…", "strong")
        self.table = word_table("换用前后", _HEADINGS)
        wrap_rows(self.table)
        self.replace_button = button("换用…", "primary")
        self.replace_button.setDefault(True)
        self.replace_button.setEnabled(False)
        self.cancel_button = button("取消")
        self.setLayout(
            column(
                flowing(draft.of.round.name, "heading"),
                flowing(draft.head, "soft"),
                self._summary,
                self.table,
                row(None, self.cancel_button, self.replace_button),
                gap=10,
                margins=(20, 16, 20, 16),
            )
        )
        self.cancel_button.setFocus()
        self.cancel_button.clicked.connect(self.reject)
        self.replace_button.clicked.connect(self._on_replace)
        self.finished.connect(draft.close)
        draft.weighed.connect(self._show)
        draft.writing.connect(self._show_writing)
        draft.replaced.connect(self.accept)
        draft.weigh()

    def _show(self) -> None:
        draft = self._draft
        self._summary.setText(draft.fault or draft.summary)
        restyle(self._summary, "tone", "amber" if draft.fault or draft.lost or draft.away else "")
        for one in draft.rows:
            add_row(self.table, *one)
        self.replace_button.setEnabled(draft.is_ready)
        if draft.rows:
            self.table.selectRow(0)
            self.table.setFocus()

    def _show_writing(self) -> None:
        """It cannot be called off any more; where it was refused, nothing was written."""
        draft = self._draft
        self._summary.setText(draft.fault or "正在换用…现在关闭也会写完")
        restyle(self._summary, "tone", "amber" if draft.fault else "")
        self.cancel_button.setText("关闭")
        self.cancel_button.setFocus()
        self.replace_button.setEnabled(False)

    def _on_replace(self) -> None:
        if confirmed(self, self._draft.question, self._draft.warning, "换用"):
            self._draft.replace()
