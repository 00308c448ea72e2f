"""The finished rounds, kept as an office would: opened, judged, talked over, finalised, and what followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from desktop.domain.commands import Author
from desktop.domain.findings import Unit, scheme_for
from desktop.domain.records import AssessmentKey, UnitRecord
from desktop.services.demonstration_rounds.aftermath import follow_up, hold_meeting
from desktop.services.demonstration_rounds.judged import Judged
from desktop.services.demonstration_year.alterations import Data
from desktop.services.demonstration_year.chance import Chance
from desktop.services.finalising import finalise
from desktop.services.recording import judge
from desktop.services.recording_many import Entry, record_many
from desktop.services.rounds import RoundPlan, archive_round, open_round
from desktop.services.schemes import open_scheme
from desktop.services.taking_part import excuse_unit
from desktop.store.workspace import Workspace


class FinishedRounds:
    """Rounds over the same units, one after the other; `units` gives each unit's record by its name."""

    def __init__(
        self,
        workspace: Workspace,
        authors: Mapping[str, Author],
        data: Data,
        units: Mapping[str, UnitRecord],
    ) -> None:
        self._workspace, self._authors, self._data, self._units = workspace, authors, data, units
        self._judged = Judged(data["criteria"])
        self._first = next(iter(authors.values()))

    def keep(self) -> None:
        """Keep them all."""
        for place, told in enumerate(self._data["rounds"]):
            self._keep_round(place, told)

    def _keep_round(self, place: int, told: Data) -> None:
        members: Sequence[Data] = self._data["units"]
        plan = RoundPlan(
            told["round"],
            told["period"],
            told["scheme"],
            [self._units[one["name"]].id for one in members],
            [self._authors[one["evaluator"]].person for one in members],
        )
        round_id, _ = open_round(self._workspace, self._first, plan)
        keys = {name: AssessmentKey(round_id, one.id) for name, one in self._units.items()}
        absent = told.get("absent", {})
        for name, grounds in absent.items():
            excuse_unit(self._workspace, self._first, keys[name], grounds)
        there = [one for one in members if one["name"] not in absent]
        self._record(round_id, told, [(one, one["amiss"][place]) for one in there])
        hold_meeting(self._workspace, self._first, round_id, told, keys)
        for one in there:
            author = self._authors[one["evaluator"]]
            finalise(self._workspace, author, keys[one["name"]])
        follow_up(self._workspace, self._first, round_id, told, keys)
        if told.get("archived"):
            archive_round(self._workspace, self._first, round_id, archived=True)

    def _record(self, round_id: str, told: Data, members: Sequence[tuple[Data, int]]) -> None:
        """Each evaluator's units in one transaction, as a pasted table is recorded."""
        whole = open_scheme(told["scheme"])
        by_evaluator = sorted(members, key=lambda one: str(one[0]["evaluator"]))
        for evaluator, own in groupby(by_evaluator, key=lambda one: str(one[0]["evaluator"])):
            entries = []
            for one, amiss in own:
                unit = self._units[one["name"]]
                scheme = scheme_for(whole, Unit(unit.kind, unit.size))
                chance = Chance(f"{self._data['seed']}/{told['period']}/{unit.name}")
                said = told.get("told", {}).get(unit.name, {})
                facts = self._judged.facts(scheme, said, amiss, chance)
                entries += [Entry(unit.id, criterion, fact) for criterion, fact in facts]
            record_many(self._workspace, self._authors[evaluator], round_id, entries)
        who = {one["name"]: self._authors[one["evaluator"]] for one, _ in members}
        for name, judged in told.get("judged", {}).items():
            key = AssessmentKey(round_id, self._units[name].id)
            for indicator, judgement in judged.items():
                judge(self._workspace, who[name], key, indicator, judgement)
