"""A later version of a round's scheme: what it would change for each unit, asked before it replaces the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from desktop.domain.commands import Author, Command
from desktop.domain.evidence import Requirement
from desktop.domain.findings import Unit, read_finding, read_findings, scheme_for
from desktop.domain.peers import RoundPeers
from desktop.domain.recorded import RECORDS_BY_KIND, PlainData
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    EvidenceLink,
    ProposalAnswer,
    Round,
    SchemeText,
    WaiverRecord,
)
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.services.assessments import (
    assessments_in,
    findings_of,
    kept_scheme,
    recorded_of,
    round_of,
    scheme_of,
)
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.peers import records_in
from desktop.services.recording import items_of, lay_out_withdrawal
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace

_ANSWERS: Final = "answers"
_FILED: Final[Mapping[str, type[Any]]] = {"waivers": WaiverRecord, "links": EvidenceLink}


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit before and after; `lost` is what the new version cannot take, by kind and id.

    A waiver or a link is lost where its requirement no longer is the same one, an answer to a proposal
    (`answers`, by the criterion) where the ledgers are no longer asked or could not have said that.
    """

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
        why_not = why_no_replacement(desk, of)
        if why_not:
            raise Refused(why_not)
        if agreed.same:
            raise Refused("这个文件和批次正在用的办法一字不差，不用更换")
        text, _ = kept_scheme(content, of.scheme)
        if desk.get(SchemeText, text.sha256) is None:
            desk.put(text)
        desk.put(replace(of, scheme_text=text.sha256))
        for unit in agreed.units:
            _withdraw(desk, unit)
        return outcome_of(desk.seal(Deed(Command.REPLACE_SCHEME, author, of.id)))


def why_no_replacement(view: View, of: Round) -> str:
    """Why a round's scheme stays as it is; blank where it can be replaced."""
    if of.beside is not None or view.count(Round, beside=of.id):
        return "这个批次有复评，两边要用同一份办法，不能更换"
    sheets = view.all(Assessment, round=of.id)
    final = next((a for a in sheets if a.finalised), None)
    if final is not None:
        return f"“{final.name}”已经定稿，不能更换办法；请先撤销定稿，或者另建批次"
    resting = next((a for a in sheets if a.in_review), None)
    if resting is not None:
        return f"“{resting.name}”正在审核，不能更换办法；请先退回，或者另建批次"
    return ""


def _replacement(view: View, of: Round, content: bytes) -> Replacement:
    text, scheme = kept_scheme(content, of.scheme)
    if scheme.id != of.scheme:
        raise Refused(f"这个文件是“{scheme.id}”，这个批次用的是“{of.scheme}”，不是同一个办法")
    peers = RoundPeers(scheme, records_in(view, of.id)) if scheme.is_relative else None
    return Replacement(
        of.id,
        text.version,
        text.sha256,
        text.sha256 == of.scheme_text,
        tuple(_unit_change(view, one, scheme, peers) for one in assessments_in(view, of.id)),
    )


def _unit_change(
    view: View, of: Assessment, scheme: Scheme, peers: RoundPeers | None
) -> UnitChange:
    plain = recorded_of(view, of).plain()
    try:
        reading = scheme_for(scheme, Unit(of.kind, of.size))
    except Refused as refused:
        raise Refused(f"“{of.name}”：{refused.message}", refused.at) from None
    lost = tuple(_lost(reading, plain))
    for kind, name in lost:
        del plain[kind][name]
    whole = plain if peers is None else peers.beside(of, plain)
    before, after = score(findings_of(view, of)), score(read_findings(scheme, whole))
    moved = (*_filed_elsewhere(view, of, reading), *_answered_in_vain(view, of, reading))
    return UnitChange(of.key, of.name, before, after, lost + moved)


def _lost(reading: Scheme, plain: PlainData) -> Iterator[tuple[str, str]]:
    """Each piece is tried alone: one that is refused must not take the others with it.

    What does not apply comes first: it stays, and what then has no place beside it goes.
    """
    kept: PlainData = {"facts": {}, "unit": plain["unit"], "not_applicable": {}}
    for kind in RECORDS_BY_KIND:
        for name, value in plain[kind].items():
            tried = kept | {kind: {name: value}}
            try:
                read_findings(reading, tried)
            except Refused:
                yield kind, name
                continue
            if kind == "not_applicable":
                kept[kind][name] = value


def _filed_elsewhere(view: View, of: Assessment, reading: Scheme) -> Iterator[tuple[str, str]]:
    """Waivers and links go by a requirement's number, which may come to mean something else."""
    was = {one.no: _asks(one) for one in scheme_of(view, of).requirements}
    now = {one.no: _asks(one) for one in reading.requirements}
    same = {no for no, asked in was.items() if now.get(no) == asked}
    for kind, record in _FILED.items():
        for one in view.all(record, **of.key._asdict()):
            if one.requirement is not None and one.requirement not in same:
                yield kind, _name_of(one)


def _answered_in_vain(view: View, of: Assessment, reading: Scheme) -> Iterator[tuple[str, str]]:
    """Nobody could see such an answer any more, or it would be held against what it never meant."""
    for one in view.all(ProposalAnswer, **of.key._asdict()):
        criterion = reading.criteria.get(one.criterion)
        try:
            if criterion is not None and criterion.from_ is not None:
                read_finding(criterion, one.fact)
                continue
        except Refused:
            pass
        yield _ANSWERS, one.criterion


def _asks(one: Requirement) -> tuple[object, ...]:
    return one.name, one.pieces, one.once, one.per, one.per_penalty, one.cases, one.same_as


def _name_of(one: EvidenceLink | WaiverRecord) -> str:
    """By what it is shown, and known again."""
    if isinstance(one, EvidenceLink):
        return one.id
    return f"{one.requirement}/{one.piece}/{one.plan_item}"


def _withdraw(desk: Desk, unit: UnitChange) -> None:
    going: dict[str | None, str] = {}
    for kind, name in unit.lost:
        if kind == "facts":
            going |= {item.id: name for item in items_of(desk, unit.key, name)}
        if kind == _ANSWERS:
            desk.remove(desk.get(ProposalAnswer, *unit.key, name))
        elif kind not in _FILED:
            lay_out_withdrawal(desk, unit.key, kind, name)
    for kind, record in _FILED.items():
        names = {name for of, name in unit.lost if of == kind}
        for one in desk.all(record, **unit.key._asdict()):
            if _name_of(one) in names:
                _unfile(desk, one, going)


def _unfile(desk: Desk, one: EvidenceLink | WaiverRecord, going: Mapping[str | None, str]) -> None:
    """A file that proves something else as well stays linked to that; `going` items leave it to their criterion."""
    if isinstance(one, EvidenceLink) and (one.criterion or one.item or one.ledger_row):
        item = None if one.item in going else one.item
        criterion = going.get(one.item, one.criterion)
        rest = replace(one, requirement=None, piece="", plan_item=None)
        desk.put(replace(rest, item=item, criterion=criterion))
    else:
        desk.remove(one)
