"""Proposals: what the ledgers say to a sheet, and the evaluator's answers; nothing else ever changes a finding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, cast

import pytest

from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, Kept, Row
from desktop.domain.ledgers.proposals import Proposal
from desktop.domain.records import (
    AssessmentKey,
    EvidenceLink,
    FindingRecord,
    ItemRecord,
    ProposalAnswer,
)
from desktop.services.assessments import sheet_of
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.services.ledgers import keep_rows, strike_rows
from desktop.services.membership import drop_unit
from desktop.services.proposals import (
    ProposalSight,
    accept_proposal,
    proposals_of,
    reject_proposal,
    withdraw_answer,
)
from desktop.services.recording import record_finding, withdraw_finding
from desktop.services.rounds import RoundPlan, delete_round, open_round
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import (
    ME,
    SECTIONS,
    UNNAMED,
    add,
    events_of,
    everything,
    meeting,
    office_in,
    refused,
    rename_round,
    rounds,
    run,
    waits,
)

AS_OF: Final = date(2022, 12, 31)
OPEN_ENDS: Final = "no-follow-up"  # one item for each run whose problems were not followed up


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def bad_run(number: int, /, **cells: object) -> Kept[Row]:
    """A run that found something and left it at that; they end one after the other."""
    plain = {"title": f"第{number}次抽查", "ended": f"2022-05-{number:02}", "problems": 1}
    return run(f"r-{number}", **{**plain, **cells})


def keep(workspace: Workspace, *runs: Kept[Row]) -> None:
    keep_rows(workspace, ME, INSPECTIONS, runs)


def sights(workspace: Workspace) -> Mapping[str, ProposalSight]:
    return proposals_of(workspace, rounds().section, AS_OF)


def sight(workspace: Workspace) -> ProposalSight:
    return sights(workspace)[OPEN_ENDS]


def accept(workspace: Workspace) -> None:
    accept_proposal(workspace, ME, rounds().section, sight(workspace).proposal)


def items_of(workspace: Workspace) -> list[ItemRecord]:
    with workspace.reading() as view:
        found = view.all(ItemRecord, **rounds().section._asdict(), criterion=OPEN_ENDS)
    return sorted(found, key=lambda one: one.position)


def said(items: Sequence[ItemRecord]) -> list[str]:
    """Which runs the items are about."""
    return [one.note.partition("：")[0] for one in items]


def links_of(workspace: Workspace) -> list[EvidenceLink]:
    """Those of the sheet."""
    with workspace.reading() as view:
        return view.all(EvidenceLink, **rounds().section._asdict())


def proofs(workspace: Workspace) -> dict[str, list[str]]:
    """Of each item by its words, and of the criterion ("") the files' last letters."""
    words = {one.id: one.note.partition("：")[0] for one in items_of(workspace)}
    found: dict[str, list[str]] = {}
    for link in links_of(workspace):
        assert link.criterion == OPEN_ENDS
        found.setdefault(words[link.item] if link.item else "", []).append(link.evidence)
    return {name: sorted(files) for name, files in found.items()}


def prove(workspace: Workspace, row: str, content: bytes = b"%PDF scan") -> str:
    evidence = add(workspace, content=content)
    link = EvidenceLink("", evidence, ledger_row=row, page=2, region="1,1,500,500")
    link_evidence(workspace, ME, link)
    return evidence


def test_each_criterion_that_asks_the_ledgers_has_a_proposal(office: Workspace) -> None:
    keep(office, bad_run(1), bad_run(2, followed=1))
    found = sights(office)
    assert {"study-missed", OPEN_ENDS, "reports-missed"} <= {*found}
    assert "no-liaison" not in found
    one = found[OPEN_ENDS]
    assert one.proposal.fact == {
        "items": [
            {"note": "第1次抽查：发现问题 1 个，1 个未后续处理", "date": "2022-05-01"},
        ]
    }
    assert (one.proposal.rows, one.proposal.as_of) == (("r-1",), AS_OF)
    assert (one.answer, one.changes, waits(one)) == (None, (), True)
    unknown = found["plan-late"]
    assert (unknown.proposal.fact, waits(unknown)) == (None, False)
    assert unknown.proposal.gaps


