"""The card of reports on the overview: what is due, overdue, or still owed of a year gone by, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from desktop.services.due_today import DueLine, DueSight, PastLine
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, label, pill, restyle
from desktop.ui.theme.tokens import px

_MOST: Final = 6
_LEFT_FOR_PAST: Final = 2
_NAMED: Final = 4


class DueCard(QFrame):
    """Hidden where nothing is owed."""

    ledger_wanted = Signal(int)  # of which year

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
        self._year = 0
        self.open.clicked.connect(lambda: self.ledger_wanted.emit(self._year))
        self.hide()

    def _line(self, at: int) -> tuple[QLabel, ElidedLabel, ElidedLabel]:
        made = (pill(""), ElidedLabel("", "strong"), ElidedLabel("", "soft"))
        for place, one in enumerate(made):
            one.hide()
            self._grid.addWidget(one, at, place, Qt.AlignmentFlag.AlignVCenter)
        return made

    def show_due(self, due: DueSight) -> None:
        """Show the longest overdue first, and last what is left of years gone by."""
        past = due.past[: max(_LEFT_FOR_PAST, _MOST - len(due.lines))]
        told: list[DueLine | PastLine] = [*due.lines[: _MOST - len(past)], *past]
        for at, (state, name, units) in enumerate(self._lines):
            shown = at < len(told)
            for one in (state, name, units):
                one.setVisible(shown)
            if shown:
                words = _words(told[at])
                state.setText(words.state)
                state.setToolTip(words.hint)
                restyle(state, "pill", words.tone)
                name.set_whole(words.name)
                units.set_whole(words.owing)
        self._year = told[0].year if told else 0
        self._count.setText(_count(due))
        more = len(due.lines) + len(due.past) - len(told)
        self._more.setText(f"还有 {more} 项")
        self._more.setVisible(more > 0)
        self.setVisible(bool(told))


class _Words(NamedTuple):
    state: str
    tone: str
    name: str
    owing: str
    hint: str = ""


def _words(one: DueLine | PastLine) -> _Words:
    if isinstance(one, PastLine):
        owing = f"逾期未报 {one.number} 份，涉及 {len(one.units)} 个单位：{_named(one.units)}"
        hint = "补报、定稿，或者把批次归档以后，就不再列在这里"
        return _Words(f"{one.year}年", "plain", one.round, owing, hint)
    told = [
        f"{len(units)} 个单位{what}：{_named(units)}"
        for what, units in (("未报", one.units), ("被退回，还没有重报", one.returned))
        if units
    ]
    owing = f"{one.due:%m-%d} 到期，{'；'.join(told)}"
    state = f"已过 {one.days} 天" if one.days else "今天到期"
    return _Words(state, "amber" if one.days else "primary", one.name, owing)


def _named(units: Sequence[str]) -> str:
    return "、".join(units[:_NAMED]) + ("等" if len(units) > _NAMED else "")


def _count(due: DueSight) -> str:
    now = sum(not one.days for one in due.lines)
    late = len(due.lines) - now
    years = dict.fromkeys(one.year for one in due.past)
    told = [
        f"逾期 {late} 项" if late else "",
        f"今天到期 {now} 项" if now else "",
        *(f"{year}年逾期未报 {_number(due, year)} 份" for year in years),
    ]
    return "，".join(filter(None, told))


def _number(due: DueSight, year: int) -> int:
    return sum(one.number for one in due.past if one.year == year)
