"""Taking waivers back: one that holds for more than what is chosen is named first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.domain.checklist import ChecklistRow
from desktop.domain.records import WaiverRecord
from desktop.ui.dialogs.confirmation import confirmed
from desktop.viewmodels.checklist_view import ChecklistView


def withdraw_waivers(parent: QWidget, view: ChecklistView, rows: Sequence[ChecklistRow]) -> None:
    """Ask again for what these rows were excused from."""
    waivers = view.waivers(rows)
    own = {(row.requirement, row.piece, row.plan_item or 0) for row in rows}
    wider = [one for one in waivers if (one.requirement, one.piece, one.plan_item) not in own]
    words = "\n".join(_words(one) for one in wider)
    if waivers and (not wider or confirmed(parent, "撤去免交，重新要求交？", words, "撤去免交")):
        view.withdraw(waivers)


def _words(one: WaiverRecord) -> str:
    which = f"第 {one.plan_item} 件的" if one.plan_item else ""
    of = f"“{one.piece}”" if one.piece else "全部材料"
    return f"第 {one.requirement} 项要求：{which}{of}都免交（{one.grounds}）"