def test_a_sheet_whose_scheme_asks_nothing_has_none_whatever_its_period(office: Workspace) -> None:
    rename_round(office, ME, rounds().plan, "年度计划", "本届任期")
    assert proposals_of(office, AssessmentKey(rounds().plan, "u-a"), AS_OF) == {}


def test_accepting_records_the_fact_as_one_event(office: Workspace) -> None:
    keep(office, bad_run(1), bad_run(2))
    before = len(events_of(office))
    made = accept_proposal(office, ME, rounds().section, sight(office).proposal)
    [event] = events_of(office)[before:]
    assert (event.number, event.command) == (made.outcome.event, "accept-proposal")
    assert (event.round, event.unit) == rounds().section
    assert made.sheet == sheet_of(office, rounds().section)
    assert said(items_of(office)) == ["第1次抽查", "第2次抽查"]
    found = sight(office)
    fact = found.proposal.fact or {}
    answer = ProposalAnswer(*rounds().section, OPEN_ENDS, accepted=True, fact=fact)
    assert found.answer == replace(answer, rows=("r-1", "r-2"))
    assert (found.changes, waits(found)) == ((), False)


def test_what_was_recorded_before_gives_way(office: Workspace) -> None:
    record_finding(office, ME, rounds().section, OPEN_ENDS, {"count": 5, "note": "估计"})
    keep(office, bad_run(1))
    accept(office)
    with office.reading() as view:
        finding = view.get(FindingRecord, *rounds().section, OPEN_ENDS)
    assert finding
    assert (finding.fact, finding.note, finding.itemised) == ({}, "", True)


def test_a_fact_without_items_names_the_rows_behind_it(office: Workspace) -> None:
    late = {"kind": "document", "subject": "annual-plan", "due": "2022-02-28"}
    keep_rows(office, ME, ACTIVITIES, [meeting("d-1", **late)])
    accept_proposal(office, ME, rounds().section, sights(office)["plan-late"].proposal)
    item_list = sights(office)["item-list-late"].proposal
    accept_proposal(office, ME, rounds().section, item_list)
    answers = {name: one.answer for name, one in sights(office).items() if one.answer}
    assert {name: one.rows for name, one in answers.items()} == {
        "plan-late": ("d-1",),
        "item-list-late": (),  # there is none, and so no row
    }


def test_a_later_change_of_the_ledger_is_told_and_changes_nothing_else(office: Workspace) -> None:
    keep(office, bad_run(1), bad_run(2))
    accept(office)
    before = everything(office.folder)
    keep(office, bad_run(2, followed=1), bad_run(3))
    after = everything(office.folder)
    assert {name for name in after if after[name] != before[name]} == {"ledger_row", "event"}
    found = sight(office)
    assert found.changes == (
        "不再有：2022-05-02 第2次抽查：发现问题 1 个，1 个未后续处理",
        "现在有：2022-05-03 第3次抽查：发现问题 1 个，1 个未后续处理",
    )
    assert waits(found)
    assert said(items_of(office)) == ["第1次抽查", "第2次抽查"]
    strike_rows(office, ME, ["r-1", "r-2", "r-3"])
    found = sight(office)
    assert (found.changes, waits(found)) == (("台账现在得不出这一条",), False)


def test_the_evidence_of_rows_comes_to_their_items_once(office: Workspace) -> None:
    keep(office, bad_run(1), bad_run(2), bad_run(3))
    first, second = prove(office, "r-1"), prove(office, "r-2", b"%PDF other")
    accept(office)
    assert proofs(office) == {"第1次抽查": [first], "第2次抽查": [second]}
    [link, _] = sorted(links_of(office), key=lambda one: one.evidence != first)
    assert (link.page, link.region, link.ledger_row) == (2, "1,1,500,500", None)
    held = links_of(office)
    accept(office)
    accept(office)
    assert links_of(office) == held


