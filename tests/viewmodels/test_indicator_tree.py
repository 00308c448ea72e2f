"""The indicator tree as Qt reads it: sound at every moment, its rows following each change."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.records import AssessmentKey
from desktop.services.recording import judge, set_aside, withdraw_finding
from desktop.viewmodels.indicator_tree import ROW_ROLE, IndicatorTree
from desktop.viewmodels.part_rows import Filter, PartRow, SectionRow, State
from tests.services.building import rounds
from tests.viewmodels.building import NEXT
from tests.viewmodels.opened import Opened

WARNING = QAbstractItemModelTester.FailureReportingMode.Warning


@pytest.fixture
def tree(every: Opened) -> Iterator[IndicatorTree]:
    """The tree of the open sheet, watched by Qt's own tester."""
    holder = QObject()
    made = IndicatorTree(every.assessment, holder)
    QAbstractItemModelTester(made, WARNING, holder)
    made.show_only(Filter.ALL, "")
    every.assessment.opened.emit()
    yield made
    holder.deleteLater()


@pytest.fixture
def sectioned(office: Opened) -> Iterator[IndicatorTree]:
    """The tree of a scheme with sections."""
    holder = QObject()
    made = IndicatorTree(office.assessment, holder)
    QAbstractItemModelTester(made, WARNING, holder)
    office.assessment.open(rounds().city)
    yield made
    holder.deleteLater()


def drawn(tree: IndicatorTree, parent: QModelIndex | None = None) -> list[PartRow]:
    """Every part as a view reads it, index by index."""
    above = QModelIndex() if parent is None else parent
    rows: list[PartRow] = []
    for number in range(tree.rowCount(above)):
        index = tree.index(number, 0, above)
        row = index.data(ROW_ROLE)
        rows += drawn(tree, index) if isinstance(row, SectionRow) else [row]
    return rows


def row_of(tree: IndicatorTree, part: str) -> PartRow:
    """One part as a view reads it."""
    found = tree.index_of(part).data(ROW_ROLE)
    assert isinstance(found, PartRow)
    return found


def test_without_a_sheet_it_is_empty(office: Opened) -> None:
    tree = IndicatorTree(office.assessment)
    QAbstractItemModelTester(tree, WARNING, tree)
    assert tree.rowCount() == 0
    office.assessment.open(rounds().city)
    assert tree.rowCount() > 0
    office.assessment.close()
    assert tree.rowCount() == 0


def test_every_part_has_its_row_in_order(every: Opened, tree: IndicatorTree) -> None:
    assert [row.part for row in drawn(tree)] == [part.id for part in every.assessment.parts]
    assert drawn(tree) == tree.part_rows()
    assert [tree.index_of(part.id).row() for part in every.assessment.parts] == [
        *range(len(every.assessment.parts))
    ]
    assert not tree.index_of("none").isValid()


def test_each_change_is_followed(every: Opened, tree: IndicatorTree) -> None:
    def state() -> tuple[State, str]:
        row = row_of(tree, "each")
        return row.state, row.score

    assert state() == (State.OPEN, "—")
    every.assessment.draft("each-it", {"count": 1})
    assert state() == (State.LOST, "8")
    every.assessment.draft("each-it", None)
    assert state() == (State.OPEN, "—")
    every.record("each-it", {"count": 2})
    assert state() == (State.LOST, "6")
    every.record("each-it", {"count": 0})
    assert state() == (State.SETTLED, "10")
    every.do(judge, "each", {"score": "3", "reason": "研究过"})
    assert state() == (State.JUDGED, "3")
    every.do(withdraw_finding, "each-it")
    assert state() == (State.JUDGED, "3")
    every.do(set_aside, "aside", "没有编制")
    assert row_of(tree, "aside").state is State.ASIDE


def test_a_change_is_told_for_its_row_alone(every: Opened, tree: IndicatorTree) -> None:
    told: list[range] = []
    resets: list[int] = []
    tree.dataChanged.connect(lambda first, last: told.append(range(first.row(), last.row() + 1)))
    tree.modelReset.connect(lambda: resets.append(1))
    every.record("each-it", {"count": 2})
    assert (told, resets) == ([range(1, 2)], [])


