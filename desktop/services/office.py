"""The office: its profile, its people, the units that it assesses, its settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.domain.commands import Author, Command
from desktop.domain.findings import read_findings
from desktop.domain.names import plain_name
from desktop.domain.record_checks import checked
from desktop.domain.records import Assessment, Office, Person, Setting, UnitRecord
from desktop.domain.refusals import Refused, unknown
from desktop.services.assessments import recorded_of, round_of, round_scheme
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace


def describe_office(workspace: Workspace, author: Author, office: Office) -> Outcome:
    """Keep the office's own profile."""
    with workspace.writing() as desk:
        desk.put(checked(office))
        return outcome_of(desk.seal(Deed(Command.DESCRIBE_OFFICE, author)))


def office_of(workspace: Workspace) -> Office:
    """The office's profile; blank where nobody has written it yet."""
    with workspace.reading() as view:
        return next(iter(view.all(Office)), Office())


def office_name(view: View) -> str:
    """The office that assesses, as it calls itself."""
    found = view.get(Office, Office().id)
    return found.name if found else ""


def keep_people(workspace: Workspace, author: Author, people: Sequence[Person]) -> Outcome:
    """Keep people, new or changed. Nobody is deleted: their names stand under what they did."""
    with workspace.writing() as desk:
        known = {one.id: one.name for one in desk.all(Person)}
        known |= {one.id: checked(one, n).name for n, one in enumerate(people)}
        _refuse_twice([one.id for one in people], known, "人员")
        desk.put(*people)
        return outcome_of(desk.seal(Deed(Command.KEEP_PERSON, author)))


def people_of(workspace: Workspace) -> list[Person]:
    """Everybody, by name."""
    with workspace.reading() as view:
        return sorted(view.all(Person), key=lambda one: one.name)


def author_named(workspace: Workspace, name: str) -> Author:
    """A person of the office as the author of what follows."""
    names = {one.name: one for one in people_of(workspace) if one.active}
    if name not in names:
        raise Refused(unknown(name, names, "个人员"), "person")
    return Author(name, names[name].id)


def keep_units(workspace: Workspace, author: Author, units: Sequence[UnitRecord]) -> Outcome:
    """Keep units, new or changed; assessments that are still open follow."""
    with workspace.writing() as desk:
        known = {one.id: one.name for one in desk.all(UnitRecord)}
        known |= {one.id: checked(one, n).name for n, one in enumerate(units)}
        _refuse_twice([one.id for one in units], known, "单位")
        desk.put(*units)
        for number, unit in enumerate(units):
            _carry_to_open(desk, unit, number)
        return outcome_of(desk.seal(Deed(Command.KEEP_UNITS, author)))


def _carry_to_open(desk: Desk, unit: UnitRecord, number: int) -> None:
    """Name, kind and size; what was recorded must be readable with them."""
    for one in desk.all(Assessment, unit=unit.id):
        if one.finalised:
            continue
        new = replace(one, name=unit.name, kind=unit.kind, size=unit.size)
        if (new.kind, new.size) != (one.kind, one.size):
            if one.in_review:
                where = f"“{one.name}”在“{round_of(desk, one.round).name}”里正在审核"
                raise Refused(f"{where}，类别和规模不能改；请先退回", f"{number}.kind")
            try:
                scheme = round_scheme(desk, round_of(desk, one.round))
                read_findings(scheme, recorded_of(desk, new).plain())
            except Refused as refused:
                words = f"“{one.name}”在“{round_of(desk, one.round).name}”里：{refused.message}"
                at = refused.at.removeprefix("unit.") if refused.at.startswith("unit.") else "kind"
                raise Refused(words, f"{number}.{at}") from None
        desk.put(new)


def units_of(workspace: Workspace) -> list[UnitRecord]:
    """Every unit, by name."""
    with workspace.reading() as view:
        return sorted(view.all(UnitRecord), key=lambda one: one.name)


def change_setting(workspace: Workspace, author: Author, name: str, value: str) -> Outcome:
    """Remember a choice."""
    with workspace.writing() as desk:
        desk.put(checked(Setting(name, value)))
        return outcome_of(desk.seal(Deed(Command.CHANGE_SETTING, author)))


def setting_of(workspace: Workspace, name: str) -> str | None:
    """A choice that was made, if it was."""
    with workspace.reading() as view:
        found = view.get(Setting, name)
        return None if found is None else found.value


def _refuse_twice(ids: Sequence[str], names: Mapping[str, str], what: str) -> None:
    """Neither an id twice in one list, nor a name that reads the same as another's."""
    if len({*ids}) < len(ids):
        raise Refused(f"{what}里有两个代号相同，请只留一个")
    seen: dict[str, str] = {}
    for identity, name in names.items():
        plain = plain_name(name)
        if plain in seen:
            number = next(n for n, one in enumerate(ids) if one in {identity, seen[plain]})
            raise Refused(f"{what}“{name}”写了两次，请只留一个，或者加以区分", f"{number}.name")
        seen[plain] = identity
