"""What a unit lacks, as a list to be sent to it, and what all units lack, as PDF, Word and Excel say it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from docx import Document

from desktop.domain.records import AssessmentKey, EvidenceLink, WaiverRecord
from desktop.domain.refusals import Refused
from desktop.services.linking import link_all
from desktop.services.membership import count_pieces
from desktop.services.papers import Paper, Wanted, choice_of
from desktop.services.printing import save_paper
from desktop.services.waivers import withdraw_waiver
from desktop.services.workspaces import Workspace, open_workspace
from tests.documents.setting.reading import pages_of, words
from tests.services.building import ME, add, office_in, rounds

HERE = AssessmentKey(rounds().cities, "u-a")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """Of five plan items the second is there, and of the first requirement all."""
    with open_workspace(office_in(tmp_path)) as workspace:
        counts = {"plan-item": 5, "penalty": 1, "plan-item:counties": 1, "penalty:counties": 0}
        count_pieces(workspace, ME, HERE, counts)
        one = add(workspace)
        links = [EvidenceLink("", one, *HERE, 1), EvidenceLink("", one, *HERE, 14, "", 2)]
        link_all(workspace, ME, links)
        yield workspace


def printed(workspace: Workspace, paper: Paper, unit: str | None, ending: str = ".pdf") -> bytes:
    out = workspace.folder.parent / f"paper{ending}"
    return save_paper(workspace, Wanted(paper, HERE.round, unit), out).read_bytes()


def text_of(workspace: Workspace, paper: Paper, unit: str | None) -> str:
    pages = pages_of(printed(workspace, paper, unit))
    return "".join("".join(words(marks) for marks in pages).split())


def test_the_list_of_a_unit_names_every_piece_that_lacks(office: Workspace) -> None:
    text = text_of(office, Paper.LACKING, "u-a")
    for told in (
        "缺件清单被考核单位：甲科批次：各市考核考核时段：2022年",
        "序号佐证要求缺的材料应交已交还缺由谁提供",
        "第1、3—5项",  # the second plan item is there
        "第1件处罚",
        "注：办法对材料的要求：",
        "补交期限：",
    ):
        assert told in text, told
    assert "领导组成立" not in text  # it is there
    assert text.count("平台选择风险分类截图") == 1  # of five plan items, in one line


def test_where_nothing_lacks_the_list_says_so(office: Workspace) -> None:
    text = text_of(office, Paper.LACKING, "u-c")
    assert "要求的佐证材料都已交齐。" in text
    assert "补交期限" not in text


def test_the_table_tells_of_every_unit(office: Workspace) -> None:
    text = text_of(office, Paper.LACKS, None)
    assert "序号单位应交已交还缺免交缺哪几项要求" in text
    assert "项；逐件见该单位的缺件清单" in text
    assert "3丙科000" in text
    [table] = Document(BytesIO(printed(office, Paper.LACKS, None, ".docx"))).tables
    assert [row.cells[1].text for row in table.rows] == ["单位", "甲科", "乙科", "丙科", "合计"]
    book = openpyxl.load_workbook(BytesIO(printed(office, Paper.LACKS, None, ".xlsx")))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert any(one.startswith("=") for one in cells)  # the sums are formulas


def test_a_few_are_told_by_their_names(office: Workspace) -> None:
    here = AssessmentKey(HERE.round, "u-c")
    for no in (2, 3):
        withdraw_waiver(office, ME, WaiverRecord(*here, no, "", 0, "市局统一留存"))
    text = text_of(office, Paper.LACKS, None)
    assert "2年初、半年部门联合监管工作会议材料（10）；3年度抽查工作方案（1）" in text


def test_a_scheme_without_a_list_has_no_such_papers(office: Workspace, tmp_path: Path) -> None:
    with office.reading() as view:
        assert choice_of(view, rounds().cities).lists
        assert not choice_of(view, rounds().sections).lists
    for paper, unit in ((Paper.LACKING, "u-a"), (Paper.LACKS, None)):
        with pytest.raises(Refused, match="没有逐项列出佐证要求"):
            save_paper(office, Wanted(paper, rounds().sections, unit), tmp_path / "paper.pdf")
    with pytest.raises(Refused, match="缺件清单要写明是哪个单位的"):
        printed(office, Paper.LACKING, None)
