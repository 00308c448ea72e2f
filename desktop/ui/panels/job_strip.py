"""The strip that tells of long work: what is being done, how far it is, and how to call it off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from desktop.services.progress import Bytes
from desktop.ui.parts.boxes import row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.theme.tokens import px
from desktop.viewmodels.jobs import Job, Jobs

_SOON: Final = 300  # milliseconds in which nothing need be said


class JobStrip(QFrame):
    """Only there while something runs that takes longer than a moment."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._jobs = jobs
        self._words = label("", "soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(220))
        self._bar.setAccessibleName("进度")
        self.cancel_button = button("取消", "link")
        self.cancel_button.setAccessibleName("取消正在做的")
        self._count = label("", "soft")
        line = row(
            self._words, self._bar, self._count, self.cancel_button, None, margins=(16, 2, 16, 2)
        )
        self.setLayout(line)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show)
        self.cancel_button.clicked.connect(self._call_off)
        jobs.changed.connect(self._on_changed)
        self.hide()

    def _on_changed(self) -> None:
        if not self._jobs.running:
            self._soon.stop()
            self.hide()
        elif self.isHidden():
            if not self._soon.isActive():
                self._soon.start()
        else:
            self._show()

    def _show(self) -> None:
        if not self._jobs.running:
            return
        one = self._named()
        more = f"（还有 {len(self._jobs.running) - 1} 项）" if len(self._jobs.running) > 1 else ""
        self._words.setText(f"{one.words}…{more}")
        # Qt counts in 32 bits; files have more bytes.
        self._bar.setRange(0, 1_000 if one.total else 0)
        self._bar.setValue(1_000 * one.done // one.total if one.total else 0)
        is_counted = one.total > 0 and not isinstance(one.total, Bytes)
        self._count.setText(f"{one.done} / {one.total}" if is_counted else "")
        self.show()

    def _call_off(self) -> None:
        """What is named, and nothing else; what else there is, is named next."""
        if self._jobs.running:
            self._named().cancel()
            self._show()

    def _named(self) -> Job:
        """The oldest that goes on; one that was called off takes a moment to stop."""
        running = self._jobs.running
        return next((one for one in running if not one.cancelled), running[0])
