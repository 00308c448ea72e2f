"""A seat of one's own: a workspace and a scoring screen made for one test, whatever other windows did before."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.workspaces import open_workspace
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.proposals_beside import ProposalsBeside
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME
from tests.ui.seat import Seat
from tests.viewmodels.building import HERE, LAST, NEXT, every_in


@contextmanager
def own_seat(folder: Path, qtbot: QtBot) -> Iterator[Seat]:
    """The first unit's sheet on the screen, nothing recorded."""
    with open_workspace(every_in(folder)) as workspace:
        workplace = Workplace(workspace, ME)
        assessment = OpenAssessment(workplace)
        walk = Walk(workplace, assessment)
        screen = ScoringScreen(assessment, walk, ProposalsBeside(workplace, assessment), QWidget())
        qtbot.addWidget(screen)
        screen.resize(1366, 768)
        screen.show()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is screen, timeout=5_000)
        walk.enter(HERE)
        yield Seat(workspace, workplace, assessment, walk, screen, [], HERE, NEXT, LAST)
        assessment.close()
