"""Printing: a unit's papers as files, one by one or for a whole round. It records nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from errno import EISDIR
from pathlib import Path
from typing import Final

from desktop.documents.forms.contents import DRAFT, SheetContents
from desktop.documents.forms.report_form import report_form
from desktop.documents.forms.score_sheet import blank_sheet, score_sheet
from desktop.documents.manuscript import Manuscript
from desktop.documents.pdf import as_pdf
from desktop.domain.plan import ReportForm
from desktop.domain.records import Assessment, AssessmentKey, LedgerRow, Office
from desktop.domain.refusals import Refused
from desktop.domain.safe_names import safe_name
from desktop.domain.scheme import Scheme
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessment_of, assessments_in, round_of, round_scheme
from desktop.services.out_places import real_place
from desktop.services.progress import Cancelled, IsCancelled, Progress
from desktop.services.sheet_contents import contents_in
from desktop.store.causes import troubles
from desktop.store.durable_files import make_folders, write_durably
from desktop.store.views import View
from desktop.store.workspace import Workspace

_SAVING: Final = "保存打印文件"
_FINAL: Final = "定稿"
Columns = Sequence[str] | None

_Writer = Callable[[Manuscript], bytes]
ENDINGS: Final = (".pdf", ".docx", ".xlsx")


@dataclass(frozen=True, slots=True)
class Batch:
    """Every sheet of a round, into a folder, as files of one kind."""

    round: str
    folder: Path
    columns: Columns = None
    ending: str = ".pdf"


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a batch: files, and for each unit that failed why."""

    files: tuple[Path, ...]
    failures: tuple[str, ...]


def sheet_of_unit(workspace: Workspace, key: AssessmentKey, chosen: Columns = None) -> Manuscript:
    """A unit's official sheet: its score sheet, or in a plan without points its report form."""
    with workspace.reading() as view:
        contents = contents_in(view, key)
        if contents.scheme.indicators:
            return score_sheet(contents, chosen)
        return _report_of(view, contents, key)


def blank_of_round(workspace: Workspace, round_id: str, chosen: Columns = None) -> Manuscript:
    """The round's form for handing out."""
    with workspace.reading() as view:
        of = round_of(view, round_id)
        scheme = round_scheme(view, of)
        if scheme.indicators:
            return blank_sheet(scheme, _office(view), of.opened, chosen)
        return report_form(_form_of(scheme), _office(view), of.opened)


def save_sheet(workspace: Workspace, key: AssessmentKey, out: Path, chosen: Columns = None) -> Path:
    """Write a unit's official sheet; the name's ending says as what."""
    write = writer_of(out.suffix)
    place = real_place(workspace, out)
    _save(write(sheet_of_unit(workspace, key, chosen)), place)
    return place


def _save(content: bytes, place: Path) -> None:
    with troubles(_SAVING, place):
        if place.is_dir():
            raise IsADirectoryError(EISDIR, "")
        make_folders(place.parent)
        write_durably(place, content)


def save_blank(workspace: Workspace, round_id: str, out: Path, chosen: Columns = None) -> Path:
    """Write the round's blank form."""
    write = writer_of(out.suffix)
    place = real_place(workspace, out)
    _save(write(blank_of_round(workspace, round_id, chosen)), place)
    return place


def save_round(
    workspace: Workspace, batch: Batch, progress: Progress, cancelled: IsCancelled
) -> Printed:
    """Write every unit's sheet into a folder; one that fails does not keep back the others."""
    place = real_place(workspace, batch.folder)
    with workspace.reading() as view:
        round_of(view, batch.round)
        units = assessments_in(view, batch.round)
        names = _Names()
        called = [names.fresh(_file_name(view, one), batch.ending) for one in units]
    write = writer_of(batch.ending)
    with troubles(_SAVING, place):
        make_folders(place)
    files, failures = [], []
    for done, (one, name) in enumerate(zip(units, called, strict=True)):
        progress(done, len(units))
        if cancelled():
            raise Cancelled
        try:
            _save(write(sheet_of_unit(workspace, one.key, batch.columns)), place / name)
            files.append(place / name)
        except (Refused, Trouble) as failure:
            failures.append(f"{one.name}：{failure.message}")
    progress(len(units), len(units))
    return Printed(tuple(files), tuple(failures))


def file_name_of(workspace: Workspace, key: AssessmentKey, ending: str) -> str:
    """What a unit's sheet is called: unit, round and state."""
    with workspace.reading() as view:
        return _Names().fresh(_file_name(view, assessment_of(view, key)), ending)


class _Names:
    """Names that are given once each, whatever the system thinks of capitals."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def fresh(self, stem: str, ending: str) -> str:
        """This name, or with a number behind it."""
        name, number = safe_name(f"{stem}{ending}"), 1
        while name.casefold() in self._given:
            number += 1
            name = safe_name(f"{stem}（{number}）{ending}")
        self._given.add(name.casefold())
        return name


def _file_name(view: View, of: Assessment) -> str:
    return f"{of.name}_{round_of(view, of.round).name}_{_FINAL if of.finalised else DRAFT}"


def writer_of(ending: str) -> _Writer:
    """What makes such a file; each is loaded when it is first wanted."""
    match ending.lower():
        case ".pdf":
            return as_pdf
        case ".docx":
            from desktop.documents.word import as_word

            return as_word
        case ".xlsx":
            from desktop.documents.excel import as_excel

            return as_excel
    raise Refused(f"不认识后缀“{ending}”，文件名请以 {'、'.join(ENDINGS)} 结尾", "out")


def _office(view: View) -> str:
    found = view.get(Office, Office().id)
    return found.name if found else ""


def _form_of(scheme: Scheme) -> ReportForm:
    if not scheme.forms:
        raise Refused("这个方案没有要填的表，没有可以打印的")
    return scheme.forms[0]


def _report_of(view: View, contents: SheetContents, key: AssessmentKey) -> Manuscript:
    """The newest report in the form's ledger; without any, the form with the unit's name."""
    form = _form_of(contents.scheme)
    rows = view.all(LedgerRow, unit=key.unit, ledger=form.id)
    newest = max(rows, key=lambda one: (str(one.fields.get("month", "")), one.id), default=None)
    told = newest.fields.get("entries") if newest else None
    entries = (
        {str(name): str(words) for name, words in told.items()} if isinstance(told, Mapping) else {}
    )
    return report_form(form, contents.office, contents.dated, contents.unit, entries)
