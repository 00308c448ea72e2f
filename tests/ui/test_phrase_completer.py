"""Phrases offered under a field of the real form: typed, walked, taken, let be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from desktop.services.phrases import Wording
from desktop.services.recording import record_finding
from desktop.ui.parts.phrase_completer import PhraseCompleter, offer_phrases
from desktop.ui.parts.phrase_popup import PhrasePopup
from desktop.viewmodels.phrases import Phrases
from tests.services.building import ME
from tests.ui.own_seat import own_seat
from tests.ui.seat import Seat

NOTES: Final = ("没有按时公示", "没有公示结果", "材料缺页")
ROW: Final = "说明：序号20①迟报"


class Noted:
    """The note of a criterion that has one fault; two other units' sheets say something."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        for key, note in ((seat.next, NOTES[0]), (seat.last, NOTES[0]), (seat.last, NOTES[2])):
            fact = {"count": 1, "note": note}
            record_finding(seat.workspace, ME, key, "two-late", fact)
        fact = {"items": [{"note": NOTES[0]}, {"note": NOTES[1]}]}
        record_finding(seat.workspace, ME, seat.next, "each-it", fact)
        done = record_finding(seat.workspace, ME, seat.here, "two-late", {"count": 1})
        seat.workplace.dispatcher.tell(done.outcome)
        seat.go("two")
        self.field = seat.seen(QLineEdit, ROW)
        self.phrases = Phrases(seat.workplace)
        self.completer: PhraseCompleter = offer_phrases(
            self.field, self.phrases, "two-late", Wording.NOTE
        )
        self.field.setFocus()
        QApplication.processEvents()

    @property
    def popup(self) -> PhrasePopup | None:
        return self.completer.popup

    @property
    def offered(self) -> list[str]:
        return [] if self.popup is None else [one.text for one in self.popup._list.phrases]

    @property
    def view(self) -> QListView:
        assert self.popup is not None
        return self.popup._view

    def note(self) -> str | None:
        fact = self.seat.fact("two-late")
        found: str | None = fact.get("note") if fact else None
        return found


