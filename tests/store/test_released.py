"""A workspace of every released revision, as its program left it: this program restores it and upgrades it."""

from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.records import Evidence
from desktop.services.assessments import sheet_of
from desktop.services.backing_up import restore_from_file
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import chain_head, open_workspace, verify
from desktop.store.migrations import CURRENT, REVISIONS
from tests.store.building import FINAL_KEY, OPEN_KEY

RELEASED: Final = Path(__file__).with_name("released")


def test_every_revision_is_kept() -> None:
    """A new one is kept by tests.store.write_released when it is released."""
    assert {path.stem for path in RELEASED.iterdir()} == {*REVISIONS}


@pytest.mark.parametrize("revision", REVISIONS)
def test_it_is_upgraded_with_all_that_it_holds(revision: str, tmp_path: Path) -> None:
    folder = tmp_path / "restored"
    before = restore_from_file(RELEASED / f"{revision}.zip", folder)
    assert before.faults == ()
    with open_workspace(folder) as workspace:
        assert chain_head(workspace).count == before.head.count + (revision != CURRENT)
        assert [len(one.units) for one in list_rounds(workspace)] == [3, 1]
        assert sheet_of(workspace, OPEN_KEY).total == Decimal("22.50")
        assert sheet_of(workspace, FINAL_KEY).total == Decimal("22.50")
        with workspace.reading() as view:
            kept = [workspace.files.path_of(one.sha256) for one in view.all(Evidence)]
        assert all(path.is_file() for path in kept)
    assert verify(folder).faults == ()
