"""总览: what is due and overdue, and the ways to the ledgers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.ledgers.kinds import RECEIPTS
from desktop.services.due_today import DueLine
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import open_workspace
from desktop.ui.panels.due_card import DueCard
from desktop.ui.screens.overview_screen import OverviewScreen
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, PLAN, office_in
from tests.ui.seat import visible


@pytest.fixture
def card(qtbot: QtBot, dressed: QApplication) -> DueCard:
    made = DueCard()
    qtbot.addWidget(made)
    made.resize(900, 300)
    return made


def lines(number: int) -> list[DueLine]:
    units = tuple(f"第{at}单位" for at in range(1, 8))
    return [
        DueLine(f"{month}月报表", date(2022, month, 20), 30 * (number - month), units)
        for month in range(1, number + 1)
    ]


def said(card: DueCard) -> list[str]:
    return [one.text() for one in visible(card, QLabel)]


def test_where_nothing_is_due_there_is_no_card(card: DueCard) -> None:
    card.show_due([])
    assert not card.isVisible()


def test_six_lines_and_how_many_more(card: DueCard) -> None:
    card.show_due(lines(8))
    told = said(card)
    assert told[:2] == ["报送", "逾期 7 项，今天到期 1 项"]
    assert told[2:4] == ["已过 210 天", "1月报表"]
    owing = "01-20 到期，7 个单位未报：第1单位、第2单位、第3单位、第4单位等"
    assert visible(card, QLabel)[4].toolTip() == owing
    assert (len(told), told[-1]) == (2 + 6 * 3 + 1, "还有 2 项")
    card.show_due(lines(1))
    assert said(card)[1:4] == ["今天到期 1 项", "今天到期", "1月报表"]
    assert len(said(card)) == 5
    card.show_due(lines(3)[:2])
    assert said(card)[1] == "逾期 2 项"


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
    heard: list[tuple[str, str]] = []
    made.ledger_wanted.connect(lambda *at: heard.append(at))
    assert made.due.isVisible() is bool(overview.due)
    made.due.open.click()
    found = [one for one in visible(made, QPushButton) if one.text() == "看台账"]
    assert {one.accessibleName() for one in found} == {"看台账：今年的计划", "看台账：年度计划"}
    found[0].click()
    assert heard == [(RECEIPTS, ""), (RECEIPTS, "")]
    entered = [one for one in visible(made, QPushButton) if one.text() == "进入考核"]
    assert len(entered) == 2  # a plan without points has nothing to enter
