"""Entries of a foreign table: every row is one, or it is said why it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.intake.row_sorts import SkippedRow
from desktop.intake.sheets import filled
from desktop.intake.table_columns import table_layout
from desktop.intake.table_rows import DataRow, TableRows, table_rows
from tests.intake.test_table_columns import KNOWN, rows_of

HEADER = "序号|单位名称|检查日期|户数|备注"


def read(*lines: str, carried: frozenset[str] = frozenset()) -> TableRows:
    rows = rows_of(*lines)
    return table_rows(rows, table_layout(rows, KNOWN), carried)


def whys(*lines: str) -> list[tuple[int, str]]:
    """What is left out below a header."""
    return [(one.row, one.why) for one in read(HEADER, *lines).skipped]


def test_a_whole_table() -> None:
    got = read(
        "某县抽查台账",
        "序号|单位名称|公示情况||备注",
        "||日期|网站|",
        "甲|乙|1|2|3",
        "1|办公室|2022-8-3|x|",
        "",
        "2|人事科|2022-8-4||",
        "序号| 单位名称|公示情况||备注",
        "||日期|网站|",
        "3|财务科",
        "小计||2||",
        "4||||",
        "合 计||3||",
        "注：数据截至 8 月",
        "填表人：王||审核人：李||",
    )
    assert got.entries == (
        DataRow(5, {"unit": "办公室", "published": "2022-8-3", "site": "x"}),
        DataRow(7, {"unit": "人事科", "published": "2022-8-4", "site": ""}),
        DataRow(10, {"unit": "财务科", "published": "", "site": ""}),
    )
    assert got.skipped == (
        SkippedRow(1, "某县抽查台账", "表头上方的文字"),
        SkippedRow(4, "甲 乙 1 2 3", "各栏的编号"),
        SkippedRow(6, "", "空行"),
        SkippedRow(8, "序号 单位名称 公示情况 备注", "重复的表头"),
        SkippedRow(9, "日期 网站", "重复的表头"),
        SkippedRow(11, "小计 2", "合计行"),
        SkippedRow(12, "4", "要读的各列都是空的"),
        SkippedRow(13, "合 计 3", "合计行"),
        SkippedRow(14, "注：数据截至 8 月", "备注或填表信息"),
        SkippedRow(15, "填表人：王 审核人：李", "备注或填表信息"),
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("合计||3|4|", "合计行"),
        ("一中队|小计||4|", "合计行"),
        ("|全年合计：|||4", "合计行"),
        ("共 3 家", "合计行"),
        ("一、食品安全", "小标题"),
        ("负责人（签字）：", "备注或填表信息"),
        ("（1）|（2）|（3）|（4）|（5）", "各栏的编号"),
        ("栏次|1|2|3|4", "各栏的编号"),
    ],
)
def test_rows_that_are_no_entries(line: str, why: str) -> None:
    assert whys(line) == [(2, why)]


@pytest.mark.parametrize(
    "line",
    [
        "1|共3家企业检查|2022-8-1|3|",
        "1|审计局|2022-8-1|3|合计无误",
        "1|会计科|||",
        "1|负责人|2022-8-1|3|已谈话",
        "1|一、二中队|2022-8-1|3|",
        "办公室|1|2|3|4",
    ],
)
def test_entries_that_look_like_something_else(line: str) -> None:
    assert whys(line) == []


def test_columns_are_numbered_only_right_below_the_header() -> None:
    assert whys("1|办公室|2022-8-1|3|", "1|2|3|4|5") == []


MERGED = (
    "单位名称|检查日期|户数",
    "办公室|2022-8-1|3",
    "||4",
    "人事科|2022-8-2|5",
    "|2022-8-3|",
    "小计||12",
    "||6",
)


def test_what_is_merged_downward_is_carried_where_the_caller_says_so() -> None:
    got = read(*MERGED, carried=frozenset({"unit", "nowhere"}))
    assert [(one.cells["unit"], one.cells["day"]) for one in got.entries] == [
        ("办公室", "2022-8-1"),
        ("办公室", ""),
        ("人事科", "2022-8-2"),
        ("人事科", "2022-8-3"),
        ("", ""),  # nothing is merged over a sum
    ]


def test_nothing_is_carried_unasked() -> None:
    assert [one.cells["unit"] for one in read(*MERGED).entries] == ["办公室", "", "人事科", "", ""]


WORDS = st.sampled_from(
    ["单位名称", "检查日期", "公示", "日期", "办公室", "1", "2", "", "合计", "注：x", "一、甲"]
)


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=8),
    st.frozensets(st.sampled_from([one.key for one in KNOWN])),
)
def test_every_row_comes_out_once(table: list[list[str]], carried: frozenset[str]) -> None:
    rows = filled((("单位名称", "检查日期", "户数"), *(tuple(row) for row in table)))
    layout = table_layout(rows, KNOWN)
    got = table_rows(rows, layout, carried)
    out = [one.number for one in got.entries] + [one.row for one in got.skipped if one.text]
    assert sorted([*out, *layout.header_rows]) == [row.number for row in rows]
    keys = {one.key for one in layout.columns if one.key}
    written = {row.number: {*row.cells} for row in rows}
    for one in got.entries:
        assert {*one.cells} == keys
        own = {key: cell for key, cell in one.cells.items() if key not in carried}
        assert {*own.values()} <= written[one.number] | {""}
