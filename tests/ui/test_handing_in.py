"""The other ways in: the button, the scanner's notice, any widget that takes drops, and the strip of long work."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.progress import Bytes, Cancelled, IsCancelled, Progress
from desktop.ui.panels.add_button import AddButton
from desktop.ui.panels.job_strip import JobStrip
from desktop.ui.panels.scanner_offer import ScannerOffer
from desktop.ui.parts.file_drops import FileDrops
from desktop.viewmodels.handed import Handed, files_mime
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.scanner_folder import ScannerFolder
from tests.services.building import files_in
from tests.ui.dropping import answering, choose, drop, hover, leave, nameless
from tests.viewmodels.handing import Handing, files

SOON = 5_000


class TestAddButton:
    """Adds to the goal of the moment."""

    @pytest.fixture
    def button(self, at: Handing) -> Iterator[AddButton]:
        made = AddButton(at.taking, lambda: at.goal(3))
        made.show()
        yield made
        made.deleteLater()
        QApplication.processEvents()

    @pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
    def test_its_menu_opens_by_a_key(self, button: AddButton) -> None:
        assert nameless(button) == []
        QTest.keyClick(button, Qt.Key.Key_Space)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        assert [one.text() for one in menu.actions()] == [
            "选择文件…",
            "选择文件夹…",
            "粘贴截图或文件",
        ]
        menu.close()

    def test_files_are_chosen(self, button: AddButton, at: Handing, tmp_path: Path) -> None:
        [path] = files(tmp_path / "in", "方案.pdf")
        answering(choose(path))
        button.choose()
        at.wait()
        assert at.linked == [(3, "", None)]

    def test_a_folder_is_chosen(self, button: AddButton, at: Handing, tmp_path: Path) -> None:
        files(tmp_path / "甲科", "一.pdf", "二.pdf")
        answering(choose(tmp_path / "甲科"))
        button.choose_folder()
        at.wait()
        assert [row.name for row in at.drafts[0].rows] == ["一.pdf", "二.pdf"]

    def test_calling_the_choice_off_takes_nothing(self, button: AddButton, at: Handing) -> None:
        answering(lambda dialog: dialog.reject())
        button.choose()
        answering(lambda dialog: dialog.reject())
        button.choose_folder()
        assert at.jobs.running == []

    def test_what_the_clipboard_holds_is_pasted(self, button: AddButton, at: Handing) -> None:
        heard: list[str] = []
        button.refused.connect(heard.append)
        QGuiApplication.clipboard().clear()
        button.paste()
        assert heard == ["剪贴板里没有截图，也没有文件"]
        shot = QImage(4, 4, QImage.Format.Format_RGB32)
        shot.fill(QColor("red"))
        QGuiApplication.clipboard().setImage(shot)
        button.paste()
        at.wait()
        assert at.linked == [(3, "", None)]


class TestFileDrops:
    """Any widget can take files."""

    pytestmark = pytest.mark.usefixtures("dressed")

    def test_what_hovers_is_shown_and_what_is_dropped_is_told(
        self, qtbot: QtBot, tmp_path: Path
    ) -> None:
        pane = QFrame()
        qtbot.addWidget(pane)
        heard: list[Handed] = []
        FileDrops(pane).handed.connect(heard.append)
        paths = files(tmp_path / "in", "方案.pdf")
        assert hover(pane, QPoint(5, 5), files_mime(paths)) == (True, Qt.DropAction.CopyAction)
        assert pane.property("taking") == "true"
        leave(pane)
        assert pane.property("taking") == "false"
        assert drop(pane, QPoint(5, 5), paths)
        assert (heard, pane.property("taking")) == ([Handed(tuple(paths))], "false")

    def test_words_and_a_disabled_widget_take_nothing(self, qtbot: QtBot, tmp_path: Path) -> None:
        pane = QFrame()
        qtbot.addWidget(pane)
        heard: list[Handed] = []
        FileDrops(pane).handed.connect(heard.append)
        words = QMimeData()
        words.setText("文字")
        assert hover(pane, QPoint(5, 5), words)[0] is False
        pane.setEnabled(False)
        drop(pane, QPoint(5, 5), files(tmp_path / "in", "方案.pdf"))
        assert heard == []


class TestScannerOffer:
    """New scans are offered, never taken by themselves."""

    @pytest.fixture
    def scanner(self) -> Iterator[ScannerFolder]:
        made = ScannerFolder(steady=0.1, poll=50)
        yield made
        made.watch(None)

    @pytest.fixture
    def offer(self, at: Handing, scanner: ScannerFolder, tmp_path: Path) -> Iterator[ScannerOffer]:
        (tmp_path / "扫描").mkdir()
        made = ScannerOffer(scanner, at.taking, at.goal)
        scanner.watch(tmp_path / "扫描")
        yield made
        made.deleteLater()
        QApplication.processEvents()

    def scan(self, at: Handing, scanner: ScannerFolder, folder: Path) -> None:
        files(folder / "扫描", "佐证3.pdf", "佐证5.pdf")
        at.bot.waitUntil(lambda: len(scanner.offered) == 2, timeout=SOON)

    def test_it_is_only_there_while_something_is_offered(
        self, at: Handing, offer: ScannerOffer, scanner: ScannerFolder, tmp_path: Path
    ) -> None:
        assert offer.isHidden()
        self.scan(at, scanner, tmp_path)
        assert not offer.isHidden()
        assert offer._words.toolTip() == "扫描文件夹里有新文件：“佐证3.pdf”等 2 份"
        assert files_in(at.workspace.folder) == {}
        offer.aside_button.click()
        assert offer.isHidden()
        assert at.drafts == []

    def test_what_was_taken_is_not_offered_again(
        self, at: Handing, offer: ScannerOffer, scanner: ScannerFolder, tmp_path: Path
    ) -> None:
        self.scan(at, scanner, tmp_path)
        offer.take_button.click()
        assert not offer.take_button.isEnabled()
        at.wait()
        at.drafts[0].cancel()
        assert len(scanner.offered) == 2  # it was called off
        offer.take_button.click()
        at.wait()
        at.drafts[1].take([1], take=False)
        at.drafts[1].accept(linking=True)
        assert [one.name for one in scanner.offered] == ["佐证5.pdf"]
        assert at.linked == [(3, "", None)]

    def test_without_a_sheet_nothing_is_taken(
        self, at: Handing, scanner: ScannerFolder, tmp_path: Path
    ) -> None:
        (tmp_path / "扫描").mkdir()
        offer = ScannerOffer(scanner, at.taking, lambda: None)
        scanner.watch(tmp_path / "扫描")
        self.scan(at, scanner, tmp_path)
        offer.take()
        assert at.jobs.running == []
        offer.deleteLater()


class TestJobStrip:
    """Long work is shown and can be called off; short work is not worth a word."""

    pytestmark = pytest.mark.usefixtures("dressed", "qtbot")

    @pytest.fixture
    def strip(self) -> Iterator[JobStrip]:
        jobs = Jobs()
        window = QWidget()
        made = JobStrip(jobs)
        made.setParent(window)
        window.show()
        yield made
        jobs.wait()
        QApplication.processEvents()
        window.deleteLater()

    def test_it_shows_how_far_the_work_is(self, strip: JobStrip, qtbot: QtBot) -> None:
        half, go_on = threading.Event(), threading.Event()

        def work(progress: Progress, _cancelled: IsCancelled) -> None:
            progress(30, 60)
            half.set()
            go_on.wait(10)

        strip._jobs.start("正在收入“甲”", work, lambda _: None)
        assert strip.isHidden()
        qtbot.waitUntil(lambda: not strip.isHidden(), timeout=SOON)
        bar = cast("QProgressBar", strip.findChild(QProgressBar))
        qtbot.waitUntil(lambda: bar.value() == 500, timeout=SOON)
        assert strip._words.text() == "正在收入“甲”…"
        strip._jobs.start("正在收入“乙”", lambda _p, _c: None, lambda _: None)
        assert strip._words.text() == "正在收入“甲”…（还有 1 项）"
        go_on.set()
        qtbot.waitUntil(strip.isHidden, timeout=SOON)

    def test_short_work_never_shows(self, strip: JobStrip, qtbot: QtBot) -> None:
        strip._jobs.start("很快", lambda _p, _c: None, lambda _: None)
        qtbot.wait(400)
        assert strip.isHidden()

    def test_it_calls_the_work_off(self, strip: JobStrip, qtbot: QtBot) -> None:
        called_off = threading.Event()

        def work(_progress: Progress, cancelled: IsCancelled) -> None:
            while not cancelled():
                called_off.wait(0.01)
            called_off.wait(0.2)
            raise Cancelled

        strip._jobs.start("正在收入“甲”", work, lambda _: None)
        qtbot.waitUntil(lambda: not strip.isHidden(), timeout=SOON)
        assert nameless(strip) == []
        strip.cancel_button.click()
        qtbot.waitUntil(strip.isHidden, timeout=SOON)

    @pytest.mark.parametrize(("total", "words"), [(310, "37 / 310"), (Bytes(310), "")])
    def test_what_is_counted_is_told_and_bytes_are_not(
        self, strip: JobStrip, qtbot: QtBot, total: int, words: str
    ) -> None:
        go_on = threading.Event()

        def work(progress: Progress, _cancelled: IsCancelled) -> None:
            progress(37, total)
            go_on.wait(10)

        job = strip._jobs.start("正在保存", work, lambda _: None)
        qtbot.waitUntil(lambda: job.done == 37 and not strip.isHidden(), timeout=SOON)
        assert strip._count.text() == words
        go_on.set()
        qtbot.waitUntil(strip.isHidden, timeout=SOON)

    def test_it_calls_off_what_it_names_and_nothing_else(
        self, strip: JobStrip, qtbot: QtBot
    ) -> None:
        def work(_progress: Progress, cancelled: IsCancelled) -> None:
            while not cancelled():
                threading.Event().wait(0.01)
            raise Cancelled

        first = strip._jobs.start("正在打印“甲”", work, lambda _: None)
        second = strip._jobs.start("正在打印“乙”", work, lambda _: None)
        qtbot.waitUntil(lambda: not strip.isHidden(), timeout=SOON)
        assert strip._words.text().startswith("正在打印“甲”…")
        strip.cancel_button.click()
        assert strip._words.text().startswith("正在打印“乙”…")
        qtbot.waitUntil(lambda: strip._jobs.running == [second], timeout=SOON)
        assert (first.cancelled, second.cancelled) == (True, False)
        strip.cancel_button.click()
        qtbot.waitUntil(strip.isHidden, timeout=SOON)
