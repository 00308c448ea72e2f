"""Everything that can be pressed or typed into has a name, a place in the tab order, and room for its words."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QSizePolicy, QWidget

from desktop.domain.ledgers.kinds import LEDGERS
from desktop.ui.dialogs.day_dialog import DayDialog
from desktop.ui.dialogs.grounds_dialog import GroundsDialog
from desktop.ui.dialogs.rename_dialog import RenameDialog
from desktop.ui.dialogs.report_dialog import ReportDialog
from desktop.ui.dialogs.round_dialog import RoundDialog
from desktop.ui.dialogs.shortcut_dialog import ShortcutDialog
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.results.result_pages import RESULT_PAGES
from desktop.ui.results.results_screen import ResultsScreen
from desktop.viewmodels.document_beside import DocumentBeside
from desktop.viewmodels.office_calendar import OfficeCalendar
from desktop.viewmodels.place import Place
from desktop.viewmodels.report_draft import ReportDraft
from desktop.viewmodels.round_draft import RoundDraft
from desktop.viewmodels.row_draft import RowDraft
from desktop.viewmodels.row_files import RowFiles
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import demonstration_in

Widget = TypeVar("Widget", bound=QWidget)
INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Tree,
    QAccessible.Role.Table,
    QAccessible.Role.List,
}
TODAY = date(2026, 11, 22)
OPENED: dict[str, Callable[[Evaluator], QDialog]] = {
    "round": lambda at: RoundDialog(
        at.shell,
        RoundDraft(at.office.workplace),
        DocumentBeside(at.office.workplace, at.office.jobs),
    ),
    "rename": lambda at: RenameDialog(at.shell, "名称", "2026年"),
    "grounds": lambda at: GroundsDialog(at.shell, "撤销定稿", "要写明理由", "撤销定稿"),
    "keys": lambda at: ShortcutDialog(at.shell),
    "report": lambda at: ReportDialog(at.shell, ReportDraft(None, TODAY), ("县区",), bool),
    "day": lambda at: DayDialog(at.shell, OfficeCalendar(at.office.workplace, TODAY), TODAY),
    "row": lambda at: RowDialog(
        at.shell,
        RowDraft(LEDGERS["members"], None),
        (),
        bool,
        RowFiles(at.office.workplace, at.office.jobs),
    ),
}


def inside(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield one
    for number in range(one.childCount()):
        child: QAccessibleInterface | None = one.child(number)
        if child is not None and child.isValid():
            yield from inside(child)


def unnamed(window: QWidget) -> list[str]:
    found = inside(QAccessible.queryAccessibleInterface(window))
    return [
        f"{one.role()} {one.object()}"
        for one in found
        if one.role() in INTERACTIVE
        and not one.state().invisible  # type: ignore[attr-defined]  # missing from the stubs
        and not one.text(QAccessible.Text.Name).strip()
        and (one.object() is None or one.object().objectName() != "qt_spinbox_lineedit")
    ]


def parts_of(window: QWidget, kind: type[Widget]) -> list[Widget]:
    return cast("list[Widget]", window.findChildren(kind))


def focusable(window: QWidget) -> set[QWidget]:
    return {
        one
        for one in parts_of(window, QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.window() is window
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not isinstance(one, QLabel)
    }


def walked(window: QWidget) -> set[QWidget]:
    seen: set[QWidget] = set()
    for _ in range(400):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return seen


def one_of_a_group(widget: QWidget) -> bool:
    """Of buttons that exclude one another the arrows reach the others."""
    return isinstance(widget, QAbstractButton) and (
        widget.group() is not None or widget.autoExclusive()
    )


def unreachable(window: QWidget) -> list[str]:
    return missed_of(window, walked(window))


def missed_of(window: QWidget, reached: set[QWidget]) -> list[str]:
    missed = focusable(window) - reached
    return [f"{one} {one.accessibleName()}" for one in missed if not one_of_a_group(one)]


def cut_off(window: QWidget) -> list[str]:
    labels = [
        one.text()
        for one in parts_of(window, QLabel)
        if one.isVisible()
        and one.text()
        and not one.wordWrap()
        and one.sizePolicy().horizontalPolicy() != QSizePolicy.Policy.Ignored
        and one.fontMetrics().horizontalAdvance(one.text()) > one.contentsRect().width() + 1
        and one.textFormat() != Qt.TextFormat.RichText
    ]
    buttons = [
        one.text()
        for one in parts_of(window, QAbstractButton)
        if one.isVisible()
        and one.text()
        and one.width() < one.minimumSizeHint().width()
        and not one.inherits("QLineEditIconButton")  # an icon, whatever it is named
    ]
    return labels + buttons


@pytest.mark.parametrize("place", list(Place), ids=lambda place: place.name)
def test_every_place(sit: Sit, tmp_path: Path, place: Place) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    evaluator.office.go(place)
    wait_until(
        lambda: not cut_off(evaluator.shell)
    )  # what comes a moment later finds its room, too
    assert unnamed(evaluator.shell) == []
    assert unreachable(evaluator.shell) == []
    assert cut_off(evaluator.shell) == []


def test_every_page_of_the_results(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    screen = evaluator.office.screen(Place.RESULTS)
    assert isinstance(screen, ResultsScreen)
    evaluator.office.go(Place.RESULTS)
    faults = {}
    for name in RESULT_PAGES:
        screen.show_page(name)
        wait_until(lambda: not (evaluator.office.jobs.running or cut_off(evaluator.shell)))
        reached = walked(evaluator.shell)
        assert f"结果：{name}" in {one.accessibleName() for one in reached}
        missed = missed_of(evaluator.shell, reached)
        faults[name] = [*unnamed(evaluator.shell), *missed, *cut_off(evaluator.shell)]
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_welcome(sit: Sit) -> None:
    evaluator = sit(None)
    QTest.qWait(50)
    assert unnamed(evaluator.shell) == []
    assert unreachable(evaluator.shell) == []
    assert cut_off(evaluator.shell) == []


@pytest.mark.parametrize("name", OPENED)
def test_every_dialog(sit: Sit, tmp_path: Path, name: str) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    dialog = OPENED[name](evaluator)
    dialog.open()
    dialog.activateWindow()
    QTest.qWait(50)
    assert unnamed(dialog) == []
    assert unreachable(dialog) == []
    assert cut_off(dialog) == []
    dialog.reject()


def test_every_indicator_of_every_scheme(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    for one in evaluator.office.overview.rounds:
        if one.scored:
            evaluator.office.enter(one.members[-1].key)
            for part in evaluator.office.assessment.parts:
                evaluator.office.walk.go_to(part.id)
                QTest.qWait(1)
                assert unnamed(evaluator.shell) == []
                assert cut_off(evaluator.scoring.form) == []
