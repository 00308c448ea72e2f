"""Sights: every place, page and dialog of the program in one list, each opened as a hand opens it.

Whoever adds a screen adds it here; `test_sights` fails for a dialog that is missing. The tests of keys, of room for
words and of what a screen reader is told go through this list.
"""

import atexit
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.records import AssessmentKey, Round, UnitRecord
from desktop.services.office import keep_units
from desktop.services.outdated_rounds import outdated_rounds
from desktop.services.print_batches import Printed
from desktop.services.taking_in_schemes import offer_scheme
from desktop.services.workspaces import open_workspace
from desktop.ui.dialogs.charge_dialog import ask_other_unit
from desktop.ui.dialogs.finalise_dialog import FinaliseDialog
from desktop.ui.dialogs.grounds_dialog import ask_grounds
from desktop.ui.dialogs.ledger_check_dialog import LedgerCheckDialog
from desktop.ui.dialogs.paste_dialog import PasteDialog
from desktop.ui.dialogs.replacement_dialog import ReplacementDialog
from desktop.ui.dialogs.return_dialog import ReturnDialog
from desktop.ui.dialogs.round_keeping import ASSIGN, DELETE, NEW, RENAME
from desktop.ui.dialogs.scheme_faults_dialog import SchemeFaultsDialog
from desktop.ui.dialogs.template_faults_dialog import TemplateFaultsDialog
from desktop.ui.help.help_keys import open_help, show_shortcuts
from desktop.ui.help.help_window import HelpWindow
from desktop.ui.ledgers.file_dialog import FileDialog
from desktop.ui.panels.criterion_card import LOOK
from desktop.ui.panels.day_settings import DaySettings
from desktop.ui.panels.evidence_pane import CHECKLIST, DOCUMENT, FILES
from desktop.ui.parts.asking import ask, put_up
from desktop.ui.printing.print_report import PrintReport
from desktop.ui.results.field_list_dialog import FieldListDialog
from desktop.ui.screens.evidence_corner import EvidenceCorner
from desktop.ui.screens.scheme_screen import SchemeScreen
from desktop.ui.screens.settings_screen import SettingsScreen
from desktop.ui.settings.diagnosis_dialog import DiagnosisDialog
from desktop.ui.settings.diagnosis_page import DiagnosisPage
from desktop.ui.settings.headings import HEADINGS
from desktop.viewmodels.overview import RoundProgress
from desktop.viewmodels.pasted_column import CellPlan, PlannedCell
from desktop.viewmodels.place import Place
from desktop.viewmodels.replacement_draft import ReplacementDraft
from tests.access.doors import go_through_doors
from tests.access.ledger_sights import go_through_ledgers
from tests.access.result_sights import go_through_results
from tests.journeys.evaluator import Evaluator, take_keys, wait_until
from tests.services.building import ME, demonstration_in
from tests.services.charting import NOW, THEN, open_charted, unit_name
from tests.services.scheme_files import DEARER, file_in

Look = Callable[[str, QWidget], object]
Tour = Sequence[Callable[[], object]]
TOURS: Final = (
    "doors",
    "places",
    "rounds",
    "sheets",
    "evidence",
    "ledgers",
    "papers",
    "settings",
    "results",
    "schemes",
)
_UNITS: Final = 24
_TODAY: Final = date(2026, 11, 22)
_ASKS: Final = ("增加、修改单位", "增加报送", "添加报送")


