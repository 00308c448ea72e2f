"""The notice of new scans: which files the scanner has put into its folder, to be taken in or put aside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from desktop.ui.parts.boxes import row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, sign
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.scanner_folder import ScannerFolder
from desktop.viewmodels.taking_in import TakingIn


class ScannerOffer(QFrame):
    """Only there while there is something to take."""

    def __init__(
        self, scanner: ScannerFolder, taking: TakingIn, goal: Callable[[], Goal | None]
    ) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._scanner, self._taking, self._goal = scanner, taking, goal
        self._words = ElidedLabel()
        self.take_button = button("收入…", "link", "", "先看每份放到哪里，再收入")
        self.aside_button = button("不用", "link", "", "不再提示这些文件；文件不动")
        line = row(
            sign("photo", "amber"),
            self._words,
            self.take_button,
            self.aside_button,
            margins=(12, 2, 6, 2),
        )
        line.setStretch(1, 1)
        self.setLayout(line)
        self.take_button.clicked.connect(self.take)
        self.aside_button.clicked.connect(lambda: scanner.put_aside(scanner.offered))
        scanner.changed.connect(self._show)
        taking.busy_changed.connect(self._show)
        taking.kept.connect(scanner.put_aside)
        self._show()

    def take(self) -> None:
        """Take all that is offered; what becomes of each file is looked at first."""
        goal, offered = self._goal(), self._scanner.offered
        if goal is not None and offered:
            self._taking.take_paths(offered, goal)

    def _show(self) -> None:
        offered = self._scanner.offered
        if offered:
            more = f"等 {len(offered)} 份" if len(offered) > 1 else ""
            self._words.set_whole(f"扫描文件夹里有新文件：“{offered[0].name}”{more}")
        self.take_button.setEnabled(not self._taking.busy)
        self.setVisible(bool(offered))
