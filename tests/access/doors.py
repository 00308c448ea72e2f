"""Doors: the sights before a workspace is open, and what may be asked over any other sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.mishaps import _Watch
from desktop.ui.screens.backup_screen import BackupScreen
from desktop.ui.screens.closed_screen import ClosedScreen
from desktop.ui.screens.gone_screen import GoneScreen
from desktop.ui.screens.welcome_screen import WelcomeScreen
from desktop.viewmodels.place import Place
from desktop.viewmodels.setting_up import SettingUp

if TYPE_CHECKING:
    from tests.access.sights import Sights


def go_through_doors(sights: Sights, folder: Path) -> None:
    """Each as it stands in the window, its rail shut."""
    shell = sights.shell
    pages: Sequence[tuple[str, Callable[[], QWidget]]] = (
        ("欢迎", lambda: WelcomeScreen(SettingUp(folder))),
        ("工作区不在了", lambda: GoneScreen(SettingUp(folder), folder)),
        ("工作区没有打开", lambda: ClosedScreen(folder, "磁盘是只读的", folder)),
        ("收到的备份", lambda: BackupScreen(SettingUp(folder), folder)),
    )
    for name, make in pages:
        shell.rail.setEnabled(False)
        shell.show_page(make())
        sights.page(name)
    shell.rail.setEnabled(True)
    sights.office.go(Place.OVERVIEW)
    sights.dialog("再问一遍", lambda: confirmed(shell, "要删除吗？", "不能撤销。", "删除"))
    sights.dialog("出错以后", lambda: _Watch(shell)._tell("日志/出错.log"))
