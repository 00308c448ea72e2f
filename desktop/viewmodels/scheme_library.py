"""The schemes as the window shows them: which there are, which one is open; files taken in, and removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.refusals import Refused, within_quotes
from desktop.services.faulty_files import FaultyFile
from desktop.services.office_schemes import (
    OfficeScheme,
    drop_scheme,
    file_name,
    office_schemes,
    save_scheme,
    tells_of_schemes,
)
from desktop.services.outdated_rounds import OutdatedRound, outdated_rounds
from desktop.services.rounds import rounds_of
from desktop.services.taking_in_schemes import (
    OfferedScheme,
    offer_scheme,
    take_scheme_in,
)
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace


class SchemeLibrary(QObject):
    """Holds the schemes that are there and which one is open."""

    changed = Signal()  # which there are
    opened = Signal()
    offered = Signal(object)  # OfferedScheme
    faulty = Signal(str, object)  # the file's name, and its faults

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._at, self._jobs = workplace, jobs
        self.schemes = office_schemes(workplace.workspace)
        self.current: OfficeScheme | None = None
        workplace.dispatcher.changed.connect(self._on_changed)

    def open(self, number: int) -> None:
        """Open the scheme at this place of the list."""
        self.current = self.schemes[number]
        self.opened.emit()

    @property
    def place(self) -> int:
        """Where in the list the open one stands, or what came in its place."""
        of = self.current
        if of is None:
            return 0
        alike = ((one.id, one.taken_in) == (of.id, of.taken_in) for one in self.schemes)
        same = (one.id == of.id for one in self.schemes)
        found = [*(at for at, is_it in enumerate(alike) if is_it)]
        found += [at for at, is_it in enumerate(same) if is_it]
        return found[0] if found else 0

    def bring(self, source: Path) -> None:
        """Check a file beside the window; then it is offered, or what is wrong with it is told line by line."""
        workspace = self._at.workspace

        def work(_progress: object, _off: object) -> OfferedScheme | Refused:
            try:
                return offer_scheme(workspace, source)
            except Refused as refused:
                return refused

        def on_done(read: OfferedScheme | Refused) -> None:
            if isinstance(read, FaultyFile):
                self.faulty.emit(source.name, read.faults)
            elif isinstance(read, Refused):
                self._at.refused.emit(read.message)
            else:
                self.offered.emit(read)

        self._jobs.start(f"正在检查办法文件“{source.name}”", work, on_done)

    def take(self, offered: OfferedScheme) -> None:
        """Take in what was offered, and open it."""
        at = self._at
        if at.attempt(lambda: take_scheme_in(at.workspace, at.author, offered)):
            name = offered.text.scheme
            numbers = (n for n, one in enumerate(self.schemes) if one.id == name and one.used)
            self.open(next(numbers, 0))
            self.changed.emit()
            at.remarked.emit(f"已收入“{within_quotes(offered.scheme.title)}”，新建批次时可以选它")

    def remove(self, one: OfficeScheme) -> None:
        """Give up what was taken in."""
        at = self._at
        at.attempt(lambda: drop_scheme(at.workspace, at.author, one.id))

    def suggested(self, one: OfficeScheme) -> str:
        """What its file is to be called."""
        return file_name(one)

    def save(self, one: OfficeScheme, out: Path) -> None:
        """As a file again, for another office."""
        with self._at.deed():
            place = save_scheme(self._at.workspace, one, out)
            self._at.remarked.emit(
                f"已存成“{place.name}”，在 {place.parent}；别的单位可以用“收入办法文件…”收入"
            )

    @property
    def outdated(self) -> list[OutdatedRound]:
        """The rounds that have another text than the one that is open and used."""
        of = self.current
        found = outdated_rounds(self._at.workspace) if of is not None else ()
        return [one for one in found if one.now == of]

    def rounds_with(self, one: OfficeScheme) -> int:
        """How many rounds bear this very text."""
        digest = "" if one.text is None else one.text.sha256
        return sum(of.scheme_text == digest for of in rounds_of(self._at.workspace))

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "round" or tells_of_schemes(table, key) for table, key in touched):
            self.schemes = office_schemes(self._at.workspace)
            self.changed.emit()
