"""Ledger imports: real files, each row new, changed, same or refused with its cell; one event, undone at once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.amounts import show_percent
from desktop.domain.ledgers.columns import columns_of, shown_row
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import (
    ACTIVITIES,
    DUTIES,
    INSPECTIONS,
    LEDGERS,
    MEMBERS,
    PLAN,
    RECEIPTS,
    Kept,
)
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.records import OfficeReport, Setting, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.intake.heading_matches import How
from desktop.intake.table_rows import DataRow
from desktop.services.import_rows import RowPlanning
from desktop.services.ledger_imports import keep_import, open_table, summary_of
from desktop.services.ledgers import keep_rows, rows_of, strike_rows
from desktop.services.office import keep_units
from desktop.services.recording import record_finding
from desktop.services.report_calendar import keep_office_reports
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.intake.raw_workbooks import raw_workbook, sheet
from tests.services.building import (
    ME,
    UNITS,
    events_of,
    office_in,
    refused,
    rounds,
)
from tests.services.building import (
    PLAN as PLAN_SCHEME,
)
from tests.services.importing import Table, imported, planned, told, why, written

TODAY = date(2026, 11, 22)
HEADER = ("任务编号", "抽查任务", "抽查类型", "结束日期", "抽取户数", "公示日期")
RUN = ("T-1", "食品抽查", "部门内抽查", "2022-08-03", 12, "2022-08-10")
OTHER = ("T-2", "药品抽查", "部门联合抽查", "2022-08-04", 3, None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def runs(office: Workspace, unit: str | None = None) -> dict[str, Inspection]:
    """The runs that are kept, by their numbers."""
    kept = [one.row for one in rows_of(office, INSPECTIONS, unit)]
    return {one.number: one for one in kept if isinstance(one, Inspection)}


def setting(office: Workspace) -> str:
    with office.reading() as view:
        held = view.get(Setting, "columns.inspections")
        return held.value if held else ""


# -- the four ways a row may stand


def test_nothing_is_written_before_it_is_agreed_to(office: Workspace) -> None:
    before = events_of(office)
    plan = planned(office, INSPECTIONS, [HEADER, RUN, OTHER])
    assert [one.standing for one in plan.rows] == ["new", "new"]
    assert [one.unit for one in plan.rows] == ["甲科", "甲科"]
    assert [one.told for one in plan.rows] == ["食品抽查", "药品抽查"]
    assert (events_of(office), runs(office)) == (before, {})


def test_an_import_is_one_event_and_undone_at_once(office: Workspace) -> None:
    imported(office, INSPECTIONS, [HEADER, RUN])
    before, kept = len(events_of(office)), runs(office)
    changed = [HEADER, (*RUN[:4], 15, None), OTHER, ("T-3", *OTHER[1:])]
    keep_import(office, ME, planned(office, INSPECTIONS, changed))
    [event] = events_of(office)[before:]
    assert event.command == "import-ledger"
    after = runs(office)
    assert {*after} == {"T-1", "T-2", "T-3"}
    assert (after["T-1"].drawn, after["T-1"].published) == (15, date(2022, 8, 10))
    undo(office, ME, None)
    assert runs(office) == kept
    redo(office, ME, None)
    assert runs(office) == after
    undo(office, ME, None)
    undo(office, ME, None)
    assert runs(office) == {}


def test_each_row_says_what_keeping_it_would_do(office: Workspace) -> None:
    imported(office, INSPECTIONS, [HEADER, RUN, OTHER])
    again = [HEADER, RUN, (*OTHER[:4], "三户", None), ("T-2", *RUN[1:]), ("T-4", *RUN[1:])]
    plan = planned(office, INSPECTIONS, again)
    assert [one.standing for one in plan.rows] == ["same", "refused", "changed", "new"]
    assert told(plan.rows[1]) == [
        ("抽取户数", "三户", "“三户”要写成不小于 0 的整数，例如 12"),
    ]
    assert plan.rows[2].changes == (
        ("抽查任务", "药品抽查", "食品抽查"),
        ("抽查类型", "部门联合抽查", "部门内抽查"),
        ("抽取户数", "3", "12"),
        ("结束日期", "2022-08-04", "2022-08-03"),
        ("公示日期", "", "2022-08-10"),
    )
    assert summary_of(plan) == "新增 1 行，修改 1 行，相同 1 行，不能导入 1 行"
    assert (plan.count("new"), len(plan.taken)) == (1, 2)


def test_what_looks_wrong_is_told_and_keeps_nothing_out(office: Workspace) -> None:
    early, ahead = "2022-08-01", "2022-09-01"
    imported(office, INSPECTIONS, [HEADER, RUN, (*OTHER[:5], early)])
    again = [
        HEADER,
        (*RUN[:5], early),
        (*OTHER[:5], None),  # the kept row has the day; what would be kept is doubted
        ("T-4", *RUN[1:5], ahead),
        ("T-5", *RUN[1:3], "八月", 1, early),
    ]
    plan = planned(office, INSPECTIONS, again, today=date(2022, 8, 20))
    assert [one.standing for one in plan.rows] == ["changed", "same", "new", "refused"]
    assert [[it.words for it in one.doubts] for one in plan.rows] == [
        ["公示日期 2022-08-01 早于结束日期 2022-08-03"],
        ["公示日期 2022-08-01 早于结束日期 2022-08-04"],
        ["公示日期 2022-09-01 还没有到"],
        [],
    ]
    told = "新增 1 行，修改 1 行，相同 1 行，其中 3 行有疑点，不能导入 1 行"
    assert summary_of(plan) == told
    keep_import(office, ME, plan)
    assert runs(office)["T-1"].published == date(2022, 8, 1)


def test_a_blank_cell_and_a_column_that_is_not_there_take_nothing_away(office: Workspace) -> None:
    """Nor does what only follows from the rest: a table without 抽查类型 leaves a joint run joint."""
    imported(office, INSPECTIONS, [HEADER, RUN, OTHER])
    before = runs(office)
    plan = planned(office, INSPECTIONS, [HEADER[:2], RUN[:2], OTHER[:2]])
    assert [one.standing for one in plan.rows] == ["same", "same"]
    plan = imported(office, INSPECTIONS, [(*HEADER[:2], "备注"), ("T-2", "药品抽查", "补")])
    assert plan.rows[0].changes == (("备注", "", "补"),)
    assert runs(office) == before | {"T-2": replace(before["T-2"], note="补")}


def test_what_the_table_leaves_blank_is_kept_and_told(office: Workspace) -> None:
    imported(office, INSPECTIONS, [HEADER, RUN, OTHER])
    again = [HEADER, (*RUN[:5], None), (*OTHER[:4], None, "2022-08-20")]
    same, changed = planned(office, INSPECTIONS, again).rows
    assert (same.standing, same.retained) == ("same", (("公示日期", "2022-08-10"),))
    assert (changed.standing, changed.retained) == ("changed", (("抽取户数", "3"),))


def test_what_no_cell_says_is_told_as_assumed(office: Workspace) -> None:
    header = ("任务编号", "抽查任务", "参与部门")
    plan = planned(
        office, INSPECTIONS, [header, ("T-1", "食品抽查", None), ("T-2", "网吧", "公安局")]
    )
    assert [one.assumed for one in plan.rows] == [("sort",), ("sort",)]
    assert summary_of(plan) == "新增 2 行，修改 0 行，2 行的抽查类型未读到，暂定"
    assert planned(office, INSPECTIONS, [HEADER, RUN]).rows[0].assumed == ()


@pytest.mark.parametrize("heading", ["完成时间", "完成日期", "检查完成时间", "办结时间"])
def test_when_a_run_was_done_is_its_end(office: Workspace, heading: str) -> None:
    imported(
        office,
        INSPECTIONS,
        [("任务代码", "任务名称", "任务类别", heading), ("T-1", "食品", "联合", "2022-08-03")],
    )
    run = runs(office)["T-1"]
    assert (run.ended, run.planned, run.sort) == (date(2022, 8, 3), None, "joint")


@pytest.mark.parametrize(("cells", "key"), [(("药店", 12), None), ((20, "1,200户"), "directory")])
def test_words_are_no_count_because_their_heading_resembles_one(
    office: Workspace, cells: tuple[object, ...], key: str | None
) -> None:
    table = [("计划编号", "任务名称", "检查对象"), *((n, "食品", it) for n, it in enumerate(cells))]
    [*_, last] = planned(office, PLAN, table).layout.columns
    assert (last.key, last.guessed) == (key, key is not None)


def test_all_of_it_refused_or_the_same_is_nothing_to_import(office: Workspace) -> None:
    imported(office, INSPECTIONS, [HEADER, RUN])
    plan = planned(office, INSPECTIONS, [HEADER, RUN, ("T-2", None, None, "x", 1, 1)])
    with refused(office.folder) as caught:
        keep_import(office, ME, plan)
    assert caught.value.message == "没有可以导入的行：全部相同或有问题"


def test_two_rows_for_one_thing_are_told_apart(office: Workspace) -> None:
    again = ("Ｔ－１", "另一个", *RUN[2:])
    plan = planned(office, INSPECTIONS, [HEADER, RUN, OTHER, again, ("T-9", *RUN[1:])])
    assert [one.standing for one in plan.rows] == ["new", "new", "refused", "new"]
    assert why(plan.rows[2]) == "和第 2 行是同一件，只能留一行"


def test_of_two_rows_the_one_that_can_be_read_is_kept(office: Workspace) -> None:
    plan = planned(office, INSPECTIONS, [HEADER, (*RUN[:3], "无日子", *RUN[4:]), RUN])
    assert [one.standing for one in plan.rows] == ["refused", "new"]


def test_a_number_is_the_same_however_wide_it_is_written(office: Workspace) -> None:
    imported(office, INSPECTIONS, [HEADER, RUN])
    plan = planned(office, INSPECTIONS, [HEADER, ("ｔ－１", *RUN[1:])])
    assert [one.standing for one in plan.rows] == ["changed"]
    assert plan.rows[0].changes == (("任务编号", "T-1", "t-1"),)


def test_what_must_be_written_is_asked_for(office: Workspace) -> None:
    plan = planned(office, INSPECTIONS, [HEADER, ("T-1", None, None, "2022-08-03", 1, None)])
    assert told(plan.rows[0]) == [("抽查任务", "", "空着，这一列必须填写")]


@pytest.mark.parametrize(
    "words", ["总计：5", "合计（5家）", "共计 5 项", "合计:", "本年累计：1,200", "共12家", "小计"]
)
def test_what_adds_the_rows_up_is_no_row(office: Workspace, words: str) -> None:
    for total in ([words], [None, words, None, None, 15], [words, None, None, None, 15]):
        plan = planned(office, INSPECTIONS, [HEADER, RUN, total])
        assert [one.standing for one in plan.rows] == ["new"]
        assert [one.why for one in plan.skipped] == ["合计行"]


def test_what_an_entry_says_of_its_items_is_no_sum(office: Workspace) -> None:
    table = [("抽查任务", "抽查类型", "检查事项"), ("合计税额抽查", "内部", "共计5项")]
    assert [one.standing for one in planned(office, INSPECTIONS, table).rows] == ["new"]


# -- what cells say


def test_cells_of_every_kind(office: Workspace) -> None:
    header = (*HEADER[:4], "检查通知时间", "抽取户数", "参与部门", "客观原因", "检查结果")
    table = [
        header,
        ("1-1", "真日期", "内部", date(2022, 8, 3), datetime(2022, 8, 2, 9, 30), 12, "", "无", 1),  # noqa: DTZ001  # a cell has no time zone
        ("1-2", "序列号", "内部", 44776, 44775.395833333336, "１２", None, "/", "合格"),
        (
            "1-3",
            "汉字",
            "联合",
            "二〇二二年八月三日",
            "2022年8月2日 9时30分",
            "12户",
            "税务局、城管局",
            "疫情",
            None,
        ),
        ("1-4", "没有年", "联合", "8月3日", "2022/8/2 9:30", "1,200", "税务局;城管局", "—", None),
    ]
    imported(office, INSPECTIONS, table)
    found = runs(office)
    assert {one.ended for one in found.values()} == {date(2022, 8, 3)}
    assert {one.noticed for one in found.values()} == {datetime(2022, 8, 2, 9, 30)}  # noqa: DTZ001  # as above
    assert [found[f"1-{n}"].drawn for n in range(1, 5)] == [12, 12, 12, 1200]
    assert [found[f"1-{n}"].because for n in range(1, 5)] == ["", "", "疫情", ""]
    assert found["1-3"].partners == found["1-4"].partners == ("税务局", "城管局")
    assert (found["1-1"].result, found["1-2"].result) == ("1", "合格")


@pytest.mark.parametrize(
    ("column", "cell", "heading", "words"),
    [
        (1, "=1/0", "抽查任务", "是没有结果的公式"),
        (1, "长" * 20_001, "抽查任务", "文字太长：20001 字，最多 20000 字"),
        (3, "=TODAY()", "结束日期", "是没有结果的公式"),
        (3, "#N/A", "结束日期", "是没有结果的公式"),
        (3, 5, "结束日期", "“5”不是日期"),
        (4, date(2022, 8, 3), "抽取户数", "“2022-08-03”要写成不小于 0 的整数"),
        (4, "90%", "抽取户数", "要写成不小于 0 的整数"),
        (4, 0.9, "抽取户数", "“0.9”要写成不小于 0 的整数"),
        (2, "不清楚", "抽查类型", "看不出是哪一种"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row(
    office: Workspace, column: int, cell: object, heading: str, words: str
) -> None:
    row = [*RUN]
    row[column] = cell
    plan = planned(office, INSPECTIONS, [HEADER, row, OTHER])
    assert [one.standing for one in plan.rows] == ["refused", "new"]
    [(where, _, reason)] = told(plan.rows[0])
    assert where == heading
    assert words in reason


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file_in_either_coding(office: Workspace, tmp_path: Path, coding: str) -> None:
    path = tmp_path / "导出.csv"
    lines = [
        "任务编号,抽查任务,抽查类型,结束日期",
        'T-1,"食品,抽查",联合,２０２２年８月３日',
        "合计,1,,",
    ]
    path.write_bytes("\r\n".join(lines).encode(coding))
    plan = imported(office, INSPECTIONS, path)
    assert (plan.source, plan.sheet, len(plan.skipped)) == ("导出.csv", "导出", 1)
    assert summary_of(plan) == "新增 1 行，修改 0 行，跳过 1 处（合计行）"
    [run] = runs(office).values()
    assert (run.title, run.ended) == ("食品,抽查", date(2022, 8, 3))


def test_a_table_as_offices_lay_it_out(office: Workspace, tmp_path: Path) -> None:
    """A title, a header of two rows, units merged downward, sums, remarks, a column that counts."""
    rows = [
        ("2022年双随机抽查台账",),
        ("序号", "单位", "任务名称", "抽查类型", "公示情况", None, "抽取户数"),
        (None, None, None, None, "日期", "网站", None),
        (1, "甲科", "食品抽查", "内部", "2022-08-10", "信用中国", 3),
        (2, None, "药品抽查", "内部", None, None, 4),
        ("小计", None, None, None, None, None, 7),
        (1, "乙科", "特种设备抽查", "内部", None, None, 5),
        ("合计", None, None, None, None, None, 12),
        ("注：数据截至12月",),
    ]
    merged = ["A1:G1", "E2:F2", "B4:B5", *(f"{one}2:{one}3" for one in "ABCDG")]
    plan = imported(office, INSPECTIONS, written(tmp_path, {"台账": rows}, merged), unit=None)
    assert [(one.number, one.unit, one.standing) for one in plan.rows] == [
        (4, "甲科", "new"),
        (5, "甲科", "new"),
        (7, "乙科", "new"),
    ]
    assert [one.why for one in plan.skipped] == [
        "表头上方的文字",
        "合计行",
        "合计行",
        "备注或填表信息",
    ]
    assert {one.plan for one in runs(office).values()} == {""}  # 序号 is no 计划编号
    assert {one.key: one.how for one in plan.layout.columns if one.key} == {
        "unit": How.SYNONYM,
        "title": How.SYNONYM,
        "sort": How.EXACT,
        "published": How.GROUPED,
        "place": How.GROUPED,
        "drawn": How.EXACT,
    }


def test_what_may_be_blank_for_itself_is_not_taken_from_the_row_above(office: Workspace) -> None:
    """Blank 所属县区 is the city itself, blank 牵头部门 the unit, blank 计划编号 no plan."""
    header = ("任务编号", "抽查任务", "抽查类型", "牵头部门", "所属县区", "计划编号")
    first = ("T-1", "食品抽查", "内部", "税务局", "甲县", "JH-1")
    imported(office, INSPECTIONS, [header, first, ("T-2", "药品抽查", "内部", None, None, None)])
    run = runs(office)["T-2"]
    assert (run.lead, run.by, run.plan) == ("", "", "")


def test_the_sheet_that_says_most_is_read_and_another_may_be_chosen(
    office: Workspace, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        {"说明": [("任务名称", "怎么填")], "一": [HEADER, RUN], "二": [HEADER, RUN, OTHER]},
    )
    plan = planned(office, INSPECTIONS, path)
    assert (plan.sheet, plan.sheets, len(plan.rows)) == ("一", ("说明", "一", "二"), 1)
    assert len(planned(office, INSPECTIONS, path, sheet="二").rows) == 2
    with pytest.raises(Refused, match="没有“三”这张工作表"):
        planned(office, INSPECTIONS, path, sheet="三")


BARE = ("T-1", "食品抽查", "部门内抽查", "2022-08-03", 12)
LOOKED_FOR = "例如：抽查任务、抽查类型、计划编号、任务编号、牵头部门"


def test_a_file_without_a_header_is_refused(office: Workspace, tmp_path: Path) -> None:
    """One sentence: what is wrong, in which file and sheet, and the two ways on."""
    path = written(tmp_path, {"一季度": [BARE, BARE]})
    with pytest.raises(Refused) as caught:
        planned(office, INSPECTIONS, path)
    assert caught.value.message == (
        f"“{path.name}”的工作表“一季度”最上面 30 行里没有列名（表头），认不出各列是什么："
        f"请在数据上面加一行列名再导入，{LOOKED_FOR}；"
        "或者用“填报模板…”存一份“抽查任务”的模板，把数据粘贴进去再导入"
    )
    several = written(tmp_path, {"一": [BARE], "二": [(1, 2), (3, 4)]})
    with pytest.raises(Refused, match=f"^“{several.name}”的 2 张工作表最上面 30 行里都没有列名"):
        planned(office, INSPECTIONS, several)
    with pytest.raises(Refused, match=f"^“{several.name}”的工作表“二”最上面"):
        planned(office, INSPECTIONS, several, sheet="二")
    text = tmp_path / "导出.csv"
    text.write_text("1,2\n3,4\n")
    with pytest.raises(Refused, match=r"^“导出\.csv”最上面 30 行里没有列名"):
        planned(office, INSPECTIONS, text)


def test_a_sheet_merged_into_one_cell_is_refused_at_once(office: Workspace, tmp_path: Path) -> None:
    """LibreOffice keeps the words beneath, where nobody sees them."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>任务名称</v></c><c r="B{n}" t="str"><v>编号</v></c></row>'
        for n in range(1, 2_001)
    )
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts = {"xl/worksheets/sheet1.xml": sheet(cells, merged)}
    path = raw_workbook(tmp_path / "合并.xlsx", "", parts)
    begun = monotonic()
    with pytest.raises(Refused) as caught:
        planned(office, INSPECTIONS, path)
    assert monotonic() - begun < 5  # the reader's own limit is nine
    assert caught.value.message == (
        "“合并.xlsx”的工作表“名单”里没有可以读的行：最多一行有内容，而导入要有一行列名（表头）、"
        "下面至少一行数据；如果整片单元格被合并成了一个，请在 Excel 里取消合并、保存后再导入"
    )
    book = written(tmp_path, {"一": [HEADER], "二": [HEADER]})
    with pytest.raises(Refused, match="的各工作表里没有可以读的行"):
        planned(office, INSPECTIONS, book)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="读取台账文件"):
        open_table(tmp_path / "none.xlsx")


