"""The desk of the settings: what every page of them works on, and what it asks of the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.viewmodels.backup_keeping import BackupKeeping
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.office_keeping import OfficeKeeping
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Machine:
    """What belongs to this machine and this sitting, and not to the office."""

    jobs: Jobs
    preferences: Preferences
    backups: BackupKeeping


class SettingsDesk(QObject):
    """Given to each page when it is made."""

    scale_chosen = Signal(int)
    scanner_chosen = Signal(object)  # Path, or None
    phrases_wanted = Signal()
    other_wanted = Signal()  # another workspace

    def __init__(self, workplace: Workplace, machine: Machine) -> None:
        super().__init__()
        self.workplace = workplace
        self.jobs, self.preferences = machine.jobs, machine.preferences
        self.backups = machine.backups
        self.keeping = OfficeKeeping(workplace)
