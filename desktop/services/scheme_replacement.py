"""A later version of a round's scheme: what it would change for each unit, asked before it replaces the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from desktop.domain.commands import Author, Command
from desktop.domain.findings import Unit, read_findings, scheme_for
from desktop.domain.recorded import PlainData
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    DiscretionRecord,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    Round,
    SchemeText,
)
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.services.assessments import findings_of, recorded_of, round_of, scheme_in
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.recording import lay_out_items
from desktop.services.rounds import kept_text
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace

_RECORDS: Final[Mapping[str, type[Any]]] = {
    "not_applicable": NotApplicableRecord,
    "facts": FindingRecord,
    "discretion": DiscretionRecord,
}


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit before and after; `lost` is what the new version cannot take, by kind and id."""

    key: AssessmentKey
    name: str
    before: ScoreSheet
    after: ScoreSheet
    lost: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """What another version of the scheme would change; `same` where it is the text that is kept."""

    round: str
    version: str
    sha256: str
    same: bool
    units: tuple[UnitChange, ...]


def preview_replacement(workspace: Workspace, round_id: str, content: bytes) -> Replacement:
    """Score every unit by the new version, and write nothing."""
    with workspace.reading() as view:
        return _replacement(view, round_of(view, round_id), content)


def replace_scheme(
    workspace: Workspace, author: Author, agreed: Replacement, content: bytes
) -> Outcome:
    """Replace a round's scheme as agreed on; what the new version cannot take is withdrawn."""
    with workspace.writing() as desk:
        of = round_of(desk, agreed.round)
        if _replacement(desk, of, content) != agreed:
            raise Refused("预览之后考核内容又有改动，请重新预览再更换")
        final = next((a for a in desk.all(Assessment, round=of.id) if a.finalised), None)
        if final is not None:
            raise Refused(f"“{final.name}”已经定稿，不能更换办法；请先撤销定稿，或者另建批次")
        text = kept_text(content, of.scheme)
        if desk.get(SchemeText, text.sha256) is None:
            desk.put(text)
        desk.put(replace(of, scheme_text=text.sha256))
        for unit in agreed.units:
            _withdraw(desk, unit)
        return outcome_of(desk.seal(Deed(Command.REPLACE_SCHEME, author, of.id)))


def _replacement(view: View, of: Round, content: bytes) -> Replacement:
    text = kept_text(content, of.scheme)
    scheme = scheme_in(content, of.scheme)
    if scheme.id != of.scheme:
        raise Refused(f"这个文件是“{scheme.id}”，这个批次用的是“{of.scheme}”，不是同一个办法")
    assessments = sorted(view.all(Assessment, round=of.id), key=lambda one: one.position)
    return Replacement(
        of.id,
        text.version,
        text.sha256,
        text.sha256 == of.scheme_text,
        tuple(_unit_change(view, one, scheme) for one in assessments),
    )


def _unit_change(view: View, of: Assessment, scheme: Scheme) -> UnitChange:
    plain = recorded_of(view, of).plain()
    reading = scheme_for(scheme, Unit(of.kind, of.size))
    lost = tuple(_lost(reading, plain))
    for kind, name in lost:
        del plain[kind][name]
    before = score(findings_of(view, of))
    return UnitChange(of.key, of.name, before, score(read_findings(scheme, plain)), lost)


def _lost(reading: Scheme, plain: PlainData) -> Iterator[tuple[str, str]]:
    """Each piece is tried alone: one that is refused must not take the others with it.

    What does not apply comes first: it stays, and what then has no place beside it goes.
    """
    kept: PlainData = {"facts": {}, "unit": plain["unit"], "not_applicable": {}}
    for kind in _RECORDS:
        for name, value in plain[kind].items():
            tried = kept | {kind: {name: value}}
            try:
                read_findings(reading, tried)
            except Refused:
                yield kind, name
                continue
            if kind == "not_applicable":
                kept[kind][name] = value


def _withdraw(desk: Desk, unit: UnitChange) -> None:
    for kind, name in unit.lost:
        if kind == "facts":
            held = desk.all(ItemRecord, round=unit.key.round, unit=unit.key.unit, criterion=name)
            lay_out_items(desk, held, [])
        desk.remove(desk.get(_RECORDS[kind], *unit.key, name))
