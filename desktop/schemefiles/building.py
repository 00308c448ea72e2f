"""Building: from a parsed table to its frozen data class, collecting every fault on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from desktop.domain.keys import Kind, field_of, kinds_of, required_of
from desktop.domain.refusals import Refused, quoted, unknown
from desktop.domain.slips import FORM, Place, Slip

Table = TypeVar("Table")


@dataclass(frozen=True, slots=True)
class Workshop:
    """Collects what is wrong while tables are built.

    `origins` tells where a key really stands that is read in another's place (`by_kind`).
    """

    slips: list[Slip] = field(default_factory=list)
    origins: dict[Place, Place] = field(default_factory=dict)

    @property
    def faults(self) -> int:
        """How many faults of form there are; with any, a table cannot be built."""
        return sum(slip.code == FORM for slip in self.slips)

    def fault(self, place: Place, message: str) -> None:
        """Note a fault of form."""
        self._note(Slip(FORM, message, place))

    def note_slips(self, built: object, place: Place) -> None:
        """Note what a built table says is wrong with itself."""
        if hasattr(built, "slips"):
            for slip in built.slips():
                self._note(slip.under(*place))

    def _note(self, slip: Slip) -> None:
        place = slip.place
        for length in range(len(place), 0, -1):
            if place[:length] in self.origins:
                origin = self.origins[place[:length]] + place[length:]
                slip = Slip(slip.code, slip.message, origin, slip.grave)
                break
        self.slips.append(slip)

    def build(self, cls: type[Table], raw: object, place: Place) -> Table | None:
        """Build one table; None where it cannot be built."""
        values = self.values(cls, raw, place, frozenset(kinds_of(cls)))
        if values is None:
            return None
        built = cls(**values)
        self.note_slips(built, place)
        return built

    def values(
        self, cls: type, raw: object, place: Place, known: frozenset[str]
    ) -> dict[str, Any] | None:
        """Read the keys that a class declares; `known` are all that the table may have."""
        if not isinstance(raw, dict):
            self.fault(place, f"这里要写成一个表，现在是{quoted(raw)}")
            return None
        before = self.faults
        for name in raw.keys() - known:
            self.fault((*place, name), unknown(name, known))
        for name in sorted(required_of(cls) - raw.keys()):
            self.fault(place, f"缺少“{name}”")
        kinds = kinds_of(cls)
        values = {
            field_of(n): self._value(kinds[n], raw[n], (*place, n)) for n in raw if n in kinds
        }
        return values if self.faults == before else None

    def _value(self, kind: Kind, raw: object, place: Place) -> object:
        if kind.table is None:
            return self.read(kind, raw, place)
        if not kind.many:
            return self.build(kind.table, raw, place)
        entries = self.entries(raw, place)
        return tuple(self.build(kind.table, entry, (*place, i)) for i, entry in entries)

    def read(self, kind: Kind, raw: object, place: Place) -> object:
        """Read one value that is no table."""
        try:
            value: object = kind.read(raw)
        except Refused as refused:
            inner = tuple(
                int(p) if p.isascii() and p.isdigit() else p for p in refused.at.split(".") if p
            )
            self.fault((*place, *inner), refused.message)
            return None
        return value

    def entries(self, raw: object, place: Place) -> list[tuple[int, object]]:
        """The entries of a list of tables; what a kind of unit leaves out stands there as None."""
        if isinstance(raw, list):
            return [(index, entry) for index, entry in enumerate(raw) if entry is not None]
        self.fault(place, f"这里要写成一组表，现在是{quoted(raw)}")
        return []
