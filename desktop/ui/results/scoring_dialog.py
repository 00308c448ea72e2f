"""复评: what the scorers of a round see differently, a key away from either sheet; and another scoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QTableWidget, QWidget

from desktop.domain.records import AssessmentKey, Person
from desktop.services.second_scoring import Comparison, Difference
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.theme.tokens import px

_FIRST: Final = "考核"
_SECOND: Final = "复评"
_NOBODY: Final = "暂不指定复评人"


class ScoringDialog(QDialog):
    """The differences, and below them whom to ask for another scoring."""

    sheet_wanted = Signal(object, str, str)  # AssessmentKey, part, criterion
    open_wanted = Signal(object)  # the evaluator's id, or None

    def __init__(self, parent: QWidget, compared: Comparison, people: Sequence[Person]) -> None:
        super().__init__(parent)
        self.setWindowTitle("复评")
        self.resize(px(880), px(450))
        self._compared = compared
        sides = self._sides()
        headings = [Heading("单位", 130), Heading("指标、评分标准", 220)]
        headings += [Heading(one, None) for one in sides]
        self.table: QTableWidget = word_table("与复评的不同", headings)
        wrap_rows(self.table)
        for one in compared.differences:
            add_row(self.table, one.name, one.label, *_words(one))
        self.jumps = [button(f"看{name}表") for name in sides]
        self.who = QComboBox()
        name_choice(self.who, "复评人")
        self.who.addItem(_NOBODY, None)
        for person in people:
            self.who.addItem(person.name, person.id)
        self.again = button("开一次复评")
        self._lay_out()
        self._connect()

    def _sides(self) -> list[str]:
        beside = range(1, len(self._compared.rounds))
        return [_FIRST, *(f"{_SECOND}{n if len(beside) > 1 else ''}" for n in beside)]

    def _lay_out(self) -> None:
        has_other = len(self._compared.rounds) > 1
        found = len(self._compared.differences)
        told = (
            "复评由另一位考核人对同样的单位、用同一份办法再评一次，列在总览里这个批次下面。"
            if not has_other
            else f"两边都已评的地方有 {found} 处不同。"
            if found
            else "两边都已评的地方没有不同。"
        )
        close = button("关闭")
        close.clicked.connect(self.reject)
        for one in (self.table, *self.jumps):
            one.setVisible(bool(found))
        again = row(label("复评人", "soft"), self.who, self.again, None, close)
        whole = column(
            label("复评", "heading"),
            paragraph(told, "soft"),
            self.table,
            row(*self.jumps, None),
            again,
            gap=10,
            margins=(20, 16, 20, 16),
        )
        whole.setStretchFactor(self.table, 1)
        self.setLayout(whole)
        if not found:
            whole.insertStretch(3, 1)
            self.resize(px(560), px(200))

    def _connect(self) -> None:
        for number, one in enumerate(self.jumps):
            one.clicked.connect(lambda _=False, number=number: self.jump(number))
        self.table.itemActivated.connect(lambda _: self.jump(0))
        self.again.clicked.connect(self._on_again)
        if self.table.rowCount():
            self.table.setCurrentCell(0, 0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def jump(self, side: int) -> None:
        """To the current line on one scorer's sheet."""
        at = self.table.currentRow()
        if at < 0:
            return
        one = self._compared.differences[at]
        self.accept()
        key = AssessmentKey(self._compared.rounds[side].id, one.unit)
        self.sheet_wanted.emit(key, one.part, one.criterion)

    def _on_again(self) -> None:
        self.accept()
        self.open_wanted.emit(self.who.currentData())


def _words(one: Difference) -> list[str]:
    """The score, or the sentence with what it comes to."""
    return [side.words or side.score for side in one.sides]
