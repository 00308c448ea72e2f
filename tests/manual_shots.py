"""Pictures of the manual, taken from the running program, so that they are never old.

python -m tests.manual_shots resources/manual/pictures
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, QRect, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Program
from desktop.documents.drawn_scan import draw_scan
from desktop.domain.ledgers.kinds import INSPECTIONS, RECEIPTS
from desktop.services.demonstration import make_demonstration
from desktop.services.meetings import Convened
from desktop.services.papers import Paper
from desktop.services.sheet_contents import sheet_contents
from desktop.services.taking_in_schemes import offer_scheme
from desktop.ui.dialogs.round_dialog import RoundDialog
from desktop.ui.dialogs.scheme_dialog import SchemeDialog
from desktop.ui.evidence.evidence_screen import EvidenceScreen
from desktop.ui.office_window import OfficeWindow
from desktop.ui.panels.criterion_card import CriterionCard
from desktop.ui.panels.evidence_pane import FILES
from desktop.ui.printing.code_dialog import CodeDialog
from desktop.ui.results.chart_page import ChartPage
from desktop.ui.results.letter_dialog import LetterDialog
from desktop.ui.results.letters_page import LettersPage
from desktop.ui.results.meeting_page import MeetingPage
from desktop.ui.results.objection_page import ObjectionPage
from desktop.ui.results.rectification_page import RectificationPage
from desktop.ui.results.result_page import ResultPage
from desktop.ui.results.results_screen import ResultsScreen
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.ui.screens.overview_screen import OverviewScreen
from desktop.ui.screens.settings_screen import SettingsScreen
from desktop.ui.screens.welcome_screen import WelcomeScreen
from desktop.ui.theme.dressing import dress, speak_chinese
from desktop.viewmodels.document_beside import DocumentBeside
from desktop.viewmodels.evidence_beside import Reach
from desktop.viewmodels.place import Place
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.round_draft import RoundDraft
from tests.journeys.evaluator import wait_until
from tests.ledger_shots import _TABLE, _open
from tests.result_shots import ResultShots
from tests.services.charting import NOW
from tests.services.scheme_files import file_in, text_of
from tests.shown_dialogs import meet

SIZE: Final = (1180, 700)
LARGEST: Final = 120_000  # bytes
_COLOURS: Final = 96
_SETTLES: Final = 400  # milliseconds
_COMES: Final = 1_200  # until a page of evidence is there
NAMES: Final = (
    "welcome", "first-task", "overview", "round", "schemes", "take-scheme", "settings", "diagnosis", "scoring", "table",
    "card-flag", "card-each", "card-choice", "card-award", "card-tiers", "card-share",
    "files", "evidence-place", "reports", "inspections", "import", "ledger-check", "print", "code",
    "matrix", "ranking", "charts", "check", "meeting", "rectification", "letter", "handover",
)  # fmt: skip
P = TypeVar("P", bound=ResultPage)


class ManualShots:
    """The program on a demonstration of its own, led from one place to the next."""

    def __init__(self, application: QApplication, out: Path, work: Path) -> None:
        self._out, self._work = out, work
        self._taken: set[str] = set()
        dress(application)
        self._program = Program(application, Preferences())
        self._shell = self._program.shell
        self._shell.resize(*SIZE)
        self._shell.show()

    @property
    def _office(self) -> OfficeWindow:
        office = self._program.office
        assert office is not None
        return office

    def take(self) -> set[str]:
        """All of them; their names come back."""
        self._welcome()
        self._program.open(self._work / "demo")
        self._places()
        self._scoring()
        self._shapes()
        self._evidence()
        self._ledgers()
        self._papers()
        self._results()
        self._office.close()
        self._office.workplace.workspace.close()
        self._program.office = None
        self._program.end()
        return self._taken

    def _welcome(self) -> None:
        self._program.welcome()
        page = self._shell.pages.currentWidget()
        assert isinstance(page, WelcomeScreen)
        page.office.setText("市“双随机、一公开”监管联席会议办公室")
        page._folder.setText("D:\\考评台\\工作区")  # not this machine's
        self._shot("welcome")

    def _places(self) -> None:
        office = self._office
        office.go(Place.OVERVIEW)
        wait_until(lambda: all(one.complete for one in office.overview.rounds))
        office.first_task.begin()
        self._shot("first-task")
        office.first_task.end()
        office.go(Place.OVERVIEW)
        self._rounds = [one for one in office.overview.rounds if one.scored]
        shown = office.screen(Place.OVERVIEW)
        assert isinstance(shown, OverviewScreen)
        shown.verticalScrollBar().setValue(0)  # the first task left it further down
        self._shot("overview")
        beside = DocumentBeside(office.workplace, office.jobs)
        draft = RoundDraft(office.workplace)
        self._dialog("round", RoundDialog(self._shell, draft, beside).exec)
        office.go(Place.SCHEMES)
        self._shot("schemes")
        text = text_of(
            ('title = "', 'title = "2027年度'), ("deduct = 2\n", "deduct = 3\n"), version="2027"
        )
        offered = offer_scheme(office.workplace.workspace, file_in(self._work / "stick", text))
        self._dialog("take-scheme", SchemeDialog(self._shell, offered).exec)
        office.go(Place.SETTINGS)
        settings = office.screen(Place.SETTINGS)
        assert isinstance(settings, SettingsScreen)
        settings.open("人员")
        self._shot("settings")
        settings.open("诊断")
        self._shot("diagnosis", _COMES)
        settings.open("人员")

    def _scoring(self) -> None:
        office = self._office
        one = next(one for one in self._rounds if len(one.members) > 4)
        office.enter(one.members[2].key)
        self._go_to_a_scan()
        self._shot("scoring", _COMES)
        office.walk.go_to(office.assessment.parts[0].id)
        office.room.open_table()
        self._shot("table")
        office.enter(one.members[2].key)

    def _go_to_a_scan(self) -> None:
        """To an indicator of the open sheet that has one."""
        office = self._office
        wait_until(lambda: office.room.corner is not None)
        corner = office.room.corner
        assert corner is not None
        for part in office.assessment.parts:
            office.walk.go_to(part.id)
            if corner.beside.rows(Reach.PART):
                break
        wait_until(lambda: corner.view.sight is not None)
        office.room.enter().form.focus_open()

    def _shapes(self) -> None:
        """One card of each shape that the schemes of the demonstration have."""
        office, seen = self._office, set[str]()
        for one in self._rounds:
            office.enter(one.members[0].key)
            for part in office.assessment.parts:
                wanted = {rule.rule.shape for rule in part.criteria} & {
                    one.removeprefix("card-") for one in NAMES
                }
                if wanted - seen:
                    office.walk.go_to(part.id)
                    _wait(_SETTLES)
                    for card in office.room.enter().form.cards:
                        shape = card.criterion.rule.shape
                        if shape in wanted - seen:
                            seen.add(shape)
                            self._card(f"card-{shape}", card)

    def _card(self, name: str, card: CriterionCard) -> None:
        self._shot(name, of=card)

    def _evidence(self) -> None:
        office = self._office
        one = next(each for each in self._rounds if len(each.members) > 4)
        office.enter(one.members[2].key)  # a sheet that is not final
        office.room.enter().form.cards[0].focus_entry()
        corner = office.room.corner
        assert corner is not None
        paper = self._work / "会议纪要.pdf"
        paper.write_bytes(draw_scan("会议纪要", ["第三季度没有组织学习。"], 3))
        goal = corner.beside.goal
        assert goal is not None
        corner.taking.take_paths([paper], goal)
        corner.pane.show_page(FILES)
        self._shot("files", _COMES * 2)
        office.go(Place.EVIDENCE)
        place = office.screen(Place.EVIDENCE)
        assert isinstance(place, EvidenceScreen)
        asking = (each for each in self._rounds if each.missing)
        place.book.open(next(asking).round.id)
        self._shot("evidence-place", _COMES)

    def _ledgers(self) -> None:
        office = self._office
        office.go(Place.LEDGERS)
        screen = office.screen(Place.LEDGERS)
        assert isinstance(screen, LedgerScreen)
        _open(screen, RECEIPTS)
        screen.entry.setFocus()
        self._shot("reports")
        _open(screen, INSPECTIONS)
        screen.entry.setFocus()
        self._shot("inspections")
        table = self._work / "平台导出.csv"
        table.write_text(_TABLE.format(unit=screen.book.units[0].name))
        self._dialog("import", lambda: screen.import_file(table))
        one = self._rounds[0]
        office.enter(one.members[2].key)
        wait_until(lambda: bool(office.room.proposals.waiting))
        self._dialog("ledger-check", office.room.check_ledgers)

    def _papers(self) -> None:
        office = self._office
        one = self._rounds[0]
        office.print(one.round.id, one.members[0].key.unit)  # a final one
        desk = office.print_room.desk
        desk.choose_paper(Paper.SHEET)
        _wait(1)
        wait_until(lambda: desk.is_ready and desk.view.is_here)
        self._shot("print", _COMES)
        assert desk.key is not None
        code = sheet_contents(office.workplace.workspace, desk.key).code

        def verify(dialog: QWidget) -> None:
            assert isinstance(dialog, CodeDialog)
            dialog.code.setText(code)
            dialog.check_button.click()

        self._dialog("code", office.print_room.check_code, verify)

    def _results(self) -> None:
        shots = ResultShots(self._office, self._shell, lambda *_, **__: None)
        shots._fill()
        self._office.go(Place.RESULTS)
        found = self._office.screen(Place.RESULTS)
        assert isinstance(found, ResultsScreen)
        self._screen = found
        found.book.open(NOW)
        for name, title in (("matrix", "总表"), ("ranking", "排名")):
            found.show_page(title)
            self._shot(name, _COMES)
        self._page("图表", ChartPage)
        self._shot("charts", _COMES)
        self._meeting()
        self._page("异议", ObjectionPage)
        page = self._page("整改", RectificationPage)
        page.list.put_on([one.unit for one in page.book.sheets][:3], date(2026, 12, 20))
        self._shot("rectification")
        letters = self._page("发文", LettersPage)
        dialog = LetterDialog(self._shell, letters.desk.draft())
        dialog.open()
        wait_until(lambda: not self._office.jobs.running)
        self._shot("letter", _COMES, of=dialog)
        dialog.close()
        found.book.open(self._rounds[0].round.id)
        found.show_page("核查")
        self._shot("check", _COMES)
        found.show_page("交接归档")
        self._shot("handover")

    def _meeting(self) -> None:
        page = self._page("会议", MeetingPage)
        page.meetings.begin(Convened("年度考核审定会", date(2026, 11, 22), "张主任", "联席办全体"))
        page.enter()
        hall = page.hall
        assert hall is not None
        hall.showNormal()
        hall.resize(*SIZE)
        self._shot("meeting", of=hall)
        hall.leave()

    def _page(self, name: str, kind: type[P]) -> P:
        self._screen.show_page(name)
        _wait(_SETTLES)
        page = self._screen.page
        assert isinstance(page, kind)
        return page

    # -- how they are taken

    def _dialog(
        self,
        name: str,
        opened: Callable[[], object],
        then: Callable[[QWidget], object] | None = None,
    ) -> None:
        def seen(dialog: QWidget) -> None:
            if then is not None:
                then(dialog)
            self._shot(name, of=dialog)

        meet(opened, self._office.jobs, seen)
        wait_until(lambda: name in self._taken)

    def _shot(self, name: str, wait: int = _SETTLES, of: QWidget | None = None) -> None:
        _wait(wait)
        self._shell.message.hide()
        widget = of or self._shell
        path = self._out / f"{name}.png"
        whole = QRect(QPoint(0, 0), widget.size())
        assert widget.grab(whole).save(str(path))
        _make_small(path)
        self._taken.add(name)


def _wait(milliseconds: int) -> None:
    """Unlike QTest's waiting it lets other threads draw."""
    turn = QEventLoop()
    QTimer.singleShot(milliseconds, turn.quit)
    turn.exec()


def _make_small(path: Path) -> None:
    """Few colours are enough for a screen, and a quarter of the bytes."""
    with Image.open(path) as taken:
        few = taken.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    assert path.stat().st_size <= LARGEST, path.name


def take(out: Path) -> None:
    """Take all pictures anew."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    speak_chinese(application)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="kaoping-manual-") as work:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, work)
        make_demonstration(Path(work) / "demo")
        taken = ManualShots(application, out, Path(work)).take()
    assert taken == {*NAMES}


if __name__ == "__main__":
    take(Path(sys.argv[1]))
