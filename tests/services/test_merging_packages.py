"""Merging packages: what two workstations did to the same sheets comes together, and nothing goes unseen."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.audit_trail import joined_by, read_changes
from desktop.domain.records import (
    AssessmentKey,
    Evidence,
    EvidenceLink,
    ItemRecord,
    Office,
    Person,
)
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Handover
from desktop.services.archive_check import archive_faults
from desktop.services.assessments import assessment_of
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.history import history_of, words_beside
from desktop.services.membership import assign, drop_unit
from desktop.services.merge_plans import plan_merge
from desktop.services.merge_words import merge_sight
from desktop.services.merging_packages import merge
from desktop.services.office import describe_office, keep_people, units_of
from desktop.services.recording import judge, record_finding, withdraw_finding
from desktop.services.round_archive import ArchiveWish, archive_round
from desktop.services.rounds import list_rounds
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import create_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, events_of, files_in, refused, settle
from tests.services.sharing import YOU, Pair, chosen, opened_pair, shared_pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with shared_pair(tmp_path) as opened:
        yield opened


def key(pair: Pair, unit: str = "u-a") -> AssessmentKey:
    return AssessmentKey(pair.round, unit)


def is_final(workspace: Workspace, of: AssessmentKey) -> bool:
    with workspace.reading() as view:
        return assessment_of(view, of).finalised


# -- there and back


def test_sheets_come_with_all_that_they_stand_on(pair: Pair) -> None:
    for unit in ("u-a", "u-b"):
        assert pair.rows(pair.there, unit) == pair.rows(pair.here, unit)
    assert {one.id for one in units_of(pair.there)} == {"u-a", "u-b"}
    event = events_of(pair.there)[-1]
    assert (event.command, joined_by(event)) == ("take-over", events_of(pair.here)[-2].hash)


def test_what_only_they_did_is_taken(pair: Pair) -> None:
    record_finding(pair.there, YOU, key(pair), "study-missed", {"items": [{"note": "第一季度"}]})
    judge(pair.there, YOU, key(pair, "u-b"), "study", {"score": "7.5", "reason": "酌情"})
    done = pair.bring(pair.there)
    assert (done.sheets, done.settled) == (2, 0)
    for unit in ("u-a", "u-b"):
        assert pair.rows(pair.here, unit) == pair.rows(pair.there, unit)
    event = events_of(pair.here)[-1]
    assert (event.command, event.author, event.unit) == ("merge", "李复核", None)
    with pair.here.reading() as view:
        assert view.foreign_event(joined_by(event) or "") is not None


def test_a_sheets_history_tells_of_the_merge(pair: Pair) -> None:
    judge(pair.there, YOU, key(pair), "study", {"score": "7.5", "reason": "酌情"})
    pair.bring(pair.there)
    newest = history_of(pair.here, key(pair))[0]
    assert newest.what == "合并考核包“1 按季学习研究”"
    assert [one.words for one in newest.changes] == ["裁量得分：7.5 分", "理由：酌情"]
    assert words_beside(pair.here)[0] == "合并考核包"
    undo(pair.here, ME, None)
    assert history_of(pair.here, key(pair))[0].what.startswith("撤销“合并考核包")


def test_what_only_we_did_stays(pair: Pair) -> None:
    judge(pair.here, ME, key(pair), "study", {"score": "7.5", "reason": "酌情"})
    before = pair.rows(pair.here)
    assert pair.bring(pair.there).taken == 0
    assert pair.rows(pair.here) == before


def test_both_lists_are_kept_and_looking_is_asked_for(pair: Pair) -> None:
    for side, who, note in ((pair.here, ME, "四月"), (pair.there, YOU, "六月")):
        record_finding(side, who, key(pair), "tasks-undone", {"items": [{"note": note}]})
    plan = pair.plan(pair.there)
    [remark] = merge_sight(pair.here, plan).remarks
    assert "两边都增加了清单里的件" in remark
    merge(pair.here, YOU, plan)
    with pair.here.reading() as view:
        found = view.all(ItemRecord, criterion="tasks-undone", **key(pair)._asdict())
    assert {one.note for one in found} == {"四月", "六月"}
    assert {one.position for one in found} == {0, 1}


def test_files_come_with_what_they_prove(pair: Pair) -> None:
    link = EvidenceLink("", add(pair.there), *key(pair), criterion="study-missed", page=2)
    link_evidence(pair.there, YOU, link)
    done = pair.bring(pair.there)
    assert [*files_in(pair.here.folder).values()] == [b"%PDF scan"]
    with pair.here.reading() as view:
        assert [one.name for one in view.all(Evidence)] == ["会议纪要.pdf"]
    assert (done.files, len(done.outcomes)) == (1, 2)
    undo(pair.here, ME, None)
    with pair.here.reading() as view:
        assert view.all(EvidenceLink) == []
        assert view.count(Evidence) == 1  # a stored file is never undone
    redo(pair.here, ME, None)
    assert pair.rows(pair.here) == pair.rows(pair.there)


def test_somebody_new_there_comes_too(pair: Pair) -> None:
    keep_people(pair.there, YOU, [Person("p-new", "新来的")])
    assign(pair.there, YOU, key(pair), "p-new", None)
    pair.bring(pair.there)
    with pair.here.reading() as view:
        assert view.get(Person, "p-new") == Person("p-new", "新来的")


# -- what both changed


def test_a_conflict_is_told_with_both_sides_and_waits(pair: Pair) -> None:
    judge(pair.here, ME, key(pair), "study", {"score": "8", "reason": "集体研究"})
    judge(pair.there, YOU, key(pair), "study", {"score": "7.5", "reason": "酌情"})
    plan = pair.plan(pair.there)
    [sight] = merge_sight(pair.here, plan).conflicts
    assert (sight.unit, sight.where) == ("甲科", "1 按季学习研究：自由裁量")
    assert (sight.ours.words, sight.ours.author) == ("8 分，理由：集体研究", "王考评")
    assert (sight.theirs.words, sight.theirs.author) == ("7.5 分，理由：酌情", "李复核")
    assert sight.ours.at is not None
    assert sight.theirs.at is not None
    with refused(pair.here.folder) as caught:
        merge(pair.here, ME, plan)
    assert "还有 1 处两边改得不同" in str(caught.value)


@pytest.mark.parametrize("theirs", [False, True])
def test_the_side_that_is_chosen_counts(pair: Pair, theirs: bool) -> None:  # noqa: FBT001  # pytest gives it
    judge(pair.here, ME, key(pair), "study", {"score": "8", "reason": "集体研究"})
    judge(pair.there, YOU, key(pair), "study", {"score": "7.5", "reason": "酌情"})
    chosen_rows = pair.rows(pair.there if theirs else pair.here)
    pair.bring(pair.there, theirs=theirs)
    assert pair.rows(pair.here) == chosen_rows
    assert pair.bring(pair.here).settled == 0
    assert pair.rows(pair.there) == chosen_rows


def test_a_finding_withdrawn_here_and_changed_there_is_told(pair: Pair) -> None:
    withdraw_finding(pair.here, ME, key(pair), "study-missed")
    record_finding(pair.there, YOU, key(pair), "study-missed", {"count": 3})
    [sight] = merge_sight(pair.here, pair.plan(pair.there)).conflicts
    assert sight.ours.words == "未认定或已撤去"
    assert "3 次" in sight.theirs.words


# -- final sheets


def test_what_is_final_there_is_final_here(pair: Pair) -> None:
    settle(pair.there, key(pair, "u-b"))
    finalise(pair.there, YOU, key(pair, "u-b"))
    done = pair.bring(pair.there)
    assert done.finalised == ("乙科",)
    assert is_final(pair.here, key(pair, "u-b"))
    with pytest.raises(Refused, match="已经定稿"):
        undo(pair.here, ME, None)
    reopen(pair.here, ME, key(pair, "u-b"), "复核")


def test_what_came_of_both_is_not_final(pair: Pair) -> None:
    settle(pair.there, key(pair, "u-b"))
    finalise(pair.there, YOU, key(pair, "u-b"))
    judge(pair.here, ME, key(pair, "u-b"), "study", {"score": "8", "reason": "集体研究"})
    assert pair.bring(pair.there).finalised == ()
    assert not is_final(pair.here, key(pair, "u-b"))


def test_what_is_final_here_is_not_changed(pair: Pair) -> None:
    settle(pair.here, key(pair, "u-b"))
    finalise(pair.here, ME, key(pair, "u-b"))
    assert pair.bring(pair.there).taken == 0
    assert is_final(pair.here, key(pair, "u-b"))
    judge(pair.there, YOU, key(pair, "u-b"), "study", {"score": "8", "reason": "集体研究"})
    file = pair.package(pair.there)
    with refused(pair.here.folder) as caught:
        plan_merge(pair.here, file)
    assert "“乙科”在本机已经定稿" in str(caught.value)


# -- once and again


def test_a_package_is_merged_once(pair: Pair) -> None:
    judge(pair.there, YOU, key(pair), "study", {"score": "8", "reason": "集体研究"})
    plan = pair.plan(pair.there)
    merge(pair.here, ME, plan)
    assert plan_merge(pair.here, plan.file.file).already
    with refused(pair.here.folder) as caught:
        merge(pair.here, ME, plan_merge(pair.here, plan.file.file))
    assert "已经合并过" in str(caught.value)


def test_a_plan_that_was_overtaken_is_refused(pair: Pair) -> None:
    link = EvidenceLink("", add(pair.there), *key(pair), criterion="study-missed")
    link_evidence(pair.there, YOU, link)
    plan = pair.plan(pair.there)
    judge(pair.here, ME, key(pair), "study", {"score": "8", "reason": "集体研究"})
    with refused(pair.here.folder) as caught:
        merge(pair.here, ME, plan)
    assert "请重新打开这个考核包" in str(caught.value)


def test_an_older_package_comes_too_late(pair: Pair) -> None:
    judge(pair.there, YOU, key(pair), "study", {"score": "8", "reason": "集体研究"})
    older = pair.package(pair.there)
    pair.bring(pair.there)
    with refused(pair.here.folder) as caught:
        plan_merge(pair.here, older)
    assert "比已经合并过的旧" in str(caught.value)


def test_undone_it_can_be_merged_again(pair: Pair) -> None:
    judge(pair.there, YOU, key(pair), "study", {"score": "8", "reason": "集体研究"})
    before = pair.rows(pair.here)
    plan = pair.plan(pair.there)
    merge(pair.here, ME, plan)
    undo(pair.here, ME, None)
    assert pair.rows(pair.here) == before
    merge(pair.here, ME, plan_merge(pair.here, plan.file.file))
    assert pair.rows(pair.here) == pair.rows(pair.there)


def test_undo_is_refused_where_the_same_was_changed_since(pair: Pair) -> None:
    judge(pair.there, YOU, key(pair), "study", {"score": "8", "reason": "集体研究"})
    pair.bring(pair.there)
    judge(pair.here, ME, key(pair), "study", {"score": "9", "reason": "复核"})
    with refused(pair.here.folder) as caught:
        undo(pair.here, ME, None)
    assert "同一处又有别的改动" in str(caught.value)


def test_a_handover_is_back_when_all_of_it_is(pair: Pair) -> None:
    def given_back() -> list[bool]:
        with pair.here.reading() as view:
            held = view.all(Handover, round=pair.round)
            return [one.back is not None for one in held if one.own is None]

    pair.bring(pair.there, "u-a")
    assert given_back() == [False]
    pair.bring(pair.there, "u-b")
    assert given_back() == [True]


def test_of_other_sheets_only_links_travel(pair: Pair) -> None:
    pair.bring(pair.here, "u-c")
    judge(pair.there, YOU, key(pair, "u-c"), "study", {"score": "3", "reason": "不外传"})
    plan = pair.plan(pair.there, "u-a")
    assert "不外传".encode() not in plan.file.content
    assert any(one.told is None for one in plan.package.events)
    merge(pair.here, ME, plan)


# -- what cannot be brought together


def test_sheets_made_on_both_sides_have_nothing_in_common(tmp_path: Path) -> None:
    """A third workstation that took it over by another package, and hands it on."""
    with shared_pair(tmp_path) as pair, create_workspace(tmp_path / "third") as third:
        merge(third, ME, plan_merge(third, pair.package(pair.here)))
        judge(third, ME, key(pair), "study", {"score": "3", "reason": "酌情"})
        other = replace(pair, here=third)
        file = other.package(third)
        with refused(pair.there.folder) as caught:
            plan_merge(pair.there, file)
        assert "没有共同的来历" in str(caught.value)


def test_one_and_the_same_origin_is_enough(tmp_path: Path) -> None:
    with opened_pair(tmp_path) as pair, create_workspace(tmp_path / "third") as third:
        file = pair.package(pair.here)
        merge(pair.there, YOU, plan_merge(pair.there, file))
        merge(third, ME, plan_merge(third, file))
        judge(third, ME, key(pair), "study", {"score": "3", "reason": "酌情"})
        merge(pair.there, YOU, plan_merge(pair.there, replace(pair, here=third).package(third)))
        assert pair.rows(pair.there) == replace(pair, here=third).rows(third)


def test_a_sheet_that_left_the_round_is_missed(pair: Pair) -> None:
    drop_unit(pair.here, ME, key(pair, "u-b"))
    file = pair.package(pair.there)
    with refused(pair.here.folder) as caught:
        plan_merge(pair.here, file)
    assert "“乙科”已移出本机的批次" in str(caught.value)


def test_ones_own_package_is_for_others(pair: Pair) -> None:
    file = pair.package(pair.here)
    with refused(pair.here.folder) as caught:
        plan_merge(pair.here, file)
    assert "本工作区自己交出的" in str(caught.value)


def test_a_sheet_that_came_is_worked_on(pair: Pair) -> None:
    with pytest.raises(Refused, match="已有考核记录"):
        drop_unit(pair.there, YOU, key(pair))


def test_the_offices_name_comes_where_there_was_none(tmp_path: Path) -> None:
    with opened_pair(tmp_path) as pair:
        describe_office(pair.here, ME, Office(name="考评办"))
        pair.bring(pair.here)
        with pair.there.reading() as view:
            assert [one.name for one in view.all(Office)] == ["考评办"]


def test_every_event_that_a_merge_writes_tells_of_what_it_changed(pair: Pair) -> None:
    judge(pair.there, YOU, key(pair), "study", {"score": "8", "reason": "集体研究"})
    pair.bring(pair.there)
    changed = {one.table for one in read_changes(events_of(pair.here)[-1].changes)}
    assert changed == {"discretion", "handover"}
    assert chosen(pair.plan(pair.there), theirs=True).choices == {}


def test_the_archive_of_a_merged_round_proves_sound_on_both_sides(
    pair: Pair, tmp_path: Path
) -> None:
    """Once: it said of the merge that it does not follow the event before it."""
    judge(pair.there, YOU, key(pair, "u-b"), "study", {"score": "7.5", "reason": "酌情"})
    pair.bring(pair.there)
    for name, workspace in (("here", pair.here), ("there", pair.there)):
        for one in list_rounds(workspace):
            for unit in one.units if one.round.id == pair.round else ():
                settle(workspace, unit.key)
                finalise(workspace, ME, unit.key)
        wish = ArchiveWish(pair.round, tmp_path / name, with_evidence=True)
        archive_round(workspace, wish, lambda _done, _all: None, lambda: False)
        assert archive_faults(tmp_path / name) == ()