def test_a_row_that_is_only_taken_for_the_header_is_told(office: Workspace) -> None:
    """It may be the first entry; whoever knows the table says it, or its headings."""
    plan = planned(
        office, INSPECTIONS, [("食品抽查", "部门内抽查", "甲科"), ("药品抽查", "内部", "甲科")]
    )
    assert plan.remark == (
        f"第 1 行的列名一个也认不准，暂时当作表头：请在下面逐列选定；如果第 1 行已经是数据，"
        f"请先在它上面加一行列名再导入，{LOOKED_FOR}"
    )
    assert planned(office, INSPECTIONS, [HEADER, RUN]).remark == ""


# -- whose rows


def test_a_unit_is_known_by_each_of_its_names(office: Workspace) -> None:
    units = [
        UnitRecord("u-a", "甲科", aliases=("第一科", "共用")),
        UnitRecord("u-b", "乙科", aliases=("甲科", "共用")),
    ]
    keep_units(office, ME, units)
    names = ("甲　科", "第一科", "乙科", "丁科", "共用", None)
    table = [("单位", *HEADER), *((name, f"T-{n}", *RUN[1:]) for n, name in enumerate(names))]
    # Row 7 is blank: it is merged with the one above.
    plan = planned(office, INSPECTIONS, table)
    assert [(one.unit, one.standing) for one in plan.rows] == [
        ("甲科", "new"),
        ("甲科", "new"),
        ("乙科", "new"),
        ("丁科", "refused"),
        ("共用", "refused"),
        ("共用", "refused"),
    ]
    assert told(plan.rows[3]) == [("单位", "丁科", "名单里没有“丁科”，请先在“设置”里登记")]
    assert why(plan.rows[4]) == "名称和别名对得上几个已有的单位（“甲科”、“乙科”），请核对"


