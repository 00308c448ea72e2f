"""Restoring: a workspace rebuilt from a backup beside its place, checked, and only then moved there."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.archive import Contents, opened, refusal
from desktop.store.backups import DATABASE_ENDING, MANIFEST_ENDING, manifest_beside
from desktop.store.causes import troubles
from desktop.store.connection import DAMAGED
from desktop.store.copying import PART, Copier, Progress
from desktop.store.drives import refuse_unfit_drive
from desktop.store.durable_files import make_folder, move, sync_folder
from desktop.store.evidence_reading import Unreadable, chunks_of
from desktop.store.manifests import evidence_name, manifest_of
from desktop.store.migrations import REVISIONS
from desktop.store.places import refuse_too_full
from desktop.store.upgrading import revision_in
from desktop.store.verification import DISK_FAILED, faults_in
from desktop.store.workspace import DATABASE


def restore(
    file: Path, folder: Path, progress: Progress, cancelled: Callable[[], bool]
) -> tuple[str, ...]:
    """Rebuild a workspace; told is which evidence is missing or damaged in the backup.

    The file is an archive, or the database of a backup that lies in a workspace or a second place.
    """
    folder = Path(os.path.realpath(folder))
    refuse_unfit_drive(folder)
    with troubles("恢复", folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refused(f"“{folder}”里已有内容，请另选一个新的或空的文件夹来恢复")
    with ExitStack() as undo, _kept(file) if _is_kept(file) else opened(file) as contents:
        rebuilt = folder.parent / f".{secrets.token_hex(8)}{PART}"
        with troubles("恢复", folder):
            for missing in _missing(folder.parent):
                undo.callback(_remove_empty, missing)  # it may be there and yet not synced
                make_folder(missing)
            refuse_too_full(folder.parent, contents.size)
            rebuilt.mkdir()
        undo.callback(shutil.rmtree, rebuilt, ignore_errors=True)
        _unpack(contents, rebuilt, progress, cancelled)
        faults = tuple(_faults(contents, rebuilt))
        with troubles("恢复", folder):
            _move_in(rebuilt, folder)
        undo.pop_all()
    return faults


def _missing(folder: Path) -> list[Path]:
    return [one for one in reversed((folder, *folder.parents)) if not one.exists()]


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _unpack(
    contents: Contents, rebuilt: Path, progress: Progress, cancelled: Callable[[], bool]
) -> None:
    """The database first: a newer program's is refused before much is written."""
    with Copier(rebuilt, contents.size, progress, cancelled) as copier:
        parts = {}
        for name, content in contents.names.items():
            copy = copier.write(contents.chunks(name))
            if copy[1:] != content:
                raise refusal(contents.file, f"{name} 的内容不对")
            parts[name] = copy.part
            if name == DATABASE:
                copier.finish()
                _refuse_unknown(contents, copy.part)
        copier.finish()
        with troubles("恢复", rebuilt):
            _place(parts, rebuilt)


def _refuse_unknown(contents: Contents, database: Path) -> None:
    if contents.manifest.revision not in REVISIONS:
        revision_in(database)  # it says that the program is too old
    with _sound(contents):
        revision_in(database)


@contextmanager
def _sound(contents: Contents) -> Iterator[None]:
    """What cannot be read of the database is wrong with the file that it came in."""
    try:
        yield
    except (Refused, Trouble) as fault:
        if isinstance(fault, Trouble) and fault.message != DAMAGED:
            raise  # of the disk that it is restored to
        raise refusal(contents.file, "里面的数据库已损坏，或不是考评台的") from fault


def _place(parts: dict[str, Path], rebuilt: Path) -> None:
    folders = {(rebuilt / name).parent for name in parts} - {rebuilt}
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    for name, part in parts.items():
        move(part, rebuilt / name)
    for folder in {*folders, *(folder.parent for folder in folders), rebuilt}:
        sync_folder(folder)


def _faults(contents: Contents, rebuilt: Path) -> Iterator[str]:
    """What the manifest knows of; anything else is no good backup. Each file was compared as it came."""
    manifest = contents.manifest
    database = rebuilt / DATABASE
    true = replace(manifest, altered={}, missing=frozenset())
    with _sound(contents), troubles("恢复", rebuilt):
        found = manifest_of(database, manifest.made)
        fault = next(faults_in(database), None)
    if fault is not None and fault.startswith(DISK_FAILED):
        raise Trouble(f"恢复失败：{fault}")
    if fault is not None:
        raise refusal(contents.file, fault)
    if found != true:
        raise refusal(contents.file, "数据库与清单不符")
    for sha256 in manifest.altered:
        yield f"{evidence_name(sha256)}：文件内容在备份前已被改动"
    for sha256 in sorted(manifest.missing):
        yield f"{evidence_name(sha256)}：备份里没有这个文件"


def _move_in(rebuilt: Path, folder: Path) -> None:
    if sys.platform == "win32" and folder.exists():
        folder.rmdir()  # elsewhere an empty folder gives way
    move(rebuilt, folder)
    sync_folder(folder.parent)


def _is_kept(file: Path) -> bool:
    return file.suffix == DATABASE_ENDING and file.with_suffix(MANIFEST_ENDING).is_file()


@contextmanager
def _kept(file: Path) -> Iterator[Contents]:
    """The contents of a backup as it lies in a workspace or a second place, the evidence beside it."""
    try:
        manifest = manifest_beside(file)
    except Refused as refused:
        raise refusal(file, refused.message) from None
    home = file.parent if (file.parent / "files").is_dir() else file.parent.parent

    def chunks(name: str) -> Iterator[memoryview]:
        try:
            yield from chunks_of(file if name == DATABASE else home / name)
        except Unreadable as unreadable:
            raise refusal(contents.file, f"{name}：{unreadable}") from None

    places = {sha256: home / evidence_name(sha256) for sha256 in manifest.evidence}
    missing = frozenset(sha256 for sha256, path in places.items() if not path.is_file())
    contents = Contents(file, replace(manifest, missing=missing), chunks)
    yield contents
