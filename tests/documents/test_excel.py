"""Excel files: read by openpyxl, numbers are numbers, sums are formulas, text is never one, pages are set up."""

import warnings
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Final
from zipfile import ZipFile

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from openpyxl.cell import Cell  # type: ignore[import-untyped]  # see above
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # see above
from PIL import Image

from desktop.documents.excel import as_excel
from desktop.documents.forms.letter_looks import UPRIGHT
from desktop.documents.manuscript import (
    Align,
    Column,
    Face,
    Grid,
    Manuscript,
    Sum,
    Words,
    paper_of,
    told,
)
from desktop.documents.measuring import height_of, width_of
from desktop.documents.pdf import as_pdf
from desktop.documents.qr_code import Run, qr_code
from desktop.documents.setting.typefaces import BODY, MissingGlyphs
from desktop.services.schemes import list_schemes, open_scheme
from tests.documents.printed import (
    CODE,
    DAY,
    OFFICE,
    SCORED,
    SOME,
    Paper,
    contents_of,
    papers_of,
    sheet_of,
    sheets_of,
    squeezed,
)
from tests.services.building import SECTIONS

pytestmark = pytest.mark.uncounted

FACE: Final = Face(BODY.name, 12, 14)
RISKY: Final = ("=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("x")')
LONGEST: Final = 32_767  # what Excel takes in one cell


def opened(manuscript: Manuscript) -> Worksheet:
    [sheet] = openpyxl.load_workbook(BytesIO(as_excel(manuscript))).worksheets
    return sheet


def heading_row(sheet: Worksheet) -> int:
    """The row that is repeated on every page."""
    first, last = sheet.print_title_rows.replace("$", "").split(":")
    assert first == last
    return int(first)


def rows_of(sheet: Worksheet, paper: Paper) -> list[tuple[Cell, ...]]:
    """The table's, without its heading."""
    first = heading_row(sheet) + 1
    wide = len(paper.headings)
    return list(sheet.iter_rows(first, first + len(paper.grid.rows) - 1, 1, wide))


def summed(sheet: Worksheet, formula: str) -> Decimal:
    """What Excel makes of it."""
    assert formula.startswith("=SUM(")
    cells = [cell for row in sheet[formula[5:-1]] for cell in row]
    return sum((Decimal(str(c.value)) for c in cells if c.data_type == "n" and c.value), Decimal())


@pytest.mark.parametrize("scheme", SCORED)
def test_every_cell_says_what_the_document_says(scheme: str) -> None:
    for paper in papers_of(scheme):
        sheet = opened(paper.manuscript)
        heads = [squeezed(str(cell.value)) for cell in sheet[heading_row(sheet)]]
        assert heads[: len(paper.headings)] == paper.headings
        above: list[str] = [""] * len(paper.headings)
        for cells, row in zip(rows_of(sheet, paper), paper.grid.rows, strict=True):
            for at, (cell, wanted) in enumerate(zip(cells, row, strict=True)):
                if paper.grid.columns[at].merged and cell.value is None:
                    assert wanted == above[at]
                elif isinstance(wanted, str):
                    assert (cell.value or "") == wanted
                    assert cell.data_type != "f"
                above[at] = told(wanted)


@pytest.mark.parametrize("scheme", SOME)
def test_numbers_are_numbers_and_the_total_is_their_sum(scheme: str) -> None:
    totals = 0
    for paper in sheets_of(scheme):
        assert paper.contents
        sheet, scored = opened(paper.manuscript), paper.contents.sheet
        at = next(n for n, one in enumerate(paper.headings) if one.startswith("得分"))
        *scores, total = (row[at] for row in rows_of(sheet, paper))
        wanted = [one.score for one in scored.indicators if one.score is not None]
        found = [
            Decimal(str(one.value))
            for one in scores
            if one.data_type == "n" and one.value is not None
        ]
        assert found[: len(wanted)] == wanted
        assert {one.value for one in scores if one.data_type != "n"} <= {"未评"}
        if scored.assessed_points:
            assert summed(sheet, total.value) == scored.total
            totals += 1
        else:
            assert total.value == "未评"
    assert totals >= 3


@pytest.mark.parametrize("scheme", SOME)
def test_points_add_up_too(scheme: str) -> None:
    for paper in papers_of(scheme):
        at = [n for n, one in enumerate(paper.headings) if one in {"分值", "量化分值"}]
        for column in at:
            sheet = opened(paper.manuscript)
            *_, total = (row[column] for row in rows_of(sheet, paper))
            assert summed(sheet, total.value) == paper.scheme.points


@pytest.mark.parametrize("scheme", SCORED)
def test_the_formulas_bear_their_values_for_whoever_does_not_calculate(scheme: str) -> None:
    paper = sheets_of(scheme)[0]
    assert paper.contents
    content = BytesIO(as_excel(paper.manuscript))
    [sheet] = openpyxl.load_workbook(content, data_only=True).worksheets
    at = next(n for n, one in enumerate(paper.headings) if one.startswith("得分"))
    last = heading_row(sheet) + len(paper.grid.rows)
    assert Decimal(str(sheet.cell(last, at + 1).value)) == paper.contents.sheet.total


def test_an_adjustment_is_part_of_the_sum() -> None:
    assert sum_in(Sum(Decimal(90)), Decimal(100), Decimal(-10)) == "=SUM(A2:A3)"


def test_a_sum_that_would_not_give_the_program_s_figure_is_a_number() -> None:
    assert sum_in(Sum(Decimal("90.5")), Decimal(100), "最多加 2") == 90.5
    assert sum_in(Sum(Decimal("0.3")), Decimal("0.1"), Decimal("0.2")) == "=SUM(A2:A3)"


def sum_in(total: Sum, *cells: Decimal | str) -> object:
    """What becomes of a sum below these cells."""
    rows = tuple((one,) for one in (*cells, total))
    grid = Grid((Column("得分", 100),), rows, FACE, FACE)
    return opened(plain(grid)).cell(len(rows) + 1, 1).value


def test_a_sum_across_adds_what_is_before_it_in_its_row() -> None:
    columns = tuple(Column(one, 80) for one in ("单位", "甲", "乙", "总分"))
    rows = (
        ("一", Decimal("1.5"), Decimal(2), Sum(Decimal("3.5"), across=True)),
        ("二", "未评", Decimal(2), Sum(Decimal(3), across=True)),
    )
    sheet = opened(plain(Grid(columns, rows, FACE, FACE)))
    assert [sheet.cell(n, 4).value for n in (2, 3)] == ["=SUM(A2:C2)", 3]


def plain(*blocks: Grid | Words) -> Manuscript:
    paper = paper_of("A3", landscape=True, margins=(2, 2.5, 3, 3.5))
    return Manuscript("甲", OFFICE, DAY, paper, blocks, foot="甲&乙")


@pytest.mark.parametrize("scheme", SCORED)
def test_it_is_set_up_for_the_printer(scheme: str) -> None:
    for paper in papers_of(scheme)[-2:]:
        of, sheet = paper.manuscript.paper, opened(paper.manuscript)
        setup = sheet.page_setup
        assert int(setup.paperSize) == 9  # A4
        wide = of.width > of.height
        assert setup.orientation == ("landscape" if wide else "portrait")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(setup.fitToWidth or 1), int(setup.fitToHeight)) == (1, 0)
        margins = sheet.page_margins
        inches = [margins.top, margins.right, margins.bottom, margins.left, margins.footer]
        wanted = [of.top, of.right, of.bottom, of.left, of.foot]
        assert inches == pytest.approx([one / 72 for one in wanted], abs=0.001)
        last = chr(ord("A") + len(paper.headings) - 1)
        row = sheet.max_row + 1  # the room below what is signed has no cells
        assert sheet.print_area.split("!")[1] == f"$A$1:${last}${row}"