def names_found(office: Workspace, *names: str) -> list[tuple[str, str]]:
    """For each name in the column of units, whose row it is, and else why not."""
    table = [("单位", *HEADER), *((name, f"T-{n}", *RUN[1:]) for n, name in enumerate(names))]
    rows = planned(office, INSPECTIONS, table, unit=None).rows
    return [(one.unit, why(one) if one.faults else "") for one in rows]


def test_a_department_is_found_by_what_it_is_called_for_short(office: Workspace) -> None:
    whole = "望川县市场监督管理局"
    keep_units(office, ME, [UnitRecord("u-m", whole), UnitRecord("u-e", "望川县教育局")])
    said = ("县市场监管局", "望川县市场监管局", "市场监督管理局", "县市监局", whole)
    assert names_found(office, *said) == [(whole, "")] * 5
    for stranger in ("河湾县市场监管局", "市市场监管局", "望川县教育体育局", "望川县"):
        [(unit, refused)] = names_found(office, stranger)
        assert (unit, refused) == (stranger, f"名单里没有“{stranger}”，请先在“设置”里登记")


@pytest.mark.parametrize("stamp", ["（盖章）", "（公章）", "(签章)", "（单位盖章）", " 盖章"])
def test_the_place_for_a_stamp_is_no_part_of_a_name(office: Workspace, stamp: str) -> None:
    whole = "望川县教育局"
    keep_units(office, ME, [UnitRecord("u-m", whole), UnitRecord("u-e", "望川县水利局")])
    said = (f"{whole}{stamp}", f"县教育局{stamp}")
    assert names_found(office, *said) == [(whole, "")] * 2
    table = [("单位", *HEADER, "牵头部门"), ("水利局", *RUN, f"{whole}{stamp}")]
    imported(office, INSPECTIONS, table, unit=None)
    assert runs(office)["T-1"].lead == whole


