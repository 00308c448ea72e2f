"""Record names: what the ids in events stand for, as the office calls it; each is looked up once."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.domain.audit_trail import Plain
from desktop.domain.circumstances import PENALISED
from desktop.domain.records import Evidence, ItemRecord, Person
from desktop.domain.refusals import within_quotes
from desktop.domain.scheme import Scheme
from desktop.store.views import View


@dataclass(frozen=True, slots=True)
class RecordNames:
    """Names as they are now; a record that is gone since is called by its id."""

    view: View
    _found: dict[tuple[type, Plain], str] = field(default_factory=dict)

    def file(self, evidence: Plain) -> str:
        """A file's name."""
        return self._name(Evidence, evidence)

    def person(self, person: Plain) -> str:
        """Somebody of the office."""
        return self._name(Person, person)

    def item_criterion(self, item: Plain) -> str | None:
        """The criterion of an item that is still there."""
        found = self.view.get(ItemRecord, item)
        return None if found is None else found.criterion

    def _name(self, kind: type[Evidence] | type[Person], key: Plain) -> str:
        if (kind, key) not in self._found:
            found = self.view.get(kind, key)
            self._found[kind, key] = found.name if found else str(key)
        return self._found[kind, key]


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
