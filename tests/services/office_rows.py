"""An office's rows as they lie in SQLite, plain, for a count that knows nothing of the program's ledgers."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.program import CHECKOUT
from tests.services.building import rows

Plain = dict[str, Any]


@dataclass
class UnitYear:
    """One unit in one year, with whatever of the ledgers concerns it."""

    unit: str
    names: list[str]
    year: int
    as_of: str
    ledgers: dict[str, list[Plain]] = field(default_factory=dict)
    due: list[tuple[str, str]] = field(default_factory=list)

    def within(self, day: str) -> bool:
        return day[:4] == str(self.year) and day <= self.as_of

    @property
    def end(self) -> str:
        return min(f"{self.year}-12-31", self.as_of)

    def level(self, given: Plain) -> str:
        """A county stands for itself where it has no counties (R31)."""
        level: str = given.get("level", "own")
        if level != "counties-or-own":
            return level
        return "counties" if self.owners("counties") else "own"

    def at(self, level: str, one: Plain) -> bool:
        below = bool(one.get("by")) and one["by"] not in self.names
        return below == (level != "own")

    def owners(self, level: str) -> list[str]:
        if level == "own":
            return [""]
        members = self.ledgers["members"]
        return [one["name"] for one in members if one.get("sort", "departments") == level]

    def answers_for(self, one: Plain) -> bool:
        """A partner is not charged with what another unit leads and records."""
        return one["unit"] == self.unit or one.get("lead") in self.names

    def activities(self, level: str = "own") -> list[Plain]:
        found = [one for one in self.ledgers["activities"] if self.within(one["held"])]
        return [one for one in found if self.at(level, one)]

    def plan(self, given: Plain) -> list[Plain]:
        found = [one for one in self.ledgers["plan"] if one["year"] == self.year]
        return [one for one in found if self.meant(given, one)]

    def recorded(self, given: Plain) -> list[Plain]:
        """The runs of the year and of the level, whatever they are about."""
        return [
            one
            for one in self.ledgers["inspections"]
            if _day_of(one)[:4] == str(self.year)
            and _stands_on(one) <= self.as_of
            and self.at(self.level(given), one)
        ]

    def runs(self, given: Plain) -> list[Plain]:
        objects = given.get("objects", ["market", "individual", "other"])
        return [
            one
            for one in self.recorded(given)
            if self.meant(given, one) and one.get("objects", "market") in objects
        ]

    def meant(self, given: Plain, one: Plain) -> bool:
        sort = given.get("sort", one["sort"])
        return self.at(self.level(given), one) and one["sort"] == sort

    def runs_of(self, item: Plain) -> list[Plain]:
        """A joint plan has one numbering wherever it is kept, a department's plan its own; a task may lie ahead."""
        same = ["sort", "by"] if item["sort"] == "joint" else ["sort", "by", "lead", "unit"]
        return [
            one
            for one in self.ledgers["inspections"]
            if one.get("plan") == item["no"]
            and all(one.get(name, "") == item.get(name, "") for name in same)
            and _day_of(one)[:4] == str(self.year)
        ]

    def ended(self, item: Plain) -> str:
        return min((one["ended"] for one in self.runs_of(item) if "ended" in one), default="9999")


class Office:
    """The workspace's rows, by unit."""

    def __init__(self, folder: Path) -> None:
        self.units = {
            str(id_): {
                "name": name,
                "groups": json.loads(str(groups)),
                "aliases": json.loads(str(a)),
            }
            for id_, name, groups, a in rows(folder, "SELECT id, name, groups, aliases FROM unit")
        }
        self.rows = [
            json.loads(str(fields)) | {"id": id_, "unit": unit, "ledger": ledger}
            for id_, unit, ledger, fields in rows(
                folder, "SELECT id, unit, ledger, fields FROM ledger_row"
            )
        ]
        self.sheets = rows(
            folder,
            "SELECT r.scheme, r.period, a.unit FROM assessment a JOIN round r ON r.id = a.round",
        )
        self.reports = rows(folder, "SELECT id, months, day, groups FROM office_report")

    def year_of(self, unit: str, year: int, as_of: str) -> UnitYear:
        names = [self.units[unit]["name"], *self.units[unit]["aliases"]]
        found = UnitYear(unit, names, year, as_of)
        for ledger in ("members", "plan", "inspections", "activities", "receipts"):
            found.ledgers[ledger] = [
                one
                for one in self.rows
                if one["ledger"] == ledger and (one["unit"] == unit or _joins(one, names))
            ]
        found.due = sorted(self._due(unit, year), key=lambda one: one[1])
        return found

    def _due(self, unit: str, year: int) -> Iterator[tuple[str, str]]:
        mine = {
            str(scheme) for scheme, period, of in self.sheets if (of, period) == (unit, f"{year}年")
        }
        for scheme in mine:
            for one in scheme_text(scheme).get("reports", ()):
                for month in one["months"]:
                    yield f"{scheme}/{one['id']}", _day(year, month, one["day"])
        for id_, months, day, groups in self.reports:
            if {*json.loads(str(groups))} & {*self.units[unit]["groups"]}:
                for month in json.loads(str(months)):
                    yield str(id_), _day(year, int(month), day)


def scheme_text(scheme: str) -> Plain:
    return tomllib.loads((CHECKOUT / "schemes" / scheme / "scheme.toml").read_text("utf-8"))


def criteria(scheme: str) -> Iterator[Plain]:
    """Every criterion of a scheme file that names a measure."""
    text = scheme_text(scheme)
    for part in (*text.get("indicators", ()), text.get("bonus", {}), text.get("penalty", {})):
        yield from (one for one in part.get("criteria", ()) if "from" in one)


def _day(year: int, month: int, day: object) -> str:
    if day != "last":
        return date(year, month, int(str(day))).isoformat()
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()


def _day_of(run: Plain) -> str:
    """The day that it was planned for says of which year it is, whenever it ended."""
    return str(run.get("planned") or run.get("started") or run.get("ended") or "")


def _stands_on(run: Plain) -> str:
    return str(run.get("ended") or _day_of(run))


def _joins(one: Plain, names: list[str]) -> bool:
    """A joint item or run of another unit's ledger that names this one."""
    named = [one.get("lead", ""), *one.get("partners", "").split("、")]
    return one.get("sort") == "joint" and any(name in names for name in named)