def test_what_may_be_several_is_refused_with_their_names(office: Workspace) -> None:
    names = ("望川县教育局", "河湾县教育局", "望川县文化和旅游局", "望川县文化广电和旅游局")
    keep_units(office, ME, [UnitRecord(f"u-{n}", name) for n, name in enumerate(names)])
    either = "可能是几个单位（“{}”、“{}”），看不出是哪一个，请写全称"
    told = either.format(*names[:2])
    culture = either.format(*names[2:])
    assert names_found(office, "县教育局", "教育局", "望川县文旅局", "河湾县 教育局") == [
        ("县教育局", f"“县教育局”{told}"),
        ("教育局", f"“教育局”{told}"),
        ("望川县文旅局", f"“望川县文旅局”{culture}"),
        ("河湾县教育局", ""),
    ]


def test_a_unit_without_a_place_is_not_that_of_two_places(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-m", "县教育局")])
    found = names_found(office, "望川县教育局", "河湾县教育局", "云川市望川县教育局", "县教育局")
    assert [unit for unit, _ in found] == ["县教育局", "河湾县教育局", "县教育局", "县教育局"]
    assert found[1][1] == (
        "“县教育局”没有写明是哪里的，前面已经对应“望川县”的，这里又是“河湾县”的，请核对"
    )


def test_a_short_name_in_a_row_is_that_of_the_row_s_own_place(office: Workspace) -> None:
    """Another county's 县教育局 is not ours; whoever is known is kept under the whole name."""
    names = ("望川县教育局", "河湾县", "望川县公安局", "市公安局", "望川县文旅局")
    keep_units(office, ME, [UnitRecord(f"u-{n}", name) for n, name in enumerate(names)])
    row = (*OTHER[:1], "联合", *OTHER[2:])

    def kept(unit: str, lead: str, partners: str) -> tuple[str, str, tuple[str, ...]]:
        [one] = planned(office, INSPECTIONS, [JOINT, (*row, lead, partners)], unit=unit).rows
        assert one.kept is not None
        run = one.kept.row
        assert isinstance(run, Inspection)
        return one.unit, run.lead, run.partners

    ours = ("望川县教育局", "望川县教育局", ("望川县公安局", "市公安局", "县税务局"))
    assert kept("u-2", "县教育局", "公安局、市公安局、县税务局") == ours
    theirs = ("河湾县", "县教育局", ("县公安局", "河湾县公安局"))
    assert kept("u-1", "县教育局", "县公安局、河湾县公安局") == theirs
    more = [UnitRecord("u-x", "望川县文化和旅游局"), UnitRecord("u-y", "望川县文化旅游局")]
    keep_units(office, ME, more)
    table = [JOINT, (*row, "县教育局", "县公安局、县文化与旅游局")]
    [refused] = planned(office, INSPECTIONS, table, unit="u-0").rows
    assert told(refused)[0][:2] == ("参与部门", "县公安局、县文化与旅游局")
    assert "“望川县文化和旅游局”" in why(refused)


def test_without_a_unit_column_it_is_the_chosen_unit_or_whoever_leads(office: Workspace) -> None:
    header = (*HEADER, "牵头部门")
    table = [header, (*RUN, "乙科"), (*OTHER, None), ("T-3", *RUN[1:], "税务局")]
    plan = planned(office, INSPECTIONS, table, unit=None)
    assert [(one.unit, one.standing) for one in plan.rows] == [
        ("乙科", "new"),
        ("", "refused"),
        ("", "refused"),
    ]
    assert why(plan.rows[1]) == "没有写是哪个单位的台账"
    assert why(plan.rows[2]) == "名单里没有“税务局”，请先在“设置”里登记"
    assert {one.unit for one in planned(office, INSPECTIONS, table).rows} == {"甲科"}
    with pytest.raises(Refused, match="选定的单位已不在名单里"):
        planned(office, INSPECTIONS, table, unit="u-x")


def test_the_same_number_in_another_unit_is_another_row(office: Workspace) -> None:
    imported(office, INSPECTIONS, [HEADER, RUN])
    plan = imported(office, INSPECTIONS, [HEADER, RUN], unit="u-b")
    assert [one.standing for one in plan.rows] == ["new"]
    assert len(rows_of(office, INSPECTIONS)) == 2


JOINT = (*HEADER, "牵头部门", "参与部门")


def test_a_joint_row_goes_to_whoever_leads(office: Workspace) -> None:
    """It is kept once, however many of those who take part hand it in."""
    row = (*OTHER, "乙科", "甲科、税务局")
    assert [one.unit for one in imported(office, INSPECTIONS, [JOINT, row]).rows] == ["乙科"]
    assert (len(runs(office, "u-b")), runs(office, "u-a")) == (1, {})
    for unit in ("u-a", "u-b", "u-c"):
        plan = planned(office, INSPECTIONS, [JOINT, row], unit=unit)
        assert [(one.unit, one.standing) for one in plan.rows] == [("乙科", "same")]


def test_a_joint_row_that_a_partner_has_already_is_not_kept_twice(office: Workspace) -> None:
    row = (*OTHER, "税务局", "甲科、乙科")  # who leads it is not assessed
    imported(office, INSPECTIONS, [JOINT, row])
    plan = planned(office, INSPECTIONS, [JOINT, row], unit="u-b")
    assert [(one.unit, one.standing) for one in plan.rows] == [("甲科", "same")]
    unlike = (*OTHER[:4], 99, "2022-08-09", None, "乙科")
    plan = planned(office, INSPECTIONS, [JOINT, unlike], unit="u-b")
    assert why(plan.rows[0]) == (
        "“甲科”的台账里已有这件联合抽查，参与部门、抽取户数、公示日期不同，请核对后在那里修改"
    )
    # Whoever is not named in it has its own.
    plan = planned(office, INSPECTIONS, [JOINT, row], unit="u-c")
    assert [(one.unit, one.standing) for one in plan.rows] == [("丙科", "new")]
    other = ("T-2", "别的抽查", *row[2:])
    plan = planned(office, INSPECTIONS, [JOINT, other], unit="u-b")
    assert [(one.unit, one.standing) for one in plan.rows] == [("乙科", "new")]


def test_a_joint_row_that_two_partners_list_in_one_file_is_kept_once(office: Workspace) -> None:
    row = (*OTHER, "税务局", "甲科、乙科")
    table = [("单位", *JOINT), ("甲科", *row), ("乙科", *row)]
    plan = planned(office, INSPECTIONS, table, unit=None)
    assert [one.standing for one in plan.rows] == ["new", "refused"]
    assert why(plan.rows[1]) == "和第 2 行是同一件，只能留一行"


DATED = ("任务编号", "抽查任务", "计划编号", "计划完成日期", "结束日期", "抽取户数")


def test_numbers_that_begin_anew_every_year_leave_the_year_before_alone(office: Workspace) -> None:
    last = ("1", "食品抽查", "1", "2021-06-30", "2021-06-20", 5)
    imported(office, INSPECTIONS, [DATED, last])
    this = ("1", "药品抽查", "1", "2022-06-30", "2022-06-20", 6)
    plan = imported(office, INSPECTIONS, [DATED, this])
    assert [one.standing for one in plan.rows] == ["new"]
    titled = [(None, *one[1:]) for one in (last, this)]
    plan = planned(office, INSPECTIONS, [DATED, *titled])
    assert [one.standing for one in plan.rows] == ["same", "same"]
    plan = planned(office, INSPECTIONS, [DATED, ("1", "食品抽查", "1", None, None, 7)])
    assert why(plan.rows[0]) == "和台账里的 2 件都对得上，看不出是哪一件，请写明日期"


def test_runs_of_one_title_are_told_apart_by_their_days(office: Workspace) -> None:
    table = [
        DATED,
        (None, "食品抽查", None, None, "2022-03-20", 1),
        (None, "食品抽查", None, None, "2022-06-20", 2),
        (None, "食品抽查", None, None, "2022-06-20", 3),
    ]
    plan = imported(office, INSPECTIONS, table)
    assert [one.standing for one in plan.rows] == ["new", "new", "refused"]
    assert why(plan.rows[2]) == "和第 3 行是同一件，只能留一行"
    plan = planned(office, INSPECTIONS, [*table[:3], (None, "食品抽查", None, None, None, 9)])
    assert [one.standing for one in plan.rows] == ["same", "same", "refused"]
    assert why(plan.rows[2]) == (
        "和台账里的 2 件都对得上，看不出是哪一件，请写明任务编号或计划编号或计划完成日期或"
        "开始日期或结束日期"
    )


def test_a_run_that_the_file_lists_twice_with_other_days_is_two(office: Workspace) -> None:
    """The day of ending alone is a correction of what is kept, and in one file another run."""
    imported(office, INSPECTIONS, [DATED, (None, "食品抽查", "1", "2022-06-30", "2022-06-01", 1)])
    later = (None, "食品抽查", "1", "2022-06-30", "2022-06-02", 1)
    [row] = planned(office, INSPECTIONS, [DATED, later]).rows
    assert (row.standing, row.changes) == ("changed", (("结束日期", "2022-06-01", "2022-06-02"),))
    third = (*later[:4], "2022-06-03", 1)
    rows = imported(office, INSPECTIONS, [DATED, later, third]).rows
    assert [one.standing for one in rows] == ["changed", "new"]
    rows = planned(office, INSPECTIONS, [DATED, third, later]).rows
    assert [one.standing for one in rows] == ["same", "same"]


def test_what_was_entered_without_number_or_lead_is_known_again(office: Workspace) -> None:
    imported(office, INSPECTIONS, [DATED, (None, "食品抽查", "1", "2022-06-30", None, None)])
    table = [(*DATED, "发起部门"), ("T-8", "食品抽查", "1", "2022-06-30", "2022-06-20", 4, "甲科")]
    plan = imported(office, INSPECTIONS, table)
    assert [one.standing for one in plan.rows] == ["changed"]
    assert [*runs(office)] == ["T-8"]
    assert [one.standing for one in planned(office, INSPECTIONS, table).rows] == ["same"]


def test_a_joint_run_of_another_year_is_another(office: Workspace) -> None:
    row = ("T-2", "药品抽查", "部门联合抽查", "2021-08-04", 3, None, "税务局", "甲科、乙科")
    imported(office, INSPECTIONS, [JOINT, row])
    this = (*row[:3], "2022-08-04", *row[4:])
    plan = planned(office, INSPECTIONS, [JOINT, this], unit="u-b")
    assert [(one.unit, one.standing) for one in plan.rows] == [("乙科", "new")]


def test_plans_are_known_by_year_and_number(office: Workspace) -> None:
    header = ("序号", "任务名称", "抽查类型", "完成时限")
    table = [header, (1, "食品抽查", "内部", "11月30日"), (2, "药品抽查", "内部", "2022-12-01")]
    imported(office, PLAN, table)
    plan = planned(office, PLAN, [*table[:2], (2, "药品抽查", "内部", "2022-12-02")])
    assert [one.standing for one in plan.rows] == ["same", "changed"]
    year = ("年度", *header)
    plan = planned(office, PLAN, [year, ("2023年度", *table[1])])
    assert [one.standing for one in plan.rows] == ["new"]
    assert [one.row.on for one in plan.taken] == [date(2022, 11, 30)]


def test_documents_and_members_are_known_again(office: Workspace) -> None:
    papers = [
        ("编号", "类型", "日期", "名称", "文号"),
        (1, "会议", "2022-03-01", "部署会", "无"),
        (2, "会议", "2022-06-01", "推进会", "无"),
        (3, "文件", "2022-06-02", "方案", "发〔2022〕1号"),
    ]
    imported(office, ACTIVITIES, papers)
    plan = planned(office, ACTIVITIES, [papers[0], (1, *papers[2][1:]), (2, *papers[3][1:])])
    assert [one.standing for one in plan.rows] == ["same", "same"]
    members = [("成员单位", "类别"), ("税务局", "部门"), ("甲县", "县区")]
    imported(office, MEMBERS, members)
    plan = planned(office, MEMBERS, [("成员单位",), ("税 务局",), ("甲县",), ("乙县",)])
    assert [one.standing for one in plan.rows] == ["changed", "same", "new"]
    assert plan.rows[0].changes == (("成员单位", "税务局", "税 务局"),)


# -- what a ledger keeps by its id


MONTHLY = f"{PLAN_SCHEME}/monthly"


def receipts(office: Workspace) -> list[tuple[str, date, date | None]]:
    found = [one.row for one in rows_of(office, RECEIPTS)]
    return sorted((one.report, one.due, one.received) for one in found if isinstance(one, Receipt))


@pytest.mark.parametrize(
    ("name", "due", "on"),
    [
        ("部门“双随机、一公开”监管工作月报表", "2022-03-20", (MONTHLY, date(2022, 3, 20))),
        ("部门双随机、一公开监管工作月报表", date(2022, 3, 20), (MONTHLY, date(2022, 3, 20))),
        ("《监管工作月报表》", "2022年3月20日", (MONTHLY, date(2022, 3, 20))),
        ("监管工作月报表", "3月", (MONTHLY, date(2022, 3, 20))),
        ("监管工作月报表", "2022年3月份", (MONTHLY, date(2022, 3, 20))),
        ("3月月报", None, (MONTHLY, date(2022, 3, 20))),
        ("三月份月报", None, (MONTHLY, date(2022, 3, 20))),
        ("2022年3月月报", "/", (MONTHLY, date(2022, 3, 20))),
        ("2月月报", "2022-03-20", (MONTHLY, date(2022, 3, 20))),  # the day says which one it is
        (MONTHLY, "2022-12-20", (MONTHLY, date(2022, 12, 20))),
        ("全年工作落实情况", None, (f"{PLAN_SCHEME}/annual", date(2022, 12, 20))),
        ("年报", None, (f"{PLAN_SCHEME}/annual", date(2022, 12, 20))),
        ("一季度工作落实情况", None, (f"{PLAN_SCHEME}/quarter-1", date(2022, 4, 5))),
        ("季报", "7月", (f"{PLAN_SCHEME}/quarter-2", date(2022, 7, 1))),
        ("工作落实情况", "2022-10-08", (f"{PLAN_SCHEME}/quarter-3", date(2022, 10, 8))),
    ],
)
def test_a_report_is_found_in_the_calendar(
    office: Workspace, name: str, due: object, on: tuple[str, date]
) -> None:
    table = [("材料名称", "应报日期", "报送日期"), (name, due, "2022-03-18")]
    plan = imported(office, RECEIPTS, table)
    assert receipts(office) == [(*on, date(2022, 3, 18))]
    assert plan.rows[0].told.endswith(("月报表", "工作落实情况"))
    assert [one.standing for one in planned(office, RECEIPTS, table).rows] == ["same"]


@pytest.mark.parametrize(
    ("name", "due", "heading", "words"),
    [
        (
            "安全生产简报",
            "2022-03-20",
            "报送事项",
            "“甲科”的报送安排里没有“安全生产简报”，有：部门“双随机",
        ),
        ("月报", "2022-03-21", "应报日期", "这一项没有这一次，应报日期是：2022-01-20、2022-02-20"),
        ("年报", "3月", "应报日期", "应报日期是：2022-12-20"),
        ("月报", None, "报送事项", "“月报”看不出是哪一次，请写明名称和应报日期"),
        (
            "季报",
            None,
            "报送事项",
            "一季度工作落实情况（2022-04-05）、二季度工作落实情况（2022-07-01）",
        ),
        ("12月", None, "报送事项", "看不出是哪一次"),
        ("月报", "2021-03-20", "报送事项", "2021 年没有要“甲科”报送的材料，请先设置报送安排"),
        ("2021年3月月报", None, "报送事项", "2021 年没有要“甲科”报送的材料"),
        ("3月月报", "尽快", "应报日期", "“尽快”不是日期"),
        ("", "2022-03-20", "报送事项", "空着，这一列必须填写"),
        ("《》", "2022-03-20", "报送事项", "报送安排里没有“《》”"),
    ],
)
def test_a_report_that_is_not_in_the_calendar_is_refused_with_what_is(
    office: Workspace, name: str, due: object, heading: str, words: str
) -> None:
    plan = planned(office, RECEIPTS, [("材料名称", "应报日期", "备注"), (name, due, "x")])
    [(where, _, reason)] = told(plan.rows[0])
    assert where == heading
    assert words in reason


def test_the_office_s_own_reports_are_found_for_those_who_owe_them(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-a", "甲科", groups=("一组",))])
    own = OfficeReport("", "信息简报", ("5",), "last", "year", ("一组",))
    keep_office_reports(office, ME, [own])
    table = [("单位", "报送材料"), ("甲科", "信息简报"), ("乙科", "信息简报")]
    plan = imported(office, RECEIPTS, table, unit=None)
    assert [one.standing for one in plan.rows] == ["new", "refused"]
    assert receipts(office)[0][1] == date(2022, 5, 31)
    assert "“乙科”的报送安排里没有“信息简报”" in why(plan.rows[1])


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("健全完善制度机制（调整领导机构、出台年度方案、完善一单两库一细则）", "mechanisms"),
        ("健全完善制度机制", "mechanisms"),
        ("二（一）", "mechanisms"),
        ("二(五)", "publicity"),
        (f"{PLAN_SCHEME}/procedures", "procedures"),
        ("抽查检查结果公示率", "publication-rate"),
        ("后续监管到位", "follow-up"),
    ],
)
def test_a_duty_is_found_in_the_plan(office: Workspace, said: str, found: str) -> None:
    plan = imported(office, DUTIES, [("任务", "完成情况", "完成时间"), (said, "完成", "2月25日")])
    [kept] = rows_of(office, DUTIES)
    assert kept.row.told == f"{PLAN_SCHEME}/{found}"
    assert kept.row.on == date(2022, 2, 25)
    assert "/" not in plan.rows[0].told


