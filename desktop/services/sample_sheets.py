"""Sample sheets: of every scheme in the workspace the one official sheet that shows most, as files to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.records import AssessmentKey, Round
from desktop.services.monthly_reports import months_of
from desktop.services.paper_names import file_name_of
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.rounds import RoundStanding, UnitStanding, list_rounds
from desktop.store.workspace import Workspace

_FAR: Final = {"open": 0, "scored": 1, "finalised": 2}


class Sample(NamedTuple):
    """A unit's sheet that stands for its scheme."""

    round: Round
    unit: UnitStanding


class SavedSample(NamedTuple):
    """The same on paper; `new` unless the file was there already and was left alone."""

    sample: Sample
    place: Path
    new: bool


def samples_of(standings: Iterable[RoundStanding]) -> tuple[Sample, ...]:
    """One a scheme: the furthest, of those in rounds that are not put away, and then the one that lost most."""
    found: dict[str, Sample] = {}
    for of in standings:
        for unit in of.units:
            one = Sample(of.round, unit)
            held = found.setdefault(of.round.scheme, one)
            if _shows(one) > _shows(held):
                found[of.round.scheme] = one
    return tuple(found.values())


def _shows(one: Sample) -> tuple[bool, bool, int, int, Decimal]:
    unit = one.unit
    total = unit.sheet.total if unit.sheet is not None else Decimal()
    return not one.round.archived, not unit.absent, _FAR[unit.state], -unit.pending, -total


def _fullest_month(workspace: Workspace, key: AssessmentKey) -> str | None:
    """Where nothing is scored, the month of which the ledgers hold most; None where they hold nothing."""
    months = months_of(workspace, key, date.today())  # noqa: DTZ011  # the office's day
    fullest = max(months, key=lambda one: one.rows, default=None)
    return f"{fullest.key.due:%Y-%m}" if fullest is not None and fullest.rows else None


def save_samples(workspace: Workspace, folder: Path) -> Iterator[SavedSample]:
    """Write them into a folder, one after the other; what lies there stays as it is."""
    for one in samples_of(list_rounds(workspace)):
        month = None if one.unit.sheet else _fullest_month(workspace, one.unit.key)
        wanted = Wanted(Paper.SHEET, one.round.id, one.unit.key.unit, month=month)
        place = folder / file_name_of(workspace, wanted, ".pdf")
        if place.exists():
            yield SavedSample(one, place, new=False)
        else:
            yield SavedSample(one, save_paper(workspace, wanted, place), new=True)
