"""The units that a new round may assess, each with who evaluates it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QScrollArea, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.parts.lines_by_name import LinesByName
from desktop.ui.theme.tokens import px
from desktop.viewmodels.round_draft import Candidate, RoundDraft


class CandidateList(QScrollArea):
    """One line a unit, in the order that the draft gives."""

    def __init__(self, draft: RoundDraft) -> None:
        super().__init__()
        self.setAccessibleName("被考核单位")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._draft = draft
        self._candidates: dict[str, Candidate] = {}
        self._lines = LinesByName(self._line_of, gap=2)
        body = QWidget()
        body.setLayout(column(self._lines, None, gap=0, margins=(0, 0, 8, 0)))
        self.setWidget(body)

    def show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Show these; lines stay the same ones while only what they say changes."""
        self._candidates = {one.unit.id: one for one in candidates}
        self._lines.arrange([*self._candidates])
        for name, one in self._candidates.items():
            self._lines.lines[name].refresh(one)

    def _line_of(self, name: str) -> CandidateLine:
        return CandidateLine(self._draft, self._candidates[name])


class CandidateLine(QFrame):
    """Whether a unit is assessed, and by whom."""

    def __init__(self, draft: RoundDraft, one: Candidate) -> None:
        super().__init__()
        self._draft, self._unit = draft, one.unit.id
        self._chosen = QCheckBox()
        self._chosen.setAccessibleName(f"考核 {one.unit.name}")
        self._name = ElidedLabel(one.unit.name)
        self._people = QComboBox()
        name_choice(self._people, f"{one.unit.name}的考核人")
        self._people.addItem("未指定")
        self._people.addItems([person.name for person in draft.people])
        self._people.setFixedWidth(px(120))
        line = row(self._chosen, self._name, self._people)
        line.setStretch(1, 1)
        self.setLayout(line)
        self._chosen.clicked.connect(self._on_chosen)
        self._people.activated.connect(self._on_assigned)

    def refresh(self, one: Candidate) -> None:
        """Show what is chosen; a unit that the scheme cannot take says why."""
        self._chosen.setChecked(one.chosen)
        self._chosen.setEnabled(not one.fault)
        self._people.setEnabled(one.chosen)
        self._name.set_whole(f"{one.unit.name}（{one.fault}）" if one.fault else one.unit.name)
        ids = [person.id for person in self._draft.people]
        evaluator = self._draft.evaluator(self._unit)
        self._people.setCurrentIndex(ids.index(evaluator) + 1 if evaluator in ids else 0)

    def _on_chosen(self, chosen: bool) -> None:  # noqa: FBT001  # as Qt's signal gives it
        self._draft.choose([self._unit], chosen=chosen)

    def _on_assigned(self, number: int) -> None:
        self._draft.assign(self._unit, self._draft.people[number - 1] if number else None)
