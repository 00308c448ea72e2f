"""The evidence index: each file with all that it proves, its pages and where it is bound, or why it is not."""

from dataclasses import replace
from io import BytesIO
from typing import Final

import pytest
from docx import Document
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no types

from desktop.documents.excel import as_excel
from desktop.documents.forms.evidence_index import IndexLine, evidence_index
from desktop.documents.manuscript import Words, told
from desktop.documents.word import as_word
from desktop.services.schemes import open_scheme
from tests.documents.printed import CODE, Paper, contents_of, squeezed
from tests.documents.setting.reading import words
from tests.services.building import SECTIONS

CONTENTS: Final = contents_of(open_scheme(SECTIONS))
LINES: Final = (
    IndexLine(("2. 会议　会议通知", "序号1学习"), "会议通知.pdf", 3, 5),
    IndexLine(("3. 方案",), "方案（扫描）.jpg", 1, 8),
    IndexLine(("序号2①",), "台账.docx", None, None, "“台账.docx”不是 PDF 或图片"),
    IndexLine((), "没有归处.pdf", 12, 9),
)


def index(*lines: IndexLine, final: bool = False) -> Paper:
    of = replace(CONTENTS, finalised=final)
    return Paper(evidence_index(of, lines), of.scheme, of)


def test_every_file_is_a_numbered_row() -> None:
    paper = index(*LINES)
    assert paper.headings == ["编号", "对应的佐证要求或条款", "材料名称", "页数", "装订页"]
    assert [[told(cell) for cell in row] for row in paper.grid.rows] == [
        ["1", "2. 会议　会议通知\n序号1学习", "会议通知.pdf", "3", "5"],
        ["2", "3. 方案", "方案（扫描）.jpg", "1", "8"],
        ["3", "序号2①", "台账.docx", "—", "未装订"],
        ["4", "", "没有归处.pdf", "12", "9"],
    ]


def test_all_of_it_is_on_the_paper_and_in_word() -> None:
    paper = index(*LINES)
    [table] = Document(BytesIO(as_word(paper.manuscript))).tables
    in_word = [[squeezed(cell.text) for cell in row.cells] for row in table.rows]
    wanted = [[squeezed(told(cell)) for cell in row] for row in paper.grid.rows]
    assert in_word == [paper.headings, *wanted]
    assert [cell for row in wanted for cell in row if cell not in paper.text] == []


def test_what_is_not_bound_is_said_with_its_reason() -> None:
    note = "注：没有装订的材料：3（“台账.docx”不是 PDF 或图片）。"
    last = index(*LINES).manuscript.blocks[-1]
    assert isinstance(last, Words)
    assert last.text == note
    assert squeezed(note) in index(*LINES).text
    assert "没有装订的材料" not in index(*LINES[:2]).text


def test_nothing_handed_in_is_said_instead_of_an_empty_table() -> None:
    paper = index()
    assert [*paper.manuscript.grids] == []
    assert "还没有收到佐证材料。" in paper.text
    said = [one.text for one in Document(BytesIO(as_word(paper.manuscript))).paragraphs]
    assert "还没有收到佐证材料。" in said


def test_an_empty_index_is_an_excel_file_too() -> None:
    sheet = load_workbook(BytesIO(as_excel(index().manuscript))).worksheets[0]
    said = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert "还没有收到佐证材料。" in said


def test_its_figures_are_numbers_in_excel() -> None:
    sheet = load_workbook(BytesIO(as_excel(index(*LINES).manuscript))).worksheets[0]
    assert sheet.title == "佐证材料目录　甲科"
    rows = [*sheet.iter_rows(values_only=True)][-6:-2]
    figures = [(one[0], *one[3:]) for one in rows]
    assert figures == [(1, 3, 5), (2, 1, 8), (3, "—", "未装订"), (4, 12, 9)]


@pytest.mark.parametrize("final", [True, False])
def test_its_pages_bear_unit_round_code_and_state(final: bool) -> None:  # noqa: FBT001  # a case
    paper = index(*LINES * 20, final=final)
    assert len(paper.pages) > 2
    for number, page in enumerate(paper.pages, 1):
        said = words(page)
        assert "甲科科室督查" in said
        assert CODE in said
        assert f"第{number}页共{len(paper.pages)}页" in said
        assert ("草稿" in said) is not final
        assert "".join(paper.headings) in said
    assert "甲科科室督查2022年" in words(paper.pages[0])
