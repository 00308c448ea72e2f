"""Where a paper is to be written: a file of one of its kinds, among the user's documents."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.dialogs.confirmation import confirmed
from desktop.viewmodels.preferences import Preferences

PAPER_KINDS: Final = {
    ".pdf": "PDF 文件 (*.pdf)",
    ".docx": "Word 文件 (*.docx)",
    ".xlsx": "Excel 文件 (*.xlsx)",
}


def choose_paper_place(parent: QWidget, endings: Sequence[str], name: str) -> Path | None:
    """One file, of the kind that is chosen with its name; None where it was called off."""
    kinds = ";;".join(PAPER_KINDS[one] for one in endings)
    suggested = str(documents() / name)
    chosen, kind = QFileDialog.getSaveFileName(parent, "另存为", suggested, kinds)
    if not chosen:
        return None
    out = _ended(Path(chosen), kind, Path(name).suffix.lower())
    # What the dialog asked about was the name as it was typed.
    if out != Path(chosen) and out.exists() and not may_replace(parent, [out.name], out.parent):
        return None
    return out


def may_replace(parent: QWidget, names: Sequence[str], folder: Path) -> bool:
    """Whether files that are there may go."""
    which = f"“{names[0]}”" + (f"等 {len(names)} 个文件" if len(names) > 1 else "")
    return confirmed(
        parent, f"{which}已经在“{folder}”里，要替换吗？", "原来的内容不会保留。", "替换"
    )


def documents() -> Path:
    """Where files are saved: the folder that the settings name, else where the system keeps the user's documents."""
    chosen = Preferences().exports
    if chosen is not None and os.path.isdir(chosen):  # noqa: PTH112  # Path's raises what a broken stick says
        return chosen
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(usual) if Path(usual).is_dir() else Path.home()


def _ended(chosen: Path, kind: str, suggested: str) -> Path:
    """An ending that was typed counts; the one that stood there gives way to the kind beside the name."""
    ending = chosen.suffix.lower()
    offered = next((one for one, words in PAPER_KINDS.items() if words == kind), "")
    if ending not in PAPER_KINDS:
        return chosen.with_name(chosen.name + (offered or suggested))
    return chosen.with_suffix(offered) if offered and ending == suggested else chosen
