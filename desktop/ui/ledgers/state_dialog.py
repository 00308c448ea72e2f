"""What came of something owed, or of several at once: its state, its day, a note; what looks wrong is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.domain.ledgers.doubts import Doubt
from desktop.ui.criteria.date_field import DateField
from desktop.ui.ledgers.doubt_notice import DoubtNotice
from desktop.ui.ledgers.row_file_list import RowFileList
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import px
from desktop.viewmodels.row_files import RowFiles


class Asked(NamedTuple):
    """What the dialog is called, and its three fields; each state has its words and its tone."""

    title: str
    state: str
    states: Mapping[str, tuple[str, str]]
    day: str
    note: str  # what belongs into it


class Said(NamedTuple):
    """What stands in the three fields."""

    state: str
    day: date | None
    note: str


class StateDialog(QDialog):
    """Its fields and its keys; what may be kept, and what it makes, each kind says."""

    def __init__(
        self,
        parent: QWidget,
        asked: Asked,
        heading: str,
        said: Said,
        files: RowFiles | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(asked.title)
        self.setMinimumWidth(px(560))
        self._asked = asked
        self._states = Segments([Segment(*one) for one in asked.states.values()], asked.state)
        self._day = DateField(asked.day)
        self._note: QLineEdit = line("说明", asked.note)
        self._fault = paragraph("", "small", "red")
        self._notice = DoubtNotice()
        self.files = RowFileList(files) if files else None
        self.keep_button = button("登记", "primary")
        self.keep_button.setDefault(True)
        self._cancel = button("取消")
        self._lay_out(heading)
        self._states.show_value([*asked.states].index(said.state))
        self._day.show_value(said.day.isoformat() if said.day else None)
        self._note.setText(said.note)
        self._connect()

    def _lay_out(self, heading: str) -> None:
        told = paragraph(heading, "strong")
        told.setMinimumWidth(px(520))  # or it asks for the height of a narrow one
        form = column(
            told,
            self._states,
            row(label(self._asked.day, "soft"), self._day, None),
            row(label("说明", "soft"), self._note),
            self._fault,
            None,
            gap=12,
            margins=(18, 16, 18, 10),
        )
        foot = row(None, self._cancel, self.keep_button, margins=(18, 8, 18, 12))
        shown = (framed("pane", form), self._notice, *((self.files,) if self.files else ()))
        self.setLayout(column(*shown, framed("foot", foot), gap=0))

    def _connect(self) -> None:
        self.keep_button.clicked.connect(self._on_keep)
        self._cancel.clicked.connect(self.reject)
        self._states.chosen.connect(lambda _: self._on_changed())
        self._day.edited.connect(self._on_changed)

    def begin(self) -> None:
        """To the day: it is what differs from one to the next."""
        self._on_changed()
        self._day.setFocus()
        self._day.selectAll()

    # -- what each kind says

    def fault(self) -> tuple[str, QWidget] | None:
        """Why what was entered cannot be kept, and where."""
        raise NotImplementedError

    def doubts(self) -> Iterable[Doubt]:
        """What looks wrong with it."""
        raise NotImplementedError

    # -- what follows from it

    @property
    def said(self) -> Said:
        """What was entered."""
        day = self._day.value
        return Said(
            [*self._asked.states][self._states.value or 0],
            date.fromisoformat(day) if day else None,
            self._note.text().strip(),
        )

    def _on_changed(self) -> None:
        self._fault.setText("")
        self._notice.show_doubts(self.doubts())

    def _on_keep(self) -> None:
        fault = (self._day.wanted, self._day) if self._day.wrong else self.fault()
        if fault is None:
            self.accept()
            return
        words, where = fault
        self._fault.setText(words)
        where.setFocus()

    def done(self, result: int) -> None:
        """What is on its way is linked all the same: the row is there."""
        if self.files is not None:
            self.files.files.close()
        super().done(result)
