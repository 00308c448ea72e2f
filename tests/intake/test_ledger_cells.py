"""Ledger cells: what offices write in a cell, read into what a ledger's column holds, or refused with the cell."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.columns import Column, columns_of, read_row, shown_row
from desktop.domain.ledgers.duties import Duty
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import LEDGERS
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.receipts import Receipt
from desktop.intake.ledger_cells import CellFault, read_cells

YEAR = 2022


def read(ledger: type, **cells: str) -> Mapping[str, object]:
    """The values of cells that can all be read."""
    got = read_cells(columns_of(ledger), cells, YEAR)
    assert got.faults == ()
    return got.values


def fault(ledger: type, **cells: str) -> CellFault:
    """What is wrong with the one cell; it has no value then."""
    got = read_cells(columns_of(ledger), cells, YEAR)
    assert got.values == {}
    [only] = got.faults
    return only


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-08-03", "2022-08-03"),
        ("2022-08-03 00:00:00", "2022-08-03"),
        ("2022/8/3", "2022-08-03"),
        ("2022.8.3", "2022-08-03"),
        ("20220803", "2022-08-03"),
        ("2022年8月3日", "2022-08-03"),
        ("２０２２年８月３日", "2022-08-03"),
        ("二〇二二年八月三日", "2022-08-03"),
        ("44776", "2022-08-03"),
        ("8月3日", "2022-08-03"),
    ],
)
def test_a_day_however_it_is_written(text: str, day: str) -> None:
    assert read(Inspection, ended=text) == {"ended": day}


@pytest.mark.parametrize(
    "text", ["2022-08-03 09:30", "2022年8月3日上午9时30分", "44776.3958333333"]
)
def test_a_moment_however_it_is_written(text: str) -> None:
    assert read(Inspection, noticed=text) == {"noticed": "2022-08-03 09:30"}


@pytest.mark.parametrize(
    ("text", "count"), [("12", 12), ("１２", 12), ("12 户", 12), ("1,200", 1200), ("12.0", 12)]
)
def test_a_count_however_it_is_written(text: str, count: int) -> None:
    assert read(Inspection, drawn=text) == {"drawn": count}


@pytest.mark.parametrize("text", ["90%", "0.9", "９０％", "90", "90.0 %", "百分之九十"])
@pytest.mark.parametrize("ledger", [Inspection, PlanItem])
def test_a_share_however_it_is_written(ledger: type, text: str) -> None:
    assert read(ledger, share=text) == {"share": "90%"}
    found = next(one for one in columns_of(ledger) if one.name == "share")
    assert found.entry.show(found.entry.read("90%")) == "90%"


def test_a_share_that_has_no_end_is_cut_and_one_beyond_all_refused() -> None:
    assert read(PlanItem, share="0.333333333333333") == {"share": "33.333333%"}
    assert fault(Inspection, share="120%").why == "比例不能超过 100%，现在是“120%”"


@pytest.mark.parametrize("text", ["2022", "2022年", "2022年度", "２０２２年"])
def test_a_year_however_it_is_written(text: str) -> None:
    assert read(PlanItem, year=text) == {"year": 2022}


@pytest.mark.parametrize(
    ("kind", "column", "text", "value"),
    [
        (Inspection, "sort", "部门联合抽查", "joint"),
        (Inspection, "sort", "跨部门“双随机”", "joint"),
        (Inspection, "sort", "内部抽查", "department"),
        (Inspection, "objects", "企业", "market"),
        (Inspection, "objects", "非市场主体", "other"),
        (Inspection, "objects", "个体工商户（含农合）", "individual"),
        (Inspection, "risk", "是", "platform"),
        (Inspection, "risk", "无", "none"),
        (Inspection, "risk", "否", "none"),
        (Inspection, "risk", "不是", "none"),
        (Inspection, "risk", "未使用平台信用风险分类", "none"),
        (Inspection, "risk", "已运用平台信用风险分类", "platform"),
        (PlanItem, "grade", "重点", "key"),
        (PlanItem, "adjusted", "已取消", "cancelled"),
        (PlanItem, "adjusted", "未调整", ""),
        (PlanItem, "adjusted", "无变更", ""),
        (Member, "sort", "市直部门", "departments"),
        (Member, "sort", "县区", "counties"),
        (Activity, "kind", "培训班", "training"),
        (Activity, "leader", "√", True),
        (Activity, "leader", "没有", False),
        (Duty, "state", "尚未完成", "failed"),
        (Duty, "state", "没有完成", "failed"),
        (Duty, "state", "按时完成", "done"),
        (Duty, "state", "正在推进", "under-way"),
        (Receipt, "state", "退回", "returned"),
    ],
)
def test_a_choice_is_known_by_what_offices_write_for_it(
    kind: type, column: str, text: str, value: object
) -> None:
    assert read(kind, **{column: text}) == {column: value}


def test_names_are_parted_and_a_list_in_brackets_is_no_name_s_end() -> None:
    got = read(Inspection, partners="税务局、公安局（治安、交警）\n城管局;税务局")
    assert got == {"partners": "税务局、公安局（治安，交警）、城管局"}
    row = read_row(Inspection, {**got, "title": "x", "sort": "joint"})
    assert row.partners == ("税务局", "公安局（治安，交警）", "城管局")


def test_words_lose_what_only_lays_them_out() -> None:
    got = read(Inspection, number="ＪＨ－０１", title="  食品\n（流通） 抽查　2022 ")
    assert got == {"number": "JH-01", "title": "食品 （流通） 抽查 2022"}


@pytest.mark.parametrize("text", ["", "  ", "　", "-", "—", "——", "/", "无"])
@pytest.mark.parametrize(
    "column", ["because", "scheme", "by", "lead", "plan", "number", "ended", "drawn", "partners"]
)
def test_a_blank_cell_says_nothing_and_neither_does_a_stroke(column: str, text: str) -> None:
    """客观原因“无” excuses nothing, 抽查方案“无” is no scheme, 所属县区“/” no county."""
    assert read(Inspection, **{column: text}) == {}


@pytest.mark.parametrize("text", ["无", "没有", " 无 "])
@pytest.mark.parametrize("column", ["problems", "followed", "poor", "penalised", "unfiled"])
def test_none_of_what_may_well_be_none_is_nought(column: str, text: str) -> None:
    assert read(Inspection, **{column: text}) == {column: 0}
    assert read(Activity, absent=text) == {"absent": 0}


@pytest.mark.parametrize("text", ["/", "—", "-", ""])
def test_a_stroke_is_no_nought(text: str) -> None:
    assert read(Inspection, problems=text) == {}


@pytest.mark.parametrize("text", ["—", "/", "-"])
@pytest.mark.parametrize("column", ["sort", "objects", "risk"])
def test_a_stroke_chooses_nothing(column: str, text: str) -> None:
    assert read(Inspection, **{column: text}) == {}


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", "=A1+1", '=VLOOKUP(A1,"x",2)'])
@pytest.mark.parametrize("column", ["title", "ended", "noticed", "drawn", "sort", "partners"])
def test_a_formula_without_its_result_is_refused(column: str, text: str) -> None:
    got = fault(Inspection, **{column: text})
    assert (got.text, got.why.endswith("是没有结果的公式，请在 Excel 里改成它的结果")) == (
        text,
        True,
    )


@pytest.mark.parametrize(
    ("kind", "column", "text", "heading", "why"),
    [
        (Inspection, "drawn", "2022-08-03", "抽取户数", "“2022-08-03”要写成不小于 0 的整数"),
        (Inspection, "drawn", "-3", "抽取户数", "要写成不小于 0 的整数"),
        (Inspection, "drawn", "90%", "抽取户数", "要写成不小于 0 的整数"),
        (Inspection, "ended", "12", "结束日期", "“12”不是日期"),
        (Inspection, "ended", "2022年8月", "结束日期", "没有写是哪一天"),
        (Inspection, "ended", "2022-02-30", "结束日期", "没有“2022-02-30”这一天"),
        (Inspection, "noticed", "2022-08-03", "检查通知时间", "没有写几点几分"),
        (
            Inspection,
            "sort",
            "例行检查",
            "抽查类型",
            "看不出是哪一种，可以写：部门内抽查、部门联合",
        ),
        (Inspection, "title", "长" * 20_001, "抽查任务", "文字太长：20001 字"),
        (Inspection, "title", "食\x00品", "抽查任务", "控制字符"),
        (Inspection, "partners", "、".join(["长" * 19_999] * 2) + "短", "参与部门", "文字太长"),
        (Inspection, "partners", "张 三丰", "参与部门", "看不出有几个名字"),
        (PlanItem, "year", "22", "年度", "年度要写 1990 到 2200"),
        (PlanItem, "year", "明年", "年度", "要写成不小于 0 的整数"),
        (Activity, "kind", "未定", "类型", "看不出是哪一种"),
        (Activity, "leader", "可能", "分管领导参加", "请写“是”或“否”"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_cell(
    kind: type, column: str, text: str, heading: str, why: str
) -> None:
    got = fault(kind, **{column: text})
    assert (got.heading, got.text) == (heading, text)
    assert why in got.why


def test_every_cell_that_is_wrong_is_told() -> None:
    got = read_cells(columns_of(Inspection), {"title": "甲", "drawn": "x", "ended": "y"}, YEAR)
    assert got.values == {"title": "甲"}
    assert [(one.heading, one.text) for one in got.faults] == [("抽取户数", "x"), ("结束日期", "y")]


def test_a_day_without_a_year_needs_one() -> None:
    got = read_cells(columns_of(Inspection), {"ended": "8月3日"}, None)
    assert "没有写年份" in got.faults[0].why


WRITTEN = st.one_of(
    st.text(max_size=12),
    st.text("0123456789年月日-/:.%，、（）()户 　无是否未已=#", max_size=12),
    st.sampled_from(
        ["2022年8月3日", "44776", "联合", "企业", "√", "90%", "0.9", "#N/A", "甲、乙（丙、丁）"]
    ),
    st.dates().map(str),
    st.datetimes().map(str),
    st.integers().map(str),
)


@st.composite
def cells(draw: st.DrawFn) -> tuple[type, tuple[Column, ...], dict[str, str]]:
    kind = draw(st.sampled_from([one.row for one in LEDGERS.values()]))
    columns = columns_of(kind)
    names = st.sampled_from([one.name for one in columns])
    return kind, columns, draw(st.dictionaries(names, WRITTEN, max_size=8))


@given(cells(), st.none() | st.integers(1990, 2200))
def test_whatever_a_row_says_it_is_read_or_refused_and_reads_as_it_shows(
    drawn: tuple[type, tuple[Column, ...], dict[str, str]], year: int | None
) -> None:
    kind, columns, said = drawn
    got = read_cells(columns, said, year)
    headings = {one.heading for one in columns}
    for one in got.faults:
        assert one.heading in headings
        assert one.text in said.values()
        assert one.why
    defaults = {"title": "x", "no": "x", "sort": "joint", "kind": "meeting", "held": "2022-01-01"}
    defaults |= {"name": "x", "report": "x", "due": "2022-01-01", "duty": "x", "state": "done"}
    wanted = {one.name for one in columns if one.wanted}
    values = {name: value for name, value in {**defaults, "year": 2022}.items() if name in wanted}
    if kind is Member:
        values["sort"] = "counties"
    row: object = read_row(kind, values | dict(got.values))
    shown = {name: text for name, text in shown_row(row).items() if text and name in got.values}
    again = read_cells(columns, shown, year)
    assert again.faults == ()
    assert read_row(kind, values | dict(got.values) | dict(again.values)) == row
