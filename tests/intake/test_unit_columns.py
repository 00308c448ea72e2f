"""Which column says what: by the headings of an office, in any order, or by what stands in it."""

import pytest

from desktop.intake.pasted_cells import cells_of
from desktop.intake.sheets import filled
from desktop.intake.unit_columns import Layout, layout_of


def layout(*lines: str) -> Layout | None:
    """The layout of a table whose cells are parted by |."""
    return layout_of(filled(cells_of("\n".join(lines), "|")))


def found(*lines: str) -> Layout:
    got = layout(*lines)
    assert got
    return got


def test_headings_are_known_in_any_order() -> None:
    got = found("人数|简称|单位名称|组别|类别|曾用名", "3|办|办公室|一组|机关|秘书科")
    assert (got.name, got.kind, got.size, got.groups, got.aliases) == (2, 4, 0, (3,), (1, 5))
    assert got.unread == ()
    assert got.header
    assert got.header.number == 1


@pytest.mark.parametrize(
    "heading",
    ["名称", "单位名称", "单位", "被考核单位", " 单 位 名 称 ", "*单位名称：", "单位（部门）"],
)
def test_names_stand_under_many_headings(heading: str) -> None:
    got = found("一|二", f"人员情况|{heading}", "五人|办公室", "六人|人事科")
    assert (got.name, got.header is not None) == (1, True)


@pytest.mark.parametrize("heading", ["科室", "县（市、区）", "乡镇（街道）", "部门"])
def test_some_words_are_headings_only_where_a_header_stands(heading: str) -> None:
    for lines in (
        [heading, "甲科", "乙科"],
        [f"{heading}|情况", "甲科|好"],
        [f"序号|{heading}", "1|甲科"],
    ):
        got = found(*lines)
        assert got.header
        assert got.name == got.header.cells.index(heading)


@pytest.mark.parametrize(
    ("heading", "size"), [("规模（人）", 1), ("编制数(名)", 1), ("人数", 1), ("经费", None)]
)
def test_units_of_measure_are_no_part_of_a_heading(heading: str, size: int | None) -> None:
    assert found(f"单位名称|{heading}", "办公室|3").size == size


def test_the_likeliest_heading_has_the_names() -> None:
    got = found("单位|科室|单位名称", "市局|办公室|市局办公室")
    assert (got.name, got.unread) == (2, ("第 1 列“单位”", "第 2 列“科室”"))


def test_headings_of_which_none_is_a_name_leave_the_first_words() -> None:
    got = found("序号|片区名|人数|备注", "1|城东|3|", "2|城西|4|")
    assert (got.name, got.size, got.unread) == (1, 2, ())


def test_a_kind_is_not_taken_for_a_heading() -> None:
    assert found("部门|县教育局|35", "部门|县财政局|20", "乡镇|城关镇|12").header is None
    assert found("部门|县教育局|35").header is None
    assert found("县教育局|部门|35").header is None


@pytest.mark.parametrize(
    ("lines", "name", "unread"),
    [
        (["办公室", "人事科"], 0, ()),
        (["1|办公室", "2|人事科"], 1, ()),
        (["（1）|办公室", "（2）|人事科"], 1, ()),
        (["①|办公室|3", "②|人事科|4"], 1, ("第 3 列",)),
        (["7|办公室", "9|人事科"], 1, ("第 1 列",)),
        (["科室情况", "1|办公室", "2|人事科", "3|财务科"], 1, ("第 1 列",)),
        (["|1|办公室|王", "|2|人事科|"], 2, ("第 4 列",)),
    ],
)
def test_without_a_header_the_first_words_are_names(
    lines: list[str], name: int, unread: tuple[str, ...]
) -> None:
    got = found(*lines)
    assert (got.header, got.name, got.unread) == (None, name, unread)


def test_what_is_not_read_is_named_where_it_says_something() -> None:
    got = found("序号|单位名称|备注|联系人|单位名称|", "1|办公室||王|人事科|x")
    assert got.unread == ("第 4 列“联系人”", "第 5 列“单位名称”", "第 6 列")


@pytest.mark.parametrize("lines", [[], ["1", "2"], ["1|2|3"], ["序号|人数", "1|2"]])
def test_without_words_there_are_no_names(lines: list[str]) -> None:
    assert layout(*lines) is None