@pytest.mark.parametrize(
    ("year", "said", "words"),
    [
        (2022, "二（四）", "“二（四）”不止一项，请写明是哪一项：信用风险分类管理"),
        (2022, "抽查", "“抽查”不止一项"),
        (2022, "植树", "“甲科”的计划里没有“植树”，有：健全完善制度机制"),
        (2021, "植树", "“甲科”2021 年的批次里没有任务和目标"),
    ],
)
def test_a_duty_that_no_plan_has_is_refused_with_what_there_is(
    office: Workspace, year: int, said: str, words: str
) -> None:
    plan = planned(office, DUTIES, [("年度", "任务", "状态"), (year, said, "已完成")])
    [(where, cell, reason)] = told(plan.rows[0])
    assert (where, cell) == ("任务", said)
    assert words in reason


@pytest.mark.parametrize(
    ("heading", "said", "read"),
    [
        ("抽查比例（%）", (5, 3, 1, 0.5, "2.5%"), ("5%", "3%", "1%", "0.5%", "2.5%")),
        ("抽查比例(百分比)", (1, 0.5), ("1%", "0.5%")),
        ("比例％", (1, "百分之三"), ("1%", "3%")),
        ("抽查比例", (5, 1, 0.5, "2.5％"), ("5%", "1%", "0.5%", "2.5%")),
        ("抽查比例", (0.05, 1, "3%"), ("5%", "100%", "3%")),
    ],
)
def test_a_column_of_shares_is_read_in_one_measure(
    office: Workspace, heading: str, said: tuple[object, ...], read: tuple[str, ...]
) -> None:
    rows = [(f"T-{n}", f"抽查{n}", "内部", share) for n, share in enumerate(said)]
    table: Table = [("任务编号", "抽查任务", "抽查类型", heading), *rows]
    choices = {"比例％": "share"} if heading == "比例％" else {}
    imported(office, INSPECTIONS, table, choices=choices)
    found = runs(office)
    shares = (found[number].share or Fraction(0) for number in sorted(found))
    assert tuple(map(show_percent, shares)) == read


