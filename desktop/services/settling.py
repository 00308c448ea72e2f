"""Settling: what is left of an indicator is recorded as losing nothing, in one command and one step of undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.commands import Author, Command
from desktop.domain.recorded import record_fact
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion, Scheme
from desktop.services.recording import OpenedSheet, Recording
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Settled:
    """What was recorded, None where nothing could be; and the criteria that still need figures."""

    recording: Recording | None
    left: tuple[str, ...]


def _settling_facts(
    scheme: Scheme, criteria: Sequence[Criterion]
) -> Mapping[str, Mapping[str, object]]:
    """For each that can be settled without figures: what loses nothing, or of a bonus, what claims none."""
    extra = {one.id for _, of in scheme.named_extras for one in of.criteria}
    facts = {
        one.id: one.rule.unclaimed() if one.id in extra else one.rule.clean() for one in criteria
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def settle(
    workspace: Workspace, author: Author, key: AssessmentKey, criteria: Sequence[str]
) -> Settled:
    """Record 无扣分 (得满分, 无加分) for those of these criteria that have no finding yet."""
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        open_ones = [sheet.criterion(name) for name in criteria if name not in sheet.plain["facts"]]
        if not open_ones:
            raise Refused("本项各条都已认定")
        facts = _settling_facts(sheet.scheme, open_ones)
        left = tuple(one.id for one in open_ones if one.id not in facts)
        if not facts:
            return Settled(None, left)
        for name, fact in facts.items():
            sheet.plain["facts"][name] = fact
            finding, items = record_fact(sheet.of, name, fact, ())
            desk.put(finding, *items)
        return Settled(sheet.seal(Command.SETTLE, author), left)
