"""The scanner's folder: complete files are offered, nothing is taken, and a lost folder is said once."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.scanned_files import scanned_files
from desktop.viewmodels import scanner_folder
from desktop.viewmodels.scanner_folder import STEADY, ScannerFolder

SOON = 5_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "扫描"
    made.mkdir()
    return made


@pytest.fixture
def scanner(qtbot: QtBot) -> Iterator[ScannerFolder]:
    """As at an office, but ten times as fast."""
    made = ScannerFolder(steady=0.2, poll=50)
    yield made
    made.watch(None)


def names(scanner: ScannerFolder) -> list[str]:
    return [path.name for path in scanner.offered]


def scan(folder: Path, name: str, content: bytes = b"%PDF") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_two_seconds_of_rest_make_a_file_complete() -> None:
    assert STEADY == 2.0


def test_what_comes_while_it_watches_is_offered(
    scanner: ScannerFolder, folder: Path, qtbot: QtBot
) -> None:
    old = scan(folder, "昨天.pdf")
    os.utime(old, (1_000, 1_000))
    scanner.watch(folder)
    qtbot.wait(300)
    assert names(scanner) == []
    scan(folder, "扫描10.pdf")
    scan(folder, "扫描2.pdf")
    scan(folder, "空.pdf", b"")
    qtbot.waitUntil(lambda: len(scanner.offered) == 2, timeout=SOON)
    assert names(scanner) == ["扫描2.pdf", "扫描10.pdf"]
    copied = scan(folder, "手机.jpg")
    os.utime(copied, (1_000, 1_000))  # a copy keeps the day of its original
    qtbot.waitUntil(lambda: "手机.jpg" in names(scanner), timeout=SOON)


def test_a_file_that_still_grows_waits(folder: Path, qtbot: QtBot) -> None:
    """It grows for longer than the rest, which is long enough for a machine that is busy with others."""
    scanner = ScannerFolder(steady=1.0, poll=50)
    scanner.watch(folder)
    path = scan(folder, "大.pdf")
    for _ in range(15):
        qtbot.wait(80)
        with path.open("ab") as more:
            more.write(b"x")
        assert names(scanner) == []
    qtbot.waitUntil(lambda: names(scanner) == ["大.pdf"], timeout=SOON)
    scanner.watch(None)


def test_what_came_since_the_last_time_is_offered_at_the_start(
    scanner: ScannerFolder, folder: Path, qtbot: QtBot
) -> None:
    for name, moment in (("前.pdf", 1_000), ("后.pdf", 3_000)):
        path = scan(folder, name)
        os.utime(path, (moment, moment))
    scanner.watch(folder, since=2_000)
    qtbot.waitUntil(lambda: names(scanner) == ["后.pdf"], timeout=SOON)
    assert scanner.since < 3_000  # it is still waiting
    scanner.put_aside(scanner.offered)
    assert names(scanner) == []
    assert scanner.since == 3_000
    qtbot.wait(200)
    assert names(scanner) == []


def test_a_file_from_a_clock_that_was_ahead_hides_nothing_that_comes_after_it(
    scanner: ScannerFolder, folder: Path, qtbot: QtBot
) -> None:
    """Once: all that was scanned between two starts counted as old, for as long as that clock had been ahead."""
    ahead = scan(folder, "明年.pdf")
    far = time.time() + 400 * 86_400
    os.utime(ahead, (far, far))
    scanner.watch(folder, since=time.time() - 60)
    qtbot.wait(300)
    assert names(scanner) == [], "it may have been there for long"
    remembered = scanner.since
    scanner.watch(None)
    scan(folder, "今天.pdf")
    scanner.watch(folder, since=remembered)
    qtbot.waitUntil(lambda: names(scanner) == ["今天.pdf"], timeout=SOON)


def test_a_moment_that_a_clock_ahead_left_behind_counts_until_now_alone(
    scanner: ScannerFolder, folder: Path
) -> None:
    scanner.watch(folder, since=time.time() + 400 * 86_400)
    assert scanner.since <= time.time() + 3_600


def test_a_file_that_was_put_aside_and_changes_is_a_new_one(
    scanner: ScannerFolder, folder: Path, qtbot: QtBot
) -> None:
    scanner.watch(folder)
    path = scan(folder, "扫描.pdf")
    qtbot.waitUntil(lambda: len(scanner.offered) == 1, timeout=SOON)
    scanner.put_aside([path, folder / "不在.pdf"])
    path.write_bytes(b"%PDF again")
    qtbot.waitUntil(lambda: names(scanner) == ["扫描.pdf"], timeout=SOON)
    path.unlink()
    qtbot.waitUntil(lambda: names(scanner) == [], timeout=SOON)


def test_a_folder_that_is_lost_is_said_once_and_found_again(
    scanner: ScannerFolder, folder: Path, qtbot: QtBot
) -> None:
    heard: list[str] = []
    over: list[str] = []
    scanner.failed.connect(heard.append)
    scanner.mended.connect(over.append)
    scanner.watch(folder)
    qtbot.wait(100)
    shutil.rmtree(folder)
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=SOON)
    qtbot.wait(250)
    assert len(heard) == 1
    assert heard[0].startswith("查看扫描文件夹失败：")
    assert over == []
    folder.mkdir()
    scan(folder, "扫描.pdf")
    qtbot.waitUntil(lambda: names(scanner) == ["扫描.pdf"], timeout=SOON)
    assert over == heard  # what was said is taken back, once


def test_another_folder_forgets_the_first(
    scanner: ScannerFolder, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    scanner.watch(folder)
    scan(folder, "扫描.pdf")
    qtbot.waitUntil(lambda: len(scanner.offered) == 1, timeout=SOON)
    with qtbot.waitSignal(scanner.changed):
        scanner.watch(tmp_path / "别处")
    assert names(scanner) == []
    scanner.watch(None)
    assert scanner.folder is None


def test_a_drive_that_does_not_answer_holds_up_nothing(
    scanner: ScannerFolder, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answer = threading.Semaphore(0), threading.Event()
    looks: list[Path] = []

    def dead(path: Path) -> object:
        looks.append(path)
        asked.release()
        answer.wait(10)
        return scanned_files(path)

    monkeypatch.setattr(scanner_folder, "scanned_files", dead)
    started = time.monotonic()
    scanner.watch(folder)
    assert asked.acquire(timeout=5)
    qtbot.wait(300)
    assert looks == [folder]  # one look at a time
    scanner.watch(None)
    assert time.monotonic() - started < 4
    answer.set()
    qtbot.wait(50)
    assert names(scanner) == []
