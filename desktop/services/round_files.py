"""Round files: the files behind a round's links, found by unit or by name, and those that nothing refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.domain.file_names import natural_key
from desktop.domain.filing_rules import breaches
from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink, ItemRecord
from desktop.services.assessments import assessments_in, round_of, round_scheme
from desktop.services.evidence import Uses, remark_on
from desktop.store.evidence_files import EvidenceFile, TakenIn
from desktop.store.views import View
from desktop.store.workspace import Workspace

_NO_LISTING: Final = Path("incoming") / "none"
MOST: Final = 300  # files of a search; who finds more says more of the name


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A file with its links in one unit's sheet; `doubts` are for somebody to judge, one sentence each."""

    evidence: Evidence
    key: AssessmentKey
    unit: str
    links: tuple[EvidenceLink, ...]
    items: tuple[ItemRecord, ...]
    doubts: tuple[str, ...]


def files_of_unit(workspace: Workspace, key: AssessmentKey) -> tuple[RoundFile, ...]:
    """Every file of a unit's sheet, by its name."""
    with workspace.reading() as view:
        return tuple(_Reading(view, key.round).files(view.all(EvidenceLink, **key._asdict())))


def files_named(workspace: Workspace, round_id: str, words: str) -> tuple[RoundFile, ...]:
    """The files of a round in whose name, or in whose unit's name, these words stand; `MOST` at most."""
    wanted = words.casefold().split()
    with workspace.reading() as view:
        units = {one.unit: one.name.casefold() for one in assessments_in(view, round_id)}
        names = {one.sha256: one.name.casefold() for one in view.all(Evidence)}
        found: dict[tuple[str, str], list[EvidenceLink]] = defaultdict(list)
        for link in view.all(EvidenceLink, round=round_id):
            unit = str(link.unit)
            told = f"{names[link.evidence]} {units[unit]}"
            if all(one in told for one in wanted):
                found[link.evidence, unit].append(link)
        first = [link for links in [*found.values()][:MOST] for link in links]
        return tuple(_Reading(view, round_id).files(first))


def files_filed_nowhere(workspace: Workspace) -> tuple[Evidence, ...]:
    """What was taken in and linked to nothing, by its name."""
    with workspace.reading() as view:
        return tuple(sorted(view.unlinked(), key=lambda one: natural_key(one.name)))


def taken_before(workspace: Workspace, evidence: Sequence[Evidence]) -> TakenIn:
    """Files that are kept already, to be filed as those are that come now; nothing waits on the disk."""
    files = tuple(EvidenceFile(one.name, one.sha256, one.size) for one in evidence)
    return TakenIn(files, frozenset(), workspace.folder / _NO_LISTING)


class _Reading:
    """What is read once for all files of a round."""

    def __init__(self, view: View, round_id: str) -> None:
        self._view, self._round = view, round_id
        self._names = {one.unit: one.name for one in assessments_in(view, round_id)}
        rules = round_scheme(view, round_of(view, round_id)).evidence
        self._filing = rules.filing if rules else None
        self._uses = Uses(view)

    def files(self, links: Sequence[EvidenceLink]) -> Iterator[RoundFile]:
        """Each file once a unit, by unit in the round's order and then by name."""
        by_file: dict[tuple[str, str], list[EvidenceLink]] = defaultdict(list)
        for link in links:
            by_file[str(link.unit), link.evidence].append(link)
        made = [self._file(unit, file, of) for (unit, file), of in by_file.items()]
        order = {unit: at for at, unit in enumerate(self._names)}
        found = (one for one in made if one is not None)
        yield from sorted(found, key=lambda f: (order[f.key.unit], natural_key(f.evidence.name)))

    def _file(self, unit: str, file: str, links: Sequence[EvidenceLink]) -> RoundFile | None:
        evidence = self._view.get(Evidence, file)
        if evidence is None:
            return None
        items = (self._view.get(ItemRecord, link.item) for link in links if link.item)
        used = remark_on(self._uses.of(file), unit)
        doubts = [used.words] if used.other_unit else []
        return RoundFile(
            evidence,
            AssessmentKey(self._round, unit),
            self._names[unit],
            tuple(links),
            tuple(one for one in items if one is not None),
            (*doubts, *breaches(evidence.name, self._filing)),
        )
