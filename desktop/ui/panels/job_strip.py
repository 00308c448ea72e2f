"""Long work as it goes on: what is done, how far it is, and the way to call it off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from desktop.ui.parts.boxes import row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.theme.tokens import px
from desktop.viewmodels.jobs import Jobs

_SOON: Final = 300  # milliseconds; what is done by then is not worth a strip that flashes up
_WHOLE: Final = 1_000


class JobStrip(QFrame):
    """Only there while something takes longer; shows the work that began first."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._jobs = jobs
        self._words = ElidedLabel("", "soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(220))
        self._bar.setAccessibleName("进度")
        self.cancel_button = button("取消", "link", "", "停下，这一批一份也不收入")
        line = row(self._words, self._bar, self.cancel_button, margins=(16, 2, 10, 2))
        line.setStretch(0, 1)
        self.setLayout(line)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._appear)
        self.cancel_button.clicked.connect(self._cancel)
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

    def _appear(self) -> None:
        if self._jobs.running:
            self._show()
            self.show()

    def _show(self) -> None:
        job = self._jobs.running[0]
        waiting = len(self._jobs.running) - 1
        words = "正在停下…" if job.cancelled else job.words
        self._words.set_whole(f"{words}（另有 {waiting} 件）" if waiting else words)
        self._bar.setRange(0, _WHOLE if job.total else 0)
        if job.total:
            self._bar.setValue(job.done * _WHOLE // job.total)
        self.cancel_button.setEnabled(not job.cancelled)

    def _cancel(self) -> None:
        if self._jobs.running:
            self._jobs.running[0].cancel()
            self._show()
