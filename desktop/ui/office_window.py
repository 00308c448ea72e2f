"""The office's window: the screens of one workspace in the shell, and the ways between them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from desktop.domain.records import AssessmentKey, Person
from desktop.ui.bar_tools import BarTools
from desktop.ui.screens.overview_screen import OverviewScreen
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.ui.shell import Shell
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.place import Place
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.undoing import Undoing
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace


class OfficeWindow(QObject):
    """Makes each screen when it is first wanted; what only that one needs is loaded then."""

    backed_up = Signal()  # after the window was asked to close
    scale_chosen = Signal(int)

    def __init__(self, shell: Shell, workplace: Workplace, preferences: Preferences) -> None:
        super().__init__(shell)
        self._shell, self.workplace, self._preferences = shell, workplace, preferences
        self._screens: dict[Place, QWidget] = {}
        self._place = Place.OVERVIEW
        self.jobs = Jobs()
        self.assessment = OpenAssessment(workplace)
        self.walk = Walk(workplace, self.assessment)
        self.overview = Overview(workplace)
        self.undoing = Undoing(workplace, self.assessment)
        self._closing: Job | None = None
        self._tools = BarTools(self.undoing, workplace)
        shell.bar.add(self._tools)
        self._connect()
        self._show_office()
        for sequence, does in (
            ("F1", self.show_shortcuts),
            ("Ctrl+Z", self.undoing.undo),
            ("Ctrl+Y", self.undoing.redo),
            ("Ctrl+Shift+Z", self.undoing.redo),
        ):
            QShortcut(QKeySequence(sequence), shell).activated.connect(does)

    def _connect(self) -> None:
        shell, workplace = self._shell, self.workplace
        self._tools.help.clicked.connect(self.show_shortcuts)
        self._tools.author.pin_wanted.connect(self._ask_pin)
        shell.place_chosen.connect(self.go)
        workplace.refused.connect(shell.message.refuse)
        workplace.remarked.connect(shell.message.remark)
        workplace.author_changed.connect(self._on_author)
        workplace.dispatcher.changed.connect(self._on_changed)
        self.jobs.failed.connect(shell.message.refuse)
        self.walk.finished.connect(self._say_finished)

    # -- places

    def go(self, place: Place) -> None:
        """Open a place of the rail."""
        if place is Place.SCORING and self.assessment.key is None and not self._begin_somewhere():
            self._shell.message.remark("还没有可以考核的批次，请先在“总览”里新建")
            place = Place.OVERVIEW
        if self._place is Place.SCORING and place is not Place.SCORING:
            self.assessment.leave()
        self._place = place
        self.undoing.beside_sheets = place is not Place.SCORING
        self._shell.rail.show_place(place)
        self._shell.show_page(self.screen(place))

    def screen(self, place: Place) -> QWidget:
        """The screen of a place."""
        if place not in self._screens:
            self._screens[place] = self._made(place)
        return self._screens[place]

    def _made(self, place: Place) -> QWidget:
        match place:
            case Place.OVERVIEW:
                return self._overview_screen()
            case Place.SCORING:
                return self._scoring_screen()
            case Place.SCHEMES:
                from desktop.ui.screens.scheme_screen import scheme_screen  # noqa: PLC0415

                return scheme_screen()
            case Place.SETTINGS:
                return self._settings_screen()
        from desktop.ui.screens.coming_screen import ComingScreen  # noqa: PLC0415

        return ComingScreen(place)

    def _overview_screen(self) -> OverviewScreen:
        made = OverviewScreen(self.overview)
        made.resumed.connect(self.resume)
        made.entered.connect(self.enter)
        made.round_wanted.connect(self._keep_round)
        return made

    def _scoring_screen(self) -> ScoringScreen:
        made = ScoringScreen(self.assessment, self.walk, QWidget())
        made.strip.finalise_wanted.connect(self.assessment.finalise)
        made.strip.reopen_wanted.connect(self._reopen)
        made.at_the_end.connect(self._say_end)
        return made

    def _settings_screen(self) -> QWidget:
        from desktop.ui.screens.settings_screen import SettingsScreen  # noqa: PLC0415

        made = SettingsScreen(self.workplace, self.jobs, self._preferences)
        made.scale_chosen.connect(self.scale_chosen)
        return made

    def _keep_round(self, what: str, round_id: str) -> None:
        from desktop.ui.dialogs.round_keeping import keep_round  # noqa: PLC0415

        keep_round(self._shell, self.workplace, what, round_id)

    # -- into a sheet

    def resume(self, key: AssessmentKey, part: str, criterion: str) -> None:
        """Back to where one left off, to the very criterion."""
        self.enter(key, part)
        screen = self.screen(Place.SCORING)
        if isinstance(screen, ScoringScreen) and criterion:
            screen.form.focus_criterion(criterion)

    def enter(self, key: AssessmentKey, part: str = "") -> None:
        """Open a sheet in 考核."""
        screen = self.screen(Place.SCORING)
        self.walk.enter(key, part)
        self.go(Place.SCORING)
        if isinstance(screen, ScoringScreen):
            screen.form.focus_open()

    def _begin_somewhere(self) -> bool:
        place = self.overview.first_place
        if place is None:
            return False
        self.screen(Place.SCORING)
        self.walk.enter(*place)
        return True

    def _reopen(self) -> None:
        from desktop.ui.dialogs.grounds_dialog import ask_grounds  # noqa: PLC0415

        name = self.assessment.sight.assessment.name
        words = "撤销以后可以修改，理由会写进留痕。"
        grounds = ask_grounds(self._shell, f"撤销“{name}”的定稿", words, "撤销定稿")
        if grounds is not None:
            self.assessment.reopen(grounds)

    # -- who, and what is said

    def _show_office(self) -> None:
        self._shell.bar.office.setText(self.workplace.office)

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "office" for table, _ in touched):
            self._show_office()

    def _on_author(self) -> None:
        self._preferences.person = self.workplace.author.person or ""

    def _ask_pin(self, person: Person) -> None:
        pin, taken = QInputDialog.getText(
            self._shell, "换人", f"{person.name}的口令", QLineEdit.EchoMode.Password
        )
        if taken:
            self.workplace.sit_down(person, pin)

    def _say_end(self) -> None:
        self._shell.message.remark("这是本单位的最后一项；Ctrl+→ 到下一单位，F4 到下一未评项")

    def _say_finished(self) -> None:
        self._shell.message.remark("这个批次各条都已认定")

    def show_shortcuts(self) -> None:
        """F1."""
        from desktop.ui.dialogs.shortcut_dialog import ShortcutDialog  # noqa: PLC0415

        ShortcutDialog(self._shell).exec()

    # -- the end

    def leave(self) -> bool:
        """Record what is typed and begin the last backup; False where it was begun already, or failed."""
        from desktop.viewmodels.backup_keeping import back_up_last  # noqa: PLC0415

        if self._closing is not None:
            self._closing.cancel()
            return False
        self.assessment.leave()
        self._closing = back_up_last(self.workplace, self.jobs)
        self._closing.ended.connect(self._on_left)
        return True

    def _on_left(self) -> None:
        if self._closing is not None and self._closing.failure:
            words = f"没有备份上：{self._closing.failure}；再点一次关闭就直接退出"
            self._shell.message.refuse(words)
        else:
            self.backed_up.emit()
