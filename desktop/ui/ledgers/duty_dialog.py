"""How far a unit is with a task or a judged target, or several at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.domain.ledgers.doubts import doubts_of
from desktop.domain.ledgers.duties import DONE, STATES, Duty
from desktop.services.duty_grid import DutyStanding
from desktop.ui.criteria.date_field import DateField
from desktop.ui.ledgers.doubt_notice import DoubtNotice
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import px
from desktop.viewmodels.duty_table import told

_TONES: Final = {"open": "amber", "under-way": "primary", DONE: "green", "failed": "red"}


class DutyDialog(QDialog):
    """State, day and a note; it gives the duty, and the screen keeps it."""

    def __init__(
        self, parent: QWidget, places: Sequence[tuple[str, DutyStanding]], year: int, today: date
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("登记进展")
        self.setMinimumWidth(px(560))
        self._places, self._year, self._today = places, year, today
        held = places[0][1].kept
        self._states = Segments(
            [Segment(words, _TONES.get(one, "primary")) for one, words in STATES.items()], "进展"
        )
        self._day = DateField("完成日期")
        self._note: QLineEdit = line("说明", "进展、依据的文件")
        self._fault = paragraph("", "small", "red")
        self._notice = DoubtNotice()
        self.keep_button = button("登记", "primary")
        self.keep_button.setDefault(True)
        cancel = button("取消")
        self._lay_out(cancel)
        self._states.show_value([*STATES].index(held.row.state if held else DONE))
        done = held.row.done if held else today
        self._day.show_value(done.isoformat() if done else None)
        self._note.setText(held.row.note if held else "")
        self.keep_button.clicked.connect(self._on_keep)
        cancel.clicked.connect(self.reject)
        self._states.chosen.connect(lambda _: self._fault.setText(""))
        self._states.chosen.connect(lambda _: self._show_doubts())
        self._day.edited.connect(self._show_doubts)
        self._show_doubts()
        self._day.setFocus()
        self._day.selectAll()

    def _lay_out(self, cancel: QWidget) -> None:
        many = len(self._places)
        heading = told(*self._places[0]) if many == 1 else f"{many} 项一起登记"
        form = column(
            paragraph(heading, "strong"),
            self._states,
            row(label("完成日期", "soft"), self._day, None),
            row(label("说明", "soft"), self._note),
            self._fault,
            None,
            gap=12,
            margins=(18, 16, 18, 10),
        )
        foot = row(None, cancel, self.keep_button, margins=(18, 8, 18, 12))
        self.setLayout(column(framed("pane", form), self._notice, framed("foot", foot), gap=0))

    def _show_doubts(self) -> None:
        self._notice.show_doubts(doubts_of(self.duty, self._today, self._year))

    @property
    def _state(self) -> str:
        return [*STATES][self._states.value or 0]

    def _on_keep(self) -> None:
        if self._day.wrong or (self._state == DONE and self._day.value is None):
            self._fault.setText(self._day.wanted if self._day.wrong else "已完成的要填完成日期")
            self._day.setFocus()
        else:
            self.accept()

    @property
    def duty(self) -> Duty:
        """What was entered; which task it is, each place says."""
        done = self._day.value if self._state == DONE else None
        day = date.fromisoformat(done) if done else None
        return Duty(
            year=self._year, duty="-", state=self._state, done=day, note=self._note.text().strip()
        )
