"""One unit's row: cells, reasons and scores as its sheet has them, and the sums below."""

from decimal import Decimal
from pathlib import Path

import pytest

from desktop.domain.amounts import ZERO
from desktop.domain.records import AssessmentKey, UnitRecord
from desktop.services.office import keep_units
from desktop.services.recording import judge, set_aside
from desktop.services.workspaces import open_workspace
from desktop.viewmodels.column_sums import labels_of, sums_of
from desktop.viewmodels.part_rows import State
from desktop.viewmodels.pasted_column import Spot
from desktop.viewmodels.round_table import RoundTable
from desktop.viewmodels.table_rows import Shade
from desktop.viewmodels.workplace import Workplace
from tests.services.building import BY_KIND, ME
from tests.viewmodels.building import HERE, every_in, open_round_of
from tests.viewmodels.tabling import tabled

GROUNDS = "新设单位"
TEN = Decimal(10)


def test_an_open_unit_says_nothing_yet(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        row = one.table.rows[0]
        assert [cell.text for cell in row.shown] == ["—", "—", "", "—", "—"]
        assert [cell.spoken for cell in row.cells] == ["未评", "未评"]
        assert (row.state, row.open_cells) == (State.OPEN, [0, 1])


def test_scores_and_reasons_follow_the_findings(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", "two-late", {"count": 2})
        row = one.table.rows[0]
        assert (row.state, row.open_cells) == (State.PARTLY, [1])
        assert row.reasons.text == "序号20①迟报：2 份，每份扣 1 分，扣 2 分"
        assert (row.score.text, row.score.of, row.score.lost) == ("8", TEN, True)
        assert (row.total.text, row.total.of) == ("8", TEN)
        one.record("u-a", "two-short", {"actual": 12})
        row = one.table.rows[0]
        assert (row.state, row.open_cells) == (State.LOST, [])
        assert [cell.shade for cell in row.cells] == [Shade.LOST, Shade.CLEAN]
        assert row.cells[0].spoken == "2，有失分"


def test_points_that_are_not_earned_are_lost_points(tmp_path: Path) -> None:
    with tabled(tmp_path, "tiers-ratio") as one:
        one.record("u-a", "tiers-ratio-it", {"done": 9, "total": 10})
        row = one.table.rows[0]
        assert (row.cells[0].shade, row.cells[0].moved, row.score.moved) == (
            Shade.LOST,
            Decimal(4),
            Decimal(4),
        )
        assert row.reasons.text.startswith("序号7 第7条：9 ÷ 10 = 90%")


def test_a_bonus_that_is_not_given_is_no_loss(tmp_path: Path) -> None:
    with tabled(tmp_path, "+bonus") as one:
        one.record("u-a", "praised", {"met": False})
        one.record("u-b", "praised", {"met": True})
        none, given, _ = one.table.rows
        assert (none.cells[0].shade, none.score.text, none.reasons.text) == (Shade.CLEAN, "0", "")
        assert (given.score.text, given.score.lost, given.cells[0].moved) == (
            "3",
            False,
            Decimal(3),
        )


def test_a_penalty_is_a_loss(tmp_path: Path) -> None:
    with tabled(tmp_path, "+penalty") as one:
        one.record("u-b", "two-late", {"count": 0})
        one.record("u-b", "accident", {"found": True})
        row = one.table.rows[1]
        assert (row.cells[0].shade, row.score.text, row.score.lost) == (Shade.LOST, "-5", True)


def test_what_was_judged_is_marked_and_not_counted_as_lost_by_a_line(tmp_path: Path) -> None:
    key = AssessmentKey(HERE.round, "u-a")
    with tabled(tmp_path) as one:
        one.record("u-a", "two-late", {"count": 2})
        with one.workplace.deed() as tell:
            judgement = {"score": "6.5", "reason": "屡教不改"}
            tell(judge(one.workspace, ME, key, "two", judgement).outcome)
        row = one.table.rows[0]
        assert (row.state, row.score.mark, row.score.text) == (State.JUDGED, "裁量", "6.5")
        assert row.reasons.text == "自由裁量 6.5 分（屡教不改），计算得 8 分"
        assert (row.open_cells, row.cells[0].moved, row.score.moved) == ([], ZERO, Decimal("3.5"))


def test_what_does_not_apply_is_fixed(tmp_path: Path) -> None:
    key = AssessmentKey(HERE.round, "u-a")
    with tabled(tmp_path, "aside") as one:
        with one.workplace.deed() as tell:
            tell(set_aside(one.workspace, ME, key, "aside", GROUNDS).outcome)
        row = one.table.rows[0]
        assert row.state is State.ASIDE
        assert (row.score.mark, row.score.text, row.reasons.text) == (
            "不适用",
            "10",
            "不适用（新设单位）",
        )
        assert row.cells[0].fixed == "本项已标为不适用（新设单位），要改请到表单里撤去"
        assert row.cells[0].shade is Shade.ASIDE


def test_an_exemption_is_fixed_and_loses_nothing(tmp_path: Path) -> None:
    with tabled(tmp_path, "each") as one:
        one.record("u-a", "each-it", {"count": 2, "exempt": True, "reason": "停电"})
        cell = one.table.rows[0].cells[0]
        assert (cell.text, cell.shade, cell.moved) == ("免责", Shade.ASIDE, ZERO)
        assert cell.fixed.startswith("这一条已免责（停电）")


def test_each_kind_of_unit_has_its_own_criteria(tmp_path: Path) -> None:
    units = [
        UnitRecord("u-t", "东镇", "town", 8),
        UnitRecord("u-o", "财政局", "bureau", 20),
    ]
    with open_workspace(every_in(tmp_path)) as workspace:
        keep_units(workspace, ME, units)
        open_round_of(workspace, BY_KIND, "r-kinds", units)
        table = RoundTable(Workplace(workspace, ME))
        table.open("r-kinds", "study")
        town, bureau = table.rows
        assert [cell.text for cell in town.cells] == ["—", "—", "—"]
        assert [cell.text for cell in bureau.cells] == ["／", "—", "—"]
        assert bureau.cells[0].fixed == "这一类单位没有这一条"
        assert bureau.state is State.OPEN
        for row, words in enumerate(("应有 4 次", "应有 10 次")):
            told = table.told(Spot(row, 2))
            assert told is not None
            assert told.rule.startswith(words)
        assert table.enter(Spot(1, 2), "9")
        assert table.rows[1].score.text == "9"


@pytest.mark.parametrize(
    ("part", "labels"),
    [
        ("two", ("失分单位", "失分合计", "平均得分")),
        ("+bonus", ("得分单位", "得分合计", "平均得分")),
    ],
)
def test_the_sums_say_what_they_count(tmp_path: Path, part: str, labels: tuple[str, ...]) -> None:
    with tabled(tmp_path, part) as one:
        assert one.table.part is not None
        assert labels_of(one.table.part) == labels


def test_sums_of_every_column(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        assert sums_of(one.table.rows)[2] == ("", "", "", "", "")
        one.record("u-a", "two-late", {"count": 2})
        one.record("u-b", "two-late", {"count": 1})
        one.record("u-b", "two-short", {"actual": 11})
        assert sums_of(one.table.rows) == (
            ("2", "1", "", "2", ""),
            ("3", "1", "", "4", ""),
            ("", "", "", "8", "8"),
        )
        one.record("u-c", "two-late", {"count": 0})
        assert sums_of(one.table.rows)[2][3:] == ("8.67", "8.67")