class Sights:
    """Shows one after the other; `look` is called for each with its name and its window."""

    def __init__(self, at: Evaluator, work: Path, look: Look) -> None:
        self.at, self.office, self.shell = at, at.office, at.shell
        self.work, self.look = work, look
        self.seen: set[str] = set()  # classes of dialogs
        self._scored: Sequence[RoundProgress] = ()

    def go_through(self, *tours: str) -> None:
        """These tours, or all of them."""
        for name in tours or TOURS:
            getattr(self, name)()

    # -- the ways to look

    def page(self, name: str) -> None:
        """What the window shows now."""
        wait_until(lambda: not self.office.jobs.running)
        QApplication.processEvents()
        self.look(name, self.shell)

    def dialog(
        self,
        name: str,
        opens: Callable[[], object],
        then: Callable[[QDialog], object] | None = None,
    ) -> None:
        """What opens, whether its caller waits for it or goes on, perhaps over another dialog."""
        met: list[QDialog] = []
        below = QApplication.activeModalWidget()

        def meet() -> None:
            found = QApplication.activeModalWidget()
            if not isinstance(found, QDialog) or found is below:
                QTimer.singleShot(5, self.shell, meet)
                return
            wait_until(lambda: not self.office.jobs.running)
            met.append(found)
            self.seen.add(type(found).__name__)
            self.look(name, found)
            if then is not None:
                then(found)
            elif found.isVisible():
                found.reject()

        QTimer.singleShot(0, self.shell, meet)
        opens()
        wait_until(lambda: bool(met))
        wait_until(lambda: QApplication.activeModalWidget() is below)
        take_keys(below or self.shell)

    def doors(self) -> None:
        """What stands there instead of a workspace, and what is asked over anything."""
        go_through_doors(self, self.work / "考评台")

    # -- places

    def places(self) -> None:
        """Each place of the rail."""
        for place in Place:
            self.office.go(place)
            self.page(place.value)

    def rounds(self) -> None:
        """What is done with rounds, and what is asked everywhere."""
        self.office.go(Place.OVERVIEW)
        wait_until(lambda: all(one.complete for one in self.office.overview.rounds))
        self._scored = [one for one in self.office.overview.rounds if one.scored]
        one = self.office.overview.rounds[0].round.id
        self.dialog("新建批次", lambda: self.office.keep_round(NEW, ""))
        self.dialog("批次改名", lambda: self.office.keep_round(RENAME, one))
        self.dialog("分工", lambda: self.office.keep_round(ASSIGN, one))
        self.dialog("删除批次", lambda: self.office.keep_round(DELETE, one))
        self.dialog("核验", self.office.check_code)
        self.dialog("快捷键", lambda: show_shortcuts(self.shell))
        self._help()

    def _help(self) -> None:
        """The manual beside the window."""
        open_help(self.shell)
        [window] = cast("list[HelpWindow]", self.shell.findChildren(HelpWindow))
        wait_until(window.isVisible)
        self.look("手册", window)
        window.close()
        self.at.return_to_window()

    # -- 考核

    def _enter(self, at: int, member: int) -> AssessmentKey:
        key = self._scored[at].members[member].key
        self.office.enter(key)
        return key

    def sheets(self) -> None:
        """The form, its table, and what is asked there."""
        room = self.office.room
        for at, one in enumerate(self._scored):
            self._enter(at, -1)
            self.page(f"考核：{one.round.name}")
        self._enter(0, 2)
        wait_until(lambda: bool(room.proposals.waiting))
        self.page("考核：台账建议")
        waiting = next(iter(room.proposals.waiting)).criterion.id
        self.dialog("台账建议的依据", lambda: room._answer_proposal(LOOK, waiting))
        self.dialog("留痕", lambda: room._open_history(""))
        self.dialog("台账核对", room.check_ledgers, self._accept_all)
        self.dialog("常用语", room.open_phrases)
        self.dialog(
            "定稿", lambda: put_up(FinaliseDialog(self.shell, self.office.assessment, "张洁"))
        )
        self.dialog(
            "撤销定稿", lambda: ask_grounds(self.shell, "撤销定稿", "要写明理由。", "撤销定稿")
        )
        part = self.office.assessment.parts[0].id
        self.dialog("退回", lambda: ask(ReturnDialog(self.shell, self.office.assessment, part)))
        units = self.office.walk.members
        self.dialog("同时记在", lambda: ask_other_unit(self.shell, units, {"plain": "一般"}))
        room.open_table()
        self.page("全体单位表格")
        cells = (PlannedCell(None, "甲科", "未学习", "三", "未评", why="“三”不是数"),)
        self.dialog("粘贴", lambda: ask(PasteDialog(self.shell, CellPlan("粘贴", cells))))

    def _accept_all(self, check: QDialog) -> None:
        """A dialog over the dialog."""
        assert isinstance(check, LedgerCheckDialog)
        check._on_accept_all()
        [asked] = [one for one in open_dialogs() if one is not check]
        self.seen.add(type(asked).__name__)
        self.look("全部采用", asked)
        asked.reject()
        check.reject()

    # -- 佐证

    @property
    def _corner(self) -> EvidenceCorner:
        wait_until(lambda: self.office.room.corner is not None)
        corner = self.office.room.corner
        assert corner is not None
        return corner

    def _drawn(self, name: str) -> Path:
        path = self.work / name
        path.write_bytes(draw_scan("会议纪要", ["第三季度没有组织学习。"], 2))
        return path

    def evidence(self) -> None:
        """The right pane, and the dialogs about files."""
        self._enter(0, 2)
        corner = self._corner
        self.office.room.enter().show_evidence(shown=True)
        goal = corner.beside.goal
        assert goal is not None
        self.dialog(
            "收入材料",
            lambda: corner.taking.take_paths([self._drawn("甲.pdf"), self._drawn("乙.pdf")], goal),
        )
        corner.taking.take_paths([self._drawn("会议纪要.pdf")], goal)
        wait_until(lambda: corner.view.is_here)
        evidence = corner.view.evidence
        assert evidence is not None
        place = self.office.workplace
        self.dialog(
            "看文件", lambda: ask(FileDialog(self.shell, place, self.office.jobs, evidence))
        )
        for name, page in (
            ("佐证：文件", FILES),
            ("佐证：清单", CHECKLIST),
            ("佐证：办法原文", DOCUMENT),
        ):
            corner.pane.show_page(page)
            self.page(name)
        for one in self.office.overview.rounds:
            self.office.enter(one.members[0].key)
            if self.office.assessment.sight.scheme.requirements:
                corner.pane.show_page(CHECKLIST)
                self.page("佐证：要求很多的清单")
                self.dialog("逐项佐证", lambda: corner._open_grid(13))
                self.dialog("件数", corner.pane.checklist.count)

    # -- 台账

    def ledgers(self) -> None:
        """Every ledger, and what is entered there."""
        go_through_ledgers(self)

    # -- 打印

    def papers(self) -> None:
        """A paper as it is about to be printed."""
        one = self._scored[0]
        self.office.print(one.round.id, one.members[0].key.unit)
        desk = self.office.print_room.desk
        wait_until(lambda: desk.is_ready and desk.view.is_here)
        self.page("打印")
        printed = Printed((), ("甲科：没有评完",), ("乙科：没有装订 1 件",))
        self.dialog("没有保存的单位", lambda: put_up(PrintReport(self.shell, printed)))

    # -- 设置

    def settings(self) -> None:
        """Every heading, and what is asked there."""
        self.office.go(Place.SETTINGS)
        screen = self.office.screen(Place.SETTINGS)
        assert isinstance(screen, SettingsScreen)
        for one in HEADINGS:
            screen.open(one.name)
            self.page(f"设置：{one.name}")
            for days in cast(
                "list[DaySettings]", screen.pages.currentWidget().findChildren(DaySettings)
            ):
                self.dialog("一天", partial(days._on_opened, _TODAY))
            for made in cast(
                "list[QPushButton]", screen.pages.currentWidget().findChildren(QPushButton)
            ):
                if made.text().startswith(_ASKS):
                    self.dialog(f"设置：{made.text()}", made.click)
            self._first_asked(screen.pages.currentWidget(), "改名…", "设口令…")
            page = screen.pages.currentWidget()
            if isinstance(page, DiagnosisPage):
                wait_until(page.report_button.isEnabled)
                self.dialog("诊断报告", page.show_report)
        folder = self.office.workplace.workspace.folder
        self.dialog("诊断", lambda: put_up(DiagnosisDialog(self.shell, folder)))
        faults = ("“单位名称”写成了“单位”，请改成“{{单位名称}}”",)
        self.dialog(
            "模板的错", lambda: put_up(TemplateFaultsDialog(self.shell, "通报.docx", faults))
        )
        self.dialog(
            "可用的栏目",
            lambda: put_up(FieldListDialog(self.shell, "通报", {"单位名称": "被考核单位"})),
        )

    def _first_asked(self, page: QWidget, *words: str) -> None:
        """Of buttons that stand at every person, one."""
        made = cast("list[QPushButton]", page.findChildren(QPushButton))
        for one in words:
            found = next((it for it in made if it.text() == one and it.isVisible()), None)
            if found is not None:
                self.dialog(f"设置：{one}", found.click)

    # -- 结果

    def results(self) -> None:
        """Each page over two years of two dozen departments, and what is asked there."""
        go_through_results(self)

    # -- 办法

    def schemes(self) -> None:
        """A newer text of a scheme, taken in; a file that is not sound; a round that is moved to the newer text."""
        self.office.go(Place.SCHEMES)
        screen = self.office.screen(Place.SCHEMES)
        assert isinstance(screen, SchemeScreen)
        workspace = self.office.workplace.workspace
        offered = offer_scheme(workspace, file_in(self.work / "stick", DEARER))
        self.dialog("收入办法", lambda: screen.ask_about(offered), lambda one: one.accept())
        self.page("办法：收入以后")
        faults = ("第 11 行：没有“ponts”这一项，是不是要写“points”？",)
        self.dialog(
            "办法文件的错", lambda: put_up(SchemeFaultsDialog(self.shell, "scheme.toml", faults))
        )
        self.dialog("移去办法", screen.remove_button.click)
        [of] = outdated_rounds(workspace)
        draft = ReplacementDraft(self.office.workplace, self.office.jobs, of)
        self.dialog("换用办法版本", lambda: put_up(ReplacementDialog(self.shell, draft)))


@cache
def _everything() -> Path:
    place = Path(mkdtemp(prefix="kaoping-sights-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = demonstration_in(place)
    with open_workspace(folder) as workspace:
        keep_units(workspace, ME, [UnitRecord(f"u{n:03}", unit_name(n)) for n in range(_UNITS)])
        for key, title, year in ((THEN, "2025年度部门考核", 2025), (NOW, "2026年度部门考核", 2026)):
            one = Round(key, title, f"{year}年", "charted", "", date(year, 11, 1))
            open_charted(workspace, one, _UNITS)
    return folder


def everything_in(folder: Path) -> Path:
    """The demonstration, and two years of two dozen departments for the results."""
    return Path(shutil.copytree(_everything(), folder / "demo"))


def open_dialogs() -> list[QDialog]:
    """Those in sight."""
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, QDialog) and one.isVisible()]