def test_the_prescribed_page_lies_on_its_side() -> None:
    [scheme] = [one for one in list_schemes() if one.form and one.form.page]
    sheet = opened(sheet_of(contents_of(scheme)).manuscript)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_margins.left == pytest.approx(2.7 / 2.54, abs=0.001)
    fonts = {(c.font.name, c.font.size) for row in sheet.iter_rows() for c in row if c.value}
    assert fonts == {("方正小标宋简体", 16), ("黑体", 12), ("仿宋_GB2312", 12)}


def test_its_foot_counts_the_pages_and_bears_the_code() -> None:
    paper = sheet_of(contents_of(open_scheme(SECTIONS), unit="甲&乙科"))
    left, middle, right = foot_of(paper.manuscript)
    assert left == ["甲&&乙科　科室督查　草稿", f"核验码 {paper.manuscript.code}"]
    assert middle == [" ", "第 &P 页 共 &N 页　草稿"]
    assert right == ["&G"]


def foot_of(manuscript: Manuscript) -> list[list[str]]:
    """The lines on the left, in the middle and on the right, without their face."""
    foot = opened(manuscript).oddFooter
    parts = (foot.left.text, foot.center.text, foot.right.text)
    return [(one or "").split("\n") for one in parts]


@pytest.mark.parametrize("unit", ["望川县", "市场监督管理局与发展和改革局联合办公室"])
def test_a_long_round_s_foot_stays_on_its_lines(unit: str) -> None:
    """So that nothing runs into the page's number, or into the code's picture."""
    whole = f"{unit}　{'部门联合随机抽查工作考核' * 6}　草稿"
    [what, code], [above, page], _ = foot_of(
        replace(plain(Words("甲", FACE)), paper=UPRIGHT, foot=whole, code=CODE, mark="草稿")
    )
    assert what.endswith("…　草稿")
    assert what[:6] == whole[:6]
    assert above == " "
    assert code == f"核验码 {CODE}"
    assert page == "第 &P 页 共 &N 页　草稿"
    face = Face(BODY.name, 10, 14)
    assert 300 < width_of(what, face) < UPRIGHT.measure - 31
    shown = page.replace("&P", "100").replace("&N", "100")
    assert width_of(code, face) < (UPRIGHT.measure - width_of(shown, face)) / 2


