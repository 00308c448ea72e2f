"""Keeping backups: by themselves on closing and once a day, now, into one file, and to a second place."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.backing_up import (
    BackedUp,
    Brought,
    FullFile,
    KeptBackup,
    SecondPlaceStanding,
    back_up_daily,
    back_up_to_file,
    back_up_to_second_place,
    back_up_when_closing,
    list_backups,
    name_second_place,
    second_place_standing,
)
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.workplace import Workplace

_FIRST_LOOK: Final = 60_000  # milliseconds after the start
_EVERY: Final = 30 * 60_000


def back_up_last(workplace: Workplace, jobs: Jobs) -> Job:
    """Back up what has changed, before the window goes."""
    return jobs.start(
        "正在备份",
        lambda progress, off: back_up_when_closing(workplace.workspace, progress, off),
        lambda _: None,
    )


class BackupKeeping(QObject):
    """Runs beside the window; a trouble becomes one sentence."""

    changed = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._at, self._jobs = workplace, jobs
        self._daily = QTimer(self, interval=_FIRST_LOOK)
        self._daily.timeout.connect(self._on_daily)
        self._daily.start()

    def kept(self) -> tuple[KeptBackup, ...]:
        """The backups in the workspace, the newest first."""
        return list_backups(self._at.workspace)

    def second_place(self) -> SecondPlaceStanding | None:
        """How the second place stands; None where none is named."""
        return second_place_standing(self._at.workspace)

    def name_second_place(self, place: Path | None) -> None:
        """Choose the second place, or none."""
        with self._at.deed() as tell:
            tell(name_second_place(self._at.workspace, self._at.author, place))
            self.changed.emit()

    def bring_to_second_place(self) -> None:
        """Bring everything there now."""
        job = self._jobs.start(
            "正在备份到第二位置",
            lambda progress, off: back_up_to_second_place(self._at.workspace, progress, off),
            self._on_brought,
        )
        job.ended.connect(self.changed)  # also where it failed: the stick may be gone

    def write_file(self, out: Path) -> None:
        """One full file."""
        job = self._jobs.start(
            "正在写备份文件",
            lambda progress, off: back_up_to_file(self._at.workspace, out, progress, off),
            self._on_written,
        )
        job.ended.connect(self.changed)  # the copy that goes into it is kept here as well

    def _on_daily(self) -> None:
        self._daily.setInterval(_EVERY)
        self._jobs.start(
            "每日备份",
            lambda progress, off: back_up_daily(self._at.workspace, progress, off),
            self._on_backed_up,
        )

    def _on_backed_up(self, done: BackedUp) -> None:
        if done.trouble:
            self._at.refused.emit(f"第二位置没有备份上：{done.trouble}")
        elif done.faults:
            self._at.refused.emit(f"第二位置还缺 {len(done.faults)} 件材料：{done.faults[0]}")
        self.changed.emit()

    def _on_brought(self, brought: Brought) -> None:
        if brought.faults:
            words = (
                f"已备份到第二位置，但有 {len(brought.faults)} 件材料没有备上：{brought.faults[0]}"
            )
            self._at.refused.emit(words)
        else:
            self._at.remarked.emit("已备份到第二位置")

    def _on_written(self, file: FullFile) -> None:
        if file.faults:
            words = f"备份文件已写好，但有 {len(file.faults)} 件材料不完整：{file.faults[0]}"
            self._at.refused.emit(words)
        else:
            self._at.remarked.emit("备份文件已写好，读回核对无误")
