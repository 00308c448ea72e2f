"""Tables on paper: every word of every cell, headings on every page, merged cells labelled again."""

from collections.abc import Sequence
from io import BytesIO
from time import perf_counter

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.manuscript import Align, Column, Paper
from desktop.documents.setting.pages import Pages
from desktop.documents.setting.paragraphs import Style, set_in_lines
from desktop.documents.setting.tables import Look, Table
from desktop.documents.setting.typefaces import BODY, HEADING, typeface_of
from tests.documents.setting.reading import Mark, lines_on, pages_of, words

PAPER = Paper(595, 842, top=72, right=60, bottom=80, left=60)
LOOK = Look(
    Style(typeface_of(HEADING.name), 12, 14), Style(typeface_of(BODY.name), 12, 14), along=2.2
)
COLUMNS = (
    Column("类别", 70, merged=True),
    Column("序号", 40, Align.MIDDLE),
    Column("扣分原因", 365, Align.BOTH),
)


def printed(rows: Sequence[Sequence[str]], columns: Sequence[Column] = COLUMNS) -> list[list[Mark]]:
    pages = Pages(PAPER)
    pages.write(
        set_in_lines("考核评分表", LOOK.heading._replace(align=Align.MIDDLE), PAPER.measure)
    )
    Table(columns, LOOK, rows, PAPER.left).set_on(pages)
    file = BytesIO()
    canvas = Canvas(file, pagesize=(PAPER.width, PAPER.height), invariant=1)
    pages.draw(canvas, lambda _canvas, _number, _count: None)
    canvas.save()
    return pages_of(file.getvalue())


def test_headings_stand_on_every_page_and_nothing_beyond_the_margins() -> None:
    reason = "未按计划要求按时按质完成抽查任务，"
    pages = printed([(f"第{n // 20}类", str(n), reason * (n % 5 + 1)) for n in range(60)])
    assert len(pages) > 3
    assert words(pages[0]).startswith("考核评分表类别序号扣分原因")
    assert all("类别序号扣分原因" in words(page) for page in pages)
    assert sum(words(page).count(reason) for page in pages) == sum(n % 5 + 1 for n in range(60))
    for page in pages:
        assert min(one.left for one in page) > PAPER.left
        assert max(one.right for one in page) < PAPER.width - PAPER.right + 6  # half a mark hangs
        assert min(one.base for one in page) > PAPER.bottom
        assert max(one.base for one in page) < PAPER.height - PAPER.top


def test_a_merged_cell_says_so_once_and_again_on_the_next_page() -> None:
    pages = printed([("甲类", str(n), "未完成" * 40) for n in range(30)])
    assert len(pages) >= 2
    assert words(pages[0]).count("甲类") == 1
    assert "（续）" not in words(pages[0])
    assert all(words(page).count("甲类（续）") == 1 for page in pages[1:])


def test_a_label_that_was_cut_by_the_page_s_end_is_whole_on_the_next() -> None:
    rows = [("甲", str(n), "无") for n in range(33)]
    rows += [("工作流程完成情况及上报情况材料", str(n), "未按时" * 20) for n in range(8)]
    first, second = printed(rows)
    assert "工作流程" in words(sorted_by_line(first, 60, 130))
    assert "工作流程完成情况及上报情况材料（续）" in words(sorted_by_line(second, 60, 130))


def column(page: list[Mark], left: float, right: float) -> str:
    """What stands in it, without the title over the table."""
    return words(sorted_by_line(page, left, right)).removeprefix("考核评分表")


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (1, "工…（续）"),
        (2, "工作流程完成…（续）"),
        (3, "工作流程完成情况及上报…（续）"),
        (4, "工作流程完成情况及上报情况材料（续）"),
    ],
)
def test_a_label_without_room_is_shortened_with_a_sign(lines: int, label: str) -> None:
    text = "工作流程完成情况及上报情况材料"
    rows = [(text, "1", "\n".join(["未按时"] * count)) for count in (46, lines)]
    assert [column(one, 60, 130) for one in printed(rows)] == [f"类别{text}", f"类别{label}"]


def test_a_label_cut_short_at_a_page_s_end_has_a_sign_too() -> None:
    rows = [("甲", str(n), "无") for n in range(33)]
    rows += [("工作流程完成情况及上报情况材料", str(n), "未按时" * 15) for n in range(8)]
    assert [column(one, 60, 130) for one in printed(rows)] == [
        "类别甲工作流程完成情况及…",
        "类别工作流程完成情况及上报情况材料（续）",
    ]


