"""A workspace as it is after a year and more: 60 units, 6 rounds, and as many events as are asked for."""

from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path

from desktop.domain.commands import Author, Command
from desktop.domain.findings import Unit, scheme_for
from desktop.domain.records import AssessmentKey, FindingRecord, UnitRecord, new_id
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.schemes import list_schemes, open_scheme
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace, create_workspace

UNITS = 60
ROUNDS = 6
FULL = 100_000  # events
LARGE = 60_000_000  # bytes of a database, as after years
AUTHOR = Author("李敏")
_IN_ONE_TRANSACTION = 5_000


def largest_scheme() -> str:
    """The scheme with the most criteria."""
    return max(list_schemes(), key=lambda scheme: len(scheme.criteria)).id


def make_year(folder: Path, events: int) -> Workspace:
    """Every sheet is gone through again and again until there are this many events."""
    workspace = create_workspace(folder)
    scheme = largest_scheme()
    units = [UnitRecord(new_id(), f"第{number}单位") for number in range(1, UNITS + 1)]
    keep_units(workspace, AUTHOR, units)
    keys = []
    for number in range(1, ROUNDS + 1):
        plan = RoundPlan(f"第{number}批次", "2026年", scheme, [unit.id for unit in units])
        round_id, _ = open_round(workspace, AUTHOR, plan)
        keys += [AssessmentKey(round_id, unit.id) for unit in units]
    with workspace.reading() as view:
        todo = events - view.head().count
    findings = islice(_findings(scheme, keys), todo)
    while batch := list(islice(findings, _IN_ONE_TRANSACTION)):
        with workspace.writing() as desk:
            for finding in batch:
                desk.put(finding)
                key = AssessmentKey(finding.round, finding.unit)
                desk.seal(Deed(Command.RECORD_FINDING, AUTHOR, *key))
    return workspace


def _findings(scheme: str, keys: list[AssessmentKey]) -> Iterator[FindingRecord]:
    """Clean facts, each time with another note, as an evaluator's second thoughts."""
    criteria = scheme_for(open_scheme(scheme), Unit()).all_criteria()
    facts = {one.id: one.rule.clean() for one in criteria}
    told = {name: fact for name, fact in facts.items() if fact is not None}
    for turn, (key, (name, fact)) in enumerate(cycle(product(keys, told.items()))):
        note = f"第{turn // (len(keys) * len(told)) + 1}次核对：资料齐全"
        yield FindingRecord(
            *key,
            name,
            {n: v for n, v in fact.items() if n != "items"},
            itemised="items" in fact,
            note=note,
        )
