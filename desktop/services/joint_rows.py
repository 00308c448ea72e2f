"""Joint rows: the joint items and runs that one unit records and others take part in, found by who they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from desktop.domain.ledgers.kinds import INSPECTIONS, LEDGERS, PLAN, Kept, kept_row
from desktop.domain.ledgers.plan_items import JOINT
from desktop.domain.names import plain_name
from desktop.domain.records import LedgerRow
from desktop.store.views import View

_JOINT = {"sort": (JOINT,)}


class JointRows:
    """Asked of the database: right for one unit."""

    def __init__(self, view: View) -> None:
        self._view = view

    def naming(self, ledger: str, names: frozenset[str]) -> Iterable[LedgerRow]:
        """The rows that mention one of these names as lead or partner, and perhaps some more."""
        found = self._view.mentioning(LedgerRow, ("lead", "partners"), [*names], ledger=ledger)
        return (one for one in found if one.fields.get("sort") == JOINT)

    def kept(self, one: LedgerRow) -> Kept[Any]:
        """A row, read."""
        return kept_row(one.id, one.unit, LEDGERS[one.ledger], one.fields)

    def without_partners(self, numbers: Collection[str]) -> Iterable[LedgerRow]:
        """The runs of items with these numbers that name no partners themselves."""
        told = {"plan": numbers, "partners": ("",), **_JOINT}
        return self._view.saying(LedgerRow, told, ledger=INSPECTIONS)


class JointRowsAtHand(JointRows):
    """All of them read at once: right where many units are asked about one after the other."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._naming: dict[tuple[str, str], dict[str, LedgerRow]] = defaultdict(dict)
        self._numbered: dict[str, list[LedgerRow]] = defaultdict(list)
        self._kept: dict[str, Kept[Any]] = {}
        for ledger in (PLAN, INSPECTIONS):
            for one in view.saying(LedgerRow, _JOINT, ledger=ledger):
                self._keep(one)

    def naming(self, ledger: str, names: frozenset[str]) -> Iterable[LedgerRow]:
        """The same."""
        found: dict[str, LedgerRow] = {}
        for name in names:
            found |= self._naming.get((ledger, name), {})
        return found.values()

    def without_partners(self, numbers: Collection[str]) -> Iterable[LedgerRow]:
        """The same."""
        return [one for number in numbers for one in self._numbered.get(number, ())]

    def kept(self, one: LedgerRow) -> Kept[Any]:
        """The same, read once however many units take part."""
        if one.id not in self._kept:
            self._kept[one.id] = super().kept(one)
        return self._kept[one.id]

    def _keep(self, one: LedgerRow) -> None:
        partners = str(one.fields.get("partners") or "")
        for name in (str(one.fields.get("lead") or ""), *partners.split("、")):
            self._naming[one.ledger, plain_name(name)][one.id] = one
        if one.ledger == INSPECTIONS and not partners:
            self._numbered[str(one.fields.get("plan") or "")].append(one)
