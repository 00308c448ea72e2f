"""The calendar of a year: what the arrows reach, what a click opens, what is painted and said."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain.records import OfficeDay
from desktop.services.office_days import keep_office_days, office_days_of
from desktop.ui.criteria.date_field import DateField
from desktop.ui.criteria.fields import NumberField
from desktop.ui.dialogs.day_dialog import DayDialog
from desktop.ui.panels.day_settings import DaySettings
from desktop.ui.panels.year_calendar import YearCalendar
from desktop.viewmodels.office_calendar import OfficeCalendar
from tests.services.building import ME
from tests.ui.dropping import answering, nameless
from tests.ui.seat import key_to, part_of, visible
from tests.viewmodels.handing import Handing

TODAY: Final = date(2026, 11, 22)
FAR: Final = 2099  # nobody publishes it for long


@pytest.fixture
def calendar(at: Handing) -> OfficeCalendar:
    return OfficeCalendar(at.workplace, TODAY)


@pytest.fixture
def year(qtbot: QtBot, calendar: OfficeCalendar) -> Iterator[YearCalendar]:
    """In a scroll area that shows two rows of months."""
    area = QScrollArea()
    qtbot.addWidget(area)
    made = YearCalendar(calendar)
    area.setWidget(made)
    area.setWidgetResizable(True)
    area.resize(760, 420)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    made.setFocus()
    yield made
    area.close()  # held till now


@pytest.fixture
def card(qtbot: QtBot, calendar: OfficeCalendar) -> DaySettings:
    made = DaySettings(calendar)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    return made


def says(card: DaySettings, words: str) -> bool:
    return any(words in one.text() for one in visible(card, QLabel))


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["Left"], date(2026, 11, 21)),
        (["Right", "Right"], date(2026, 11, 24)),
        (["Up", "Up"], date(2026, 11, 8)),
        (["Down"], date(2026, 11, 29)),
        (["PgUp"], date(2026, 10, 22)),
        (["PgDown", "PgDown"], date(2026, 12, 22)),
        (["PgDown", *["Down"] * 3], date(2026, 12, 31)),
        ([*["PgUp"] * 11], date(2026, 1, 22)),
        (["Down", "Right", "Right", "PgUp", "PgUp", "PgUp"], date(2026, 9, 1)),
    ],
)
def test_keys_go_from_day_to_day_within_the_year(
    year: YearCalendar, keys: list[str], day: date
) -> None:
    for key in keys:
        key_to(year, key)
    assert year.current == day
    assert f"{day.month}月{day.day}日" in year.accessibleName()


def test_the_same_day_of_a_shorter_month_is_its_last(year: YearCalendar) -> None:
    year.go_to(date(2026, 3, 31))
    key_to(year, "PgUp")
    assert year.current == date(2026, 2, 28)


def test_the_day_comes_into_sight(year: YearCalendar) -> None:
    area = year.window()
    assert isinstance(area, QScrollArea)
    year.go_to(date(2026, 1, 1))
    assert area.verticalScrollBar().value() < 60
    year.go_to(date(2026, 12, 31))
    assert area.verticalScrollBar().value() > 100


@pytest.mark.parametrize("key", ["Return", "Enter", "Space"])
def test_a_key_opens_the_day(year: YearCalendar, key: str) -> None:
    heard: list[date] = []
    year.opened.connect(heard.append)
    key_to(year, key)
    key_to(year, "Ctrl+Right")  # not ours
    key_to(year, "A")
    assert heard == [TODAY]


@pytest.mark.parametrize("width", [170, 360, 520, 760, 1200])
def test_a_click_opens_the_day_below_it_at_any_width(year: YearCalendar, width: int) -> None:
    heard: list[date] = []
    year.opened.connect(heard.append)
    year.window().resize(width + 20, 500)
    QApplication.processEvents()
    for day in (date(2026, 1, 1), date(2026, 8, 31), date(2026, 12, 6)):
        QTest.mouseClick(year, Qt.MouseButton.LeftButton, pos=year.room_of(day).center().toPoint())
    assert heard == [date(2026, 1, 1), date(2026, 8, 31), date(2026, 12, 6)]
    QTest.mouseClick(year, Qt.MouseButton.RightButton, pos=year.room_of(TODAY).center().toPoint())
    QTest.mouseClick(year, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))  # a month's name
    start, end = (year.room_of(date(2026, 5, day)).center().toPoint() for day in (6, 7))
    QTest.mousePress(year, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseRelease(year, Qt.MouseButton.LeftButton, pos=end)  # drawn away
    assert len(heard) == 3
    assert year.current == date(2026, 5, 6)
    assert year.room_of(date(2026, 12, 31)).bottom() <= year.height()
    assert year.room_of(date(2026, 12, 6)).right() <= year.width()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_tip_says_what_a_day_is(year: YearCalendar) -> None:
    at = year.room_of(date(2026, 10, 1)).center().toPoint()
    QApplication.sendEvent(year, QHelpEvent(QHelpEvent.Type.ToolTip, at, year.mapToGlobal(at)))
    assert QToolTip.text() == "2026年10月1日 周四：国庆节放假"
    nowhere = QPoint(1, 1)
    QApplication.sendEvent(
        year, QHelpEvent(QHelpEvent.Type.ToolTip, nowhere, year.mapToGlobal(nowhere))
    )


def test_a_leap_day_gives_way_in_another_year(year: YearCalendar, calendar: OfficeCalendar) -> None:
    calendar.show_year(2024)
    year.go_to(date(2024, 2, 29))
    calendar.show_year(2023)
    assert year.current == date(2023, 2, 28)


def test_sorts_of_days_look_unlike_one_another(year: YearCalendar, at: Handing) -> None:
    fair = [OfficeDay("2026-11-25", working=False), OfficeDay("2026-11-28", working=True)]
    at.workplace.dispatcher.tell(keep_office_days(at.workspace, ME, fair))
    year.go_to(date(2026, 1, 30))
    year.resize(1200, 600)
    picture = QImage(year.size(), QImage.Format.Format_RGB32)
    picture.fill("white")
    year.render(picture, renderFlags=QWidget.RenderFlag.DrawChildren)
    days = {
        "plain": date(2026, 11, 24),
        "weekend": date(2026, 11, 29),
        "holiday": date(2026, 10, 1),
        "made-up": date(2026, 10, 10),
        "own-rest": date(2026, 11, 25),
        "own-work": date(2026, 11, 28),
    }

    # By shape: the corner of the mark is painted where one works; by colour: the rim of its ground.
    def seen(day: date) -> tuple[str, str]:
        middle = year.room_of(day).center().toPoint()
        corner, rim = middle + QPoint(-9, -9), middle + QPoint(0, -8)
        return picture.pixelColor(corner).name(), picture.pixelColor(rim).name()

    looks = {sort: seen(day) for sort, day in days.items()}
    assert len({*looks.values()}) == len(days)
    assert looks["own-rest"][1] == looks["own-work"][1] != looks["holiday"][1]
    assert looks["own-rest"][0] == looks["holiday"][0] == looks["plain"][0] == "#ffffff"


class TestDayDialog:
    """Worked, free, or as the state has it."""

    @pytest.fixture
    def dialog(self, card: DaySettings, calendar: OfficeCalendar) -> DayDialog:
        made = DayDialog(card, calendar, date(2026, 11, 25))
        made.show()
        return made

    def test_several_days_are_said_at_once(self, dialog: DayDialog, at: Handing) -> None:
        assert nameless(dialog) == []
        assert not dialog.name.isEnabled()
        dialog.choices.choose(1)
        dialog.name.setText("县庆")
        dialog.last.setText("2026-11-27")
        dialog.keep_button.click()
        assert not dialog.isVisible()
        assert office_days_of(at.workspace) == [
            OfficeDay(f"2026-11-{day}", working=False, name="县庆") for day in (25, 26, 27)
        ]

    def test_what_is_said_already_stands_there_and_can_go(
        self, card: DaySettings, calendar: OfficeCalendar, at: Handing
    ) -> None:
        day = date(2026, 11, 28)
        calendar.keep(iter([day]), "补县庆", working=True)
        dialog = DayDialog(card, calendar, day)
        assert (dialog.choices.value, dialog.name.text()) == (0, "补县庆")
        dialog.choices.choose(2)
        dialog.keep_button.click()
        assert office_days_of(at.workspace) == []

    @pytest.mark.parametrize(
        ("last", "words"),
        [
            ("明天", DateField.wanted),
            ("", DateField.wanted),
            ("2026-11-24", "最后一天要在 2026-11-25 以后，一次至多 31 天"),
            ("2027-01-01", "最后一天要在 2026-11-25 以后，一次至多 31 天"),
        ],
    )
    def test_a_last_day_that_is_none_is_refused(
        self, dialog: DayDialog, at: Handing, last: str, words: str
    ) -> None:
        dialog.choices.choose(0)
        dialog.last.setText(last)
        dialog.keep_button.click()
        assert any(one.text() == words for one in visible(dialog, QLabel))
        assert dialog.isVisible()
        assert office_days_of(at.workspace) == []
        dialog.last.edited.emit()
        assert not any(one.text() == words for one in visible(dialog, QLabel))


class TestCard:
    """The year, and the trial."""

    def test_a_click_leads_to_the_dialog(self, card: DaySettings, at: Handing) -> None:
        def answer(dialog: object) -> None:
            assert isinstance(dialog, DayDialog)
            dialog.choices.choose(0)
            dialog.keep_button.click()

        answering(answer)
        card.year.opened.emit(date(2026, 11, 22))
        assert [one.day for one in office_days_of(at.workspace)] == ["2026-11-22"]
        assert says(card, "本单位另有规定 1 天")

    def test_a_year_that_is_not_published_can_be_entered(
        self, card: DaySettings, calendar: OfficeCalendar
    ) -> None:
        assert nameless(card) == []
        calendar.show_year(FAR)
        declare = part_of(card, QPushButton, "本单位已录入全年安排")
        assert not declare.isEnabled()
        assert says(card, "未公布")
        calendar.keep(iter([date(FAR, 1, 1)]), "元旦", working=False)
        assert says(card, "未公布，本单位已录入 1 天")
        declare.click()
        assert not declare.isVisible()
        assert says(card, "全年由本单位录入，其中 1 天不同于平常")
        part_of(card, QPushButton, "还没有录全").click()
        assert declare.isVisible()

    def test_the_years_are_offered(self, card: DaySettings, calendar: OfficeCalendar) -> None:
        years = part_of(card, QComboBox, "哪一年的工作日")
        years.setCurrentIndex(years.findData(2022))
        years.activated.emit(years.currentIndex())
        assert calendar.year == 2022
        assert card.year.current == date(2022, 11, 22)

    def test_a_term_is_tried_out(self, card: DaySettings) -> None:
        after = part_of(card, DateField, "结束日期")
        count = part_of(card, NumberField, "工作日数")
        after.setText("2022-09-09")
        after.textEdited.emit("")
        assert says(card, "最后一日是 2022年10月13日，即第 20 个工作日（跳过 14 天")
        for text, words in (("", ""), ("九月", DateField.wanted)):
            after.setText(text)
            after.textEdited.emit("")
            assert card._result.text() == words
        after.setText("2022-09-09")
        for text, words in (("", ""), ("二十", NumberField.wanted)):
            count.setText(text)
            count.textEdited.emit("")
            assert card._result.text() == words
