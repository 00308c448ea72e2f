"""符合, 不符合, or points that the evaluator judged, with grounds that are never blank."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.domain.amounts import show
from desktop.domain.scheme import Criterion
from desktop.domain.shapes.award import Award
from desktop.ui.criteria.control import Control, Fact
from desktop.ui.criteria.fields import AmountField
from desktop.ui.parts.boxes import holder, row
from desktop.ui.parts.labels import label
from desktop.ui.parts.lines import line
from desktop.ui.parts.phrase_fields import GROUNDS, take_phrases
from desktop.ui.parts.segments import Segment, Segments

_CASES: Final = (Segment("符合", "green"), Segment("不符合", "red"), Segment("酌情给分", "amber"))
_MET, _UNMET, _JUDGED = range(3)


class AwardControl(Control):
    """Three cases; the third asks for points and grounds."""

    beside = True

    def __init__(self, criterion: Criterion, rule: Award) -> None:
        super().__init__()
        self._cases = Segments(_CASES, criterion.label)
        self._points = AmountField(f"{criterion.label}：酌情给分")
        self._grounds = line(f"{criterion.label}：酌情给分的理由", "理由（必填）")
        take_phrases(self._grounds, criterion.id, GROUNDS)
        most = label(f"分，0 至 {show(rule.points)}", "soft")
        self._judged = holder(row(label("给", "soft"), self._points, most, self._grounds))
        self._judged.hide()
        self.setLayout(row(self._cases))
        self._cases.chosen.connect(self._on_chosen)
        self._points.edited.connect(self._on_edited)
        self._grounds.textEdited.connect(self._on_edited)

    @property
    def below(self) -> QWidget:
        """Points and grounds, where they are judged."""
        return self._judged

    def _on_chosen(self, case: int) -> None:
        self._judged.setVisible(case == _JUDGED)
        if case == _JUDGED:
            self._points.setFocus()
            self._on_edited()
        else:
            self.chosen.emit({"met": case == _MET})

    def _on_edited(self) -> None:
        if self._points.blank:
            self.unclear.emit("请填酌情给几分")
        elif self._points.wrong:
            self.unclear.emit(self._points.wanted)
        elif not self._grounds.text().strip():
            self.unclear.emit("酌情给分要写明理由")
        else:
            self.drafted.emit(
                {"points": self._points.value, "reason": self._grounds.text().strip()}
            )

    def show_fact(self, fact: Fact | None) -> None:
        """Points and grounds stand below where they were judged."""
        if fact is not None and "points" in fact:
            self._cases.show_value(_JUDGED)
            self._points.show_value(fact["points"])
            if self._grounds.text().strip() != fact.get("reason", ""):
                self._grounds.setText(str(fact.get("reason", "")))
        else:
            self._points.clear()
            self._grounds.clear()
            met = None if fact is None else fact.get("met")
            self._cases.show_value(None if met is None else _MET if met else _UNMET)
        self._judged.setVisible(fact is not None and "points" in fact)

    def entry(self) -> QWidget:
        """The chosen case, or the first."""
        return self._cases

    def entries(self) -> tuple[QWidget, ...]:
        """Points and grounds, where they are judged."""
        return (self._points, self._grounds)
