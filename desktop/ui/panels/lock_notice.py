"""The notice above a finalised sheet: who locked it and when, and that nothing can be changed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from desktop.ui.parts.boxes import row
from desktop.ui.parts.labels import label, sign
from desktop.viewmodels.open_assessment import OpenAssessment


class LockNotice(QFrame):
    """Only there while the open sheet is locked."""

    def __init__(self, assessment: OpenAssessment) -> None:
        super().__init__()
        self.setObjectName("lock_notice")
        self._assessment = assessment
        self._words = label("", "strong", "primary")
        self.setLayout(row(sign("lock", "primary"), self._words, None, margins=(16, 6, 16, 6)))
        self.hide()
        assessment.opened.connect(self._show)
        assessment.changed.connect(self._show)

    def _show(self) -> None:
        locking = self._assessment.sight.locking if self._assessment.key else None
        self.setVisible(locking is not None)
        if locking is not None:
            at = locking.at.astimezone()
            self._words.setText(
                f"已定稿：{locking.author} 于 {at:%Y-%m-%d %H:%M} 锁定，不能修改；"
                "需要修改时请撤销定稿并写明理由"
            )
