"""The deduction notice: every lost point with clause, reason, arithmetic and evidence, and how to object."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Final

import pytest
from docx import Document
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no types

from desktop.documents.excel import as_excel
from desktop.documents.forms.contents import SheetContents
from desktop.documents.forms.deduction_notice import deduction_notice, losses_of
from desktop.documents.manuscript import Words, told
from desktop.documents.word import as_word
from desktop.domain.amounts import show
from desktop.domain.deductions import Deduction
from desktop.domain.score_sheet import Adjustment
from desktop.services.schemes import open_scheme
from tests.documents.printed import SCORED, SOME, Paper, contents_of, demonstrated, squeezed
from tests.documents.setting.reading import Mark, words
from tests.services.building import CITIES, SECTIONS

pytestmark = pytest.mark.uncounted

LATE: Final = {"study-missed": {"count": 1}}
JUDGED: Final = "裁量"
HEADED: Final = "GWSans-Regular"


@cache
def notices() -> tuple[Paper, ...]:
    """That of every sheet of the demonstration."""
    every = [one.contents for one in demonstrated()]
    return tuple(notice_of(one) for one in every if one is not None)


def notice_of(contents: SheetContents, **how: int) -> Paper:
    return Paper(deduction_notice(contents, **how), contents.scheme, contents)


def contents_in(paper: Paper) -> SheetContents:
    assert paper.contents
    return paper.contents


def lost_in(paper: Paper) -> tuple[Deduction, ...]:
    """What the screen lists."""
    return losses_of(contents_in(paper)).rows


def cells(paper: Paper) -> list[list[str]]:
    """The table's rows in words, without their breaks, the last of them the total."""
    return [[squeezed(told(cell)) for cell in row] for row in paper.grid.rows]


def with_losses(scheme: str) -> list[Paper]:
    return [one for one in notices() if one.scheme.id == scheme and lost_in(one)]


def paragraphs(paper: Paper) -> list[str]:
    return [one.text for one in paper.manuscript.blocks if isinstance(one, Words)]


def found_items(paper: Paper, one: Deduction) -> Iterator[str]:
    for item in contents_in(paper).facts.get(one.criterion, {}).get("items") or ():
        yield from (str(item[name]) for name in ("date", "note", "reason") if item.get(name))


@pytest.mark.parametrize("scheme", SCORED)
def test_every_deduction_of_the_screen_stands_in_a_numbered_row(scheme: str) -> None:
    papers = with_losses(scheme)
    assert papers
    for paper in papers:
        assert paper.headings == [
            "序号",
            "指标",
            "条款",
            "扣分原因和计算",
            "应扣",
            "实扣",
            "佐证材料",
        ]
        *rows, _ = cells(paper)
        assert len(rows) == len(lost_in(paper))
        numbers = iter(range(1, len(rows) + 1))
        for row, one in zip(rows, lost_in(paper), strict=True):
            number = "" if one.counted == JUDGED else str(next(numbers))
            assert row[:3] == [number, squeezed(one.where), squeezed(one.clause)]
            assert row[3].startswith(squeezed(one.reason))
            assert row[4:6] == [one.nominal, one.counted]


def test_reasons_are_told_in_full_with_every_item() -> None:
    count = 0
    for paper in notices():
        for row, one in zip(cells(paper) if lost_in(paper) else (), lost_in(paper), strict=False):
            told_of = [squeezed(words) for words in found_items(paper, one)]
            assert [words for words in told_of if words not in row[3]] == []
            count += len(told_of)
    assert count > 10


def test_the_evidence_is_named_with_its_page() -> None:
    found = []
    for paper in notices():
        proofs = contents_in(paper).proofs
        for row, one in zip(cells(paper) if lost_in(paper) else (), lost_in(paper), strict=False):
            if one.criterion:
                assert row[6] == squeezed("".join(proofs.get(one.criterion, ())))
            found += [row[6]] if row[6] else []
    assert "《校外培训机构检查记录表（5月26日）.pdf》第1页" in found
    assert len(found) > 5


def test_a_judgement_rests_on_all_evidence_of_its_indicator() -> None:
    of, told_so = open_scheme(SECTIONS), {"study": {"score": "7.5", "reason": "经集体研究"}}
    contents = contents_of(of, {"study-missed": {"count": 2}}, discretion=told_so)
    paper = notice_of(replace(contents, proofs={"study-missed": ("《纪要.pdf》第 2 页",)}))
    assert [row[6] for row in cells(paper)] == [*["《纪要.pdf》第2页"] * 2, ""]


