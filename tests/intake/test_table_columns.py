"""Foreign tables: where the header stands, and which column bears which of our keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.refusals import Refused
from desktop.intake.heading_matches import Heading, How, heading_key
from desktop.intake.pasted_cells import cells_of
from desktop.intake.sheets import Row, filled
from desktop.intake.table_columns import NoHeader, TableColumn, TableLayout, table_layout

KNOWN = (
    Heading("unit", ("单位名称", "检查单位", "牵头单位")),
    Heading("day", ("检查日期", "检查时间", "日期")),
    Heading("published", ("公示日期", "公示时间")),
    Heading("site", ("公示网站", "网站")),
    Heading("count", ("检查户数", "户数")),
)
ALL = {one.key for one in KNOWN}


def rows_of(*lines: str) -> tuple[Row, ...]:
    """A table whose cells are parted by |."""
    return filled(cells_of("\n".join(lines), "|"))


def layout(*lines: str, **remembered: str) -> TableLayout:
    return table_layout(rows_of(*lines), KNOWN, remembered)


def found(got: TableLayout) -> dict[str, tuple[int, How]]:
    """Each key with its place, and how it came there."""
    return {one.key: (one.place, one.how) for one in got.columns if one.key}


def test_headings_are_known_in_any_order_whatever_lays_them_out() -> None:
    got = layout(
        '序号|* 公示日期：|"单　位\n名称"|检查户数（户）|检查时间', "1|2022-8-3|办公室|3|x"
    )
    assert got == TableLayout(
        (1,),
        (
            TableColumn(0, "序号", None, How.NOT),
            TableColumn(1, "* 公示日期：", "published", How.EXACT),
            TableColumn(2, "单　位\n名称", "unit", How.EXACT),
            TableColumn(3, "检查户数（户）", "count", How.EXACT),
            TableColumn(4, "检查时间", "day", How.SYNONYM),
        ),
        ("site",),
    )


def test_groups_stand_over_their_columns() -> None:
    got = layout(
        "某县抽查台账",
        "填报单位：某局||日期：8 月",
        "",
        "序号|单位名称|公示情况||检查情况||备注",
        "||日期|网站|日期|户数|",
        "1|办公室|2022-8-3|x|2022-8-1|3|",
    )
    assert got.header_rows == (4, 5)
    assert [one.heading for one in got.columns] == [
        *(
            "序号",
            "单位名称",
            "公示情况/日期",
            "公示情况/网站",
            "检查情况/日期",
            "检查情况/户数",
            "备注",
        ),
    ]
    assert found(got) == {
        "unit": (1, How.EXACT),
        "published": (2, How.GROUPED),
        "site": (3, How.GROUPED),
        "day": (4, How.GROUPED),
        "count": (5, How.GROUPED),
    }


def test_a_header_may_be_three_rows_deep() -> None:
    got = layout(
        "单位名称|抽查|||备注",
        "|检查||公示|",
        "|日期|户数|日期|",
        "办公室|2022-8-1|3|2022-8-3|",
    )
    assert got.header_rows == (1, 2, 3)
    assert [one.heading for one in got.columns][1:4] == [
        *("抽查/检查/日期", "抽查/检查/户数", "抽查/公示/日期"),
    ]
    assert {key: place for key, (place, _) in found(got).items()} == {
        "unit": 0,
        "day": 1,
        "count": 2,
        "published": 3,
    }


def test_a_group_ends_where_another_column_has_its_own_heading() -> None:
    got = layout("公示情况||单位名称||检查", "日期|网站||其他|日期", "2022-8-3|x|办公室|y|2022-8-1")
    assert [one.heading for one in got.columns] == [
        *("公示情况/日期", "公示情况/网站", "单位名称", "其他", "检查/日期"),
    ]


@pytest.mark.parametrize(
    "above",
    [
        ["某县双随机抽查台账"],
        ["填报单位：某局||日期：8 月"],
        ["（公章）||2022 年第三季度"],
        ["", "某县双随机抽查台账", "", "", "共 3 页"],
        [f"说明{n}。" for n in range(29)],
    ],
)
def test_what_stands_above_a_header_is_none(above: list[str]) -> None:
    got = layout(*above, "单位名称|检查日期|公示日期|户数", "办公室|2022-8-1|2022-8-3|3")
    assert got.header_rows == (len(above) + 1,)
    assert [one.heading for one in got.columns] == ["单位名称", "检查日期", "公示日期", "户数"]


def test_rows_of_data_are_no_header() -> None:
    got = layout("单位名称||检查结果", "办公室|好|合格", "人事科|好|未发现问题")
    assert got.header_rows == (1,)
    assert got.columns[1] == TableColumn(1, "", None, How.NOT)


def test_of_two_columns_for_one_key_the_surer_wins_and_then_the_first() -> None:
    got = layout("日期|检查日期|公示时间|公示时间", "a|b|c|d")
    assert found(got) == {"day": (1, How.EXACT), "published": (2, How.SYNONYM)}
    assert [one.key for one in got.columns] == [None, "day", "published", None]


def test_a_heading_in_brackets_keeps_its_sense_where_it_is_ours() -> None:
    known = (Heading("from", ("时间（起）",)), Heading("to", ("时间（止）",)))
    got = table_layout(rows_of("时间(止)|时间(起)", "a|b"), known)
    assert found(got) == {"to": (0, How.EXACT), "from": (1, How.EXACT)}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("公示网站地址", "site"),
        ("检查单位全称", "unit"),
        ("公示日", "published"),
        ("某某公示日期某某", "published"),
        ("很长很长的说明和公示日期", None),  # less than half of it
        ("时间", None),  # two keys are as near
        ("户", None),
    ],
)
def test_a_name_may_be_part_of_a_heading(heading: str, key: str | None) -> None:
    got = layout(f"检查日期|{heading}", "x|y")
    assert (got.columns[1].key, got.columns[1].how) == (key, How.CONTAINED if key else How.NOT)


def test_what_was_chosen_once_is_remembered() -> None:
    lines = ("单位名称|公示 情况|平台|检查日期", "办公室|x|y|z")
    got = layout(*lines, 公示情况="site", 平台="count", 检查日期="", 单位名称="")
    assert found(got) == {"site": (1, How.REMEMBERED), "count": (2, How.REMEMBERED)}
    assert [one.how for one in got.columns if one.key is None] == [How.REMEMBERED] * 2
    assert got.missing == ("unit", "day", "published")


def test_a_choice_of_a_key_that_is_no_more_is_forgotten() -> None:
    assert found(layout("单位名称|检查日期", "x|y", 单位名称="gone"))["unit"] == (0, How.EXACT)


def test_a_choice_is_remembered_under_group_and_heading() -> None:
    lines = ("单位名称|公示||检查|", "|日期|平台|日期|平台", "x|1|y|2|z")
    key = heading_key(layout(*lines).columns[2].heading)
    assert found(layout(*lines, **{key: "site"}))["site"] == (2, How.REMEMBERED)


def test_a_remembered_column_makes_a_header_too() -> None:
    assert layout("某县台账", "平台|甲", "x|y", 平台="site").header_rows == (2,)


def test_a_header_without_anything_known_is_still_found() -> None:
    got = layout("某县台账", "甲项|乙项|丙项", "1|x|y", "2|x|y")
    assert got.header_rows == (2,)
    assert got.missing == tuple(one.key for one in KNOWN)
    assert [one.heading for one in got.columns] == ["甲项", "乙项", "丙项"]


def test_a_header_may_be_chosen() -> None:
    rows = rows_of("公示日期|公示网站", "甲|公示", "乙|日期", "", "1|2")
    assert table_layout(rows, KNOWN, {}, (2,)).header_rows == (2,)
    got = table_layout(rows, KNOWN, {}, (2, 3))
    assert (got.header_rows, got.columns[1].heading) == ((2, 3), "公示/日期")
    with pytest.raises(Refused, match="第 3、4 行里有空行，不能作表头，请重新选择"):
        table_layout(rows, KNOWN, {}, (3, 4))


@pytest.mark.parametrize("lines", [[], ["1|2", "3|4"], ["某县台账"], ["2022-8-3|=A1"]])
def test_without_a_header_it_is_refused(lines: list[str]) -> None:
    with pytest.raises(NoHeader, match="没有找到表头，请在数据上面加一行列名"):
        layout(*lines)


PLANS = (
    Heading("no", ("计划编号", "计划序号", "编号", "序号")),
    Heading("title", ("任务名称",)),
)
RUNS = (Heading("plan", ("计划编号", "计划序号")), Heading("title", ("任务名称",)))
PAPERS = (Heading("number", ("文号", "编号")), Heading("title", ("任务名称",)))
COUNTED = ("1|甲", "2|乙", "一、部门|", "1|丙", "合计|3")


@pytest.mark.parametrize(
    ("known", "lines", "places"),
    [
        (RUNS, ("序号|任务名称", *COUNTED), {"title": 1}),
        (
            RUNS,
            ("序号|任务名称", "JH-1|甲"),
            {"title": 1},
        ),  # 序号 is in 计划序号, and means no plan
        (RUNS, ("计划序号|任务名称", *COUNTED), {"plan": 0, "title": 1}),
        (PLANS, ("序号|任务名称", *COUNTED), {"no": 0, "title": 1}),
        (PLANS, ("序号|任务名称|编号", "1|甲|A-1", "2|乙|A-2"), {"no": 2, "title": 1}),
        (PLANS, ("序号|任务名称|抽查计划编号", "1|甲|A", "2|乙|B"), {"no": 2, "title": 1}),
        (PLANS, ("序号|任务名称|计划编号值", "A|甲|1", "C|乙|2"), {"no": 0, "title": 1}),
        (PLANS, ("编号|任务名称", *COUNTED), {"no": 0, "title": 1}),
        (PAPERS, ("编号|任务名称", *COUNTED), {"title": 1}),  # no document's number is 1, 2, 3
        (PAPERS, ("编号|任务名称", "7|甲"), {"number": 0, "title": 1}),
        (PLANS, ("编号|任务名称", "7|甲", "9|乙"), {"no": 0, "title": 1}),
        (PLANS, ("编号|任务名称", "1.5|甲"), {"no": 0, "title": 1}),
    ],
)
def test_a_column_that_merely_counts_the_rows_means_nothing_where_another_does(
    known: tuple[Heading, ...], lines: tuple[str, ...], places: dict[str, int]
) -> None:
    got = table_layout(rows_of(*lines), known)
    assert {one.key: one.place for one in got.columns if one.key} == places


def test_what_merely_counts_is_still_read_where_someone_chose_it() -> None:
    got = table_layout(rows_of("序号|任务名称", *COUNTED), RUNS, {"序号": "plan"})
    assert found(got) == {"plan": (0, How.REMEMBERED), "title": (1, How.EXACT)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("公示 日期", "公示日期："), ("＊单位名称", "单位名称"), ("ＩＤ", "id"), ("甲\n乙", "甲乙")],
)
def test_layout_makes_no_other_heading(one: str, other: str) -> None:
    assert heading_key(one) == heading_key(other)
    assert heading_key("数量（户）") != heading_key("数量（家）")


def test_very_wide_and_very_long_tables_do_not_keep_anyone_waiting() -> None:
    wide = tuple(Row(n, tuple(f"标题{n}之{c}" for c in range(16_384))) for n in range(1, 35))
    got = table_layout(wide, KNOWN)
    assert len(got.columns) == 256
    table_layout(tuple(Row(n, ("长" * 30_000,) * 300) for n in range(1, 35)), KNOWN[:1], {}, (1,))


NAMES = [name for one in KNOWN for name in one.names]
WORDS = st.sampled_from(
    [*NAMES, "公示情况", "检查", "备注", "办公室", "12", "2022-8-3", "", "合计", "注：x"]
)
TABLES = st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=8)


@given(TABLES, st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*ALL, "", "gone"])))
def test_any_table_has_a_layout_or_is_refused(
    table: list[list[str]], remembered: dict[str, str]
) -> None:
    rows = filled(tuple(tuple(row) for row in table))
    try:
        got = table_layout(rows, KNOWN, remembered)
    except Refused:
        return
    keys = [one.key for one in got.columns if one.key]
    assert len(keys) == len({*keys})
    assert {*keys} | {*got.missing} == ALL
    assert {*keys} & {*got.missing} == set()
    places = [one.place for one in got.columns]
    assert len(places) == len({*places})
    assert {*got.header_rows} <= {row.number for row in rows}
    assert all(one.how for one in got.columns if one.key)


@given(st.permutations([name for one in KNOWN for name in one.names[:1]]), st.integers(0, 29))
def test_our_own_headings_are_always_found(names: list[str], above: int) -> None:
    rows = (*(Row(n, (f"说明 {n}",)) for n in range(1, above + 1)), Row(above + 1, tuple(names)))
    got = table_layout(rows, KNOWN)
    assert (got.header_rows, got.missing) == ((above + 1,), ())
    assert {one.how for one in got.columns} == {How.EXACT}
