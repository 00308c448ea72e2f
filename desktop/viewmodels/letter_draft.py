"""A letter in the making: what is asked for, how each of its letters looks, and its registration."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.letter_forms import LetterKind, fields_of
from desktop.domain.records import Assessment
from desktop.domain.refusals import Refused, within_quotes
from desktop.services.letter_orders import LetterOrder, caution_of, suggested_order, unit_notes
from desktop.services.letters import MadeLetter, make_letter, make_letters, register_letters
from desktop.services.rounds import round_members
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.letter_preview import LetterPreview
from desktop.viewmodels.workplace import Workplace

_PAUSE = 350  # milliseconds without a key before the pages are made anew


class LetterDraft(QObject):
    """Nothing is kept before it is registered."""

    suggested = Signal()  # all of it anew
    changed = Signal()
    registered = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs, round_id: str) -> None:
        super().__init__()
        self._at, self._jobs, self._round = workplace, jobs, round_id
        self.preview = LetterPreview(workplace, jobs)
        with workplace.workspace.reading() as view:
            self.notes = unit_notes(view, round_id)
            self.caution = caution_of(view, round_id)
        self.units: tuple[Assessment, ...] = tuple(
            one for one in round_members(workplace.workspace, round_id) if not one.absent
        )
        self.fault = ""
        self.seen: str | None = None  # whose letter is looked at
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.look)
        self._today = date.today()  # noqa: DTZ011  # the office's own calendar day
        self.order = self._suggested(LetterKind.BULLETIN)

    def _suggested(self, kind: LetterKind) -> LetterOrder:
        with self._at.workspace.reading() as view:
            return suggested_order(view, self._round, kind, self._today)

    def choose_kind(self, kind: LetterKind) -> None:
        """Begin anew with what the program suggests for this kind."""
        look, self.seen = self.order.look, None
        self.order = replace(self._suggested(kind), look=look)
        self.suggested.emit()
        self._on_edited(at_once=True)

    def change(self, order: LetterOrder) -> None:
        """Another number, day, title, recipient, body and so on."""
        if order != self.order:
            at_once = order.look is not self.order.look
            self.order = order
            self._on_edited(at_once=at_once)

    def choose_units(self, units: Collection[str]) -> None:
        """Exactly these, in the round's order."""
        chosen = tuple(one.unit for one in self.units if one.unit in units)
        self.change(replace(self.order, units=chosen))

    def see(self, unit: str) -> None:
        """Look at this unit's letter."""
        self.seen = unit
        self.look()

    @property
    def of_units(self) -> tuple[Assessment, ...]:
        """Whose letters there are to look at; none where there is one for all."""
        if not self.order.kind.of_unit:
            return ()
        return tuple(one for one in self.units if one.unit in self.order.units)

    @property
    def count(self) -> int:
        """How many letters it would be."""
        return len(self.order.each)

    @property
    def fields(self) -> dict[str, str]:
        """What templates and what is typed here may name, with what it stands for."""
        return fields_of(self.order.kind).told

    def _on_edited(self, *, at_once: bool) -> None:
        self.fault = ""
        self.changed.emit()
        if at_once:
            self.look()
        else:
            self._soon.start()

    def look(self) -> None:
        """Make the pages that are looked at."""
        self._soon.stop()
        order, workspace = self.order, self._at.workspace
        among = [one.unit for one in self.of_units]
        if self.seen not in among:
            self.seen = among[0] if among else None
        seen = self.seen
        if order.kind.of_chosen and not order.units:
            self.preview.show_nothing("还没有选单位，请在左边至少选一个")
        else:
            self.preview.show(lambda: make_letter(workspace, order, seen))
        self.changed.emit()

    def register(self) -> None:
        """Make them all beside the window, then keep them as they are."""
        order, workspace = self.order, self._at.workspace
        if not order.number.strip():
            self._refuse("请写上文号；没有编号的不用登记，可以直接存成文件")
            return

        def work(_progress: object, _off: object) -> tuple[MadeLetter, ...] | Refused:
            try:
                return make_letters(workspace, order)
            except Refused as refused:
                return refused

        self._jobs.start("正在登记发文", work, self._on_made)

    def _on_made(self, made: tuple[MadeLetter, ...] | Refused) -> None:
        if isinstance(made, Refused):
            self._refuse(made.message)
            return
        try:
            outcomes = register_letters(self._at.workspace, self._at.author, made)
        except Refused as refused:
            self._refuse(refused.message)
            return
        for one in outcomes:
            self._at.dispatcher.tell(one)
        count = f" {len(made)} 份" if len(made) > 1 else f"“{within_quotes(made[0].letter.title)}”"
        self._at.remarked.emit(f"已登记发文{count}，文件一并留存")
        self.registered.emit()

    def _refuse(self, why: str) -> None:
        self.fault = why
        self.changed.emit()

    def close(self) -> None:
        """The dialog goes."""
        self._soon.stop()
        self.preview.close()
