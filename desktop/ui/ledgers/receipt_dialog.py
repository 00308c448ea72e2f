"""What came of a report, or of several at once: received when, accepted, sent back, or excused with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.domain.ledgers.doubts import doubts_of
from desktop.domain.ledgers.due_reports import ReportStanding
from desktop.domain.ledgers.receipts import EXCUSED, RETURNED, STATES, Receipt
from desktop.ui.criteria.date_field import DateField
from desktop.ui.ledgers.doubt_notice import DoubtNotice
from desktop.ui.ledgers.row_file_list import RowFileList
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import px
from desktop.viewmodels.month_grid import told
from desktop.viewmodels.row_files import RowFiles

_TONES: Final = ("green", "green", "amber", "primary")
_UNEXPLAINED: Final = frozenset({RETURNED, EXCUSED})


class ReceiptDialog(QDialog):
    """State, day and a note; it gives the receipt, and the screen keeps it."""

    def __init__(
        self,
        parent: QWidget,
        places: Sequence[tuple[str, ReportStanding]],
        today: date,
        files: RowFiles | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("登记报送")
        self.setMinimumWidth(px(520))
        self._places, self._today = places, today
        self.files = RowFileList(files) if files else None
        first = places[0][1]
        self._states = Segments(
            [Segment(words, tone) for words, tone in zip(STATES.values(), _TONES, strict=True)],
            "状态",
        )
        self._day = DateField("收到日期")
        self._note: QLineEdit = line("说明", "退回、免报要写明原因")
        self._fault = paragraph("", "small", "red")
        self._notice = DoubtNotice()
        self.keep_button = button("登记", "primary")
        self.keep_button.setDefault(True)
        cancel = button("取消")
        self._lay_out(cancel)
        held = first.receipt.row if first.receipt else None
        self._states.show_value([*STATES].index(held.state) if held else 0)
        received = held.received if held else today
        self._day.show_value(received.isoformat() if received else None)
        self._note.setText(held.note if held else "")
        self.keep_button.clicked.connect(self._on_keep)
        cancel.clicked.connect(self.reject)
        self._states.chosen.connect(lambda _: self._fault.setText(""))
        self._states.chosen.connect(lambda _: self._show_doubts())
        self._day.edited.connect(self._show_doubts)
        self._show_doubts()
        self._day.setFocus()
        self._day.selectAll()

    def _lay_out(self, cancel: QWidget) -> None:
        unit, first = self._places[0]
        many = len(self._places)
        heading = paragraph(told(unit, first) if many == 1 else f"{many} 项报送一起登记", "strong")
        heading.setMinimumWidth(px(480))  # or it asks for the height of a narrow one
        form = framed(
            "pane",
            column(
                heading,
                self._states,
                row(label("收到日期", "soft"), self._day, None),
                row(label("说明", "soft"), self._note),
                self._fault,
                None,
                gap=12,
                margins=(18, 16, 18, 10),
            ),
        )
        foot = row(None, cancel, self.keep_button, margins=(18, 8, 18, 12))
        shown = (form, self._notice, *((self.files,) if self.files else ()))
        self.setLayout(column(*shown, framed("foot", foot), gap=0))

    def _show_doubts(self) -> None:
        """Of each report that it is entered for."""
        dues = [standing.due.due for _, standing in self._places]
        made = [replace(self.receipt, due=due) for due in dues]
        self._notice.show_doubts(
            doubt for one in made for doubt in doubts_of(one, self._today, one.due.year)
        )

    def _on_keep(self) -> None:
        state = [*STATES][self._states.value or 0]
        if self._day.wrong:
            self._fault.setText(self._day.wanted)
            self._day.setFocus()
        elif state in _UNEXPLAINED and not self._note.text().strip():
            self._fault.setText(f"{STATES[state]}要写明原因")
            self._note.setFocus()
        elif state != EXCUSED and self._day.value is None:
            self._fault.setText("请填收到日期")
            self._day.setFocus()
        else:
            self.accept()

    def done(self, result: int) -> None:
        """What is on its way is linked all the same: the receipt is there."""
        if self.files is not None:
            self.files.files.close()
        super().done(result)

    @property
    def receipt(self) -> Receipt:
        """What was entered; which report it is, each place says."""
        state = [*STATES][self._states.value or 0]
        day = (
            None if state == EXCUSED or not self._day.value else date.fromisoformat(self._day.value)
        )
        due = self._places[0][1].due.due
        return Receipt(
            report="-", due=due, received=day, state=state, note=self._note.text().strip()
        )
