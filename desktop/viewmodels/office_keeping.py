"""Keeping the office: its profile, its people with their PINs, and the units that it assesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.names import one_line
from desktop.domain.records import Office, Person, UnitRecord, new_id
from desktop.domain.scheme import Scheme
from desktop.services.office import (
    describe_office,
    keep_people,
    keep_units,
    office_of,
    people_of,
    units_of,
)
from desktop.services.office_schemes import sound_schemes
from desktop.services.pins import has_pin, set_pin
from desktop.viewmodels.workplace import Workplace

_OURS = frozenset({"office", "person", "unit", "setting"})


class OfficeKeeping(QObject):
    """What the settings show and change of the office."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        workplace.dispatcher.changed.connect(self._on_changed)

    @property
    def office(self) -> Office:
        """The profile."""
        return office_of(self._at.workspace)

    @property
    def people(self) -> list[Person]:
        """Everybody, those who are there first."""
        return sorted(people_of(self._at.workspace), key=lambda one: (not one.active, one.name))

    @property
    def units(self) -> list[UnitRecord]:
        """Every unit, those that are assessed first."""
        return sorted(units_of(self._at.workspace), key=lambda one: (not one.active, one.name))

    @property
    def schemes(self) -> list[Scheme]:
        """What a round can be opened with: they say which kinds of units there are."""
        return sound_schemes(self._at.workspace)

    def describe(self, office: Office) -> None:
        """Keep the profile where it changed; an office has a name, so the one that it had is shown again."""
        if not office.name and self.office.name:
            self._at.refused.emit("本单位名称不能空着，仍用原来的名称")
            self.changed.emit()
        elif office != self.office:
            with self._at.deed() as tell:
                tell(describe_office(self._at.workspace, self._at.author, office))

    def add_person(self, name: str) -> bool:
        """Somebody new, who evaluates; False where it was refused."""
        return self.keep_person(Person(new_id(), name))

    def keep_person(self, person: Person) -> bool:
        """Keep somebody, new or changed; False where it was refused."""
        at, kept = self._at, replace(person, name=one_line(person.name))
        return at.attempt(lambda: keep_people(at.workspace, at.author, [kept]))

    def keep_units(self, units: Sequence[UnitRecord]) -> None:
        """Keep units, new or changed."""
        if units:
            with self._at.deed() as tell:
                tell(keep_units(self._at.workspace, self._at.author, units))

    def retire(self, unit: UnitRecord, *, active: bool) -> None:
        """Leave a unit out of new rounds, or take it in again; its old sheets stay."""
        self.keep_units([replace(unit, active=active)])

    def has_pin(self, person: Person) -> bool:
        """Whether a PIN is asked for when this person sits down."""
        return has_pin(self._at.workspace, person.id)

    def set_pin(self, person: Person, pin: str) -> None:
        """Ask for this PIN, or for none."""
        with self._at.deed() as tell:
            tell(set_pin(self._at.workspace, self._at.author, person.id, pin))
            done = "已设置口令" if pin else "已取消口令"
            self._at.remarked.emit(f"{person.name}：{done}")

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in _OURS for table, _ in touched):
            self.changed.emit()
