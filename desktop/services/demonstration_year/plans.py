"""The plan of a unit's year: the joint items, those of its departments, its own, and those of its counties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any, Final

from desktop.domain.ledgers.inspections import MARKET
from desktop.domain.ledgers.plan_items import DEPARTMENT, GENERAL, JOINT, KEY, PlanItem
from desktop.services.demonstration_year.alterations import Data
from desktop.services.demonstration_year.chance import Chance
from desktop.services.demonstration_year.days import in_month
from desktop.services.demonstration_year.members import called, departments_of

_MONTHS: Final = (4, 11)


def plan_of(names: Data, told: Data, chance: Chance) -> list[PlanItem]:
    """All of it, numbered as each plan numbers its own."""
    draft = _Draft(told, chance)
    subjects = _joint(names, told, chance)
    joint = _numbered([draft.joint(one, told["prefix"]) for one in subjects], "")
    if told.get("joint_numbers") == "catalogue":  # one plan that is kept in several ledgers
        joint = [
            replace(one, no=str(names["joint"].index(of) + 1))
            for one, of in zip(joint, subjects, strict=True)
        ]
    of_departments = [draft.own(lead, title) for lead, title in _titles(names, told)]
    counties = [one for county in told.get("counties", ()) for one in draft.county(names, county)]
    return [*joint, *_numbered(of_departments, "B"), *counties]


def objects_of(names: Data) -> dict[str, str]:
    """What the joint subjects look at, by their titles."""
    return {one["title"]: one.get("objects", MARKET) for one in names["joint"]}


def _joint(names: Data, told: Data, chance: Chance) -> list[Any]:
    """So many of the catalogue's subjects, in its order."""
    always = [one for one in names["joint"] if one["title"] in told.get("with", ())]
    return chance.some(names["joint"], told.get("joint", 0), always)


def _titles(names: Data, told: Data) -> Iterator[tuple[str, str]]:
    """Who leads, and what; the unit itself has no name in its own plan."""
    for one in departments_of(names, told):
        subjects = names["topics"][one]
        for title in islice(_batches(subjects), told.get("per_member", 0)):
            yield called(told["prefix"], one), title
    own = told.get("titles") or names["topics"].get(told.get("topics"), ())
    for title in islice(_batches(own), told.get("own", 0)):
        yield "", title


def _batches(subjects: Sequence[str]) -> Iterator[str]:
    """The subjects, and then again, batch after batch."""
    batch = 1
    while subjects:
        for one in subjects:
            yield one if batch == 1 else f"{one}（第{batch}批）"
        batch += 1


def _numbered(items: Sequence[dict[str, Any]], letter: str) -> list[PlanItem]:
    return [PlanItem(no=f"{letter}{number}", **one) for number, one in enumerate(items, 1)]


class _Draft:
    """One year's items before they have their numbers."""

    def __init__(self, told: Data, chance: Chance) -> None:
        self._year: int = told["year"]
        self._told = told
        self._chance = chance

    def joint(self, subject: Data, prefix: str, by: str = "") -> dict[str, Any]:
        return self._item(subject["month"]) | {
            "title": subject["title"],
            "sort": JOINT,
            "lead": called(prefix, subject["lead"]),
            "partners": tuple(called(prefix, one) for one in subject["partners"]),
            "by": by,
            "directory": subject["directory"] if prefix == "市" else 8 + subject["directory"] // 4,
        }

    def own(self, lead: str, title: str) -> dict[str, Any]:
        return self._item(self._chance.between(*_MONTHS)) | {
            "title": title,
            "sort": DEPARTMENT,
            "lead": lead,
            "directory": self._chance.between(12, 160),
        }

    def county(self, names: Data, county: Data) -> list[PlanItem]:
        """A county's joint plan, as the city keeps it; its departments are called after its kind."""
        subjects = _joint(names, county, self._chance)
        name = county["name"]
        joint = [self.joint(one, name[-1], name) for one in subjects]
        own = [self.own("", title) | {"by": name} for title in county.get("titles", ())]
        return [*_numbered(joint, ""), *_numbered(own, "B")]

    def _item(self, month: int) -> dict[str, Any]:
        return {
            "year": self._year,
            "grade": self._chance.pick([GENERAL, GENERAL, KEY]),
            "starts": date(self._year, month, 1),
            "ends": in_month(self._year, month, self._chance.between(20, 28)),
            "entry_due": date(self._year, 3, 31),
            "entered": in_month(self._year, 3, self._chance.between(7, 31)),
        }
