"""The button by which evidence is added: files, a folder, or what the clipboard holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.ui.dialogs.file_choice import choose_files, choose_folder
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.handed import Handed, pasted
from desktop.viewmodels.taking_in import TakingIn


class AddButton(QPushButton):
    """Adds to the goal of the moment; None where nothing can be added."""

    refused = Signal(str)

    def __init__(self, taking: TakingIn, goal: Callable[[], Goal | None]) -> None:
        super().__init__("添加")
        self._taking, self._goal = taking, goal
        self.folder: Path | None = None  # where choosing begins
        self.setAutoDefault(False)
        self.setProperty("look", "link")
        self.setIcon(icon("plus", "primary"))
        self.setIconSize(QSize(px(18), px(18)))
        self.setAccessibleName("添加佐证材料")
        self.setToolTip("选择文件、文件夹，或粘贴截图；也可以把文件拖放到下面")
        self._menu = QMenu(self)
        self._menu.addAction("选择文件…", self.choose)
        self._menu.addAction("选择文件夹…", self.choose_folder)
        self._menu.addAction("粘贴截图或文件", self.paste)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def choose(self) -> None:
        """Files of this machine."""
        goal = self._goal()
        paths = choose_files(self.window(), self.folder) if goal else []
        if goal and paths:
            self._taking.take_paths(paths, goal)

    def choose_folder(self) -> None:
        """A folder of this machine."""
        goal = self._goal()
        path = choose_folder(self.window(), self.folder) if goal else None
        if goal and path:
            self._taking.take_paths([path], goal)

    def paste(self) -> None:
        """What the clipboard holds."""
        handed = pasted()
        if handed is None:
            self.refused.emit("剪贴板里没有截图，也没有文件")
        else:
            self.take(handed)

    def take(self, handed: Handed) -> None:
        """What was put down somewhere near."""
        goal = self._goal()
        if goal is not None:
            self._taking.take(handed, goal)
