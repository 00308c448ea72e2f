"""Choosing files and folders of this machine: evidence, and the official documents."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services.office_schemes import ENDING
from desktop.ui.dialogs.paper_place import documents, may_replace
from desktop.viewmodels.document_beside import DocumentBeside

_DOCUMENTS = "文件 (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.doc *.docx);;所有文件 (*)"

_FORMS = "Excel、Word (*.xlsx *.xlsm *.csv *.docx *.docm);;所有文件 (*)"
_SCHEMES = "办法文件 (*.toml);;所有文件 (*)"
_TABLES = "表格 (*.xlsx *.xlsm *.csv *.txt);;所有文件 (*)"


def choose_files(parent: QWidget, folder: Path | None = None) -> list[Path]:
    """Files of any kind, several at once; none where it was called off."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, "选择佐证材料", str(folder or ""), "所有文件 (*)"
    )
    return [Path(one) for one in names]


def choose_table(parent: QWidget) -> Path | None:
    """A table from outside."""
    name, _ = QFileDialog.getOpenFileName(parent, "选择要导入的表格", "", _TABLES)
    return Path(name) if name else None


def choose_form(parent: QWidget) -> Path | None:
    """A form that a unit filled in."""
    name, _ = QFileDialog.getOpenFileName(parent, "选择填好的月报表", "", _FORMS)
    return Path(name) if name else None


def choose_package(parent: QWidget) -> Path | None:
    """What a unit brought on a stick."""
    name, _ = QFileDialog.getOpenFileName(parent, "选择材料包", "", "压缩包 (*.zip);;所有文件 (*)")
    return Path(name) if name else None


def choose_scheme_file(parent: QWidget) -> Path | None:
    """A scheme that somebody brought."""
    name, _ = QFileDialog.getOpenFileName(parent, "选择办法文件", "", _SCHEMES)
    return Path(name) if name else None


def choose_scheme_place(parent: QWidget, name: str) -> Path | None:
    """Where a scheme is to be written as a file."""
    suggested = str(documents() / name)
    chosen, _ = QFileDialog.getSaveFileName(parent, "另存为", suggested, _SCHEMES)
    if not chosen:
        return None
    out = Path(chosen)
    if out.suffix.lower() == ENDING:
        return out
    out = out.with_name(out.name + ENDING)  # the dialog asked about the name as it was typed
    return None if out.exists() and not may_replace(parent, [out.name], out.parent) else out


def choose_place(parent: QWidget, title: str, name: str) -> Path | None:
    """Where a workbook is to be written."""
    suggested = str(documents() / name)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, "Excel (*.xlsx)")
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget, folder: Path | None = None) -> Path | None:
    """One folder with all that lies in it."""
    name = QFileDialog.getExistingDirectory(parent, "选择文件夹", str(folder or ""))
    return Path(name) if name else None


def choose_document(parent: QWidget, document: DocumentBeside) -> None:
    """The official document of a scheme, as it was issued."""
    name, _ = QFileDialog.getOpenFileName(parent, "选择办法原文", "", _DOCUMENTS)
    if name:
        document.attach(Path(name))