def test_what_is_filed_for_a_requirement_is_named() -> None:
    """The cities hand in by numbered requirements, not by criteria."""
    named = {row[6] for paper in with_losses(CITIES) for row in cells(paper)}
    assert "《种畜禽生产部门联合抽查工作方案.pdf》第1页" in named


@pytest.mark.parametrize("scheme", SCORED)
def test_the_total_is_the_sum_of_what_counts(scheme: str) -> None:
    for paper in with_losses(scheme):
        *rows, total = cells(paper)
        counted = sum((Decimal(row[5]) for row in rows if row[5] != JUDGED), Decimal())
        assert total == ["", "合计", "", "", "", show(counted), ""]
        assert counted < 0
        places = sum(row[5] != JUDGED for row in rows)
        opening = f"共有 {places} 处扣分，合计 {show(-counted)} 分，现将情况告知如下："
        assert any(one.endswith(opening) for one in paragraphs(paper))


SUMS: Final = re.compile(
    r"满分(?P<points>[\d.]+)分(?:，扣(?P<lost>[\d.]+)分[^，]*)?(?:，加分(?P<bonus>[\d.]+)分)?"
    r"(?:，未评\d+条、还可得(?P<open>[\d.]+)分)?，(?:目前)?得分(?P<total>[\d.]+)分"
)


def test_the_opening_closes_for_every_sheet_of_the_demonstration() -> None:
    kinds = set()
    for paper in notices():
        if contents_in(paper).sheet.begun:
            found = SUMS.search(squeezed("".join(paragraphs(paper))))
            assert found, paragraphs(paper)
            told_of = {name: Decimal(words or 0) for name, words in found.groupdict().items()}
            closed = told_of["points"] - told_of["lost"] + told_of["bonus"] - told_of["open"]
            assert closed == told_of["total"] == contents_in(paper).sheet.total
            kinds |= {name for name, amount in told_of.items() if amount}
    assert kinds == {"points", "lost", "bonus", "open", "total"}


def test_what_does_not_apply_is_told_where_the_sum_needs_it() -> None:
    of = open_scheme(SECTIONS)
    whole = contents_of(of, {one.id: one.rule.clean() for one in of.all_criteria()})
    why = Adjustment("scaled", "", Decimal("-0.5"), "不适用 10 分，其余按 100 ÷ 90 折算")
    sheet = replace(whole.sheet, total=whole.sheet.total + why.amount, adjustments=(why,))
    paper = notice_of(replace(whole, sheet=sheet))
    assert (
        "满分100分，按规定调整减少0.5分（不适用10分，其余按100÷90折算），得分99.5分。" in paper.text
    )


def test_a_judgement_stands_below_what_was_computed_and_counts_alone() -> None:
    told_so = {"study": {"score": "7.5", "reason": "经集体研究"}}
    facts = {"study-missed": {"count": 2}}
    paper = notice_of(contents_of(open_scheme(SECTIONS), facts, discretion=told_so))
    computed, judged, total = cells(paper)
    assert computed[4:6] == ["-4", JUDGED]
    assert judged[3] == "自由裁量：计算得6分，裁量得7.5分（经集体研究）"
    assert judged[2] == "序号1"
    assert judged[4:6] == ["", "-2.5"]
    assert total[5] == "-2.5"
    assert "共有1处扣分，合计2.5分" in paper.text


def test_what_was_capped_shows_both_figures() -> None:
    paper = notice_of(contents_of(open_scheme(SECTIONS), {"study-missed": {"count": 9}}))
    assert [row[4:6] for row in cells(paper)] == [["-18", "-10"], ["", "-10"]]


@pytest.mark.parametrize(("told_days", "days"), [({}, 5), ({"days": 15}, 15)])
def test_how_to_object_and_within_how_many_days(told_days: dict[str, int], days: int) -> None:
    paper = notice_of(contents_of(open_scheme(SECTIONS), LATE), **told_days)
    at = paragraphs(paper).index("如有异议")
    said = paragraphs(paper)[at + 1]
    assert f"收到本告知书之日起 {days} 个工作日内" in said
    assert "加盖公章后书面向市联席会议办公室提出" in said
    assert "逾期没有提出的，视为没有异议" in said
    assert paragraphs(paper)[-1].startswith("签收人：")
    assert squeezed(said) in paper.text


def test_an_office_without_a_name_is_not_left_blank() -> None:
    paper = notice_of(replace(contents_of(open_scheme(SECTIONS), LATE), office=""))
    assert "书面向考核单位提出" in paper.text
    assert "我单位对你单位2022年工作进行了考核" in paper.text


