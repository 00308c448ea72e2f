"""同记另一单位: which other unit an item is charged to, and in which class where the document has several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QWidget

from desktop.domain.records import Assessment
from desktop.domain.shapes.graded import Graded
from desktop.domain.tally import Rule
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px

_TITLE = "同记另一单位"
_WORDS = (
    "同一件事两个单位都有责任的，这一件会同样记到另一个单位的表上；以后两边各改各的，互不牵动。"
)


class ChargeDialog(QDialog):
    """The other units of the round in their order; typing leads to a name."""

    def __init__(
        self, parent: QWidget, units: Sequence[Assessment], classes: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_TITLE)
        self.setMinimumWidth(px(460))
        self.units, self.classes = QComboBox(), QComboBox()
        name_choice(self.units, "另一单位")
        name_choice(self.classes, "在那边按哪一类计")
        for one in units:
            self.units.addItem(one.name, one.unit)
        self.classes.addItem("与这边相同", "")
        for name, words in classes.items():
            self.classes.addItem(words, name)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("另一单位", "soft"), 0, 0)
        grid.addWidget(self.units, 0, 1)
        if classes:
            grid.addWidget(label("按哪一类计", "soft"), 1, 0)
            grid.addWidget(self.classes, 1, 1)
        do, cancel = button("记到那边", "primary"), button("取消")
        do.setDefault(True)
        foot = row(None, cancel, do)
        told = (label(_TITLE, "heading"), paragraph(_WORDS, "soft"), grid, foot)
        self.setLayout(column(*told, gap=12, margins=(20, 18, 20, 18)))
        do.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)


def classes_of(rule: Rule) -> Mapping[str, str]:
    """The classes that the other unit's share may have; what is judged has no points of its own."""
    if not isinstance(rule, Graded):
        return {}
    return {name: one.name for name, one in rule.classes.items() if not one.judged}


def ask_other_unit(
    parent: QWidget, units: Sequence[Assessment], classes: Mapping[str, str]
) -> tuple[str, str] | None:
    """The unit and the class, or None where it was called off."""
    dialog = ChargeDialog(parent, units, classes)
    taken = ask(dialog)
    if not taken:
        return None
    return str(dialog.units.currentData()), str(dialog.classes.currentData())
