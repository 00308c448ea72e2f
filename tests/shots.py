"""Shots: a picture of every screen and state, with demonstration data, to be looked at by a person.

python -m tests.shots FOLDER
"""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.app import Program
from desktop.documents.drawn_scan import draw_scan
from desktop.domain.ledgers.kinds import LEDGERS
from desktop.services.demonstration import make_demonstration
from desktop.services.evidence import add_files
from desktop.services.papers import Paper
from desktop.services.sheet_contents import sheet_contents
from desktop.ui.dialogs.day_dialog import DayDialog
from desktop.ui.dialogs.grounds_dialog import GroundsDialog
from desktop.ui.dialogs.phrase_dialog import PhraseDialog
from desktop.ui.dialogs.rename_dialog import RenameDialog
from desktop.ui.dialogs.report_dialog import ReportDialog
from desktop.ui.dialogs.round_dialog import RoundDialog
from desktop.ui.dialogs.shortcut_dialog import ShortcutDialog
from desktop.ui.evidence.evidence_head import FILES as FILE_PAGE
from desktop.ui.evidence.evidence_head import NOWHERE
from desktop.ui.evidence.evidence_screen import EvidenceScreen
from desktop.ui.help.help_keys import open_help
from desktop.ui.help.help_window import HelpWindow
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.office_window import OfficeWindow
from desktop.ui.panels.evidence_pane import CHECKLIST, DOCUMENT, FILES
from desktop.ui.printing.code_dialog import CodeDialog
from desktop.ui.screens.closed_screen import ClosedScreen
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.ui.screens.settings_screen import SettingsScreen
from desktop.ui.screens.welcome_screen import WelcomeScreen
from desktop.ui.settings.diagnosis_page import DiagnosisPage
from desktop.ui.settings.headings import DIAGNOSIS, HEADINGS
from desktop.ui.theme.dressing import dress, speak_chinese
from desktop.viewmodels.checklist_rows import ChecklistFilter
from desktop.viewmodels.document_beside import DocumentBeside
from desktop.viewmodels.office_calendar import OfficeCalendar
from desktop.viewmodels.overview import RoundProgress
from desktop.viewmodels.phrases import Phrases
from desktop.viewmodels.place import Place
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.report_draft import ReportDraft
from desktop.viewmodels.round_draft import RoundDraft
from desktop.viewmodels.row_draft import RowDraft
from desktop.viewmodels.row_files import RowFiles
from tests.journeys.evaluator import wait_until
from tests.ledger_shots import LedgerShots
from tests.result_shots import ResultShots

_SETTLES: Final = 120  # milliseconds
_COMES: Final = 700  # until a page of evidence is there
_UNITS: Final = "单位名称\t类别\t规模\n县农业农村局\t\t36\n县水利局\t\t二十\n县农业农村局\t\t36\n县交通运输局\t\t41\n"


class Format(NamedTuple):
    """A screen and a text scale."""

    width: int
    height: int
    scale: int

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}-{self.scale}"


FORMATS: Final = (
    Format(1366, 768, 100),
    Format(1920, 1080, 100),
    Format(1366, 768, 150),
    Format(1024, 600, 100),
    Format(3840, 2160, 150),
)