@pytest.mark.parametrize("scheme", [SECTIONS, CITIES])
def test_a_unit_that_lost_nothing_is_told_so(scheme: str) -> None:
    of = open_scheme(scheme)
    facts = {one.id: fact for one in of.all_criteria() if (fact := one.rule.clean()) is not None}
    facts |= {"joint-count": {"actual": 60}, "county-joint-count": {"actual": 30}}
    own = {name: fact for name, fact in facts.items() if name in of.criteria}
    paper = notice_of(contents_of(of, own))
    assert lost_in(paper) == ()
    assert [*paper.manuscript.grids] == []
    assert "没有扣分。" in paper.text
    assert "如有异议" not in paper.text
    said = [one.text for one in Document(BytesIO(as_word(paper.manuscript))).paragraphs]
    assert any(one.endswith("没有扣分。") for one in said)


def test_a_notice_without_a_table_is_an_excel_file_too() -> None:
    paper = notice_of(contents_of(open_scheme(SECTIONS)))
    sheet = load_workbook(BytesIO(as_excel(paper.manuscript))).worksheets[0]
    said = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    assert any("还没有评分" in one for one in said)
    assert not any("没有扣分" in one or "得分 0" in one for one in said)
    assert not any("异议" in one for one in said)


def test_what_is_still_open_is_said() -> None:
    paper = notice_of(contents_of(open_scheme(SECTIONS), LATE))
    sheet = contents_in(paper).sheet
    pending = len(sheet.pending)
    assert (
        f"满分100分，扣2分，未评{pending}条、还可得90分，目前得分8分，结果还会变动。" in paper.text
    )


def test_a_draft_says_so_on_every_page_and_what_is_final_nowhere() -> None:
    states = set()
    for paper in notices():
        final = contents_in(paper).finalised
        states.add(final)
        marked = [words(page).count("草稿") for page in paper.pages]
        assert all(count == 0 if final else count >= 2 for count in marked)
    assert states == {True, False}


def test_every_page_bears_unit_round_and_code() -> None:
    for paper in notices():
        of = contents_in(paper)
        for number, page in enumerate(paper.pages, 1):
            said = words(page)
            assert squeezed(f"{of.unit}{of.round}") in said
            assert of.code in said
            assert f"第{number}页共{len(paper.pages)}页" in said


@pytest.mark.parametrize("scheme", SOME)
def test_pdf_word_and_excel_say_the_same(scheme: str) -> None:
    for paper in with_losses(scheme)[:2]:
        wanted = cells(paper)
        document = Document(BytesIO(as_word(paper.manuscript)))
        [table] = document.tables
        in_word = [[squeezed(cell.text) for cell in row.cells] for row in table.rows]
        assert in_word == [paper.headings, *wanted]
        said = [squeezed(one.text) for one in document.paragraphs]
        sheet = load_workbook(BytesIO(as_excel(paper.manuscript)), data_only=True).worksheets[0]
        rows = [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        at = rows.index(paper.headings)
        assert rows[at : at + len(wanted) + 1] == in_word
        for words_of in map(squeezed, paragraphs(paper)):
            assert words_of in said
            assert words_of in [row[0] for row in rows]
            assert words_of in paper.text
        for heading, column in zip(paper.headings, zip(*wanted, strict=True), strict=True):
            assert "".join(column) in on_paper(paper, heading)


def on_paper(paper: Paper, heading: str) -> str:
    """What stands in a column from page to page, below the repeated heading."""
    at, sheet = paper.headings.index(heading), paper.manuscript.paper
    left = sheet.left + sum(one.width for one in paper.grid.columns[:at])
    right = left + paper.grid.columns[at].width
    return "".join(
        one.text
        for page in paper.pages
        for one in page
        if left <= one.left < right and one.base > sheet.bottom and is_set(one)
    )


def is_set(one: Mark) -> bool:
    """No heading, and not the mark across the page."""
    return one.font != HEADED and one.size < 100


def plain(cell: object) -> str:
    """As the paper would say it."""
    if isinstance(cell, int | float):
        return show(Decimal(str(cell)))
    return squeezed(str(cell)) if cell is not None else ""


def test_figures_in_excel_are_numbers() -> None:
    paper = notice_of(contents_of(open_scheme(SECTIONS), {"study-missed": {"count": 9}}))
    sheet = load_workbook(BytesIO(as_excel(paper.manuscript))).worksheets[0]
    figures = [row[4:6] for row in sheet.iter_rows(values_only=True)]
    assert (-18, -10) in figures
    assert str(figures[figures.index((-18, -10)) + 1][1]).startswith("=SUM(F")
