"""登记异议: which unit objects to which line, what it says, who brought it when, and what came with it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.records import AssessmentKey
from desktop.services.objections import Raised
from desktop.ui.criteria.date_field import DateField
from desktop.ui.ledgers.row_file_list import RowFileList
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.elided_choice import ElidedChoice
from desktop.ui.parts.keys import agreed_by_keys
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.theme.tokens import px
from desktop.viewmodels.objection_files import ObjectionFiles
from desktop.viewmodels.round_objections import Line, RoundObjections, term_words

_WIDEST: Final = 10_000


class RaiseDialog(QDialog):
    """Nothing is kept before the button is pressed."""

    def __init__(self, parent: QWidget, objections: RoundObjections, today: date) -> None:
        super().__init__(parent)
        self._objections = objections
        self._units = objections.units()
        self._lines: list[Line] = []
        self.setWindowTitle("登记异议")
        self.setMinimumWidth(px(680))
        self.units = _choice("单位")
        for _, name in self._units:
            self.units.addItem(name)
        self.lines = _choice("异议的条款")
        self.claim = QPlainTextEdit()
        self.claim.setAccessibleName("异议内容")
        self.claim.setPlaceholderText("单位不认可什么、理由是什么（必填）")
        self.claim.setTabChangesFocus(True)
        self.claim.setFixedHeight(px(64))
        self.by: QLineEdit = line("提出人", "例如：办公室主任 王某，电话")
        self.raised = DateField("提出日期")
        self.raised.show_value(today.isoformat())
        self.term = paragraph("", "small")
        book = objections.book
        self.files = ObjectionFiles(book.workplace, book.jobs)
        self.file_list = RowFileList(self.files)
        self._fault = paragraph("", "small", "red")
        self.keep_button = button("登记", "primary", "", "Ctrl+Enter")
        self._lay_out()
        self._connect()
        self._show_lines()
        self.units.setFocus()

    def _lay_out(self) -> None:
        cancel = button("取消")
        cancel.clicked.connect(self.reject)
        who = row(self.by, label("日期", "soft"), self.raised)
        foot = row(self._fault, cancel, self.keep_button)
        foot.setStretch(0, 1)
        whole = column(
            label("登记异议", "heading"),
            _field("单位", self.units),
            _field("条款", self.lines),
            _field("内容", self.claim),
            _field("提出人", who),
            self.term,
            self.file_list,
            foot,
            gap=10,
            margins=(20, 16, 20, 16),
        )
        self.setLayout(whole)

    def _connect(self) -> None:
        self.units.currentIndexChanged.connect(lambda _: self._show_lines())
        self.raised.edited.connect(self._show_term)
        self.keep_button.clicked.connect(self._on_keep)
        agreed_by_keys(self, self.keep_button)

    def done(self, result: int) -> None:
        """Files that wait for an objection go with it."""
        self.files.close()
        super().done(result)

    def choose(self, key: AssessmentKey, part: str, criterion: str | None) -> None:
        """Begin with this line."""
        self.units.setCurrentIndex([one for one, _ in self._units].index(key))
        places = [(one.part, one.criterion) for one in self._lines]
        if (part, criterion) in places:
            self.lines.setCurrentIndex(places.index((part, criterion)))

    def _show_lines(self) -> None:
        self.lines.clear()
        at = self.units.currentIndex()
        self._lines = self._objections.lines_of(self._units[at][0]) if at >= 0 else []
        for one in self._lines:
            self.lines.addItem(one.words.replace("\n", "，"))
        self._show_term()

    def _show_term(self) -> None:
        at, day = self.units.currentIndex(), self.raised.value
        if at >= 0:
            term = self._objections.term(self._units[at][0])
            self.term.setText(term_words(term, date.fromisoformat(day) if day else None))

    def _on_keep(self) -> None:
        day, claim = self.raised.value, self.claim.toPlainText().strip()
        unit, at = self.units.currentIndex(), self.lines.currentIndex()
        if unit < 0 or at < 0:
            self._refuse("请先选单位和条款", self.units)
        elif not claim:
            self._refuse("请写异议内容", self.claim)
        elif day is None:
            self._refuse(DateField.wanted, self.raised)
        else:
            one = self._lines[at]
            said = (claim, date.fromisoformat(day), self.by.text().strip())
            raised = Raised(one.part, one.criterion, *said)
            identity = self._objections.raise_(self._units[unit][0], raised)
            if identity:
                self.files.keep(identity)
                self.accept()

    def _refuse(self, words: str, at: QWidget) -> None:
        self._fault.setText(words)
        at.setFocus()


def _choice(name: str) -> QComboBox:
    made = ElidedChoice(name)
    made.setMaximumWidth(px(_WIDEST))
    return made


def _field(words: str, field: QWidget | QHBoxLayout) -> QHBoxLayout:
    head = label(words, "soft")
    head.setFixedWidth(px(52))
    made = row(head, field)
    made.setStretch(1, 1)
    return made