@pytest.fixture
def seat(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    with own_seat(tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def noted(seat: Seat) -> Noted:
    return Noted(seat)


def test_what_is_typed_is_found_anywhere_in_a_phrase(noted: Noted) -> None:
    noted.seat.write("公示")
    assert noted.offered == [NOTES[0], NOTES[1]]
    noted.seat.write("结果")
    assert noted.offered == [NOTES[1]]
    noted.seat.write("？")
    assert noted.offered == []


def test_down_and_enter_take_a_phrase_which_is_recorded(noted: Noted, qtbot: QtBot) -> None:
    noted.seat.do("'公示", "Down", "Down", "Up", "Return")
    assert (noted.field.text(), noted.popup) == (NOTES[0], None)
    assert noted.seat.focus is noted.field
    qtbot.waitUntil(lambda: noted.note() == NOTES[0], timeout=2_000)


def test_enter_without_a_choice_is_the_forms(noted: Noted) -> None:
    noted.seat.do("'公示")
    assert noted.offered != []
    noted.seat.press("Return")
    assert (noted.note(), noted.offered) == ("公示", [])
    assert noted.seat.focus is not noted.field


def test_up_goes_back_to_the_field(noted: Noted) -> None:
    noted.seat.do("'公示", "Down", "Up", "Return")
    assert noted.note() == "公示"


def test_escape_closes_the_list_and_leaves_what_is_typed(noted: Noted) -> None:
    noted.seat.do("'公示", "Down", "Escape")
    assert (noted.field.text(), noted.popup) == ("公示", None)
    noted.seat.press("Down")
    assert noted.offered == [NOTES[0], NOTES[1]]


def test_down_in_an_empty_field_shows_the_most_used(noted: Noted) -> None:
    noted.seat.press("Down")
    assert noted.offered == [NOTES[0], NOTES[2], NOTES[1]]  # those of the criterion first
    noted.seat.press("Down", "Return")
    assert noted.field.text() == NOTES[0]


def test_a_field_that_is_emptied_offers_nothing(noted: Noted) -> None:
    noted.seat.do("'公", "Backspace")
    assert noted.popup is None


def test_pages_and_the_end_of_the_list(noted: Noted) -> None:
    noted.seat.press("Down", "PgDown")
    assert noted.view.currentIndex().row() == 2
    noted.seat.press("Down")
    assert noted.view.currentIndex().row() == 2
    noted.seat.press("PgUp", "PgUp")
    assert not noted.view.currentIndex().isValid()


def test_a_click_takes_a_phrase_and_the_field_keeps_the_focus(noted: Noted) -> None:
    noted.seat.write("公示")
    at = noted.view.visualRect(noted.view.model().index(1, 0)).center()
    QTest.mouseClick(noted.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert noted.field.text() == NOTES[1]
    assert noted.seat.focus is noted.field


def test_leaving_the_field_closes_the_list(noted: Noted) -> None:
    noted.seat.do("'公示", "Tab")
    assert noted.popup is None
    assert noted.field.text() == "公示"


def test_other_keys_stay_the_screens(noted: Noted) -> None:
    noted.seat.do("'公示", "Ctrl+Right")
    assert noted.seat.assessment.key == noted.seat.next
    assert noted.popup is None


def test_a_list_that_fits_nothing_else_is_not_opened(noted: Noted) -> None:
    noted.seat.do(f"'{NOTES[2]}")
    assert noted.popup is None
    noted.seat.press("Down")
    assert noted.popup is None


def test_what_was_written_since_is_offered_next_time(noted: Noted) -> None:
    fact = {"count": 1, "note": "公示栏破损"}
    done = record_finding(noted.seat.workspace, ME, noted.seat.next, "two-late", fact)
    noted.seat.workplace.dispatcher.tell(done.outcome)
    noted.seat.press("Tab", "Shift+Tab")
    assert noted.seat.focus is noted.field
    noted.seat.write("公示")
    assert "公示栏破损" in noted.offered


def test_the_list_lies_inside_the_window_below_or_above_its_field(
    noted: Noted, qtbot: QtBot
) -> None:
    noted.seat.press("Down")
    popup = noted.popup
    assert popup is not None
    top = noted.field.mapTo(noted.seat.screen, QPoint(0, 0)).y()
    assert popup.y() >= top + noted.field.height()
    assert noted.seat.screen.rect().contains(popup.geometry())
    assert popup.width() >= noted.field.width()


def test_where_there_is_more_room_above_it_opens_there(qtbot: QtBot, noted: Noted) -> None:
    window = noted.seat.screen
    field = QLineEdit(window)
    field.setGeometry(900, window.height() - 50, 300, 34)
    field.show()
    completer = offer_phrases(field, noted.phrases, None)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    popup = completer.popup
    assert popup is not None
    assert popup.geometry().bottom() < field.y()
    assert window.rect().contains(popup.geometry())
    field.deleteLater()


def test_scrolling_the_form_closes_the_list(noted: Noted) -> None:
    noted.seat.press("Down")
    bar = noted.seat.screen.form._scroll.verticalScrollBar()
    bar.setMaximum(100)
    bar.setValue(20)
    assert noted.popup is None


def test_it_is_told_to_who_cannot_see_it(noted: Noted) -> None:
    noted.seat.write("公示")
    assert noted.field.accessibleDescription() == "有 2 条常用语，按向下键选用"
    noted.seat.press("Escape")
    assert noted.field.accessibleDescription() == ""


def test_a_field_that_is_gone_takes_its_list_along(noted: Noted, qtbot: QtBot) -> None:
    noted.seat.press("Down")
    popup = noted.completer._popup
    assert popup is not None
    with qtbot.waitSignal(popup.destroyed, timeout=1_000):
        noted.seat.go("each")
