"""The departments and counties that a unit answers for, as its year names them."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.domain.ledgers.members import COUNTIES, Member
from desktop.services.demonstration_year.alterations import Data
from desktop.services.demonstration_year.chance import Chance
from desktop.services.demonstration_year.days import in_month


def departments_of(names: Data, told: Data) -> list[str]:
    """The departments under a unit, by the short names of the catalogue."""
    every: list[str] = [*names["departments"], *names["further_departments"]]
    return every[: told.get("members", 0)]


def called(prefix: str, department: str) -> str:
    """A department as the unit's own ledgers call it; the fire brigades of counties are called otherwise."""
    return prefix + (department if prefix == "市" else department.replace("支队", "大队"))


def members_of(names: Data, told: Data, chance: Chance) -> Iterator[Member]:
    """Every department with the day on which it reported its plan, and every county."""
    for one in departments_of(names, told):
        reported = in_month(told["year"], 3, chance.between(2, 28))
        yield Member(name=called(told["prefix"], one), reported=reported)
    for county in told.get("counties", ()):
        yield Member(name=county["name"], sort=COUNTIES)
