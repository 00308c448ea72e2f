"""What several benchmarks measure: the largest workspace there is to be."""

import shutil
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import LedgerRow
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import DATABASE
from tests.benchmarks.year import AUTHOR, FULL, LARGE, make_year

_ROWS = 500


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: that takes a minute."""
    folder = tmp_path_factory.mktemp("year") / "workspace"
    make_year(folder, FULL).close()
    return folder


@pytest.fixture
def large(year: Path, tmp_path: Path) -> Path:
    """The year with so many ledger rows that it is large enough."""
    folder = shutil.copytree(year, tmp_path / "large")
    with open_workspace(folder) as workspace:
        unit = list_rounds(workspace)[0].units[0].key.unit
        turn = 0
        while (folder / DATABASE).stat().st_size < LARGE:
            turn += 1
            fields = {"text": "月报已按时报送，内容完整" * 8}
            rows = [LedgerRow(f"l-{turn}-{n}", unit, "monthly", fields) for n in range(_ROWS)]
            with workspace.writing() as desk:
                desk.put(*rows)
                desk.seal(Deed(Command.KEEP_LEDGER_ROWS, AUTHOR))
    return folder
