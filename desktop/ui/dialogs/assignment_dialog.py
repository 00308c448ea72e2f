"""分派考核人、复核人: the units of a round, who evaluates and who reviews each; several are changed at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDialog, QWidget

from desktop.domain.records import Person
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tables import Heading, add_row, word_table
from desktop.ui.theme.tokens import px
from desktop.viewmodels.assignment_draft import NOBODY, AssignmentDraft

_HEADINGS: Final = (
    Heading("单位", None),
    Heading("考核人", 130),
    Heading("复核人", 130),
    Heading("", 80),
)
_AS_IT_IS: Final = "不变"


class AssignmentDialog(QDialog):
    """All units are chosen at first, so that one choice names a reviewer for all of them."""

    def __init__(self, parent: QWidget, draft: AssignmentDraft, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("分派考核人、复核人")
        self.resize(min(px(720), parent.width() - px(40)), min(px(560), parent.height() - px(40)))
        self._draft = draft
        self.table = word_table("各单位的考核人、复核人", _HEADINGS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.evaluators = _people_box("选中单位的考核人", draft.evaluators)
        self.reviewers = _people_box("选中单位的复核人", draft.reviewers)
        self.reviewers.addItem(f"{NOBODY}，复核人都可以审核")
        self._chosen = label("", "soft")
        self.keep_button = button("保存", "primary")
        self.keep_button.setDefault(True)
        cancel = button("取消")
        words = "先选单位（Ctrl+A 全选，Shift+↑↓ 或 Ctrl 加点选几个），再在下面指定；已定稿的不变。"
        set_row = row(
            *(self._chosen, None, label("考核人", "soft"), self.evaluators),
            *(label("复核人", "soft"), self.reviewers),
        )
        self.setLayout(
            column(
                *(label(name, "heading"), paragraph(words, "soft"), self.table, set_row),
                row(None, cancel, self.keep_button),
                gap=10,
                margins=(20, 16, 20, 16),
            )
        )
        self._fill()
        self.table.selectAll()
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.evaluators.activated.connect(self._on_evaluator)
        self.reviewers.activated.connect(self._on_reviewer)
        draft.changed.connect(self._show)
        cancel.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)
        self._show_chosen()
        self.table.setFocus()

    def _fill(self) -> None:
        for one in self._draft.members:
            add_row(self.table, one.name, "", "", "已定稿" if one.finalised else "")
        self._show()

    def _show(self) -> None:
        for at, one in enumerate(self._draft.members):
            for place, person in enumerate(self._draft.assigned(one), 1):
                cell = self.table.item(at, place)
                if cell is not None:
                    cell.setText(self._draft.called(person))

    @property
    def _rows(self) -> list[int]:
        return sorted({one.row() for one in self.table.selectedIndexes()})

    def _show_chosen(self) -> None:
        self._chosen.setText(f"选中 {len(self._rows)} 个单位")
        for one in (self.evaluators, self.reviewers):
            one.setEnabled(bool(self._rows))

    def _on_evaluator(self, number: int) -> None:
        if number:
            chosen = self._draft.evaluators[number - 1]
            self._draft.assign(self._rows, evaluator=chosen, reviewer=None)
        self.evaluators.setCurrentIndex(0)

    def _on_reviewer(self, number: int) -> None:
        people = self._draft.reviewers
        if number > len(people):
            self._draft.clear_reviewer(self._rows)
        elif number:
            self._draft.assign(self._rows, evaluator=None, reviewer=people[number - 1])
        self.reviewers.setCurrentIndex(0)

    def _on_keep(self) -> None:
        if self._draft.keep():
            self.accept()


def _people_box(name: str, people: Sequence[Person]) -> QComboBox:
    made = QComboBox()
    name_choice(made, name)
    made.setMinimumWidth(px(130))
    made.addItem(_AS_IT_IS)
    made.addItems([one.name for one in people])
    return made
