"""Recording many: facts for several units at once, as a pasted column brings them; all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desktop.domain.commands import Author, Command
from desktop.domain.findings import read_finding
from desktop.domain.recorded import record_fact
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.services.outcome import Outcome
from desktop.services.peers import refuse_others
from desktop.services.recording import OpenedSheet, items_of
from desktop.store.workspace import Workspace


class Entry(NamedTuple):
    """What a criterion of one unit gets: a fact, or None where its finding is taken back."""

    unit: str
    criterion: str
    fact: Mapping[str, object] | None


def record_many(
    workspace: Workspace, author: Author, round_id: str, entries: Iterable[Entry]
) -> dict[AssessmentKey, Outcome]:
    """Record them in one transaction, one event a unit, each unit scored before its event is written."""
    by_unit: dict[str, list[Entry]] = {}
    for one in entries:
        by_unit.setdefault(one.unit, []).append(one)
    done = {}
    with workspace.writing() as desk:
        for unit, own in by_unit.items():
            sheet = OpenedSheet(desk, AssessmentKey(round_id, unit))
            try:
                for one in own:
                    _lay_out(sheet, one)
                recording = sheet.seal(_command(own), author)
            except Refused as refused:
                raise Refused(f"“{sheet.of.name}”：{refused.message}", refused.at) from None
            done[sheet.of.key] = recording.outcome
    return done


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Several outcomes as one, so that every screen reads what they touched but once."""
    told = list(outcomes)
    touched = frozenset(pair for one in told for pair in one.touched)
    return Outcome(told[-1].event, told[-1].hash, touched)


def _lay_out(sheet: OpenedSheet, entry: Entry) -> None:
    criterion = sheet.criterion(entry.criterion)
    if items_of(sheet.desk, sheet.of.key, entry.criterion):
        raise Refused(f"“{criterion.label}”是逐件记录的，请到表单里逐件修改", entry.criterion)
    if entry.fact is None:
        sheet.withdraw("facts", entry.criterion)
        return
    try:
        read_finding(criterion, entry.fact)
        refuse_others(entry.fact)
    except Refused as refused:
        message = f"“{criterion.label}”{refused.message}"
        raise Refused(message, entry.criterion) from None
    sheet.plain["facts"][entry.criterion] = entry.fact
    finding, items = record_fact(sheet.of, entry.criterion, entry.fact, ())
    sheet.desk.put(finding, *items)


def _command(entries: Iterable[Entry]) -> Command:
    withdrawn = all(one.fact is None for one in entries)
    return Command.WITHDRAW_FINDING if withdrawn else Command.RECORD_FINDING
