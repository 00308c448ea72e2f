"""Whether the workspace stands well: its disk, its database, the clock by which it is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop.domain.clock_doubts import clock_doubt
from desktop.domain.records import (
    Assessment,
    Evidence,
    EvidenceLink,
    FindingRecord,
    LedgerRow,
    Letter,
    Person,
    Round,
    UnitRecord,
)
from desktop.domain.troubles import Trouble
from desktop.services.diagnosis.places import told_place
from desktop.services.diagnosis.told import Check, Fact, State
from desktop.store.drives import unfit
from desktop.store.live_check import structure_faults
from desktop.store.workspace import DATABASE, Workspace

_MEGABYTE: Final = 1 << 20
_TOO_LITTLE: Final = 200 * _MEGABYTE
_LITTLE: Final = 1024 * _MEGABYTE
_COUNTED: Final = (
    (Round, "考核批次"),
    (UnitRecord, "被考核单位"),
    (Person, "人员"),
    (Assessment, "考核表"),
    (FindingRecord, "认定"),
    (LedgerRow, "台账行"),
    (Evidence, "佐证材料"),
    (EvidenceLink, "佐证关联"),
    (Letter, "发文"),
)


def workspace_facts(workspace: Workspace) -> Iterator[Fact]:
    """Where it lies and how much is in it."""
    folder = workspace.folder
    yield Fact("工作区", str(folder), told_place(folder))
    yield Fact("数据库大小", f"{_megabytes((folder / DATABASE).stat().st_size)} MB")
    try:
        yield from _counts(workspace)
    except Trouble:  # the check of the database says it
        yield Fact("数量", "数据库读不出")


def _counts(workspace: Workspace) -> Iterator[Fact]:
    with workspace.reading() as view:
        yield Fact("留痕", f"{view.head().count} 条")
        for kind, name in _COUNTED:
            yield Fact(name, str(view.count(kind)))
        size = sum(one.size for one in view.all(Evidence))
    yield Fact("佐证材料大小", f"{_megabytes(size)} MB")


def workspace_checks(workspace: Workspace, now: datetime) -> Iterator[Check]:
    """One after another; where one cannot be made, that is what it says."""
    yield from folder_checks(workspace.folder)
    yield _database(workspace)
    yield _clock(workspace, now)


def folder_checks(folder: Path) -> Iterator[Check]:
    """What can be said of it whether or not it opens."""
    try:
        yield _space(folder)
        yield _drive(folder)
        yield _writable(folder)
    except OSError:
        words = "工作区文件夹找不到或读不出；请核对它还在不在、所在的磁盘有没有连着"
        yield Check("工作区文件夹", State.FAULT, words)


def _megabytes(size: int) -> int:
    return -(-size // _MEGABYTE)


def _space(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    told = f"还剩 {_size_words(free)}"
    if free < _TOO_LITTLE:
        words = f"{told}，很快就不能保存；请马上清理工作区所在的磁盘"
        return Check("磁盘空间", State.FAULT, words)
    if free < _LITTLE:
        words = f"{told}，收扫描件和备份会不够；请清理工作区所在的磁盘"
        return Check("磁盘空间", State.NOTICE, words)
    return Check("磁盘空间", State.NORMAL, told)


def _size_words(size: int) -> str:
    whole = size // _MEGABYTE
    return f"{whole // 1024} GB" if whole >= 10 * 1024 else f"{whole} MB"  # 10 GB


def _drive(folder: Path) -> Check:
    reason = unfit(folder)
    if reason:
        words = f"工作区{reason}，断开时会丢数据；请关闭考评台，把整个文件夹搬到本机硬盘再打开"
        return Check("所在磁盘", State.FAULT, words)
    return Check("所在磁盘", State.NORMAL, "工作区在本机硬盘上")


def _writable(folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0")
    except OSError:
        words = "工作区文件夹不能写入，改动存不下来；请检查文件夹的权限，或请管理员解除只读"
        return Check("写入", State.FAULT, words)
    return Check("写入", State.NORMAL, "工作区文件夹可以写入")


def _database(workspace: Workspace) -> Check:
    faults = structure_faults(workspace)
    if faults:
        words = "数据库的结构有问题；请点“核对全部”，按查出的问题处理"
        return Check("数据库", State.FAULT, f"{words}（{faults[0]}）", words)
    words = "数据库的结构完好；佐证文件和留痕由“核对全部”逐件核对"
    return Check("数据库", State.NORMAL, words)


def _clock(workspace: Workspace, now: datetime) -> Check:
    try:
        with workspace.reading() as view:
            event = view.event(view.head().count)
    except Trouble:  # the check of the database says it
        return Check("电脑时间", State.NOTICE, "留痕读不出，没法和最后一次记录比较")
    last = None if event is None else datetime.fromisoformat(event.at)
    doubt = clock_doubt(now, last)
    if not doubt:
        return Check("电脑时间", State.NORMAL, "和最后一次记录的先后相符")
    is_early = last is not None and now < last
    return Check("电脑时间", State.FAULT if is_early else State.NOTICE, doubt)
