"""A list of units in the making: typed, pasted, or read from a file, each row checked as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.records import UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.services.unit_lists import (
    ListedUnit,
    UnitList,
    records_of,
    units_from_file,
    units_from_text,
)
from desktop.viewmodels.jobs import Jobs

_HEADER: Final = "名称\t类别\t规模\t分组\t别名"
_PAUSE: Final = 150  # milliseconds


class UnitListDraft(QObject):
    """The text is the list; a file that is read becomes text, so that it can be corrected."""

    changed = Signal()
    replaced = Signal(str)  # the text, where it did not come from the field
    refused = Signal(str)

    def __init__(
        self, jobs: Jobs, known: Sequence[UnitRecord] = (), schemes: Sequence[Scheme] = ()
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._known = tuple(known)
        self._schemes = tuple(
            schemes
        )  # whose kinds of units are known; those of the program where none is given
        self._text = ""
        self.list = UnitList(())
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._read)

    def write(self, text: str) -> None:
        """Take the text of the field; it is read after a short pause."""
        self._text = text
        self._pause.start()

    def read_file(self, path: Path) -> None:
        """Read a file beside the window."""
        known, schemes = self._known, self._schemes
        job = self._jobs.start(
            f"读取“{path.name}”",
            lambda _p, _c: units_from_file(path, known, schemes=schemes),
            self._take,
        )
        # Others run beside it; why they failed is not the list's to say.
        job.ended.connect(lambda: self.refused.emit(job.failure) if job.failure else None)

    def finish(self) -> None:
        """Read at once what was written."""
        if self._pause.isActive():
            self._pause.stop()
            self._read()

    def records(self) -> list[UnitRecord]:
        """The units of every row that can be kept."""
        return records_of(self.list)

    @property
    def summary(self) -> str:
        """What would be kept, and what would not."""
        rows = self.list.units
        fit = sum(one.fit for one in rows)
        told = [f"{fit} 个单位可以收入"]
        doubled = sum(one.draft.duplicate_of is not None for one in rows)
        faulty = len(rows) - fit - doubled
        told += [f"{doubled} 行重复"] if doubled else []
        told += [f"{faulty} 行有问题"] if faulty else []
        told += [f"跳过 {len(self.list.skipped)} 行"] if self.list.skipped else []
        return "，".join(told) if rows else "还没有单位"

    def _take(self, read: UnitList) -> None:
        self._text = "\n".join([_HEADER, *(_line(one) for one in read.units)])
        self.replaced.emit(self._text)
        self._read()

    def _read(self) -> None:
        try:
            self.list = units_from_text(self._text, self._known, self._schemes)
        except Refused as refused:
            self.list = UnitList(())
            self.refused.emit(refused.message)
        self.changed.emit()


def standing_of_row(one: ListedUnit) -> str:
    """What is wrong with a row, or what keeping it does."""
    if one.draft.faults:
        return "；".join(one.draft.faults)
    if one.draft.duplicate_of is not None:
        return f"与第 {one.draft.duplicate_of} 行重复，不收入"
    if one.known is None:
        return "；".join(("新单位", *one.remarks))
    changed = "、".join(f"{c.what}改为“{c.after}”" for c in one.changes)
    return "；".join((f"已有，{changed}" if changed else "已有，没有变化", *one.remarks))


def _line(one: ListedUnit) -> str:
    draft = one.draft
    size = "" if draft.size is None else str(draft.size)
    cells = (draft.name, draft.kind, size, "、".join(draft.groups), "、".join(draft.aliases))
    return "\t".join(" ".join(cell.split()) for cell in cells)
