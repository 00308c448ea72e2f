"""Print batches: one paper of every unit of a round, into a folder; what fails does not keep back the others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from errno import ENOTDIR
from pathlib import Path

from desktop.domain.records import Assessment
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessments_in
from desktop.services.out_places import real_place
from desktop.services.paper_names import file_names_in
from desktop.services.papers import (
    Columns,
    Paper,
    Wanted,
    refuse_needless_month,
    refuse_unknown_columns,
)
from desktop.services.printing import SAVING, Printing, saved, writer_of
from desktop.services.progress import Cancelled, IsCancelled, Progress
from desktop.store.causes import troubles
from desktop.store.durable_files import make_folders, remove_empty
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Batch:
    """A paper of every unit of a round, into a folder, as files of one kind."""

    round: str
    folder: Path
    columns: Columns = None
    ending: str = ".pdf"
    paper: Paper = Paper.SHEET
    month: str | None = None

    @property
    def wanted(self) -> Wanted:
        """What is to be printed, of whichever unit."""
        return Wanted(self.paper, self.round, None, self.columns, self.month)


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a batch: files; why units failed; what is not in a file; units left when it was called off."""

    files: tuple[Path, ...]
    failures: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    left: int = 0


def files_there(workspace: Workspace, batch: Batch) -> tuple[str, ...]:
    """The files in the folder that the batch would replace."""
    with workspace.reading() as view:
        names = file_names_in(view, batch.wanted, batch.ending)
    return tuple(one for one in names.values() if (batch.folder / one).exists())


def save_round(
    workspace: Workspace, batch: Batch, progress: Progress, cancelled: IsCancelled
) -> Printed:
    """Write every unit's paper into the folder."""
    writer_of(batch.ending, batch.paper)
    place = real_place(workspace, batch.folder)
    with workspace.reading() as view:
        refuse_unknown_columns(view, batch.round, batch.columns)
        refuse_needless_month(view, batch.round, batch.month)
        units = assessments_in(view, batch.round)
        names = file_names_in(view, batch.wanted, batch.ending)
    with troubles(SAVING, place):
        if place.exists() and not place.is_dir():
            raise NotADirectoryError(ENOTDIR, "")
        new = make_folders(place)
    saving = _Saving(workspace, batch, place)
    for done, one in enumerate(units):
        progress(done, len(units))
        if not saving.save(one, names[one.unit], cancelled):
            break
    else:
        progress(len(units), len(units))
    if not saving.files:
        remove_empty(new)
    return saving.printed(len(units))


@dataclass(slots=True)
class _Saving:
    """What has become of the units so far."""

    workspace: Workspace
    batch: Batch
    place: Path
    files: list[Path] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)

    def save(self, one: Assessment, name: str, cancelled: IsCancelled) -> bool:
        """Whether it was not called off."""
        if cancelled():
            return False
        wanted = replace(self.batch.wanted, unit=one.unit)
        within = Printing(lambda _done, _all: None, cancelled)
        try:
            made = saved(self.workspace, wanted, self.place / name, within)
        except Cancelled:
            return False
        except (Refused, Trouble) as failure:
            named = one.name in failure.message
            self.failures.append(failure.message if named else f"{one.name}：{failure.message}")
            return True
        self.files.append(made.place)
        if made.unbound:
            self.lacking.append(f"{one.name}：没有装订 {'、'.join(made.unbound)}")
        return True

    def printed(self, units: int) -> Printed:
        """All of it."""
        left = units - len(self.files) - len(self.failures)
        return Printed(tuple(self.files), tuple(self.failures), tuple(self.lacking), left)
