"""Ledger templates: read by openpyxl, each column with its note, its list, its form; lists of any length are lists."""

from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # see above

from desktop.documents.ledger_template import TemplateColumn, ledger_template

MANY = tuple(f"第{n}号乡镇人民政府" for n in range(60))
COLUMNS = (
    TemplateColumn("单位", "words", "哪个单位", wanted=False, choices=MANY),
    TemplateColumn("任务", "words", "", wanted=True),
    TemplateColumn("类型", "choice", "哪一类", wanted=True, choices=("内部", "联合")),
    TemplateColumn("日期", "day", "", wanted=False),
    TemplateColumn("时间", "moment", "写到几点", wanted=False),
    TemplateColumn("户数", "count", "", wanted=False),
    TemplateColumn("大型", "yes-no", "", wanted=False),
    TemplateColumn("部门", "names", "", wanted=False),
    TemplateColumn("事项", "choice", "", wanted=False, choices=("甲,乙", "丙")),
    TemplateColumn("引号", "choice", "", wanted=False, choices=('甲"乙', "丙")),
)


def opened(title: str = "抽查任务") -> Any:  # noqa: ANN401  # openpyxl has no types
    return openpyxl.load_workbook(BytesIO(ledger_template(title, COLUMNS)))


@pytest.fixture
def sheet() -> Worksheet:
    return opened().worksheets[0]


def limits(sheet: Worksheet) -> dict[str, Any]:
    """What a column takes, by its letter."""
    return {
        str(one.sqref).split(":", maxsplit=1)[0].rstrip("0123456789"): one
        for one in sheet.data_validations.dataValidation
    }


def test_the_headings_stand_in_the_first_row_and_stay_in_sight(sheet: Worksheet) -> None:
    assert [one.value for one in sheet[1]] == [
        *("单位", "任务*", "类型*", "日期", "时间", "户数", "大型", "部门", "事项", "引号")
    ]
    assert (sheet.title, sheet.freeze_panes, sheet.max_row) == ("抽查任务", "A2", 1)


def test_what_must_be_filled_in_looks_different(sheet: Worksheet) -> None:
    fills = [one.fill.fgColor.rgb for one in sheet[1]]
    assert fills[1] == fills[2] != fills[0]
    assert len({*fills}) == 2


def test_every_column_has_its_form(sheet: Worksheet) -> None:
    formats = [
        sheet.column_dimensions[one].number_format if one in sheet.column_dimensions else None
        for one in "ABCDEFGH"
    ]
    assert formats == ["@", "@", "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0", "@", "@"]


def test_a_note_says_what_to_fill_in(sheet: Worksheet) -> None:
    notes = [one.comment.text if one.comment else "" for one in sheet[1]]
    assert notes[0].startswith("哪个单位；从这些里选：第0号乡镇人民政府、")
    assert notes[0].endswith("、第11号乡镇人民政府等 60 个")
    assert notes[1] == ""
    assert notes[2:8] == [
        "哪一类；从这些里选：内部、联合",
        "日期，例如 2022-08-03",
        "写到几点；日期和时间，例如 2022-08-03 09:30",
        "不小于 0 的整数",
        "是或否",
        "几个名称用顿号隔开",
    ]


def test_a_cell_is_chosen_from_a_list(sheet: Worksheet) -> None:
    found = limits(sheet)
    assert {*found} == {"A", "C", "F", "G", "I", "J"}
    assert (found["C"].type, found["C"].formula1) == ("list", '"内部,联合"')
    assert found["G"].formula1 == '"是,否"'
    assert (found["F"].type, found["F"].operator, found["F"].formula1) == (
        "whole",
        "greaterThanOrEqual",
        "0",
    )
    assert str(found["C"].sqref) == "C2:C2001"
    assert found["C"].error == "请填：哪一类；从这些里选：内部、联合"
    assert all(len(one.error) <= 255 and len(one.errorTitle) <= 32 for one in found.values())


def test_a_list_that_no_rule_takes_stands_in_cells_out_of_sight() -> None:
    book = opened()
    found = limits(book.worksheets[0])
    assert found["A"].formula1 == "选项!$A$1:$A$60"
    assert found["I"].formula1 == "选项!$I$1:$I$2"
    assert found["J"].formula1 == "选项!$J$1:$J$2"
    lists = book["选项"]
    assert lists.sheet_state == "hidden"
    assert tuple(row[0].value for row in lists["A1:A60"]) == MANY
    assert [row[0].value for row in lists["I1:I2"]] == ["甲,乙", "丙"]
    assert [one.sheet_state for one in book.worksheets[:2]] == ["visible", "visible"]


def test_without_long_lists_nothing_is_hidden() -> None:
    book = openpyxl.load_workbook(BytesIO(ledger_template("短", COLUMNS[1:8])))
    assert book.sheetnames == ["短", "填写说明"]


def test_the_second_sheet_explains_every_column() -> None:
    rows = [[one.value or "" for one in row] for row in opened()["填写说明"].rows]
    assert rows[0] == ["列名", "是否必填", "怎么填"]
    assert rows[2] == ["任务", "必填", ""]
    assert rows[4] == ["日期", "", "日期，例如 2022-08-03"]
    assert len(rows) == 1 + len(COLUMNS)


def test_a_title_of_any_length_names_the_sheet() -> None:
    assert opened("长" * 60).worksheets[0].title == "长" * 31
