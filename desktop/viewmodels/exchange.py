"""The exchange of a round's sheets with other workstations: what was given and taken, and both ways of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.domain.own_files import PACKAGE
from desktop.domain.safe_names import safe_name
from desktop.services.handing_over import (
    HandingOver,
    HandoverSight,
    hand_over,
    handovers_of,
)
from desktop.services.merge_plans import MergePlan, plan_merge
from desktop.services.merge_words import MergeSight, merge_sight
from desktop.services.outcome import Outcome
from desktop.services.rounds import round_members
from desktop.services.workspaces import Workspace
from desktop.viewmodels.merge_draft import MergeDraft
from desktop.viewmodels.result_book import ResultBook

_TABLES: Final = frozenset({"handover", "assessment", "finding", "item", "discretion"})
_ALREADY: Final = "这个考核包已经合并过，没有新的内容"


class Candidate(NamedTuple):
    """A unit that may be handed over, and with whom its sheet is now; blank: with nobody."""

    unit: str
    name: str
    away: str


class Exchange(QObject):
    """Reads its list when it is asked; `planned` brings the merge that is to be decided."""

    changed = Signal()
    planned = Signal(object)  # MergeDraft

    def __init__(self, book: ResultBook) -> None:
        super().__init__()
        self._book = book
        book.opened.connect(self.changed)
        book.workplace.dispatcher.changed.connect(self._on_changed)

    @property
    def handovers(self) -> tuple[HandoverSight, ...]:
        """Those of the round that is open, the newest first."""
        of = self._book.round
        return handovers_of(self._book.workplace.workspace, of.id) if of else ()

    @property
    def candidates(self) -> list[Candidate]:
        """The units of the round that is open."""
        of = self._book.round
        if of is None:
            return []
        away = {
            name: one.who
            for one in reversed(self.handovers)
            if one.given and one.back is None
            for name in one.units
        }
        members = round_members(self._book.workplace.workspace, of.id)
        return [Candidate(one.unit, one.name, away.get(one.name, "")) for one in members]

    def suggested(self, to: str) -> str:
        """What the file is to be called."""
        of = self._book.round
        return safe_name(f"{of.name if of else ''}_交{to}") + PACKAGE

    def hand_over(self, units: Sequence[str], to: str, out: Path) -> None:
        """Write a package, beside the window."""
        of, place = self._book.round, self._book.workplace
        if of is None:
            return
        if out.suffix.lower() != PACKAGE:
            out = out.with_name(out.name + PACKAGE)
        what = HandingOver(of.id, tuple(units), to, out)
        self._book.jobs.start(
            "正在写考核包",
            lambda progress, off: hand_over(place.workspace, place.author, what, progress, off),
            lambda outcome: self._on_given(outcome, what),
        )

    def _on_given(self, outcome: Outcome, what: HandingOver) -> None:
        self._book.workplace.dispatcher.tell(outcome)
        words = f"已把 {len(what.units)} 个单位交给{what.to}：{what.out}"
        self._book.workplace.remarked.emit(words)

    def open_package(self, file: Path) -> None:
        """Look at a package, beside the window; nothing is written yet."""
        workspace = self._book.workplace.workspace
        self._book.jobs.start(
            "正在读取考核包", lambda _progress, _off: _seen(workspace, file), self._on_planned
        )

    def _on_planned(self, seen: tuple[MergePlan, MergeSight]) -> None:
        plan, sight = seen
        if plan.already:
            self._book.workplace.remarked.emit(_ALREADY)
            return
        self.planned.emit(MergeDraft(self._book.workplace, self._book.jobs, plan, sight))

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in _TABLES for table, _ in touched):
            self.changed.emit()


def _seen(workspace: Workspace, file: Path) -> tuple[MergePlan, MergeSight]:
    plan = plan_merge(workspace, file)
    return plan, merge_sight(workspace, plan)
