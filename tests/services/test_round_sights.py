"""All sheets of a round in one reading say what each says alone."""

from pathlib import Path

from desktop.domain.commands import Command
from desktop.domain.records import AssessmentKey, FindingRecord
from desktop.services.assessment_sight import see_assessment
from desktop.services.recording import judge, record_finding
from desktop.services.round_sights import SheetSight, UnreadSheet, see_round, see_sheets
from desktop.services.rounds import round_members, rounds_of
from desktop.services.workspaces import open_workspace
from desktop.store.desk import Deed
from tests.services.building import ME, demonstration_in, office_in, rounds


def test_a_round_reads_as_its_sheets_do(tmp_path: Path) -> None:
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        compared = 0
        for one in rounds_of(workspace):
            sight = see_round(workspace, one.id)
            assert [s.assessment for s in sight.sheets] == [*round_members(workspace, one.id)]
            for sheet in sight.sheets:
                alone = see_assessment(workspace, sheet.assessment.key)
                assert isinstance(sheet, SheetSight)
                assert (sheet.plain, sheet.sheet) == (alone.plain, alone.sheet)
                assert sheet.scheme == alone.scheme
                compared += 1
        assert compared > 20


def test_one_sheet_read_again_says_what_was_done(tmp_path: Path) -> None:
    key = rounds().neighbour
    with open_workspace(office_in(tmp_path)) as workspace:
        record_finding(workspace, ME, key, "study-missed", {"count": 2})
        judge(workspace, ME, key, "item-list", {"score": "3", "reason": "酌情"})
        whole = {one.assessment.key: one for one in see_round(workspace, key.round).sheets}
        read = see_sheets(workspace, [key])
        assert read == {key: whole[key]}


def test_a_draft_is_scored_as_it_would_be_recorded(tmp_path: Path) -> None:
    key = rounds().neighbour
    with open_workspace(office_in(tmp_path)) as workspace:
        before = see_sheets(workspace, [key])[key]
        assert isinstance(before, SheetSight)
        drafted = before.drafted({"study-missed": {"count": 2}})
        recorded = record_finding(workspace, ME, key, "study-missed", {"count": 2}).sheet
        assert drafted == recorded
        after = see_sheets(workspace, [key])[key]
        assert isinstance(after, SheetSight)
        assert after.drafted({"study-missed": None}) == before.sheet


def test_a_sheet_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    round_id = rounds().sections
    with open_workspace(office_in(tmp_path)) as workspace:
        with workspace.writing() as desk:
            desk.put(FindingRecord(round_id, "u-c", "study-missed", {"count": -1}))
            desk.seal(Deed(Command.RECORD_FINDING, ME, round_id, "u-c"))
        first, second, third = see_round(workspace, round_id).sheets
    assert isinstance(first, SheetSight)
    assert isinstance(second, SheetSight)
    assert isinstance(third, UnreadSheet)
    assert third.assessment.key == AssessmentKey(round_id, "u-c")
    assert third.trouble.startswith("“丙科”的考核记录读不出")
    assert third.trouble.endswith("请到“设置”的“诊断”里核对全部")
