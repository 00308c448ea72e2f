"""The evidence binder: a unit's files in the order of what they prove, counted, listed and bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop.documents.binder import Bundle, bind
from desktop.documents.forms.contents import SheetContents
from desktop.documents.forms.evidence_index import IndexLine, evidence_index
from desktop.documents.manuscript import Manuscript
from desktop.documents.pdf import about, draw
from desktop.documents.setting.composing import compose
from desktop.domain.file_names import natural_key
from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink
from desktop.domain.scheme import Scheme
from desktop.domain.troubles import Trouble
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.reader import PageReader
from desktop.services.papers import Paper, Wanted, manuscripts_in
from desktop.services.progress import Cancelled, IsCancelled, Progress
from desktop.services.sheet_contents import contents_in
from desktop.store.views import View
from desktop.store.workspace import Workspace

_PATIENCE: Final = 120.0  # seconds for one file


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in, and everything that it proves."""

    evidence: Evidence
    places: tuple[str, ...]


def handed_in(view: View, key: AssessmentKey, scheme: Scheme) -> tuple[Handed, ...]:
    """Every file once, in the order of requirements and then of criteria."""
    orders = {name: at for at, name in enumerate(scheme.criteria)}
    names = {one.no: one.name for one in scheme.requirements}
    links = view.all(EvidenceLink, **key._asdict())
    files = {
        one: held for one in {link.evidence for link in links} if (held := view.get(Evidence, one))
    }
    places: dict[str, list[str]] = {}
    filed = [one for one in links if one.evidence in files]
    for link in sorted(filed, key=lambda one: _order(one, orders, files[one.evidence].name)):
        places.setdefault(link.evidence, []).append(_place(link, scheme, names))
    return tuple(
        Handed(files[digest], tuple(dict.fromkeys(one for one in told if one)))
        for digest, told in places.items()
    )


def index_of(
    workspace: Workspace, key: AssessmentKey, progress: Progress, cancelled: IsCancelled
) -> Manuscript:
    """The index with the pages that each file would have in the binder."""
    with TemporaryDirectory() as folder:
        return _Binding(workspace, key, Path(folder)).made(progress, cancelled)[1]


def bind_evidence(
    workspace: Workspace,
    key: AssessmentKey,
    out: Path,
    progress: Progress,
    cancelled: IsCancelled,
) -> tuple[str, ...]:
    """Write the binder: sheet, index, and every scan; the files that could not be bound."""
    with TemporaryDirectory() as folder:
        binding = _Binding(workspace, key, Path(folder))
        sheet, index, bundles = binding.made(progress, cancelled)
        front = draw((sheet, index))
        bind(front, bundles, about((sheet, index))._replace(title=_title(binding.contents)), out)
    return tuple(binding.unbound)


class _Binding:
    """One unit's files on their way into the binder; each is made into pages by the child."""

    def __init__(self, workspace: Workspace, key: AssessmentKey, folder: Path) -> None:
        self._workspace, self._folder = workspace, folder
        with workspace.reading() as view:
            self.contents = contents_in(view, key)
            [self._sheet] = manuscripts_in(view, Wanted(Paper.SHEET, *key))
            self._handed = handed_in(view, key, self.contents.scheme)
        self.unbound: list[str] = []

    def made(
        self, progress: Progress, cancelled: IsCancelled
    ) -> tuple[Manuscript, Manuscript, list[Bundle]]:
        """The sheet, the index, and the files' pages."""
        bundles: list[Bundle] = []
        pages: list[int | str] = []  # of each file, or why it has none
        with PageReader(Limits(seconds=_PATIENCE)) as reader:
            for number, one in enumerate(self._handed):
                progress(number, len(self._handed))
                if cancelled():
                    raise Cancelled
                pages.append(self._bundled(reader, number, one, bundles))
        progress(len(self._handed), len(self._handed))
        return self._sheet, self._index(pages), bundles

    def _bundled(
        self, reader: PageReader, number: int, one: Handed, bundles: list[Bundle]
    ) -> int | str:
        path = self._workspace.files.path_of(one.evidence.sha256)
        try:
            bound = reader.bound(path, one.evidence.name)
        except Trouble as trouble:
            self.unbound.append(f"《{one.evidence.name}》")
            return trouble.message
        file = self._folder / f"{number}.pdf"
        file.write_bytes(bound.content)
        bundles.append(Bundle(file, f"{number + 1}. {one.evidence.name}", bound.pages))
        return bound.pages

    def _index(self, pages: Sequence[int | str]) -> Manuscript:
        """It tells on which pages the scans stand, behind itself; a page's number is never two lines long."""
        index = evidence_index(self.contents, [*self._lines(pages, 0)])
        leading = sum(len(compose(one).filled) for one in (self._sheet, index))
        return evidence_index(self.contents, [*self._lines(pages, leading)])

    def _lines(self, pages: Sequence[int | str], leading: int) -> Iterator[IndexLine]:
        first = leading + 1
        for one, count in zip(self._handed, pages, strict=True):
            name = one.evidence.name
            if isinstance(count, str):
                yield IndexLine(one.places, name, None, None, count)
            else:
                yield IndexLine(one.places, name, count, first)
                first += count


def _title(contents: SheetContents) -> str:
    return f"佐证材料　{contents.unit}　{contents.round}"


def _order(link: EvidenceLink, criteria: dict[str, int], name: str) -> tuple[object, ...]:
    """Requirements by number, then criteria as the document has them; files of one place by their names."""
    last = natural_key(name), link.page or 0, link.id
    if link.requirement is not None:
        return 0, link.requirement, link.plan_item or 0, link.piece, *last
    return 1, criteria.get(link.criterion or "", len(criteria)), 0, "", *last


def _place(link: EvidenceLink, scheme: Scheme, names: dict[int, str]) -> str:
    if link.requirement is not None:
        told = [f"{link.requirement}. {names.get(link.requirement, '')}", link.piece]
        item = f"第 {link.plan_item} 项" if link.plan_item else ""
        return "　".join(one for one in (*told, item) if one)
    criterion = scheme.criteria.get(link.criterion or "")
    return criterion.label if criterion else ""