@pytest.mark.parametrize("final", [True, False])
def test_the_code_s_square_is_in_the_foot_and_a_draft_s_mark_beneath(final: bool) -> None:  # noqa: FBT001  # a case
    contents = replace(contents_of(open_scheme(SECTIONS)), finalised=final)
    content = as_excel(sheet_of(contents).manuscript)
    with ZipFile(BytesIO(content)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        shapes = packed.read("xl/drawings/vmlDrawing1.vml").decode()
        held = [one for one in packed.namelist() if one.startswith("xl/media/")]
        pictures = [Image.open(BytesIO(packed.read(one))) for one in held]
    assert "<legacyDrawingHF" in sheet
    assert ("&amp;C&amp;G</oddHeader>" in sheet) != final
    assert 'id="RF"' in shapes
    assert ('id="CH"' in shapes) != final
    [square] = [one for one in pictures if one.mode == "1"]
    assert square.width / square.info["dpi"][0] * 72 == pytest.approx(31, abs=0.1)
    assert [dark(square, run) for run in qr_code(CODE).runs] == [True] * len(qr_code(CODE).runs)
    for mark in (one for one in pictures if one.mode == "LA"):
        left, upper, right, lower = mark.getchannel("A").getbbox() or (0, 0, 0, 0)
        assert 0 < left < right < mark.width
        assert 0 < upper < lower < mark.height
        assert (left + right) / 2 == pytest.approx(mark.width / 2, abs=10)
        assert min(mark.getchannel("L").tobytes()) > 200
    assert len(pictures) == (1 if final else 2)


def dark(square: Image.Image, run: Run) -> bool:
    edge = square.width // qr_code(CODE).size
    middle = (run.row * edge + edge // 2, run.column * edge + edge // 2)
    return square.getpixel(middle[::-1]) == 0


def test_what_bears_no_code_has_no_pictures() -> None:
    with ZipFile(BytesIO(as_excel(plain(Words("甲", FACE))))) as packed:
        assert [one for one in packed.namelist() if "media" in one or "vml" in one] == []


@pytest.mark.parametrize(
    ("title", "tab"),
    [
        ("扣分告知书　甲科", "扣分告知书　甲科"),
        ("2022年[甲/乙]:考核*?\\'", "2022年 甲 乙  考核"),
        ("考" * 40, "考" * 31),
        ("𬭎" * 40, "𬭎" * 15),
        ("'\n'", "表"),
    ],
)
def test_the_tab_bears_the_paper_s_name(title: str, tab: str) -> None:
    assert opened(replace(plain(Words("甲", FACE)), title=title)).title == tab


def test_what_only_our_fonts_lack_is_no_reason_to_refuse_it() -> None:
    facts = {"unplanned": {"found": True, "note": "CO₂\n排放"}}
    paper = sheet_of(contents_of(open_scheme(SECTIONS), facts, "笑😀科"))
    sheet = opened(paper.manuscript)
    text = "".join(str(c.value) for row in sheet.iter_rows() for c in row)
    assert "CO₂" in text
    assert sheet.oddFooter.left.text.startswith("笑😀科")
    with pytest.raises(MissingGlyphs):
        as_pdf(paper.manuscript)


def test_an_unknown_character_is_as_wide_as_a_chinese_one() -> None:
    assert width_of("😀₂", FACE) == width_of("一二", FACE) == 24
    assert height_of("😀\n😀😀😀", FACE, 24) == height_of("一\n一一一", FACE, 24) == 42


@pytest.mark.parametrize("words", RISKY)
def test_no_text_becomes_a_formula_wherever_it_stands(words: str) -> None:
    columns = (Column(words, 90, merged=True), Column(words, 90, Align.MIDDLE), Column("甲", 90))
    grid = Grid(columns, ((words, words, "乙"), (words, words, words)), FACE, FACE)
    content = as_excel(plain(Words(words, FACE), grid))
    [sheet] = openpyxl.load_workbook(BytesIO(content)).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == words]
    assert len(cells) == 7
    assert {cell.data_type for cell in cells} == {"s"}
    with ZipFile(BytesIO(content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("words", RISKY)
def test_nor_in_a_real_sheet(words: str) -> None:
    facts = {
        "unplanned": {"found": True, "note": words},
        "study-missed": {"items": [{"note": words}]},
    }
    discretion = {"tasks": {"score": "8", "reason": words}}
    contents = contents_of(open_scheme(SECTIONS), facts, words, discretion=discretion)
    sheet = opened(sheet_of(contents).manuscript)
    formulas = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) == 2
    assert all(one.startswith("=SUM(") for one in formulas)
    text = "".join(str(c.value) for row in sheet.iter_rows() for c in row)
    assert text.count(words) >= 4


def test_addresses_stay_text() -> None:
    sheet = opened(plain(Grid((Column("甲", 90),), (("https://www.gsxt.gov.cn/",),), FACE, FACE)))
    assert sheet.cell(2, 1).hyperlink is None
    assert sheet.cell(2, 1).value == "https://www.gsxt.gov.cn/"


def test_what_is_longer_than_a_cell_can_be_is_not_cut_off_in_silence() -> None:
    items = [{"note": f"第{n}件" + "抽查检查结果公示不及时" * 15} for n in range(300)]
    paper = sheet_of(contents_of(open_scheme(SECTIONS), {"study-missed": {"items": items}}))
    assert max(len(told(cell)) for row in paper.grid.rows for cell in row) > LONGEST
    text = "".join(str(c.value) for row in opened(paper.manuscript).iter_rows() for c in row)
    assert sum(f"第{n}件抽查" in text for n in range(300)) == 300


def test_a_long_name_does_not_cost_the_foot() -> None:
    paper = sheet_of(contents_of(open_scheme(SECTIONS), unit="县" * 240))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        sheet = opened(paper.manuscript)
    assert [str(one.message) for one in warned] == []
    assert "&N" in sheet.oddFooter.center.text
    assert paper.manuscript.code in sheet.oddFooter.left.text


def test_it_says_what_it_is_and_when_that_was_so() -> None:
    paper = sheet_of(contents_of(open_scheme(SECTIONS), unit="喆𬭎局"))
    about = openpyxl.load_workbook(BytesIO(as_excel(paper.manuscript))).properties
    assert (about.title, about.creator) == (paper.manuscript.title, OFFICE)
    assert about.keywords == paper.manuscript.code
    assert about.created == about.modified == DAY.replace(tzinfo=None)


@pytest.mark.parametrize("scheme", SOME)
def test_two_runs_are_the_same_bytes(scheme: str) -> None:
    for paper in papers_of(scheme):
        assert as_excel(paper.manuscript) == as_excel(paper.manuscript)
