"""Packages: what was handed in, with the content of every zip in its place, as if it had been a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.file_names import natural_key
from desktop.domain.refusals import Refused
from desktop.intake.packages import PACKAGES, PackagePlan, PlannedFile, plan_package, unpack
from desktop.services.gathering import MOST_FILES, Gathered, GatheredFile, gather
from desktop.services.progress import Bytes, Cancelled, IsCancelled, Progress
from desktop.services.workspaces import Workspace
from desktop.store.causes import troubles
from desktop.store.places import refuse_too_full

FORMS: Final = frozenset({".xlsx", ".csv", ".docx"})  # what the ledgers can be filled from


@dataclass(frozen=True, slots=True)
class HandedIn(Gathered):
    """All files to be taken in; those that come out of a package lie there as long as it is open."""

    @property
    def forms(self) -> tuple[GatheredFile, ...]:
        """Those that may be forms that the unit filled in."""
        return tuple(one for one in self.files if _is_form(one))

    @property
    def scans(self) -> tuple[GatheredFile, ...]:
        """All others, which prove something."""
        return tuple(one for one in self.files if not _is_form(one))


class _Planned(NamedTuple):
    """A file that was gathered, with its plan if it is a package."""

    file: GatheredFile
    plan: PackagePlan | None

    @property
    def files(self) -> int:
        return len(self.plan.files) if self.plan else 1


def is_package(path: Path) -> bool:
    """Whether it calls itself one: many a document is a zip within."""
    return path.suffix.lower() in PACKAGES


@contextmanager
def unpacked(
    workspace: Workspace, paths: Sequence[Path], progress: Progress, cancelled: IsCancelled
) -> Iterator[HandedIn]:
    """Gather what was handed in and unpack what is packed, all or none; what was unpacked goes with the block."""
    gathered = gather(paths, cancelled)
    planned = [*_planned(gathered.files, {*paths}, cancelled)]
    if sum(one.files for one in planned) > MOST_FILES:
        raise Refused(f"一次最多收入 {MOST_FILES} 个文件，解压后超过了，请分几次添加")
    total = sum(one.plan.size for one in planned if one.plan)
    if not total:
        yield HandedIn(gathered.files, gathered.skipped)
        return
    refuse_too_full(workspace.folder, 2 * total)  # once unpacked, once taken in
    with workspace.files.room() as room:
        course = _Course(total, progress, cancelled)
        files = [one for each in planned for one in _files(each, room, course)]
        told = [gathered.skipped, *(_skipped(one) for one in planned)]
        yield HandedIn(tuple(files), "；".join(filter(None, told)))


def _planned(
    files: Sequence[GatheredFile], handed: set[Path], cancelled: IsCancelled
) -> Iterator[_Planned]:
    for file in files:
        if cancelled():
            raise Cancelled
        if not is_package(file.path):
            yield _Planned(file, None)
            continue
        with troubles("读取压缩包", file.path):
            plan = plan_package(file.path)
        # One that was handed in itself is like a folder that was; its own folder says nothing.
        yield _Planned(file._replace(folders=()) if file.path in handed else file, plan)


class _Course:
    """How far unpacking is, over all packages, and whether it goes on."""

    def __init__(self, total: int, progress: Progress, cancelled: IsCancelled) -> None:
        self._total = Bytes(total)
        self._progress, self._cancelled = progress, cancelled
        self._before = 0

    def through(self, size: int) -> Callable[[int], None]:
        """Who is to be told how much of the next package is done."""
        before = self._before
        self._before += size

        def tell(done: int) -> None:
            if self._cancelled():
                raise Cancelled
            self._progress(before + done, self._total)

        return tell


def _files(planned: _Planned, room: Path, course: _Course) -> Iterator[GatheredFile]:
    """The file itself, or those in it with their folders."""
    file, plan = planned
    if plan is None:
        yield file
        return
    folder = room / str(len([*room.iterdir()]) + 1)
    with troubles("解开压缩包", folder):
        folder.mkdir()
        paths = unpack(file.path, plan, folder, course.through(plan.size))
    own = (*file.folders, *_own_folder(file.path.stem, plan))
    placed = zip(plan.files, paths, strict=True)
    for one, path in sorted(placed, key=lambda each: _order(each[0])):
        yield GatheredFile(path, (*own, *one.folders), file.path)


def _order(file: PlannedFile) -> list[tuple[tuple[int, int, str], ...]]:
    """The order in which a folder is walked."""
    return [natural_key(name) for name in (*file.folders, file.name)]


def _own_folder(stem: str, plan: PackagePlan) -> tuple[str, ...]:
    """The package as a folder, unless all of it lies in one of the same name already."""
    return () if all(one.folders[:1] == (stem,) for one in plan.files) else (stem,)


def _skipped(planned: _Planned) -> str:
    skipped = planned.plan.skipped if planned.plan else ""
    return f"“{planned.file.path.name}”里{skipped}" if skipped else ""


def _is_form(file: GatheredFile) -> bool:
    return file.path.suffix.lower() in FORMS
