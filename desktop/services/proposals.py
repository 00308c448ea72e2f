"""Proposals: what the ledgers say to the criteria of one sheet, and the evaluator's answers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.measured import Question
from desktop.domain.ledgers.proposals import Proposal, differences, propose
from desktop.domain.records import (
    AssessmentKey,
    EvidenceLink,
    ItemRecord,
    ProposalAnswer,
    new_id,
)
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion
from desktop.domain.values import read_grounds
from desktop.services.assessments import assessment_of, open_assessment_of, round_of, scheme_of
from desktop.services.items_of_rows import held_by_rows, with_work_kept
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.recording import OpenedSheet, Recording, items_of, lay_out_finding
from desktop.services.unit_ledgers import about, question_for
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProposalSight:
    """A proposal, what was answered to it, and what the ledgers say differently since."""

    proposal: Proposal
    answer: ProposalAnswer | None = None
    changes: tuple[str, ...] = ()


def proposals_of(
    workspace: Workspace, key: AssessmentKey, as_of: date
) -> Mapping[str, ProposalSight]:
    """Every proposal for one sheet, by its criterion."""
    with workspace.reading() as view:
        of = assessment_of(view, key)
        scheme = scheme_of(view, of)
        if not any(one.from_ for one in scheme.all_criteria()):
            return {}
        asked = question_for(view, of, round_of(view, key.round), as_of)
        answers = {one.criterion: one for one in view.all(ProposalAnswer, **key._asdict())}
        return {
            one.id: ProposalSight(found, answers.get(one.id), _changes(one, found, answers))
            for one in scheme.all_criteria()
            if (found := _propose(one, asked)) is not None
        }


def _propose(one: Criterion, asked: Question) -> Proposal | None:
    return propose(one, about(asked, one.given))


def _changes(
    criterion: Criterion, one: Proposal, answers: Mapping[str, ProposalAnswer]
) -> tuple[str, ...]:
    answer = answers.get(criterion.id)
    return () if answer is None else differences(criterion, answer.fact, one.fact)


def accept_proposal(
    workspace: Workspace, author: Author, key: AssessmentKey, agreed: Proposal
) -> Recording:
    """Record a proposal's fact in place of whatever was there; the rows' evidence comes along."""
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        lay_out_acceptance(sheet, agreed)
        return sheet.seal(Command.ACCEPT_PROPOSAL, author)


def lay_out_acceptance(sheet: OpenedSheet, agreed: Proposal) -> None:
    """Lay out a proposal's fact, what proves its rows, and that it was accepted.

    Where the ledgers changed, rows that did not keep what the evaluator did to their items.
    """
    desk, key = sheet.desk, sheet.of.key
    fact = _still(desk, key, agreed)
    before = desk.get(ProposalAnswer, *key, agreed.criterion)
    held = held_by_rows(items_of(desk, key, agreed.criterion), before, agreed.rows)
    if before and before.accepted:
        of = sheet.criterion(agreed.criterion)
        if differences(of, before.fact, fact):
            fact = with_work_kept(fact, agreed.rows, before, held)
    items = lay_out_finding(sheet, agreed.criterion, fact, held)
    _bring_evidence(desk, key, agreed, items)
    desk.put(_answer(key, agreed, accepted=True))


def reject_proposal(
    workspace: Workspace,
    author: Author,
    key: AssessmentKey,
    agreed: Proposal,
    grounds: str,
) -> Outcome:
    """Say that a proposal does not hold, and why; the finding stays as it is."""
    with workspace.writing() as desk:
        _still(desk, key, agreed)
        read_grounds(grounds, "不采用要写明理由", "grounds")
        desk.put(_answer(key, agreed, accepted=False, grounds=grounds))
        return outcome_of(desk.seal(Deed(Command.REJECT_PROPOSAL, author, *key)))


def withdraw_answer(
    workspace: Workspace, author: Author, key: AssessmentKey, criterion: str
) -> Outcome:
    """Take an answer back: the proposal waits again, the finding stays."""
    with workspace.writing() as desk:
        open_assessment_of(desk, key)
        held = desk.get(ProposalAnswer, *key, criterion)
        if held is None:
            raise Refused("对这一条的台账还没有答复，无可撤去", "criterion")
        desk.remove(held)
        return outcome_of(desk.seal(Deed(Command.WITHDRAW_ANSWER, author, *key)))


def _still(view: View, key: AssessmentKey, agreed: Proposal) -> Mapping[str, object]:
    """The fact that was agreed on, if the ledgers still say the same."""
    of = open_assessment_of(view, key)
    criterion = scheme_of(view, of).criteria.get(agreed.criterion)
    asked = question_for(view, of, round_of(view, key.round), agreed.as_of)
    now = None if criterion is None else _propose(criterion, asked)
    if now != agreed:
        raise Refused("台账刚有改动，这条认定已经重新计算，请看过再定")
    if agreed.fact is None:
        raise Refused("台账还不能得出这一条，没有可以采用的")
    return agreed.fact


def _answer(
    key: AssessmentKey, agreed: Proposal, *, accepted: bool, grounds: str = ""
) -> ProposalAnswer:
    """What was agreed on or not; where the fact has items, with the row behind each."""
    fact = agreed.fact or {}
    rows = agreed.rows if "items" in fact else tuple(dict.fromkeys(filter(None, agreed.rows)))
    return ProposalAnswer(*key, agreed.criterion, accepted, grounds, fact, rows)


def _bring_evidence(
    desk: Desk, key: AssessmentKey, agreed: Proposal, items: Sequence[ItemRecord]
) -> None:
    """What proves a ledger's row proves the item that came of it, or the criterion; each file once."""
    names: Sequence[str | None] = [one.id for one in items] or [None] * len(agreed.rows)
    known = {
        (one.evidence, one.item, one.page, one.region)
        for one in desk.all(EvidenceLink, **key._asdict())
        if one.item is not None or one.criterion == agreed.criterion
    }
    for row, item in zip(agreed.rows, names, strict=True):
        for link in desk.all(EvidenceLink, ledger_row=row) if row else ():
            place = (link.evidence, item, link.page, link.region)
            if place not in known:
                known.add(place)
                desk.put(_brought(link, key, agreed.criterion, item))


def _brought(
    link: EvidenceLink, key: AssessmentKey, criterion: str, item: str | None
) -> EvidenceLink:
    proof = EvidenceLink(new_id(), link.evidence, *key, criterion=criterion, item=item)
    return replace(proof, page=link.page, region=link.region)
