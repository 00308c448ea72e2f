"""One indicator over all units: what is typed, entered, pasted, settled and taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.records import AssessmentKey
from desktop.services.recording import record_finding
from desktop.services.rounds import rounds_of
from desktop.services.workspaces import open_workspace
from desktop.viewmodels.pasted_column import Spot
from desktop.viewmodels.round_table import NO_FAULT, RoundTable
from desktop.viewmodels.unit_table import CELL_ROLE
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, demonstration_in
from tests.viewmodels.building import HERE, PARTS, facts_of
from tests.viewmodels.tabling import Tabled, tabled

FIRST = Spot(0, 0)
LATE = "two-late"
_FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def watched(one: Tabled) -> tuple[QAbstractItemModelTester, QAbstractItemModelTester]:
    """Both models under Qt's own test."""
    return (
        QAbstractItemModelTester(one.table, _FATAL),
        QAbstractItemModelTester(one.table.sums, _FATAL),
    )


# -- what is shown


def test_columns_are_the_criteria_then_reasons_and_scores(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        assert watched(one)
        across = Qt.Orientation.Horizontal
        headings = [one.table.headerData(n, across) for n in range(one.table.columnCount())]
        assert headings == ["序号20①", "序号20②", "失分原因", "本项得分", "总分"]
        down = Qt.Orientation.Vertical
        assert [one.table.headerData(n, down) for n in range(3)] == ["甲科", "乙科", "丙科"]
        tip = one.table.headerData(1, across, Qt.ItemDataRole.ToolTipRole)
        assert tip == "序号20②少报\n应有 12 次，每少 1 次扣 1 分"
        one.table.open(HERE.round, "+bonus")
        assert one.table.headerData(1, across) == "加分原因"


def test_every_part_of_every_scheme_can_be_shown(tmp_path: Path) -> None:
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        table = RoundTable(Workplace(workspace, ME))
        tester = QAbstractItemModelTester(table, _FATAL)
        shown = 0
        for one in rounds_of(workspace):
            table.open(one.id, "")
            while table.part is not None:
                shown += 1
                spots = [
                    Spot(r, c) for r in range(len(table.rows)) for c in range(table.columnCount())
                ]
                assert all(table.told(spot) for spot in spots)
                assert table.copied(spots)
                if not table.step(1):
                    break
        assert shown > 40
        tester.deleteLater()


def test_what_is_told_of_a_cell(tmp_path: Path) -> None:
    with tabled(tmp_path, "each") as one:
        one.record("u-a", "each-it", {"count": 4})
        told = one.table.told(FIRST)
        assert told is not None
        assert (told.unit, told.label) == ("甲科", "序号2 第2条")
        assert told.rule == "每次扣 2 分，最多扣 6 分"
        assert told.sentence == "4 次，每次扣 2 分，应扣 8 分，本条最多扣 6 分，实扣 6 分"
        assert told.notes == "可免责：客观原因"
        score, total = (one.table.told(Spot(0, column)) for column in (2, 3))
        assert score is not None
        assert (score.label, score.rule) == ("本项得分", "满分 10 分")
        assert score.sentence == f"序号2 第2条：{told.sentence}"
        assert total is not None
        assert total.sentence.startswith("总分 4，已评 10 分，满分 210 分")
        assert one.table.told(Spot(3, 0)) is None
        assert one.table.told(Spot(-1, -1)) is None


def test_locked_rows_say_so_and_take_nothing(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.lock("u-b")
        down = Qt.Orientation.Vertical
        assert one.table.headerData(1, down, Qt.ItemDataRole.ToolTipRole) == "乙科（已定稿）"
        assert one.table.rows[1].locked
        assert not one.table.flags(one.table.index(1, 0)) & Qt.ItemFlag.ItemIsEditable
        assert one.table.flags(one.table.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
        assert not one.table.flags(one.table.index(0, 3)) & Qt.ItemFlag.ItemIsEditable
        before = one.events
        assert not one.enter(1, 0, "3")
        assert one.table.fault.words.startswith("已经定稿，不能再改")
        assert one.table.settle(1) is None
        assert one.table.fault.final
        assert one.events == before


# -- typing


def test_what_is_typed_counts_before_it_is_recorded(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        assert watched(one)
        one.table.draft(FIRST, "3")
        assert one.texts(3) == ["7", "—", "—"]
        assert one.table.sums.index(1, 0).data() == "3"
        told = one.table.told(FIRST)
        assert told is not None
        assert told.sentence == "3 份，每份扣 1 分，扣 3 分"
        assert one.fact("u-a", LATE) is None
        one.table.draft(FIRST, "3x")
        assert one.texts(3) == ["—", "—", "—"]
        assert (one.table.fault.words, one.table.fault.final) == (
            "请填整数，例如 3，现在是“3x”",
            False,
        )
        one.table.drop_draft()
        assert one.table.fault == NO_FAULT
        assert one.fact("u-a", LATE) is None


def test_entering_records_one_finding(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        assert watched(one)
        before = one.events
        assert one.enter(0, 0, "3")
        assert one.fact("u-a", LATE) == {"count": 3}
        assert one.events == before + 1
        assert one.texts(0) == ["3", "—", "—"]
        assert one.texts(4) == ["7", "—", "—"]
        assert one.enter(0, 0, "3")
        assert one.events == before + 1


def test_a_refused_entry_records_nothing_and_says_why(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        before = one.events
        assert not one.enter(0, 0, "三")
        assert one.table.fault.words == "请填整数，例如 3，现在是“三”"
        assert one.table.fault.final
        assert (one.events, one.refusals) == (before, [])


def test_entering_nothing_takes_the_finding_back(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", LATE, {"count": 3})
        assert one.enter(0, 0, "")
        assert one.fact("u-a", LATE) is None
        assert one.texts(0) == ["—", "—", "—"]


def test_a_failure_while_recording_is_told_and_the_row_is_as_it_was(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.table.draft(FIRST, "3")
        stale = AssessmentKey(HERE.round, "u-a")
        one.table.sleep()
        one.lock("u-a")  # somebody else's doing, of which the table has not heard yet
        assert not one.table.enter(FIRST, "3")
        assert one.refusals == ["“甲科”已经定稿，不能再改；需要改时请先撤销定稿并写明理由"]
        assert one.table.fault.words == one.refusals[0]
        assert one.texts(0)[0] == "—"
        assert LATE not in facts_of(one.workspace, stale)


def test_leaving_half_typed_words_says_what_was_not_saved(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.table.draft(FIRST, "三")
        one.table.leave(FIRST, "三")
        assert one.refusals == ["“甲科 序号20①迟报”没有保存：请填整数，例如 3，现在是“三”"]
        assert one.table.fault == NO_FAULT
        one.table.leave(FIRST, "4")
        assert one.fact("u-a", LATE) == {"count": 4}


# -- many cells


def test_a_pasted_column_is_recorded_at_once(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        assert watched(one)
        before = one.events
        plan = one.table.paste("3\r\n0\r\n乙\r\n", [FIRST])
        assert plan is not None
        assert [cell.why for cell in plan.refused] == ["请填整数，例如 3，现在是“乙”"]
        assert one.events == before
        assert one.table.take(plan)
        assert one.texts(0) == ["3", "0", "—"]
        assert one.events == before + 2


def test_what_cannot_be_pasted_at_all_is_refused(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        assert one.table.paste("\r\n", [FIRST]) is None
        assert one.refusals == ["剪贴板里没有可以粘贴的文字，请先在电子表格里复制一列"]


def test_a_plan_that_became_impossible_is_refused_as_a_whole(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        plan = one.table.paste("3\r\n1\r\n", [FIRST])
        assert plan is not None
        one.table.sleep()
        one.lock("u-b")
        assert not one.table.take(plan)
        assert one.fact("u-a", LATE) is None
        assert one.refusals[0].startswith("“乙科”已经定稿")


def test_copied_cells_paste_back(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", LATE, {"count": 2})
        one.record("u-a", "two-short", {"actual": 12})
        spots = [Spot(row, column) for row in range(2) for column in range(5)]
        copied = one.table.copied(spots)
        reason = "序号20①迟报：2 份，每份扣 1 分，扣 2 分"
        assert copied == f"2\t12\t{reason}\t8\t8\n\t\t\t\t\n"
        plan = one.table.paste(one.table.copied(spots[:2]), [Spot(1, 0)])
        assert plan is not None
        assert one.table.take(plan)
        assert facts_of(one.workspace, AssessmentKey(HERE.round, "u-b")) == facts_of(one.workspace)
        assert one.table.copied([]) == ""


@pytest.mark.parametrize("part", PARTS)
def test_every_shape_copies_as_it_is_typed(tmp_path: Path, part: str) -> None:
    facts: dict[str, dict[str, object]] = {
        "award": {"points": "6.5", "reason": "缺（一）"},
        "shortfall": {"actual": 17},
        "tiers-ratio": {"done": 9, "total": 10},
        "tiers-count": {"count": 2},
        "tiers-two": {"figures": {"rate": {"done": 9, "total": 10}, "runs": {"count": 2}}},
        "rate": {"done": 9, "total": 10},
        "rate-percent": {"percent": "94.4%"},
        "target": {"count": 19},
        "target-amount": {"amount": "2.25"},
        "target-percent": {"percent": "-3%"},
        "target-ratio": {"done": 9, "total": 10},
        "each-earn": {"count": 2},
        "graded-earn": {"items": []},
    }
    with tabled(tmp_path, part) as one:
        [criterion] = one.table.criteria
        fact = facts.get(part) or criterion.rule.clean()
        assert fact is not None
        one.record("u-a", criterion.id, fact)
        plan = one.table.paste(one.table.copied([FIRST]), [Spot(1, 0), Spot(2, 0)])
        assert plan is not None
        assert one.table.take(plan)
        assert one.fact("u-b", criterion.id) == one.fact("u-c", criterion.id) == fact


def test_filling_and_clearing(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", LATE, {"count": 2})
        column = [Spot(row, 0) for row in range(3)]
        assert one.table.take(one.table.fill(column))
        assert one.texts(0) == ["2", "2", "2"]
        assert one.table.take(one.table.clear([*column, Spot(0, 4)]))
        assert one.texts(0) == ["—", "—", "—"]
        before = one.events
        assert one.table.take(one.table.clear(column))
        assert one.events == before


def test_settling_a_unit_asks_for_the_figure_that_is_left(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        assert one.table.settle(0) == 1
        assert one.fact("u-a", LATE) == {"count": 0}
        before = one.events
        assert one.table.settle(0) == 1
        assert one.events == before
        assert one.enter(0, 1, "12")
        assert one.table.settle(0) is None
        assert (one.refusals, one.table.settled) == ([], 1)


# -- steps back


def test_one_step_back_takes_back_a_whole_paste(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.enter(0, 0, "1")
        plan = one.table.paste("3\r\n2\r\n", [FIRST])
        assert plan is not None
        one.table.take(plan)
        one.table.undo()
        assert one.texts(0) == ["1", "—", "—"]
        one.table.undo()
        assert one.texts(0) == ["—", "—", "—"]
        one.table.redo()
        one.table.redo()
        assert one.texts(0) == ["3", "2", "—"]
        assert one.remarks == [
            "已撤销：粘贴 2 格",
            "已撤销：甲科 认定“序号20①”",
            "已重做：甲科 认定“序号20①”",
            "已重做：粘贴 2 格",
        ]
        one.table.redo()
        assert one.refusals == ["这张表里没有可以重做的操作"]


def test_a_step_back_shows_where_it_was(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        spots: list[tuple[int, int]] = []
        one.table.spot_wanted.connect(lambda row, column: spots.append((row, column)))
        one.enter(2, 1, "11")
        one.table.step(1)
        one.table.undo()
        assert one.table.part is not None
        assert (one.table.part.id, spots) == ("two", [(2, 1)])


def test_what_was_overtaken_elsewhere_is_not_taken_back(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        plan = one.table.paste("3\r\n2\r\n", [FIRST])
        assert plan is not None
        one.table.take(plan)
        one.record("u-b", LATE, {"count": 5})
        one.table.undo()
        assert one.texts(0) == ["3", "5", "—"]
        assert one.refusals == ["“粘贴 2 格”之后，那里又有别的改动，请到该单位的表单里撤销"]


# -- what others do


def test_only_the_unit_that_was_touched_is_read_again(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        before = list(one.table.rows)
        one.record("u-b", LATE, {"count": 1})
        assert [row is was for row, was in zip(one.table.rows, before, strict=True)] == [
            True,
            False,
            True,
        ]


def test_a_list_that_changed_elsewhere_is_seen(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-b", LATE, {"items": [{"note": "一月"}]})
        one.record("u-b", LATE, {"items": [{"note": "二月", "exempt": True, "reason": "停电"}]})
        assert one.texts(0)[1] == "1份·免1"


def test_asleep_it_reads_nothing_and_awake_what_it_missed(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.table.sleep()
        one.record("u-b", LATE, {"count": 1})
        assert one.texts(0)[1] == "—"
        one.table.wake()
        assert one.texts(0)[1] == "1"
        one.table.sleep()
        one.record("u-c", LATE, {"count": 2})
        one.table.open(HERE.round, "two")
        assert one.texts(0) == ["—", "1", "2"]


def test_what_is_recorded_in_another_round_is_no_concern(tmp_path: Path) -> None:
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        workplace = Workplace(workspace, ME)
        table = RoundTable(workplace)
        one, other = rounds_of(workspace)[-2:]
        table.open(one.id, "")
        rows = list(table.rows)
        elsewhere = RoundTable(workplace)
        elsewhere.open(other.id, "")
        spot = next(
            Spot(n, 0) for n, row in enumerate(elsewhere.rows) if not row.locked and row.cells
        )
        with workplace.deed() as tell:
            name = elsewhere.criteria[0].id
            fact = elsewhere.criteria[0].rule.clean()
            assert fact is not None
            key = elsewhere.rows[spot.row].key
            tell(record_finding(workspace, ME, key, name, fact).outcome)
        assert table.rows == rows


def test_steps_end_at_the_first_and_the_last_part(tmp_path: Path) -> None:
    with tabled(tmp_path, "flag") as one:
        assert not one.table.step(-1)
        assert one.table.place == 0
        while one.table.step(1):
            pass
        assert one.table.part is not None
        assert one.table.part.id == "+penalty"


def test_a_round_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.table.open("r-none", "two")
        assert one.refusals[0].startswith("没有代号为“r-none”的考核批次")
        assert one.texts(0) == ["—", "—", "—"]


def test_a_cell_is_given_to_the_view_as_a_whole(tmp_path: Path) -> None:
    with tabled(tmp_path) as one:
        one.record("u-a", LATE, {"count": 2})
        index = one.table.index(0, 0)
        assert index.data(CELL_ROLE) is one.table.rows[0].cells[0]
        assert index.data(Qt.ItemDataRole.EditRole) == "2"
        assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("序号20①迟报：2 份")
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "2，有失分"
