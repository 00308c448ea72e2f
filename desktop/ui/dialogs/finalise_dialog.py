"""定稿: what is about to be locked, by whom, before it is."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.amounts import show
from desktop.domain.deductions import deductions_of
from desktop.domain.sheet_figures import grade_words
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.open_assessment import OpenAssessment


class FinaliseDialog(QDialog):
    """The total and what was lost; Enter finalises, Esc does not."""

    def __init__(self, parent: QWidget, assessment: OpenAssessment, author: str) -> None:
        super().__init__(parent)
        sight, sheet = assessment.sight, assessment.sheet
        name = sight.assessment.name
        self.setWindowTitle("定稿")
        self.setMinimumWidth(px(440))
        lost = deductions_of(sheet, assessment.parts, assessment.aside)
        reached = grade_words(sight.scheme, sheet)
        grade = f"，{reached}" if reached else ""
        told = f"总分 {show(sheet.total)} 分，满分 {show(sheet.points)} 分{grade}；" + (
            f"{len(lost.rows)} 条失分，共 {show(lost.lost)} 分。" if lost.rows else "没有失分。"
        )
        words = "定稿以后不能修改；需要修改时可以撤销定稿，要写明理由。"
        other = sight.evaluator and sight.evaluator != author
        who = f"考核人是{sight.evaluator}，现在由{author}定稿。" if other else f"由{author}定稿。"
        self.finalise_button = button("定稿", "primary", "lock")
        self.finalise_button.setDefault(True)
        cancel = button("再看看")
        self.setLayout(
            column(
                label(f"把“{name}”的考核表定稿？", "heading"),
                paragraph(told),
                paragraph(f"{who}{words}", "soft", "amber" if other else ""),
                row(None, cancel, self.finalise_button),
                gap=12,
                margins=(20, 18, 20, 18),
            )
        )
        self.finalise_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.accepted.connect(assessment.finalise)
        self.finalise_button.setFocus()
