"""Evidence as it is looked at: its pages from the child that decodes them, or a copy for another program."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from typing import Final

from desktop.domain.programs import is_program
from desktop.domain.records import Evidence
from desktop.domain.refusals import Refused, quoted
from desktop.domain.safe_names import safe_name
from desktop.domain.troubles import Trouble
from desktop.intake.pages.kinds import Kind, can_show, first_bytes_of, kind_of
from desktop.intake.pages.opened_file import OpenedFile, PageSize, Region, RenderedPage
from desktop.intake.pages.reader import PageReader
from desktop.services.out_places import real_place
from desktop.store.causes import troubles
from desktop.store.copying import Copier, IsCancelled, Progress
from desktop.store.durable_files import make_folders, move
from desktop.store.workspace import Workspace

# The window reads pages, and may not know the intake.
__all__ = ["Kind", "OpenedFile", "PageReader", "PageSize", "Region", "RenderedPage"]

_RUNNABLE_STARTS: Final = (b"MZ", b"\x7fELF", b"#!", b"[Desktop Entry]")
_HANDING_OUT: Final = "导出材料"
_CHECK: Final = "请到“设置”的“诊断”里点“核对全部”，照那里写的办法找回"
_READ_WHILE_OPENING: Final = 20_000_000  # bytes: a fiftieth of a second; most scans are smaller
_READ_AT_ONCE: Final = 100_000_000  # where something is wrong with it already
_REMEMBERED: Final = 500
_FOR_READING: Final = 0o400
_FOR_ANYBODY: Final = 0o644


class Handover(Enum):
    """What another program may get of a file."""

    OPENED = auto()  # a copy, opened at once
    SAVED = auto()  # a copy where the user wants it, and nothing is started
    NOTHING = auto()  # it cannot be read


@dataclass(frozen=True, slots=True)
class OpenedEvidence:
    """The pages of a file, or why there are none, and what another program may get of it."""

    pages: OpenedFile | None
    why_not: str
    is_foreign: bool  # it is of no kind that is shown, and will not be another time
    handover: Handover


def open_evidence(workspace: Workspace, reader: PageReader, evidence: Evidence) -> OpenedEvidence:
    """Open a file of the workspace; that its pages are not shown is no failure."""
    path = workspace.files.path_of(evidence.sha256)
    handover = _handover(path, evidence.name)
    try:
        if not _is_as_taken_in(path, evidence, _READ_WHILE_OPENING):
            return _not_as_taken_in(path, evidence)
        pages = reader.open(path, evidence.name)
    except Trouble as trouble:
        if handover is not Handover.NOTHING and not _is_as_taken_in(path, evidence, _READ_AT_ONCE):
            return _not_as_taken_in(path, evidence)
        is_foreign = handover is not Handover.NOTHING and not can_show(path)
        is_saved = is_foreign and handover is Handover.SAVED
        why_not = _why_saved(evidence.name) if is_saved else trouble.message
        return OpenedEvidence(None, why_not, is_foreign, handover)
    return OpenedEvidence(pages, "", is_foreign=False, handover=handover)


def _not_as_taken_in(path: Path, evidence: Evidence) -> OpenedEvidence:
    """It went, or another program wrote into it: nothing of it is shown or given away as evidence."""
    what = "收入以后被改动或损坏了，不能再当佐证" if os.path.lexists(path) else "不见了"
    why_not = f"工作区里{quoted(evidence.name)}这个文件{what}。{_CHECK}"
    return OpenedEvidence(None, why_not, is_foreign=False, handover=Handover.NOTHING)


def _size_of(path: Path, evidence: Evidence) -> int:
    """Below nothing where it went; a folder that cannot be read is the reader's to tell."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1
    except OSError:
        return evidence.size


def _is_as_taken_in(path: Path, evidence: Evidence, most: int) -> bool:
    """What is too large to be read while somebody waits, is trusted for its size."""
    if _size_of(path, evidence) != evidence.size:
        return False
    try:
        return evidence.size > most or _hash_of(path, path.stat().st_mtime_ns) == evidence.sha256
    except OSError:
        return True  # the disk is at fault, which the reader says


@lru_cache(maxsize=_REMEMBERED)
def _hash_of(path: Path, _written: int) -> str:
    """Read once, and again when it was written anew: one leafs back and forth between files."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def hand_out(
    workspace: Workspace,
    evidence: Evidence,
    folder: Path,
    progress: Progress,
    cancelled: IsCancelled,
) -> Path:
    """A copy below this folder, under the file's own name, that other programs can only read."""
    place = folder / evidence.sha256[:16]
    copy = place / safe_name(evidence.name)
    if _handover(workspace.files.path_of(evidence.sha256), evidence.name) is Handover.SAVED:
        raise Refused(_why_saved(evidence.name), "evidence")
    with troubles(_HANDING_OUT, place):
        make_folders(place)
        if copy.is_file() and copy.stat().st_size == evidence.size:
            return copy  # a program may hold it
    with Copier(_HANDING_OUT, place, evidence.size, progress, cancelled) as copier:
        _put(copier, workspace.files.path_of(evidence.sha256), copy, _FOR_READING)
    return copy


def save_copy(
    workspace: Workspace, evidence: Evidence, out: Path, progress: Progress, cancelled: IsCancelled
) -> Path:
    """A copy where the user wants it; what lies there gives way, for that has been asked already."""
    real = real_place(workspace, out)
    with Copier(_HANDING_OUT, real.parent, evidence.size, progress, cancelled) as copier:
        _put(copier, workspace.files.path_of(evidence.sha256), real, _FOR_ANYBODY)
    return real


def _handover(path: Path, name: str) -> Handover:
    """Its own program is told by the ending; what is none that is known to show, is not started."""
    try:
        start = first_bytes_of(path)
    except OSError:
        return Handover.NOTHING
    ending = Path(safe_name(name)).suffix
    is_runnable = is_program(name) or (kind_of(start) is None and _runs(start))
    return Handover.OPENED if ending and not is_runnable else Handover.SAVED


def _why_saved(name: str) -> str:
    if Path(safe_name(name)).suffix:
        return f"{quoted(name)}是程序、脚本一类的文件，为安全起见不直接打开，确有需要请另存后再处理"
    return f"{quoted(name)}没有后缀名，看不出该用什么程序打开，请另存后再处理"


def _runs(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_RUNNABLE_STARTS)


def _put(copier: Copier, source: Path, target: Path, mode: int) -> None:
    """Copy a file whole, then give it its name."""
    copy = copier.copy(source)
    copier.finish()
    with troubles(_HANDING_OUT, target):
        copy.part.chmod(mode)
        move(copy.part, target)
