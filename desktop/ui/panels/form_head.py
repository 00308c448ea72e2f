"""The head of the form: the indicator's place, name and score, and what the document requires."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.amounts import show
from desktop.domain.sheet_parts import SheetPart
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import tool
from desktop.ui.parts.labels import ElidedLabel, label, paragraph, pill
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.part_rows import NOTHING_YET, PartRow, State, part_row
from desktop.viewmodels.walk import Walk

_PILLS = {
    State.OPEN: "plain",
    State.PARTLY: "primary",
    State.SETTLED: "green",
    State.LOST: "red",
    State.JUDGED: "primary",
    State.ASIDE: "plain",
}


class FormHead(QFrame):
    """Two lines: where one is, and what it is worth."""

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.setObjectName("head")
        self._walk = walk
        self._section = ElidedLabel("", "soft")
        self._tells_section = True
        self._place = label("", "soft")
        self._name = paragraph("", "heading")
        self._rule = ElidedLabel("", "small")
        self._score = label("", "title")
        self._of = label("", "soft")
        self._state = pill("")
        back = tool("chevron-up", "上一项", "上一项（Alt+↑）")
        on = tool("chevron-down", "下一项", "下一项（Alt+↓，或 Enter）")
        back.clicked.connect(lambda: walk.step(-1))
        on.clicked.connect(lambda: walk.step(1))
        words = column(self._section, self._name, self._rule, gap=1)
        score = row(None, self._state, self._score, self._of, gap=8)
        walk_row = row(None, self._place, back, on, gap=2)
        whole = row(words, column(score, walk_row, None, gap=2), gap=12, margins=(16, 8, 10, 8))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_section(self, *, shown: bool) -> None:
        """Whether the group that the indicator belongs to stands above its name."""
        self._tells_section = shown
        self._show_section()

    def _show_section(self) -> None:
        self._section.setVisible(self._tells_section and bool(self._section.accessibleName()))

    def show_score(self, part: SheetPart, assessment: OpenAssessment) -> None:
        """What the part has come to."""
        sections = {one.id: one for one in assessment.sight.scheme.sections}
        section = sections.get(part.section or "")
        self._section.set_whole(f"{section.no} {section.name}".strip() if section else "")
        self._show_section()
        self._rule.set_whole(_rule_words(part))
        self._place.setText(f"第 {self._walk.place + 1} / {len(assessment.parts)} 项")
        self._name.setText(part.full_name)
        shown: PartRow = part_row(part, assessment.sight, assessment.sheet)
        self._score.setText(shown.score)
        self._score.setAccessibleName("本项得分")
        unscored = shown.score == NOTHING_YET
        self._of.setText(f"/ {shown.points} 分" if not unscored else f"满分 {shown.points} 分")
        self._state.setText(shown.state.value)
        if self._state.property("pill") != _PILLS[shown.state]:
            self._state.setProperty("pill", _PILLS[shown.state])
            self._state.style().unpolish(self._state)
            self._state.style().polish(self._state)


def requirement_box(part: SheetPart) -> QWidget | None:
    """What the document asks for, and how it is read; None where it says no more than the criteria."""
    indicator = part.indicator
    if indicator is None or not (indicator.requirement or indicator.notes):
        return None
    box = column(gap=4, margins=(14, 10, 14, 10))
    if indicator.requirement:
        box.addWidget(paragraph(indicator.requirement))
    for note in indicator.notes:
        box.addWidget(paragraph(f"注：{note}", "small"))
    return framed("sunken", box)


def _rule_words(part: SheetPart) -> str:
    most = "" if part.points is None else f"，最多 {show(part.points)} 分"
    if part.extra is not None:
        return f"{'加在总分上' if part.earns else '从总分里扣'}{most}"
    return (
        f"{'得分项：从 0 分起，符合的得分' if part.earns else '扣分项：从满分起，扣完为止'}{most}"
    )
