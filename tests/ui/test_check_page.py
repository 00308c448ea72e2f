"""核查 with real keys: kinds, rows, and the way to the sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey
from desktop.services.consistency.remarks import Matter
from desktop.ui.results.check_page import CheckPage
from tests.viewmodels.overall import ROUND, Overall, overall

EXEMPT = {"exempt": True, "reason": "系统停机", "note": "系统停机迟报"}


class Open:
    """The page, and the sheets that it asked for."""

    def __init__(self, of: Overall) -> None:
        self.of = of
        self.page = CheckPage(of.book)
        self.tester = QAbstractItemModelTester(
            self.page.table, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.page.resize(1000, 560)
        self.page.show_round()
        self.sheets: list[tuple[object, ...]] = []
        of.book.sheet_wanted.connect(lambda *told: self.sheets.append(told))

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key)

    @property
    def kinds(self) -> list[str]:
        return [self.page.kinds.item(at).text() for at in range(self.page.kinds.count())]


@pytest.fixture
def open_(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    with overall(tmp_path) as of:
        of.record("u-a", "late", {"items": [EXEMPT]})
        of.record("u-b", "late", {"items": [{"note": "系统停机迟报"}]})
        made = Open(of)
        qtbot.addWidget(made.page)
        made.page.show()
        made.page.activateWindow()
        qtbot.waitUntil(made.page.isActiveWindow)
        made.page.entry.setFocus()
        yield made


def test_rows_under_their_kinds_with_counts(open_: Open) -> None:
    assert open_.page.headline.text() == "2 处值得再看一眼"
    assert open_.kinds == ["全部　2", "相近情况处理不同　1", "免责没有佐证　1"]
    table = open_.page.table
    assert [str(table.index(0, at).data()) for at in range(3)] == [
        "相近情况处理不同",
        "一1①迟报：“系统停机迟报”",
        "甲镇免责；乙镇计扣",
    ]
    assert table.headerData(1, Qt.Orientation.Horizontal) == "事项"
    assert table.headerData(1, Qt.Orientation.Vertical) is None
    assert table.index(0, 0).data(Qt.ItemDataRole.FontRole) is None


def test_enter_leads_to_the_criterion_and_arrows_to_the_other_unit(open_: Open) -> None:
    assert open_.page._unit.text() == "甲镇（1 / 2）"
    open_.press(Qt.Key.Key_Return)
    open_.press(Qt.Key.Key_Right)
    assert open_.page._unit.text() == "乙镇（2 / 2）"
    open_.press(Qt.Key.Key_Return)
    assert open_.sheets == [
        (AssessmentKey(ROUND, "u-a"), "reports", "late"),
        (AssessmentKey(ROUND, "u-b"), "reports", "late"),
    ]
    open_.press(Qt.Key.Key_Right)
    assert open_.page._unit.text() == "甲镇（1 / 2）"
    open_.press(Qt.Key.Key_Down)
    assert open_.page._unit.text() == "甲镇"
    assert open_.page._why.text().startswith("免责（系统停机）没有关联佐证材料")


def test_a_double_click_leads_there_too(open_: Open) -> None:
    view = open_.page.view
    place = view.visualRect(open_.page.table.index(1, 1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert open_.sheets == [(AssessmentKey(ROUND, "u-a"), "reports", "late")]


def test_one_kind_alone(open_: Open) -> None:
    open_.page.kinds.setFocus()
    open_.press(Qt.Key.Key_Down)
    open_.press(Qt.Key.Key_Down)
    assert open_.page.table.matter is Matter.EXEMPTION
    assert open_.page.table.rowCount() == 1
    assert open_.page.view.isColumnHidden(0)
    open_.press(Qt.Key.Key_Home)
    assert open_.page.table.rowCount() == 2
    assert not open_.page.view.isColumnHidden(0)


def test_what_is_mended_is_gone_at_once(open_: Open) -> None:
    open_.of.record("u-a", "late", {"items": [{"note": "系统停机迟报"}]})
    assert open_.page.headline.text() == "没有需要再看的地方"
    assert not open_.page.view.isVisible()
    assert open_.page._nothing.isVisible()
    open_.page.drill()
    assert open_.sheets == []


def test_out_of_sight_nothing_is_looked_for_until_it_is_shown(open_: Open) -> None:
    open_.page.hide()
    open_.of.record("u-a", "late", {"items": [{"note": "系统停机迟报"}]})
    assert open_.page.table.total == 2
    open_.page.show()
    assert open_.page.table.total == 0
