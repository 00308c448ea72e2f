"""Ways through 结果 by keyboard, which several journeys go."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QTableWidget
from shiboken6 import isValid

from desktop.ui.results.result_page import ResultPage
from desktop.ui.results.result_pages import RESULT_PAGES
from desktop.ui.results.results_screen import ResultsScreen
from desktop.viewmodels.place import Place
from tests.documents.setting.reading import pages_of, words
from tests.journeys.evaluator import Evaluator, take_keys, wait_until
from tests.ui.dropping import answering

Page = TypeVar("Page", bound=ResultPage)


def results_of(evaluator: Evaluator) -> ResultsScreen:
    """The screen, made when it is first wanted."""
    found = evaluator.office.screen(Place.RESULTS)
    assert isinstance(found, ResultsScreen)
    return found


def go_to_page(evaluator: Evaluator, kind: type[Page]) -> Page:
    """Alt+5, and Ctrl+PageDown until it is in sight."""
    evaluator.return_to_window()
    screen = results_of(evaluator)
    if not screen.isVisible():
        evaluator.press("Alt+5")
    wait_until(screen.isVisible)
    for _ in RESULT_PAGES:
        if isinstance(screen.page, kind):
            assert screen.page.isVisible()
            return screen.page
        evaluator.press("Ctrl+PgDown")
        assert evaluator.focus is screen.entry
    raise AssertionError(kind.__name__)


def choose(evaluator: Evaluator, beginning: str) -> None:
    """In the list that has the focus, with the arrow keys."""
    box = evaluator.focus
    assert isinstance(box, QComboBox)
    evaluator.press("Home")
    for _ in range(box.count()):
        if box.currentText().startswith(beginning):
            return
        evaluator.press("Down")
    raise AssertionError(f"{beginning} is not in {box.accessibleName()}")


def open_round(evaluator: Evaluator, name: str) -> None:
    """Another round in 结果."""
    evaluator.tab_to("批次")
    choose(evaluator, name)
    book = results_of(evaluator).book
    wait_until(lambda: book.round is not None and book.round.name == name)


def answered(evaluator: Evaluator, name: str, answer: Callable[[QDialog], object]) -> None:
    """Press a button that opens a dialog, and answer that with keys; then the window has them again."""

    def react(dialog: QDialog) -> None:
        take_keys(dialog)
        answer(dialog)
        assert not isValid(dialog) or not dialog.isVisible(), "it is still open"

    answering(react)
    evaluator.tab_to(name)
    evaluator.press("Space")
    evaluator.return_to_window()


def opened() -> QDialog:
    """The dialog that opened by itself, once it takes keys."""
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    take_keys(dialog)
    return dialog


def idle(evaluator: Evaluator) -> None:
    """Until nothing runs beside the window."""
    QApplication.processEvents()
    wait_until(lambda: not evaluator.office.jobs.running)
    QApplication.processEvents()


def cells(table: QTableWidget, row: int) -> list[str]:
    """What stands in a row."""
    items = (table.item(row, at) for at in range(table.columnCount()))
    return [one.text() if one is not None else "" for one in items]


def text_of(content: bytes) -> str:
    """All that a PDF says, without its spaces."""
    return "".join(words(page) for page in pages_of(content))


def paper_of(evaluator: Evaluator) -> str:
    """What the paper says that stands on the screen."""
    room = evaluator.office.print_room
    wait_until(room.screen.isVisible)
    wait_until(lambda: room.desk.is_ready and not evaluator.office.jobs.running)
    return text_of(room.desk.view.content)
