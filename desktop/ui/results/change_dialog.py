"""改动: a change of the meeting in large type, with what it does, before anybody decides it."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import ENTER, agreed_by_keys
from desktop.ui.parts.labels import ElidedLabel, paragraph
from desktop.ui.results.correction_editor import CorrectionEditor
from desktop.ui.theme.sheet import style_sheet
from desktop.ui.theme.tokens import at_scale, px
from desktop.viewmodels.correction_draft import CorrectionDraft
from desktop.viewmodels.meeting_walk import MeetingWalk

_ROOM: Final = 150  # percent: what it is read at from six metres
_SMALL_ROOM: Final = 125  # where the projector shows little
_WIDE: Final = 1_280


class ChangeDialog(QDialog):
    """Nothing is recorded before 确定, and 确定 waits for a change and its grounds."""

    def __init__(self, parent: QWidget, walk: MeetingWalk, draft: CorrectionDraft) -> None:
        super().__init__(parent)
        draft.setParent(self)
        self._walk, self._draft = walk, draft
        self.setWindowTitle("会上改动")
        self.setStyleSheet(style_sheet())
        title = ElidedLabel(f"{draft.name}　{draft.part.full_name}", "title")
        self.editor = CorrectionEditor(draft, "为什么改（必填），记入改动清单")
        self._wanted = paragraph("", "soft", "amber")
        self.keep_button = button("确定", "primary", "", "Ctrl+Enter")
        cancel = button("取消", "", "", "Esc")
        foot = row(self._wanted, cancel, self.keep_button)
        foot.setStretch(0, 1)
        whole = column(title, self.editor, foot, gap=12, margins=(24, 16, 24, 16))
        whole.setStretchFactor(self.editor, 1)
        self.setLayout(whole)
        self.resize(parent.width() - px(30), parent.height() - px(30))
        cancel.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)
        agreed_by_keys(self, self.keep_button)
        draft.changed.connect(self._show)
        self._show()
        self.editor.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the change to its grounds; it decides nothing by itself."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif self.keep_button.hasFocus():
            self.keep_button.click()
        elif not self.editor.grounds.hasFocus():
            self.editor.grounds.setFocus()
        elif self.keep_button.isEnabled():
            self.keep_button.setFocus()

    def _show(self) -> None:
        wanted = self._draft.wanted
        self.keep_button.setEnabled(not wanted)
        self._wanted.setText(wanted if self._draft.weighed is not None else "")

    def _on_keep(self) -> None:
        if self._draft.ready and self._walk.decide(self._draft):
            self.accept()


def change_in(parent: QWidget, walk: MeetingWalk, part: str) -> bool:
    """Let the meeting change a part of the open sheet; whether it did."""
    draft = walk.draft(part)
    if draft is None:
        return False
    with at_scale(_ROOM if parent.width() >= _WIDE else _SMALL_ROOM):
        dialog = ChangeDialog(parent, walk, draft)
        return ask(dialog)
