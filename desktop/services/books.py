"""The books that are kept over the year: ledger rows and letters, as they come and as they are sent."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.commands import Author, Command
from desktop.domain.records import AssessmentKey, EvidenceLink, LedgerRow, Letter, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.values import read_text
from desktop.services.assessments import assessment_of, round_of
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace


def keep_ledger_rows(workspace: Workspace, author: Author, rows: Sequence[LedgerRow]) -> Outcome:
    """Keep rows, new or changed, as one event: a whole import is undone at once."""
    with workspace.writing() as desk:
        known = {one.id for one in desk.all(UnitRecord)}
        for position, row in enumerate(rows):
            if row.unit not in known:
                raise Refused(
                    f"第 {position + 1} 行的单位不在名单里，请先登记单位", f"{position}.unit"
                )
        desk.put(*rows)
        return outcome_of(desk.seal(Deed(Command.KEEP_LEDGER_ROWS, author)))


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


def keep_letter(workspace: Workspace, author: Author, letter: Letter) -> Outcome:
    """Keep a letter as it was sent."""
    with workspace.writing() as desk:
        round_of(desk, letter.round)
        if letter.unit is not None:
            assessment_of(desk, AssessmentKey(letter.round, letter.unit))
        read_text(letter.title)
        desk.put(letter)
        return outcome_of(desk.seal(Deed(Command.KEEP_LETTER, author, letter.round)))


def letters_of(workspace: Workspace, round_id: str) -> list[Letter]:
    """The letters of a round, by their day."""
    with workspace.reading() as view:
        letters = view.all(Letter, round=round_id)
        return sorted(letters, key=lambda one: (one.dated, one.number, one.id))
