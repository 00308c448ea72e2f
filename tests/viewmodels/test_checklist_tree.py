"""The checklist as a tree: requirements, pieces, files; the same rows keep their place."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.records import EvidenceLink
from desktop.viewmodels.checklist_deeds import NOTHING, deeds_of
from desktop.viewmodels.checklist_rows import ChecklistFilter, PieceRow, RequirementRow
from desktop.viewmodels.checklist_tree import ROW_ROLE, ChecklistTree, FileRow
from desktop.viewmodels.handed import handed_in
from tests.viewmodels.handing import Handing

Role = Qt.ItemDataRole


@pytest.fixture
def tree(at: Handing) -> Iterator[ChecklistTree]:
    made = ChecklistTree(at.view)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()


def under(tree: ChecklistTree, index: QModelIndex) -> list[str]:
    return [tree.index(row, 0, index).data() for row in range(tree.rowCount(index))]


def test_files_stand_below_what_they_prove(at: Handing, tree: ChecklistTree) -> None:
    at.link((3, "", None), (2, "议程", None), (14, "", 7), (14, "", 5))
    assert tree.rowCount() == 36
    meetings, plan, counted = (tree.index(row, 0) for row in (1, 2, 13))
    assert under(tree, meetings) == ["会议通知", "会议图片", "会议内容", "议程", "签到表"]
    assert under(tree, tree.index(3, 0, meetings)) == ["%PDF.pdf"]
    assert under(tree, plan) == ["%PDF.pdf"]
    rows = [tree.row_at(tree.index(at, 0, counted)) for at in (0, 1)]
    assert [one.where for one in rows if isinstance(one, FileRow)] == ["第 5 项", "第 7 项"]
    assert tree.index(0, 0, tree.index(3, 0, meetings)).parent().parent() == meetings
    assert tree.columnCount() == 1
    assert tree.row_at(QModelIndex()) is None


def test_it_is_read_aloud(at: Handing, tree: ChecklistTree) -> None:
    at.link((3, "", None), (20, "惩戒佐证", 2))
    spoken = tree.index(2, 0).data(Role.AccessibleTextRole)
    assert spoken == "第 3 项佐证要求：年度抽查工作方案，齐，市双随机办"
    assert tree.index(2, 0).data() == "3 年度抽查工作方案"
    assert isinstance(tree.index(2, 0).data(ROW_ROLE), RequirementRow)
    assert tree.index(2, 0).data(Role.DecorationRole) is None
    asked = tree.index(2, 0, tree.index(6, 0))
    assert asked.data(Role.AccessibleTextRole) == "无监管对象书面说明，不要求，仅无监管对象时"
    file = tree.index(0, 0, tree.index(0, 0, tree.index(19, 0)))
    assert file.data(Role.AccessibleTextRole) == "材料 %PDF.pdf，第 2 件处罚"


def test_rows_that_are_the_same_keep_their_place(at: Handing, tree: ChecklistTree) -> None:
    resets: list[int] = []
    tree.modelReset.connect(lambda: resets.append(1))
    with at.bot.waitSignal(tree.dataChanged):
        at.view.waive(2, "议程", 0, "没有")
    assert resets == []
    at.link((3, "", None))
    assert resets == [1]
    key = tree.key_at(tree.index(2, 0))
    assert key is not None
    at.view.show_only(ChecklistFilter.LACKING)
    assert not tree.index_of(key).isValid()
    at.view.show_only(ChecklistFilter.ALL)
    assert tree.index_of(key) == tree.index(2, 0)
    assert tree.key_at(QModelIndex()) is None


def test_a_file_can_be_dragged_to_another_piece(at: Handing, tree: ChecklistTree) -> None:
    evidence = at.link((3, "", None))
    file = tree.index(0, 0, tree.index(2, 0))
    assert tree.flags(file) & Qt.ItemFlag.ItemIsDragEnabled
    assert not tree.flags(tree.index(2, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    handed = handed_in(tree.mimeData([file, tree.index(2, 0)]))
    assert handed is not None
    assert handed.kept == (evidence,)


class TestDeeds:
    """What can be done about a row, and what there is to say of it."""

    def test_a_requirement_of_one_piece(self, at: Handing, tree: ChecklistTree) -> None:
        at.link((3, "", None))
        deeds = deeds_of(tree.row_at(tree.index(2, 0)))
        assert deeds.heading == "3 年度抽查工作方案"
        assert deeds.told == ("由市双随机办提供", "要 1 件，有 1 件")
        assert deeds.waives == (3, "")
        assert [one.requirement for one in deeds.links] == [3]
        assert deeds.shows == deeds.links[0]

    def test_a_requirement_of_several_gives_no_links_away(
        self, at: Handing, tree: ChecklistTree
    ) -> None:
        at.link((2, "议程", None))
        at.view.waive(2, "签到表", 0, "遗失")
        deeds = deeds_of(tree.row_at(tree.index(1, 0)))
        assert (deeds.links, deeds.shows, deeds.waives) == ((), None, (2, ""))
        assert deeds.told[-1] == "免交理由：遗失"
        assert [row.piece for row in deeds.waived] == ["签到表"]

    def test_what_is_waived_is_not_waived_again(self, at: Handing, tree: ChecklistTree) -> None:
        at.view.waive(2, "", 0, "没有开会")
        index = tree.index(1, 0)
        assert deeds_of(tree.row_at(index)).waives is None
        assert deeds_of(tree.row_at(tree.index(0, 0, index))).waives is None

    def test_a_counted_piece_has_a_grid_and_gives_only_one_link_away(
        self, at: Handing, tree: ChecklistTree
    ) -> None:
        at.link((14, "", 1))
        one = deeds_of(tree.row_at(tree.index(13, 0)))
        assert one.counted
        assert len(one.links) == 1
        assert one.shows is None
        at.link((14, "", 2), content=b"more")
        assert deeds_of(tree.row_at(tree.index(13, 0))).links == ()

    def test_what_is_not_asked_for(self, at: Handing, tree: ChecklistTree) -> None:
        row = tree.row_at(tree.index(2, 0, tree.index(6, 0)))
        assert isinstance(row, PieceRow)
        assert deeds_of(row).told == ("不要求", "仅无监管对象时")
        at.link((7, "无监管对象书面说明", None))
        row = tree.row_at(tree.index(2, 0, tree.index(6, 0)))
        assert deeds_of(row).told[0] == "要 0 件，有 1 件"

    def test_a_file(self, at: Handing, tree: ChecklistTree) -> None:
        at.link((3, "", None))
        row = tree.row_at(tree.index(0, 0, tree.index(2, 0)))
        deeds = deeds_of(row)
        assert isinstance(row, FileRow)
        assert (deeds.heading, deeds.told) == ("%PDF.pdf", ("用于“第 3 项”",))
        assert (deeds.links, deeds.shows, deeds.waives) == ((row.link,), row.link, None)
        assert isinstance(deeds.shows, EvidenceLink)

    def test_nothing(self) -> None:
        assert deeds_of(None) == NOTHING