def test_what_a_cell_says_is_shown_as_it_stands_there(office: Workspace) -> None:
    table = [("抽查任务", "抽查类型", "抽查比例（%）"), ("食品抽查", "内部", 1)]
    [row] = planned(office, INSPECTIONS, table).rows
    assert row.cells["share"] == "1"
    assert isinstance(row.kept, Kept)
    assert shown_row(row.kept.row)["share"] == "1%"


# -- what is remembered


FOREIGN = ("名目", "档号", "抽查类型", "办结")


def test_what_was_chosen_of_columns_is_remembered_with_the_import(office: Workspace) -> None:
    table = [FOREIGN, ("食品抽查", "T-1", "内部", "2022-08-03")]
    bare = planned(office, INSPECTIONS, table)
    assert [one.standing for one in bare.rows] == ["refused"]
    choices = {"名目": "title", "档 号": "number", "办结": "ended"}
    plan = planned(office, INSPECTIONS, table, choices=choices)
    assert (setting(office), plan.choices) == ("", choices)
    before = len(events_of(office))
    keep_import(office, ME, plan)
    told = [one.command for one in events_of(office)[before:]]
    assert told == ["remember-columns", "import-ledger"]
    assert runs(office)["T-1"].ended == date(2022, 8, 3)
    again = planned(office, INSPECTIONS, table)
    assert [one.standing for one in again.rows] == ["same"]
    assert [one.how for one in again.layout.columns if one.key in choices.values()] == [
        How.REMEMBERED
    ] * 3


