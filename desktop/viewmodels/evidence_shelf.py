"""The evidence shelf: every file that is linked in the open sheet, to what, and where else it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.domain.circumstances import PENALISED
from desktop.domain.records import EvidenceLink, ItemRecord
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import SheetPart
from desktop.services.assessment_sight import AssessmentSight
from desktop.services.evidence_shelf import ShelvedFile, shelved
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.workplace import Workplace


class ShelfLink(NamedTuple):
    """A link, and in words what it proves."""

    link: EvidenceLink
    words: str


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One file; `elsewhere` are its uses in other sheets and ledgers, `warns` where one is another unit's."""

    evidence: str
    name: str
    size: int
    media_type: str
    links: tuple[ShelfLink, ...]
    elsewhere: tuple[str, ...]
    warns: bool

    @property
    def told(self) -> str:
        """What it proves, and where else it is used."""
        told = ["、".join(one.words for one in self.links)]
        if self.elsewhere:
            told.append(f"还用于：{'、'.join(self.elsewhere)}{'，请核对' if self.warns else ''}")
        return "；".join(told)


class EvidenceShelf(QObject):
    """Reads what is asked for when it is asked for: a sheet may have hundreds of files, a criterion has few."""

    changed = Signal()

    def __init__(self, workplace: Workplace, assessment: OpenAssessment) -> None:
        super().__init__()
        self._workplace, self._assessment = workplace, assessment
        self._sight: AssessmentSight | None = None
        assessment.opened.connect(self._on_changed)
        assessment.changed.connect(self._on_changed)
        workplace.dispatcher.changed.connect(self._on_touched)
        self._on_changed()

    @property
    def rows(self) -> tuple[ShelfRow, ...]:
        """Every file of the sheet, in the order in which the document asks for them."""
        return self._rows(self._sight.links if self._sight else ())

    def of_criterion(self, criterion: str) -> tuple[ShelfRow, ...]:
        """The files that are linked to a criterion or to an item of it."""
        if self._sight is None:
            return ()
        owners = _owners(self._sight)
        links = self._sight.links
        return self._rows(tuple(one for one in links if _criterion_of(one, owners) == criterion))

    def of_part(self, part: SheetPart) -> tuple[ShelfRow, ...]:
        """The files of a part's criteria and of its requirements."""
        if self._sight is None:
            return ()
        criteria = {one.id for one in part.criteria}
        asked = part.extra or part.id
        requirements = {r.no for r in self._sight.scheme.requirements if r.indicator == asked}
        owners = _owners(self._sight)
        return self._rows(
            tuple(
                one
                for one in self._sight.links
                if _criterion_of(one, owners) in criteria or one.requirement in requirements
            )
        )

    def _rows(self, links: tuple[EvidenceLink, ...]) -> tuple[ShelfRow, ...]:
        if self._sight is None:
            return ()
        by_file: dict[str, list[EvidenceLink]] = defaultdict(list)
        for link in sorted(links, key=_order):
            by_file[link.evidence].append(link)
        files: dict[str, ShelvedFile] = {}
        with self._workplace.deed():
            files = {
                one.evidence.sha256: one for one in shelved(self._workplace.workspace, by_file)
            }
        sight = self._sight
        return tuple(
            _row(files[evidence], here, sight)
            for evidence, here in by_file.items()
            if evidence in files
        )

    def _on_changed(self) -> None:
        sight = self._assessment.sight if self._assessment.key else None
        if sight is not self._sight:
            self._sight = sight
            self.changed.emit()

    def _on_touched(self, touched: frozenset[tuple[str, object]]) -> None:
        """Another sheet's links say where else a file is used."""
        if any(table == "evidence_link" for table, _ in touched):
            self.changed.emit()


def _row(file: ShelvedFile, links: list[EvidenceLink], sight: AssessmentSight) -> ShelfRow:
    key = sight.assessment.key
    others = [one for one in file.uses if (one.round, one.unit) != key]
    return ShelfRow(
        file.evidence.sha256,
        file.evidence.name,
        file.evidence.size,
        file.evidence.media_type,
        tuple(ShelfLink(one, place_words(one, sight.scheme, sight.items)) for one in links),
        tuple(dict.fromkeys(one.name for one in others)),
        any(one.unit != key.unit for one in others),
    )


def place_words(link: EvidenceLink, scheme: Scheme, items: Sequence[ItemRecord]) -> str:
    """What a link proves: a criterion or an item of it, or a requirement with its piece; and by which page."""
    told = []
    item = next((one for one in items if one.id == link.item), None)
    criterion = item.criterion if item is not None else link.criterion
    if criterion is not None and criterion in scheme.criteria:
        told.append(scheme.criteria[criterion].label)
    if item is not None:
        told.append(f"第 {item.position + 1} 件")
    one = next((one for one in scheme.requirements if one.no == link.requirement), None)
    if one is not None:
        told.append(f"第 {one.no} 项佐证：{link.piece or one.name}")
        if link.plan_item is not None:
            penal = one.per == PENALISED or link.piece in one.per_penalty
            told.append(f"第 {link.plan_item} 件处罚" if penal else f"计划第 {link.plan_item} 项")
    if link.ledger_row is not None:
        told.append("台账")
    if link.page is not None:
        told.append(f"第 {link.page} 页")
    return "，".join(told)


def _owners(sight: AssessmentSight) -> Mapping[str, str]:
    """The criterion of each item."""
    return {one.id: one.criterion for one in sight.items}


def _criterion_of(link: EvidenceLink, owners: Mapping[str, str]) -> str | None:
    """An item may be linked without its criterion being named."""
    return link.criterion if link.item is None else owners.get(link.item, link.criterion)


def _order(link: EvidenceLink) -> tuple[bool, int, str, int]:
    """Criteria first, then requirements by number."""
    return link.requirement is not None, link.requirement or 0, link.piece, link.plan_item or 0
