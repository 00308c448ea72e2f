"""Ledgers: what a unit does over the year, row by row; each row is read by its ledger before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.columns import plain_row, read_row
from desktop.domain.ledgers.kinds import LEDGERS, Kept, Ledger, Row, kept_row, ledger_named
from desktop.domain.record_checks import checked
from desktop.domain.records import EvidenceLink, LedgerRow, UnitRecord, new_id
from desktop.domain.refusals import Refused
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace


def keep_rows(
    workspace: Workspace,
    author: Author,
    ledger: str,
    rows: Sequence[Kept[Row]],
    command: Command = Command.KEEP_LEDGER_ROWS,
) -> Outcome:
    """Keep rows of one ledger, new (with a blank id) or changed, as one event: a whole import is undone at once."""
    if not rows:
        raise Refused("没有要登记的行，请核对", "rows")
    with workspace.writing() as desk:
        lay_out_rows(desk, ledger, rows)
        return outcome_of(desk.seal(Deed(command, author)))


def lay_out_rows(desk: Desk, ledger: str, rows: Sequence[Kept[Row]]) -> list[str]:
    """The same as part of a command; the rows' ids."""
    kind = ledger_named(ledger)
    known = {one.id for one in desk.all(UnitRecord)}
    places: dict[str, int] = {}
    for position, one in enumerate(rows):
        row = _record(kind, one, position)
        first = places.setdefault(row.id, position)
        if one.id:  # a new one takes nobody's place
            _refuse_another(desk, row, position, first)
        if row.unit not in known:
            raise Refused(f"第 {position + 1} 行的单位不在名单里，请先登记单位", f"{position}.unit")
        desk.put(checked(row, position))
    return [*places]


def _record(kind: Ledger, one: Kept[Row], position: int) -> LedgerRow:
    fields = plain_row(one.row)
    try:
        read_row(kind.row, fields)
    except Refused as refused:
        raise refused.under(position) from None
    return LedgerRow(one.id or new_id(), one.unit, kind.id, fields)


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


def strike_rows(workspace: Workspace, author: Author, row_ids: Sequence[str]) -> Outcome:
    """Take rows out of their ledger; evidence that is linked to one must be looked at first."""
    if not row_ids:
        raise Refused("没有选中台账的行，请先选择", "rows")
    with workspace.writing() as desk:
        for row_id in row_ids:
            strike_row(desk, row_id)
        return outcome_of(desk.seal(Deed(Command.KEEP_LEDGER_ROWS, author)))


def strike_row(desk: Desk, row_id: str) -> None:
    """One of them, as part of a command."""
    row = desk.get(LedgerRow, row_id)
    if row is None:
        raise Refused("这一行台账已经不在了", "id")
    if desk.count(EvidenceLink, ledger_row=row_id):
        raise Refused("这一行台账还关联着佐证材料，请先取消关联再删除")
    desk.remove(row)


class Found(NamedTuple):
    """A row, and the ledger in which it stands."""

    ledger: str
    kept: Kept[Row]


def row_found(workspace: Workspace, row_id: str) -> Found | None:
    """A row by its id; None where it is gone, or stands in no ledger that has rows of its own."""
    with workspace.reading() as view:
        row = view.get(LedgerRow, row_id)
    if row is None or row.ledger not in LEDGERS:
        return None
    return Found(row.ledger, kept_row(row.id, row.unit, LEDGERS[row.ledger], row.fields))


def rows_of(workspace: Workspace, ledger: str, unit: str | None = None) -> list[Kept[Row]]:
    """The rows of one ledger, of one unit or of all."""
    with workspace.reading() as view:
        return rows_in(view, ledger, unit)


def rows_in(view: View, ledger: str, unit: str | None = None) -> list[Kept[Row]]:
    """The same, within a view."""
    kind = ledger_named(ledger)
    where = {"ledger": ledger} if unit is None else {"ledger": ledger, "unit": unit}
    return [kept_row(one.id, one.unit, kind, one.fields) for one in view.all(LedgerRow, **where)]