def test_evidence_that_was_linked_by_hand_is_not_linked_again(office: Workspace) -> None:
    """Also where only the item was named."""
    keep(office, bad_run(1))
    accept(office)
    [item] = items_of(office)
    evidence = prove(office, "r-1")
    by_hand = EvidenceLink("", evidence, *rounds().section, item=item.id)
    link_evidence(office, ME, replace(by_hand, page=2, region="1,1,500,500"))
    held = links_of(office)
    accept(office)
    assert links_of(office) == held


def test_the_evidence_of_rows_comes_to_a_criterion_without_items(office: Workspace) -> None:
    late = {"kind": "document", "subject": "annual-plan", "due": "2022-02-28"}
    keep_rows(office, ME, ACTIVITIES, [meeting("d-1", **late)])
    evidence = prove(office, "d-1")
    agreed = sights(office)["plan-late"].proposal
    assert (agreed.fact or {})["found"] is True
    for _ in range(2):
        accept_proposal(office, ME, rounds().section, agreed)
        [link] = links_of(office)
        assert (link.evidence, link.criterion, link.item) == (evidence, "plan-late", None)


def test_items_keep_their_ids_and_evidence_when_the_ledger_grows(office: Workspace) -> None:
    """By the row that each came of: a row before them would else get the next one's proof."""
    keep(office, bad_run(4), bad_run(6))
    fourth, sixth = prove(office, "r-4"), prove(office, "r-6", b"%PDF other")
    accept(office)
    ids = {said([one])[0]: one.id for one in items_of(office)}
    keep(
        office, bad_run(2), bad_run(4, problems=2, followed=1), bad_run(5)
    )  # the fourth says something else
    accept(office)
    assert said(items_of(office)) == ["第2次抽查", "第4次抽查", "第5次抽查", "第6次抽查"]
    now = {said([one])[0]: one.id for one in items_of(office)}
    assert {name: now[name] for name in ids} == ids
    assert proofs(office) == {"第4次抽查": [fourth], "第6次抽查": [sixth]}


def test_an_item_that_was_changed_by_hand_is_still_its_rows(office: Workspace) -> None:
    keep(office, bad_run(4), bad_run(6))
    fourth = prove(office, "r-4")
    accept(office)
    ids = [one.id for one in items_of(office)]
    fact = sight(office).proposal.fact
    assert fact
    changed = {"items": [{"note": "第4次：已在整改", "exempt": True, "reason": "停业"}]}
    changed["items"] += fact["items"][1:]  # type: ignore[index]  # a list of items
    record_finding(office, ME, rounds().section, OPEN_ENDS, changed)
    keep(office, bad_run(2))
    accept(office)
    second, *rest = items_of(office)
    assert (said([second]), [one.id for one in rest]) == (["第2次抽查"], ids)
    assert proofs(office) == {"第4次": [fourth]}


def test_where_the_ledger_changed_the_other_rows_keep_the_evaluators_work(
    office: Workspace,
) -> None:
    keep(office, bad_run(4), bad_run(6))
    accept(office)
    fact = sight(office).proposal.fact
    assert fact
    fourth, sixth = cast("list[dict[str, object]]", fact["items"])
    excused = {**fourth, "exempt": True, "reason": "停业"}
    record_finding(office, ME, rounds().section, OPEN_ENDS, {"items": [excused, sixth]})
    keep(office, bad_run(2), bad_run(6, ended="2022-05-07"))
    accept(office)
    second, kept, anew = items_of(office)
    assert (kept.exempt, kept.grounds) == (True, "停业")
    assert not second.exempt
    assert anew.date == date(2022, 5, 7)
    assert sight(office).changes == ()


