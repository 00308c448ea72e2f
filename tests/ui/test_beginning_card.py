"""The card of an office that has no round yet: which step follows, and where its button leads."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.services.first_steps import Beginning
from desktop.ui.panels.beginning_card import BeginningCard
from tests.ui.seat import visible


@pytest.fixture
def card(qtbot: QtBot, dressed: QApplication) -> BeginningCard:
    made = BeginningCard()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("how_far", "marks", "leads"),
    [
        (Beginning("", 0, 0), "1 2 3", "单位信息"),
        (Beginning("某办", 0, 0), "1 2 3", "人员"),
        (Beginning("某办", 2, 0), "✓ 2 3", "被考核单位"),
        (Beginning("某办", 2, 7), "✓ ✓ 3", ""),
    ],
)
def test_the_next_step_has_the_cursor_and_leads_to_what_is_lacking(
    card: BeginningCard, how_far: Beginning, marks: str, leads: str
) -> None:
    led: list[str] = []
    card.setting_wanted.connect(led.append)
    card.round_wanted.connect(lambda: led.append(""))
    card.show_beginning(how_far)
    said = [one.text() for one in visible(card, QLabel)]
    assert [one for one in said if one in {"1", "2", "3", "✓"}] == marks.split()
    card.entry.click()
    assert led == [leads]
    assert card.entry.property("look") == "primary"


def test_where_there_are_rounds_it_is_gone(card: BeginningCard) -> None:
    card.show_beginning(Beginning("某办", 1, 1))
    card.show_beginning(None)
    assert card.isHidden()
