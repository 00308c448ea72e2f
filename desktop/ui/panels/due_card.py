"""The card of reports on the overview: what is due today and what is overdue, and who still owes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from desktop.services.due_today import DueLine
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, label, pill, restyle
from desktop.ui.theme.tokens import px

_MOST: Final = 6
_NAMED: Final = 4


class DueCard(QFrame):
    """Hidden where nothing is due."""

    ledger_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._count = label("", "soft")
        self._more = label("", "soft")
        self.open = button("看报送台账", "", "notebook")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(6))
        for at in (1, 2):
            self._grid.setColumnStretch(at, 1)
        self._lines = [self._line(at) for at in range(_MOST)]
        head = row(label("报送", "heading"), self._count, None, self.open, gap=12)
        self.setLayout(column(head, self._grid, self._more, gap=8, margins=(18, 12, 18, 14)))
        self.open.clicked.connect(self.ledger_wanted)
        self.hide()

    def _line(self, at: int) -> tuple[QLabel, ElidedLabel, ElidedLabel]:
        made = (pill(""), ElidedLabel("", "strong"), ElidedLabel("", "soft"))
        for place, one in enumerate(made):
            one.hide()
            self._grid.addWidget(one, at, place, Qt.AlignmentFlag.AlignVCenter)
        return made

    def show_due(self, due: Sequence[DueLine]) -> None:
        """Show the longest overdue first."""
        for at, (state, name, units) in enumerate(self._lines):
            shown = at < len(due)
            for one in (state, name, units):
                one.setVisible(shown)
            if shown:
                state.setText(_state(due[at]))
                restyle(state, "pill", "amber" if due[at].days else "primary")
                name.set_whole(due[at].name)
                units.set_whole(_owing(due[at]))
        self._count.setText(_count(due))
        self._more.setText(f"还有 {len(due) - _MOST} 项")
        self._more.setVisible(len(due) > _MOST)
        self.setVisible(bool(due))


def _state(one: DueLine) -> str:
    return f"已过 {one.days} 天" if one.days else "今天到期"


def _owing(one: DueLine) -> str:
    names = "、".join(one.units[:_NAMED])
    more = "等" if len(one.units) > _NAMED else ""
    return f"{one.due:%m-%d} 到期，{len(one.units)} 个单位未报：{names}{more}"


def _count(due: Sequence[DueLine]) -> str:
    now = sum(not one.days for one in due)
    told = [f"逾期 {len(due) - now} 项"] if len(due) > now else []
    return "，".join([*told, f"今天到期 {now} 项"] if now else told)