def test_accepted_again_the_ledgers_word_stands(office: Workspace) -> None:
    keep(office, bad_run(4))
    accept(office)
    record_finding(office, ME, rounds().section, OPEN_ENDS, {"items": [{"note": "另一件"}]})
    accept(office)
    assert said(items_of(office)) == ["第4次抽查"]


def test_what_was_recorded_by_hand_lends_its_evidence_to_no_row(office: Workspace) -> None:
    record_finding(office, ME, rounds().section, OPEN_ENDS, {"items": [{"note": "群众举报"}]})
    [item] = items_of(office)
    evidence = add(office)
    link_evidence(office, ME, EvidenceLink("", evidence, *rounds().section, item=item.id))
    keep(office, bad_run(1))
    accept(office)
    [new] = items_of(office)
    assert new.id != item.id
    assert proofs(office) == {"": [evidence]}  # it stays with the criterion


def test_the_evidence_of_a_row_that_no_longer_counts_stays_with_the_criterion(
    office: Workspace,
) -> None:
    keep(office, bad_run(1), bad_run(2))
    first, second = prove(office, "r-1"), prove(office, "r-2", b"%PDF other")
    accept(office)
    keep(office, bad_run(1, followed=1))
    accept(office)
    assert proofs(office) == {"": [first], "第2次抽查": [second]}


def test_a_stale_proposal_is_refused(office: Workspace) -> None:
    keep(office, bad_run(1))
    agreed = sight(office).proposal
    keep(office, bad_run(2))
    for answer in (
        lambda: accept_proposal(office, ME, rounds().section, agreed),
        lambda: reject_proposal(office, ME, rounds().section, agreed, "另行核实"),
    ):
        with refused(office.folder) as caught:
            answer()
        assert caught.value.message == "台账刚有改动，这条认定已经重新计算，请看过再定"


@pytest.mark.parametrize("criterion", ["none", "unplanned"])
def test_a_proposal_that_nobody_made_is_refused(office: Workspace, criterion: str) -> None:
    keep(office, bad_run(1))
    agreed = replace(sight(office).proposal, criterion=criterion)
    with refused(office.folder) as caught:
        accept_proposal(office, ME, rounds().section, agreed)
    assert "请看过再定" in caught.value.message


def test_what_the_ledgers_cannot_tell_is_not_answered(office: Workspace) -> None:
    agreed = sight(office).proposal
    assert agreed.fact is None
    with refused(office.folder) as caught:
        accept_proposal(office, ME, rounds().section, agreed)
    assert caught.value.message == "台账还不能得出这一条，没有可以采用的"
    with refused(office.folder):
        reject_proposal(office, ME, rounds().section, agreed, "另行核实")


def test_rejecting_leaves_the_finding_and_needs_grounds(office: Workspace) -> None:
    keep(office, bad_run(1))
    agreed, before = sight(office).proposal, everything(office.folder)
    for grounds in ("", "　"):
        with refused(office.folder) as caught:
            reject_proposal(office, ME, rounds().section, agreed, grounds)
        assert (caught.value.message, caught.value.at) == ("不采用要写明理由", "grounds")
    outcome = reject_proposal(office, ME, rounds().section, agreed, "已现场核实，均已整改")
    event = events_of(office)[-1]
    assert (event.number, event.command) == (outcome.event, "reject-proposal")
    assert (event.round, event.unit) == rounds().section
    after = everything(office.folder)
    assert {name for name in after if after[name] != before[name]} == {"proposal_answer", "event"}
    found = sight(office)
    assert found.answer
    assert (found.answer.accepted, found.answer.grounds) == (False, "已现场核实，均已整改")
    assert not waits(found)
    keep(office, bad_run(2))
    assert waits(sight(office))


