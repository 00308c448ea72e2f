"""The composition root of the window: the only place that wires things together."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from desktop.domain.own_files import BACKUP

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.domain.commands import Author
    from desktop.services.workspaces import Workspace
    from desktop.ui.office_window import OfficeWindow
    from desktop.ui.shell import Shell
    from desktop.viewmodels.place import Place
    from desktop.viewmodels.preferences import Preferences

_ANOTHER: Final = (
    "打开的是另一个工作区，不是上次的那一个；要换，到“设置”的“文件夹”一页点“换一个工作区…”"
)
_X_PORT: Final = 6000
_SETTLED: Final = 3_000  # milliseconds after which the window is ready


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _answers(os.environ.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    """Whether an X server is there; Qt itself would end the program with a line of English."""
    host, _, number = display.rpartition(":")
    screen = number.split(".")[0]
    if not screen.isdecimal():
        return False
    try:
        if host in {"", "unix"}:
            with socket.socket(socket.AF_UNIX) as local:
                local.connect(f"/tmp/.X11-unix/X{screen}")  # noqa: S108  # where X puts its sockets
        else:
            socket.create_connection((host, _X_PORT + int(screen)), timeout=2).close()
    except OSError:
        return False
    return True


def run(given: Path | None = None) -> int:
    """Open the window and stay until it is closed. A package or backup that it is given is opened in it."""
    # Qt is loaded only when there is a window to show, and the store only once it is painted.
    from PySide6.QtWidgets import QApplication

    from desktop.ui.input_method import choose_input_method
    from desktop.ui.mishaps import watch_for_crashes
    from desktop.ui.taskbar import claim_taskbar_button
    from desktop.ui.theme.dressing import dress, speak_chinese
    from desktop.ui.theme.icons import own_icon
    from desktop.ui.tidying import begin_tidy
    from desktop.viewmodels.preferences import Preferences

    watch_for_crashes()
    _leave_folder()
    claim_taskbar_button()
    if sys.platform == "linux":
        choose_input_method(os.environ)
    begin_tidy()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("kaoping")
    application.setDesktopFileName("kaoping")  # by which a desktop finds icon and name
    application.setWindowIcon(own_icon())
    preferences = Preferences()
    speak_chinese(application)
    dress(application, preferences.scale)
    program = Program(application, preferences, given)
    program.appear()
    ended = application.exec()
    program.end()  # before the application, as Qt wants it
    return ended


def _leave_folder() -> None:
    """A stick can be pulled out although the program was started by a file on it."""
    with suppress(OSError, RuntimeError):
        os.chdir(Path.home())


class Program:
    """What the window shows: the welcome, a workspace, or why there is none. Its imports wait until they are needed."""

    def __init__(
        self, application: QApplication, preferences: Preferences, given: Path | None = None
    ) -> None:
        self._application, self._preferences = application, preferences
        self._given = given  # until it is shown
        self.office: OfficeWindow | None = None
        self._tidying: QTimer | None = None
        self.shell = self._new_shell()

    def _new_shell(self) -> Shell:
        from desktop.ui.help.help_keys import HelpKeys
        from desktop.ui.mishaps import watch_for_mishaps
        from desktop.ui.parts.in_sight import KeptInSight
        from desktop.ui.shell import Shell

        shell = Shell()
        shell.close_wanted.connect(self.close)
        watch_for_mishaps(shell)
        HelpKeys(shell)
        KeptInSight(shell)
        return shell

    def appear(self) -> None:
        """Show the shell, and begin once it is painted."""
        from PySide6.QtCore import QTimer

        self.shell.first_painted.connect(self.begin)
        QTimer.singleShot(_SETTLED, self._settle_memory)
        self.shell.appear(self._preferences)

    def _settle_memory(self) -> None:
        from desktop.ui.tidying import tidy_here

        self._tidying = tidy_here()

    def end(self) -> None:
        """Let go of every widget."""
        self._tidying = None
        self.shell.deleteLater()
        self._application.processEvents()

    def begin(self) -> None:
        """With the backup that was opened from its folder, else with the workspace."""
        given = self._given
        if given is None or given.suffix.lower() != BACKUP:
            self.open_last()
            return
        from desktop.ui.screens.backup_screen import BackupScreen
        from desktop.viewmodels.setting_up import SettingUp

        self._given = None
        self.shell.rail.setEnabled(False)
        page = BackupScreen(SettingUp(), given)
        page.opened.connect(self.open)
        page.declined.connect(self.open_last)
        self.shell.show_page(page)

    def open_last(self) -> None:
        """Open the workspace that was open last, or the usual one; without any, say welcome."""
        from desktop.services.workspaces import default_folder, is_workspace

        last = self._preferences.workspace
        folder = last or default_folder()
        if is_workspace(folder):
            self.open(folder)
        elif last is None:
            self.welcome()
        else:
            self.look_for(last)

    def look_for(self, before: Path) -> None:
        """The last one is not where it was: nearby it is known again, else the user knows where it went."""
        from desktop.services.moved_workspaces import found_again
        from desktop.ui.screens.gone_screen import GoneScreen
        from desktop.viewmodels.setting_up import SettingUp

        found = found_again(before, self._preferences.identity)
        if found is not None:
            self.open(found, f"工作区不在原来的位置（{before}）了，已从现在的位置打开：{found}")
            return
        self.shell.rail.setEnabled(False)
        page = GoneScreen(SettingUp(), before)
        page.again.connect(self.open_last)
        page.found.connect(self._open_shown)
        page.other.connect(self.welcome)
        self.shell.show_page(page)

    def _open_shown(self, folder: Path) -> None:
        """Where the user says that it lies now; another one is opened too, but not passed over in silence."""
        from desktop.services.moved_workspaces import is_another

        other = is_another(folder, self._preferences.identity)
        self.open(folder, _ANOTHER if other else "")

    def open(self, folder: Path, remark: str = "") -> None:
        """Open a workspace and show where one left off; a known failure is said with what can be done."""
        from desktop.domain.refusals import Refused
        from desktop.domain.troubles import Trouble
        from desktop.services.opening import remarks_on_opening
        from desktop.services.workspaces import open_workspace
        from desktop.ui.screens.closed_screen import ClosedScreen

        try:
            workspace = open_workspace(folder)
        except (Refused, Trouble) as failure:
            self.shell.rail.setEnabled(False)
            page = ClosedScreen(folder, failure.message, self._given)
            page.again.connect(lambda: self.open(folder))
            page.other.connect(self.welcome)
            self.shell.show_page(page)
            return
        self._preferences.workspace, self._preferences.identity = folder, workspace.id
        self.settle_in(workspace)
        words = [one for one in (remark, *remarks_on_opening(workspace)) if one]
        if words:
            self.shell.message.tell("。".join(words))
        self._show_given()

    def _show_given(self) -> None:
        """The package that was opened from its folder; nothing is written before somebody agrees."""
        given, self._given = self._given, None
        if given is None or self.office is None:
            return
        from desktop.ui.results.results_screen import ResultsScreen
        from desktop.viewmodels.place import Place

        screen = self.office.screen(Place.RESULTS)
        self.office.go(Place.RESULTS)
        if isinstance(screen, ResultsScreen):
            screen.take_package(given)

    def settle_in(
        self, workspace: Workspace, author: Author | None = None, place: Place | None = None
    ) -> None:
        """Show the screens of a workspace that is open; whoever sits there already, sits on."""
        from desktop.ui.office_window import OfficeWindow
        from desktop.viewmodels.place import Place
        from desktop.viewmodels.workplace import Workplace, author_for

        sits = author or author_for(workspace, self._preferences.person)
        self.office = OfficeWindow(self.shell, Workplace(workspace, sits), self._preferences)
        self.office.scale_chosen.connect(self.rescale)
        self.office.other_wanted.connect(self.change_workspace)
        self.shell.rail.setEnabled(True)
        self.office.go(place or Place.OVERVIEW)
        if author is None:
            self.office.ask_who(self._preferences.person)

    def rescale(self, percent: int) -> None:
        """Every widget is made anew at another text scale; they hold nothing that would be lost."""
        from desktop.ui.help.help_keys import reopen_help
        from desktop.ui.screens.settings_screen import SettingsScreen
        from desktop.ui.theme.dressing import dress
        from desktop.viewmodels.place import Place

        office, before = self.office, self.shell
        if office is None:
            return
        self._preferences.scale = percent
        office.room.leave()
        office.jobs.wait()
        self._application.sendPostedEvents()  # what came back is still told here
        office.close()
        dress(self._application, percent)
        self.shell = self._new_shell()
        self.shell.setGeometry(before.geometry())
        workplace = office.workplace
        self.settle_in(workplace.workspace, workplace.author, Place.SETTINGS)
        self.shell.show()
        reopen_help(before, self.shell)
        before.hide()
        before.deleteLater()
        found = cast("list[SettingsScreen]", self.shell.findChildren(SettingsScreen))
        for screen in found:
            screen.enter()  # to where the scale was chosen

    def welcome(self) -> None:
        """The first start."""
        from desktop.services.workspaces import is_workspace
        from desktop.ui.screens.welcome_screen import WelcomeScreen
        from desktop.viewmodels.setting_up import SettingUp

        self.shell.rail.setEnabled(False)
        recent = [one for one in self._preferences.recent if is_workspace(one)]
        page = WelcomeScreen(SettingUp(), recent)
        page.opened.connect(self.open)
        self.shell.show_page(page)
        if self._given is not None:
            self.shell.message.remark(f"建好工作区后，接着打开考核包“{self._given.name}”")

    def change_workspace(self) -> None:
        """Back up what has changed, let go of this workspace, and begin as if none had been opened."""
        office = self.office
        if office is None or office.busy():
            return
        if not office.leave():
            self._begin_anew()
            return
        self.shell.message.remark("正在备份，完成后回到开始页")
        office.backed_up.connect(self._begin_anew)

    def _begin_anew(self) -> None:
        office, before = self.office, self.shell
        if office is None:
            return
        office.room.leave()
        office.close()
        office.workplace.workspace.close()
        self.office = None
        self.shell = self._new_shell()
        self.shell.setGeometry(before.geometry())
        self.welcome()
        self.shell.show()
        before.hide()
        before.deleteLater()

    def close(self) -> None:
        """Back up what has changed, then let the next program in. Asked twice, it goes without."""
        office = self.office
        if office is not None and office.busy():
            return
        if office is None or not office.leave():
            self._end()
            return
        self.shell.message.remark("正在备份，完成后自动关闭；再点一次关闭就不等了")
        office.backed_up.connect(self._end)

    def _end(self) -> None:
        if self.office is not None:
            self.office.room.leave()  # what was typed while the last backup ran
            self.office.close()
            self.office.workplace.workspace.close()
            self.office = None
        self._preferences.keep_shape("window", self.shell.saveGeometry())
        self.shell.let_go()
