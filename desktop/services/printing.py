"""Printing: one paper as a file, whole or not at all. It records nothing."""

from __future__ import annotations

from collections.abc import Callable
from errno import EISDIR
from pathlib import Path
from secrets import token_hex
from typing import Final, NamedTuple

from desktop.documents.pdf import as_pdf
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.services.evidence_binder import bind_evidence, index_of
from desktop.services.out_places import real_place
from desktop.services.papers import (
    Columns,
    Manuscripts,
    Paper,
    Wanted,
    manuscripts_in,
)
from desktop.services.progress import IsCancelled, Progress
from desktop.store.causes import troubles
from desktop.store.durable_files import make_folders, put_durably, remove_empty
from desktop.store.workspace import Workspace

ENDINGS: Final = (".pdf", ".docx", ".xlsx")
SAVING: Final = "保存打印文件"
_Writer = Callable[[Manuscripts], bytes]


class Printing(NamedTuple):
    """How far it is, and whether it was called off."""

    progress: Progress
    cancelled: IsCancelled


UNWATCHED: Final = Printing(lambda _done, _all: None, lambda: False)


class Saved(NamedTuple):
    """Where a paper lies, and which of a unit's files could not be bound into it."""

    place: Path
    unbound: tuple[str, ...]


def printed(
    workspace: Workspace, wanted: Wanted, out: Path, job: Printing = UNWATCHED
) -> tuple[str, ...]:
    """Make a paper in the place of this file; its ending says as what. Files that could not be bound are named."""
    write = writer_of(out.suffix, wanted.paper)
    if wanted.paper.reads_evidence:
        key = _key_of(wanted)
        if wanted.paper is Paper.BINDER:
            return bind_evidence(workspace, key, out, *job)
        manuscripts: Manuscripts = (index_of(workspace, key, *job),)
    else:
        with workspace.reading() as view:
            manuscripts = manuscripts_in(view, wanted)
    out.write_bytes(write(manuscripts))
    return ()


def save_paper(workspace: Workspace, wanted: Wanted, out: Path, job: Printing = UNWATCHED) -> Path:
    """Write a paper where the user wants it, whole or not at all."""
    return saved(workspace, wanted, out, job).place


def saved(workspace: Workspace, wanted: Wanted, out: Path, job: Printing = UNWATCHED) -> Saved:
    """The same, and what is not in it."""
    writer_of(out.suffix, wanted.paper)
    unbound: list[str] = []
    place = put_whole(
        workspace, out, lambda draft: unbound.extend(printed(workspace, wanted, draft, job))
    )
    return Saved(place, tuple(unbound))


def put_whole(workspace: Workspace, out: Path, write: Callable[[Path], object]) -> Path:
    """A file outside the workspace: written beside its place first, and there only once it is whole."""
    place = real_place(workspace, out)
    with troubles(SAVING, place):
        if place.is_dir():
            raise IsADirectoryError(EISDIR, "")
        new = make_folders(place.parent)
        draft = place.parent / f".{token_hex(8)}{place.suffix}"
        try:
            write(draft)
            put_durably(draft, place)
        except BaseException:
            draft.unlink(missing_ok=True)
            remove_empty(new)
            raise
    return place


def save_sheet(workspace: Workspace, key: AssessmentKey, out: Path, chosen: Columns = None) -> Path:
    """Write a unit's official sheet: its score sheet, or in a plan without points its report form."""
    return save_paper(workspace, Wanted(Paper.SHEET, *key, chosen), out)


def _key_of(wanted: Wanted) -> AssessmentKey:
    if wanted.unit is None:
        raise Refused(f"{wanted.paper.value}要写明是哪个单位的", "unit")
    return AssessmentKey(wanted.round, wanted.unit)


def writer_of(ending: str, paper: Paper) -> _Writer:
    """What makes such a file, or a refusal; each is loaded when it is first wanted."""
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
