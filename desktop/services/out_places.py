"""Out places: where files are written that leave the workspace."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.domain.refusals import Refused
from desktop.store.workspace import Workspace


def real_place(workspace: Workspace, out: Path) -> Path:
    """Where it really lies; nothing but the program's own goes into the workspace's folder."""
    real = Path(os.path.realpath(out))
    if real.is_relative_to(os.path.realpath(workspace.folder)):
        raise Refused(f"“{out}”在工作区文件夹里，请另存到别的文件夹", "out")
    return real
