"""Asks once more before everything that the ledgers propose for a sheet is accepted, and lists it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.proposal_words import ProposalShown

_HEADINGS: Final = (
    Heading("评分标准", None),
    Heading("按台账认定", 210),
    Heading("现在的认定", 150),
)


class AcceptAllDialog(QDialog):
    """Nothing is recorded before the button is pressed."""

    def __init__(self, parent: QWidget, proposed: Sequence[ProposalShown], left: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("全部采用")
        self.resize(min(px(780), parent.width() - px(20)), min(px(440), parent.height() - px(20)))
        table = word_table("要采用的各条", _HEADINGS)
        wrap_rows(table)
        for one in proposed:
            add_row(table, one.criterion.label, one.comes_to, _now(one))
        self._do = button(f"采用 {len(proposed)} 条", "primary")
        self._do.setDefault(True)
        cancel = button("取消")
        self.setLayout(
            column(
                label(f"按台账认定 {len(proposed)} 条", "heading"),
                paragraph(_summary(proposed), "soft"),
                *([flowing(left_out(left), "soft", "amber")] if left else []),
                table,
                row(None, cancel, self._do),
                gap=10,
                margins=(20, 16, 20, 16),
            )
        )
        self._do.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._do.setFocus()


def left_out(number: int) -> str:
    """How many proposals are not among them; blank where there are none."""
    return f"另有 {number} 条台账不全，请逐条核对" if number else ""


def _now(one: ProposalShown) -> str:
    """What is recorded, and what becomes of it."""
    if not one.replaces:
        return one.recorded
    if one.recorded == one.comes_to:
        return "分值不变，补记明细" if one.itemised else "分值不变，将替换"
    return f"{one.recorded}，将替换"


def _summary(proposed: Sequence[ProposalShown]) -> str:
    replaced = sum(one.replaces for one in proposed)
    told = f"其中 {replaced} 条替换现在的认定。" if replaced else ""
    return f"{told}台账里的每一行记一件，佐证一并带上。作为一步记录，可以撤销（Ctrl+Z）。"
