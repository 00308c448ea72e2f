"""总览: what is due and overdue, and the ways to the ledgers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services.due_today import DueLine, DueSight, PastLine
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import open_workspace
from desktop.ui.panels.due_card import DueCard
from desktop.ui.screens.overview_screen import OverviewScreen
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, PLAN, office_in
from tests.ui.seat import key_to, visible


@pytest.fixture
def card(qtbot: QtBot, dressed: QApplication) -> DueCard:
    made = DueCard()
    qtbot.addWidget(made)
    made.resize(900, 300)
    return made


def lines(number: int) -> tuple[DueLine, ...]:
    units = tuple(f"第{at}单位" for at in range(1, 8))
    return tuple(
        DueLine(f"{month}月报表", date(2022, month, 20), 30 * (number - month), units)
        for month in range(1, number + 1)
    )


def said(card: DueCard) -> list[str]:
    return [one.text() for one in visible(card, QLabel)]


def test_where_nothing_is_due_there_is_no_card(card: DueCard) -> None:
    card.show_due(DueSight())
    assert not card.isVisible()


def test_six_lines_and_how_many_more(card: DueCard) -> None:
    card.show_due(DueSight(lines(8)))
    told = said(card)
    assert told[:2] == ["报送", "逾期 7 项，今天到期 1 项"]
    assert told[2:4] == ["已过 210 天", "1月报表"]
    owing = "01-20 到期，7 个单位未报：第1单位、第2单位、第3单位、第4单位等"
    assert visible(card, QLabel)[4].toolTip() == owing
    assert (len(told), told[-1]) == (2 + 6 * 3 + 1, "还有 2 项")
    card.show_due(DueSight(lines(1)))
    assert said(card)[1:4] == ["今天到期 1 项", "今天到期", "1月报表"]
    assert len(said(card)) == 5
    card.show_due(DueSight(lines(3)[:2]))
    assert said(card)[1] == "逾期 2 项"


def test_what_came_back_is_told_from_what_never_came(card: DueCard) -> None:
    [line] = lines(1)
    card.show_due(DueSight((replace(line, units=("甲",), returned=("乙", "丙")),)))
    owing = "01-20 到期，1 个单位未报：甲；2 个单位被退回，还没有重报：乙、丙"
    assert visible(card, QLabel)[4].toolTip() == owing
    card.show_due(DueSight((replace(line, units=(), returned=("乙",)),)))
    assert visible(card, QLabel)[4].toolTip() == "01-20 到期，1 个单位被退回，还没有重报：乙"


def test_a_year_gone_by_keeps_its_line_below_the_others(card: DueCard) -> None:
    past = tuple(PastLine(f"{year}年的计划", year, 9, ("甲", "乙")) for year in (2022, 2021, 2020))
    card.show_due(DueSight(lines(8), past))
    told = said(card)
    count = "2022年逾期未报 9 份，2021年逾期未报 9 份，2020年逾期未报 9 份"
    assert told[1] == f"逾期 7 项，今天到期 1 项，{count}"
    assert told[-7:-1:3] == ["2022年", "2021年"]
    assert (len(told), told[-1]) == (2 + 6 * 3 + 1, "还有 5 项")
    card.show_due(DueSight((), past))
    assert len(said(card)) == 2 + 3 * 3
    card.show_due(DueSight((), past[:1]))
    assert said(card)[1:4] == ["2022年逾期未报 9 份", "2022年", "2022年的计划"]
    last = visible(card, QLabel)[4]
    assert last.toolTip() == "逾期未报 9 份，涉及 2 个单位：甲、乙"
    assert "归档" in visible(card, QLabel)[2].toolTip()


def test_the_way_from_the_card_leads_to_the_year_of_its_first_line(card: DueCard) -> None:
    heard: list[int] = []
    card.ledger_wanted.connect(heard.append)
    card.show_due(DueSight(lines(2)))
    card.open.click()
    card.show_due(DueSight((), (PastLine("从前的计划", 2020, 9, ("甲", "乙")),)))
    card.open.click()
    assert heard == [lines(1)[0].year, 2020]


@pytest.fixture
def screen(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> Iterator[tuple[OverviewScreen, Overview]]:
    """A plan of this year, nothing received."""
    with open_workspace(office_in(tmp_path)) as workspace:
        today = date.today()  # noqa: DTZ011  # the office's day
        units = ["u-a", "u-b", "u-c"]
        open_round(workspace, ME, RoundPlan("今年的计划", f"{today.year}年", PLAN, units))
        overview = Overview(Workplace(workspace, ME))
        made = OverviewScreen(overview)
        qtbot.addWidget(made)
        made.resize(1_200, 700)
        made.show()
        qtbot.waitUntil(lambda: overview._due_on is not None, timeout=5_000)
        QApplication.processEvents()
        yield made, overview
        overview.sleep()


def test_the_ways_to_the_ledgers(screen: tuple[OverviewScreen, Overview]) -> None:
    made, overview = screen
    heard: list[int] = []
    made.reports_wanted.connect(heard.append)
    assert made.due.isVisible() is bool(overview.due.lines)
    found = [one for one in visible(made, QPushButton) if one.text() == "看台账"]
    assert {one.accessibleName() for one in found} == {"看台账：今年的计划", "看台账：年度计划"}
    for one in sorted(found, key=QPushButton.accessibleName):
        one.click()
    assert heard == [date.today().year, 2022]  # noqa: DTZ011  # the office's day
    entered = [one for one in visible(made, QPushButton) if one.text() == "进入考核"]
    assert len(entered) == 2  # a plan without points has nothing to enter


def test_ctrl_n_makes_a_new_round(screen: tuple[OverviewScreen, Overview]) -> None:
    """As it makes a new one everywhere else; wherever the cursor is on the page."""
    made, overview = screen
    heard: list[tuple[str, str]] = []
    made.round_wanted.connect(lambda what, key: heard.append((what, key)))
    for one in (made.new_round, made.check_code):
        one.setFocus()
        key_to(one, "Ctrl+N")
    assert heard == [("new", "")] * 2
    assert overview.rounds
    assert "Ctrl+N" in made.new_round.toolTip()


def test_what_comes_above_leaves_the_cursor_in_sight(
    screen: tuple[OverviewScreen, Overview], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a round was renamed 等我处理 stood above it, and the cursor was pushed out of the window."""
    made, overview = screen
    made.resize(1_200, 260)
    card = next(iter(made._rounds.lines.values()))
    card.entry.setFocus()
    made.ensureWidgetVisible(card.entry, 0, 0)
    assert card.entry.visibleRegion().boundingRect() == card.entry.rect()
    monkeypatch.setattr(Overview, "waiting_for_all", "审核中 3 张")
    overview.changed.emit()
    assert made.waiting.isVisible()
    qtbot.waitUntil(lambda: card.entry.visibleRegion().boundingRect() == card.entry.rect())
