"""Ledgers: what a unit does over the year, row by row, as it comes or as a file brings it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.commands import Author, Command
from desktop.domain.record_checks import checked
from desktop.domain.records import EvidenceLink, LedgerRow, UnitRecord
from desktop.domain.refusals import Refused
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace


def keep_ledger_rows(workspace: Workspace, author: Author, rows: Sequence[LedgerRow]) -> Outcome:
    """Keep rows, new or changed, as one event: a whole import is undone at once."""
    with workspace.writing() as desk:
        known = {one.id for one in desk.all(UnitRecord)}
        places: dict[str, int] = {}
        for position, row in enumerate(rows):
            _refuse_another(desk, row, position, places.setdefault(row.id, position))
            if row.unit not in known:
                raise Refused(
                    f"第 {position + 1} 行的单位不在名单里，请先登记单位", f"{position}.unit"
                )
            checked(row, position)
        desk.put(*rows)
        return outcome_of(desk.seal(Deed(Command.KEEP_LEDGER_ROWS, author)))


def _refuse_another(view: View, row: LedgerRow, position: int, first: int) -> None:
    """One row never silently takes the place of another."""
    held = view.get(LedgerRow, row.id)
    if first != position:
        words = f"第 {position + 1} 行和第 {first + 1} 行代号相同，只能留一行"
    elif held is not None and (held.unit, held.ledger) != (row.unit, row.ledger):
        words = f"第 {position + 1} 行的代号已经用在别的台账里，请核对"
    else:
        return
    raise Refused(words, f"{position}.id")


def strike_ledger_row(workspace: Workspace, author: Author, row_id: str) -> Outcome:
    """Take a row out of its ledger; evidence that is linked to it must be looked at first."""
    with workspace.writing() as desk:
        row = desk.get(LedgerRow, row_id)
        if row is None:
            raise Refused("这一行台账已经不在了", "id")
        if desk.count(EvidenceLink, ledger_row=row_id):
            raise Refused("这一行台账还关联着佐证材料，请先取消关联再删除")
        desk.remove(row)
        return outcome_of(desk.seal(Deed(Command.KEEP_LEDGER_ROWS, author)))


def ledger_of(workspace: Workspace, unit: str, ledger: str) -> list[LedgerRow]:
    """The rows of one ledger of one unit."""
    with workspace.reading() as view:
        return view.all(LedgerRow, unit=unit, ledger=ledger)
