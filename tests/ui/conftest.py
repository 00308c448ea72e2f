"""One scoring screen on a workspace whose scheme has every shape; each test gets a round of its own."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey
from desktop.services.office import units_of
from desktop.services.workspaces import open_workspace
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.proposals_beside import ProposalsBeside
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME
from tests.ui.seat import Seat
from tests.viewmodels.building import EVERY, every_in, open_round_of
from tests.viewmodels.handing import Handing, handing
from tests.viewmodels.ledgering import Ledgers, ledgers

_ROUNDS = count(1)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its look, once."""
    dress(qapp)
    yield qapp
    # Offscreen, Qt lets go of the clipboard when Python has ended already, and crashes.
    qapp.clipboard().clear()


@pytest.fixture(scope="session")
def _desk(dressed: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    """The screen, built once: building it is what takes long."""
    with open_workspace(every_in(tmp_path_factory.mktemp("seat"))) as workspace:
        workplace = Workplace(workspace, ME)
        assessment = OpenAssessment(workplace)
        walk = Walk(workplace, assessment)
        screen = ScoringScreen(assessment, walk, ProposalsBeside(workplace, assessment), QWidget())
        screen.resize(1366, 720)
        made = Seat(workspace, workplace, assessment, walk, screen)
        workplace.refused.connect(made.refusals.append)
        yield made
        assessment.close()
        screen.deleteLater()
        dressed.processEvents()


@pytest.fixture
def seat(qtbot: QtBot, _desk: Seat) -> Iterator[Seat]:
    """The first unit's sheet of a new round on the screen, nothing recorded."""
    seat, name = _desk, f"r-{next(_ROUNDS)}"
    units = sorted(units_of(seat.workspace), key=lambda one: one.id)
    open_round_of(seat.workspace, EVERY, name, units)
    seat.here, seat.next, seat.last = (AssessmentKey(name, one.id) for one in units)
    seat.screen.show()
    seat.screen.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is seat.screen, timeout=5_000)
    seat.walk.enter(seat.here, "+penalty")  # where no test begins: its cards are made anew
    seat.refusals.clear()
    yield seat
    seat.assessment.leave()


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path, dressed: QApplication) -> Iterator[Handing]:
    """The first city's sheet, ready for evidence."""
    with handing(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def year(qtbot: QtBot, tmp_path: Path, dressed: QApplication) -> Iterator[Ledgers]:
    """The ledgers of 2022, nothing entered."""
    with ledgers(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def screen(year: Ledgers, tmp_path: Path) -> Iterator[LedgerScreen]:
    """The screen of ledgers, open at the year of reports."""
    settings = str(tmp_path / "settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
    made = LedgerScreen(year.book, year.jobs, Preferences())
    made.resize(1288, 720)
    made.show()
    made.activateWindow()
    year.bot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=5_000)
    made.entry.setFocus()
    yield made
    made.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def window(qtbot: QtBot, dressed: object) -> Iterator[QWidget]:
    """The smallest window that there is, for dialogs to stand over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()  # held till now
