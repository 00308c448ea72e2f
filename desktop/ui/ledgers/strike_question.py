"""The question before rows are struck from a ledger: what goes, what rests on it, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.domain.ledgers.kinds import Kept, Row
from desktop.services.row_findings import findings_on
from desktop.services.workspaces import Workspace
from desktop.ui.dialogs.confirmation import confirmed


def striking_agreed(
    parent: QWidget, workspace: Workspace, rows: Sequence[Kept[Row]], ledger: str, back: str
) -> bool:
    """Whether these rows of a ledger, which is called so, are to go; `back` says how to take it back."""
    named = rows[0].row.told if len(rows) == 1 else f"{len(rows)} 行"
    used = findings_on(workspace, (one.id for one in rows))
    which = "这一行" if len(rows) == 1 else "这些行"
    words = f"已有 {used} 条认定用到{which}，删除后认定不会变，会提示台账有变化。" if used else ""
    return confirmed(parent, f"从“{ledger}”台账删除“{named}”？", f"{words}{back}", "删除")
