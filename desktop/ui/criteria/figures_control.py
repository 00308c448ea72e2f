"""Figures that earn or deduct by how large they are: tiers with their ladder, rates, targets, shortfalls."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.amounts import show
from desktop.domain.figures import Measure
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion
from desktop.domain.shapes.rate import Rate
from desktop.domain.shapes.relative import Relative
from desktop.domain.shapes.shortfall import Shortfall
from desktop.domain.shapes.target import Target
from desktop.domain.shapes.tiers import Tiers
from desktop.ui.criteria.control import Control, Fact
from desktop.ui.criteria.fields import NumberField
from desktop.ui.criteria.figure_fields import FigureFields
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.labels import label, restyle
from desktop.ui.theme.tokens import px


class FigureControl(Control):
    """One figure, or several by name; a rate's and a target's control, and the upper half of the ladder."""

    def __init__(self, criterion: Criterion, measures: Mapping[str, Measure]) -> None:
        super().__init__()
        self._figures = {
            name: FigureFields(measure, f"{criterion.label} {measure.name}".strip())
            for name, measure in measures.items()
        }
        self._several = "" not in measures
        box = column(*self._figures.values(), gap=6)
        for one in self._figures.values():
            one.edited.connect(self._on_edited)
        self.setLayout(box)

    def _on_edited(self) -> None:
        fault = next((one.fault for one in self._figures.values() if one.fault), "")
        if all(one.blank for one in self._figures.values()):
            self.drafted.emit(None)
        elif fault:
            self.unclear.emit(fault)
        elif self._several:
            self.drafted.emit({"figures": {name: one.fact for name, one in self._figures.items()}})
        else:
            self.drafted.emit(self._figures[""].fact)

    def show_fact(self, fact: Fact | None) -> None:
        """Show each figure."""
        by_name: object = {"": fact}
        if self._several:
            by_name = {} if fact is None else fact.get("figures")
        for name, one in self._figures.items():
            own = by_name.get(name) if isinstance(by_name, Mapping) else None
            one.show_fact(own)

    def entry(self) -> QWidget:
        """The first field."""
        return self.entries()[0]

    def entries(self) -> tuple[QWidget, ...]:
        """Every field."""
        return tuple(field for one in self._figures.values() for field in one.fields)


class TiersControl(FigureControl):
    """The figures, and the ladder of tiers with the step that is reached."""

    def __init__(self, criterion: Criterion, rule: Tiers) -> None:
        super().__init__(criterion, rule.measures)
        self._rule = rule
        self._steps: list[tuple[QLabel, QLabel]] = []
        grid = QGridLayout()
        grid.setContentsMargins(px(12), px(8), px(12), px(8))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for place, (words, points) in enumerate(rule.ladder):
            step = (label(words, "soft"), label(f"{show(points)} 分", "soft"))
            for at, one in enumerate(step):
                grid.addWidget(one, place, at + 1)
            mark = label("", "soft")
            mark.setFixedWidth(px(18))
            grid.addWidget(mark, place, 0)
            self._steps.append((mark, step[0]))
        box = self.layout()
        assert isinstance(box, QVBoxLayout)  # noqa: S101  # made so above
        box.addWidget(framed("sunken", grid))

    def show_fact(self, fact: Fact | None) -> None:
        """Show the figures and mark the step."""
        super().show_fact(fact)
        reached = None if fact is None else self._reached(fact)
        for place, (mark, words) in enumerate(self._steps):
            here = place == reached
            mark.setText("▶" if here else "")
            restyle(mark, "tone", "primary" if here else "")
            restyle(words, "role", "strong" if here else "soft")
            words.setAccessibleDescription("当前所在档" if here else "")

    def _reached(self, fact: Fact) -> int | None:
        own = {key: value for key, value in fact.items() if key in self._rule.fact_keys}
        try:
            return self._rule.step_of(self._rule.read(own))
        except Refused:
            return None


def figure_control(criterion: Criterion, rule: Rate | Target | Relative) -> FigureControl:
    """A rate, a target or what is compared with others is one figure."""
    return FigureControl(criterion, {"": Measure(rule.measure, unit=rule.unit)})


class ShortfallControl(Control):
    """How many there are, beside how many there should be."""

    beside = True

    def __init__(self, criterion: Criterion, rule: Shortfall) -> None:
        super().__init__()
        self._actual = NumberField(f"{criterion.label}：实有")
        self._actual.edited.connect(self._on_edited)
        required = label(f"/ 应有 {rule.required} {rule.unit}", "soft")
        self.setLayout(row(label("实有", "soft"), self._actual, required))

    def _on_edited(self) -> None:
        if self._actual.blank:
            self.drafted.emit(None)
        elif self._actual.wrong:
            self.unclear.emit(self._actual.wanted)
        else:
            self.drafted.emit({"actual": self._actual.value})

    def show_fact(self, fact: Fact | None) -> None:
        """Show the number."""
        self._actual.show_value(None if fact is None else fact.get("actual"))

    def entry(self) -> QWidget:
        """The one field."""
        return self._actual
