"""The ranking as a table, of this round or of its year; and what is done from there to a unit or to the round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.domain.formulas import guarded
from desktop.domain.ranking import Ranking
from desktop.domain.records import AssessmentKey, Person
from desktop.services.progress import IsCancelled, Progress
from desktop.services.round_rankings import scorer_remarks_of
from desktop.services.second_scoring import Comparison, compare, open_beside
from desktop.services.taking_part import bring_in_unit, excuse_unit
from desktop.services.year_rankings import YearSight, see_year
from desktop.viewmodels.jobs import Job
from desktop.viewmodels.ranking_lines import (
    AMOUNT,
    PART,
    Line,
    RankColumn,
    RankLine,
    columns_of,
    lines_of,
)
from desktop.viewmodels.result_book import ResultBook

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RankingBoard(QAbstractTableModel):
    """Lines are units and bands; a year is read beside the window, for it may be twelve rounds."""

    laid_out = Signal()

    def __init__(self, book: ResultBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.lines: list[Line] = []
        self.columns: tuple[RankColumn, ...] = ()
        self.yearly = False
        self.year: YearSight | None = None
        self._reading: Job | None = None
        self._round = ""

    # -- what is shown

    @property
    def has_year(self) -> bool:
        """Whether the scheme takes a year's rounds together."""
        return self.book.scheme is not None and self.book.scheme.together is not None

    @property
    def _ranking(self) -> Ranking:
        return self.year.ranking if self.yearly and self.year else self.book.ranking

    @property
    def provisional(self) -> bool:
        """Whether the order still may change."""
        return bool(self.lines) and self._ranking.provisional

    @property
    def summary(self) -> str:
        """How many are ranked, and what is still waited for."""
        ranking = self._ranking
        if self.book.scheme is not None and not self.book.scheme.indicators:
            return "这个批次的方案不计分，没有排名"
        if self.yearly and self.year is None:
            return (
                "正在汇总全年各批次…"
                if self._reading
                else "考核时段不是一个季度或月份，没有全年合计"
            )
        ranked = sum(one.place is not None for one in ranking.standings)
        told = f"{len(ranking.standings)} 个单位，已排名 {ranked} 个"
        if not ranking.provisional:
            return told
        return f"{told}；还有{'批次' if self.yearly else '单位'}没有评完"

    def show_round(self) -> None:
        """All of it anew; another round begins with itself."""
        here = self.book.round.id if self.book.round else ""
        if here != self._round:
            self._round, self.yearly, self.year = here, False, None
        self.yearly &= self.has_year
        if self.yearly:
            self._read_year()
        self._lay_out()

    def show_year(self, *, yearly: bool) -> None:
        """The round, or its year."""
        self.yearly = yearly
        self.show_round()

    def _read_year(self) -> None:
        if self._reading is not None:
            self._reading.forget()
        workspace, here = self.book.workplace.workspace, self._round

        def read(told: Progress, is_cancelled: IsCancelled) -> YearSight | None:
            del told, is_cancelled
            return see_year(workspace, here)

        self._reading = self.book.jobs.start("正在汇总全年得分", read, self._on_year)

    def _on_year(self, year: YearSight | None) -> None:
        self.year, self._reading = year, None
        self._lay_out()

    def _lay_out(self) -> None:
        scheme = self.book.scheme
        year = self.year if self.yearly else None
        self.beginResetModel()
        self.columns, self.lines = (), []
        if scheme is not None and scheme.indicators and (year is not None or not self.yearly):
            self.columns = columns_of(scheme, year)
            remarks = scorer_remarks_of(scheme, self.book.sheets.values(), self.book.beside)
            self.lines = lines_of(self.book, self.columns, year, remarks)
        self.endResetModel()
        self.laid_out.emit()

    def line(self, index: Index) -> RankLine | None:
        """The unit at a place; None at a band."""
        found = self.lines[index.row()] if index.isValid() else None
        return found if isinstance(found, RankLine) else None

    def row_of(self, key: AssessmentKey | None) -> int:
        """Where a unit stands now, else the first that is there; −1 where nobody is."""
        units = [n for n, one in enumerate(self.lines) if isinstance(one, RankLine)]
        held = (n for n in units if self.lines[n].key == key)  # type: ignore[union-attr]  # units alone
        return next(held, next(iter(units), -1))

    def copied(self, rows: Iterable[int]) -> str:
        """Lines as a spreadsheet takes them, with the headings, and the group of each."""
        text = [["分组", *(one.words for one in self.columns)]]
        for row in rows:
            line = self.lines[row]
            if isinstance(line, RankLine):
                text.append([line.standing.group, *line.cells])
        if not any(one[0] for one in text[1:]):
            text = [one[1:] for one in text]
        return "\n".join("\t".join(map(_one_line, one)) for one in text) + "\n"

    # -- Qt's

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Lines have none below."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As the scheme has grades, and a year parts."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The headings; figures stand to the right."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].holds in {AMOUNT, PART} else _LEFT
        return self.columns[section].words if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words, also for who hears them."""
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if isinstance(line, RankLine):
            return line.cells[index.column()]
        return line.words if index.column() == 0 else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Bands are passed over."""
        return super().flags(index) if self.line(index) else Qt.ItemFlag.NoItemFlags

    # -- what is done

    def excuse(self, key: AssessmentKey, grounds: str) -> None:
        """The unit takes no part."""
        at = self.book.workplace
        at.attempt(lambda: excuse_unit(at.workspace, at.author, key, grounds))

    def bring_in(self, key: AssessmentKey) -> None:
        """It takes part after all."""
        at = self.book.workplace
        at.attempt(lambda: bring_in_unit(at.workspace, at.author, key))

    @property
    def evaluators(self) -> list[Person]:
        """Who may score a second time."""
        return [one for one in self.book.workplace.people() if one.evaluates]

    def open_beside(self, person: str | None) -> None:
        """A second scoring of the round."""
        at = self.book.workplace
        with at.deed() as tell:
            _, outcome = open_beside(at.workspace, at.author, self._round, [person])
            tell(outcome)
            at.remarked.emit("已开复评，列在总览里这个批次下面；评完后在这里比对")

    def compared(self) -> Comparison | None:
        """What the scorers see differently."""
        found: list[Comparison] = []
        with self.book.workplace.deed():
            found.append(compare(self.book.workplace.workspace, self._round))
        return next(iter(found), None)


def _one_line(words: str) -> str:
    return guarded(" ".join(words.split()))
