"""What a full check found: every fault, and beside it what to do."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.services.diagnosis.told import FullCheck
from desktop.ui.parts.boxes import column
from desktop.ui.parts.labels import paragraph
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.theme.tokens import px

_HEADINGS: Final = (
    Heading("查出的问题", None),
    Heading("怎么办", None),
)  # half each, however narrow
_ROOM: Final = 240


class FaultTable(QWidget):
    """A sentence, and below it the faults where there are any."""

    def __init__(self) -> None:
        super().__init__()
        self.words = paragraph("", "strong")
        self.table = word_table("核对查出的问题", _HEADINGS)
        wrap_rows(self.table)
        self.table.setMinimumHeight(px(_ROOM))
        self.setLayout(column(self.words, self.table, gap=8))
        self.show_check(None)

    def show_check(self, full: FullCheck | None) -> None:
        """What was found last; nothing before anything was checked."""
        self.setVisible(full is not None)
        self.table.setRowCount(0)
        if full is None:
            return
        self.words.setText(_words(full))
        self.table.setVisible(bool(full.faults))
        for one in full.faults:
            add_row(self.table, one.words, one.remedy)


def _words(full: FullCheck) -> str:
    if full.faults:
        return f"查出 {len(full.faults)} 处问题；每一处怎么办写在后面，拿不准的先存诊断报告"
    return f"核对通过：{full.events} 条留痕前后相接，佐证文件一件不少、一字未改"
