"""Restoring: a workspace rebuilt from a backup, checked, and only then put in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final

from desktop.domain.own_files import BACKUP
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.archive import Contents, opened, refusal
from desktop.store.backups import DATABASE_ENDING, MANIFEST_ENDING, manifest_beside
from desktop.store.building_site import building_site
from desktop.store.causes import troubles
from desktop.store.connection import DAMAGED
from desktop.store.copying import Copier, IsCancelled, Progress
from desktop.store.durable_files import move, sync_folder
from desktop.store.evidence_reading import Unreadable, chunks_of
from desktop.store.manifests import Manifest, evidence_name, manifest_of
from desktop.store.places import refuse_too_full
from desktop.store.upgrading import EMPTIED, MadeByNewer, revision_in
from desktop.store.verification import DISK_FAILED, faults_in
from desktop.store.workspace import DATABASE

_RESTORING: Final = "恢复"


def restore(
    file: Path, folder: Path, progress: Progress, cancelled: IsCancelled
) -> tuple[str, ...]:
    """Rebuild a workspace; told is which evidence is missing or damaged in the backup.

    The file is an archive, or the database of a backup that lies in a workspace or a second place.
    """
    with _contents_of(file) as contents, building_site(folder, _RESTORING) as site:
        refuse_too_full(site.parent, contents.size)
        faults = (
            *_known_faults(contents.manifest),
            *_unpack(contents, site, progress, cancelled),
        )
        _refuse_unsound(contents, site)
    return faults


def _unpack(
    contents: Contents, site: Path, progress: Progress, cancelled: IsCancelled
) -> tuple[str, ...]:
    """Bring all of it; told is which evidence came otherwise than it was, or not at all."""
    with Copier(_RESTORING, site, contents.size, progress, cancelled) as copier:
        # First, so that a newer program's is refused before much is written.
        parts = {DATABASE: _bring_database(contents, copier)}
        faults = tuple(_bring_evidence(contents, copier, parts))
        copier.finish()
        with troubles(_RESTORING, site):
            _place(parts, site)
    return faults


def _bring_database(contents: Contents, copier: Copier) -> Path:
    try:
        copy = copier.write(contents.chunks(DATABASE))
    except Unreadable as unreadable:
        raise refusal(contents.file, str(unreadable)) from None
    if copy[1:] != contents.manifest.database:
        raise refusal(contents.file, f"{DATABASE} 的内容不对")
    copier.finish()
    _refuse_unknown(contents, copy.part)
    return copy.part


def _bring_evidence(contents: Contents, copier: Copier, parts: dict[str, Path]) -> Iterator[str]:
    """One damaged file must not make the rest worthless: what can be read comes as it was found."""
    for digest, content in contents.manifest.held():
        name = evidence_name(digest)
        try:
            copy = copier.write(contents.chunks(name))
        except Unreadable as unreadable:
            yield f"{name}：{unreadable}"
            continue
        if copy[1:] != content:
            yield f"{name}：文件内容已被改动"
        parts[name] = copy.part


def _refuse_unknown(contents: Contents, database: Path) -> None:
    try:
        with _sound(contents):
            revision_in(database)
    except MadeByNewer:
        raise Refused(
            "这份备份由更新版本的考评台做成，请先升级程序，再用它恢复"
            f"（{contents.file}）；备份没有改动，这里也没有恢复任何内容"
        ) from None


@contextmanager
def _sound(contents: Contents) -> Iterator[None]:
    """What cannot be read of the database is wrong with the file that it came in."""
    try:
        yield
    except MadeByNewer:
        raise
    except (Refused, Trouble) as fault:
        if isinstance(fault, Trouble) and fault.message not in {DAMAGED, EMPTIED}:
            raise  # of the disk that it is restored to
        raise refusal(contents.file, "里面的数据库已损坏，或不是考评台的") from fault


def _place(parts: dict[str, Path], site: Path) -> None:
    folders = {(site / name).parent for name in parts} - {site}
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    for name, part in parts.items():
        move(part, site / name)
    for folder in {*folders, *(folder.parent for folder in folders), site}:
        sync_folder(folder)


def _refuse_unsound(contents: Contents, site: Path) -> None:
    """The database must be what the manifest says. Each file was compared as it came."""
    manifest = contents.manifest
    database = site / DATABASE
    true = replace(manifest, altered={}, missing=frozenset())
    with _sound(contents), troubles(_RESTORING, site):
        found = manifest_of(database, manifest.made)
        fault = next(faults_in(database), None)
    if fault is not None and fault.startswith(DISK_FAILED):
        raise Trouble(f"{_RESTORING}失败：{fault}")
    if fault is not None:
        raise refusal(contents.file, fault)
    if found != true:
        raise refusal(contents.file, "数据库与清单不符")


def _known_faults(manifest: Manifest) -> Iterator[str]:
    """What was wrong with the evidence when it was backed up."""
    for sha256 in manifest.altered:
        yield f"{evidence_name(sha256)}：文件内容在备份前已被改动"
    for sha256 in sorted(manifest.missing):
        yield f"{evidence_name(sha256)}：备份里没有这个文件"


def _contents_of(file: Path) -> AbstractContextManager[Contents]:
    with troubles("读取备份", file):
        if file.is_dir():
            raise Refused(
                f"“{file}”是文件夹，请选一个备份文件：{BACKUP} 或 .zip 文件，"
                "或工作区 backups 文件夹、第二备份位置里的 .db 文件"
            )
        if file.exists() and not file.is_file():  # a pipe would be waited for
            raise Refused(f"“{file}”不是普通文件（是管道、设备一类），请选一个备份文件")
        kept = file.suffix == DATABASE_ENDING and file.with_suffix(MANIFEST_ENDING).is_file()
        return nullcontext(_kept(file)) if kept else opened(file)


def _kept(file: Path) -> Contents:
    """The contents of a backup as it lies in a workspace or a second place, the evidence beside it."""
    try:
        manifest = manifest_beside(file)
    except Refused as refused:
        raise refusal(file, refused.message) from None
    home = file.parent if (file.parent / "files").is_dir() else file.parent.parent

    def chunks(name: str) -> Iterator[memoryview]:
        return chunks_of(file if name == DATABASE else home / name)

    return Contents(file, manifest, chunks)
