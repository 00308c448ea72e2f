"""Lists as offices have them, read row by row: every row is a draft, or it is said why it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.record_checks import checked
from desktop.domain.records import UnitRecord
from desktop.domain.refusals import Refused
from desktop.intake.pasted_cells import cells_of
from desktop.intake.row_sorts import SkippedRow
from desktop.intake.sheets import filled
from desktop.intake.unit_lists import DraftList, UnitDraft, drafts_of


def read(*lines: str) -> DraftList:
    """A list whose cells are parted by |."""
    return drafts_of(filled(cells_of("\n".join(lines), "|")))


def drafts(*lines: str) -> tuple[UnitDraft, ...]:
    return read(*lines).drafts


def faults(*lines: str) -> list[tuple[str, ...]]:
    return [draft.faults for draft in drafts(*lines)]


def test_names_typed_one_a_line() -> None:
    assert drafts("办公室", "人事科") == (UnitDraft(1, "办公室"), UnitDraft(2, "人事科"))


def test_a_whole_list() -> None:
    got = read(
        "市教育局 2026 年被考核单位名单",
        "",
        "填报单位：办公室||单位：人",
        "序号|类别|单位名称|编制数（人）|组别|简称|曾用名|备注",
        '1|机关|"办公\n室"|１２人|一组、二组|办|秘书科；/|已核',
        "2|机关|人事科|8.0|无|-||",
        "",
        "",
        "序号|类别|单位名称|编制数（人）|组别|简称|曾用名|备注",
        "3|事业|招考中心|1,200||招办，招考中心||",
        "合计||3|1220|",
        "备注：数据截至 10 月",
        "填表人：王考评|",
    )
    assert got.drafts == (
        UnitDraft(5, "办公室", "机关", 12, ("一组", "二组"), ("办", "秘书科")),
        UnitDraft(6, "人事科", "机关", 8),
        UnitDraft(10, "招考中心", "事业", 1200, (), ("招办",)),
    )
    assert got.header == 4
    assert got.unread == ("第 8 列“备注”",)
    assert got.skipped == (
        SkippedRow(1, "市教育局 2026 年被考核单位名单", "标题"),
        SkippedRow(2, "", "空行"),
        SkippedRow(3, "填报单位：办公室 单位：人", "备注或填表信息"),
        SkippedRow(7, "", "第 7 至 8 行都是空行"),
        SkippedRow(9, "序号 类别 单位名称 编制数（人） 组别 简称 曾用名 备注", "重复的表头"),
        SkippedRow(11, "合计 3 1220", "合计行"),
        SkippedRow(12, "备注：数据截至 10 月", "备注或填表信息"),
        SkippedRow(13, "填表人：王考评", "备注或填表信息"),
    )


def test_what_stands_above_the_header_is_no_unit() -> None:
    got = read("二〇二六年度|考核", "附件一", "单位名称|类别", "办公室|机关")
    assert [(one.row, one.why) for one in got.skipped] == [
        (1, "表头上方的文字"),
        (2, "表头上方的文字"),
    ]
    assert got.drafts == (UnitDraft(4, "办公室", "机关"),)


@pytest.mark.parametrize("title", ["各科室名单", "乡镇（街道）一览表（2026 年）", "全县各单位"])
def test_a_title_needs_no_header_below_it(title: str) -> None:
    got = read(title, "1|办公室", "2|人事科", "3|财务科")
    assert got.skipped == (SkippedRow(1, title, "标题"),)
    assert [draft.name for draft in got.drafts] == ["办公室", "人事科", "财务科"]


@pytest.mark.parametrize("foot", ["合 计", "总计|3", "4|小计|3", "共 3 个单位", "共３家"])
def test_sums_are_no_units(foot: str) -> None:
    got = read("序号|单位名称|人数", "1|办公室|3", foot)
    assert [(one.row, one.why) for one in got.skipped] == [(3, "合计行")]


FEET = (
    "注：1.含借调人员",
    "备注",
    "说明: 见附件",
    "填表日期",
    "单位负责人（签字）：",
    "日期：11 月",
)


@pytest.mark.parametrize("foot", FEET)
def test_what_the_one_who_filled_it_in_adds_is_no_unit(foot: str) -> None:
    got = read("办公室", foot)
    assert [(one.row, one.why) for one in got.skipped] == [(2, "备注或填表信息")]


NAMES = (
    "共青团市委",
    "联系群众办公室",
    "总计划科",
    "注册登记科",
    "5.12 纪念馆",
    "一中",
    "表演中心",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_that_begin_like_something_else_are_names(name: str) -> None:
    assert drafts(name, "办公室")[0] == UnitDraft(1, name)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "没有单位名称"),
        ("长" * 101, "名称有 101 字，最多 100 字；如果是说明文字，请删去这一行"),
        ("办公\x07室", "名称：文字里有残缺的或看不见的控制字符，请重新输入"),
        ("\u3164", "名称：这里不能空着，请写明"),
        ("#REF!", "名称是没有结果的公式，请在 Excel 里改成文字"),
        ("=VLOOKUP(A1,B:C,2)", "名称是没有结果的公式，请在 Excel 里改成文字"),
        ("一、县直部门", "名称前面带着序号，请去掉；如果是小标题，请删去这一行"),
        ("3．办公室", "名称前面带着序号，请去掉；如果是小标题，请删去这一行"),
        ("（二）办公室", "名称前面带着序号，请去掉；如果是小标题，请删去这一行"),
        ("本表一式两份。", "这像一句话，不像单位名称，请改正或删去这一行"),
    ],
)
def test_what_is_wrong_with_a_name(name: str, fault: str) -> None:
    assert faults("类别|单位名称", "机关|办公室", f"机关|{name}") == [(), (fault,)]


@pytest.mark.parametrize("size", ["约30", "0", "3.5", "-4", "1234567890", "三十"])
def test_a_size_is_a_whole_number(size: str) -> None:
    assert faults("单位|人数", f"办公室|{size}") == [
        (f"规模“{size}”要写成不小于 1 的整数，例如 35",)
    ]


def test_every_fault_of_a_row_is_named() -> None:
    assert faults("单位|人数|组别|别名", "|很多|一\x07组|办\x07") == [
        (
            "没有单位名称",
            "分组：文字里有残缺的或看不见的控制字符，请重新输入",
            "别名：文字里有残缺的或看不见的控制字符，请重新输入",
            "规模“很多”要写成不小于 1 的整数，例如 35",
        )
    ]


def test_a_unit_that_stands_there_already_points_to_it() -> None:
    got = drafts(
        "单位|别名",
        "（甲）科",
        "乙科",
        "(甲) 科",
        "甲　科|乙 科",
        "丙科|丁科、戊科",
        "戊科",
        "|己",
        "|己",
    )
    assert [one.duplicate_of for one in got] == [None, None, 2, 3, None, 6, None, None]


def test_a_list_without_names_is_refused() -> None:
    with pytest.raises(Refused, match="没有找到单位名称"):
        read("1|2", "3|4")


@pytest.mark.parametrize("lines", [[], [""], ["", "合计"]])
def test_nothing_makes_no_unit(lines: list[str]) -> None:
    assert drafts(*lines) == ()


HEADINGS = ["单位名称", "类别", "人数", "序号", "别名"]
CELLS = ["合计", "备注：x", "名单", "办公室", "科 室", "1", "2", "", "#N/A", "\x07", "无"]
WORDS = st.sampled_from(HEADINGS + CELLS)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=8))
def test_every_row_comes_out_once(table: list[list[str]]) -> None:
    rows = filled(tuple(tuple(row) for row in table))
    try:
        got = drafts_of(rows)
    except Refused:
        return
    out = [one.row for one in got.drafts] + [one.row for one in got.skipped if one.text]
    assert sorted([*out, *filter(None, [got.header])]) == [row.number for row in rows]
    for one in got.drafts:
        if not one.faults:
            checked(UnitRecord("u", one.name, None, one.size, one.groups, one.aliases))
