"""The units of a round as 佐证 lists them: what each has to hand in, what is there, and what to say of it."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.domain.checklist_tallies import Standing
from desktop.domain.records import AssessmentKey
from desktop.services.round_evidence import UnitEvidence
from desktop.viewmodels.evidence_book import EvidenceBook

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()


class UnitLine(NamedTuple):
    """One unit: its name, how it stands in a word, how much of what is due is there, and why it cannot be changed."""

    key: AssessmentKey
    name: str
    standing: Standing
    words: str
    due: int
    there: int
    state: str  # 已定稿, 审核中, 已交出; blank where nothing stands in the way

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        figures = f"应交 {self.due} 件，已交 {self.there} 件" if self.due else ""
        return "，".join(one for one in (self.name, self.words, figures, self.state) if one)


def unit_line(one: UnitEvidence, *, asks: bool) -> UnitLine:
    """What is shown of a unit; where nothing is asked for, how many files there are."""
    of = one.assessment
    standing, words = _standing(one, asks=asks)
    return UnitLine(of.key, of.name, standing, words, one.due, one.due - one.lacking, _state(one))


def _standing(one: UnitEvidence, *, asks: bool) -> tuple[Standing, str]:
    if one.trouble:
        return Standing.LACKING, "读不出"
    if not asks:
        told = f"{one.files} 份" if one.files else "没有材料"
        return Standing.COMPLETE if one.files else Standing.UNASKED, told
    if one.lacking:
        return Standing.LACKING, f"缺 {one.lacking}"
    standing = Standing.COMPLETE if one.due else Standing.WAIVED
    return standing, str(standing.value)


def _state(one: UnitEvidence) -> str:
    of = one.assessment
    if of.finalised:
        return "已定稿"
    if of.in_review:
        return "审核中"
    return "已交出" if one.away else ""


class EvidenceUnits(QAbstractListModel):
    """The units that the book shows; rows that are the same ones stay."""

    def __init__(self, book: EvidenceBook) -> None:
        super().__init__(book)
        self._book = book
        self.lines: list[UnitLine] = []
        book.opened.connect(self.read)
        book.changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Take what the book holds."""
        lines = [unit_line(one, asks=self._book.asks) for one in self._book.units]
        if [one.key for one in lines] == [one.key for one in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def place_of(self, key: AssessmentKey | None) -> int:
        """Where a unit stands; -1 where it is not shown."""
        return next((at for at, one in enumerate(self.lines) if one.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """A row a unit."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The line for the delegate; words for everything else."""
        one = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return one
            case Qt.ItemDataRole.DisplayRole:
                return one.name
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return one.spoken
        return None
