"""What each column of a table that is to be imported means, and which one is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QScrollArea

from desktop.ui.parts.boxes import column, framed
from desktop.ui.parts.labels import ElidedLabel, label, sign
from desktop.ui.parts.tab_order import order_after, place_holder
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.import_draft import ImportDraft

_CHOICE: Final = 7  # characters of a column's meaning that are seen
_SIGN: Final = 15
_GUESSED: Final = "按相近名称猜的，请核对"
_ANY_CONTENTS: Final = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class ImportColumns(QScrollArea):
    """A list to choose from beside each heading."""

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__()
        self._draft = draft
        self.choices: dict[str, QComboBox] = {}
        self.guesses: dict[str, QLabel] = {}
        self._shape: list[str] = []
        self._before = place_holder(self)
        self.guessed = flowing("", "small", "amber")
        self.remark = flowing("", "small", "amber")
        self.missing = flowing("", "small", "amber")
        self.failure = flowing("", "small", "red")
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(px(6))
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(2, 3)
        inside = column(
            label("各列的对应", "strong"),
            flowing("选过一次就记住，下次同样的表头自动对应", "small"),
            self.failure,
            self.remark,
            self.missing,
            self.guessed,
            self._grid,
            None,
            margins=(16, 12, 12, 12),
        )
        self.setWidget(framed("pane", inside))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def refresh(self) -> None:
        """Show what the columns mean now, or why what was agreed to was not written."""
        draft, plan = self._draft, self._draft.plan
        self.failure.setText(draft.failure)
        self.failure.setVisible(bool(draft.failure and plan))
        self.remark.setText(plan.remark if plan else "")
        self.remark.setVisible(bool(plan and plan.remark))
        if plan is None:
            return
        headings = [one for one in plan.layout.columns if one.heading]
        shape = [plan.ledger.id, *(one.heading for one in headings)]
        if shape != self._shape:
            self._shape = shape
            self._make_choices([one.heading for one in headings])
        keys = [key for key, _ in draft.keys]
        for one in headings:
            # What was chosen holds already while the plan for it is still on its way.
            key = draft.choices.get(one.heading, one.key)
            self.choices[one.heading].setCurrentIndex(keys.index(key) if key in keys else 0)
        self._mark(
            [it.heading for it in headings if it.guessed and it.heading not in draft.choices]
        )
        words = dict(draft.keys)
        wanted = [words[one] for one in plan.layout.missing if draft.is_wanted(one)]
        self.missing.setText(f"必须有的列还没有对应：{'、'.join(wanted)}" if wanted else "")
        self.missing.setVisible(bool(wanted))

    def _mark(self, guessed: Sequence[str]) -> None:
        """A guess looks like one, and is told as one."""
        for heading, mark in self.guesses.items():
            told = _GUESSED if heading in guessed else ""
            mark.setVisible(bool(told))
            choice = self.choices[heading]
            choice.setToolTip(told)
            choice.setAccessibleName(f"“{heading}”对应{f'，{told}' if told else ''}")
        self.guessed.setText(f"有三角号的 {len(guessed)} 列是{_GUESSED}")
        self.guessed.setVisible(bool(guessed))

    def _make_choices(self, headings: Sequence[str]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            item.widget().hide()
            item.widget().deleteLater()
        self.choices, self.guesses = {}, {}
        for at, heading in enumerate(headings):
            made = self.choices[heading] = QComboBox()
            made.setMinimumContentsLength(_CHOICE)
            made.setSizeAdjustPolicy(_ANY_CONTENTS)
            made.addItems([words for _, words in self._draft.keys])
            made.activated.connect(partial(self._on_choice, heading))
            mark = self.guesses[heading] = sign("alert-triangle", "amber", _SIGN)
            mark.setToolTip(_GUESSED)
            told = ElidedLabel(heading, elided=Qt.TextElideMode.ElideMiddle)
            for place, part in enumerate((told, mark, made)):
                self._grid.addWidget(part, at, place)
        order_after(self._before, self.choices.values())

    def _on_choice(self, heading: str, place: int) -> None:
        self._draft.choose_column(heading, self._draft.keys[place][0])
