"""退回…: the sheet's indicators with a field for a remark each; Enter goes from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QScrollArea, QWidget

from desktop.domain.sheet_parts import SheetPart
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import agreed_by_keys, presses
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.theme.tokens import px
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.part_rows import part_row


class ReturnDialog(QDialog):
    """Begins at the indicator that was in sight; possible once one remark is written."""

    def __init__(self, parent: QWidget, assessment: OpenAssessment, at: str) -> None:
        super().__init__(parent)
        sight = assessment.sight
        self.setWindowTitle("退回修改")
        self.resize(min(px(860), parent.width() - px(40)), min(px(600), parent.height() - px(40)))
        self._fields: dict[str, QLineEdit] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(2, 3)
        for place, part in enumerate(assessment.parts):
            shown = part_row(part, sight, assessment.sheet)
            self._add(place, part, f"{shown.score} / {shown.points}", loses=shown.loses)
        body = QWidget()
        body.setLayout(column(self._grid, None, margins=(20, 10, 20, 10)))
        self._scroll = _Rows()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        self._count = label("", "soft")
        self.return_button = button("退回", "primary", "arrow-back-up", "Ctrl+Enter")
        self._lay_out(sight.assessment.name, sight.evaluator)
        self._fields.get(at, next(iter(self._fields.values()))).setFocus()
        self._show()

    def _add(self, place: int, part: SheetPart, score: str, *, loses: bool) -> None:
        field = line(f"审核意见：{part.full_name}", "有问题就写在这里")
        amount = label(score, "soft", "red" if loses else "")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for at, one in enumerate((ElidedLabel(part.full_name), amount, field)):
            self._grid.addWidget(one, place, at)
        self._fields[part.id] = field
        field.textChanged.connect(self._show)

    def _lay_out(self, name: str, evaluator: str) -> None:
        whom = f"{evaluator}逐条答复" if evaluator else "考核人逐条答复"
        words = f"至少写一条意见。退回以后由{whom}、修改，再次提交。"
        head = column(
            label(f"退回“{name}”的考核表", "heading"),
            paragraph(words, "soft"),
            gap=4,
            margins=(20, 14, 20, 10),
        )
        cancel = button("取消")
        foot = row(self._count, None, cancel, self.return_button, margins=(20, 8, 20, 8))
        whole = column(framed("head", head), self._scroll, framed("foot", foot), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        cancel.clicked.connect(self.reject)
        self.return_button.clicked.connect(self.accept)
        agreed_by_keys(self, self.return_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes to the next; on a button it presses it."""
        focused, fields = self.focusWidget(), [*self._fields.values()]
        if presses(self, event):
            if isinstance(focused, QLineEdit):
                after = fields[fields.index(focused) + 1 :]
                self._go(after[0] if after else self.return_button)
            return
        if isinstance(focused, QLineEdit) and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            at = fields.index(focused) + (1 if event.key() == Qt.Key.Key_Down else -1)
            self._go(fields[max(0, min(at, len(fields) - 1))])
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001  # as Qt calls it
        """What the tab key comes to is brought into sight."""
        moved = super().focusNextPrevChild(next_)
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit):
            self._scroll.ensureWidgetVisible(focused)
        return moved

    def _go(self, to: QWidget) -> None:
        to.setFocus()
        if isinstance(to, QLineEdit):
            self._scroll.ensureWidgetVisible(to)

    def _show(self) -> None:
        number = len(self.remarks)
        self._count.setText(f"已写 {number} 条意见" if number else "还没有写意见")
        self.return_button.setEnabled(bool(number))

    @property
    def remarks(self) -> dict[str, str]:
        """What was written, by part."""
        told = {part: field.text().strip() for part, field in self._fields.items()}
        return {part: words for part, words in told.items() if words}


class _Rows(QScrollArea):
    """Scrolls by itself to where the cursor is: the arrow keys are the dialog's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Not here."""
        event.ignore()
