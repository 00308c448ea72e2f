"""Backups that nobody asks for: one a day, also to the second place; what fails is said."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.backing_up import second_place_standing
from desktop.viewmodels.backup_keeping import BackupKeeping
from desktop.viewmodels.jobs import Jobs
from tests.services.building import add, rounds
from tests.viewmodels.opened import Opened


class Kept:
    """An office whose window stays open, and a stick."""

    def __init__(self, office: Opened, stick: Path, qtbot: QtBot) -> None:
        self.office, self.stick, self.bot = office, stick, qtbot
        self.jobs = Jobs()
        self.keeping = BackupKeeping(office.workplace, self.jobs)
        self.changes: list[int] = []
        self.keeping.changed.connect(lambda: self.changes.append(len(self.keeping.kept())))
        stick.mkdir()

    def look(self) -> None:
        """The timer went off, and what it began has ended."""
        self.keeping._daily.timeout.emit()
        self.bot.waitUntil(lambda: not self.jobs.running, timeout=10_000)


@pytest.fixture
def kept(office: Opened, tmp_path: Path, qtbot: QtBot) -> Kept:
    return Kept(office, tmp_path / "stick", qtbot)


def test_one_a_day_is_enough(kept: Kept) -> None:
    assert kept.keeping._daily.isActive()
    kept.look()
    assert kept.changes == [1]
    kept.office.assessment.open(rounds().neighbour)
    kept.office.record("study-missed", {"count": 1})
    kept.look()
    assert kept.changes == [1, 1]
    assert kept.office.refusals == []


def test_the_second_place_gets_it_too(kept: Kept) -> None:
    kept.keeping.name_second_place(kept.stick)
    kept.look()
    standing = second_place_standing(kept.office.workspace)
    assert standing is not None
    assert not standing.behind
    assert kept.office.refusals == []


def test_a_second_place_that_is_not_there_is_said_and_the_backup_made(kept: Kept) -> None:
    kept.keeping.name_second_place(kept.stick)
    shutil.rmtree(kept.stick)
    kept.look()
    [refusal] = kept.office.refusals
    assert refusal.startswith("第二位置没有备份上：")
    assert str(kept.stick) in refusal
    assert len(kept.keeping.kept()) == 1


def test_evidence_that_is_missing_is_said(kept: Kept) -> None:
    add(kept.office.workspace)
    kept.keeping.name_second_place(kept.stick)
    shutil.rmtree(kept.office.workspace.folder / "files")
    kept.look()
    [refusal] = kept.office.refusals
    assert refusal.startswith("第二位置还缺 1 件材料：")
    assert len(kept.keeping.kept()) == 1
