"""Every key that the page of keys names is pressed where it says; what one control does with it is proved elsewhere.

A line that is added to the page needs its proof here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QToolButton

from desktop.services.manual import shortcuts
from desktop.ui.dialogs.round_dialog import RoundDialog
from desktop.ui.dialogs.shortcut_dialog import ShortcutDialog
from desktop.ui.evidence.evidence_screen import EvidenceScreen
from desktop.ui.help.help_window import HelpWindow
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.results.chart_page import ChartPage
from desktop.ui.results.letter_dialog import LetterDialog
from desktop.ui.results.letters_page import LettersPage
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.result_steps import go_to_page, results_of
from tests.program import CHECKOUT
from tests.services.building import demonstration_in

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

Proof = Callable[[Evaluator], Iterator[str]]

# Keys of one control, proved where it is.
ELSEWHERE: Final = {
    ("逐项考核", "Enter"): "journeys/test_walking.py::test_thirteen_indicators_without_a_fault",
    ("逐项考核", "0 / 1"): "ui/test_controls.py::test_a_fact_by_keyboard",
    ("逐项考核", "1 2 3 …"): "ui/test_controls.py::test_a_fact_by_keyboard",
    ("逐项考核", "数字"): "journeys/test_walking.py::test_a_pause_records_what_was_typed",
    ("逐项考核", "Alt+A"): "journeys/test_proposals.py::test_",
    ("台账", "方向键"): "ui/test_state_grid.py::test_other_keys_move_about",
    ("台账", "空格"): "ui/test_state_grid.py::test_the_space_bar_takes_in_what_has_nothing_yet",
    ("台账", "Enter"): "ui/test_state_grid.py::test_enter_asks_when_it_came",
    ("台账", "Delete"): "ui/test_state_grid.py::test_delete_takes_back_what_was_entered",
    ("台账", "S"): "ui/test_ledger_screen.py::test_a_heading_and_a_key_sort_the_rows",
    ("台账", "C"): "ui/test_ledger_screen.py::test_columns_are_chosen_and_remembered",
    ("台账", "Ctrl+Enter"): "ui/test_row_dialog.py::test_",
    ("佐证", "↑ / ↓、Enter"): "ui/test_evidence_screen.py::test_steps_go_from_unit_to_unit",
    ("佐证", "Enter"): "journeys/test_evidence_place.py::test_what_lacks_is_found",
    ("佐证", "Delete"): "ui/test_evidence_screen.py::test_files_are_dropped_opened_and_taken",
    ("佐证", "Ctrl+Enter"): "journeys/test_evidence_place.py::test_what_lacks_is_found",
    ("结果", "Enter"): "ui/test_matrix_page.py::test_arrows_move_and_enter_goes_to_the_sheet",
    ("结果", "S"): "ui/test_matrix_page.py::test_a_key_orders_by_the_column",
    ("结果", "− / ＋"): "ui/test_matrix_page.py::test_sections_fold_by_key",
    ("结果", "Ctrl+C"): "ui/test_matrix_page.py::test_all_is_copied_with_heads",
    ("结果", "← / →"): "ui/test_check_page.py::test_enter_leads_to_the_criterion_and_arrows",
    ("会议", "PageDown / PageUp"): "ui/test_meeting_hall.py::test_a_meeting_is_called_and_led",
    ("会议", "↑ / ↓、Enter"): "ui/test_meeting_hall.py::test_a_change_shows_what_it_does",
    ("会议", "F11、Esc"): "ui/test_meeting_hall.py::test_esc_leaves_and_the_meeting_goes_on",
    ("通用", "Ctrl+Z / Ctrl+Y"): "journeys/test_walking.py::test_undo_and_redo_walk",
    ("通用", "Tab / Shift+Tab"): "access/test_sights.py::test_every_sight_by_keyboard",
    ("通用", "F9"): "journeys/test_first_task.py::test_five_steps_by_keyboard",
}


@pytest.fixture
def at(sit: Sit, tmp_path: Path) -> Iterator[Evaluator]:
    """Before the demonstration, on 总览."""
    made = sit(demonstration_in(tmp_path))
    wait_until(lambda: all(one.complete for one in made.office.overview.rounds))
    made.return_to_window()
    yield made
    wait_until(lambda: not made.office.jobs.running)


def asked(at: Evaluator, kind: type[QDialog], *keys: str) -> None:
    """The keys open this dialog; Esc puts it away."""
    met: list[type[QDialog]] = []

    def meet() -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, QDialog):
            QTimer.singleShot(5, at.shell, meet)
            return
        met.append(type(found))
        at.press("Esc")

    QTimer.singleShot(0, at.shell, meet)
    at.press(*keys)
    wait_until(lambda: bool(met) and QApplication.activeModalWidget() is None)
    assert met == [kind]
    at.return_to_window()


def go(at: Evaluator, place: Place) -> None:
    """By its number; Qt presses a button that was pressed by keys a moment later."""
    at.press(f"Alt+{[*Place].index(place) + 1}")
    wait_until(lambda: at.office._place is place)


def overview(at: Evaluator) -> Iterator[str]:
    asked(at, RoundDialog, "Ctrl+N")
    yield "Ctrl+N"


def scoring(at: Evaluator) -> Iterator[str]:
    office = at.office
    open_one = next(one for one in office.overview.rounds if len(one.members) > 3 and one.scored)
    office.enter(open_one.members[1].key)
    walk, screen = office.walk, at.scoring

    def part() -> str:
        assert walk.part is not None
        return walk.part.id

    first = part()
    at.press("Alt+Down")
    assert part() != first
    at.press("Alt+Up")
    assert part() == first
    yield "Alt+↑ / Alt+↓"
    key = office.assessment.key
    at.press("Ctrl+Right")
    assert office.assessment.key != key
    at.press("Ctrl+Left")
    assert office.assessment.key == key
    yield "Ctrl+← / Ctrl+→"
    at.press("F8")
    assert not screen.strip.evidence.isChecked()
    at.press("F8")
    assert screen.strip.evidence.isChecked()
    yield "F8"
    for in_table in (True, False):
        at.press("F6")
        assert office.room.in_table is in_table
    yield "F6"
    at.press("Ctrl+F")
    assert at.focus is screen.indicators.search
    yield "Ctrl+F"
    at.press("F4")
    assert any(card.isAncestorOf(at.focus) for card in screen.form.cards)
    yield "F4"
    before = len(office.assessment.sheet.pending)
    at.press("Ctrl+Enter")
    assert len(office.assessment.sheet.pending) < before
    yield "Ctrl+Enter"
    at.press("Ctrl+P")
    wait_until(lambda: office.print_room.desk.is_ready)
    at.press("Esc")
    assert screen.isVisible()
    yield "Ctrl+P"


def ledgers(at: Evaluator) -> Iterator[str]:
    go(at, Place.LEDGERS)
    screen = at.office.screen(Place.LEDGERS)
    assert isinstance(screen, LedgerScreen)
    screen.tabs.setFocus()
    before = screen.tabs.value
    at.press("Right")
    assert screen.tabs.value != before
    yield "1 … 6、← / →"
    at.press("3")
    asked(at, RowDialog, "Ctrl+N")
    yield "Ctrl+N"
    at.press("Ctrl+F")
    assert isinstance(at.focus, QLineEdit)
    yield "Ctrl+F"


def evidence(at: Evaluator) -> Iterator[str]:
    go(at, Place.EVIDENCE)
    screen = at.office.screen(Place.EVIDENCE)
    assert isinstance(screen, EvidenceScreen)
    book = screen.book
    key = book.key
    at.press("Ctrl+Right")
    assert book.key != key
    at.press("Ctrl+Left")
    assert book.key == key
    yield "Ctrl+← / Ctrl+→"
    page = screen.pages.currentWidget()
    at.press("Ctrl+PgDown")
    assert screen.pages.currentWidget() is not page
    at.press("Ctrl+PgUp")
    assert screen.pages.currentWidget() is page
    yield "Ctrl+PgUp / PgDn"
    for keys in ("Ctrl+F", "/"):
        at.press(keys)
        assert at.focus is screen.head.search
        at.press("Esc")
        assert at.focus is not screen.head.search
    shown = screen.viewer.isVisible()
    at.press("F8")
    assert screen.viewer.isVisible() is not shown
    yield "Ctrl+F、/"
    asked(at, QFileDialog, "Ctrl+N")
    at.press("Ctrl+P")
    wait_until(lambda: at.office.print_room.desk.is_ready)
    yield "Ctrl+N"


def results(at: Evaluator) -> Iterator[str]:
    go(at, Place.RESULTS)
    screen = results_of(at)
    shown = screen.page
    at.press("Ctrl+PgDown")
    assert screen.page is not shown
    at.press("Ctrl+PgUp")
    assert screen.page is shown
    yield "Ctrl+PgUp / PgDn"
    charts = go_to_page(at, ChartPage)
    at.press("Ctrl+D")
    assert charts.data.isChecked()
    yield "Ctrl+D"
    go_to_page(at, LettersPage)
    asked(at, LetterDialog, "Ctrl+N")
    yield "Ctrl+N"


def everywhere(at: Evaluator) -> Iterator[str]:
    for place in Place:
        go(at, place)
    yield "Alt+1 … Alt+7"
    asked(at, ShortcutDialog, "Shift+F1")
    yield "Shift+F1"
    yield "Esc"
    at.press("F1")
    found = cast("list[HelpWindow]", at.shell.findChildren(HelpWindow))
    assert [one.isVisible() for one in found] == [True]
    found[0].close()
    yield "F1"


PRESSED: Final[dict[str, Proof]] = {
    "总览": overview,
    "逐项考核": scoring,
    "台账": ledgers,
    "佐证": evidence,
    "结果": results,
    "通用": everywhere,
}


@pytest.mark.parametrize("name", PRESSED)
def test_a_key_does_what_the_page_of_keys_says(at: Evaluator, name: str) -> None:
    [place] = [one for one in shortcuts.PLACES if one.name == name]
    elsewhere = {keys for of, keys in ELSEWHERE if of == name}
    assert {*PRESSED[name](at)} == {keys for keys, _ in place.keys} - elsewhere


def test_every_other_key_is_proved_where_it_is() -> None:
    told = {(place.name, keys) for place in shortcuts.PLACES for keys, _ in place.keys}
    assert {*ELSEWHERE} <= told
    assert {place for place, _ in told - {*ELSEWHERE}} == {*PRESSED}
    for proof in ELSEWHERE.values():
        file, _, test = proof.partition("::")
        assert f"def {test}" in (CHECKOUT / "tests" / file).read_text(encoding="utf-8"), proof


def test_a_places_keys_work_from_the_rail_and_the_bar(at: Evaluator) -> None:
    go(at, Place.RESULTS)
    screen = results_of(at)
    for beside in (at.part(QToolButton, "结果"), at.office._tools.help):
        shown = screen.page
        beside.setFocus()
        at.press("Ctrl+PgDown")
        assert screen.page is not shown
        assert at.focus is screen.entry
