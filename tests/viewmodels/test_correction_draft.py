"""A correction that is tried out: where it begins."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.finalising import reopen
from desktop.services.recording import record_finding
from desktop.viewmodels.correction_draft import CorrectionDraft
from tests.services.building import ME
from tests.viewmodels.deciding import MISSED, Deciding, deciding


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Deciding]:
    with deciding(qtbot, tmp_path) as made:
        yield made


def begun(room: Deciding, part: str) -> str:
    """The criterion at which a correction of this part of the third section's sheet begins."""
    criterion = CorrectionDraft(room.book, room.key("c"), part).way.criterion
    return criterion.id if criterion else ""


def test_it_begins_where_points_were_lost(room: Deciding) -> None:
    """Once: always at the first criterion, and the evaluator looked for the one in dispute at the table."""
    assert begun(room, "responsibility") == "unplanned"
    reopen(room.workspace, ME, room.key("c"), "补记")
    record_finding(room.workspace, ME, room.key("c"), "no-liaison", {"found": True})
    assert begun(room, "responsibility") == "no-liaison"
    assert begun(room, "study") == MISSED
