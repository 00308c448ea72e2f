"""Printing: papers as files, one by one or for every unit of a round. It records nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from errno import EISDIR, ENOTDIR
from pathlib import Path
from secrets import token_hex
from typing import Final, NamedTuple

from desktop.documents.forms.contents import DRAFT, FINAL
from desktop.documents.pdf import as_pdf
from desktop.domain.records import Assessment, AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.safe_names import joined_name
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessment_of, assessments_in, round_of
from desktop.services.evidence_binder import bind_evidence, index_of
from desktop.services.out_places import real_place
from desktop.services.papers import (
    Columns,
    Manuscripts,
    Paper,
    Wanted,
    manuscripts_in,
    refuse_unknown_columns,
    reported_month,
)
from desktop.services.progress import Cancelled, IsCancelled, Progress
from desktop.store.causes import troubles
from desktop.store.durable_files import make_folders, put_durably, remove_empty
from desktop.store.views import View
from desktop.store.workspace import Workspace

ENDINGS: Final = (".pdf", ".docx", ".xlsx")
_EMPTY: Final = "未填"  # of a report form: no month's report has come
_SAVING: Final = "保存打印文件"
_Writer = Callable[[Manuscripts], bytes]


class Printing(NamedTuple):
    """How far it is, and whether it was called off."""

    progress: Progress
    cancelled: IsCancelled


UNWATCHED: Final = Printing(lambda _done, _all: None, lambda: False)


@dataclass(frozen=True, slots=True)
class Batch:
    """A paper of every unit of a round, into a folder, as files of one kind."""

    round: str
    folder: Path
    columns: Columns = None
    ending: str = ".pdf"
    paper: Paper = Paper.SHEET


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a batch: files, and for each unit that failed why."""

    files: tuple[Path, ...]
    failures: tuple[str, ...]


def printed(workspace: Workspace, wanted: Wanted, out: Path, job: Printing = UNWATCHED) -> None:
    """Make a paper in the place of this file; its ending says as what."""
    write = _writer_of(out.suffix, wanted.paper)
    if wanted.paper.reads_evidence:
        key = _key_of(wanted)
        if wanted.paper is Paper.BINDER:
            bind_evidence(workspace, key, out, *job)
            return
        manuscripts: Manuscripts = (index_of(workspace, key, *job),)
    else:
        with workspace.reading() as view:
            manuscripts = manuscripts_in(view, wanted)
    out.write_bytes(write(manuscripts))


def save_paper(workspace: Workspace, wanted: Wanted, out: Path, job: Printing = UNWATCHED) -> Path:
    """Write a paper where the user wants it, whole or not at all."""
    _writer_of(out.suffix, wanted.paper)
    place = real_place(workspace, out)
    with troubles(_SAVING, place):
        if place.is_dir():
            raise IsADirectoryError(EISDIR, "")
        new = make_folders(place.parent)
        draft = place.parent / f".{token_hex(8)}{place.suffix}"
        try:
            printed(workspace, wanted, draft, job)
            put_durably(draft, place)
        except BaseException:
            draft.unlink(missing_ok=True)
            remove_empty(new)
            raise
    return place


def save_sheet(workspace: Workspace, key: AssessmentKey, out: Path, chosen: Columns = None) -> Path:
    """Write a unit's official sheet: its score sheet, or in a plan without points its report form."""
    return save_paper(workspace, Wanted(Paper.SHEET, *key, chosen), out)


def save_round(
    workspace: Workspace, batch: Batch, progress: Progress, cancelled: IsCancelled
) -> Printed:
    """Write every unit's paper into a folder; one that fails does not keep back the others."""
    _writer_of(batch.ending, batch.paper)
    place = real_place(workspace, batch.folder)
    with workspace.reading() as view:
        refuse_unknown_columns(view, batch.round, batch.columns)
        units = assessments_in(view, batch.round)
        names = _Names()
        called = [names.fresh(_title(view, one, batch.paper), batch.ending) for one in units]
    with troubles(_SAVING, place):
        if place.exists() and not place.is_dir():
            raise NotADirectoryError(ENOTDIR, "")
        new = make_folders(place)
    files, failures = [], []
    for done, (one, name) in enumerate(zip(units, called, strict=True)):
        progress(done, len(units))
        if cancelled():
            raise Cancelled
        wanted = Wanted(batch.paper, batch.round, one.unit, batch.columns)
        within = Printing(lambda _done, _all: None, cancelled)
        try:
            files.append(save_paper(workspace, wanted, place / name, within))
        except (Refused, Trouble) as failure:
            failures.append(f"{one.name}：{failure.message}")
    progress(len(units), len(units))
    if not files:
        remove_empty(new)
    return Printed(tuple(files), tuple(failures))


def file_name_of(workspace: Workspace, wanted: Wanted, ending: str) -> str:
    """What a paper's file is called: unit, round and state; safe on every system."""
    with workspace.reading() as view:
        of = round_of(view, wanted.round)
        if not wanted.paper.of_unit or wanted.unit is None:
            return _Names().fresh(_Title((of.name,), wanted.paper.value), ending)
        found = assessment_of(view, AssessmentKey(wanted.round, wanted.unit))
        return _Names().fresh(_title(view, found, wanted.paper), ending)


def _key_of(wanted: Wanted) -> AssessmentKey:
    if wanted.unit is None:
        raise Refused(f"{wanted.paper.value}要写明是哪个单位的", "unit")
    return AssessmentKey(wanted.round, wanted.unit)


class _Title(NamedTuple):
    """What a file's name says: names that may be shortened, and what tells it from the others of them."""

    names: tuple[str, ...]
    what: str


class _Names:
    """Names that are given once each, whatever the system thinks of capitals."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def fresh(self, title: _Title, ending: str) -> str:
        """This name, or with a number behind it."""
        name, number = joined_name(title.names, f"_{title.what}{ending}"), 1
        while name.casefold() in self._given:
            number += 1
            name = joined_name(title.names, f"_{title.what}（{number}）{ending}")
        self._given.add(name.casefold())
        return name


def _title(view: View, of: Assessment, paper: Paper) -> _Title:
    names = of.name, round_of(view, of.round).name
    month = reported_month(view, of.key) if paper is Paper.SHEET else None
    if month is not None:
        return _Title(names, f"报表_{month or _EMPTY}")
    return _Title(names, f"{paper.value}_{FINAL if of.finalised else DRAFT}")


def _writer_of(ending: str, paper: Paper) -> _Writer:
    """What makes such a file; each is loaded when it is first wanted."""
    ending = ending.lower()
    if ending in paper.endings:
        if ending == ".pdf":
            return lambda all_of_them: as_pdf(*all_of_them, double_sided=len(all_of_them) > 1)
        if ending == ".docx":
            from desktop.documents.word import as_word

            return lambda only: as_word(*only)
        from desktop.documents.excel import as_excel

        return lambda only: as_excel(*only)
    known = "、".join(paper.endings)
    raise Refused(f"{paper.value}不能存成“{ending}”，文件名请以 {known} 结尾", "out")
