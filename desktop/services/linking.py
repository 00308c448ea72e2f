"""Linking: many files to many places at once, all checked before anything is written, one event a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.commands import Author, Command
from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink, new_id
from desktop.domain.refusals import Refused, within_quotes
from desktop.services.assessments import open_assessment_of
from desktop.services.evidence import Use, Uses, checked_link, remark_on
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed, Desk
from desktop.store.workspace import Workspace

_Key = tuple[str | None, str | None]
_NOWHERE: _Key = (None, None)


@dataclass(frozen=True, slots=True)
class LinkedAll:
    """One outcome a sheet, the links that were made, how many were there before, and what to warn of."""

    outcomes: tuple[Outcome, ...]
    links: tuple[EvidenceLink, ...]
    already: int
    warnings: tuple[str, ...]


def link_all(workspace: Workspace, author: Author, links: Sequence[EvidenceLink]) -> LinkedAll:
    """Link files to what they prove, all or none; a link that is there already is not made twice."""
    if not links:
        raise Refused("没有要关联的材料，请先选择")
    with workspace.writing() as desk:
        checked = [checked_link(desk, one) for one in links]
        files = dict.fromkeys(one.evidence for one, _ in checked)
        held = {one: desk.all(EvidenceLink, evidence=one) for one in files}
        present = {replace(link, id="") for links_of in held.values() for link in links_of}
        reader = Uses(desk)
        uses = {one: reader.among(links_of) for one, links_of in held.items()}
        by_sheet: dict[_Key, list[EvidenceLink]] = defaultdict(list)
        for link, key in checked:
            if replace(link, id="") not in present:
                present.add(replace(link, id=""))
                by_sheet[key or _NOWHERE].append(replace(link, id=new_id()))
        warnings = _warnings(desk, by_sheet, uses)
        outcomes = []
        for sheet, ours in by_sheet.items():
            desk.put(*ours)
            outcomes.append(outcome_of(desk.seal(Deed(Command.LINK_EVIDENCE, author, *sheet))))
    made = tuple(one for ours in by_sheet.values() for one in ours)
    return LinkedAll(tuple(outcomes), made, len(links) - len(made), warnings)


def unlink_all(workspace: Workspace, author: Author, links: Sequence[str]) -> tuple[Outcome, ...]:
    """Take links away, all or none; the files stay."""
    if not links:
        raise Refused("没有选中佐证关联，请先选择")
    with workspace.writing() as desk:
        by_sheet: dict[_Key, list[EvidenceLink]] = defaultdict(list)
        for link_id in dict.fromkeys(links):
            link = desk.get(EvidenceLink, link_id)
            if link is None:
                raise Refused("这条佐证关联已经不在了", "link")
            by_sheet[_open_sheet(desk, link)].append(link)
        outcomes = []
        for key, ours in by_sheet.items():
            desk.remove(*ours)
            outcomes.append(outcome_of(desk.seal(Deed(Command.UNLINK_EVIDENCE, author, *key))))
    return tuple(outcomes)


def _open_sheet(desk: Desk, link: EvidenceLink) -> _Key:
    if link.round is None or link.unit is None:
        return _NOWHERE
    return open_assessment_of(desk, AssessmentKey(link.round, link.unit)).key


def _warnings(
    desk: Desk,
    by_sheet: Mapping[_Key, Sequence[EvidenceLink]],
    uses: Mapping[str, tuple[Use, ...]],
) -> tuple[str, ...]:
    """Which files are used for another unit already, or are about to be for two."""
    found: dict[str, None] = {}
    units: dict[str, set[str | None]] = defaultdict(set)
    for link in (one for ours in by_sheet.values() for one in ours):
        remark = remark_on(uses[link.evidence], link.unit)
        units[link.evidence].add(link.unit)
        if remark.other_unit or len(units[link.evidence]) > 1:
            file = desk.get(Evidence, link.evidence)
            name = within_quotes(file.name) if file else link.evidence
            words = remark.words or "这份材料同时用于几个单位，请核对"
            found[f"“{name}”：{words}"] = None
    return tuple(found)
