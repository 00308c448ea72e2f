"""Offices to open sheets of: one whose scheme has every shape, and one with installed schemes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services.workspaces import open_workspace
from tests.services.building import office_in
from tests.viewmodels.building import HERE, every_in
from tests.viewmodels.handing import Handing, handing
from tests.viewmodels.ledgering import Ledgers, ledgers
from tests.viewmodels.opened import Opened


@pytest.fixture
def every(qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    """Every shape, the first unit's sheet open, nothing recorded."""
    with open_workspace(every_in(tmp_path)) as workspace:
        opened = Opened(workspace)
        opened.assessment.open(HERE)
        yield opened
        opened.assessment.close()


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    """Three rounds of installed schemes, no sheet open yet."""
    with open_workspace(office_in(tmp_path)) as workspace:
        opened = Opened(workspace)
        yield opened
        opened.assessment.close()


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[Handing]:
    """The first city's sheet, ready for evidence."""
    with handing(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def year(qtbot: QtBot, tmp_path: Path) -> Iterator[Ledgers]:
    """The ledgers of 2022 in sight, nothing entered."""
    with ledgers(qtbot, tmp_path) as made:
        yield made
