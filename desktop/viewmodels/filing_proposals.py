"""Filing proposals: what each file's name, and the place where it was put down, say about where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.domain.file_names import read_file_name
from desktop.domain.filing_rules import breaches
from desktop.domain.records import AssessmentKey
from desktop.domain.unit_names import KnownUnit, unit_in
from desktop.services.assessment_sight import see_assessment
from desktop.services.evidence import Added
from desktop.services.office import units_of
from desktop.services.rounds import round_members
from desktop.services.workspaces import Workspace
from desktop.viewmodels.filing_rows import FilingRow, Option
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.unit_slots import Proposal, UnitSlots


class FilingProposals:
    """Proposes for files put down in one sheet; other units of the round are read when a file names them."""

    def __init__(self, workspace: Workspace, goal: Goal) -> None:
        self._workspace, self._goal = workspace, goal
        self._slots: dict[str, UnitSlots] = {}
        self.members = round_members(workspace, goal.key.round)
        aliases = {one.id: one.aliases for one in units_of(workspace)}
        self._known = [
            KnownUnit(one.unit, (one.name, *aliases.get(one.unit, ()))) for one in self.members
        ]

    def slots(self, unit: str) -> UnitSlots:
        """Where files can be filed in a unit's sheet."""
        if unit not in self._slots:
            key = AssessmentKey(self._goal.key.round, unit)
            goal = self._goal if unit == self._goal.key.unit else Goal(key, self._goal.part)
            self._slots[unit] = UnitSlots(see_assessment(self._workspace, key), goal)
        return self._slots[unit]

    def rows_for(
        self, added: Sequence[Added], folders: Sequence[tuple[str, ...]]
    ) -> list[FilingRow]:
        """A row a file, in their order."""
        rows = [self._row(one, names) for one, names in zip(added, folders, strict=True)]
        return self._filled(rows) if self._goal.requirement is not None else rows

    def decided(self, row: FilingRow, proposal: Proposal) -> FilingRow:
        """A row with another choice, and why that cannot be linked if it cannot."""
        option, plan_item = proposal.option, proposal.plan_item
        slots = self.slots(row.unit)
        fault = ""
        if option.choice is not None and slots.assessment.locked:
            why = "已经定稿" if slots.assessment.finalised else "正在审核"
            fault = f"“{row.unit_name}”{why}，不能关联"
        elif option.items and plan_item not in option.items:
            fault = "请填第几项" if plan_item is None else f"没有第 {plan_item} 项"
        return replace(
            row,
            option=option,
            plan_item=plan_item if option.items else None,
            because=proposal.because,
            doubt=proposal.doubt,
            fault=fault,
            held=slots.held(option, plan_item),
        )

    def assigned(self, row: FilingRow, unit: str) -> FilingRow:
        """A row for another unit, with what the name suggests there."""
        slots = self.slots(unit)
        moved = replace(row, unit=unit, unit_name=slots.assessment.name)
        return self.decided(moved, slots.propose(read_file_name(row.name, row.folders)))

    def numbered(self, rows: Sequence[FilingRow], option: Option) -> Iterator[int | None]:
        """For files that get the same choice: the plan item that each has or names, or the next one open."""
        named = [_named_item(row, option) for row in rows]
        open_items = self.slots(rows[0].unit).open_items(option) if len(rows) > 1 else ()
        spare = iter([one for one in open_items if one not in named])
        for one in named:
            yield next(spare, None) if one is None else one

    def _row(self, added: Added, folders: tuple[str, ...]) -> FilingRow:
        name = read_file_name(added.name, folders)
        found = unit_in(name, self._known)
        unit, other = self._goal.key.unit, ""
        if found is not None and found[0] != unit:
            if self._goal.exact:
                other = found[1]
            else:
                unit = found[0]
        slots = self.slots(unit)
        rules = slots.scheme.evidence
        row = FilingRow(
            added.name,
            folders,
            added.evidence,
            added.known_as,
            added.uses,
            unit,
            slots.assessment.name,
            remarks=tuple(breaches(added.name, rules.filing if rules else None)),
            other=other,
        )
        return self.decided(row, slots.propose(name.without([found[1]]) if found else name))

    def _filled(self, rows: list[FilingRow]) -> list[FilingRow]:
        """Files put down on a counted piece: by their own numbers if all have one, else one after the other."""
        option, start = rows[0].option, self._goal.plan_item
        if not option.items or any(one.option != option for one in rows):
            return rows
        numbers = [one.plan_item for one in rows]
        told = None not in numbers and len({*numbers}) == len(numbers)
        if told and (start is None or len(rows) > 1):
            return rows
        if start is None:
            items = iter(self.slots(self._goal.key.unit).open_items(option))
        else:
            items = iter([one for one in option.items if one >= start])
        filled = []
        for row in rows:
            item = next(items, None)
            because = row.because if item is None else f"依次为第 {item} 项"
            filled.append(self.decided(row, Proposal(option, item, because, row.doubt)))
        return filled


def _named_item(row: FilingRow, option: Option) -> int | None:
    numbers = read_file_name(row.name, row.folders).numbers
    own = (row.plan_item, *numbers.items, numbers.leading)
    return next((one for one in own if one in option.items), None)
