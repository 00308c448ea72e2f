"""The indicator tree as Qt's views read it: sections, and under them indicators, bonus and penalty."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.part_rows import Filter, PartRow, SectionRow, section_rows

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_TOP = 0  # the internal id of a top row; a part bears its section's place and one


class IndicatorTree(QAbstractItemModel):
    """Rows that pass the filter and the search. Sections without a name are no rows: their parts are."""

    def __init__(self, assessment: OpenAssessment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assessment = assessment
        self._sections: tuple[SectionRow, ...] = ()
        self._top: list[SectionRow | PartRow] = []
        self.filter = Filter.ALL
        self.search = ""
        self._proposed: frozenset[str] = frozenset()  # criteria
        assessment.opened.connect(self._on_opened)
        assessment.changed.connect(self._on_changed)

    # -- what is shown

    def show_only(self, chosen: Filter, search: str) -> None:
        """Choose what is let through."""
        self.filter, self.search = chosen, search
        self._lay_out()

    @property
    def narrowed(self) -> str:
        """Why nothing is shown, where that is so because of the search or a filter."""
        if self._top or not self._sections:
            return ""
        if self.search.strip():
            return f"没有找到“{self.search.strip()}”。换几个字再查，或者清空。"
        return f"没有“{self.filter.value}”的指标。"

    def show_proposed(self, criteria: frozenset[str]) -> None:
        """Mark where the ledgers propose something."""
        if criteria != self._proposed:
            self._proposed = criteria
            self._on_changed()

    def count(self, chosen: Filter) -> int:
        """How many parts a filter would show."""
        return sum(part.shown_by(chosen, "") for one in self._sections for part in one.parts)

    def part_rows(self) -> list[PartRow]:
        """The parts in sight, in order."""
        rows: list[PartRow] = []
        for one in self._top:
            rows += one.parts if isinstance(one, SectionRow) else [one]
        return rows

    def index_of(self, part: str) -> QModelIndex:
        """Where a part stands; nowhere if it is not shown."""
        for place, one in enumerate(self._top):
            if isinstance(one, PartRow):
                if one.part == part:
                    return self.createIndex(place, 0, _TOP)
                continue
            for row, inside in enumerate(one.parts):
                if inside.part == part:
                    return self.createIndex(row, 0, place + 1)
        return QModelIndex()

    def _read(self) -> tuple[SectionRow, ...]:
        one = self._assessment
        if one.key is None:
            return ()
        return section_rows(one.sight, one.sheet, one.parts, self._proposed)

    def _on_opened(self) -> None:
        self._sections = self._read()
        self._lay_out()

    def _on_changed(self) -> None:
        self._sections = self._read()
        top = self._filtered()
        if [_shape(one) for one in top] != [_shape(one) for one in self._top]:
            self._lay_out()
            return
        before, self._top = self._top, top
        for place, (old, new) in enumerate(zip(before, top, strict=True)):
            if old != new:
                index = self.index(place, 0)
                self.dataChanged.emit(index, index)
                if isinstance(new, SectionRow) and new.parts:
                    last = self.index(len(new.parts) - 1, 0, index)
                    self.dataChanged.emit(self.index(0, 0, index), last)

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._top = self._filtered()
        self.endResetModel()

    def _filtered(self) -> list[SectionRow | PartRow]:
        top: list[SectionRow | PartRow] = []
        for one in self._sections:
            parts = tuple(p for p in one.parts if p.shown_by(self.filter, self.search))
            if not one.name:
                top += parts
            elif parts:
                top.append(SectionRow(one.name, one.score, one.points, one.share, parts))
        return top

    # -- as Qt reads it

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """The index of a row; sections have rows, parts have none."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # the stubs know QObject's alone
        """The section of a part."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Top rows, or the parts of a section."""
        if not parent.isValid():
            return len(self._top)
        one = self._row(parent)
        return len(one.parts) if isinstance(one, SectionRow) and parent.column() == 0 else 0

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: ARG002  # Qt's
        """One: the delegate lays out the row."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A section is a heading and cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._row(index), PartRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The row itself for the delegate; words for everything else."""
        row = self._row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if isinstance(row, PartRow) else f"{row.name}，得分 {row.score}"
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{row.no} {row.name}".strip() if isinstance(row, PartRow) else row.name
        return None

    def _row(self, index: Index) -> SectionRow | PartRow | None:
        if not index.isValid():
            return None
        above = index.internalId()
        if above == _TOP:
            return self._top[index.row()]
        section = self._top[above - 1]
        return section.parts[index.row()] if isinstance(section, SectionRow) else None


def _shape(row: SectionRow | PartRow) -> object:
    """What makes a row the same one."""
    if isinstance(row, PartRow):
        return row.part
    return row.name, tuple(part.part for part in row.parts)
