"""What came of a report, or of several at once: received when, accepted, sent back, or excused with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.domain.ledgers.doubts import Doubt, doubts_of
from desktop.domain.ledgers.due_reports import ReportStanding
from desktop.domain.ledgers.receipts import EXCUSED, RECEIVED, RETURNED, STATES, Receipt
from desktop.ui.ledgers.state_dialog import Asked, Said, StateDialog
from desktop.viewmodels.month_grid import told
from desktop.viewmodels.row_files import RowFiles

_TONES: Final = ("green", "green", "amber", "primary")
_UNEXPLAINED: Final = frozenset({RETURNED, EXCUSED})
_ASKED: Final = Asked(
    "登记报送",
    "状态",
    {state: (words, tone) for (state, words), tone in zip(STATES.items(), _TONES, strict=True)},
    "收到日期",
    "退回、免报要写明原因",
)


class ReceiptDialog(StateDialog):
    """It gives the receipt, and the screen keeps it."""

    def __init__(
        self,
        parent: QWidget,
        places: Sequence[tuple[str, ReportStanding]],
        today: date,
        files: RowFiles | None = None,
    ) -> None:
        self._dues = [standing.due.due for _, standing in places]
        self._today = today
        kept = places[0][1].receipt
        said = Said(kept.row.state, kept.row.received, kept.row.note) if kept else None
        heading = told(*places[0]) if len(places) == 1 else f"{len(places)} 项报送一起登记"
        super().__init__(parent, _ASKED, heading, said or Said(RECEIVED, today, ""), files)
        self.begin()

    def fault(self) -> tuple[str, QWidget] | None:
        """What was sent back or excused needs a reason, what came a day."""
        state, day, note = self.said
        if state in _UNEXPLAINED and not note:
            return f"{STATES[state]}要写明原因", self._note
        return ("请填收到日期", self._day) if state != EXCUSED and day is None else None

    def doubts(self) -> Iterator[Doubt]:
        """Of each report that it is entered for."""
        for due in self._dues:
            yield from doubts_of(replace(self.receipt, due=due), self._today, due.year)

    @property
    def receipt(self) -> Receipt:
        """What was entered; which report it is, each place says."""
        state, day, note = self.said
        received = None if state == EXCUSED else day
        return Receipt(report="-", due=self._dues[0], received=received, state=state, note=note)
