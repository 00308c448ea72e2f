"""Linking a whole column of the plan, and the checklist of the largest sheet, read and shown."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.services.evidence import keep_files, take_files
from desktop.services.linking import link_all
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import open_workspace
from desktop.store.copying import go_on, say_nothing
from desktop.store.workspace import Workspace
from desktop.ui.panels.checklist_panel import ChecklistPanel
from desktop.ui.panels.plan_grid import PlanGrid
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.taking_in import TakingIn
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace
from tests.benchmarks.test_speed import median_of
from tests.services.building import CITIES, ME, demonstration_in

PLAN_ITEMS = 55
PIECES = ((13, "抽查方案文件"), (14, ""), (15, "平台选择风险分类截图"), (18, ""))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(demonstration_in(tmp_path)) as opened:
        yield opened


def cities(workspace: Workspace) -> list[AssessmentKey]:
    """The sheets of the scheme with 36 requirements."""
    found = next(one for one in list_rounds(workspace) if one.round.scheme == CITIES)
    return [one.key for one in found.units]


def scans(workspace: Workspace, folder: Path) -> list[str]:
    """A file for each plan item."""
    paths = [folder / f"{item:02}.png" for item in range(1, PLAN_ITEMS + 1)]
    for path in paths:
        path.write_bytes(path.name.encode())
    kept = keep_files(workspace, ME, take_files(workspace, paths, say_nothing, go_on))
    return [one.evidence for one in kept.files]


def columns(evidence: list[str], key: AssessmentKey) -> Iterator[list[EvidenceLink]]:
    for requirement, piece in PIECES:
        yield [
            EvidenceLink("", one, *key, requirement, piece, item)
            for item, one in enumerate(evidence, 1)
        ]


def test_a_column_of_the_plan_is_linked(
    benchmark: BenchmarkFixture, workspace: Workspace, tmp_path: Path
) -> None:
    evidence = scans(workspace, tmp_path)
    asked = [one for key in cities(workspace) for one in columns(evidence, key)]
    turns = iter(asked)
    benchmark.pedantic(
        lambda: link_all(workspace, ME, next(turns)), rounds=len(asked) - 1, warmup_rounds=1
    )
    assert median_of(benchmark) < 0.1


@pytest.mark.parametrize("grid", [False, True], ids=["list", "grid"])
def test_the_largest_checklist_is_read_and_shown(
    benchmark: BenchmarkFixture,
    workspace: Workspace,
    tmp_path: Path,
    qapp: QApplication,
    grid: object,
) -> None:
    """From one unit to the next, all their pieces there, until everything is painted."""
    dress(qapp)
    evidence = scans(workspace, tmp_path)
    keys = cities(workspace)
    for key in keys:
        for links in columns(evidence, key):
            link_all(workspace, ME, links)
    workplace = Workplace(workspace, ME)
    assessment = OpenAssessment(workplace)
    view = ChecklistView(workplace, assessment, walk := Walk(workplace, assessment))
    made = (PlanGrid if grid else ChecklistPanel)(view, TakingIn(workplace, Jobs()))
    made.resize(430, 620)
    made.show()
    turns = count()

    def turn() -> None:
        walk.enter(keys[next(turns) % len(keys)])
        made.repaint()
        QApplication.processEvents()

    benchmark.pedantic(turn, rounds=40, warmup_rounds=5)
    made.deleteLater()
    assert median_of(benchmark) < 0.05
