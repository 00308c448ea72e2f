"""Archiving from the window: what is in the way is said, a finished round becomes a folder, a spoilt one is told."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey
from desktop.services.finalising import finalise, reopen
from desktop.services.workspaces import open_workspace
from desktop.ui.results.archive_box import ArchiveBox
from desktop.viewmodels.archive_keeping import ArchiveKeeping
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, office_in, rounds, settle


@pytest.fixture
def book(qtbot: QtBot, tmp_path: Path, dressed: object) -> Iterator[ResultBook]:
    """The sections' round; its first unit is not final yet."""
    jobs = Jobs()
    with open_workspace(office_in(tmp_path)) as workspace:
        for unit in ("u-a", "u-b", "u-c"):
            key = AssessmentKey(rounds().sections, unit)
            settle(workspace, key)
            finalise(workspace, ME, key)
        reopen(workspace, ME, AssessmentKey(rounds().sections, "u-a"), "复核")
        made = ResultBook(Workplace(workspace, ME), jobs)
        made.open(rounds().sections)
        made.wake()
        yield made
        qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
        jobs.end()


@pytest.fixture
def box(book: ResultBook, window: QWidget) -> ArchiveBox:
    made = ArchiveBox(ArchiveKeeping(book))
    made.setParent(window)
    made.resize(900, 400)
    made.show()
    return made


def words(box: ArchiveBox) -> str:
    labels = cast("list[QLabel]", box.findChildren(QLabel))
    return "\n".join(one.text() for one in labels if not one.isHidden())


def finish(book: ResultBook) -> None:
    place = book.workplace
    with place.deed() as tell:
        tell(finalise(place.workspace, ME, AssessmentKey(rounds().sections, "u-a")))


def test_who_is_not_final_is_named(box: ArchiveBox) -> None:
    assert "还有 1 个单位没有定稿（甲科）" in words(box)
    assert not box.keep_button.isEnabled()


def test_a_finished_round_becomes_a_folder_and_is_verified(
    box: ArchiveBox, book: ResultBook, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(book)
    assert box.keep_button.isEnabled()
    out = tmp_path / "档案"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    box.keep_button.click()
    qtbot.waitUntil(lambda: "已归档到" in words(box), timeout=20_000)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    box.check_button.click()
    qtbot.waitUntil(lambda: "核验通过" in words(box), timeout=20_000)
    (out / "说明.txt").write_text("改过", "utf-8")
    box.check_button.click()
    qtbot.waitUntil(lambda: "说明.txt：内容与校验值不符" in words(box), timeout=20_000)


def test_a_folder_that_is_none_is_said(
    box: ArchiveBox, book: ResultBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals: list[str] = []
    book.workplace.refused.connect(refusals.append)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    box.check_button.click()
    assert "没有考评台的档案" in refusals[0]
