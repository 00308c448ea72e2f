"""The office's window: the screens of one workspace in the shell, and the ways between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from desktop.domain.ledgers.kinds import RECEIPTS
from desktop.domain.records import AssessmentKey, Person
from desktop.services.ledger_sights import year_of_round
from desktop.ui.bar_tools import BarTools
from desktop.ui.panels.first_task_strip import FirstTaskStrip
from desktop.ui.panels.job_strip import JobStrip
from desktop.ui.parts.keys import undo_by_keys
from desktop.ui.place_screens import screen_of
from desktop.ui.scoring_room import ScoringRoom
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.ui.shell import Message, Shell
from desktop.viewmodels.day_watch import DayWatch
from desktop.viewmodels.first_task import FirstTask, Step
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.place import Place
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.undoing import Undoing
from desktop.viewmodels.workplace import Workplace

if TYPE_CHECKING:
    from desktop.services.papers import Wanted
    from desktop.ui.printing.print_room import PrintRoom
    from desktop.ui.screens.evidence_corner import EvidenceCorner
    from desktop.viewmodels.backup_keeping import BackupKeeping
    from desktop.viewmodels.sheets_ahead import SheetsAhead

_BACKUPS_BEGIN: Final = 2_000  # milliseconds after the start: the window has time for it
_AHEAD_BEGINS: Final = 4_000


class OfficeWindow(QObject):
    """Makes each screen when it is first wanted; what only that one needs is loaded then."""

    backed_up = Signal()  # after the window was asked to close
    scale_chosen = Signal(int)
    other_wanted = Signal()  # another workspace

    def __init__(self, shell: Shell, workplace: Workplace, preferences: Preferences) -> None:
        super().__init__(shell)
        self._shell, self.workplace, self.preferences = shell, workplace, preferences
        self._screens: dict[Place, QWidget] = {}
        self.endings: list[Callable[[], None]] = []  # of what runs beside screens
        self._place = Place.OVERVIEW
        self.jobs = Jobs()
        self.room = ScoringRoom(shell, workplace, self.jobs, preferences)
        self.assessment, self.walk = self.room.assessment, self.room.walk
        self.sheets = {Place.SCORING: self.assessment}  # whose steps undo takes back there
        self.overview = Overview(workplace)
        self.ledgers = LedgerBook(workplace)
        self.undoing = Undoing(workplace, self.assessment)
        DayWatch(workplace.dispatcher).setParent(self)
        self._backups: BackupKeeping | None = None
        self._print_room: PrintRoom | None = None
        self._closing: Job | None = None
        self._asked = ""  # what was said when the window was to close and something ran
        self._tools = BarTools(self.undoing, workplace)
        shell.bar.add(self._tools)
        shell.add_foot(JobStrip(self.jobs))
        self.first_task = FirstTask(
            workplace, self.overview, self.assessment, self.undoing, preferences
        )
        strip = FirstTaskStrip(self.first_task)
        shell.add_foot(strip)
        strip.show_task()
        self.ahead: SheetsAhead | None = None
        QTimer.singleShot(_BACKUPS_BEGIN, self, lambda: self.backups)
        QTimer.singleShot(_AHEAD_BEGINS, self, self._look_ahead)
        self._connect()
        self._show_office()
        undo_by_keys(shell, self.undo, self.redo)

    def _connect(self) -> None:
        shell, workplace = self._shell, self.workplace
        self._tools.author.pin_wanted.connect(self._ask_pin)
        self._tools.help.setting_wanted.connect(self.show_setting)
        self._tools.help.first_task_wanted.connect(self.first_task.begin)
        self.first_task.led.connect(self._lead)
        self.room.furnished.connect(self._watch_scans)
        shell.place_chosen.connect(self.go)
        workplace.refused.connect(partial(self._say, shell.message.refuse_here))
        workplace.remarked.connect(partial(self._say, shell.message.remark))
        workplace.author_changed.connect(self._on_author)
        self.walk.moved.connect(shell.message.move_on)
        workplace.dispatcher.changed.connect(self._on_changed)
        self.jobs.failed.connect(shell.message.refuse)
        self.jobs.changed.connect(self._on_jobs)
        self.undoing.acted.connect(self._on_undone)
        self.room.print_wanted.connect(self.print)
        self.room.ledger_wanted.connect(self._show_ledger_of_sheet)
        self.room.row_wanted.connect(self._show_row_of_sheet)
        self.room.doubts_wanted.connect(partial(self._show_ledger_of_sheet, only_doubted=True))
        for asks in (self._tools.undo, self.room):
            asks.undo_wanted.connect(self.undo)
            asks.redo_wanted.connect(self.redo)

    def _say(self, says: Callable[[str], None], words: str) -> None:
        if not self.message.is_behind:  # the meeting's window says it to the room
            says(words)

    @property
    def message(self) -> Message:
        """What is said over the foot of the window."""
        return self._shell.message

    @property
    def backups(self) -> BackupKeeping:
        """Backups by themselves, whether or not anybody looks at the settings."""
        from desktop.viewmodels.backup_keeping import BackupKeeping

        if self._backups is None:
            self._backups = BackupKeeping(self.workplace, self.jobs)
            self._backups.setParent(self)
        return self._backups

    # -- paper

    @property
    def print_room(self) -> PrintRoom:
        """Where papers are looked at, printed and checked."""
        from desktop.ui.printing.print_room import PrintRoom

        if self._print_room is None:
            self._print_room = PrintRoom(self._shell, self.workplace, self.jobs)
            self._print_room.back_wanted.connect(lambda: self.go(self._place))
            self.first_task.watch_paper(self._print_room.desk)
        return self._print_room

    def print(self, round_id: str, unit: str | None = None) -> None:
        """The papers of a round, and of the unit in sight."""
        self.print_room.open(round_id, unit)

    def print_paper(self, wanted: Wanted) -> None:
        """One very paper."""
        self.print_room.open_paper(wanted)

    def check_code(self) -> None:
        """核验."""
        self.print_room.check_code()

    # -- places

    def go(self, place: Place) -> None:
        """Open a place of the rail."""
        if place is Place.SCORING and self.assessment.key is None and not self._begin_somewhere():
            self._shell.message.remark("还没有可以考核的批次，请先在“总览”里新建")
            place = Place.OVERVIEW
        if self._place is Place.SCORING and place is not Place.SCORING:
            self.room.leave()
        self._place = place
        self._shell.message.move_on()
        self._shell.rail.show_place(place)
        self._shell.show_page(self.screen(place))
        self.undoing.turn_to(self.sheets.get(place))
        if place is Place.SCORING:
            self.room.enter().form.focus_open()

    def screen(self, place: Place) -> QWidget:
        """The screen of a place."""
        if place not in self._screens:
            self._screens[place] = screen_of(place, self)
        return self._screens[place]

    def _look_ahead(self) -> None:
        """What 结果 will want is loaded and read before anybody asks for it."""
        import desktop.ui.results.matrix_page
        import desktop.ui.results.results_screen  # noqa: F401  # only loaded
        from desktop.viewmodels.sheets_ahead import SheetsAhead

        self.ahead = SheetsAhead(self.workplace)
        self.ahead.setParent(self)

    def show_setting(self, name: str) -> None:
        """One page of the settings."""
        from desktop.ui.screens.settings_screen import SettingsScreen

        screen = self.screen(Place.SETTINGS)
        self.go(Place.SETTINGS)
        if isinstance(screen, SettingsScreen):
            screen.open(name)

    def show_repair(self, round_id: str, rectification: str) -> None:
        """One that is to be put right, in its round's list."""
        from desktop.ui.results.results_screen import ResultsScreen

        screen = self.screen(Place.RESULTS)
        self.go(Place.RESULTS)
        if isinstance(screen, ResultsScreen):
            screen.show_rectification(round_id, rectification)

    def show_reports(self, year: int) -> None:
        """What is due from everybody in a year."""
        self.screen(Place.LEDGERS)
        self.ledgers.open(RECEIPTS, year=year)
        self.go(Place.LEDGERS)

    def _show_row_of_sheet(self, row: str) -> None:
        """The very row that counts, in its own ledger, unit and year."""
        self.screen(Place.LEDGERS)
        if self.ledgers.show_row(row, self._year_of_sheet):
            self.go(Place.LEDGERS)

    @property
    def _year_of_sheet(self) -> int:
        key = self.assessment.key
        return (year_of_round(self.workplace.workspace, key.round) if key else None) or 0

    def _show_ledger_of_sheet(self, ledger: str, unit: str, *, only_doubted: bool = False) -> None:
        self.screen(Place.LEDGERS)
        self.ledgers.open(ledger, unit or None, self._year_of_sheet, only_doubted=only_doubted)
        self.go(Place.LEDGERS)

    def keep_round(self, what: str, round_id: str) -> None:
        """Make, rename, archive or delete a round."""
        from desktop.ui.dialogs.round_keeping import keep_round

        keep_round(self._shell, self.workplace, self.jobs, what, round_id)

    def _lead(self, place: Place, where: str) -> None:
        """To where the first task goes on: a round, or a criterion with what lies beside it."""
        screen = self.screen(place)
        self.go(place)
        if isinstance(screen, ScoringScreen):
            self.room.show_criterion(where)
            if self.first_task.step is Step.LOOK:
                screen.show_evidence(shown=True)
        elif place is Place.OVERVIEW:
            self.overview.round_wanted.emit(where)

    def _watch_scans(self, corner: EvidenceCorner) -> None:
        self.first_task.watch_scans(corner.view, corner.pane.isVisible)
        again, queued = self.first_task.look_again, Qt.ConnectionType.QueuedConnection
        self.room.enter().strip.evidence.toggled.connect(again, queued)  # shown only after it

    # -- into a sheet

    def resume(self, key: AssessmentKey, part: str, criterion: str) -> None:
        """Back to where one left off, to the very criterion."""
        self.enter(key, part)
        if criterion:
            self.room.enter().form.focus_criterion(criterion)

    def enter(self, key: AssessmentKey, part: str = "") -> None:
        """Open a sheet in 考核."""
        self.room.enter()
        self.walk.enter(key, part)
        self.go(Place.SCORING)

    def take_turn(self, key: AssessmentKey) -> None:
        """A sheet of 等我处理; one that was returned begins with the first remark that is unanswered."""
        self.enter(key)
        self.room.enter().lock.go_on()

    def _begin_somewhere(self) -> bool:
        place = self.overview.first_place
        if place is None:
            return False
        self.room.enter()
        self.walk.enter(*place)
        return True

    # -- who, and what is said

    def _show_office(self) -> None:
        self._shell.bar.office.setText(self.workplace.office)

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "office" for table, _ in touched):
            self._show_office()
        if self._closing not in self.jobs.running:
            self._closing = None  # what was recorded since is to be backed up too

    def _on_author(self) -> None:
        self.preferences.person = self.workplace.author.person or ""

    def ask_who(self, person: str) -> None:
        """At the start: whoever sat here last, if a PIN keeps that name, has to tell it."""
        found = next((one for one in self.workplace.people() if one.id == person), None)
        if found is not None and self.workplace.asks_pin(found):
            self._ask_pin(found)

    def _ask_pin(self, person: Person) -> None:
        pin, taken = QInputDialog.getText(
            self._shell, "换人", f"{person.name}的口令", QLineEdit.EchoMode.Password
        )
        if taken:
            self.workplace.sit_down(person, pin)
        if self._place is Place.SCORING:
            self.room.enter().form.focus_open()

    def _on_undone(self, name: str) -> None:
        """Go to what was undone, so that the eye sees it."""
        if name and self._place is Place.SCORING:
            self.room.show_criterion(name)

    def undo(self) -> None:
        """Take back the last step, wherever one is."""
        if self.room.in_table and self.room.table is not None:
            self.room.table.undo()
        else:
            self.undoing.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.room.in_table and self.room.table is not None:
            self.room.table.redo()
        else:
            self.undoing.redo()

    # -- the end

    def busy(self) -> bool:
        """Whether something is still on its way; asked a second time, it is called off instead."""
        if not self.jobs.running or self._closing is not None:
            return False
        if self._asked:
            self.jobs.cancel()
            self.jobs.wait()
            return False
        words = self.jobs.running[0].words
        self._asked = f"{words}，还没有完成；完成后再关闭，或者再点一次关闭就取消它"
        self._shell.message.refuse(self._asked)
        return True

    def _on_jobs(self) -> None:
        if not self.jobs.running:
            self._shell.message.withdraw(self._asked)
            self._asked = ""

    def close(self) -> None:
        """End what runs beside the window."""
        self.jobs.end()
        self.room.close()
        if self.ahead is not None:
            self.ahead.close()
        for end in self.endings:
            end()
        if self._print_room is not None:
            self._print_room.close()

    def leave(self) -> bool:
        """Record what is typed and begin the last backup; False where it was begun already, or failed."""
        from desktop.viewmodels.backup_keeping import back_up_last

        self.room.leave()
        if self._closing is not None:
            self._closing.cancel()
            return False
        self._closing = back_up_last(self.workplace, self.jobs)
        self._closing.ended.connect(self._on_left)
        return True

    def _on_left(self) -> None:
        if self._closing is not None and self._closing.failure:
            words = f"没有备份上：{self._closing.failure}；再点一次关闭或“换一个工作区…”，就不备份直接离开"
            self._shell.message.refuse(words)
        else:
            self.backed_up.emit()
