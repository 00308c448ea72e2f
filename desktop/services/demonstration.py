"""The demonstration workspace: a round of every scored scheme over invented units, from data beside each scheme."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from desktop.bundle import bundled
from desktop.domain.commands import Author
from desktop.domain.findings import Unit, scheme_for
from desktop.domain.recorded import plain_values
from desktop.domain.records import (
    AssessmentKey,
    EvidenceLink,
    Office,
    Person,
    UnitRecord,
    WaiverRecord,
    new_id,
)
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import parts_of
from desktop.services.demonstration_rounds.keeping import FinishedRounds
from desktop.services.demonstration_year.answers import answer_proposals
from desktop.services.demonstration_year.keeping import ROUND, keep_years
from desktop.services.demonstration_year.scans import add_scan
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.services.first_steps import mark_demonstration
from desktop.services.office import describe_office, keep_people, keep_units
from desktop.services.recording import judge, record_finding, set_aside
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.schemes import open_scheme
from desktop.services.settling import settle
from desktop.services.waivers import waive
from desktop.services.workspaces import Workspace, create_workspace
from desktop.store.building_site import building_site

FILE_NAME: Final = "demo.toml"

Data = Mapping[str, Any]


def make_demonstration(folder: Path, *, finished: bool = True) -> None:
    """Make a workspace in a new or empty folder and fill it as an office would; all of it or nothing.

    Without the finished rounds it is made faster, for whoever looks at none of them.
    """
    with (
        building_site(folder, "建立演示工作区") as site,
        create_workspace(site, on_site=True) as workspace,
    ):
        _Demonstration(workspace).fill(finished=finished)


def _read(path: Path) -> Data:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


class _Demonstration:
    """One workspace being filled; units that several rounds assess are kept once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._authors: dict[str, Author] = {}
        self._units: dict[str, UnitRecord] = {}
        self._sheets: dict[tuple[str, str], tuple[Author, AssessmentKey]] = {}

    def fill(self, *, finished: bool) -> None:
        folder = bundled("resources") / "demo"
        self._settle_in(_read(folder / "office.toml"))
        for path in sorted(bundled("schemes").glob(f"*/{FILE_NAME}")):
            self._fill_round(path.parent.name, _read(path))
        if finished:
            self._keep_finished(_read(folder / "finished.toml"))
        self._fill_ledgers(_read(folder / "ledgers.toml"), _read(folder / "years.toml")["years"])

    def _settle_in(self, data: Data) -> None:
        people = [Person(new_id(), **one) for one in data["people"]]
        self._authors = {one.name: Author(one.name, one.id) for one in people}
        keep_people(self._workspace, self._first, people)
        describe_office(self._workspace, self._first, Office(**data["office"]))
        mark_demonstration(self._workspace, self._first)

    @property
    def _first(self) -> Author:
        return next(iter(self._authors.values()))

    def _fill_round(self, scheme_id: str, data: Data) -> None:
        units = [self._unit(one) for one in data["units"]]
        keep_units(self._workspace, self._first, units)
        evaluators = [self._authors[one["evaluator"]].person for one in data["units"]]
        plan = RoundPlan(
            data["round"], data["period"], scheme_id, [one.id for one in units], evaluators
        )
        round_id, _ = open_round(self._workspace, self._first, plan)
        for unit, one in zip(units, data["units"], strict=True):
            scheme = scheme_for(open_scheme(scheme_id), Unit(unit.kind, unit.size))
            self._assess(AssessmentKey(round_id, unit.id), scheme, one)

    def _keep_finished(self, data: Data) -> None:
        units = [self._unit(one) for one in data["units"]]
        keep_units(self._workspace, self._first, units)
        by_name = {one.name: one for one in units}
        FinishedRounds(self._workspace, self._authors, data, by_name).keep()

    def _unit(self, data: Data) -> UnitRecord:
        held = self._units.get(data["name"])
        unit = UnitRecord(
            held.id if held else new_id(),
            data["name"],
            data.get("kind"),
            data.get("size"),
            tuple(data.get("groups", ())),
        )
        self._units[unit.name] = unit
        return unit

    def _assess(self, key: AssessmentKey, scheme: Scheme, data: Data) -> None:
        author = self._authors[data["evaluator"]]
        self._sheets[scheme.id, data["name"]] = author, key
        for indicator, aside in data.get("not_applicable", {}).items():
            set_aside(self._workspace, author, key, indicator, aside["reason"])
        for criterion in scheme.all_criteria():
            if criterion.id in data.get("facts", {}):
                fact = data["facts"][criterion.id]
                record_finding(self._workspace, author, key, criterion.id, fact)
        if data.get("settle_rest"):
            for names in _left(scheme, data):
                settle(self._workspace, author, key, names)
        for indicator, judged in data.get("discretion", {}).items():
            judge(self._workspace, author, key, indicator, plain_values(judged))
        for waiver in data.get("waivers", ()):
            place = (waiver["requirement"], waiver.get("piece", ""), waiver.get("plan_item", 0))
            waive(self._workspace, author, WaiverRecord(*key, *place, waiver["reason"]))
        self._add_evidence(author, key, data.get("evidence", ()))
        if data["state"] == "finalised":
            finalise(self._workspace, author, key)

    def _add_evidence(self, author: Author, key: AssessmentKey, files: Sequence[Data]) -> None:
        for one in files:
            link = EvidenceLink(
                "",
                add_scan(self._workspace, author, one),
                *key,
                requirement=one.get("requirement"),
                piece=one.get("piece", ""),
                plan_item=one.get("plan_item"),
                criterion=one.get("criterion"),
                page=1,
            )
            link_evidence(self._workspace, author, link)

    def _fill_ledgers(self, names: Data, years: Sequence[Data]) -> None:
        units = {name: unit.id for name, unit in self._units.items()}
        keep_years(self._workspace, self._first, names, years, units)
        for told in years:
            answer_proposals(self._workspace, *self._sheets[told[ROUND], told["unit"]], told)


def _left(scheme: Scheme, data: Data) -> Iterator[list[str]]:
    """What is settled as losing nothing, part by part: all that is not told. What needs a figure must be told."""
    told, aside = data.get("facts", {}), data.get("not_applicable", {})
    for part in parts_of(scheme):
        names = [one.id for one in part.criteria if one.id not in told and part.id not in aside]
        for name in names:
            if scheme.criteria[name].rule.clean() is None:
                raise ValueError(f"{name} has no clean fact and must be told")
        if names:
            yield names
