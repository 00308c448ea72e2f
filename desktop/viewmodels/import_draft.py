"""An import in the making: a file that was read, what its columns mean, and what that comes to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.doubts import told
from desktop.domain.ledgers.kinds import LEDGERS
from desktop.domain.refusals import quoted
from desktop.services.ledger_headings import must_be_there
from desktop.services.ledger_imports import (
    UNIT,
    ImportRow,
    ImportWish,
    LedgerImport,
    OpenedTable,
    keep_import,
    open_table,
    planned_import,
    summary_of,
)
from desktop.services.outcome import Outcome
from desktop.services.progress import Cancelled, IsCancelled, Progress
from desktop.services.row_readings import Reading, readings_of
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace

_WORDS = {
    "new": "新增",
    "changed": "修改",
    "same": "相同",
    "refused": "不能导入",
    "skipped": "跳过",
}


class ImportDraft(QObject):
    """Reads and plans beside the window; keeps only when it is asked to."""

    changed = Signal()
    ended = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs, wish: ImportWish) -> None:
        super().__init__()
        self._workplace, self._jobs = workplace, jobs
        self._table: OpenedTable | None = None
        self.wish = wish
        self.plan: LedgerImport | None = None
        self.failure = ""  # why there is no plan
        self._refusal = ""  # why what was agreed on could not be written
        self._name = ""
        self._working = True
        self.is_writing = False
        self.choices: dict[str, str] = {}

    def read(self, path: Path) -> None:
        """Read a file beside the window, in place of the one before it."""
        self._table, self.plan, self._name = None, None, path.name
        self.failure, self._refusal, self.choices, self._working = "", "", {}, True
        self.wish = replace(self.wish, sheet=None)
        job = self._jobs.start(f"读取“{path.name}”", lambda _p, _c: open_table(path), self.take)
        job.ended.connect(lambda: self._on_read(job.failure))
        self.changed.emit()

    def take(self, table: OpenedTable) -> None:
        """A table that was read already."""
        self._table = table
        self._plan()

    def choose_ledger(self, ledger: str) -> None:
        """Which ledger the table goes to."""
        self.choices = {}
        self._plan(ledger=ledger)

    def choose_sheet(self, name: str) -> None:
        """Another sheet of the file."""
        if self.plan is None or name != self.plan.sheet:
            self.choices = {}
            self._plan(sheet=name)

    def choose_unit(self, unit: str | None) -> None:
        """Whose rows they are, where no column says it."""
        self._plan(unit=unit)

    def choose_column(self, heading: str, key: str) -> None:
        """What a column means; blank leaves it out."""
        taken = [one for one, held in self.choices.items() if held == key and key]
        for one in taken:
            self.choices[one] = ""
        self.choices[heading] = key
        self._plan()

    def keep(self) -> None:
        """Write what can be kept beside the window, as one event; once begun it is finished, whoever looks on."""
        plan, at = self.plan, self._workplace
        if plan is None or not self.is_ready:
            return
        workspace, author = at.workspace, at.author
        self._working = self.is_writing = True
        self.failure = self._refusal = ""

        def work(_: Progress, off: IsCancelled) -> Outcome:
            if off():
                raise Cancelled
            return keep_import(workspace, author, plan)

        def on_kept(outcome: Outcome) -> None:
            self.is_writing = False
            at.dispatcher.tell(outcome)
            at.remarked.emit(f"已把“{plan.source}”导入“{plan.ledger.name}”：{summary_of(plan)}")
            self.ended.emit()

        job = self._jobs.start(f"把“{plan.source}”写入台账", work, on_kept)
        job.ended.connect(lambda: self._on_written(job.failure))
        self.changed.emit()

    @property
    def is_ready(self) -> bool:
        """Whether what is shown is what would be kept: another plan may be on its way."""
        return self.plan is not None and not self._working and bool(self.plan.taken)

    @property
    def source(self) -> str:
        """The file's name, also where it is no table."""
        return self._table.source if self._table else self._name

    @property
    def sheets(self) -> tuple[str, ...]:
        """The file's, also where one of them is no table."""
        return tuple(one.name for one in self._table.book.sheets) if self._table else ()

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What a column may mean: our columns with their words; the first leaves it out."""
        row = LEDGERS[self.wish.ledger].row
        return [
            ("", "（不导入）"),
            (UNIT, "单位"),
            *((one.name, one.heading) for one in columns_of(row)),
        ]

    def is_wanted(self, key: str) -> bool:
        """Whether no row can do without it; what else follows from the rest of the row."""
        return key in must_be_there(LEDGERS[self.wish.ledger])

    @property
    def summary(self) -> str:
        """What would become of all the rows."""
        if self.plan is not None and self.is_writing:
            return f"正在写入 {len(self.plan.taken)} 行…现在关闭也会写完"
        if self.plan is not None:
            return summary_of(self.plan)
        return "不能导入" if self.failure else "正在读取…"

    def _plan(self, **wish: str | None) -> None:
        """Planned beside the window, too: a year of a platform's rows takes a moment."""
        table = self._table
        if table is None:
            return
        sheet = self.plan.sheet if self.plan else None
        self.wish = replace(self.wish, sheet=sheet, choices=dict(self.choices))
        self.wish = replace(self.wish, **wish)  # type: ignore[arg-type]  # each is a field of it
        workspace, wished = self._workplace.workspace, self.wish
        self._working = True

        def on_planned(plan: LedgerImport) -> None:
            if wished is self.wish:  # nothing else was chosen since
                self.plan = plan

        job = self._jobs.start(
            "核对台账", lambda _p, _c: planned_import(workspace, table, wished), on_planned
        )
        job.ended.connect(lambda: self._on_planned(wished, job.failure))
        self.changed.emit()

    def _on_planned(self, wished: ImportWish, failure: str) -> None:
        """A plan that could not be made takes the one before it away: that would keep other rows than were chosen."""
        if wished is not self.wish:
            return
        self.failure, self._working = failure or self._refusal, False
        if failure:
            self.plan = None
        self.changed.emit()

    def _on_written(self, failure: str) -> None:
        """What was refused is held against the ledger as it is now, and shown with the reason."""
        if self.is_writing:
            self.is_writing = False
            self._refusal = failure
            self._plan()

    def _on_read(self, failure: str) -> None:
        if failure:
            self.failure, self._working = failure, False
            self.changed.emit()


