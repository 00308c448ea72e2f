"""The check of evidence files: every one that should lie in a workspace, and all else that lies there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.store.copying import Bytes, Cancelled, IsCancelled, Progress, go_on, say_nothing
from desktop.store.evidence_files import unsettled_in
from desktop.store.evidence_reading import Unreadable, chunks_of
from desktop.store.manifests import evidence_name

STRANGE: Final = "不属于任何佐证材料"


def file_faults(
    workspace: Path,
    evidence: Mapping[str, object],
    progress: Progress = say_nothing,
    cancelled: IsCancelled = go_on,
) -> Iterator[str]:
    """By the path under the workspace: missing, altered, unreadable, or belonging to nothing."""
    no_folders = [name for name in ("files", "incoming") if _is_no_folder(workspace / name)]
    for name in no_folders:
        yield f"{name}：不是文件夹，佐证文件没法存在那里；请把它移开，再从备份恢复佐证文件"
    if "files" in no_folders:
        return
    total = Bytes(sum(size for size in evidence.values() if isinstance(size, int)))
    done = 0
    for digest, size in sorted(evidence.items()):
        if cancelled():
            raise Cancelled
        yield from _content_faults(workspace / evidence_name(digest), digest, size)
        done += size if isinstance(size, int) else 0
        progress(done, total)
    yield from _strange_files(workspace, evidence)


def _is_no_folder(path: Path) -> bool:
    return os.path.lexists(path) and not os.path.isdir(path)  # noqa: PTH112  # Path's raises what a broken disk says


def _content_faults(path: Path, digest: str, size: object) -> Iterator[str]:
    shown = evidence_name(digest)
    found, length = sha256(), 0
    try:
        for chunk in chunks_of(path):
            found.update(chunk)
            length += len(chunk)
    except Unreadable as unreadable:
        yield f"{shown}：{unreadable}"
        return
    if length != size:
        yield f"{shown}：文件大小不对，已被改动"
    elif found.hexdigest() != digest:
        yield f"{shown}：文件内容已被改动"


def _strange_files(workspace: Path, evidence: Mapping[str, object]) -> Iterator[str]:
    if not os.path.lexists(workspace / "files"):
        return  # a workspace without evidence has none
    owned = {*map(evidence_name, evidence), *map(evidence_name, unsettled_in(workspace))}
    unlisted: list[OSError] = []
    for path in sorted(_lying(workspace / "files", unlisted)):
        shown = path.relative_to(workspace).as_posix()
        if shown not in owned:
            yield f"{shown}：{STRANGE}"
    for error in unlisted:
        shown = Path(error.filename or workspace / "files").relative_to(workspace).as_posix()
        yield f"{shown}：文件夹读不出，请检查磁盘和权限"


def _lying(files: Path, unlisted: list[OSError]) -> Iterator[Path]:
    """All that is no folder; a folder that cannot be listed is noted."""
    for folder, folders, names in os.walk(files, onerror=unlisted.append):
        yield from (Path(folder, name) for name in names)
        for name in folders:
            if os.path.islink(path := Path(folder, name)):  # noqa: PTH114  # Path's raises what a broken disk says
                yield path
