"""The files that 佐证 lists: of the unit, of the whole round by words of their names, or those filed nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink
from desktop.domain.scheme import Scheme
from desktop.services.round_files import (
    MOST,
    RoundFile,
    files_filed_nowhere,
    files_named,
    files_of_unit,
    taken_before,
)
from desktop.viewmodels.evidence_book import EvidenceBook
from desktop.viewmodels.evidence_shelf import place_words
from desktop.viewmodels.filing_draft import FilingDraft
from desktop.viewmodels.filing_rows import TakenBatch

_PAUSE: Final = 150  # milliseconds after which what was typed is looked for


class Scope(Enum):
    """Which files are listed."""

    UNIT = "材料"
    NOWHERE = "未归类"
    NAMED = "查找"


class FileLine(NamedTuple):
    """One file: what it proves, what is to be judged, and where it leads; without links it is filed nowhere."""

    evidence: Evidence
    key: AssessmentKey | None
    unit: str
    links: tuple[EvidenceLink, ...]
    proves: str
    doubts: str
    indicator: str
    criterion: str


class EvidenceFiles(QObject):
    """Reads what its scope names while somebody looks at it."""

    changed = Signal()

    def __init__(self, book: EvidenceBook) -> None:
        super().__init__(book)
        self._book = book
        self.scope = Scope.UNIT
        self.words = ""
        self.lines: tuple[FileLine, ...] = ()
        self.nowhere: tuple[Evidence, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.read)
        book.opened.connect(self.read)
        book.moved.connect(self.read)
        book.files_changed.connect(self.read)

    @property
    def summary(self) -> str:
        """How many there are."""
        number = len(self.lines)
        if self.scope is Scope.NAMED:
            told = f"先列 {MOST} 份，请写得更具体" if number >= MOST else f"找到 {number} 份"
            return f"{told}（全部单位）"
        if self.scope is Scope.NOWHERE:
            return f"{number} 份，还没有用到任何批次、任何台账里"
        doubtful = sum(bool(one.doubts) for one in self.lines)
        return f"{number} 份" + (f"，{doubtful} 份请核对" if doubtful else "")

    def show(self, scope: Scope) -> None:
        """List these."""
        self.scope = scope
        self.read()

    def search(self, words: str) -> None:
        """Look for words in a moment, once nothing more is typed."""
        self.words = words.strip()
        self.scope = Scope.NAMED if self.words else Scope.UNIT
        self._soon.start()

    def read(self) -> None:
        """All of it anew."""
        self._soon.stop()
        with self._book.workplace.deed():
            self.nowhere = files_filed_nowhere(self._book.workplace.workspace)
            self.lines = tuple(self._lines())
        self.changed.emit()

    def _lines(self) -> list[FileLine]:
        book, sight = self._book, self._book.sight
        workspace, scope = book.workplace.workspace, self.scope
        if scope is Scope.NOWHERE:
            return [FileLine(one, None, "", (), "", "", "", "") for one in self.nowhere]
        if sight is None or book.key is None:
            return []
        if scope is Scope.NAMED:
            found = files_named(workspace, sight.round.id, self.words)
        else:
            found = files_of_unit(workspace, book.key)
        return [_line(one, sight.scheme) for one in found]

    def refile(self, files: Sequence[Evidence]) -> None:
        """Propose for files that are filed nowhere where each belongs; whoever listens shows it."""
        goal = self._book.goal
        if goal is None or not files:
            return
        workplace = self._book.workplace
        with workplace.deed():
            taken = taken_before(workplace.workspace, files)
            batch = TakenBatch(taken, ((),) * len(files), kept_before=True)
            self._book.taking.ready.emit(FilingDraft(workplace, batch, goal))


def _line(one: RoundFile, scheme: Scheme) -> FileLine:
    proves = dict.fromkeys(place_words(link, scheme, one.items) for link in one.links)
    requirements = {of.no: of.indicator for of in scheme.requirements}
    items = {of.id: of.criterion for of in one.items}
    asked = (requirements.get(link.requirement or 0, "") for link in one.links)
    criteria = (link.criterion or items.get(link.item or "", "") for link in one.links)
    return FileLine(
        one.evidence,
        one.key,
        one.unit,
        one.links,
        "；".join(filter(None, proves)),
        "；".join(one.doubts),
        next(filter(None, asked), ""),
        next(filter(None, criteria), ""),
    )
