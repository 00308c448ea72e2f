"""Evidence: files taken in once, and linked to what they prove."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.commands import Author, Command
from desktop.domain.records import (
    AssessmentKey,
    Evidence,
    EvidenceLink,
    ItemRecord,
    LedgerRow,
    UnitRecord,
    new_id,
)
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Objection, Rectification
from desktop.domain.values import LARGEST
from desktop.services.assessments import assessment_of, open_assessment_of, round_of, scheme_of
from desktop.services.checklists import refuse_unknown_requirement
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.copying import Progress
from desktop.store.desk import Deed, Desk
from desktop.store.evidence_files import EvidenceFile, TakenIn
from desktop.store.views import View
from desktop.store.workspace import Workspace

__all__ = ["TakenIn"]  # jobs pass it on, and may not know the store

_WHOLE: Final = 1_000
_NUMBER: Final = re.compile("[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Use:
    """Where a file is linked already; the round is None in a ledger."""

    unit: str
    round: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Added:
    """One file that is in the workspace now, and whether it had been before, under which name."""

    evidence: str
    name: str
    known_as: str | None
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class TakenFiles:
    """Files in the order in which they were named; no event where all were there already."""

    outcome: Outcome | None
    files: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A link, and what to say of the file's other uses; blank where there is none."""

    outcome: Outcome
    link: str
    remark: str
    other_unit: bool  # the remark is a warning


class Remark(NamedTuple):
    """What to say of a file's other uses; blank where there is none."""

    words: str
    other_unit: bool  # it is a warning


def take_files(
    workspace: Workspace,
    sources: Sequence[Path],
    progress: Progress,
    cancelled: Callable[[], bool],
) -> TakenIn:
    """Bring files to the disk, all or none, in whichever thread; they are ours once `keep_files` is done."""
    return workspace.files.take_in(sources, progress, cancelled)


def take_content(workspace: Workspace, name: str, content: bytes) -> TakenIn:
    """The same for what the program made itself."""
    return workspace.files.take_in_bytes(name, content)


def look_at(workspace: Workspace, taken: TakenIn) -> tuple[Added, ...]:
    """What keeping these files would say of each, before anything is kept."""
    with workspace.reading() as view:
        return tuple(added for added, _ in _looked_at(view, taken.files))


def keep_files(
    workspace: Workspace, author: Author, taken: TakenIn, places: Collection[int] | None = None
) -> TakenFiles:
    """Write the rows of files that are on the disk; where places are named, of these, and let go of the others."""
    files = [one for at, one in enumerate(taken.files) if places is None or at in places]
    try:
        with workspace.writing() as desk:
            looked = [*_looked_at(desk, files)]
            desk.put(*(new for _, new in looked if new is not None))
            anything_new = any(new is not None for _, new in looked)
            event = desk.seal(Deed(Command.ADD_EVIDENCE, author)) if anything_new else None
    except BaseException:
        workspace.discard(taken)
        raise
    if taken.unsettled <= {one.sha256 for one in files}:
        workspace.files.settle(taken)
    else:
        workspace.discard(taken)  # what has its row now stays
    return TakenFiles(outcome_of(event) if event else None, tuple(added for added, _ in looked))


def let_go(workspace: Workspace, taken: TakenIn) -> None:
    """Forget files that were brought to the disk and are not wanted after all."""
    workspace.discard(taken)


def add_files(
    workspace: Workspace,
    author: Author,
    sources: Sequence[Path],
    progress: Progress,
    cancelled: Callable[[], bool],
) -> TakenFiles:
    """Take files in, all or none; one that is there already is named and not kept twice."""
    return keep_files(workspace, author, take_files(workspace, sources, progress, cancelled))


def add_content(workspace: Workspace, author: Author, name: str, content: bytes) -> TakenFiles:
    """Take in what the program made itself."""
    return keep_files(workspace, author, take_content(workspace, name, content))


def _looked_at(
    view: View, files: Iterable[EvidenceFile]
) -> Iterator[tuple[Added, Evidence | None]]:
    """Each file, and its row where it is the first of a content that is not there yet."""
    new: dict[str, Evidence] = {}
    uses = Uses(view)
    for file in files:
        held = view.get(Evidence, file.sha256) or new.get(file.sha256)
        row = None
        if held is None:
            kind = mimetypes.guess_type(file.name)[0] or ""
            row = new[file.sha256] = Evidence(file.sha256, file.name, file.size, kind)
        known_as = held.name if held else None
        yield Added(file.sha256, file.name, known_as, uses.of(file.sha256)), row


def link_evidence(workspace: Workspace, author: Author, link: EvidenceLink) -> Linked:
    """Link a file to what it proves: the link's id is given here."""
    with workspace.writing() as desk:
        new, key = checked_link(desk, replace(link, id=new_id()))
        uses = Uses(desk).of(new.evidence)
        desk.put(new)
        outcome = outcome_of(desk.seal(Deed(Command.LINK_EVIDENCE, author, *(key or (None, None)))))
    return Linked(outcome, new.id, *remark_on(uses, new.unit))


def remark_on(uses: Iterable[Use], unit: str | None) -> Remark:
    """What to say to whoever links a file to this unit."""
    same = dict.fromkeys(use.name for use in uses if use.unit == unit)
    others = dict.fromkeys(use.name for use in uses if use.unit != unit)
    if others:
        return Remark(f"这份材料已用于别的单位：{'、'.join(others)}，请核对", other_unit=True)
    words = f"这份材料在本单位已用过：{'、'.join(same)}" if same else ""
    return Remark(words, other_unit=False)


