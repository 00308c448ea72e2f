"""Looking at everything at once; it takes a moment, so the window does it beside itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.services.diagnosis.backup_checks import backup_checks
from desktop.services.diagnosis.places import told_place
from desktop.services.diagnosis.program_facts import font_check, program_facts
from desktop.services.diagnosis.told import Check, Diagnosis, Fact, State
from desktop.services.diagnosis.workspace_checks import (
    folder_checks,
    workspace_checks,
    workspace_facts,
)
from desktop.store.workspace import Workspace


def diagnose(workspace: Workspace, now: datetime) -> Diagnosis:
    """What holds without a screen; the window adds what it knows of its own."""
    return Diagnosis(
        (*program_facts(), *workspace_facts(workspace)),
        (*workspace_checks(workspace, now), *backup_checks(workspace, now), font_check()),
    )


def diagnose_closed(folder: Path) -> Diagnosis:
    """The same for a workspace that does not open: all that needs none."""
    closed = Check("工作区", State.FAULT, "没有打开；请点“核对全部”，按查出的问题处理")
    return Diagnosis(
        (*program_facts(), Fact("工作区", str(folder), told_place(folder))),
        (closed, *folder_checks(folder), font_check()),
    )
