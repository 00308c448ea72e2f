"""Mishaps: a bug is told once and calmly, in whichever thread; what is logged names nobody."""

import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop import release
from desktop.ui.mishaps import watch_for_mishaps
from desktop.ui.shell import Shell
from tests.program import CHECKOUT
from tests.ui.dropping import answering

PERSON: Final = "张三"


@dataclass
class Watched:
    """A window with a button that does not work, and what was said of it."""

    shell: Shell
    log: Path
    bot: QtBot
    told: list[tuple[str, str]] = field(default_factory=list)

    def stumble(self) -> None:
        """Press the button, and leave the dialog to itself."""
        cast("QPushButton", self.shell.findChild(QPushButton, "broken")).click()

    def read(self, dialog: QDialog) -> None:
        """Read what is said, and go on."""
        assert isinstance(dialog, QMessageBox)
        self.told.append((dialog.text(), dialog.informativeText()))
        dialog.accept()

    def hear(self) -> tuple[str, str]:
        """Wait for the one dialog that comes."""
        count = len(self.told)
        answering(self.read)
        self.bot.waitUntil(lambda: len(self.told) > count, timeout=5_000)
        return self.told[-1]

    @property
    def boxes(self) -> list[QMessageBox]:
        found = cast("list[QMessageBox]", self.shell.findChildren(QMessageBox))
        return [one for one in found if one.isVisible()]


def deduct(person: str) -> None:
    raise ValueError(f"{person}扣 3 分")


@pytest.fixture
def watched(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watched]:
    """Whoever watched before watches again afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shell = Shell()
    broken = QPushButton("算", shell)
    broken.setObjectName("broken")
    broken.clicked.connect(lambda: deduct(PERSON))
    watch_for_mishaps(shell)
    shell.show()
    yield Watched(shell, tmp_path / "state" / "kaoping" / "log" / "mishaps.log", qtbot)
    shell.let_go()
    shell.deleteLater()
    dressed.processEvents()


def test_after_an_upgrade_under_the_window_it_is_to_be_opened_again(
    watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a module that is loaded only now comes of the new version: no bug of anybody's."""
    program = tmp_path / "program"
    program.write_bytes(b"old")
    monkeypatch.setattr(release, "_OWN_FILE", program)
    monkeypatch.setattr(release, "_AT_START", release._mark(program))
    watched.stumble()
    assert "程序出了一个错" in watched.hear()[0]
    new = tmp_path / "new"
    new.write_bytes(b"old")
    new.replace(program)  # the same to the byte, as where it was only installed again
    watched.stumble()
    words, more = watched.hear()
    assert words == "程序已更新，这个窗口还是更新以前的；已经保存的都在。"
    assert more.startswith("请关闭窗口，再重新打开程序")
    assert watched.log.read_text(encoding="utf-8").count("\nValueError\n") == 2


def test_a_bug_in_a_slot_is_told_and_logged_without_names(
    watched: Watched, capsys: pytest.CaptureFixture[str]
) -> None:
    watched.stumble()
    words, more = watched.hear()
    assert "已经保存的都在" in words
    assert str(watched.log) in more
    logged, printed = watched.log.read_text(encoding="utf-8"), capsys.readouterr().err
    for written in (logged, printed):
        assert "ValueError" in written
        assert "deduct" in written
        assert str(CHECKOUT) not in written  # a folder above may be named after its user
        assert PERSON not in written


def test_what_follows_from_it_piles_up_no_second_dialog(watched: Watched) -> None:
    seen: list[int] = []

    def stumble_again(dialog: QDialog) -> None:
        for _ in range(3):
            watched.stumble()
        QTimer.singleShot(0, count)  # after all that was told of them

    def count() -> None:
        seen.append(len(watched.boxes))
        for box in watched.boxes:
            box.accept()

    answering(stumble_again)
    watched.stumble()
    watched.bot.waitUntil(lambda: bool(seen), timeout=5_000)
    QApplication.processEvents()
    assert (seen, watched.boxes) == ([1], [])
    assert watched.log.read_text(encoding="utf-8").count("ValueError\n") == 4
    watched.stumble()
    assert "程序出了一个错" in watched.hear()[0]


def test_a_bug_in_a_thread_is_told_in_the_window(watched: Watched) -> None:
    thread = threading.Thread(target=deduct, args=(PERSON,))
    thread.start()
    thread.join()
    words, _ = watched.hear()
    assert "程序出了一个错" in words
    assert PERSON not in watched.log.read_text(encoding="utf-8")


def test_where_nothing_can_be_logged_it_is_told_all_the_same(
    watched: Watched, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file stands where the folder should be")
    watched.stumble()
    words, more = watched.hear()
    assert "程序出了一个错" in words
    assert "出错位置" not in more


def test_the_log_does_not_grow_for_ever(watched: Watched) -> None:
    watched.log.parent.mkdir(parents=True)
    watched.log.write_text("old\n" * 300_000)
    watched.stumble()
    watched.hear()
    kept = watched.log.read_text(encoding="utf-8")
    assert "old" not in kept
    assert "ValueError" in kept


def test_control_c_is_no_mishap(watched: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    QApplication.processEvents()
    assert (watched.boxes, watched.log.exists()) == ([], False)
    assert "KeyboardInterrupt" in capsys.readouterr().err
