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
from desktop.services.demonstration_year.answers import answer_proposals
from desktop.services.demonstration_year.keeping import ROUND, keep_years
from desktop.services.demonstration_year.scans import add_scan
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.services.office import describe_office, keep_people, keep_units
from desktop.services.recording import judge, record_finding, set_aside
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.schemes import open_scheme
from desktop.services.waivers import waive
from desktop.services.workspaces import Workspace, create_workspace
from desktop.store.building_site import building_site

FILE_NAME: Final = "demo.toml"

Data = Mapping[str, Any]


def make_demonstration(folder: Path) -> None:
    """Make a workspace in a new or empty folder and fill it as an office would; all of it or nothing."""
    with (
        building_site(folder, "建立演示工作区") as site,
        create_workspace(site, on_site=True) as workspace,
    ):
        _Demonstration(workspace).fill()


def _read(path: Path) -> Data:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


class _Demonstration:
    """One workspace being filled; units that several rounds assess are kept once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._authors: dict[str, Author] = {}
        self._units: dict[str, UnitRecord] = {}
        self._sheets: dict[tuple[str, str], tuple[Author, AssessmentKey]] = {}

    def fill(self) -> None:
        folder = bundled("resources") / "demo"
        self._settle_in(_read(folder / "office.toml"))
        for path in sorted(bundled("schemes").glob(f"*/{FILE_NAME}")):
            self._fill_round(path.parent.name, _read(path))
        self._fill_ledgers(_read(folder / "ledgers.toml"), _read(folder / "years.toml")["years"])

    def _settle_in(self, data: Data) -> None:
        people = [Person(new_id(), **one) for one in data["people"]]
        self._authors = {one.name: Author(one.name, one.id) for one in people}
        keep_people(self._workspace, self._first, people)
        describe_office(self._workspace, self._first, Office(**data["office"]))

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
        for criterion, fact in _facts(scheme, data):
            record_finding(self._workspace, author, key, criterion, fact)
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


def _facts(scheme: Scheme, data: Data) -> Iterator[tuple[str, Data]]:
    """The facts that are told, and for `settle_rest` those that lose nothing, in the scheme's order."""
    told = data.get("facts", {})
    aside = {
        criterion.id
        for indicator in scheme.indicators
        if indicator.id in data.get("not_applicable", {})
        for criterion in indicator.criteria
    }
    for criterion in scheme.all_criteria():
        if criterion.id in told:
            yield criterion.id, told[criterion.id]
        elif data.get("settle_rest") and criterion.id not in aside:
            clean = criterion.rule.clean()
            if clean is None:
                raise ValueError(f"{criterion.id} has no clean fact and must be told")
            yield criterion.id, clean
