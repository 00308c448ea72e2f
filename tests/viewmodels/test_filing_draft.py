"""A filing before it is done: what is suggested, what can be changed, what is warned of, and how it ends."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.store.workspace import DATABASE
from desktop.viewmodels.filing_draft import FilingDraft
from desktop.viewmodels.filing_rows import NOT_LINKED, Choice, FilingRow, Option
from desktop.viewmodels.goal import Goal
from tests.services.building import ME, add, events_of, files_in, rounds
from tests.store.full_disk import no_file_over
from tests.viewmodels.handing import Handing, files, handing


def told(draft: FilingDraft) -> list[tuple[str, str, int | None]]:
    return [(row.name, row.option.words, row.plan_item) for row in draft.rows]


def option_of(draft: FilingDraft, requirement: int, piece: str = "") -> Option:
    wanted = Choice(requirement, piece)
    return next(one for one in draft.options(0) if one.choice == wanted)


NAMES = (
    "17-2 公示截图.jpg",
    "佐证3 方案.pdf",
    "抽查结果公示截图12.png",
    "平台检查项截图.png",
    "随便.txt",
)


def test_every_file_gets_a_suggestion_before_anything_is_kept(at: Handing, tmp_path: Path) -> None:
    before = at.commands
    draft = at.draft(files(tmp_path / "甲科", *NAMES))
    assert told(draft) == [
        ("17-2 公示截图.jpg", "17 信用风险分类管理办法 · 未运用风险分类结果的客观原因", None),
        ("佐证3 方案.pdf", "3 年度抽查工作方案", None),
        ("平台检查项截图.png", "14 各项抽查平台检查项截图", None),
        ("抽查结果公示截图12.png", "18 抽查结果公示截图", 12),
        ("随便.txt", "只收入，不关联", None),
    ]
    assert [row.fault for row in draft.rows] == ["", "", "请填第几项", "", ""]
    assert (draft.taking, draft.linking) == (5, 3)
    assert draft.summary == "共 5 份，新 5 份，请核对 1 份，还不能关联 1 份"
    assert draft.rows[3].told.startswith("请核对：也可能是第 32 项；写有“抽查结果公示截图”")
    assert draft.rules == "格式：扫描PDF；文件名：与纸质文件一致；截图：键盘截取，不得用手机拍照"
    assert at.commands == before


def test_what_is_accepted_is_kept_and_linked(at: Handing, tmp_path: Path) -> None:
    draft = at.draft(files(tmp_path / "甲科", *NAMES))
    with at.bot.waitSignal(draft.ended):
        draft.accept(linking=True)
    assert at.linked == [(3, "", None), (17, "信用风险分类管理办法", None), (18, "", 12)]
    assert at.commands[-2:] == ["add-evidence", "link-evidence"]
    assert at.remarks == ["收入 5 份材料；已关联 3 件"]
    assert len(files_in(at.workspace.folder)) == 5
    draft.accept(linking=True)  # it has ended
    assert len(at.linked) == 3


def test_only_keeping_links_nothing(at: Handing, tmp_path: Path) -> None:
    draft = at.draft(files(tmp_path / "甲科", *NAMES))
    draft.take([0, 1], take=False)
    assert (draft.taking, draft.linking) == (3, 1)
    draft.accept(linking=False)
    assert at.linked == []
    assert at.remarks == ["收入 3 份材料"]
    assert len(files_in(at.workspace.folder)) == 3


def test_calling_it_off_leaves_nothing(at: Handing, tmp_path: Path) -> None:
    before = at.commands
    draft = at.draft(files(tmp_path / "甲科", *NAMES))
    with at.bot.waitSignal(draft.ended):
        draft.cancel()
    draft.cancel()
    assert files_in(at.workspace.folder) == {}
    assert at.commands == before


def test_what_the_workspace_has_says_so_and_another_units_file_warns(
    at: Handing, tmp_path: Path
) -> None:
    [plan, notice] = files(tmp_path / "in", "佐证3 方案.pdf", "佐证1 文件.pdf")
    other = add(at.workspace, "原件.pdf", plan.read_bytes())
    link_evidence(
        at.workspace, ME, EvidenceLink("", other, *rounds().neighbour, criterion="unplanned")
    )
    same = add(at.workspace, "佐证1 文件.pdf", notice.read_bytes())
    link_evidence(at.workspace, ME, EvidenceLink("", same, *at.key, criterion="no-plan"))
    draft = at.draft([plan, notice])
    assert [row.standing for row in draft.rows] == ["已有", "已有：原件.pdf"]
    known, warned = draft.rows
    assert warned.warning == "这份材料已用于别的单位：科室督查 乙科，请核对"
    assert warned.doubtful
    assert known.warning == ""
    assert not known.doubtful
    assert known.told.endswith("这份材料在本单位已用过：各市考核 甲科")
    draft.accept(linking=True)
    kept, linked, warned_of = at.remarks[0].split("；")
    assert (kept, linked) == ("收入 0 份新材料，2 份工作区里已有", "已关联 2 件")
    assert warned_of == "“原件.pdf”：这份材料已用于别的单位：科室督查 乙科，请核对"


def test_files_that_name_another_unit_go_to_its_sheet(at: Handing, tmp_path: Path) -> None:
    own, other = files(tmp_path / "in", "佐证3 甲科.pdf", "佐证3 乙科.pdf")
    draft = at.draft([own, other])
    assert [row.unit_name for row in draft.rows] == ["乙科", "甲科"]
    assert draft.several_units
    draft.accept(linking=True)
    assert at.linked == [(3, "", None)]
    at.walk.enter(AssessmentKey(rounds().cities, "u-b"))
    assert at.linked == [(3, "", None)]


def test_a_file_put_down_here_that_names_another_unit_is_warned_of(
    at: Handing, tmp_path: Path
) -> None:
    draft = at.draft(files(tmp_path / "in", "方案 乙科.pdf"), at.goal(3))
    assert (draft.rows[0].unit_name, draft.several_units) == ("甲科", False)
    assert draft.rows[0].warning == "文件名写的是“乙科”，不是“甲科”"


def test_a_finalised_sheet_takes_no_links(at: Handing, tmp_path: Path) -> None:
    finalise(at.workspace, ME, rounds().waived)
    draft = at.draft(files(tmp_path / "in", "佐证3 丙科.pdf", "佐证3 方案.pdf"))
    locked = next(row for row in draft.rows if row.unit_name == "丙科")
    assert locked.fault == "“丙科”已经定稿，不能关联"
    draft.accept(linking=True)
    assert at.remarks == ["收入 2 份材料；已关联 1 件"]


def test_another_choice_holds_for_every_row_that_was_chosen(at: Handing, tmp_path: Path) -> None:
    at.link((14, "", 1))
    draft = at.draft(files(tmp_path / "in", "一.png", "二.png", "3.png", "四.png"))
    draft.choose([0, 2], option_of(draft, 5))
    assert [row.option.words for row in draft.rows] == [
        "5 工作推进通报",
        "只收入，不关联",
        "5 工作推进通报",
        "只收入，不关联",
    ]
    assert draft.rows[0].grounds == "手工选择"
    draft.choose(range(4), option_of(draft, 14))
    assert [(row.name, row.plan_item) for row in draft.rows] == [
        ("3.png", 3),
        ("一.png", 2),
        ("二.png", 4),
        ("四.png", 5),
    ]
    draft.choose([0], NOT_LINKED)
    assert (draft.rows[0].option, draft.rows[0].plan_item) == (NOT_LINKED, None)
    draft.choose([0], Option("别处的", Choice(99)))
    assert draft.rows[0].option == NOT_LINKED


def test_the_plan_item_is_checked(at: Handing, tmp_path: Path) -> None:
    draft = at.draft(files(tmp_path / "in", "平台检查项截图.png"))
    draft.number(0, 56)
    assert draft.rows[0].fault == "没有第 56 项"
    draft.number(0, 55)
    assert (draft.rows[0].fault, draft.linking) == ("", 1)
    draft.number(0, None)
    assert draft.rows[0].fault == "请填第几项"


def test_a_file_can_be_given_to_another_unit(at: Handing, tmp_path: Path) -> None:
    draft = at.draft(files(tmp_path / "in", "佐证3 方案.pdf"))
    assert [one.unit for one in draft.members] == ["u-a", "u-b", "u-c"]
    draft.assign([0], "u-b")
    assert (draft.rows[0].unit_name, draft.rows[0].option.words) == ("乙科", "3 年度抽查工作方案")
    draft.accept(linking=True)
    assert at.linked == []


def test_without_requirements_files_go_to_the_criterion(qtbot: QtBot, tmp_path: Path) -> None:
    with handing(qtbot, tmp_path, rounds().section) as at:
        goal = Goal(at.key, criterion="unplanned")
        draft = at.draft(files(tmp_path / "in", "甲.pdf", "乙.pdf"), goal)
        assert [row.option.choice for row in draft.rows] == [Choice(criterion="unplanned")] * 2
        draft.accept(linking=True)
        criteria = [one.criterion for one in at.assessment.sight.links]
        assert criteria == ["unplanned", "unplanned"]
        part = at.assessment.parts[0]
        draft = at.draft(files(tmp_path / "in", "丙.pdf"), Goal(at.key, part.id))
        names = [one.choice.criterion for one in draft.options(0) if one.choice]
        assert names[: len(part.criteria)] == [one.id for one in part.criteria]
        assert len(names) == len(at.assessment.sight.scheme.criteria)
        expected = Choice(criterion=part.criteria[0].id) if len(part.criteria) == 1 else None
        assert draft.rows[0].option.choice == expected
        assert draft.rules == ""


class TestPutDownOnACell:
    """Files that are put down on one cell of the plan fill the column downwards."""

    def numbers(self, draft: FilingDraft) -> list[int | None]:
        return [row.plan_item for row in draft.rows]

    def test_in_their_order(self, at: Handing, tmp_path: Path) -> None:
        names = ("图10.png", "图9.png", "图b.png")
        draft = at.draft(files(tmp_path / "in", *names), at.goal(14, "", 4))
        assert [row.name for row in draft.rows] == ["图9.png", "图10.png", "图b.png"]
        assert self.numbers(draft) == [4, 5, 6]
        assert draft.rows[0].because == "依次为第 4 项"
        assert draft.linking == 3

    def test_by_their_own_numbers_if_each_has_one(self, at: Handing, tmp_path: Path) -> None:
        names = ("第2项.png", "第7项.png", "第12项.png")
        draft = at.draft(files(tmp_path / "in", *names), at.goal(14, "", 1))
        assert self.numbers(draft) == [2, 7, 12]

    def test_one_goes_where_it_was_put_whatever_its_name(self, at: Handing, tmp_path: Path) -> None:
        [path] = files(tmp_path / "in", "第2项.png")
        at.taking.take_paths([path], at.goal(14, "", 9))
        at.wait()
        assert at.drafts == []
        assert at.linked == [(14, "", 9)]

    def test_beyond_the_last_item_nothing_is_guessed(self, at: Handing, tmp_path: Path) -> None:
        draft = at.draft(files(tmp_path / "in", "a.png", "b.png"), at.goal(14, "", 55))
        assert self.numbers(draft) == [55, None]
        assert draft.rows[1].fault == "请填第几项"

    def test_on_the_piece_alone_they_fill_what_is_lacking(
        self, at: Handing, tmp_path: Path
    ) -> None:
        at.link((14, "", 1), (14, "", 3))
        draft = at.draft(files(tmp_path / "in", "a.png", "b.png"), at.goal(14, ""))
        assert self.numbers(draft) == [2, 4]


def test_a_place_that_holds_a_file_already_says_so(at: Handing, tmp_path: Path) -> None:
    at.link((3, "", None))
    draft = at.draft(files(tmp_path / "in", "佐证3 方案.pdf"))
    assert draft.rows[0].told.endswith("这里已有 1 份")


def test_rows_that_are_not_taken_in_are_neither_faulty_nor_linked(
    at: Handing, tmp_path: Path
) -> None:
    draft = at.draft(files(tmp_path / "in", "平台检查项截图.png"))
    draft.take([0], take=False)
    assert draft.summary == "共 1 份，新 1 份"
    row: FilingRow = draft.rows[0]
    assert not row.links
    before = len(events_of(at.workspace))
    draft.accept(linking=True)
    assert len(events_of(at.workspace)) == before


def test_a_full_disk_is_told_and_ends_it_without_a_trace(at: Handing, tmp_path: Path) -> None:
    draft = at.draft(files(tmp_path / "in", *(f"佐证3 {number}.pdf" for number in range(80))))
    size = (at.workspace.folder / DATABASE).stat().st_size
    before = len(at.commands)
    with at.bot.waitSignal(draft.ended), no_file_over(size):
        draft.accept(linking=True)
    assert len(at.refusals) == 1
    assert at.remarks == []
    assert (files_in(at.workspace.folder), len(at.commands)) == ({}, before)
