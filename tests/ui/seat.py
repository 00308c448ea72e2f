"""A seat before the scoring screen: real keys to whatever has the focus, and what was recorded by them."""

from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.domain.records import AssessmentKey
from desktop.store.workspace import Workspace
from desktop.ui.panels.criterion_card import CriterionCard
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace
from tests.viewmodels.building import HERE, count_of, facts_of

Widget = TypeVar("Widget", bound=QWidget)


def key_to(widget: QWidget, key: str) -> None:
    """Press a key, or keys together."""
    combination = QKeySequence.fromString(key)[0]  # type: ignore[index]  # missing from PySide's stubs
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


def _compose(widget: QWidget, character: str) -> None:
    """A field takes it from the input method; elsewhere there is none, and it is a key."""
    if isinstance(widget, QLineEdit):
        composed = QInputMethodEvent("", [])
        composed.setCommitString(character)
        QApplication.sendEvent(widget, composed)
        return
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        modifiers = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, modifiers, character))


def visible(parent: QWidget, kind: type[Widget]) -> list[Widget]:
    """Everything of this kind that can be seen."""
    found = cast("list[Widget]", parent.findChildren(kind))
    return [one for one in found if one.isVisible()]


def part_of(parent: QWidget, kind: type[Widget], name: str) -> Widget:
    """The widget of this kind and accessible name that can be seen."""
    found = {one.accessibleName(): one for one in reversed(visible(parent, kind))}
    assert name in found, f"{name} is not among {[*found]}"
    return found[name]


@dataclass
class Seat:
    """One unit's sheet on the screen."""

    workspace: Workspace
    workplace: Workplace
    assessment: OpenAssessment
    walk: Walk
    screen: ScoringScreen
    refusals: list[str] = field(default_factory=list)
    here: AssessmentKey = HERE
    next: AssessmentKey = HERE
    last: AssessmentKey = HERE

    def go(self, part: str) -> None:
        """To a part of the sheet, as Alt+Down does."""
        self.walk.go_to(part)
        self.screen.form.focus_open()
        QApplication.processEvents()

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused

    def press(self, *keys: str) -> None:
        """Press these keys, one after the other."""
        for key in keys:
            key_to(self.focus, key)

    def write(self, text: str) -> None:
        """Type; what is no ASCII comes from the input method."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(self.focus, character)
            else:
                _compose(self.focus, character)
        QApplication.processEvents()

    def do(self, *steps: str) -> None:
        """Keys as they are named, `'words` that are typed, `>name` that the tab key reaches."""
        for step in steps:
            if step.startswith("'"):
                self.write(step[1:])
            elif step.startswith(">"):
                self.tab_to(step[1:])
            else:
                self.press(step)

    def tab_to(self, ending: str) -> None:
        """Walk with the tab key until something whose name ends so has the focus."""
        passed = []
        for _ in range(40):
            if self.focus.accessibleName().endswith(ending):
                return
            passed.append(self.focus.accessibleName())
            self.press("Tab")
        raise AssertionError(f"the tab key never reaches {ending}, only {passed}")

    @property
    def card(self) -> CriterionCard:
        """The first criterion of the part."""
        return self.screen.form.cards[0]

    def told(self, card: CriterionCard | None = None) -> tuple[str, str]:
        """The sentence and the amount under a control."""
        one = card or self.card
        return one.told.sentence.text(), one.told.amount.text()

    def seen(self, kind: type[Widget], name: str) -> Widget:
        """What can be seen under this name."""
        return part_of(self.screen, kind, name)

    def says(self, words: str) -> bool:
        """Whether these words stand anywhere on the screen."""
        return any(words in one.text() for one in visible(self.screen, QLabel))

    def fact(self, criterion: str, key: AssessmentKey | None = None) -> Any:  # noqa: ANN401  # plain data
        """What the workspace holds."""
        return facts_of(self.workspace, key or self.here).get(criterion)

    @property
    def events(self) -> int:
        """How many events the trail has."""
        return count_of(self.workspace)
