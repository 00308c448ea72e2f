"""Renaming a round: another period must say its days, one that was written earlier may stay."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.rename_dialog import RenameDialog


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_the_days_of_the_period_are_told_as_it_is_written(parent: QWidget) -> None:
    at = RenameDialog(parent, "年度考核", "2022年")
    assert at._read.text() == "2022年1月1日至12月31日"
    at._period.setText("2022年前三季度")
    assert (at._read.text(), at._do.isEnabled()) == ("2022年1月1日至9月30日", True)
    at._period.setText("本年度")
    assert "看不出起止日期" in at._read.text()
    assert not at._do.isEnabled()


def test_an_earlier_period_without_days_does_not_stand_in_the_way_of_a_name(
    parent: QWidget,
) -> None:
    at = RenameDialog(parent, "年度考核", "本届任期")
    assert "看不出起止日期" in at._read.text()
    at._name.setText("科室考核")
    assert at._do.isEnabled()
    at._name.setText(" ")
    assert not at._do.isEnabled()
    at._name.setText("科室考核")
    at._period.setText("")
    assert not at._do.isEnabled()
