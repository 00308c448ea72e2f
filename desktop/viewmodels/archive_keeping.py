"""Keeping archives: of the round that is open, once it is finished; and looking at one that was kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.safe_names import safe_name
from desktop.services.archive_check import archive_faults
from desktop.services.archive_places import is_archive
from desktop.services.round_archive import Archived, ArchiveWish, archive_round
from desktop.viewmodels.result_book import ResultBook


class ArchiveKeeping(QObject):
    """What is told of an archive that was looked at stays until another one is."""

    changed = Signal()

    def __init__(self, book: ResultBook) -> None:
        super().__init__()
        self._book = book
        self.told: tuple[str, ...] = ()
        book.opened.connect(self.changed)
        book.sheets_changed.connect(lambda _: self.changed.emit())

    @property
    def lacking(self) -> tuple[str, ...]:
        """Whose sheets are not final yet; those who do not take part need none."""
        assessments = [one.assessment for one in self._book.sheets.values()]
        return tuple(one.name for one in assessments if not (one.finalised or one.absent))

    @property
    def ready(self) -> bool:
        """Whether the round is finished."""
        return bool(self._book.sheets) and not self.lacking

    @property
    def words(self) -> str:
        """Whether it can be archived, and what is in the way."""
        scheme = self._book.scheme
        if scheme is None or not scheme.indicators:
            return "这个批次不计分，没有可以归档的评分表。"
        if self.ready:
            return f"{len(self._book.sheets)} 个单位都已办结，可以归档。"
        first = "、".join(self.lacking[:4]) + ("等" if len(self.lacking) > 4 else "")  # noqa: PLR2004  # enough to know where
        return f"还有 {len(self.lacking)} 个单位没有定稿（{first}），全部定稿以后才能归档。"

    @property
    def suggested(self) -> str:
        """What the folder is to be called."""
        of = self._book.round
        return safe_name(f"{of.name}_档案") if of else ""

    def keep(self, out: Path, *, with_evidence: bool) -> None:
        """Write it, beside the window."""
        of, workspace = self._book.round, self._book.workplace.workspace
        if of is None:
            return
        wish = ArchiveWish(of.id, out, with_evidence)
        self._book.jobs.start(
            "正在归档",
            lambda progress, off: archive_round(workspace, wish, progress, off),
            self._on_kept,
        )

    def _on_kept(self, made: Archived) -> None:
        self.told = (f"已归档到“{made.place}”，共 {made.files} 个文件。", *made.lacking)
        self.changed.emit()
        self._book.workplace.remarked.emit(self.told[0])

    def check(self, folder: Path) -> None:
        """Look at an archive that was kept, by this office or another."""
        if not is_archive(folder):
            words = f"“{folder}”里没有考评台的档案，请选择归档时建的那个文件夹"
            self._book.workplace.refused.emit(words)
            return
        self._book.jobs.start(
            "正在核验档案",
            lambda _progress, _off: archive_faults(folder),
            lambda faults: self._on_checked(folder, faults),
        )

    def _on_checked(self, folder: Path, faults: tuple[str, ...]) -> None:
        if faults:
            self.told = (f"“{folder.name}”有 {len(faults)} 处问题：", *faults)
        else:
            self.told = (f"“{folder.name}”核验通过：文件、留痕和得分都与归档时一致。",)
        self.changed.emit()
