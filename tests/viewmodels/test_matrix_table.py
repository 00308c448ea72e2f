"""The matrix: what each cell says, how lines are ordered, grouped, folded and narrowed, and what is copied."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.records import Assessment, AssessmentKey
from desktop.services.recording import record_finding
from desktop.services.second_scoring import open_beside
from desktop.services.taking_part import excuse_unit
from desktop.services.workspaces import open_workspace
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.matrix_cells import MatrixCell, Shows, Stands
from desktop.viewmodels.matrix_columns import Holds
from desktop.viewmodels.matrix_lines import Grouping, GroupLine, Order, UnitLine
from desktop.viewmodels.matrix_table import CELL_ROLE, MatrixTable
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, office_in
from tests.services.relative import ABSENT, FIRST, relative_round
from tests.services.relative import ROUND as RELATIVE_ROUND
from tests.services.test_second_scoring import missed, scored_by
from tests.viewmodels.overall import ROUND, Overall, overall

_FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class Shown:
    """The matrix over four units."""

    def __init__(self, of: Overall) -> None:
        self.of = of
        self.table = MatrixTable(of.book)
        self.tester = QAbstractItemModelTester(self.table, _FATAL)
        self.sums_tester = QAbstractItemModelTester(self.table.sums, _FATAL)
        self.table.show_round()

    def text(self, unit: str, column: str) -> str:
        return str(self.table.place_of(unit, column).data())

    def cell(self, unit: str, column: str) -> MatrixCell:
        index = self.table.place_of(unit, column)
        line = self.table.lines[index.row()]
        assert isinstance(line, UnitLine)
        cell = line.cell(self.table.columns[index.column()])
        look = index.data(CELL_ROLE)
        assert (look.text, look.stands) == (cell.text(self.table.shows), cell.stands.name)
        assert bool(look.lost) == (cell.lost > 0)
        return cell

    def told(self, unit: str, column: str) -> str:
        return self.table.told(self.table.place_of(unit, column)).sentence

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.table.lines]

    @property
    def marks(self) -> list[str]:
        return [one.id for one in self.table.columns]

    def sum(self, line: int, column: str) -> str:
        sums = self.table.sums
        return str(sums.index(line, self.marks.index(column)).data())

    def column(self, name: str) -> int:
        return self.marks.index(name)


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    with overall(tmp_path) as of:
        yield Shown(of)


def test_what_is_open_is_neither_a_zero_nor_full_marks(shown: Shown) -> None:
    assert {shown.text("u-a", one) for one in shown.marks[:3]} == {"—"}
    assert shown.text("u-a", "total") == "—"
    assert shown.text("u-a", "place") == "未评完"
    assert shown.cell("u-a", "reports").stands is Stands.OPEN
    assert shown.told("u-a", "reports") == "未评"


def test_what_is_scored_in_part_says_so(shown: Shown) -> None:
    shown.of.record("u-a", "late", {"count": 2})
    cell = shown.cell("u-a", "reports")
    assert (cell.stands, cell.text(Shows.SCORE), cell.lost) == (Stands.PARTLY, "8", Decimal(2))
    assert not cell.settled
    assert "已评一部分" in cell.spoken
    assert "已评一部分" in shown.told("u-a", "reports")
    assert shown.cell("u-a", "total").stands is Stands.PARTLY


def test_a_score_with_what_was_lost_and_why(shown: Shown) -> None:
    shown.of.record("u-a", "late", {"count": 2})
    shown.of.record("u-a", "lacking", {"found": False})
    cell = shown.cell("u-a", "reports")
    assert (cell.stands, cell.lost, cell.lost_share) == (Stands.SCORED, Decimal(2), Fraction(1, 5))
    assert [cell.text(one) for one in Shows] == ["8", "2", "80%"]
    assert shown.told("u-a", "reports").startswith("8 分（满分 10），失 2 分。一1①迟报：2 次")


@pytest.mark.parametrize(
    ("stands", "sentence"),
    [
        (Stands.JUDGED, "7 分（满分 10），失 3 分，自由裁量。自由裁量：计算得 10 分"),
        (Stands.ASIDE, "10 分（满分 10），没有失分，不适用。不适用（没有这项职能）"),
        (
            Stands.EXEMPTED,
            "10 分（满分 10），没有失分，有免责。一1①迟报：1 次，其中 1 次免责（停电）",
        ),
    ],
)
def test_each_way_to_a_score_has_its_own_sign(shown: Shown, stands: Stands, sentence: str) -> None:
    column = "trained" if stands is Stands.ASIDE else "reports"
    match stands:
        case Stands.JUDGED:
            shown.of.record("u-a", "late", {"count": 0})
            shown.of.record("u-a", "lacking", {"found": False})
            shown.of.judge("u-a", "reports", "7")
        case Stands.ASIDE:
            shown.of.set_aside("u-a", "trained")
        case _:
            shown.of.record("u-a", "late", {"items": [{"exempt": True, "reason": "停电"}]})
            shown.of.record("u-a", "lacking", {"found": False})
    assert shown.cell("u-a", column).stands is stands
    assert shown.told("u-a", column).startswith(sentence)


def test_an_indicator_of_another_kind_is_not_there(shown: Shown) -> None:
    assert shown.text("u-a", "villages") == "—"
    assert shown.text("u-c", "villages") == "／"
    assert shown.told("u-c", "villages") == "这一类单位没有这一项"
    index = shown.table.place_of("u-c", "villages")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "这一类单位没有这一项"


def test_bonus_is_no_loss_and_penalty_is(shown: Shown) -> None:
    shown.of.settle("u-a")
    shown.of.record("u-a", "praised", {"met": True})
    shown.of.record("u-a", "accident", {"found": True})
    assert [shown.cell("u-a", "+bonus").text(one) for one in Shows] == ["3", "", ""]
    assert "总分" in shown.table.told(shown.table.place_of("u-a", "total")).column
    assert shown.told("u-a", "place").startswith("名次 1")
    assert shown.told("u-a", "+bonus").startswith("3 分（满分 3）。附1 受到表彰")
    assert [shown.cell("u-a", "+penalty").text(one) for one in Shows] == ["-5", "5", ""]
    assert shown.text("u-a", "total") == "38"


def test_what_cannot_be_read_hides_nobody_else(shown: Shown) -> None:
    shown.of.settle("u-b")
    broken = Assessment(ROUND, "u-a", 0, "甲镇", kind="city", evaluator="p-wang")
    shown.of.put(broken)
    shown.table.show_round()
    assert shown.text("u-a", "reports") == "？"
    assert "读不出" in shown.told("u-a", "reports")
    assert shown.text("u-b", "reports") == "10"


def test_what_hangs_on_other_units_is_provisional(qtbot: QtBot, tmp_path: Path) -> None:
    with relative_round(tmp_path / "round") as workspace:
        record_finding(workspace, ME, FIRST, "rank", {"count": 5})
        book = ResultBook(Workplace(workspace, ME), Jobs())
        book.open(RELATIVE_ROUND)
        table = MatrixTable(book)
        table.show_round()
        [part] = [one for one in book.parts if any(c.id == "rank" for c in one.criteria)]
        index = table.place_of(FIRST.unit, part.id)
        cell = table.units[index.row()].cell(table.columns[index.column()])
        assert cell.stands is Stands.PROVISIONAL
        assert not cell.settled
        assert index.data(CELL_ROLE).stands == "PROVISIONAL"
        absent = table.place_of(ABSENT.unit, "place")
        assert absent.data() != ""
        assert not table.units[absent.row()].takes_part


def test_a_place_that_several_scorers_made_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        first = scored_by(workspace, 'scorers = { by = "mean" }', "u-a", "u-b")
        second = open_beside(workspace, ME, first, ["p-li"])[0]
        for of, count in ((first, 0), (second, 8)):
            missed(workspace, of, "u-a", count)
        book = ResultBook(Workplace(workspace, ME), Jobs())
        table = MatrixTable(book)
        book.open(first)
        table.show_round()
        assert table.is_averaged
        told = [table.told(table.place_of("u-a", name)).sentence for name in ("total", "place")]
        assert all(one.endswith("。名次按 2 份评分（20、12）平均") for one in told), told
        book.open(second)
        table.show_round()
        assert not table.is_averaged


def test_who_takes_no_part_moves_no_mean(shown: Shown) -> None:
    for unit, count in (("u-a", 1), ("u-b", 3)):
        shown.of.settle(unit)
        shown.of.record(unit, "late", {"count": count})
    shown.of.put(replace(shown.of.sheet("u-b"), absent="机构撤并"))
    shown.table.show_round()
    assert [shown.sum(line, "reports") for line in (0, 1)] == ["9", "1"]


def test_adjustments_have_a_column_only_where_there_are_any(shown: Shown) -> None:
    assert "adjusted" not in shown.marks
    assert shown.marks[-2:] == ["total", "place"]
    assert [one.kept_right for one in shown.table.columns][-2:] == [True, True]


# -- one unit changes


def test_one_unit_changes_one_line(shown: Shown, qtbot: QtBot) -> None:
    touched: list[int] = []
    shown.table.dataChanged.connect(lambda first, *_: touched.append(first.row()))
    with qtbot.assertNotEmitted(shown.table.modelReset):
        shown.of.record("u-b", "late", {"count": 1})
    assert touched == [1]
    assert shown.text("u-b", "reports") == "9"


def test_places_of_others_follow(shown: Shown) -> None:
    for unit in ("u-a", "u-b"):
        shown.of.settle(unit)
    assert [shown.text(one, "place") for one in ("u-a", "u-b")] == ["1（并列）", "1（并列）"]
    shown.of.record("u-a", "late", {"count": 1})
    assert [shown.text(one, "place") for one in ("u-a", "u-b")] == ["2", "1"]


def test_where_the_order_changes_lines_move(shown: Shown) -> None:
    shown.of.settle("u-a")
    shown.of.settle("u-b")
    shown.table.sort(shown.column("total"))
    shown.of.record("u-a", "late", {"count": 1})
    assert shown.names[:2] == ["乙镇", "甲镇"]


# -- order, groups, folds, choice


def test_ordered_by_any_column_stable_and_back_again(shown: Shown) -> None:
    for unit, count in (("u-a", 3), ("u-b", 1), ("u-c", 3)):
        shown.of.record(unit, "late", {"count": count})
    at = shown.column("reports")
    shown.table.turn_order(at)
    assert shown.names == ["乙镇", "甲镇", "丙局", "丁局"]
    shown.table.turn_order(at)
    assert shown.names == [
        "甲镇",
        "丙局",
        "乙镇",
        "丁局",
    ]  # equal ones as in the round, the open one last
    shown.table.turn_order(at)
    assert shown.table.order == Order()
    assert shown.names == ["甲镇", "乙镇", "丙局", "丁局"]


def test_ordered_by_what_is_shown(shown: Shown) -> None:
    for unit, count in (("u-a", 3), ("u-b", 1)):
        shown.of.record(unit, "late", {"count": count})
    shown.table.show_amounts(Shows.LOST)
    shown.table.sort(shown.column("reports"))
    assert shown.names[:2] == ["甲镇", "乙镇"]
    shown.table.show_amounts(Shows.RATE)
    assert shown.names[:2] == ["乙镇", "甲镇"]


def test_ordered_by_place(shown: Shown) -> None:
    for unit, count in (("u-a", 3), ("u-b", 1), ("u-c", 0)):
        shown.of.settle(unit)
        shown.of.record(unit, "late", {"count": count})
    shown.table.sort(shown.column("place"))
    assert shown.names == ["丙局", "乙镇", "甲镇", "丁局"]
    shown.table.sort(-1)
    assert shown.names == ["甲镇", "乙镇", "丙局", "丁局"]


@pytest.mark.parametrize(
    ("grouping", "names"),
    [
        (Grouping.KIND, ["乡镇", "甲镇", "乙镇", "部门", "丙局", "丁局"]),
        (Grouping.GROUP, ["东片", "甲镇", "丙局", "西片", "乙镇", "其他", "丁局"]),
    ],
)
def test_grouped_under_headings_that_bear_means(
    shown: Shown, grouping: Grouping, names: list[str]
) -> None:
    for unit, count in (("u-a", 3), ("u-b", 1), ("u-c", 2)):
        shown.of.settle(unit)
        shown.of.record(unit, "late", {"count": count})
    shown.table.group_by(grouping)
    assert shown.names == names
    heading = shown.table.index(0, shown.column("reports"))
    assert isinstance(shown.table.lines[0], GroupLine)
    assert heading.data() == ("8" if grouping is Grouping.KIND else "7.5")
    assert shown.table.goal(heading) is None
    assert "2 个单位" in shown.table.told(heading).sentence
    assert heading.data(CELL_ROLE).heading
    assert heading.data(Qt.ItemDataRole.AccessibleTextRole) == heading.data()


def test_a_section_is_folded_to_its_sum(shown: Shown) -> None:
    shown.of.settle("u-a")
    shown.of.record("u-a", "late", {"count": 2})
    shown.of.record("u-b", "late", {"count": 2})
    shown.table.sort(shown.column("reports"))
    shown.table.fold(frozenset({"work", "nowhere"}))
    assert shown.table.shut == {"work"}
    assert shown.table.order == Order()  # its column is gone
    assert shown.marks[0] == "section:work"
    assert shown.text("u-a", "section:work") == "18"
    assert shown.told("u-a", "section:work").startswith("18 分（满分 20），失 2 分。一1①迟报")
    assert shown.cell("u-b", "section:work").stands is Stands.PARTLY
    assert shown.text("u-c", "section:work") == "—"
    assert shown.table.goal(shown.table.place_of("u-a", "section:work")) == (
        AssessmentKey(ROUND, "u-a"),
        "reports",
    )
    shown.table.fold(shown.table.sections)
    assert shown.marks[:2] == ["section:work", "section:people"]
    assert shown.text("u-a", "section:people") == "20"


def test_units_are_found_by_their_names(shown: Shown) -> None:
    shown.table.narrow(" 局")
    assert shown.names == ["丙局", "丁局"]
    assert shown.table.held_units == 4
    shown.table.narrow("没有")
    assert shown.names == []
    assert shown.table.told(QModelIndex()).sentence == ""


def test_what_is_wanted_ends_with_the_round(shown: Shown) -> None:
    shown.table.narrow("局")
    shown.table.show_round()
    assert shown.table.words == "局"  # the same round
    shown.table._round = "another"
    shown.table.show_round()
    assert shown.table.words == ""


# -- sums


def test_means_are_of_what_is_settled(shown: Shown) -> None:
    for unit, count in (("u-a", 1), ("u-b", 2), ("u-c", 2)):
        shown.of.settle(unit)
        shown.of.record(unit, "late", {"count": count})
    shown.of.record("u-d", "late", {"count": 9})  # scored in part: a loser, but no score
    shown.of.set_aside("u-d", "trained")
    shown.of.record("u-c", "courses", {"found": True})
    assert shown.sum(0, "trained") == "6.67"  # what does not apply to one is no full mark of its
    assert [shown.sum(line, "reports") for line in (0, 1)] == ["8.33", "4"]
    assert [shown.sum(line, "place") for line in (0, 1)] == ["", ""]
    shown.table.show_amounts(Shows.RATE)
    assert shown.sum(0, "reports") == "83.3%"
    shown.table.narrow("乙")
    assert shown.sum(0, "reports") == "80%"
    vertical = Qt.Orientation.Vertical
    sums = shown.table.sums
    assert [sums.headerData(line, vertical) for line in (0, 1)] == ["平均", "失分单位"]
    assert "评完" in sums.headerData(0, vertical, Qt.ItemDataRole.ToolTipRole)


# -- copying


def test_copied_cells_are_their_rows_and_columns(shown: Shown) -> None:
    shown.of.record("u-a", "late", {"count": 2})
    first = shown.table.index(0, 0)
    last = shown.table.index(1, 1)
    assert shown.table.copied([last, first]) == "8\t—\n—\t—\n"


def test_all_is_copied_with_its_heads(shown: Shown) -> None:
    shown.of.settle("u-a")
    lines = shown.table.copied_whole.splitlines()
    assert lines[0].split("\t")[:3] == ["单位", "1 报送材料（10 分）", "2 抽查检查（10 分）"]
    assert lines[0].split("\t")[-2:] == ["总分", "名次"]
    assert lines[1].split("\t") == ["甲镇", "10", "10", "10", "10", "／", "0", "0", "40", "1"]
    assert len(lines) == 5


def test_heads_name_what_they_stand_over(shown: Shown) -> None:
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    table = shown.table
    assert table.headerData(0, across) == "1 报送材料"
    assert table.headerData(0, across, Qt.ItemDataRole.ToolTipRole) == "1 报送材料（10 分）"
    assert table.headerData(0, across, CELL_ROLE).holds is Holds.PART
    assert table.headerData(0, across, Qt.ItemDataRole.FontRole) is None
    assert table.headerData(0, down) == "甲镇"
    assert isinstance(table.headerData(0, down, CELL_ROLE), UnitLine)
    assert table.section_name("work") == "一 日常工作"
    assert table.section_name("nowhere") == ""


def test_who_does_not_take_part_is_neither_open_nor_zero(shown: Shown) -> None:
    shown.of.settle("u-a")
    before = shown.sum(0, "reports")
    at = shown.of.book.workplace
    at.attempt(lambda: excuse_unit(at.workspace, at.author, AssessmentKey(ROUND, "u-b"), "已撤并"))
    shown.table.show_round()
    assert {shown.cell("u-b", one).stands for one in ("reports", "checks")} == {Stands.AWAY}
    assert shown.text("u-b", "total") == "未参加"
    assert shown.told("u-b", "reports") == "未参加考核：已撤并"
    assert shown.sum(0, "reports") == before
    shown.table.fold(shown.table.sections)
    folded = {shown.text("u-b", one.id) for one in shown.table.columns if one.section}
    assert folded == {"未参加"}
