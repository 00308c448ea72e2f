"""Record names: what the ids in events stand for, as the office calls it; each is looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.domain.audit_trail import Plain, PlainRow
from desktop.domain.circumstances import PENALISED
from desktop.domain.plan import PlanTarget, Report, Task
from desktop.domain.records import (
    Evidence,
    LedgerRow,
    OfficeReport,
    Person,
    Round,
    SchemeText,
    UnitRecord,
)
from desktop.domain.refusals import within_quotes
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import parts_of
from desktop.services.assessments import round_scheme
from desktop.store.plain_rows import plain_record
from desktop.store.views import View

_Planned = PlanTarget | Report | Task
_Named = Evidence | OfficeReport | Person | UnitRecord


@dataclass(frozen=True, slots=True)
class RecordNames:
    """Names as they are now; without a view, or where a record is gone since, the id itself."""

    view: View | None
    owners: dict[Plain, str] = field(default_factory=dict)  # the criteria of items, as events tell
    _found: dict[tuple[type, Plain], str] = field(default_factory=dict)

    def file(self, evidence: Plain) -> str:
        """A file's name."""
        return self._name(Evidence, evidence)

    def person(self, person: Plain) -> str:
        """Somebody of the office."""
        return self._name(Person, person)

    def version(self, scheme_text: Plain) -> str:
        """The version of a scheme that a round was opened with."""
        found = self.view and self.view.get(SchemeText, scheme_text)
        return found.version if found else str(scheme_text)

    def owner(self, item: Plain) -> str:
        """The criterion of an item; blank where nobody knows of it."""
        return self.owners.get(item, "")

    def unit(self, unit: Plain) -> str:
        """A unit, as its list has it."""
        return self._name(UnitRecord, unit)

    def report(self, report: Plain) -> str:
        """A report of the calendar: one of the office's own, or of a round's plan."""
        return self._planned(Report, report) or self._name(OfficeReport, report)

    def duty(self, duty: Plain) -> str:
        """A task or a target of a round's plan."""
        return self._planned(Task, duty) or self._planned(PlanTarget, duty) or str(duty)

    def ledger_row(self, row: Plain) -> PlainRow:
        """A row of a ledger, as events tell of it; empty where it is gone."""
        found = self.view and self.view.get(LedgerRow, row)
        return plain_record(found).told if found else {}

    def _planned(self, kind: type[_Planned], name: Plain) -> str:
        """What a plan asks, by scheme and id, as grids call it; blank where no round has such a plan."""
        scheme, _, id_ = str(name).partition("/")
        if (kind, name) not in self._found:
            asked = _asked(self.view, scheme) if self.view and id_ else ()
            of_kind = (one for one in asked if isinstance(one, kind))
            self._found[kind, name] = next((one.name for one in of_kind if one.id == id_), "")
        return self._found[kind, name]

    def _name(self, kind: type[_Named], key: Plain) -> str:
        if (kind, key) not in self._found:
            found = self.view and self.view.get(kind, key)
            self._found[kind, key] = found.name if found else str(key)
        return self._found[kind, key]


def _asked(view: View, scheme: str) -> Iterator[_Planned]:
    """All that a plan asks, by whichever versions of it rounds go."""
    for one in view.all(Round, scheme=scheme):
        plan = round_scheme(view, one)
        yield from plan.reports
        yield from plan.tasks
        yield from plan.targets


def criterion_name(scheme: Scheme, criterion: str) -> str:
    """A criterion as every sentence about it begins: one without wording is called by its indicator."""
    one = scheme.criteria.get(criterion)
    if one is None:
        return criterion
    if one.when:
        return one.label
    whole = next((part.name for part in parts_of(scheme) if one in part.criteria), "")
    return one.titled(whole)


def indicator_name(scheme: Scheme, indicator: str) -> str:
    """An indicator's number, as printed, and its name."""
    one = scheme.indicators_by_id.get(indicator)
    return indicator if one is None else f"{one.no} {one.name}".strip()


def piece_words(scheme: Scheme, no: Plain, piece: Plain, plan_item: Plain) -> str:
    """A requirement, and the piece of it, and the plan item or penalty that the piece is for."""
    one = next((one for one in scheme.requirements if one.no == no), None)
    if one is None:
        return f"第 {no} 项佐证要求"
    words = f"第 {no} 项佐证要求“{within_quotes(one.name)}”"
    inside = f"“{piece}”" if piece else ""
    if plan_item:
        penalty = one.per == PENALISED or piece in one.per_penalty
        of = f"第 {plan_item} 件处罚" if penalty else f"计划第 {plan_item} 项"
        inside = f"{of}的{inside}" if inside else of
    return f"{words}里{inside}" if inside else words
