"""What an item says beyond its note: absent and expected, or its class and the points judged for it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.domain.amounts import ZERO, show
from desktop.domain.shapes.graded import Graded
from desktop.ui.criteria.fields import AmountField, NumberField
from desktop.ui.parts.boxes import row
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label


class ItemFigures(QWidget):
    """The fields of one item that only its shape has."""

    edited = Signal()
    judged = False  # whether its points need grounds

    @property
    def fault(self) -> str:
        """Why they make no fact yet."""
        return self.wrong or self.wanting

    @property
    def wrong(self) -> str:
        """What is wrong with what is typed; blank while it is only unfinished."""
        return next((one.wanted for one in self.numbers if one.wrong), "")

    @property
    def wanting(self) -> str:
        """What is still to be told; blank where nothing is."""
        return ""

    @property
    def numbers(self) -> tuple[NumberField, ...]:
        """The fields for numbers, of a shape that has some."""
        return ()

    @property
    def plain(self) -> Mapping[str, object]:
        """As a fact holds them."""
        raise NotImplementedError

    def show_item(self, item: Mapping[str, object]) -> None:
        """Show a recorded item's."""
        raise NotImplementedError

    def entry(self) -> QWidget:
        """Where typing begins."""
        raise NotImplementedError


class AttendanceFigures(ItemFigures):
    """How many were absent, of how many expected."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._absent = NumberField(f"{name}：缺席人数", 64)
        self._expected = NumberField(f"{name}：应到人数", 64)
        self.setLayout(
            row(label("缺席", "soft"), self._absent, label("应到", "soft"), self._expected, gap=6)
        )
        for field in (self._absent, self._expected):
            field.edited.connect(self.edited)

    @property
    def numbers(self) -> tuple[NumberField, ...]:
        """Those absent, and those expected."""
        return self._absent, self._expected

    @property
    def wanting(self) -> str:
        """Both are needed."""
        for field, words in ((self._absent, "请填缺席人数"), (self._expected, "请填应到人数")):
            if field.value is None:
                return words
        return "应到人数至少是 1" if self._expected.value == 0 else ""

    @property
    def plain(self) -> Mapping[str, object]:
        """As a fact holds them."""
        return {"absent": self._absent.value, "expected": self._expected.value}

    def show_item(self, item: Mapping[str, object]) -> None:
        """Show a recorded item's."""
        self._absent.show_value(item.get("absent"))
        self._expected.show_value(item.get("expected"))

    def entry(self) -> QWidget:
        """The number of those absent."""
        return self._absent


class ClassFigures(ItemFigures):
    """Its class, and its points where the class leaves them to be judged."""

    def __init__(self, name: str, rule: Graded) -> None:
        super().__init__()
        self._rule = rule
        self._class = QComboBox()
        name_choice(self._class, f"{name}：类别")
        for key, one in rule.classes.items():
            self._class.addItem(one.name, key)
        self._points = AmountField(f"{name}：酌情分数", 64)
        self._range = label("", "soft")
        self.setLayout(row(self._class, self._points, self._range, gap=6))
        self._class.currentIndexChanged.connect(self._on_class)
        self._points.edited.connect(self.edited)
        self._show_range()

    def _on_class(self) -> None:
        self._show_range()
        self.edited.emit()

    def _show_range(self) -> None:
        one = self._rule.classes[self._class.currentData()]
        self.judged = one.judged
        self._points.setVisible(one.judged)
        self._range.setVisible(one.judged)
        self._range.setText(f"分，{show(one.least or ZERO)} 至 {show(one.most or ZERO)}")

    @property
    def numbers(self) -> tuple[NumberField, ...]:
        """The points, where they are judged."""
        return (self._points,) if self.judged else ()

    @property
    def wanting(self) -> str:
        """Points that are judged have to be told."""
        return "请填酌情分数" if self.judged and self._points.value is None else ""

    @property
    def plain(self) -> Mapping[str, object]:
        """As a fact holds them."""
        told: dict[str, object] = {"class": self._class.currentData()}
        return told | {"points": self._points.value} if self.judged else told

    def show_item(self, item: Mapping[str, object]) -> None:
        """Show a recorded item's."""
        self._class.blockSignals(True)
        self._class.setCurrentIndex(max(0, self._class.findData(item.get("class"))))
        self._class.blockSignals(False)
        self._points.show_value(item.get("points"))
        self._show_range()

    def entry(self) -> QWidget:
        """The class."""
        return self._class
