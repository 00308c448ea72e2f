"""How far a unit is with a task or a judged target, or several at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.domain.ledgers.doubts import Doubt, doubts_of
from desktop.domain.ledgers.duties import DONE, STATES, Duty
from desktop.services.duty_grid import DutyStanding
from desktop.ui.ledgers.state_dialog import Asked, Said, StateDialog
from desktop.viewmodels.duty_table import told
from desktop.viewmodels.row_files import RowFiles

_TONES: Final = {"open": "amber", "under-way": "primary", DONE: "green", "failed": "red"}
_ASKED: Final = Asked(
    "登记进展",
    "进展",
    {state: (words, _TONES.get(state, "primary")) for state, words in STATES.items()},
    "完成日期",
    "进展、依据的文件",
)


class DutyDialog(StateDialog):
    """It gives the duty, and the screen keeps it."""

    def __init__(
        self,
        parent: QWidget,
        places: Sequence[tuple[str, DutyStanding]],
        year: int,
        today: date,
        files: RowFiles | None = None,
    ) -> None:
        self._year, self._today = year, today
        held = places[0][1].kept
        said = Said(held.row.state, held.row.done, held.row.note) if held else None
        heading = told(*places[0]) if len(places) == 1 else f"{len(places)} 项一起登记"
        super().__init__(parent, _ASKED, heading, said or Said(DONE, today, ""), files)
        self.begin()

    def fault(self) -> tuple[str, QWidget] | None:
        """What is done was done on a day."""
        wanted = self.said.state == DONE and self.said.day is None
        return ("已完成的要填完成日期", self._day) if wanted else None

    def doubts(self) -> Iterable[Doubt]:
        """In the year of the plan."""
        return doubts_of(self.duty, self._today, self._year)

    @property
    def duty(self) -> Duty:
        """What was entered; which task it is, each place says."""
        state, day, note = self.said
        done = day if state == DONE else None
        return Duty(year=self._year, duty="-", state=state, done=done, note=note)
