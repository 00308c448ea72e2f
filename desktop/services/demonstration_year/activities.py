"""Meetings, trainings, bulletins and documents of a unit's year, of its members and of its counties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any, Final

from desktop.domain.ledgers.activities import BULLETIN, DOCUMENT, MEETING, TRAINING, Activity
from desktop.services.demonstration_year.alterations import Data
from desktop.services.demonstration_year.chance import Chance
from desktop.services.demonstration_year.days import after, in_month
from desktop.services.demonstration_year.members import called, departments_of

# The months of each kind stand under these keys.
_KINDS: Final = {
    "meetings": MEETING,
    "trainings": TRAINING,
    "bulletins": BULLETIN,
    "studies": "study",
    "supervisions": "supervision",
    "guidances": "guidance",
}
_LED: Final = ("meetings", "studies")


def activities_of(names: Data, told: Data, chance: Chance) -> list[Activity]:
    """All of it: what the unit did itself, and what it heard of those below."""
    made = _Held(names, told["year"], chance)
    found = [*made.dated(told, ""), *made.issued(told.get("documents", ()), "")]
    for one in departments_of(names, told):
        name = called(told["prefix"], one)
        found += made.issued(told.get("member_documents", ()), name)
    for county in told.get("counties", ()):
        found += made.dated(county, county["name"])
        found += made.issued(county.get("documents", ()), county["name"])
    return found


class _Held:
    """One year's activities, numbered in the order in which they are made."""

    def __init__(self, names: Data, year: int, chance: Chance) -> None:
        self._names = names
        self._year = year
        self._chance = chance
        self._numbers = count(1)

    def dated(self, told: Data, by: str) -> Iterator[Activity]:
        """What is held in the months that are told."""
        for key, kind in _KINDS.items():
            for month, topic in zip(
                told.get(key, ()), self._names["activities"][key], strict=False
            ):
                yield Activity(
                    kind=kind,
                    held=in_month(self._year, month, self._chance.between(6, 26)),
                    title=f"{by}{self._year}年{topic}",
                    by=by,
                    leader=True if key in _LED else None,
                    attended=self._chance.between(12, 60),
                )

    def issued(self, subjects: Any, by: str) -> Iterator[Activity]:  # noqa: ANN401  # a list of the data
        """The documents on these subjects, in order: public, reported, entered, within their days."""
        for subject in subjects:
            held = in_month(self._year, self._chance.between(2, 3), self._chance.between(3, 24))
            entered = after(held, self._chance.between(4, 8))
            yield Activity(
                kind=DOCUMENT,
                held=held,
                title=f"{by}{self._year}年{self._names['documents'][subject]}",
                number=f"双随机发〔{self._year}〕{next(self._numbers)}号",
                subject=subject,
                by=by,
                due=date(self._year, 3, 31),
                reported=after(held, self._chance.between(1, 6)),
                published=after(held, self._chance.between(2, 7)),
                place="政府网站",
                entered=entered,
                graded=True if subject == "item-list" else None,
            )
