"""Out places: where files are written that leave the workspace."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.domain.refusals import Refused
from desktop.services.workspaces import Workspace, is_workspace


def real_place(workspace: Workspace, out: Path) -> Path:
    """Where it really lies; nothing but the program's own goes into the workspace's folder."""
    real = Path(os.path.realpath(out))
    if real.is_relative_to(os.path.realpath(workspace.folder)):
        raise _inside(out)
    return real


def outside_workspaces(out: Path) -> Path:
    """The same, of any workspace, for what is saved where none need be open."""
    real = Path(os.path.realpath(out))
    if any(is_workspace(folder) for folder in real.parents):
        raise _inside(out)
    return real


def _inside(out: Path) -> Refused:
    return Refused(f"“{out}”在工作区文件夹里，请另存到别的文件夹", "out")