def standing_words(one: ImportRow) -> str:
    """What keeping the row would do, in a word."""
    return _WORDS[one.standing]


def row_told(one: ImportRow) -> str:
    """What looks wrong; what would change, what was read, or why it cannot be kept: for a line or two of a table."""
    return "\n".join(filter(None, (told(one.doubts), _read_or_changed(one))))


def _read_or_changed(one: ImportRow) -> str:
    if one.standing == "new":  # unit and title have columns of their own
        read = readings_of(one)[1:]
        return "；".join(_reading_told(it) for it in read if it.value != one.told)
    return _changes_or_faults(one)


def whole_told(one: ImportRow) -> str:
    """The same, all of it, with what stands in a cell that was read as something else."""
    if one.standing == "new":
        words = "；".join(
            f"{_reading_told(it)}{f'（表中{quoted(it.said)}）' if it.said else ''}"
            for it in readings_of(one)
        )
    else:
        words = _changes_or_faults(one)
    return "\n".join(filter(None, (words, told(one.doubts))))


def _changes_or_faults(one: ImportRow) -> str:
    if one.faults:
        return "；".join(
            f"{fault.heading}：{fault.why}" if fault.heading else fault.why for fault in one.faults
        )
    changes = [
        f"{heading}：{before or '（空）'} → {after or '（空）'}"
        for heading, before, after in one.changes
    ]
    kept = [f"{heading}：表中空着，台账里的 {value} 保留" for heading, value in one.retained]
    return "；".join((*changes, *kept))


def _reading_told(one: Reading) -> str:
    return f"{one.heading}：{'未读到，暂按 ' if one.assumed else ''}{one.value}"
