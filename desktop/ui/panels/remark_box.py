"""What the reviewer remarked at the indicator in sight, each with its answer or a field for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from desktop.domain.sheet_parts import SheetPart
from desktop.services.review_sights import RemarkSight
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import button, named
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import paragraph, pill, restyle, sign
from desktop.ui.parts.lines import line, show_text
from desktop.ui.parts.lines_by_name import LinesByName
from desktop.viewmodels.open_assessment import OpenAssessment


class RemarkBox(QFrame):
    """Stands above the criteria."""

    answered = Signal()

    def __init__(self, assessment: OpenAssessment) -> None:
        super().__init__()
        self.setObjectName("remarks")
        self._assessment = assessment
        self.lines = LinesByName(self._line_of, gap=6)
        self.setLayout(column(self.lines, margins=(12, 8, 12, 8)))
        self.hide()

    def show_part(self, part: SheetPart) -> None:
        """Show the remarks at this part."""
        review = self._assessment.sight.review
        found = {one.remark.id: one for one in review.remarks_at(part.id)}
        if self._assessment.finalised:
            found = {}
        self.lines.arrange([*found])
        for name, one in found.items():
            self.lines.lines[name].show_remark(one, locked=self._assessment.locked)
        self.setVisible(bool(found))

    def focus_open(self) -> bool:
        """The cursor to the first remark that waits for an answer; False where none does."""
        for one in self.lines.lines.values():
            if one.field.isVisibleTo(self):
                one.field.setFocus()
                return True
        return False

    def _line_of(self, remark: str) -> RemarkLine:
        made = RemarkLine(remark, self._assessment)
        made.answered.connect(self.answered)
        return made


class RemarkLine(QFrame):
    """One remark: Enter in its field answers it."""

    answered = Signal()

    def __init__(self, remark: str, assessment: OpenAssessment) -> None:
        super().__init__()
        self._id, self._assessment = remark, assessment
        self._again = False  # an answer is being written anew
        self._state = pill("待答复", "amber")
        self._words = paragraph()
        self._answer = paragraph("", "soft")
        self.field = line("答复审核意见", "答复，例如：已改为 1 次")
        self.answer_button = button("答复", "primary", "", "Enter")
        named(self.answer_button, "答复审核意见")
        self.change_button = button("改答复", "link")
        told = row(sign("message-2", "amber"), self._words, self._state)
        told.setStretch(1, 1)
        self._entry = holder(row(self.field, self.answer_button))
        shown = row(self._answer, self.change_button)
        shown.setStretch(0, 1)
        self._shown = holder(shown)
        self.setLayout(column(told, self._entry, self._shown, gap=4))
        self.answer_button.clicked.connect(self._on_answer)
        self.change_button.clicked.connect(self._on_change)

    def show_remark(self, one: RemarkSight, *, locked: bool) -> None:
        """Show what was remarked, and its answer, or the field for it."""
        remark = one.remark
        who = f"{one.by}：" if one.by else ""
        self._words.setText(f"审核意见　{who}{remark.text}")
        self._state.setText("已答复" if remark.settled else "待答复")
        restyle(self._state, "pill", "green" if remark.settled else "amber")
        self._answer.setText(f"答复：{remark.answer}")
        asks = not locked and (self._again or not remark.settled)
        if not self.field.hasFocus():
            show_text(self.field, remark.answer)
        self._entry.setVisible(asks)
        self._shown.setVisible(remark.settled and not asks)
        self.change_button.setVisible(not locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers."""
        if event.key() in ENTER and self.field.hasFocus():
            self._on_answer()
        else:
            super().keyPressEvent(event)

    def _on_answer(self) -> None:
        words = self.field.text().strip()
        if not words:
            self.field.setFocus()
            self._assessment.refuse("请写答复，说明怎么改的，或者为什么不改")
            return
        self._again = False
        if self._assessment.answer(self._id, words):
            self.answered.emit()

    def _on_change(self) -> None:
        self._again = True
        self._entry.show()
        self._shown.hide()
        self.field.setFocus()
        self.field.selectAll()
