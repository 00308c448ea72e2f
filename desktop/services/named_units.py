"""Named units: the units that are known, found by their names, their other names, and short ones of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.domain.names import plain_name
from desktop.domain.office_names import OfficeName, office_name, without_stamp
from desktop.domain.records import UnitRecord
from desktop.domain.refusals import Refused, quoted


class NamedUnits:
    """A name goes before another unit's other name, and that before what only sounds like it."""

    def __init__(self, known: Iterable[UnitRecord]) -> None:
        self._named: dict[str, UnitRecord] = {}
        self._also: dict[str, list[UnitRecord]] = {}
        self._offices: dict[str, list[tuple[UnitRecord, OfficeName]]] = {}  # by task
        self._places: dict[
            str, OfficeName
        ] = {}  # the one that a unit without a named place was taken for
        for one in known:
            self._named[plain_name(one.name)] = one
            for alias in one.aliases:
                self._also.setdefault(plain_name(alias), []).append(one)
            for office in map(office_name, (one.name, *one.aliases)):
                for task in office.tasks:
                    self._offices.setdefault(task, []).append((one, office))

    def meant_by(self, *names: str) -> UnitRecord | None:
        """The one unit that has one of these names; several are refused."""
        found: dict[str, UnitRecord] = {}
        for plain in map(self._plain, names):
            named = self._named.get(plain)
            found |= {one.id: one for one in ([named] if named else self._also.get(plain, []))}
        if len(found) > 1:
            told = "、".join(f"“{one.name}”" for one in found.values())
            raise Refused(f"名称和别名对得上几个已有的单位（{told}），请核对")
        return next(iter(found.values()), None)

    def _plain(self, name: str) -> str:
        """Without the place for a stamp, unless a unit is really called so."""
        plain = plain_name(name)
        return plain if plain in self._named or plain in self._also else without_stamp(plain)

    def called(self, name: str) -> UnitRecord | None:
        """The one unit that has this name, or is the only one that may be called so for short."""
        found = self.meant_by(name)
        if found is not None:
            return found
        said = office_name(name)
        found = _only(name, self._alike(said))
        if found is not None and said.says_which:
            self._refuse_second_place(found, said)
        return found

    def _refuse_second_place(self, unit: UnitRecord, said: OfficeName) -> None:
        """县教育局 may be any county's, but not two counties' in one file."""
        taken = self._places.setdefault(unit.id, said)
        if not taken.is_within(said.places):
            before, here = ("".join(one.places) for one in (taken, said))
            told = f"“{unit.name}”没有写明是哪里的，前面已经对应{quoted(before)}的"
            raise Refused(f"{told}，这里又是{quoted(here)}的，请核对")

    def beside(self, name: str, unit: UnitRecord) -> UnitRecord | None:
        """Whom a row of this unit calls so for short: 县教育局 is that of the unit's own county."""
        found = self.meant_by(name)
        if found is not None:  # the stamp is no part of the name that is kept
            return None if self._plain(name) == plain_name(name) else found
        said, own = office_name(name), office_name(unit.name).places
        places = own if said.is_within(own) else said.places
        return _only(name, self._alike(said, places))

    def _alike(
        self, said: OfficeName, places: tuple[str, ...] | None = None
    ) -> Sequence[UnitRecord]:
        """Who may be called so, each once; those of very these places where some are named."""
        found = {
            unit.id: unit
            for task in said.tasks
            for unit, office in self._offices.get(task, ())
            if said.may_be(office) and places in {None, office.places}
        }
        return sorted(found.values(), key=lambda one: one.name)


def _only(name: str, found: Sequence[UnitRecord]) -> UnitRecord | None:
    if len(found) > 1:
        told = "、".join(f"“{one.name}”" for one in found)
        raise Refused(f"{quoted(name)}可能是几个单位（{told}），看不出是哪一个，请写全称")
    return found[0] if found else None