def test_undo_takes_the_rows_back_and_forgets_no_column(office: Workspace) -> None:
    table = [FOREIGN, ("食品抽查", "T-1", "内部", "2022-08-03")]
    imported(office, INSPECTIONS, table, choices={"名目": "title"})
    kept, chosen = runs(office), setting(office)
    undo(office, ME, None)
    assert (setting(office), runs(office)) == (chosen, {})
    assert [one.standing for one in planned(office, INSPECTIONS, table).rows] == ["new"]
    redo(office, ME, None)
    assert (setting(office), runs(office)) == (chosen, kept)
    undo(office, ME, None)
    imported(office, INSPECTIONS, table, choices={"名目": "title"})  # nothing new to remember
    assert events_of(office)[-2].command == "undo"


def test_a_choice_can_be_changed_and_columns_left_out(office: Workspace) -> None:
    table = [FOREIGN, ("食品抽查", "T-1", "内部", "2022-08-03")]
    chosen = {"名目": "title", "档号": "number", "办结": "ended"}
    imported(office, INSPECTIONS, table, choices=chosen)
    other = [FOREIGN, ("T-9", "药品抽查", "内部", "2022-08-05")]
    # 档号 is the title now: 名目, which was it, is no more, though nobody said so.
    plan = imported(office, INSPECTIONS, other, choices={"档号": "title", "办结": "started"})
    assert {one.key for one in plan.layout.columns} == {None, "title", "sort", "started"}
    assert "药品抽查" in {one.title for one in runs(office).values()}
    left_out = imported(
        office, INSPECTIONS, [*other, (None, "丙抽查", "内部", None)], choices={"办结": ""}
    )
    assert {one.key for one in left_out.layout.columns} == {None, "title", "sort"}
    assert {one.key for one in planned(office, INSPECTIONS, other).layout.columns} == {
        None,
        "title",
        "sort",
    }


