"""The history of a criterion, an indicator and a sheet, read by keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.record_names import criterion_name
from desktop.services.recording import record_finding
from desktop.ui.dialogs.history_dialog import HistoryDialog
from desktop.ui.theme.dressing import dress
from desktop.ui.theme.tokens import px
from desktop.viewmodels.history import HistoryPlace, sheet_scopes
from tests.services.building import ME
from tests.ui.own_seat import own_seat
from tests.ui.seat import Seat, key_to

pytestmark = pytest.mark.uncounted

LONG: Final = "县农业农村局农药经营抽查，6月10日结束，7月18日才公示，应不晚于7月8日公示。" * 6


@pytest.fixture
def seat(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    with own_seat(tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def seated(seat: Seat) -> Seat:
    """The part with two criteria; the first of them was recorded twice."""
    for fact in ({"count": 1}, {"count": 2, "note": "逾期"}):
        done = record_finding(seat.workspace, ME, seat.here, "two-late", fact)
        seat.workplace.dispatcher.tell(done.outcome)
    seat.go("two")
    return seat


def opened(seat: Seat, qtbot: QtBot, criterion: str) -> HistoryDialog:
    part = seat.walk.part
    assert part is not None
    name = criterion_name(seat.assessment.sight.scheme, criterion)
    scopes = sheet_scopes(seat.workspace, HistoryPlace(seat.here, part, criterion, name))
    dialog = HistoryDialog(seat.screen, seat.workplace, scopes, "各式考核 · 甲科")
    dialog.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=5_000)
    return dialog


def words(dialog: HistoryDialog) -> list[str]:
    labels = cast("list[QLabel]", dialog.findChildren(QLabel))
    return [one.text() for one in labels if one.isVisible() and one.text()]


def test_it_says_of_what_and_begins_with_the_criterion(seated: Seat, qtbot: QtBot) -> None:
    dialog = opened(seated, qtbot, "two-late")
    assert words(dialog) == ["各式考核 · 甲科", "序号20①迟报", "2 步，最近的在上面"]
    assert [one.what for one in dialog.history.passages] == ["认定", "认定"]
    assert QApplication.focusWidget() is dialog.view
    assert dialog.view.currentIndex().row() == 0
    dialog.close()


def test_arrows_walk_the_list_and_the_scopes(seated: Seat, qtbot: QtBot) -> None:
    dialog = opened(seated, qtbot, "two-late")
    key_to(dialog.view, "Down")
    assert dialog.view.currentIndex().row() == 1
    key_to(dialog.view, "Shift+Tab")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("留痕的范围：")
    key_to(focused, "1")
    key_to(QApplication.focusWidget() or dialog, "Right")
    assert (dialog.history.scope.words, words(dialog)[1]) == ("本项", "20 两条")
    key_to(QApplication.focusWidget() or dialog, "3")
    assert (dialog.history.scope.words, words(dialog)[1]) == ("整张表", "整张考核表")
    assert dialog.history.passages[-1].what == "新建考核批次“各式考核”"
    dialog.close()


def test_what_nobody_touched_says_so(seated: Seat, qtbot: QtBot) -> None:
    dialog = opened(seated, qtbot, "two-short")
    assert words(dialog)[-1].startswith("这一条还没有人动过。")
    assert not dialog.view.isVisible()
    dialog.scopes.choose(1)
    assert dialog.view.isVisible()
    dialog.close()


def test_escape_closes_it_and_it_reads_no_more(seated: Seat, qtbot: QtBot) -> None:
    dialog = opened(seated, qtbot, "two-late")
    with qtbot.waitSignal(dialog.destroyed, timeout=1_000):
        key_to(dialog.view, "Escape")
    done = record_finding(seated.workspace, ME, seated.here, "two-late", {"count": 0})
    seated.workplace.dispatcher.tell(done.outcome)


@pytest.mark.parametrize("scale", [100, 150])
def test_long_words_wrap_and_the_dialog_stays_on_the_screen(
    seated: Seat, qtbot: QtBot, qapp: QApplication, scale: int
) -> None:
    done = record_finding(seated.workspace, ME, seated.here, "two-late", {"count": 1, "note": LONG})
    seated.workplace.dispatcher.tell(done.outcome)
    dress(qapp, scale)
    dialog = opened(seated, qtbot, "two-late")
    first, second = (dialog.view.visualRect(dialog.history.index(row)) for row in (0, 1))
    assert first.height() > second.height() + px(60)
    assert first.width() <= dialog.view.viewport().width()
    assert dialog.height() <= seated.screen.height()
    assert dialog.width() <= seated.screen.width()
    assert inked(dialog.view.viewport(), QPoint(px(170), first.bottom() - px(20)))
    dialog.close()
    dress(qapp)


def inked(widget: QWidget, at: QPoint) -> bool:
    """Whether something is written around here: the last line of a passage."""
    picture = widget.grab().toImage()
    dark = QColor(Qt.GlobalColor.gray).lightness()
    return any(
        picture.pixelColor(x, y).lightness() < dark
        for x in range(at.x(), at.x() + px(60))
        for y in range(at.y() - px(10), at.y() + px(10))
    )
