"""The evidence shelf: the files behind a sheet's links, where else each is used, and which waivers reach a piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.checklist import ChecklistRow
from desktop.domain.circumstances import PLAN_ITEM, Counted
from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink, WaiverRecord
from desktop.services.assessments import assessment_of, scheme_of
from desktop.services.evidence import Use, Uses
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShelvedFile:
    """A file that is kept, and everywhere it is linked."""

    evidence: Evidence
    uses: tuple[Use, ...]


def file_names(workspace: Workspace, evidence: Iterable[str]) -> dict[str, str]:
    """What files are called; they never get another name."""
    with workspace.reading() as view:
        found = (view.get(Evidence, one) for one in evidence)
        return {one.sha256: one.name for one in found if one is not None}


def links_named(workspace: Workspace, ids: Iterable[str]) -> list[EvidenceLink]:
    """Those of these links that are still there."""
    with workspace.reading() as view:
        return [one for name in ids if (one := view.get(EvidenceLink, name)) is not None]


def shelved(workspace: Workspace, evidence: Iterable[str]) -> Iterator[ShelvedFile]:
    """These files, each once, with all their uses."""
    with workspace.reading() as view:
        uses = Uses(view)
        for one in dict.fromkeys(evidence):
            held = view.get(Evidence, one)
            if held is not None:
                yield ShelvedFile(held, uses.of(one))


def waivers_reaching(
    workspace: Workspace, key: AssessmentKey, rows: Iterable[ChecklistRow]
) -> tuple[WaiverRecord, ...]:
    """The narrowest waiver that reaches each of these rows, as the checklist itself finds it; each once."""
    with workspace.reading() as view:
        scheme = scheme_of(view, assessment_of(view, key))
        held = {
            (one.requirement, one.piece, one.plan_item): one
            for one in view.all(WaiverRecord, **key._asdict())
            if one.grounds.strip()
        }
        per = {one.no: one.per or PLAN_ITEM for one in scheme.requirements}
    found = {}
    for row in rows:
        for reach in _reaches(row, per[row.requirement]):
            if reach in held:
                found[reach] = held[reach]
                break
    return tuple(found.values())


def _reaches(row: ChecklistRow, per: Counted) -> Iterator[tuple[int, str, int]]:
    """Where a waiver of a row may stand, the narrowest first."""
    no, item = row.requirement, row.plan_item or 0
    yield no, row.piece, item
    yield no, row.piece, 0
    if row.per == per:
        yield no, "", item
    yield no, "", 0
