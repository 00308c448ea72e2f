"""Options that exclude one another, each on a line with its points."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QToolButton, QWidget

from desktop.domain.amounts import show
from desktop.domain.scheme import Criterion
from desktop.domain.shapes.choice import Choice
from desktop.ui.criteria.control import Control, Fact
from desktop.ui.parts.labels import label, signed
from desktop.ui.theme.tokens import px


class ChoiceControl(Control):
    """Arrows and digits choose, and so does a click on the words."""

    def __init__(self, criterion: Criterion, rule: Choice) -> None:
        super().__init__()
        self._names = tuple(rule.options)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for number, option in enumerate(rule.options.values()):
            choose = partial(self._choose, number)
            key = _OptionKey(number, f"{criterion.label}：{option.name}")
            key.moved.connect(self._choose)
            self._group.addButton(key, number)
            words = _OptionWords(option.name)
            words.pressed.connect(choose)
            grid.addWidget(key, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, number, 1)
            sign = "+" if option.points > 0 and not rule.earns else ""
            points = signed(f"{sign}{show(option.points)} 分")
            grid.addWidget(label(points, "soft"), number, 2)
        self._group.idClicked.connect(
            lambda number: self.chosen.emit({"choice": self._names[number]})
        )

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._names):
            key = self._group.button(number)
            key.setFocus()
            key.click()

    def show_fact(self, fact: Fact | None) -> None:
        """None is chosen while it is open."""
        held = any(one.hasFocus() for one in self._group.buttons())
        self._group.setExclusive(False)
        for number, name in enumerate(self._names):
            self._group.button(number).setChecked(fact is not None and fact.get("choice") == name)
        self._group.setExclusive(True)
        if held and (chosen := self._group.checkedButton()) is not None:
            chosen.setFocus()  # the space bar would choose another option

    def entry(self) -> QWidget:
        """The chosen option's key, or the first."""
        return self._group.button(max(0, self._group.checkedId()))


class _OptionKey(QToolButton):
    """The number of an option, which is also the key that chooses it."""

    moved = Signal(int)

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number = number
        self.setText(str(number + 1))
        self.setCheckable(True)
        self.setProperty("look", "segment")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go up and down, digits choose."""
        if event.key() == Qt.Key.Key_Up:
            self.moved.emit(self._number - 1)
        elif event.key() == Qt.Key.Key_Down:
            self.moved.emit(self._number + 1)
        elif event.text().isdecimal() and event.text() != "0":
            self.moved.emit(int(event.text()) - 1)
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class _OptionWords(QLabel):
    """The words of an option."""

    pressed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
