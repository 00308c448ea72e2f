"""The archive of a finished round: data, papers, evidence and checksums in a folder that any system reads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Final

from desktop.documents.forms.archive_guide import archive_guide
from desktop.domain.audit_trail import Event
from desktop.domain.chain_extract import extracted
from desktop.domain.checksums import checksum_list
from desktop.domain.records import Evidence, SchemeText
from desktop.domain.refusals import Refused
from desktop.domain.safe_names import safe_name
from desktop.services.archive_contents import evidence_in, papers_in
from desktop.services.archive_places import FORMAT, GUIDE, MANIFEST, SCHEME, SHEETS, SUMS, TRAIL
from desktop.services.archive_tables import as_json, sheets_as_data, tables_of, total_told
from desktop.services.office import office_name
from desktop.services.out_places import real_place
from desktop.services.paper_names import file_name_of
from desktop.services.papers import Wanted
from desktop.services.printing import Printing, save_paper
from desktop.services.progress import Cancelled, IsCancelled, Progress
from desktop.services.round_sights import RoundSight, UnreadSheet, see_round_in
from desktop.store.causes import troubles
from desktop.store.durable_files import make_folders, sync_folder, write_durably
from desktop.store.views import View
from desktop.store.workspace import Workspace

_DATA: Final = "数据"
_PAPERS: Final = "打印"
_EVIDENCE: Final = "佐证"
_ARCHIVING: Final = "存档"


@dataclass(frozen=True, slots=True)
class ArchiveWish:
    """Which round, into which new folder, with the evidence files or only the list of them."""

    round: str
    out: Path
    with_evidence: bool = True


@dataclass(frozen=True, slots=True)
class Archived:
    """Where it lies, how many files it has, and which evidence could not be read."""

    place: Path
    files: int
    lacking: tuple[str, ...] = ()


def archive_round(
    workspace: Workspace, wish: ArchiveWish, progress: Progress, cancelled: IsCancelled
) -> Archived:
    """Write the archive whole or not at all; a round that is not finished is refused."""
    place = real_place(workspace, wish.out)
    with workspace.reading() as view:
        sight = see_round_in(view, wish.round)
        _refuse_unfinished(sight)
        written = dict(_data_files(view, sight))
        keys = [one.assessment.key for one in sight.sheets if not one.assessment.absent]
        papers = [*papers_in(view, wish.round, keys)]
        evidence = evidence_in(view, wish.round, keys) if wish.with_evidence else []
    with troubles(_ARCHIVING, place):
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise Refused(f"“{place}”已经有内容，档案请存到一个新的文件夹", "out")
        make_folders(place.parent)
        site = place.parent / f".{token_hex(8)}.part"
        site.mkdir()
        building = _Building(workspace, site, progress, cancelled)
        try:
            building.write(written)
            building.print_papers(papers)
            building.copy_evidence(evidence)
            building.seal()
            with suppress(FileNotFoundError):
                place.rmdir()  # it is empty
            site.rename(place)
            sync_folder(place.parent)
        except BaseException:
            shutil.rmtree(site, ignore_errors=True)
            raise
    return Archived(place, len(building.sums), tuple(building.lacking))


def _refuse_unfinished(sight: RoundSight) -> None:
    taking_part = [one for one in sight.sheets if not one.assessment.absent]
    unread = [one for one in taking_part if isinstance(one, UnreadSheet)]
    if unread:
        raise Refused(unread[0].trouble, "round")
    still_open = [one.assessment.name for one in taking_part if not one.assessment.finalised]
    if still_open:
        named = "、".join(still_open[:3]) + ("等" if len(still_open) > 3 else "")  # noqa: PLR2004  # enough to know where
        raise Refused(
            f"还有 {len(still_open)} 个单位没有定稿（{named}），全部定稿以后才能存档", "round"
        )
    if not taking_part:
        raise Refused(f"批次“{sight.round.name}”没有单位参加考核，没有可以存档的", "round")


def _data_files(view: View, sight: RoundSight) -> Iterator[tuple[str, bytes]]:
    text = view.get(SchemeText, sight.round.scheme_text)
    head = view.head()
    sheets = sheets_as_data(view, sight)
    told = {
        "format": FORMAT,
        "office": office_name(view),
        "round": sight.round.name,
        "period": sight.round.period,
        "scheme": sight.round.scheme,
        "archived": date.today().isoformat(),  # noqa: DTZ011  # the office's day
        "chain": {"head": head.hash, "events": head.count},
        "sheets": [
            {"name": one["name"], "total": total_told(one), "code": one["code"]} for one in sheets
        ],
    }
    yield MANIFEST, as_json(told)
    yield GUIDE, archive_guide(office_name(view), sight.round.name, sight.round.period).encode()
    yield SCHEME, (text.text if text else "").encode()
    yield SHEETS, as_json(sheets)
    yield TRAIL, _trail(view, sight.round.id)
    for table in tables_of(view, sight):
        yield f"{_DATA}/{table.name}", table.written()


def _trail(view: View, round_id: str) -> bytes:
    """The round's own events in full, of all others only what links them."""

    def is_told(event: Event) -> bool:
        return event.round == round_id

    return "".join(f"{line}\n" for line in extracted(view.events(), is_told)).encode()


def _kept_as(one: Evidence) -> str:
    """Its hash, so that it can be checked, with its own ending, so that it opens."""
    return f"{_EVIDENCE}/{one.sha256}{Path(safe_name(one.name)).suffix}"


class _Building:
    """The folder as it grows: what is in it, by its hash."""

    def __init__(
        self, workspace: Workspace, site: Path, progress: Progress, cancelled: IsCancelled
    ) -> None:
        self._workspace, self._site = workspace, site
        self._progress, self._cancelled = progress, cancelled
        self.sums: dict[str, str] = {}
        self.lacking: list[str] = []

    def write(self, files: dict[str, bytes]) -> None:
        """What is made here."""
        for name, content in files.items():
            self._path(name).parent.mkdir(parents=True, exist_ok=True)
            write_durably(self._path(name), content)
            self.sums[name] = sha256(content).hexdigest()

    def print_papers(self, wanted: Sequence[Wanted]) -> None:
        """Each as a PDF."""
        for done, one in enumerate(wanted):
            self._go_on(done, len(wanted))
            name = f"{_PAPERS}/{file_name_of(self._workspace, one, '.pdf')}"
            if name in self.sums:  # two units of one name
                name = f"{name.removesuffix('.pdf')}（{done + 1}）.pdf"
            save_paper(
                self._workspace, one, self._path(name), Printing(self._progress, self._cancelled)
            )
            self.sums[name] = sha256(self._path(name).read_bytes()).hexdigest()

    def copy_evidence(self, files: Sequence[Evidence]) -> None:
        """Each content once; what is damaged or gone is named and does not keep back the rest."""
        for done, one in enumerate(files):
            self._go_on(done, len(files))
            try:
                content = self._workspace.files.path_of(one.sha256).read_bytes()
            except OSError:
                content = b""
            if sha256(content).hexdigest() == one.sha256:
                self.write({_kept_as(one): content})
            else:
                self.lacking.append(f"《{one.name}》读不出或已损坏，没有存进档案")

    def seal(self) -> None:
        """The list of checksums comes last: a folder without it is no archive."""
        content = checksum_list(self.sums).encode()
        write_durably(self._path(SUMS), content)
        sync_folder(self._site)

    def _go_on(self, done: int, of: int) -> None:
        if self._cancelled():
            raise Cancelled
        self._progress(done, of)

    def _path(self, name: str) -> Path:
        return self._site / name
