"""Decision papers: the list of a meeting's changes and the table of a correction, as PDF, Word and Excel say them."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from docx import Document

from desktop.domain.refusals import Refused
from desktop.services.corrections import NewFact, NewJudgement
from desktop.services.finalising import finalise
from desktop.services.meetings import Convened, change_in_meeting, close_meeting, open_meeting
from desktop.services.objection_terms import DAYS_SETTING
from desktop.services.objections import (
    Raised,
    Resolution,
    decide_objection,
    objections_of,
    raise_objection,
)
from desktop.services.office import change_setting
from desktop.services.paper_names import file_name_of
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.recording import record_finding
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.documents.setting.reading import pages_of, words
from tests.services.building import ME, office_in, rounds, settle

pytestmark = pytest.mark.uncounted

DAY = date(2022, 12, 20)
_TWICE = {"items": [{"note": "第一季度"}, {"note": "第三季度"}]}
_ONCE = {"items": [{"note": "第一季度"}]}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        for key in (rounds().section, rounds().neighbour):
            settle(workspace, key)
        record_finding(workspace, ME, rounds().section, "study-missed", _TWICE)
        finalise(workspace, ME, rounds().section)
        yield workspace


def printed(workspace: Workspace, wanted: Wanted, ending: str = ".pdf") -> bytes:
    out = workspace.folder.parent / f"paper{ending}"
    return save_paper(workspace, wanted, out).read_bytes()


def text_of(workspace: Workspace, wanted: Wanted) -> str:
    """Without blanks and line ends, for these depend on where lines break."""
    pages = pages_of(printed(workspace, wanted))
    return "".join("".join(words(marks) for marks in pages).split())


def held(workspace: Workspace) -> Wanted:
    """A meeting with a change of a fact and one of a judgement."""
    called = Convened("审定会", DAY, "刘主任", "各科室负责人")
    meeting = open_meeting(workspace, ME, rounds().sections, called)[0]
    for unit, made, why in (
        ("u-a", NewFact("study-missed", _ONCE), "会议纪要补到"),
        ("u-b", NewJudgement("study", "9"), "学习流于形式"),
    ):
        change_in_meeting(workspace, ME, meeting, unit, (made, why))
    return Wanted(Paper.CHANGES, rounds().sections, about=meeting)


def test_the_list_of_changes_as_a_pdf(office: Workspace) -> None:
    wanted = held(office)
    said = text_of(office, wanted)
    for told in (
        "会议改动清单",
        "会议：审定会日期：2022年12月20日",
        "主持人：刘主任参会人员：各科室负责人",
        "会议纪要补到",
        "学习流于形式",
        "自由裁量：按计算得分→裁量9分",
        "以上改动共2处",
        "主持人（签字）：",
        "会议未结束",
    ):
        assert told in said
    close_meeting(office, ME, wanted.about)
    assert "会议未结束" not in text_of(office, wanted)


def test_the_list_of_changes_as_word_and_excel(office: Workspace) -> None:
    wanted = held(office)
    document = Document(BytesIO(printed(office, wanted, ".docx")))
    [table] = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0][:5] == ["序号", "单位", "指标", "改动", "理由"]
    assert [row[1] for row in cells[1:]] == ["甲科", "乙科"]
    assert cells[1][5:8] == ["6 → 8", "96 → 98", "3"]
    assert cells[2][5:8] == ["10 → 9", "100 → 99", "1（并列） → 2"]
    book = openpyxl.load_workbook(BytesIO(printed(office, wanted, ".xlsx")))
    said = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert "会议纪要补到" in said


def test_a_meeting_without_changes_says_so(office: Workspace) -> None:
    meeting = open_meeting(office, ME, rounds().sections, Convened("碰头会", DAY))[0]
    wanted = Wanted(Paper.CHANGES, rounds().sections, about=meeting)
    assert "会上没有改动评分" in text_of(office, wanted)
    assert file_name_of(office, wanted, ".pdf") == "碰头会20221220_科室督查_会议改动清单.pdf"


def objected(workspace: Workspace) -> str:
    raised = Raised("study", "study-missed", "第三季度学过", DAY, "张科长")
    return raise_objection(workspace, ME, rounds().section, raised)[0]


def test_the_correction_shows_both_sheets_side_by_side(office: Workspace) -> None:
    original = sheet_contents(office, rounds().section).code
    objection = objected(office)
    wanted = Wanted(Paper.CORRECTION, rounds().sections, about=objection)
    assert "尚未裁定" in text_of(office, wanted)
    made = NewFact("study-missed", _ONCE)
    decide_objection(office, ME, objection, Resolution("partly", "第三季度有纪要", DAY, made))
    said = text_of(office, wanted)
    for told in (
        "评分更正对照表",
        "异议内容：第三季度学过",
        "异议（张科长）2022年12月20日",
        "裁定：部分成立2022年12月20日",
        "理由：第三季度有纪要",
        "总分：96分→98分",
        original,
        sheet_contents(office, rounds().section).code,
    ):
        assert told in said
    assert said.count("▲更正") == 2  # the part and the total
    assert file_name_of(office, wanted, ".pdf") == "甲科异议20221220_科室督查_更正对照表.pdf"


def test_a_rejected_objection_has_no_second_sheet(office: Workspace) -> None:
    objection = objected(office)
    decide_objection(office, ME, objection, Resolution("rejected", "没有证明", DAY))
    said = text_of(office, Wanted(Paper.CORRECTION, rounds().sections, about=objection))
    assert "裁定：不成立" in said
    assert "评分异议裁定" in said
    assert "评分更正对照表" not in said
    assert "总分：96分，不变" in said
    assert "▲更正" not in said


def test_the_original_sheet_prints_with_its_own_code(office: Workspace) -> None:
    original = sheet_contents(office, rounds().section).code
    made = Resolution("upheld", "属实", DAY, NewFact("study-missed", _ONCE))
    decide_objection(office, ME, objected(office), made)
    one = objections_of(office, rounds().sections)[0].objection
    before = Wanted(Paper.SHEET, *rounds().section, at=one.before)
    said = text_of(office, before)
    assert original in said
    assert "考核得分：96分" in said
    assert "草稿" not in said
    name = file_name_of(office, before, ".pdf")
    assert name == f"甲科_科室督查_评分表_第{one.before}号留痕时.pdf"
    assert "考核得分：98分" in text_of(office, Wanted(Paper.SHEET, *rounds().section))
    with pytest.raises(Refused, match="那时还没有"):
        printed(office, Wanted(Paper.SHEET, *rounds().section, at=2))


def test_notices_and_packs_tell_the_offices_own_term(office: Workspace) -> None:
    wanted = Wanted(Paper.NOTICE, *rounds().section)
    assert "5个工作日内" in text_of(office, wanted)
    change_setting(office, ME, DAYS_SETTING, "7")
    assert "7个工作日内" in text_of(office, wanted)
    assert "7个工作日内" in text_of(office, Wanted(Paper.PACK, rounds().sections))


@pytest.mark.parametrize("paper", [Paper.CHANGES, Paper.CORRECTION])
def test_what_they_are_about_must_be_there(office: Workspace, paper: Paper) -> None:
    with pytest.raises(Refused, match="不在了"):
        printed(office, Wanted(paper, rounds().sections, about="nothing"))
