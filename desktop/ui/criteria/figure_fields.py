"""Figure fields: a count, an amount, a percentage, or done and total, as a measure asks for them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.figures import Measure
from desktop.ui.criteria.control import Fact
from desktop.ui.criteria.fields import AmountField, NumberField, PercentField
from desktop.ui.parts.boxes import row
from desktop.ui.parts.labels import label


class FigureFields(QWidget):
    """The fields of one measure; the fact is None while any of them is blank."""

    edited = Signal()

    def __init__(self, measure: Measure, name: str) -> None:
        super().__init__()
        self._fields = _fields(measure, name)
        unit = {"percent": "%", "ratio": ""}.get(measure.measure, measure.unit)
        box = row(label(measure.name, "soft")) if measure.name else row()
        for position, (key, field) in enumerate(self._fields.items()):
            if measure.measure == "ratio":
                box.addWidget(label("完成" if key == "done" else "／　总数", "soft"))
            box.addWidget(field)
            field.edited.connect(self.edited)
            if unit and position == len(self._fields) - 1:
                box.addWidget(label(unit, "soft"))
        box.addStretch(1)
        self.setLayout(box)

    @property
    def fields(self) -> tuple[NumberField, ...]:
        """In the order of typing."""
        return tuple(self._fields.values())

    @property
    def blank(self) -> bool:
        """Whether nothing at all is typed."""
        return all(field.blank for field in self.fields)

    @property
    def fault(self) -> str:
        """Why there is no fact yet."""
        wrong = next((field for field in self.fields if field.wrong), None)
        if wrong is not None:
            return wrong.wanted
        if any(field.blank for field in self.fields):
            return "两个数都填了才能计算"
        return ""

    @property
    def fact(self) -> Fact:
        """The figure's own keys."""
        return {key: field.value for key, field in self._fields.items()}

    def show_fact(self, fact: Fact | None) -> None:
        """Show a recorded figure, or that there is none."""
        for key, field in self._fields.items():
            field.show_value(None if fact is None else fact.get(key))


def _fields(measure: Measure, name: str) -> dict[str, NumberField]:
    match measure.measure:
        case "count":
            return {"count": NumberField(f"{name}：次数")}
        case "amount":
            return {"amount": AmountField(f"{name}：数额")}
        case "percent":
            return {"percent": PercentField(f"{name}：百分比")}
    return {"done": NumberField(f"{name}：完成数"), "total": NumberField(f"{name}：总数")}