def test_what_another_table_chose_stays(office: Workspace) -> None:
    row = ("食品抽查", "内部")
    imported(office, INSPECTIONS, [("名目", "抽查类型"), row], choices={"名目": "title"})
    other = [("事由", "抽查类型"), ("药品抽查", "内部")]
    imported(office, INSPECTIONS, other, choices={"事由": "title"})
    assert planned(office, INSPECTIONS, [("名目", "抽查类型"), row]).count("same") == 1
    assert planned(office, INSPECTIONS, other).count("same") == 1


def test_nothing_is_remembered_of_an_import_that_is_refused(office: Workspace) -> None:
    table = [FOREIGN, ("食品抽查", "T-1", "内部", "2022-08-03")]
    plan = planned(office, INSPECTIONS, table, choices={"名目": "title"})
    gone = replace(
        plan,
        rows=tuple(
            replace(one, kept=one.kept and one.kept._replace(unit="u-x")) for one in plan.rows
        ),
    )
    with refused(office.folder) as caught:
        keep_import(office, ME, gone)
    assert "不在名单里" in caught.value.message
    assert setting(office) == ""


# -- what happens between looking and agreeing


def test_a_plan_that_the_ledger_has_left_behind_is_refused(office: Workspace) -> None:
    imported(office, INSPECTIONS, [HEADER, RUN])
    plan = planned(office, INSPECTIONS, [HEADER, (*RUN[:4], 15, None)])
    [kept] = rows_of(office, INSPECTIONS)
    assert isinstance(kept.row, Inspection)
    keep_rows(office, ME, INSPECTIONS, [kept._replace(row=replace(kept.row, note="看过"))])
    with refused(office.folder) as caught:
        keep_import(office, ME, plan)
    assert caught.value.message == "台账刚有改动，请重新核对"
    keep_import(office, ME, planned(office, INSPECTIONS, [HEADER, (*RUN[:4], 15, None)]))
    run = runs(office)["T-1"]
    assert (run.drawn, run.note) == (15, "看过")


def test_neither_is_a_struck_row_brought_back_nor_anything_kept_twice(office: Workspace) -> None:
    imported(office, INSPECTIONS, [HEADER, RUN])
    [kept] = rows_of(office, INSPECTIONS)
    changing = planned(office, INSPECTIONS, [HEADER, (*RUN[:4], 15, None)])
    strike_rows(office, ME, [kept.id])
    with refused(office.folder):
        keep_import(office, ME, changing)
    plan = imported(office, INSPECTIONS, [HEADER, RUN])
    with refused(office.folder):
        keep_import(office, ME, plan)
    undone = planned(office, INSPECTIONS, [HEADER, OTHER])
    undo(office, ME, None)
    with refused(office.folder):
        keep_import(office, ME, undone)


def test_a_unit_that_got_another_name_meanwhile_is_looked_at_again(office: Workspace) -> None:
    plan = planned(office, INSPECTIONS, [("单位", *HEADER), ("甲科", *RUN)], unit=None)
    keep_units(office, ME, [UnitRecord("u-a", "新甲科")])
    with refused(office.folder):
        keep_import(office, ME, plan)


def test_a_finding_that_was_recorded_meanwhile_is_no_change(office: Workspace) -> None:
    plan = planned(office, INSPECTIONS, [HEADER, RUN])
    record_finding(office, ME, rounds().section, "study-missed", {"items": [{"note": "第二季度"}]})
    keep_import(office, ME, plan)
    assert len(runs(office)) == 1


# -- whatever a row says


CELLS = st.one_of(
    st.text(max_size=10),
    st.text("0123456789年月日-/:.%，、（）户 无是未=#", max_size=10),
    st.sampled_from(
        ["2022-08-03", "44776", "联合", "内部", "甲科", "乙科、甲科", "3月月报", "二（一）", "年报"]
    ),
    st.sampled_from(UNITS),
)


@st.composite
def foreign_rows(draw: st.DrawFn) -> tuple[str, list[Mapping[str, str]]]:
    ledger = draw(st.sampled_from([*LEDGERS]))
    names = st.sampled_from(["unit", *(one.name for one in columns_of(LEDGERS[ledger].row))])
    return ledger, draw(st.lists(st.dictionaries(names, CELLS, max_size=9), max_size=4))


@pytest.fixture(scope="module")
def kept_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path_factory.mktemp("kept"))) as workspace:
        imported(workspace, INSPECTIONS, [HEADER, RUN, OTHER])
        yield workspace


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(foreign_rows(), st.sampled_from([None, "u-a"]))
def test_any_row_stands_somehow_and_reads_back_as_it_shows(
    kept_office: Workspace, drawn: tuple[str, list[Mapping[str, str]]], unit: str | None
) -> None:
    ledger, rows = drawn
    kind = LEDGERS[ledger]
    entries = [DataRow(number, cells) for number, cells in enumerate(rows, 2)]
    with kept_office.reading() as view:
        found = [*RowPlanning(view, kind, 2022, unit, TODAY).planned(entries)]
    assert [one.number for one in found] == [one.number for one in entries]
    for one in found:
        assert bool(one.faults) == (one.standing == "refused")
        assert (one.kept is None) == (one.standing == "refused")
        if one.kept is None:
            continue
        shown = {name: text for name, text in shown_row(one.kept.row).items() if text}
        with kept_office.reading() as view:
            again = DataRow(9, {**shown, "unit": one.unit})
            [same] = RowPlanning(view, kind, 2022, unit, TODAY).planned([again])
        assert same.faults == ()
        assert same.kept is not None
        assert shown_row(same.kept.row) == shown_row(one.kept.row)
