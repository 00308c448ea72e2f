"""Finalising: everything settled, every piece there or waived; then nothing changes but by reopening, with a reason."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desktop.domain.commands import Author, Command
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    EvidenceLink,
    UnitRecord,
    WaiverRecord,
)
from desktop.services.assessments import sheet_of
from desktop.services.checklists import checklist
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.office import keep_units
from desktop.services.recording import (
    bring_back,
    judge,
    record_finding,
    set_aside,
    withdraw_finding,
    withdraw_judgement,
)
from desktop.services.rounds import delete_round, list_rounds
from desktop.services.scheme_replacement import preview_replacement, replace_scheme
from desktop.services.schemes import open_scheme, scheme_content
from desktop.services.undoing import redo, undo
from desktop.services.waivers import waive, withdraw_waiver
from desktop.services.workspaces import open_workspace, verify
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import (
    CITIES,
    ME,
    SECTIONS,
    UNNAMED,
    add,
    events_of,
    everything,
    office_in,
    refused,
    rounds,
)

LI = Author("李复核", "p-li")
# No character of these shows anything; the program calls such words blank everywhere.
BLANK = ["", "  ", "\u3000", "\t\n", "\u2800", "\u200b"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def state_of(workspace: Workspace, key: AssessmentKey) -> str:
    with workspace.reading() as view:
        found = view.get(Assessment, *key)
    assert found
    return found.state


def ask_again(workspace: Workspace, *requirements: int) -> None:
    for no in requirements:
        withdraw_waiver(workspace, ME, WaiverRecord(*rounds().waived, no, "", 0, ""))


def link(workspace: Workspace, requirement: int, piece: str = "", item: int | None = None) -> str:
    evidence = add(workspace, f"{requirement}{piece}{item}.pdf", f"{requirement}{piece}".encode())
    of = EvidenceLink("", evidence, *rounds().waived, requirement, piece, item)
    return link_evidence(workspace, ME, of).link


def test_what_is_pending_is_counted_and_the_first_named(office: Workspace) -> None:
    for criterion in ("reports-missed", "plan-ratio"):
        withdraw_finding(office, ME, rounds().settled, criterion)
    with refused(office.folder) as caught:
        finalise(office, ME, rounds().settled)
    label = open_scheme(SECTIONS).criteria["plan-ratio"].label
    assert caught.value.message == f"还有 2 条没有认定，不能定稿；第一条是“{label}”"


def test_a_settled_assessment_is_finalised_by_one_event(office: Workspace) -> None:
    before, began = events_of(office), datetime.now().astimezone()
    outcome = finalise(office, LI, rounds().settled)
    [event] = events_of(office)[len(before) :]
    assert (event.number, event.hash) == (outcome.event, outcome.hash)
    assert (event.author, event.person) == ("李复核", "p-li")
    assert (event.command, event.round, event.unit) == ("finalise", *rounds().settled)
    assert abs((datetime.fromisoformat(event.at) - began).total_seconds()) < 60
    assert outcome.touched == {("assessment", rounds().settled)}
    assert state_of(office, rounds().settled) == "finalised"
    assert state_of(office, rounds().waived) == "open"


def test_discretion_settles_an_indicator(office: Workspace) -> None:
    of = rounds().settled
    for criterion in ("tasks-undone", "county-undone"):
        withdraw_finding(office, ME, of, criterion)
    judge(office, ME, of, "tasks", {"score": "8.5", "reason": "集体研究"})
    finalise(office, ME, of)
    assert state_of(office, of) == "finalised"


@pytest.mark.parametrize("name", BLANK)
def test_finalising_needs_a_name(office: Workspace, name: str) -> None:
    with refused(office.folder) as caught:
        finalise(office, Author(name), rounds().settled)
    assert caught.value.at == "author"


def test_a_plan_without_points_is_finalised(office: Workspace) -> None:
    plan = AssessmentKey(rounds().plan, "u-a")
    finalise(office, ME, plan)
    standing = next(one for one in list_rounds(office) if one.round.id == plan.round)
    assert [unit.state for unit in standing.units] == ["finalised", "open", "open"]
    assert all(unit.sheet is None for unit in standing.units)
    reopen(office, ME, plan, "补报")
    assert state_of(office, plan) == "open"


def test_missing_evidence_is_counted_and_the_first_named(office: Workspace) -> None:
    missing = checklist(office, rounds().city).missing
    count = sum(row.wanted - row.present for row in missing)
    assert missing[0].requirement == 1
    assert count > 55  # pieces by the plan's items are counted one by one
    with refused(office.folder) as caught:
        finalise(office, ME, rounds().city)
    assert f"还缺 {count} 件佐证材料" in caught.value.message
    assert "第一件是第 1 项要求里“领导组成立（调整）文件”" in caught.value.message


def test_some_linked_some_waived_is_enough(office: Workspace) -> None:
    ask_again(office, 2, 3)
    link(office, 3)
    for piece in ("会议图片", "会议内容", "议程", "签到表"):
        link(office, 2, piece)
        link(office, 2, piece)
    link(office, 2, "会议通知")
    with refused(office.folder) as caught:
        finalise(office, ME, rounds().waived)
    assert "还缺 1 件佐证材料" in caught.value.message
    assert "第 2 项要求里“会议通知”" in caught.value.message
    link(office, 2, "会议通知")
    finalise(office, ME, rounds().waived)
    assert state_of(office, rounds().waived) == "finalised"
    assert checklist(office, rounds().waived).missing == ()


def test_a_waiver_that_is_withdrawn_leaves_the_piece_missing(office: Workspace) -> None:
    ask_again(office, 22)
    with refused(office.folder) as caught:
        finalise(office, ME, rounds().waived)
    assert "还缺 1 件" in caught.value.message
    assert "第 22 项要求里“清单标注一般、重点检查事项”" in caught.value.message


def test_pieces_of_plan_items_are_named_with_their_item(office: Workspace) -> None:
    ask_again(office, 14)
    for item in (1, 3):
        link(office, 14, "", item)
    waive(office, ME, WaiverRecord(*rounds().waived, 14, "", 4, "停用"))
    with refused(office.folder) as caught:
        finalise(office, ME, rounds().waived)
    assert "还缺 52 件" in caught.value.message
    assert "第 14 项要求里计划第 2 项的“" in caught.value.message


def test_pieces_of_penalties_are_named_with_their_penalty(office: Workspace) -> None:
    ask_again(office, 20)
    with office.writing() as desk:
        of = desk.get(Assessment, *rounds().waived)
        assert of
        desk.put(replace(of, counts={"penalty": 2}))
        desk.seal(Deed(Command.COUNT_PIECES, ME, *rounds().waived))
    link(office, 20, "协同平台录入截图", 1)
    with refused(office.folder) as caught:
        finalise(office, ME, rounds().waived)
    assert "还缺 5 件" in caught.value.message
    assert "第 20 项要求里第 1 件处罚的“公示系统企业名下截图”" in caught.value.message


def test_criteria_come_before_evidence(office: Workspace) -> None:
    withdraw_finding(office, ME, rounds().city, "no-plan")
    with refused(office.folder) as caught:
        finalise(office, ME, rounds().city)
    assert "第一条是“序号2①未制定年度部门联合抽查计划”" in caught.value.message


Change = Callable[[Workspace, AssessmentKey, str, str], object]
_WAIVER = (14, "", 9, "停用")

CHANGES: dict[str, Change] = {
    "record": lambda w, of, _e, _l: record_finding(w, ME, of, "no-plan", {"found": True}),
    "record the same": lambda w, of, _e, _l: record_finding(w, ME, of, "no-plan", {"found": False}),
    "withdraw": lambda w, of, _e, _l: withdraw_finding(w, ME, of, "no-plan"),
    "judge": lambda w, of, _e, _l: judge(w, ME, of, "leadership", {"score": "1", "reason": "酌"}),
    "withdraw judgement": lambda w, of, _e, _l: withdraw_judgement(w, ME, of, "departments"),
    "set aside": lambda w, of, _e, _l: set_aside(w, ME, of, "leadership", "没有"),
    "bring back": lambda w, of, _e, _l: bring_back(w, ME, of, "leadership"),
    "link": lambda w, of, e, _l: link_evidence(
        w, ME, EvidenceLink("", e, *of, criterion="no-plan")
    ),
    "unlink": lambda w, _of, _e, held: unlink_evidence(w, ME, held),
    "waive": lambda w, of, _e, _l: waive(w, ME, WaiverRecord(*of, *_WAIVER)),
    "withdraw waiver": lambda w, of, _e, _l: withdraw_waiver(
        w, ME, WaiverRecord(*of, 22, "", 0, "")
    ),
    "finalise": lambda w, of, _e, _l: finalise(w, ME, of),
    "undo": lambda w, of, _e, _l: undo(w, ME, of),
    "redo": lambda w, of, _e, _l: redo(w, ME, of),
    "delete round": lambda w, of, _e, _l: delete_round(w, ME, of.round),
    "replace scheme": lambda w, of, _e, _l: _replace(w, of.round),
}


def _replace(workspace: Workspace, round_id: str) -> None:
    content = scheme_content(CITIES).replace(b"deduct = 5\n", b"deduct = 4\n")
    replace_scheme(workspace, ME, preview_replacement(workspace, round_id, content), content)


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, str, str]]:
    """A finalised city; its linked file, and the link. Every change of it is refused, so it is shared."""
    with open_workspace(office_in(tmp_path_factory.mktemp("final"))) as workspace:
        ask_again(workspace, 3)
        held = link(workspace, 3)
        judge(workspace, ME, rounds().waived, "departments", {"score": "3", "reason": "酌情"})
        undo(workspace, ME, rounds().waived)  # something to redo
        finalise(workspace, ME, rounds().waived)
        yield workspace, add(workspace), held


@pytest.mark.parametrize("change", CHANGES)
def test_a_finalised_assessment_refuses_every_change(
    final: tuple[Workspace, str, str], change: str
) -> None:
    workspace, evidence, held = final
    with refused(workspace.folder) as caught:
        CHANGES[change](workspace, rounds().waived, evidence, held)
    if change not in {"undo", "redo", "delete round"}:  # there is nothing to undo any more
        assert "“丙科”已经定稿" in caught.value.message


def test_its_unit_may_be_renamed_and_it_keeps_the_name(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        finalise(workspace, ME, rounds().settled)
        keep_units(workspace, ME, [UnitRecord("u-c", "新丙科")])
        with workspace.reading() as view:
            names = {one.key: one.name for one in view.all(Assessment)}
    assert names[rounds().settled] == "丙科"
    assert names[rounds().waived] == "新丙科"


def test_a_renaming_before_it_is_not_undone_after_it(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-c", "新丙科")])
    finalise(office, ME, rounds().settled)
    with refused(office.folder) as caught:
        undo(office, ME, None)
    assert caught.value.message.startswith("“新丙科”已经定稿，不能再改")


def test_an_unknown_assessment_is_refused(office: Workspace) -> None:
    for key in (AssessmentKey("none", "u-a"), AssessmentKey(rounds().sections, "none")):
        for deed in (finalise, lambda w, a, k: reopen(w, a, k, "补报")):
            with refused(office.folder):
                deed(office, ME, key)
        with refused(office.folder):
            checklist(office, key)


def test_reopening_is_an_event_with_who_and_why(office: Workspace) -> None:
    of = rounds().settled
    finalise(office, ME, of)
    before = sheet_of(office, of)
    reopen(office, LI, of, "材料晚到，复核")
    event = events_of(office)[-1]
    assert (event.command, event.author, event.person) == ("reopen", "李复核", "p-li")
    assert (event.grounds, event.round, event.unit) == ("材料晚到，复核", *of)
    assert state_of(office, of) == "open"
    assert sheet_of(office, of) == before
    record_finding(office, ME, of, "unplanned", {"found": True})
    finalise(office, ME, of)
    assert [one.command for one in events_of(office)[-2:]] == ["record-finding", "finalise"]
    assert state_of(office, of) == "finalised"


@pytest.mark.parametrize("grounds", BLANK)
def test_reopening_needs_a_reason(office: Workspace, grounds: str) -> None:
    finalise(office, ME, rounds().settled)
    with refused(office.folder) as caught:
        reopen(office, ME, rounds().settled, grounds)
    assert (caught.value.message, caught.value.at) == ("撤销定稿要写明理由", "grounds")


@pytest.mark.parametrize("author", [UNNAMED, Author(" ", "p-wang")])
def test_reopening_needs_a_name(office: Workspace, author: Author) -> None:
    finalise(office, ME, rounds().settled)
    with refused(office.folder) as caught:
        reopen(office, author, rounds().settled, "补报")
    assert caught.value.at == "author"


def test_what_is_open_is_not_reopened(office: Workspace) -> None:
    with refused(office.folder) as caught:
        reopen(office, ME, rounds().settled, "补报")
    assert "还没有定稿" in caught.value.message


def test_undo_does_not_pass_a_finalising(office: Workspace) -> None:
    finalise(office, ME, rounds().settled)
    reopen(office, ME, rounds().settled, "补报")
    with refused(office.folder):
        undo(office, ME, rounds().settled)


def test_others_go_on_and_the_workspace_stays_sound(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        finalise(workspace, ME, rounds().settled)
        record_finding(workspace, ME, rounds().neighbour, "study-missed", {"count": 1})
        kept = everything(folder)["assessment"]
    assert verify(folder).faults == ()
    assert sum("finalised" in row for row in kept) == 1