def checked_link(desk: Desk, link: EvidenceLink) -> tuple[EvidenceLink, AssessmentKey | None]:
    """A link as it can be kept: what it names exists, and its assessment, if it names one, is open."""
    if desk.get(Evidence, link.evidence) is None:
        raise Refused("这份材料不在工作区里，请先添加文件", "evidence")
    _refuse_no_place(link)
    if link.objection is not None:
        return _checked_beside(desk, link), None
    if link.rectification is not None:
        return _checked_repair(desk, link), None
    return _checked_for_score(desk, link)


def _checked_for_score(desk: Desk, link: EvidenceLink) -> tuple[EvidenceLink, AssessmentKey | None]:
    row = None if link.ledger_row is None else desk.get(LedgerRow, link.ledger_row)
    if link.ledger_row is not None and (row is None or link.unit not in {None, row.unit}):
        raise Refused("这一行台账不在了，或者不是这个单位的，请核对", "ledger_row")
    if link.round is None or link.unit is None:
        if row is None or link.round or link.item or link.criterion or link.requirement:
            raise Refused("请写明材料证明的是哪个批次、哪个单位、哪一条", "unit")
        return replace(link, unit=row.unit), None
    key = AssessmentKey(link.round, link.unit)
    of = open_assessment_of(desk, key)
    if not (link.requirement or link.criterion or link.item or row):
        raise Refused("请写明材料证明的是哪一条", "criterion")
    scheme = scheme_of(desk, of)
    if link.criterion is not None and link.criterion not in scheme.criteria:
        raise Refused("本办法没有这条评分标准", "criterion")
    if link.requirement is not None:
        refuse_unknown_requirement(desk, of, link.requirement)
    item = link.item and desk.get(ItemRecord, link.item)
    if link.item is not None and (
        not item or (item.round, item.unit) != key or link.criterion not in {None, item.criterion}
    ):
        raise Refused("这一件不在认定的清单里，请核对", "item")
    return link, key


def _checked_beside(desk: Desk, link: EvidenceLink) -> EvidenceLink:
    """What came with an objection belongs to no sheet: a locked one is reached by nothing."""
    alone = EvidenceLink(link.id, link.evidence, page=link.page, region=link.region)
    if link != replace(alone, objection=link.objection):
        raise Refused("异议的材料不能同时用于考核表或台账，请另行关联", "objection")
    if desk.get(Objection, link.objection) is None:
        raise Refused("这件异议不在了，请回到异议清单", "objection")
    return link


def _checked_repair(desk: Desk, link: EvidenceLink) -> EvidenceLink:
    """What proves a repair belongs to no sheet: a finalised one is not reached by it."""
    alone = EvidenceLink(link.id, link.evidence, page=link.page, region=link.region)
    if link != replace(alone, rectification=link.rectification):
        raise Refused("整改的材料不能同时用于考核表或台账，请另行关联", "rectification")
    if desk.get(Rectification, link.rectification) is None:
        raise Refused("这条整改已经不在了，请回到整改清单", "rectification")
    return link


def _refuse_no_place(link: EvidenceLink) -> None:
    """A page is counted from 1; a region lies within it, in thousandths, and is not turned about."""
    for number, at in ((link.page, "page"), (link.plan_item, "plan_item")):
        if number is not None and not 1 <= number <= LARGEST:
            raise Refused("页码和件号从 1 开始", at)
    if not link.region:
        return
    numbers = [int(n) for n in link.region.split(",") if _NUMBER.fullmatch(n)]
    match numbers if len(numbers) == link.region.count(",") + 1 else []:
        case [left, top, right, bottom] if left < right <= _WHOLE and top < bottom <= _WHOLE:
            return
    raise Refused("框选的位置不对，请重新框选", "region")


def unlink_evidence(workspace: Workspace, author: Author, link_id: str) -> Outcome:
    """Take a link away; the file stays."""
    with workspace.writing() as desk:
        link = desk.get(EvidenceLink, link_id)
        if link is None:
            raise Refused("这条佐证关联已经不在了", "link")
        key: tuple[str | None, str | None] = (None, None)
        if link.round is not None and link.unit is not None:
            key = open_assessment_of(desk, AssessmentKey(link.round, link.unit)).key
        desk.remove(link)
        return outcome_of(desk.seal(Deed(Command.UNLINK_EVIDENCE, author, *key)))


class Uses:
    """Says where files are linked, link by link; the name of a sheet or a ledger is read once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._names: dict[tuple[str | None, str], str] = {}

    def of(self, evidence: str) -> tuple[Use, ...]:
        """The uses of one file."""
        return self.among(self._view.all(EvidenceLink, evidence=evidence))

    def among(self, links: Iterable[EvidenceLink]) -> tuple[Use, ...]:
        """The uses that some links are."""
        return tuple(
            Use(one.unit, one.round, self._name(one.round, one.unit))
            for one in links
            if one.unit is not None
        )

    def _name(self, round_id: str | None, unit: str) -> str:
        if (round_id, unit) not in self._names:
            self._names[round_id, unit] = self._read(round_id, unit)
        return self._names[round_id, unit]

    def _read(self, round_id: str | None, unit: str) -> str:
        if round_id is None:
            found = self._view.get(UnitRecord, unit)
            return f"{found.name if found else unit} 台账"
        of = assessment_of(self._view, AssessmentKey(round_id, unit))
        return f"{round_of(self._view, round_id).name} {of.name}"
