"""What is made later is reached where it stands, in both directions, and nothing is reached twice."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QButtonGroup, QLineEdit, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.parts.boxes import column
from desktop.ui.parts.late_pages import LatePages
from desktop.ui.parts.month_toggles import MonthToggles
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.parts.toggles import stop_at_checked
from tests.journeys.evaluator import take_keys
from tests.ui.seat import Seat


def named(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def round_trip(key: Qt.Key) -> list[str]:
    """The names that the key comes to, until one comes again; it is the last."""
    seen: list[str] = []
    for _ in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        if seen[-1] in seen[:-1]:
            break
        QTest.keyClick(focused, key)
    return seen


def test_late_parts_are_reached_where_they_stand(qtbot: QtBot) -> None:
    window, pages, first = QWidget(), LatePages(), named("上面")
    window.setLayout(column(first, pages, named("下面")))
    qtbot.addWidget(window)
    window.show()
    segments, months = Segments([Segment("符合"), Segment("不符合")], "要求"), MonthToggles()
    segments.show_value(1)
    toggles, group = [QPushButton("本条"), QPushButton("全部")], QButtonGroup(window)
    stop_at_checked(group)
    for one in toggles:
        one.setAccessibleName(one.text())
        one.setCheckable(True)
        group.addButton(one)
    toggles[0].setChecked(True)
    panes, late = QSplitter(), QWidget()
    panes.addWidget(named("左边"))
    panes.addWidget(named("右边"))
    late.setLayout(column(named("日期"), segments, *toggles, months, panes))
    pages.add(late)
    toggles[1].setChecked(True)
    take_keys(window)
    first.setFocus()
    as_read = ["上面", "日期", "要求：不符合", "全部", "报送月份：1月", "左边", "右边", "下面"]
    assert round_trip(Qt.Key.Key_Tab) == [*as_read, "上面"]
    first.setFocus()
    assert round_trip(Qt.Key.Key_Backtab) == ["上面", *reversed(as_read)]


def test_an_item_that_is_added_is_reached_after_the_one_before(seat: Seat) -> None:
    seat.go("each")
    name = seat.card.criterion.label
    seat.do(f">逐件记录：{name}", "Space", ">添加一件", "Space", ">添加一件", "Space")
    seat.do(f">{name}第 1 件：说明")
    reached = []
    for _ in range(20):
        seat.press("Tab")
        reached.append(seat.focus.accessibleName())
    assert reached.index(f"{name}第 2 件：说明") < reached.index(f"{name}第 3 件：说明")
    assert reached.index(f"{name}第 3 件：说明") < reached.index(f"留痕：{name}")
    assert "下一未评项" not in reached[: reached.index(f"留痕：{name}")]
