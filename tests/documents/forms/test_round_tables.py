"""Round tables: places, scores by indicator and lost points, each counted again by other means."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no types
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from desktop.documents.excel import as_excel
from desktop.documents.forms.contents import RoundContents, SheetContents
from desktop.documents.forms.indicator_headings import headings_of, named
from desktop.documents.forms.ranking_table import ranking
from desktop.documents.forms.round_tables import matrix, statistics
from desktop.documents.manuscript import Grid, Manuscript, Words, told
from desktop.documents.pdf import as_pdf
from desktop.domain.amounts import show
from desktop.domain.scheme import Indicator, Scheme
from desktop.services.papers import round_contents
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import open_workspace
from tests.documents.printed import (
    SCORED,
    SOME,
    Paper,
    contents_of,
    demonstrated,
    sheets_of,
    squeezed,
)
from tests.services.building import CITIES, SECTIONS, office_in, rounds
from tests.store.building import behind_the_guards

pytestmark = pytest.mark.uncounted

COUNTIES = "sanmenxia-2020-counties"
Make = Callable[[RoundContents], Manuscript]
TABLES: tuple[Make, ...] = (ranking, matrix, statistics)
A3_LYING = (1191, 842)
A4_LYING = (842, 595)


def round_of(sheets: Sequence[SheetContents], unread: Sequence[str] = ()) -> RoundContents:
    one = sheets[0]
    newest = max(each.dated for each in sheets)
    scheme = open_scheme(one.scheme.id)
    return RoundContents(
        one.office, one.round, one.period, scheme, newest, tuple(sheets), tuple(unread)
    )


@cache
def round_in(scheme: str) -> RoundContents:
    """That of the demonstration."""
    return round_of([one.contents for one in sheets_of(scheme) if one.contents])


def grid_of(manuscript: Manuscript) -> Grid:
    [grid] = manuscript.grids
    return grid


def cells(manuscript: Manuscript) -> list[list[str]]:
    return [[told(cell) for cell in row] for row in grid_of(manuscript).rows]


def column(manuscript: Manuscript, heading: str) -> list[str]:
    headings = [squeezed(one.heading) for one in grid_of(manuscript).columns]
    return [row[headings.index(heading)] for row in cells(manuscript)]


def notes(manuscript: Manuscript) -> str:
    return "\n".join(one.text for one in manuscript.blocks if isinstance(one, Words))


def size_of(manuscript: Manuscript) -> tuple[int, int]:
    return round(manuscript.paper.width), round(manuscript.paper.height)


def worksheet(manuscript: Manuscript) -> Worksheet:
    return load_workbook(BytesIO(as_excel(manuscript))).worksheets[0]


# -- the ranking


@cache
def plain_sheet() -> SheetContents:
    of = open_scheme(SECTIONS)
    return contents_of(of, {one.id: one.rule.clean() for one in of.all_criteria()})


def standing(number: int, total: Decimal, *, is_open: bool) -> SheetContents:
    sheet = replace(
        plain_sheet().sheet, total=total, base=total, pending=("study-missed",) if is_open else ()
    )
    return replace(plain_sheet(), unit=f"单位{number}", sheet=sheet)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=9))
def test_places_are_how_many_have_more(drawn: list[tuple[int, bool]]) -> None:
    totals = [Decimal(points) + Decimal("0.5") for points, _ in drawn]
    sheets = [
        standing(n, total, is_open=is_open)
        for n, (total, (_, is_open)) in enumerate(zip(totals, drawn, strict=True))
    ]
    made = ranking(round_of(sheets))
    places = dict(zip(column(made, "被考核单位"), column(made, "名次"), strict=True))
    finished = [one.sheet.total for one in sheets if not one.sheet.pending]
    assert places == {
        one.unit: "—"
        if one.sheet.pending
        else str(1 + sum(total > one.sheet.total for total in finished))
        for one in sheets
    }
    shown = [Decimal(one) for one in column(made, "总分")]
    assert shown[: len(finished)] == sorted(finished, reverse=True)


def test_those_who_share_a_place_keep_the_order_of_the_round() -> None:
    totals = [Decimal(one) for one in (80, 90, 90, 70, 80, 60)]
    sheets = [standing(n, total, is_open=False) for n, total in enumerate(totals)]
    made = ranking(round_of(sheets))
    assert column(made, "名次") == ["1", "1", "3", "3", "5", "6"]
    assert column(made, "被考核单位") == [f"单位{n}" for n in (1, 2, 0, 4, 3, 5)]


@pytest.mark.parametrize("scheme", SCORED)
def test_places_are_numbers_in_excel(scheme: str) -> None:
    of = round_in(scheme)
    places = {row[1]: row[0] for row in worksheet(ranking(of)).iter_rows(values_only=True)}
    for one in of.sheets:
        assert isinstance(places[one.unit], str if one.sheet.pending else int)


@pytest.mark.parametrize("scheme", SCORED)
def test_every_unit_is_ranked_with_its_total(scheme: str) -> None:
    of = round_in(scheme)
    made = ranking(of)
    shown = dict(zip(column(made, "被考核单位"), column(made, "总分"), strict=True))
    assert shown == {
        one.unit: show(one.sheet.total) if one.sheet.assessed_points else "未评"
        for one in of.sheets
    }


@pytest.mark.parametrize("scheme", SCORED)
def test_who_is_not_scored_to_the_end_has_no_place_and_is_named(scheme: str) -> None:
    of = round_in(scheme)
    unfinished = [one for one in of.sheets if one.sheet.pending]
    made = ranking(of)
    nowhere = [row[1] for row in cells(made) if row[0] == "—"]
    assert nowhere == [one.unit for one in unfinished]
    assert len(nowhere) > 0
    for one in unfinished:
        remark = next(row[-1] for row in cells(made) if row[1] == one.unit)
        assert remark.startswith(f"未定稿，未评 {len(one.sheet.pending)} 条")
    names = "、".join(nowhere)
    for table in TABLES:
        assert f"{len(nowhere)} 个单位还没有评完：{names}；" in notes(table(of))
        assert "得分还会变动" in notes(table(of))


def test_columns_that_would_say_the_same_of_all_are_left_out() -> None:
    for scheme in SCORED:
        of, headings = open_scheme(scheme), [*grid_of(ranking(round_in(scheme))).columns]
        said = {squeezed(one.heading) for one in headings}
        assert ("加分" in said) == bool(of.extras)
        assert ("等次" in said) == bool(of.grades)
        paper = ranking(round_in(scheme)).paper
        assert sum(one.width for one in headings) == pytest.approx(paper.measure)


# -- units by indicators


def score_of(one: SheetContents, indicator: Indicator) -> str:
    """As the matrix says it; what is partly open is marked."""
    found = next((each for each in one.sheet.indicators if each.id == indicator.id), None)
    if found is None or found.not_applicable is not None:
        return "不适用"
    if found.score is None:
        return "未评"
    partly = {each.id for each in indicator.criteria} & {*one.sheet.pending}
    return show(found.score) + ("\n未评完" if partly else "")


@pytest.mark.parametrize("scheme", SCORED)
def test_the_matrix_has_every_unit_and_every_indicator(scheme: str) -> None:
    of = round_in(scheme)
    points, *rows = cells(matrix(of))
    many = len(of.scheme.indicators)
    assert points[: many + 1] == ["满分", *(show(one.points) for one in of.scheme.indicators)]
    assert points[-1] == show(of.scheme.points)
    assert [row[0] for row in rows] == [one.unit for one in of.sheets]
    for row, one in zip(rows, of.sheets, strict=True):
        assert row[1 : many + 1] == [score_of(one, each) for each in of.scheme.indicators]
        assert row[-1] == (show(one.sheet.total) if one.sheet.assessed_points else "未评")


@pytest.mark.parametrize("scheme", SCORED)
def test_headings_of_the_matrix_are_explained_and_tell_indicators_apart(scheme: str) -> None:
    of = round_in(scheme)
    made = matrix(of)
    many = len(of.scheme.indicators)
    heads = [squeezed(one.heading) for one in grid_of(made).columns[1 : many + 1]]
    assert len({*heads}) == many
    assert all(heads)
    for head, one in zip(heads, of.scheme.indicators, strict=True):
        place = head.removesuffix(one.name)
        assert f"{place} {one.name}" in notes(made)
        assert place in {head, "11"}  # the document itself numbers two indicators so


COUNTIES_HEADS = [
    "（一）1",
    "（一）2",
    "（二）1",
    "（二）2",
    "（二）3",
    "（二）4",
    "（三）1",
    "（三）2",
    "（三）3",
    "（四）",
]


def test_where_numbers_begin_anew_every_heading_has_its_section() -> None:
    of = round_in(COUNTIES)
    heads = [squeezed(one.heading) for one in grid_of(matrix(of)).columns[1:-1]]
    assert heads == COUNTIES_HEADS
    told_in = [one.split(" ")[0] for one in column(statistics(of), "指标")]
    assert told_in == COUNTIES_HEADS


def test_without_number_and_section_the_name_is_the_heading() -> None:
    of = open_scheme(SECTIONS)
    one = replace(of.indicators[0], no="", section=None, name="按要求在规定时间内报送材料")
    nameless = replace(of, indicators=(one, *of.indicators[1:]))
    assert headings_of(nameless)[:2] == ["按要求在规定时…", "2"]
    assert named(nameless, one) == "按要求在规定时间内报送材料"


@pytest.mark.parametrize("scheme", SCORED)
def test_rows_add_up_in_excel_by_formulas(scheme: str) -> None:
    of = round_in(scheme)
    sheet = worksheet(matrix(of))
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    formulas = 0
    for one in of.sheets:
        *before, last = [cell for cell in rows[one.unit] if cell.value is not None]
        if one.sheet.assessed_points == 0:
            assert last.value == "未评"
            continue
        figures = [
            Decimal(str(cell.value)) for cell in before if isinstance(cell.value, int | float)
        ]
        if sum(figures) == one.sheet.total:
            assert last.value == f"=SUM({rows[one.unit][0].coordinate}:{before[-1].coordinate})"
            formulas += 1
        else:
            assert Decimal(str(last.value)) == one.sheet.total
    assert formulas > 1


def test_what_lies_beside_the_indicators_has_a_column_only_where_somebody_has_it() -> None:
    of = round_in(SECTIONS)
    sheet = of.sheets[0].sheet
    earned = replace(sheet, bonus=Decimal(2), total=sheet.total + 2)
    given_it = replace(of, sheets=(replace(of.sheets[0], sheet=earned), *of.sheets[1:]))
    assert "加分" not in [one.heading for one in grid_of(matrix(of)).columns]
    assert column(matrix(given_it), "加分") == ["", "2", *["0"] * (len(of.sheets) - 1)]


def test_a_bonus_of_which_something_is_open_is_marked() -> None:
    of = open_scheme(CITIES)
    assert of.bonus
    none = {one.id: {"met": False} for one in of.bonus.criteria}
    first, *others = of.bonus.criteria
    earned = {first.id: {"points": "0.5", "reason": "部分"}}
    sheets = [contents_of(of, earned, "甲市"), contents_of(of, {**none, **earned}, "乙市")]
    assert others
    assert column(matrix(round_of(sheets)), "加分")[1:] == ["0.5\n未评完", "0.5"]


def with_indicators(scheme: Scheme, many: int) -> RoundContents:
    """The same indicator over and over, under other names."""
    one = scheme.indicators[0]
    indicators = tuple(replace(one, id=f"i-{n}", no=str(n)) for n in range(many))
    sheet = replace(plain_sheet(), scheme=replace(scheme, indicators=indicators))
    return replace(round_of([sheet]), scheme=sheet.scheme)


@pytest.mark.parametrize(("many", "size"), [(5, A4_LYING), (17, A4_LYING), (19, A3_LYING)])
def test_many_columns_lie_on_a3(many: int, size: tuple[int, int]) -> None:
    made = matrix(with_indicators(open_scheme(SECTIONS), many))
    assert size_of(made) == size
    assert sum(one.width for one in grid_of(made).columns) <= made.paper.measure + 0.01
    pages = Paper(made, open_scheme(SECTIONS)).pages
    assert max(one.right for page in pages for one in page) <= size[0]
    sheet = worksheet(made)
    assert sheet.page_setup.paperSize == (8 if size == A3_LYING else 9)
    assert sheet.page_setup.orientation == "landscape"


# -- where points were lost


def lost_by_hand(of: RoundContents, indicator: Indicator) -> tuple[str, ...]:
    """Mean, how many open, how many lost, how much and who, counted one by one."""
    got, who, still_open = [], [], 0
    for one in of.sheets:
        shown, _, partly = score_of(one, indicator).partition("\n")
        if shown == "不适用":
            continue
        still_open += bool(partly) or shown == "未评"
        if shown == "未评":
            continue
        score = next(each for each in one.sheet.indicators if each.id == indicator.id)
        missing = score.points - Decimal(shown)
        if partly:
            criteria = [each for each in indicator.criteria if each.rule.earns]
            opened = [each.most or Decimal() for each in criteria if each.id in one.sheet.pending]
            missing -= sum(opened, Decimal())
        else:
            got.append(Decimal(shown))
        if missing > 0:
            who.append((one.unit, missing, "，未评完" if partly else ""))
    mean = show((sum(got, Decimal()) / len(got)).quantize(Decimal("0.01"), ROUND_HALF_UP))
    who.sort(key=lambda one: -one[1])
    names = "、".join(f"{unit}（{show(amount)}{partly}）" for unit, amount, partly in who)
    total = show(sum((amount for _, amount, _ in who), Decimal()))
    return mean, str(still_open), str(len(who)), total, names


@pytest.mark.parametrize("scheme", SOME)
def test_means_and_lost_points_are_those_of_a_count_by_hand(scheme: str) -> None:
    of = round_in(scheme)
    rows = cells(statistics(of))
    assert len(rows) == len(of.scheme.indicators)
    for row, one in zip(rows, of.scheme.indicators, strict=True):
        assert row[0].endswith(f"{one.no} {one.name}")
        assert row[1] == show(one.points)
        assert tuple(row[2:]) == lost_by_hand(of, one)


def test_an_indicator_that_nobody_has_scored_has_no_mean() -> None:
    made = statistics(round_of([contents_of(open_scheme(SECTIONS))]))
    assert {tuple(row[2:]) for row in cells(made)} == {("未评", "1", "0", "0", "")}


def test_what_is_open_is_neither_lost_nor_in_a_mean() -> None:
    """Four of ten points are earned, the six others are not judged yet: nothing of them is lost."""
    facts = {"item-list": {"met": True}, "materials-missed": {"count": 1}}
    half = contents_of(open_scheme(COUNTIES), facts, "示范区")
    whole = replace(
        contents_of(open_scheme(COUNTIES), {**facts, "joint-plan": {"met": False}}), unit="望川县"
    )
    of = round_of([half, whole])
    [row] = [one for one in cells(statistics(of)) if one[0] == "（二）1 工作落实机制"]
    assert row[1:] == ["10", "4", "1", "1", "6", "望川县（6）"]
    assert column(matrix(of), "（二）1") == ["10", "4\n未评完", "4"]
    [late] = [one for one in cells(statistics(of)) if one[0].startswith("（四）")]
    assert late[1:] == ["10", "未评", "2", "2", "4", "示范区（2，未评完）、望川县（2，未评完）"]


# -- all of them


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_on_the_paper(table: Make) -> None:
    made = table(round_in(CITIES))
    text = Paper(made, open_scheme(CITIES)).text
    wanted = [squeezed(cell) for row in cells(made) for cell in row]
    assert [one for one in wanted if one not in text] == []
    assert squeezed(round_in(CITIES).round) in text


@pytest.mark.parametrize("table", TABLES)
def test_what_could_not_be_read_is_said_and_hides_nobody(table: Make) -> None:
    made = table(replace(round_in(CITIES), unread=("“乙市”的记录读不出",)))
    assert "“乙市”的记录读不出" in notes(made)
    assert cells(made) == cells(table(round_in(CITIES)))
    assert made.mark == "草稿"


@pytest.mark.parametrize("damage", ["item SET note = ' '", "finding SET fact = '{'"])
def test_a_sheet_that_cannot_be_read_is_named_and_hides_no_other(
    tmp_path: Path, damage: str
) -> None:
    folder, key = office_in(tmp_path), rounds().section
    behind_the_guards(
        folder, f"UPDATE {damage} WHERE round = '{key.round}' AND unit = '{key.unit}'"
    )
    with open_workspace(folder) as workspace, workspace.reading() as view:
        of = round_contents(view, key.round)
    assert [one.unit for one in of.sheets] == ["乙科", "丙科"]
    [why] = of.unread
    assert "甲科" in why
    for table in TABLES:
        assert why in notes(table(of))
    assert column(matrix(of), "被考核单位") == ["满分", "乙科", "丙科"]


def test_only_what_is_all_final_bears_no_mark() -> None:
    final = [replace(one, finalised=True) for one in round_in(CITIES).sheets]
    assert ranking(round_of(final)).mark == ""
    assert ranking(round_of([*final[1:], replace(final[0], finalised=False)])).mark == "草稿"
    assert as_pdf(ranking(round_of(final))) == as_pdf(ranking(round_of(final)))


def test_every_sheet_of_the_demonstration_stands_in_some_table() -> None:
    units = {one.contents.unit for one in demonstrated() if one.contents and one.contents.parts}
    ranked = {name for scheme in SCORED for name in column(ranking(round_in(scheme)), "被考核单位")}
    assert ranked == units


def test_the_table_of_one_scorer_says_that_places_follow_from_several() -> None:
    alone = round_in(SECTIONS)
    note = "合成的总分和名次见排名表"
    unit = alone.sheets[0].unit_id
    for contents, is_told in ((alone, False), (replace(alone, remarks={unit: "平均"}), True)):
        told_there = [one.text for one in matrix(contents).blocks if isinstance(one, Words)]
        assert any(note in one for one in told_there) is is_told
