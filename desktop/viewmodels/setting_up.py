"""Setting up: the first workspace, the office, who evaluates, and the units, checked before anything is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.names import one_line
from desktop.domain.records import Office, Person, new_id
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.backing_up import restore_from_file
from desktop.services.beginning import begin_workspace
from desktop.services.demonstration import make_demonstration
from desktop.services.progress import IsCancelled, Progress
from desktop.services.workspaces import is_workspace, lost_database, unused_folder
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.unit_list_draft import UnitListDraft

_BETWEEN_NAMES = re.compile(r"[\s,，、;；/]+")


class SettingUp(QObject):
    """Holds what is typed on the welcome; nothing is on the disk before `create`."""

    changed = Signal()
    refused = Signal(str)
    ready = Signal(Path)  # a workspace lies there

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.jobs = Jobs()
        self.folder = folder or unused_folder()
        self.office = ""
        self.people_text = ""
        self.units = UnitListDraft(self.jobs)
        self.jobs.changed.connect(self.changed)

    @property
    def people(self) -> tuple[str, ...]:
        """The names, each once."""
        names = _BETWEEN_NAMES.split(self.people_text.strip())
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def wanting(self) -> str:
        """What has to be done before it can begin; blank where nothing is."""
        if not self.office.strip():
            return "请写本单位名称"
        if not self.people:
            return "请写考核人姓名，至少一位"
        return ""

    def create(self) -> None:
        """Make the workspace and put into it what was typed."""
        self.units.finish()
        if self.wanting:
            self.refused.emit(self.wanting)
            return
        people = [Person(new_id(), name) for name in self.people]
        office = Office(name=one_line(self.office))
        try:
            begin_workspace(self.folder, office, people, self.units.records())
        except (Refused, Trouble) as failure:
            self.refused.emit(failure.message)
        else:
            self.ready.emit(self.folder)

    def open_existing(self, folder: Path) -> None:
        """A workspace that is there already."""
        if is_workspace(folder):
            self.ready.emit(folder)
        else:
            none = f"文件夹“{folder}”里没有工作区；请选含有 kaoping.db 的那个文件夹"
            self.refused.emit(lost_database(folder) or none)

    def lost(self, folder: Path) -> str:
        """What to do where only the database of a workspace is gone; blank where that is not so."""
        return lost_database(folder)

    def make_demonstration(self, folder: Path) -> None:
        """A workspace with invented data, to look around in; an older one is opened again."""
        if is_workspace(folder):
            self.ready.emit(folder)
            return
        self._start("正在建立演示工作区", lambda _p, _c: make_demonstration(folder), folder)

    def restore(self, file: Path, folder: Path) -> None:
        """A workspace from a full backup, in a new or empty folder."""
        self._start(
            "正在恢复工作区",
            lambda progress, cancelled: restore_from_file(file, folder, progress, cancelled),
            folder,
        )

    def _start(
        self, words: str, work: Callable[[Progress, IsCancelled], object], folder: Path
    ) -> None:
        """What the list of units reads meanwhile speaks for itself."""
        job = self.jobs.start(words, work, lambda _: self.ready.emit(folder))
        job.ended.connect(lambda: self.refused.emit(job.failure) if job.failure else None)
