"""Which cell takes what of a pasted block, which cannot, and why."""

from pathlib import Path

from desktop.viewmodels.pasted_column import Spot, clear_plan, fill_plan, paste_plan
from tests.viewmodels.tabling import tabled, told

TOP = [Spot(0, 0)]


def test_a_column_goes_down_from_the_chosen_cell(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        plan = paste_plan((("3",), ("",), ("0",)), one.table.rows, TOP)
    assert told(plan) == [("甲科", "3", "{'count': 3}"), ("丙科", "0", "{'count': 0}")]
    assert [cell.spot for cell in plan.cells] == [Spot(0, 0), Spot(2, 0)]
    assert (len(plan.taken), plan.blank, plan.overwritten) == (2, 1, 0)


def test_a_block_goes_to_the_right_as_well(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        plan = paste_plan((("1", "12"), ("2", "11")), one.table.rows, [Spot(1, 0)])
    assert told(plan) == [
        ("乙科", "1", "{'count': 1}"),
        ("乙科", "12", "{'actual': 12}"),
        ("丙科", "2", "{'count': 2}"),
        ("丙科", "11", "{'actual': 11}"),
    ]


def test_one_value_goes_into_every_chosen_cell(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        plan = paste_plan((("2",),), one.table.rows, [Spot(0, 0), Spot(2, 0)])
    assert [(cell.unit, cell.fact) for cell in plan.taken] == [
        ("甲科", {"count": 2}),
        ("丙科", {"count": 2}),
    ]


def test_each_cell_that_cannot_be_taken_is_named(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.lock("u-c")
        one.record("u-b", "two-late", {"items": [{}]})
        plan = paste_plan((("三",), ("2",), ("2",)), one.table.rows, TOP)
    assert told(plan) == [
        ("甲科", "三", "请填整数，例如 3，现在是“三”"),
        ("乙科", "2", "这一条逐件记录了 1 件，请到表单里逐件修改"),
        ("丙科", "2", "已经定稿，不能再改；需要改时请先撤销定稿并写明理由"),
    ]
    assert {cell.label for cell in plan.cells} == {"序号20①迟报"}
    assert (len(plan.refused), plan.taken) == (3, ())


def test_what_reaches_beyond_the_table_is_named(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        plan = paste_plan((("1", "9", "甲"), ("2",)), one.table.rows, [Spot(2, 0)])
    assert told(plan) == [
        ("丙科", "1", "{'count': 1}"),
        ("丙科", "9", "{'actual': 9}"),
        ("丙科", "甲", "超出了评分标准的列；得分和总分由程序算出，不能粘贴"),
        ("第 2 行", "2", "第 2 行超出了表格，没有对应的单位"),
    ]


def test_a_heading_above_one_value_a_unit_is_left_out(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        plan = paste_plan((("迟报",), ("1",), ("2",), ("3",)), one.table.rows, TOP)
        none = paste_plan((("4",), ("1",), ("2",), ("3",)), one.table.rows, TOP)
    assert told(plan) == [
        ("第 1 行", "迟报", "当作表头，不粘贴"),
        ("甲科", "1", "{'count': 1}"),
        ("乙科", "2", "{'count': 2}"),
        ("丙科", "3", "{'count': 3}"),
    ]
    assert [cell.unit for cell in none.cells] == ["甲科", "乙科", "丙科", "第 4 行"]


def test_rows_that_name_their_units_go_to_them(tmp_path: Path) -> None:
    block = (("单位", "迟报"), ("丙 科", "3"), ("甲科", "1"), ("甲科", "2"), ("丁科", "4"))
    with tabled(tmp_path) as one:
        plan = paste_plan(block, one.table.rows, TOP)
    assert told(plan) == [
        ("单位", "迟报", "本批次里没有这个单位"),
        ("丙科", "3", "{'count': 3}"),
        ("甲科", "1", "{'count': 1}"),
        ("甲科", "2", "这个单位在粘贴的内容里出现了两次，用的是前一次"),
        ("丁科", "4", "本批次里没有这个单位"),
    ]


def test_what_is_recorded_already_is_told_apart(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", "two-late", {"count": 1})
        one.record("u-b", "two-late", {"count": 1})
        plan = paste_plan((("1",), ("2",), ("3",)), one.table.rows, TOP)
    assert (plan.same, plan.overwritten, len(plan.taken)) == (1, 1, 2)


def test_what_is_copied_from_a_fixed_cell_back_onto_it_is_no_change(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", "two-late", {"items": [{}, {}]})
        plan = paste_plan((("2 份",), ("1",)), one.table.rows, TOP)
    assert (plan.same, len(plan.refused), len(plan.taken)) == (1, 0, 1)


def test_filling_takes_the_topmost_of_each_column(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", "two-late", {"count": 2})
        one.record("u-a", "two-short", {"actual": 11})
        spots = [Spot(row, column) for row in range(3) for column in range(2)]
        plan = fill_plan(one.table.rows, spots)
        below = fill_plan(one.table.rows, [Spot(1, 0)])
        above_all = fill_plan(one.table.rows, [Spot(0, 0)])
        from_open = fill_plan(one.table.rows, [Spot(1, 0), Spot(2, 0)])
    assert told(plan) == [
        ("乙科", "2", "{'count': 2}"),
        ("丙科", "2", "{'count': 2}"),
        ("乙科", "11", "{'actual': 11}"),
        ("丙科", "11", "{'actual': 11}"),
    ]
    assert told(below) == [("乙科", "2", "{'count': 2}")]
    assert above_all.cells == ()
    assert (from_open.cells, from_open.blank) == ((), 1)


def test_clearing_takes_back_what_can_be(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", "two-late", {"count": 2})
        one.record("u-b", "two-late", {"items": [{}]})
        plan = clear_plan(one.table.rows, [Spot(row, 0) for row in range(3)])
    assert [(cell.unit, cell.fact) for cell in plan.taken] == [("甲科", None)]
    assert [cell.unit for cell in plan.refused] == ["乙科"]
    assert plan.same == 1
