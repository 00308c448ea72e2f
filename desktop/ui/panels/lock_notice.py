"""The notice above a sheet that is finalised, in its review or away: by whom, when, and what may be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.domain.result_records import Handover
from desktop.ui.parts.boxes import row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph, restyle
from desktop.ui.parts.labels import sign as sign_of
from desktop.ui.theme.icons import pixmap
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.review_moves import stage_words

_SIGNS: Final = {"submitted": "clock", "approved": "circle-check", "returned": "message-2"}
_ICON: Final = 18


class LockNotice(QFrame):
    """Only there while there is something to say of the open sheet."""

    part_wanted = Signal(str)  # where a remark waits for its answer

    def __init__(self, assessment: OpenAssessment) -> None:
        super().__init__()
        self.setObjectName("lock_notice")
        self._assessment = assessment
        self._sign = sign_of("lock", "primary")
        self._words = paragraph("", "strong", "primary")
        self.next_button = button("看下一条意见", "link")
        line = row(self._sign, self._words, self.next_button, margins=(16, 6, 16, 6))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()
        self.next_button.clicked.connect(self.go_on)
        assessment.opened.connect(self._show)
        assessment.changed.connect(self._show)

    def _show(self) -> None:
        if self._assessment.key is None:
            self.hide()
            return
        sight = self._assessment.sight
        words, picture = stage_words(sight.review), _SIGNS.get(sight.assessment.stage, "lock")
        if sight.locking is not None:
            at = sight.locking.at.astimezone()
            words = (
                f"已定稿：{sight.locking.author} 于 {at:%Y-%m-%d %H:%M} 锁定，不能修改；"
                "需要修改时请撤销定稿并写明理由"
            )
        if not words and sight.away is not None:
            words, picture = _away_words(sight.away), "upload"
        returned = sight.assessment.stage == "returned"
        tone = "amber" if returned else "primary"
        self._words.setText(words)
        self._sign.setPixmap(pixmap(picture, tone, _ICON))
        restyle(self._words, "tone", tone)
        restyle(self, "stage", "returned" if returned else "")
        self.next_button.setVisible(returned and bool(sight.review.unanswered))
        self.setVisible(bool(words))

    def go_on(self) -> None:
        """To the first remark that is unanswered, in the sheet's order."""
        waiting = {one.part for one in self._assessment.sight.review.unanswered}
        part = next((one.id for one in self._assessment.parts if one.id in waiting), "")
        if part:
            self.part_wanted.emit(part)


def _away_words(one: Handover) -> str:
    """What is changed here meanwhile is not lost, but will have to be decided."""
    return f"已于 {one.given} 交给“{one.to}”，还没有收回；这里再改，收回时两边不同的要逐处选定"
