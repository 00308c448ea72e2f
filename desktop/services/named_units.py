"""Named units: the units that are known, found by their names and by their other names."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.names import plain_name
from desktop.domain.records import UnitRecord
from desktop.domain.refusals import Refused


class NamedUnits:
    """A name goes before another unit's other name."""

    def __init__(self, known: Iterable[UnitRecord]) -> None:
        self._named: dict[str, UnitRecord] = {}
        self._also: dict[str, list[UnitRecord]] = {}
        for one in known:
            self._named[plain_name(one.name)] = one
            for alias in one.aliases:
                self._also.setdefault(plain_name(alias), []).append(one)

    def meant_by(self, *names: str) -> UnitRecord | None:
        """The one unit that has one of these names; several are refused."""
        found: dict[str, UnitRecord] = {}
        for plain in map(plain_name, names):
            named = self._named.get(plain)
            found |= {one.id: one for one in ([named] if named else self._also.get(plain, []))}
        if len(found) > 1:
            told = "、".join(f"“{one.name}”" for one in found.values())
            raise Refused(f"名称和别名对得上几个已有的单位（{told}），请核对")
        return next(iter(found.values()), None)
