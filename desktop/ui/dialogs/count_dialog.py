"""件数依据: how many plan items and penalties evidence is asked for, where the scheme cannot know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from desktop.domain.circumstances import PENALISED, PLAN_ITEM
from desktop.domain.counters import Counter
from desktop.ui.criteria.fields import NumberField
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph
from desktop.ui.theme.tokens import px

COUNTED: Final = {PLAN_ITEM: "计划项数", PENALISED: "处罚件数"}


class CountDialog(QDialog):
    """A number for each counter."""

    def __init__(self, parent: QWidget, counters: Sequence[Counter]) -> None:
        super().__init__(parent)
        self.setWindowTitle("件数依据")
        self.setMinimumWidth(px(560))
        self._counters = counters
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        self.fields: dict[str, NumberField] = {}
        for place, one in enumerate(counters):
            field = NumberField(counter_words(one), 72)
            field.show_value(one.number)
            field.edited.connect(self._check)
            self.fields[one.name] = field
            asked = "、".join(map(str, one.requirements))
            grid.addWidget(paragraph(counter_words(one)), place, 0)
            grid.addWidget(field, place, 1)
            grid.addWidget(paragraph(f"第 {asked} 项要求", "small"), place, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.take_button = button("保存", "primary")
        self.take_button.setDefault(True)
        cancel = button("取消")
        words = "佐证要按计划项、按处罚逐件提交的，件数以这里为准。"
        foot = row(None, cancel, self.take_button)
        self.setLayout(
            column(paragraph(words, "soft"), grid, foot, gap=14, margins=(20, 18, 20, 18))
        )
        self.take_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)

    @property
    def changed(self) -> Mapping[str, int]:
        """The numbers that are other ones now."""
        found = {one.name: (self.fields[one.name].value, one.number) for one in self._counters}
        return {
            name: new for name, (new, old) in found.items() if isinstance(new, int) and new != old
        }

    def _check(self) -> None:
        whole = all(isinstance(one.value, int) for one in self.fields.values())
        self.take_button.setEnabled(whole)


def counter_words(one: Counter) -> str:
    """A counter as the screen names it."""
    return f"{one.supplier}的{COUNTED[one.counted]}" if one.supplier else COUNTED[one.counted]
