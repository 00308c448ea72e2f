"""A row in the making: what is typed below each heading, read as the ledger reads it, with what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.ledgers.columns import Column, columns_of, plain_row, plain_share, read_row
from desktop.domain.ledgers.doubts import Doubt, doubts_of
from desktop.domain.ledgers.kinds import Kept, Ledger, Row
from desktop.domain.refusals import Refused
from desktop.intake.cell_values import read_share

_YEAR: Final = "year"


def typed_share(text: str) -> str | None:
    """What is typed for a share, as a row keeps it; None where it is none."""
    try:
        return plain_share(share) if (share := read_share(text)) <= 1 else None
    except Refused:
        return None


class RowDraft(QObject):
    """Holds plain values by column; blank ones are left out."""

    changed = Signal()

    def __init__(
        self, ledger: Ledger, unit: str | None, kept: Kept[Row] | None = None, year: int = 0
    ) -> None:
        super().__init__()
        self.ledger = ledger
        self.unit = kept.unit if kept else unit
        self.id = kept.id if kept else ""
        self._year = year
        dated = year and any(one.name == _YEAR for one in self.columns)
        self._began: dict[str, object] = {_YEAR: year} if dated else {}
        if kept is not None:
            self._began = dict(plain_row(kept.row))
        self.values = dict(self._began)
        self.counted: Callable[[Kept[Row]], str] = lambda _: ""  # the days of a row, by its ledger

    @property
    def days(self) -> str:
        """The days that are counted for the row as it is typed; blank where none are, or it is no row yet."""
        try:
            return self.counted(self.row())
        except Refused:
            return ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """What can be filled in."""
        return columns_of(self.ledger.row)

    @property
    def touched(self) -> bool:
        """Whether anything was typed that is not kept."""
        return self.values != self._began

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What looks wrong with the row as it stands; nothing before it could be kept."""
        try:
            row = read_row(self.ledger.row, self.values)
        except Refused:
            return ()
        today = date.today()  # noqa: DTZ011  # the office's own calendar day
        year = self._year or (row.on or today).year
        return doubts_of(row, today, year)

    def write(self, name: str, value: object) -> None:
        """Take what stands below a heading; None or blank takes it out."""
        if value in (None, "", ()):
            self.values.pop(name, None)
        else:
            self.values[name] = value
        self.changed.emit()

    def begin_with(self, shown: Mapping[str, object]) -> None:
        """What the form shows by itself, as a choice that is never blank, is nothing that was typed."""
        told = {name: one for name, one in shown.items() if one not in (None, "", ())}
        self._began = {**self._began, **told}
        self.values = dict(self._began)

    def begin_anew(self) -> None:
        """Another row of the same unit."""
        self.values = dict(self._began)
        self.changed.emit()

    def row(self) -> Kept[Row]:
        """The row, or a refusal that names the column."""
        if self.unit is None:
            raise Refused("请选择是哪个单位的台账", "unit")
        for one in self.columns:
            if one.wanted and one.name not in self.values:
                raise Refused(f"“{one.heading}”还空着，请填写", one.name)
        try:
            return Kept(self.id, self.unit, read_row(self.ledger.row, self.values))
        except Refused as refused:
            column = next((one for one in self.columns if one.name == refused.at), None)
            head = f"“{column.heading}”：" if column else ""
            raise Refused(f"{head}{refused.message}", refused.at) from None
