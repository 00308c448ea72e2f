"""Workbooks read as their owner sees them; whatever else is in them neither harms nor hinders."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

# It has no types.
from openpyxl import Workbook as Written  # type: ignore[import-untyped]

from desktop.domain.refusals import Refused
from desktop.intake.sheets import Row, Workbook
from desktop.intake.workbooks import read_workbook
from tests.intake.raw_workbooks import MAIN, raw_workbook, sheet

MORNING = datetime(2026, 11, 21, 8, 30)  # noqa: DTZ001  # a cell has no time zone


def read(path: Path) -> Workbook:
    with path.open("rb", buffering=0) as file:
        return read_workbook(file, path.name)


def cells(path: Path) -> list[tuple[str, ...]]:
    """The cells of the only sheet."""
    (only,) = read(path).sheets
    return [row.cells for row in only.rows]


def saved(book: Written, folder: Path) -> Path:
    book.save(folder / "名单.xlsx")
    return folder / "名单.xlsx"


def written(folder: Path, *rows: list[object]) -> Path:
    book = Written()
    for row in rows:
        book.active.append(row)
    return saved(book, folder)


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ["\u3000办公室 ", 35, 35.0, 12.5, 0.1 + 0.2, True, None, "#N/A"],
        [
            date(2026, 11, 21),
            MORNING,
            time(8, 30),
            "第一行\n第二行",
            "_x0041_",
        ],
    )
    assert cells(path) == [
        ("办公室", "35", "35", "12.5", "0.3", "TRUE", "", "#N/A"),
        ("2026-11-21", "2026-11-21 08:30:00", "08:30:00", "第一行\n第二行", "A"),
    ]


def test_rows_keep_their_numbers_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    book = Written()
    book.active["B3"], book.active["A7"], book.active["C7"], book.active["A9"] = (
        "甲",
        "乙",
        "丙",
        " ",
    )
    (only,) = read(saved(book, tmp_path)).sheets
    assert only.rows == (Row(3, ("", "甲")), Row(7, ("乙", "", "丙")))


def test_hidden_sheets_are_named_and_hidden_rows_read(tmp_path: Path) -> None:
    book = Written()
    book.active.title = "科室"
    book.active.append(["办公室"])
    book.active.append(["人事科"])
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("空表")
    for name, state in (("旧名单", "hidden"), ("更旧的", "veryHidden")):
        book.create_sheet(name).append(["撤销的科室"])
        book[name].sheet_state = state
    book.create_chartsheet("图")
    book.create_sheet("乡镇").append(["城关镇"])
    found = read(saved(book, tmp_path))
    assert [one.name for one in found.sheets] == ["科室", "乡镇"]
    assert [row.cells for row in found.sheets[0].rows] == [("办公室",), ("人事科",)]
    assert found.hidden == ("旧名单", "更旧的")


def test_a_workbook_whose_sheets_are_all_hidden_says_so(tmp_path: Path) -> None:
    book = Written()
    book.create_sheet("名单").append(["办公室"])
    book["名单"].sheet_state = "hidden"
    with pytest.raises(Refused, match=r"“名单\.xlsx”里的内容都在隐藏的工作表上"):
        read(saved(book, tmp_path))


def test_a_merged_area_says_what_its_first_cell_says(tmp_path: Path) -> None:
    """LibreOffice keeps the words of the others, where nobody sees them."""
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>{n}</v></c>' for c in "ABC") + "</row>"
        for n in (1, 2, 3, 4)
    )
    areas = ("A1:B2", "C2", "A3:C4", "D4:XFD1048576")
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    parts = {"xl/worksheets/sheet1.xml": sheet(rows, f"<mergeCells>{merged}</mergeCells>")}
    path = raw_workbook(tmp_path / "合并.xlsx", "", parts)
    assert cells(path) == [("1", "", "1"), ("", "", "2"), ("3",)]


def test_a_formula_says_its_value_or_else_itself(tmp_path: Path) -> None:
    row = (
        '<c t="str"><f>B1&amp;"科"</f><v>人事科</v></c><c><f>1+1</f><v>2</v></c>'
        '<c><f>B9&amp;"科"</f></c><c><f>C9</f><v/></c><c t="str"><f>""</f><v></v></c>'
        '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    path = raw_workbook(tmp_path / "公式.xlsx", f"<row>{row}</row>")
    assert cells(path) == [("人事科", "2", '=B9&"科"', "=C9", "", "#DIV/0!")]


def test_strings_are_read_without_their_reading_aids(tmp_path: Path) -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>办公室</t><rPh sb="0" eb="1"><t>bàn</t></rPh></si>'
        "<si><r><rPr/><t>人事</t></r><r><t>科_x000D_\n一_x005F_x0041_</t></r></si></sst>"
    )
    row = '<c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>财</t></r><r><t>务</t></r></is></c>'
    path = raw_workbook(
        tmp_path / "串.xlsx", f"<row>{row}</row>", {"xl/sharedStrings.xml": strings}
    )
    assert cells(path) == [("人事科\n一_x0041_", "办公室", "财务")]


def test_places_that_are_not_written_follow_one_another(tmp_path: Path) -> None:
    rows = (
        '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row>'
        '<row r="5"><c><v>5</v></c></row><row><c><v>6</v></c></row>'
    )
    (only,) = read(raw_workbook(tmp_path / "无位置.xlsx", rows)).sheets
    assert only.rows == (Row(1, ("1", "", "3", "4")), Row(5, ("5",)), Row(6, ("6",)))


def test_what_is_not_in_cells_does_not_hinder(tmp_path: Path) -> None:
    odd: dict[str, str | None] = {
        "docProps/core.xml": "<no xml",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts><font><family val="99"/></font></fonts>'
        '<cellXfs><xf numFmtId="14"/></cellXfs><cellStyles><x/></cellStyles></styleSheet>',
        "xl/sharedStrings.xml": None,
    }
    links = {
        "xl/_rels/workbook.xml.rels": '<R xmlns="x"><Relationship Id="r1" Type="a/worksheet"'
        ' Target="/xl/Worksheets/Sheet1.xml"/><Relationship Id="r2" Type="a/styles" Target="styles.xml"/></R>'
    }
    path = raw_workbook(tmp_path / "怪.xlsx", '<row><c s="0"><v>46347</v></c></row>', odd | links)
    assert cells(path) == [("2026-11-21",)]


def test_the_strict_form_is_read(tmp_path: Path) -> None:
    strict = sheet('<row><c t="d"><v>2026-11-21</v></c></row>').replace(
        MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    path = raw_workbook(tmp_path / "严.xlsx", "", {"xl/worksheets/sheet1.xml": strict})
    assert cells(path) == [("2026-11-21",)]


def test_days_of_a_macintosh_count_from_1904(tmp_path: Path) -> None:
    book = Written()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001  # as openpyxl has it
    book.active.append([date(2026, 11, 21)])
    assert cells(saved(book, tmp_path)) == [("2026-11-21",)]


def test_a_share_is_read_as_its_format_shows_it(tmp_path: Path) -> None:
    book = Written()
    book.active.append([0.05, 1, 0.05])
    for place, code in (("A1", "0%"), ("B1", "0.0%")):
        book.active[place].number_format = code
    assert cells(saved(book, tmp_path)) == [("5%", "100%", "0.05")]
