"""The print room: the desk, its screen, the printer and the check of codes, made when one first comes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.evidence_pages import PageSize
from desktop.services.papers import Paper, Wanted
from desktop.services.print_batches import Printed
from desktop.services.printing import Saved
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.way_back import go_back_to
from desktop.ui.printing.code_dialog import CodeDialog
from desktop.ui.printing.print_screen import PrintScreen
from desktop.ui.printing.printer import ask_printer, print_file
from desktop.ui.shell import Shell
from desktop.viewmodels.code_check import CodeCheck
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.print_desk import PrintDesk
from desktop.viewmodels.workplace import Workplace

_MOMENT: Final = 50  # milliseconds


class PrintRoom(QObject):
    """One for each workspace that is open."""

    back_wanted = Signal()

    def __init__(self, shell: Shell, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__(shell)
        self._shell, self._workplace, self._jobs = shell, workplace, jobs
        self.desk = PrintDesk(workplace, jobs)
        self.screen = PrintScreen(self.desk)
        self._before: QWidget | None = None  # what had the cursor when one came
        self.screen.back_wanted.connect(self._go_back)
        self.screen.printer_wanted.connect(self.ask_printer)
        self.screen.code_wanted.connect(self.check_code)
        self.desk.saved.connect(self._on_saved)
        self.desk.batch_done.connect(self._on_batch_done)

    def open(self, round_id: str, unit: str | None = None, paper: Paper = Paper.SHEET) -> None:
        """Come with what was in sight."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.screen.isVisible():
            self._before = focused
        with self._workplace.deed():
            self.desk.open(round_id, unit, paper)
            self._shell.show_page(self.screen)

    def _go_back(self) -> None:
        self.back_wanted.emit()
        before, self._before = self._before, None
        go_back_to(before)

    def open_paper(self, wanted: Wanted) -> None:
        """Come with the very paper, a month's report for one."""
        self.open(wanted.round, wanted.unit, wanted.paper)
        self.desk.want(wanted)

    def close(self) -> None:
        """End what decodes pages."""
        self.desk.close()

    def check_code(self) -> None:
        """核验."""
        put_up(CodeDialog(self._shell, CodeCheck(self._workplace, self._jobs)))

    def ask_printer(self) -> None:
        """The system's dialog, then page after page beside the window."""
        view = self.desk.view
        if not self.desk.is_ready or view.evidence is None:
            return
        sight = view.sight
        if sight is None or not view.is_here:  # its first page comes in a moment
            QTimer.singleShot(_MOMENT, self, self.ask_printer)
            return
        title = Path(view.evidence.name).stem
        first = PageSize(sight.layout.width, sight.layout.height)
        printer = ask_printer(self._shell, title, view.pages, first)
        if printer is not None:
            self.print_on(printer, title)

    def print_on(self, printer: QPrinter, title: str) -> None:
        """The paper before the eyes, as it is now: what is looked at next takes its place."""
        content = self.desk.view.content

        def on_done(pages: int) -> None:
            words = f"已把“{title}”送到打印机，共 {pages} 页"
            if printer.outputFileName():
                name = Path(printer.outputFileName()).name
                words = f"已打印到文件“{name}”，共 {pages} 页；要留存带文字的 PDF，请用“另存为”"
            self._workplace.remarked.emit(words)

        self._jobs.start(
            f"正在打印“{title}”",
            lambda progress, off: print_file(printer, content, progress, off),
            on_done,
        )

    def _on_saved(self, saved: Saved) -> None:
        words = f"已存成“{saved.place.name}”，在 {saved.place.parent}"
        if saved.unbound:
            words += f"；没有装订 {'、'.join(saved.unbound)}，原因见目录"
        self._workplace.remarked.emit(words)

    def _on_batch_done(self, printed: Printed) -> None:
        if printed.files:
            folder = printed.files[0].parent
            self._workplace.remarked.emit(f"已存好 {len(printed.files)} 个文件，在 {folder}")
