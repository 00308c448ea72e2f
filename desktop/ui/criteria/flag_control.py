"""未发现 or 发现."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.domain.scheme import Criterion
from desktop.ui.criteria.control import Control, Fact
from desktop.ui.parts.boxes import row
from desktop.ui.parts.segments import Segment, Segments

_CASES: Final = (Segment("未发现", "green"), Segment("发现", "red"))


class FlagControl(Control):
    """Two cases; the keys 0 and 1 choose."""

    beside = True

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self._cases = Segments(_CASES, criterion.label, first_digit=0)
        self._cases.chosen.connect(lambda number: self.chosen.emit({"found": number == 1}))
        self.setLayout(row(self._cases))

    def show_fact(self, fact: Fact | None) -> None:
        """Neither is chosen while it is open."""
        found = None if fact is None else fact.get("found")
        self._cases.show_value(None if found is None else int(bool(found)))

    def entry(self) -> QWidget:
        """The chosen case, or the first."""
        return self._cases