class Photographer:
    """The program on a workspace of its own, and the folder of its pictures."""

    def __init__(self, application: QApplication, form: Format, out: Path, work: Path) -> None:
        self._out, self._work = out, work
        preferences = Preferences()
        dress(application, form.scale)
        self._program = Program(application, preferences)
        self.shell = self._program.shell
        self.shell.resize(form.width, form.height)
        self.shell.show()

    @property
    def office(self) -> OfficeWindow:
        office = self._program.office
        assert office is not None
        return office

    @property
    def screen(self) -> ScoringScreen:
        return self.office.room.enter()

    def shot(self, name: str, wait: int = _SETTLES, of: QWidget | None = None) -> None:
        QTest.qWait(wait)
        assert (of or self.shell).grab().save(str(self._out / f"{name}.png"))

    def dialog(self, name: str, made: QDialog) -> None:
        made.open()
        self.shot(name, of=made)
        made.close()

    def go_through(self) -> None:
        self.starts()
        self._program.open(self._work / "demo")
        self.places()
        LedgerShots(self.office, self.shell, self.shot).take(self._work)
        self.sheets()
        self.evidence()
        self.evidence_place()
        self.papers()
        self.dialogs()
        ResultShots(self.office, self.shell, self.shot).take()
        self.office.close()
        self.office.workplace.workspace.close()
        self._program.office = None
        self._program.end()

    def starts(self) -> None:
        self._program.welcome()
        self.shot("01-welcome")
        page: WelcomeScreen
        [page] = self.shell.findChildren(WelcomeScreen)
        page.office.setText("市“双随机、一公开”监管联席会议办公室")
        page.units.text.setPlainText(_UNITS)
        self.shot("02-welcome-units", 400)
        closed = ClosedScreen(
            Path("/srv/kaoping"), "这个工作区正由别的程序使用；请先关闭那个程序再试"
        )
        self.shell.show_page(closed)
        self.shot("03-closed")

    def places(self) -> None:
        for number, place in enumerate(Place, 10):
            self.office.go(place)
            self.shot(f"{number}-{place.name.lower()}", 400)
        self.settings()

    def settings(self) -> None:
        """Every page of them, the diagnosis with what a full check says, and the report before it is saved."""
        screen = self.office.screen(Place.SETTINGS)
        assert isinstance(screen, SettingsScreen)
        for number, one in enumerate(HEADINGS, 1):
            screen.open(one.name)
            self.shot(f"16-settings-{number:02}", _COMES)
        self.office.show_setting(DIAGNOSIS)
        page = screen.pages.currentWidget()
        assert isinstance(page, DiagnosisPage)
        page.full_button.click()
        wait_until(lambda: not self.office.jobs.running)
        page.ensureWidgetVisible(page.faults)
        self.shot("17-checked")
        page.show_report()
        self._popups("18-report")

    def scored(self) -> list[RoundProgress]:
        """The rounds with points: the overview reads them one by one while it is in sight."""
        self.office.go(Place.OVERVIEW)
        wait_until(lambda: all(one.complete for one in self.office.overview.rounds))
        return [one for one in self.office.overview.rounds if one.scored]

    def sheets(self) -> None:
        """Every round's first indicator of its first and last unit, and each shape once."""
        seen: set[str] = set()
        for number, one in enumerate(self.scored()):
            for at in (0, -1):
                self.office.enter(one.members[at].key)
                self.shot(f"2{number}-sheet{'-last' if at else ''}", _COMES)
            for part in self.office.assessment.parts:
                shapes = {criterion.rule.shape for criterion in part.criteria} - seen
                if shapes:
                    seen |= shapes
                    self.office.walk.go_to(part.id)
                    self.shot(f"3-{'-'.join(sorted(shapes))}")
        self._states()

    def _states(self) -> None:
        walk, screen = self.office.walk, self.screen
        flags = next(one for one in self.office.overview.rounds if len(one.members) > 4)
        self.office.enter(flags.members[2].key)
        screen.form.cards[0].focus_entry()
        self.shot("40-focus")
        screen.indicators.search.setText("计划")
        self.shot("41-search")
        screen.indicators.search.clear()
        screen.form._judge_button.click()
        self.shot("42-discretion")
        walk.step(1)
        screen.form.settle()
        self.shot("43-settled")
        self.office.room.open_table()
        self.shot("44-table")
        self.office.workplace.refused.emit(
            "还有 12 条没有认定，不能定稿；第一条是“序号4①未覆盖成员单位”"
        )
        self.shot("45-refusal")
        self.shell.message.hide()
        self.office.enter(flags.members[2].key)

    def evidence(self) -> None:
        corner = self.office.room.corner
        assert corner is not None
        paper = self._work / "会议纪要.pdf"
        paper.write_bytes(draw_scan("会议纪要", ["第三季度没有组织学习。"], 3))
        goal = corner.beside.goal
        assert goal is not None
        corner.taking.take_paths([paper], goal)
        corner.pane.show_page(FILES)
        self.shot("50-evidence", _COMES * 2)
        corner.beside.pin(1, "120,200,820,420")
        self.shot("51-pin", _COMES)
        corner.pane.show_page(CHECKLIST)
        self.shot("52-checklist")
        corner.pane.show_page(DOCUMENT)
        self.shot("53-document")
        for one in self.office.overview.rounds:
            self.office.enter(one.members[0].key)
            if self.office.assessment.sight.scheme.requirements:
                corner.pane.show_page(CHECKLIST)
                self.shot("54-checklist-full", _COMES)
                corner._open_grid(13)
                self._popups("55-grid")

    def evidence_place(self) -> None:
        """佐证: the list, only what lacks, the pages beside it, files, those filed nowhere, and none asked for."""
        other = self.scored()[
            0
        ]  # what was done since is read again only while the overview is in sight
        self.office.go(Place.EVIDENCE)
        screen = self.office.screen(Place.EVIDENCE)
        assert isinstance(screen, EvidenceScreen)
        book = screen.book
        self.shot("56-evidence-place")
        screen.units._group.button(1).click()
        screen.checklist._view.show_only(ChecklistFilter.LACKING)
        self.shot("56-evidence-lacking")
        screen.units._group.button(0).click()
        screen.checklist._view.show_only(ChecklistFilter.ALL)
        links = [one for row in book.checklist.rows for piece in row.pieces for one in piece.links]
        screen.show_link(links[0])
        wait_until(lambda: book.view.sight is not None and book.view.is_here)
        self.shot("56-evidence-viewer", _COMES)
        screen.show_viewer(shown=False)
        screen.show_page(FILE_PAGE)
        self.shot("56-evidence-files")
        paper = self._work / "扫描件.pdf"
        paper.write_bytes(draw_scan("会议纪要", ["还不知道是谁的。"], 1))
        workspace, author = book.workplace.workspace, book.workplace.author
        add_files(workspace, author, [paper], lambda _done, _all: None, lambda: False)
        screen.show_page(NOWHERE)
        self.shot("56-evidence-nowhere")
        book.open(other.round.id)
        screen.show_page(FILE_PAGE)
        self.shot("56-evidence-no-list")

    def papers(self) -> None:
        """Every paper of a round as it is about to be printed, and what its code says."""
        one = self.scored()[0]
        self.office.print(one.round.id, one.members[0].key.unit)
        desk = self.office.print_room.desk
        for number, paper in enumerate(Paper, 70):
            unlisted = paper.of_lists and desk.choice is not None and not desk.choice.lists
            if paper.about or unlisted:
                continue  # as the screen does not offer it
            desk.choose_paper(paper)
            QTest.qWait(1)
            wait_until(lambda: desk.is_ready and desk.view.is_here)
            self.shot(f"{number}-{paper.name.lower()}", _COMES)
        self.office.print_room.check_code()
        [dialog] = self._dialogs()
        assert isinstance(dialog, CodeDialog)
        assert desk.key is not None
        dialog.code.setText(sheet_contents(self.office.workplace.workspace, desk.key).code)
        dialog.check_button.click()
        self._popups("79-code")

    def dialogs(self) -> None:
        place = self.office.workplace
        self.dialog(
            "60-round",
            RoundDialog(self.shell, RoundDraft(place), DocumentBeside(place, self.office.jobs)),
        )
        self.dialog("61-keys", ShortcutDialog(self.shell))
        open_help(self.shell, "scoring")
        [manual] = cast("list[HelpWindow]", self.shell.findChildren(HelpWindow))
        self.shot("61-manual", _COMES, of=manual)
        manual.close()
        today = date(2026, 11, 22)
        self.dialog(
            "66-report", ReportDialog(self.shell, ReportDraft(None, today), (), lambda _: True)
        )
        self.dialog("67-day", DayDialog(self.shell, OfficeCalendar(place, today), today))
        draft, files = RowDraft(LEDGERS["inspections"], None), RowFiles(place, self.office.jobs)
        self.dialog("68-row", RowDialog(self.shell, draft, (), lambda _: True, files))
        self.dialog("62-rename", RenameDialog(self.shell, "2026年度考核", "2026年"))
        words = "撤销以后可以修改，理由会写进留痕。"
        self.dialog("63-grounds", GroundsDialog(self.shell, "撤销定稿", words, "撤销定稿"))
        self.dialog("64-phrases", PhraseDialog(self.shell, Phrases(place)))
        self.office.enter(self.scored()[0].members[2].key)
        room = self.office.room
        wait_until(lambda: bool(room.proposals.waiting))
        self.shot("43-proposals", _COMES)
        room._open_history("")
        self._popups("65-history")
        room.check_ledgers()
        self._popups("66-ledger-check")

    def _popups(self, name: str) -> None:
        QTest.qWait(_SETTLES)
        for one in self._dialogs():
            self.shot(name, of=one)
            one.close()

    def _dialogs(self) -> Iterator[QDialog]:
        found = cast("list[QDialog]", self.shell.findChildren(QDialog))
        return (one for one in found if one.isVisible())


def take(out: Path, forms: tuple[Format, ...] = FORMATS) -> None:
    """Take all pictures in every format."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    speak_chinese(application)
    with TemporaryDirectory(prefix="kaoping-shots-") as work:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, work)
        make_demonstration(Path(work) / "made")
        for form in forms:
            folder = out / form.name
            folder.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(Path(work) / "demo", ignore_errors=True)
            shutil.copytree(Path(work) / "made", Path(work) / "demo")
            Photographer(application, form, folder, Path(work)).go_through()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