def test_an_answer_is_withdrawn_and_the_finding_stays(office: Workspace) -> None:
    keep(office, bad_run(1))
    accept(office)
    items = items_of(office)
    outcome = withdraw_answer(office, ME, rounds().section, OPEN_ENDS)
    event = events_of(office)[-1]
    assert (event.number, event.command) == (outcome.event, "withdraw-answer")
    assert (event.round, event.unit) == rounds().section
    assert (sight(office).answer, waits(sight(office))) == (None, True)
    assert items_of(office) == items
    with refused(office.folder) as caught:
        withdraw_answer(office, ME, rounds().section, OPEN_ENDS)
    assert caught.value.at == "criterion"


def test_another_answer_takes_the_place_of_the_one_before(office: Workspace) -> None:
    keep(office, bad_run(1))
    reject_proposal(office, ME, rounds().section, sight(office).proposal, "另行核实")
    accept(office)
    found = sight(office).answer
    assert found
    assert (found.accepted, found.grounds) == (True, "")


def test_answers_are_undone_and_done_again_to_the_letter(office: Workspace) -> None:
    key = rounds().section
    keep(office, bad_run(1), bad_run(2))
    prove(office, "r-1")
    states = [held(office)]
    accept(office)
    states.append(held(office))
    withdraw_answer(office, ME, key, OPEN_ENDS)
    states.append(held(office))
    reject_proposal(office, ME, key, sight(office).proposal, "另行核实")
    states.append(held(office))
    for state in reversed(states[:-1]):
        undo(office, ME, key)
        assert held(office) == state
    for state in states[1:]:
        redo(office, ME, key)
        assert held(office) == state


def held(workspace: Workspace) -> dict[str, object]:
    return {name: rows for name, rows in everything(workspace.folder).items() if name != "event"}


def test_a_finalised_sheet_takes_no_answer(office: Workspace) -> None:
    key = rounds().settled
    keep(office, run("r-1", "u-c", problems=1))
    agreed = proposals_of(office, key, AS_OF)[OPEN_ENDS].proposal
    reject_proposal(office, ME, key, agreed, "另行核实")
    finalise(office, ME, key)
    for answer in (
        lambda: accept_proposal(office, ME, key, agreed),
        lambda: reject_proposal(office, ME, key, agreed, "另行核实"),
        lambda: withdraw_answer(office, ME, key, OPEN_ENDS),
    ):
        with refused(office.folder) as caught:
            answer()
        assert "已经定稿" in caught.value.message
    assert proposals_of(office, key, AS_OF)[OPEN_ENDS].answer


def test_every_answer_has_an_author(office: Workspace) -> None:
    keep(office, bad_run(1))
    agreed: Proposal = sight(office).proposal
    with refused(office.folder) as caught:
        accept_proposal(office, UNNAMED, rounds().section, agreed)
    assert caught.value.at == "author"
    with refused(office.folder) as caught:
        reject_proposal(office, UNNAMED, rounds().section, agreed, "另行核实")
    assert caught.value.at == "author"


def test_a_sheet_that_was_answered_is_worked_on(office: Workspace) -> None:
    """It neither leaves its round nor goes with it."""
    round_id, _ = open_round(office, ME, RoundPlan("又一批", "2022年", SECTIONS, ["u-a"]))
    key = AssessmentKey(round_id, "u-a")
    keep(office, bad_run(1))
    agreed = proposals_of(office, key, AS_OF)[OPEN_ENDS].proposal
    reject_proposal(office, ME, key, agreed, "另行核实")
    for _ in range(2):
        with refused(office.folder):
            drop_unit(office, ME, key)
        with refused(office.folder):
            delete_round(office, ME, round_id)
        undo(office, ME, key)
        redo(office, ME, key)


def test_a_withdrawn_finding_leaves_the_answer(office: Workspace) -> None:
    """What was said to the ledgers and what the sheet says are two things."""
    keep(office, bad_run(1))
    accept(office)
    withdraw_finding(office, ME, rounds().section, OPEN_ENDS)
    assert sight(office).answer
    accept(office)
    assert said(items_of(office)) == ["第1次抽查"]