def test_in_too_little_room_it_still_says_that_it_goes_on() -> None:
    columns = (Column("考核", 46, merged=True), *COLUMNS[1:])
    rows = [("部门联合", "1", "\n".join(["未按时"] * 46)), ("部门联合", "2", "无")]
    [_, last] = printed(rows, columns)
    assert column(last, 60, 106) == "考核（续）"


def test_an_empty_cell_stays_empty() -> None:
    rows = [("", "", "未按时公示的第壹件，" * 200)]
    pages = printed(rows)
    assert len(pages) > 1
    assert [column(one, 60, 170) for one in pages] == ["类别序号"] * len(pages)


def test_a_row_that_goes_on_says_which_one_it_is_and_no_figure_twice() -> None:
    columns = (
        Column("类别", 50, merged=True),
        Column("序号", 35, Align.MIDDLE),
        Column("考核项目", 90),
        Column("分值", 35, Align.MIDDLE),
        Column("扣分原因", 265, Align.BOTH),
    )
    pages = printed([("甲", "13", "归档材料", "5", "未按时公示的第壹件，" * 200)], columns)
    assert len(pages) > 2
    assert [column(one, 110, 145) for one in pages[1:]] == ["序号13（续）"] * (len(pages) - 1)
    assert [column(one, 145, 235) for one in pages[1:]] == ["考核项目归档材料（续）"] * (
        len(pages) - 1
    )
    assert "".join(words(one) for one in pages).count("5") == 1


def test_a_name_beside_a_merged_cell_is_not_a_number_s() -> None:
    columns = (Column("序号", 40, Align.MIDDLE), Column("类别", 70, merged=True), COLUMNS[2])
    pages = printed([("1", "甲", "未按时公示的第壹件，" * 200)], columns)
    assert column(pages[1], 60, 100) == "序号1（续）"
    assert "".join(words(one) for one in pages).count("壹") == 200


def test_a_column_too_narrow_for_the_mark_says_it_briefly() -> None:
    columns = (Column("号", 20, Align.MIDDLE), COLUMNS[2])
    pages = printed([("1", "未按时公示的第壹件，" * 300)], columns)
    assert column(pages[1], 60, 80) == "号1续"


def test_cells_merge_only_within_what_is_merged_before_them() -> None:
    columns = (Column("大类", 70, merged=True), Column("小类", 70, merged=True), COLUMNS[2])
    rows = [("甲", "同", "一"), ("甲", "同", "二"), ("乙", "同", "三")]
    [page] = printed(rows, columns)
    assert (words(page).count("甲"), words(page).count("同")) == (1, 2)


def test_a_merged_cell_with_much_to_say_makes_its_rows_higher() -> None:
    section = "双随机抽查监管基础工作开展情况及工作流程完成情况" * 6
    [page] = printed([(section, "1", "无"), ("乙", "2", "无")])
    assert section in words(sorted_by_line(page, 60, 130))
    first, second = (one.base for one in page if one.text in "12")
    assert first - second > 14 * 15


def test_what_one_page_has_no_room_for_goes_on_and_is_all_there() -> None:
    section, reason = "双随机抽查监管基础工作" * 60, "公示不及时的第壹件，" * 300
    pages = printed([(section, "1", reason)])
    told = "".join(words(sorted_by_line(page, 60, 130)) for page in pages)
    assert told.replace("类别", "").replace("考核评分表", "") == section
    assert "".join(words(sorted_by_line(page, 170, 600)) for page in pages).count("壹") == 300


def sorted_by_line(marks: list[Mark], left: float, right: float) -> list[Mark]:
    """The characters of one column, line by line."""
    inside = [one for one in marks if left <= one.left < right]
    return [one for line in lines_on(inside) for one in line]


@pytest.mark.parametrize("width", [19.0, 24.0])
def test_a_column_of_one_character_holds_a_word(width: float) -> None:
    columns = (Column("级", width, merged=True), COLUMNS[2])
    [page] = printed([("领导重视", "无"), ("领导重视", "无")], columns)
    assert words(sorted_by_line(page, 60, 60 + width)).endswith("领导重视")


def test_a_table_without_rows_is_its_heading() -> None:
    [page] = printed([])
    assert words(page) == "考核评分表类别序号扣分原因"


def test_two_runs_are_the_same_and_three_hundred_rows_are_soon_set() -> None:
    rows = [("甲", str(n), f"第{n}件未按时公示") for n in range(300)]
    began = perf_counter()
    first = printed(rows)
    assert perf_counter() - began < 5
    assert first == printed(rows)