def test_filters_let_rows_in_and_out_as_they_change(every: Opened, tree: IndicatorTree) -> None:
    tree.show_only(Filter.LOST, "")
    assert drawn(tree) == []
    every.record("each-it", {"count": 2})
    every.record("two-late", {"count": 1})
    assert [row.part for row in drawn(tree)] == ["each", "two"]
    every.record("each-it", {"count": 0})
    assert [row.part for row in drawn(tree)] == ["two"]
    assert not tree.index_of("each").isValid()
    tree.show_only(Filter.OPEN, "序号20")
    assert [row.part for row in drawn(tree)] == ["two"]
    every.record("two-short", {"actual": 12})
    assert drawn(tree) == []
    tree.show_only(Filter.ALL, "")
    assert len(drawn(tree)) == len(every.assessment.parts)


def test_counts_are_those_of_the_whole_sheet(every: Opened, tree: IndicatorTree) -> None:
    every.record("each-it", {"count": 2})
    tree.show_only(Filter.LOST, "没有")
    assert tree.count(Filter.ALL) == len(every.assessment.parts)
    assert tree.count(Filter.OPEN) == len(every.assessment.parts) - 1
    assert tree.count(Filter.LOST) == 1


def test_a_search_finds_the_reason_as_it_is_typed(every: Opened, tree: IndicatorTree) -> None:
    tree.show_only(Filter.ALL, "三月")
    assert drawn(tree) == []
    every.assessment.draft("each-it", {"count": 1, "note": "缺三月"})
    assert [row.part for row in drawn(tree)] == ["each"]


def test_another_unit_is_another_reading(every: Opened, tree: IndicatorTree) -> None:
    every.record("each-it", {"count": 2})
    every.assessment.open(NEXT)
    assert row_of(tree, "each").state is State.OPEN


def test_sections_are_headings_over_their_parts(office: Opened, sectioned: IndicatorTree) -> None:
    top = [sectioned.index(row, 0) for row in range(sectioned.rowCount())]
    headings = [one for one in top if isinstance(one.data(ROW_ROLE), SectionRow)]
    assert headings
    for one in headings:
        assert not one.flags() & Qt.ItemFlag.ItemIsSelectable
        assert sectioned.rowCount(one) > 0
        for row in range(sectioned.rowCount(one)):
            inside = sectioned.index(row, 0, one)
            assert inside.parent() == one
            assert inside.flags() & Qt.ItemFlag.ItemIsSelectable
    parts = [part.id for part in office.assessment.parts]
    assert [row.part for row in drawn(sectioned)] == parts
    assert [row_of(sectioned, part).part for part in parts] == parts


def test_sections_follow_filters_searches_and_changes(
    office: Opened, sectioned: IndicatorTree
) -> None:
    sectioned.show_only(Filter.EVIDENCE, "")
    assert [row.part for row in drawn(sectioned)] != []
    assert all(row.lacks_evidence for row in drawn(sectioned))
    sectioned.show_only(Filter.EASY, "")
    assert all(row.easily_lost for row in drawn(sectioned))
    sectioned.show_only(Filter.LOST, "")
    assert drawn(sectioned) == []
    criterion = office.assessment.sight.scheme.indicators[0].criteria[0]
    office.record(criterion.id, {"found": True} if criterion.rule.shape == "flag" else {"count": 1})
    [row] = drawn(sectioned)
    assert (row.part, row.state) == (office.assessment.parts[0].id, State.LOST)
    sectioned.show_only(Filter.ALL, criterion.clause)
    assert row.part in [one.part for one in drawn(sectioned)]
    office.assessment.open(AssessmentKey(rounds().cities, "u-b"))
    sectioned.show_only(Filter.ALL, "")
    assert {one.state for one in drawn(sectioned)} == {State.OPEN}


def test_it_is_read_aloud(every: Opened, tree: IndicatorTree) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert tree.index_of("two").data(role) == "20 两条，未评，满分 10，未评"
    every.record("two-late", {"count": 3})
    assert tree.index_of("two").data(role) == "20 两条，得分 7，满分 10，已评一部分，有扣分"
