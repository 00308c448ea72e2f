"""The viewer with real widgets, keys and clicks: what is seen, what is marked, and what leaves it."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QHelpEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.services.evidence_pages import Region
from desktop.ui.theme.dressing import dress
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.page_geometry import Fit, words_of
from desktop.viewmodels.page_pins import Pin
from desktop.viewmodels.page_thumbnails import PICTURE_ROLE
from tests.intake.pages.building import CORNERS, corners, saved
from tests.program import CHECKOUT, uncounted
from tests.viewmodels.viewing import PLENTY, Viewing, scan, slow, viewing

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton

APART = (3000, 0, 640, 640)  # the mouse finds no window of another test there


def middle(one: QPoint, other: QPoint) -> QPoint:
    """Between two places."""
    return QPoint((one.x() + other.x()) // 2, (one.y() + other.y()) // 2)


def widgets(parent: QWidget) -> list[QWidget]:
    """All that is in it and can be seen."""
    return [one for one in cast("list[QWidget]", parent.findChildren(QWidget)) if one.isVisible()]


class Screen:
    """A viewer in a window of its own, the form beside it, and the files to look at."""

    def __init__(self, at: Viewing, qtbot: QtBot) -> None:
        self.at, self.view, self._qtbot = at, at.view, qtbot
        self.viewer = EvidenceViewer(at.view)
        self.canvas, self.toolbar = self.viewer.canvas, self.viewer.toolbar
        self.window = QWidget()
        self.form = QLineEdit()
        box = QVBoxLayout(self.window)
        box.addWidget(self.form)
        box.addWidget(self.viewer)
        qtbot.addWidget(self.window)
        self.window.setGeometry(*APART)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window, timeout=PLENTY)

    def show(self, name: str, content: bytes, page: int = 1, region: str = "") -> None:
        self.at.show(name, content, page, region)
        self.canvas.setFocus()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """On whatever has the focus."""
        focused = QApplication.focusWidget()
        assert focused
        self._qtbot.keyClick(focused, key, modifiers)

    def type(self, words: str) -> None:
        """As an input method gives them to the field that has the focus."""
        focused = QApplication.focusWidget()
        assert isinstance(focused, QLineEdit)
        composed = QInputMethodEvent("", [])
        composed.setCommitString(words)
        QApplication.sendEvent(focused, composed)

    def spot(self, across: float, down: float) -> QPoint:
        """Where a fraction of the page, as it is seen, lies in the window."""
        layout = self.canvas.layout_in_sight
        assert layout
        width, height = layout.seen
        return self.canvas.mapFromScene(QPointF(across * width, down * height))

    def drag(self, start: QPoint, end: QPoint) -> None:
        """With the left button, through the middle."""
        port, bot = self.canvas.viewport(), self._qtbot
        bot.mousePress(port, LEFT, pos=start)
        for at in (middle(start, end), end):
            bot.mouseMove(port, at)
        bot.mouseRelease(port, LEFT, pos=end)

    def wheel(self, notches: int, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        event = QWheelEvent(
            QPointF(at),
            QPointF(self.canvas.viewport().mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003  # not inverted
        )
        QApplication.sendEvent(self.canvas.viewport(), event)

    def seen(self) -> QImage:
        """What the canvas shows."""
        return self.canvas.viewport().grab().toImage()


@pytest.fixture
def screen(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Screen]:
    with viewing(tmp_path, qtbot) as at:
        yield Screen(at, qtbot)


def picture(folder: Path, size: tuple[int, int] = (96, 64)) -> bytes:
    return saved(folder, "one.png", corners(CORNERS, size)).read_bytes()


# What is seen.


def test_nothing_is_open_at_first(screen: Screen) -> None:
    assert screen.viewer.pages.currentWidget() is screen.viewer.notice
    assert screen.viewer.notice.text.startswith("没有打开的材料")
    assert not screen.toolbar.page.isEnabled()
    assert not screen.toolbar.frame.isEnabled()
    screen.show("会议纪要.pdf", scan())
    assert screen.viewer.pages.currentWidget() is screen.canvas
    screen.view.show(None)
    assert screen.viewer.pages.currentWidget() is screen.viewer.notice


@pytest.mark.parametrize("turns", range(4))
def test_a_page_is_drawn_dot_by_dot_however_it_is_turned(
    turns: int, screen: Screen, tmp_path: Path
) -> None:
    screen.view.set_zoom(1.0)
    screen.show("照片.png", picture(tmp_path, (120, 90)))
    screen.view.rotate(turns)
    screen.canvas.clearFocus()
    seen, origin = screen.seen(), screen.spot(0, 0)
    sides = (120, 90) if turns % 2 == 0 else (90, 120)
    names = [CORNERS[n] for n in ((0, 1, 3, 2), (2, 0, 1, 3), (3, 2, 0, 1), (1, 3, 2, 0))[turns]]
    colours = {"red": 0xFF0000, "green": 0x00A000, "blue": 0x0000FF, "black": 0}
    around = ((0, 0), (sides[0] - 1, 0), (sides[0] - 1, sides[1] - 1), (0, sides[1] - 1))
    for name, corner in zip(names, around, strict=True):
        at = origin + QPoint(*corner)
        assert seen.pixel(at) & 0xFFFFFF == colours[name]
    third = sides[0] // 3
    edge = [seen.pixel(origin + QPoint(x, 0)) & 0xFFFFFF for x in (third - 1, third)]
    assert edge == [colours[names[0]], 0xFFFFFF]  # not a dot is blurred


def test_keys_turn_pages(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan(5))
    for key, page in (
        (Key.Key_PageDown, 2),
        (Key.Key_End, 5),
        (Key.Key_PageDown, 5),
        (Key.Key_PageUp, 4),
        (Key.Key_Home, 1),
    ):
        screen.press(key)
        screen.at.wait()
        assert screen.view.page == page
        assert screen.toolbar.page.text() == str(page)
    assert screen.canvas.accessibleDescription() == "第 1 页，共 5 页"


def test_arrows_push_the_page_and_turn_it_where_it_is_all_in_sight(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan(3))
    bar = screen.canvas.verticalScrollBar()
    assert bar.value() == bar.minimum() < bar.maximum()
    screen.press(Key.Key_Down)
    assert bar.value() > bar.minimum()
    assert screen.view.page == 1
    screen.view.set_zoom(Fit.PAGE)
    screen.at.wait()
    screen.press(Key.Key_Down)
    assert screen.view.page == 2
    screen.press(Key.Key_Left)
    assert screen.view.page == 1


def test_the_space_bar_reads_on_and_back(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan(3))
    bar = screen.canvas.verticalScrollBar()
    screen.press(Key.Key_Space)
    assert bar.value() == bar.maximum()
    screen.press(Key.Key_Space)
    screen.at.wait()
    assert (screen.view.page, bar.value()) == (2, bar.minimum())
    screen.press(Key.Key_Space, SHIFT)
    screen.at.wait()
    assert (screen.view.page, bar.value()) == (1, bar.maximum())


def test_the_wheel_scrolls_and_turns_the_page_after_a_rest(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan(3))
    bar, middle = screen.canvas.verticalScrollBar(), screen.canvas.viewport().rect().center()
    for _ in range(30):
        screen.wheel(-1, middle)
    assert (screen.view.page, bar.value()) == (1, bar.maximum())
    qtbot.wait(300)
    screen.wheel(-1, middle)
    screen.at.wait()
    assert (screen.view.page, bar.value()) == (2, bar.minimum())
    screen.wheel(1, middle)
    assert screen.view.page == 2
    qtbot.wait(300)
    screen.wheel(1, middle)
    screen.at.wait()
    assert (screen.view.page, bar.value()) == (1, bar.maximum())


def test_the_page_is_dragged_by_hand(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan())
    screen.view.set_zoom(2.0)
    screen.at.wait()
    before = screen.spot(0.5, 0.5)
    screen.drag(QPoint(200, 300), QPoint(150, 180))
    assert screen.spot(0.5, 0.5) - before == QPoint(-50, -120)
    assert screen.canvas.viewport().cursor().shape() is Qt.CursorShape.OpenHandCursor


def test_keys_zoom_by_steps_and_back_to_the_width(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan())
    for key, zoom, words in (
        (Key.Key_1, 1.0, "100%"),
        (Key.Key_Plus, 1.25, "125%"),
        (Key.Key_Minus, 1.0, "100%"),
        (Key.Key_9, Fit.PAGE, "适合整页"),
        (Key.Key_0, Fit.WIDTH, "适合宽度"),
    ):
        screen.press(key, CTRL)
        assert screen.view.zoom == zoom
        assert screen.toolbar.zoom.text() == words
    width = screen.canvas.viewport().width()
    assert screen.view.sight
    assert width - 40 < screen.view.sight.layout.width < width
    assert not screen.canvas.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("turns", range(4))
def test_the_wheel_zooms_around_what_lies_under_it(turns: int, screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan())
    screen.view.rotate(turns)
    screen.view.set_zoom(2.0)
    screen.at.wait()
    screen.canvas.centerOn(screen.canvas.sceneRect().center())
    place = screen.spot(0.4, 0.45)
    screen.wheel(1, place, CTRL)
    assert screen.view.zoom == 3.0
    moved = screen.spot(0.4, 0.45) - place
    assert abs(moved.x()) <= 2
    assert abs(moved.y()) <= 2


def test_turning_leaves_the_middle_in_sight(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan(), region="480,480,520,520")
    screen.view.set_zoom(4.0)
    screen.view.show_place(1, Region(0.48, 0.48, 0.52, 0.52), draws_eye=False)
    for _ in range(4):
        screen.view.rotate()
        in_sight = screen.canvas.in_sight()
        assert in_sight.left < 0.5 < in_sight.right
        assert in_sight.top < 0.5 < in_sight.bottom


def test_a_page_number_leads_there_and_nothing_else_hears_of_it(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.show("会议纪要.pdf", scan(5))
    heard: list[int] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                heard.append(event.key())
            return False

    watch = Watch()
    screen.window.installEventFilter(watch)
    screen.press(Key.Key_G, CTRL)
    assert screen.toolbar.page.hasFocus()
    screen.type("4")
    screen.press(Key.Key_Return)
    assert screen.view.page == 4
    screen.type("99")
    screen.press(Key.Key_Return)
    assert screen.view.page == 5
    assert screen.toolbar.page.text() == "5"
    screen.type("3")
    screen.press(Key.Key_Escape)
    assert (screen.view.page, screen.toolbar.page.text()) == (5, "5")
    assert screen.canvas.hasFocus()
    assert heard == [Key.Key_Control]  # by itself it is nobody's


def test_the_screens_own_keys_do_not_reach_into_the_viewer(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan())
    shortcut = QShortcut(QKeySequence("Ctrl+F"), screen.window)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    found: list[bool] = []
    shortcut.activated.connect(lambda: found.append(True))
    screen.press(Key.Key_F, CTRL)
    assert found == []
    assert screen.viewer.search.words.hasFocus()
    screen.form.setFocus()
    screen.press(Key.Key_F, CTRL)
    assert found == [True]


# Thumbnails.


def test_thumbnails_follow_the_page_and_lead_to_others(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan(40))
    thumbnails = screen.viewer.thumbnails
    assert thumbnails.isVisible()
    screen.press(Key.Key_End)
    assert thumbnails.currentIndex().row() == 39
    screen.press(Key.Key_Home)
    at = thumbnails.visualRect(thumbnails.model().index(2, 0)).center()
    qtbot.mouseClick(thumbnails.viewport(), LEFT, pos=at)
    assert screen.view.page == 3
    thumbnails.setFocus()
    screen.press(Key.Key_Down)
    assert screen.view.page == 4


def test_only_thumbnails_in_sight_are_drawn(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan(40))
    model = screen.view.thumbnails

    def drawn() -> list[int]:
        return [row for row in range(40) if model.index(row).data(PICTURE_ROLE)]

    qtbot.waitUntil(lambda: not model.wanted, timeout=PLENTY)
    first = drawn()
    assert first == list(range(len(first)))
    assert 3 < len(first) < 12
    screen.view.turn_to(40)
    qtbot.waitUntil(lambda: not model.wanted and drawn()[-1] == 39, timeout=PLENTY)
    assert len(drawn()) < 24


def test_thumbnails_hide_where_it_is_narrow_unless_they_are_wanted(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.show("会议纪要.pdf", scan(5))
    thumbnails = screen.viewer.thumbnails
    screen.window.resize(420, 640)
    assert not thumbnails.isVisible()
    assert screen.view.thumbnails.wanted == []
    qtbot.mouseClick(screen.toolbar.thumbnails, LEFT)
    assert thumbnails.isVisible()
    qtbot.mouseClick(screen.toolbar.thumbnails, LEFT)
    screen.window.resize(640, 640)
    assert not thumbnails.isVisible()


# Searching.


def test_words_are_searched_for_from_the_keyboard(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan(5))
    screen.press(Key.Key_F, CTRL)
    bar = screen.viewer.search
    screen.type("第3次")
    qtbot.waitUntil(lambda: bar.said.text() == "1 / 1", timeout=PLENTY)
    screen.at.wait()
    assert screen.view.page == 4
    hit = screen.view.search.hit
    assert hit
    assert screen.canvas.in_sight().top <= hit.region.top < screen.canvas.in_sight().bottom
    bar.words.setText("双随机")
    screen.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bar.said.text() == "4 / 5", timeout=PLENTY)
    screen.press(Key.Key_F3)
    assert (bar.said.text(), screen.view.page) == ("5 / 5", 5)
    screen.press(Key.Key_F3, SHIFT)
    screen.press(Key.Key_Return, SHIFT)
    assert (bar.said.text(), screen.view.page) == ("3 / 5", 3)
    screen.press(Key.Key_Escape)
    assert bar.isHidden()
    assert screen.view.search.hits == []
    assert screen.canvas.hasFocus()


def test_a_file_without_text_says_so(screen: Screen, qtbot: QtBot, tmp_path: Path) -> None:
    screen.show("照片.png", picture(tmp_path))
    qtbot.mouseClick(screen.toolbar.search, LEFT)
    screen.type("会议")
    qtbot.waitUntil(lambda: "没有可以查找的文字" in screen.view.search.said, timeout=PLENTY)
    told = [one.text() for one in widgets(screen.viewer.search) if isinstance(one, QLabel)]
    assert any("没有可以查找的文字" in words for words in told)


def test_hits_are_coloured_where_they_stand(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan(1))
    screen.view.search.find("会议纪要", 1)
    qtbot.waitUntil(lambda: screen.view.search.said == "1 / 1", timeout=PLENTY)
    hit = screen.view.search.on(1)[0].region
    plain = screen.seen().pixelColor(screen.spot(hit.left - 0.05, hit.top + 0.001))
    marked = screen.seen().pixelColor(screen.spot(hit.left + 0.004, hit.top + 0.001))
    assert marked.blue() < plain.blue() - 40


# Pins and frames.


@pytest.mark.parametrize("turns", range(4))
def test_a_frame_is_dragged_where_one_sees_it(turns: int, screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan(2), page=2)
    screen.view.set_zoom(Fit.PAGE)
    screen.view.rotate(turns)
    screen.at.wait()
    framed: list[tuple[int, str]] = []
    screen.view.framed.connect(lambda page, region: framed.append((page, region)))
    qtbot.mouseClick(screen.toolbar.frame, LEFT)
    assert screen.viewer.hint.isVisible()
    start, end = screen.spot(0.2, 0.1), screen.spot(0.6, 0.3)
    screen.drag(start, end)
    ((page, told),) = framed
    left, top, right, bottom = (int(one) for one in told.split(","))
    expected = [
        (200, 100, 600, 300),
        (100, 400, 300, 800),
        (400, 700, 800, 900),
        (700, 200, 900, 600),
    ]
    assert page == 2
    assert (left, top, right, bottom) == pytest.approx(expected[turns], abs=4)
    assert not screen.view.frame.is_on
    assert not screen.toolbar.frame.isChecked()
    # What was framed is drawn where it was dragged, and a click there finds its pin.
    screen.view.set_pins((Pin("a", 2, told, "研究部署"),))
    pin = screen.canvas.pin_at(middle(start, end))
    assert pin
    assert pin.id == "a"
    assert screen.canvas.pin_at(end + QPoint(9, 9)) is None


def test_a_click_while_framing_frames_nothing(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan())
    framed: list[str] = []
    screen.view.framed.connect(lambda _, region: framed.append(region))
    screen.press(Key.Key_R)
    before = screen.view.frame.region
    qtbot.mouseClick(screen.canvas.viewport(), LEFT, pos=QPoint(100, 100))
    assert (framed, screen.view.frame.region) == ([], before)
    assert screen.view.frame.is_on


def test_a_frame_is_made_by_keys_alone(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan())
    framed: list[str] = []
    screen.view.framed.connect(lambda _, region: framed.append(region))
    screen.press(Key.Key_R)
    begun = screen.view.frame.region
    assert begun
    for _ in range(3):
        screen.press(Key.Key_Right)
    screen.press(Key.Key_Up)
    screen.press(Key.Key_Down, SHIFT)
    screen.press(Key.Key_Left, SHIFT)
    screen.press(Key.Key_Return)
    expected = Region(begun.left + 0.03, begun.top - 0.01, begun.right + 0.02, begun.bottom)
    assert framed == [words_of(expected)]
    screen.press(Key.Key_R)
    screen.press(Key.Key_Escape)
    assert screen.view.frame.region is None
    assert len(framed) == 1


def test_a_frame_that_is_moved_out_of_sight_is_followed(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan())
    screen.view.set_zoom(4.0)
    screen.at.wait()
    screen.press(Key.Key_R)
    for _ in range(60):
        screen.press(Key.Key_Down)
    frame, in_sight = screen.view.frame.region, screen.canvas.in_sight()
    assert frame
    assert in_sight.top <= frame.top < frame.bottom <= in_sight.bottom


def test_a_click_on_a_pin_chooses_it_and_a_drag_does_not(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan(2))
    screen.view.set_pins(
        (
            Pin("large", 1, "100,100,900,500", "全部"),
            Pin("small", 1, "300,200,400,300", "其中一处"),
            Pin("page", 1, "", "全页"),
            Pin("other", 2, "0,0,1000,1000", "第 2 页"),
        )
    )
    chosen: list[str] = []
    screen.view.pin_chosen.connect(chosen.append)
    port = screen.canvas.viewport()
    qtbot.mouseClick(port, LEFT, pos=screen.spot(0.2, 0.15))
    qtbot.mouseClick(port, LEFT, pos=screen.spot(0.35, 0.25))
    qtbot.mouseClick(port, LEFT, pos=screen.spot(0, 0) + QPoint(5, 55))
    qtbot.mouseClick(port, LEFT, pos=screen.spot(0.95, 0.55))
    screen.drag(screen.spot(0.2, 0.3), screen.spot(0.2, 0.2))
    assert chosen == ["large", "small", "page"]
    qtbot.mouseMove(port, screen.spot(0.36, 0.26))
    qtbot.mouseMove(port, screen.spot(0.35, 0.25))
    assert port.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_pins_are_reached_and_chosen_by_keys(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan(3))
    screen.view.set_pins((Pin("a", 1, "100,100,200,200", "甲"), Pin("b", 3, "", "乙")))
    chosen: list[str] = []
    screen.view.pin_chosen.connect(chosen.append)
    screen.press(Key.Key_P)
    screen.press(Key.Key_P)
    screen.at.wait()
    assert screen.view.page == 3
    screen.press(Key.Key_Return)
    screen.press(Key.Key_P, SHIFT)
    screen.press(Key.Key_Return)
    assert chosen == ["b", "a"]


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_pin_says_what_it_proves(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan())
    screen.view.set_pins((Pin("a", 1, "100,100,900,500", "六（三）2：研究部署"),))
    at = screen.spot(0.5, 0.2)
    port = screen.canvas.viewport()
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, at, port.mapToGlobal(at)))
    assert QToolTip.text() == "六（三）2：研究部署"
    QToolTip.hideText()


@pytest.mark.parametrize("turns", range(4))
def test_a_place_is_scrolled_to_and_flashes(turns: int, screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan(3))
    screen.view.rotate(turns)
    screen.view.set_zoom(4.0)
    place = Region(0.7, 0.85, 0.75, 0.88)
    screen.view.show_place(3, place, draws_eye=True)
    screen.at.wait()
    in_sight = screen.canvas.in_sight()
    assert in_sight.left < place.left < place.right < in_sight.right
    assert in_sight.top < place.top < place.bottom < in_sight.bottom
    assert screen.canvas._flash == place


def test_a_flash_is_seen_and_fades(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan(), region="200,200,600,300")
    edge = screen.spot(0.4, 0.2) - QPoint(0, 4)
    assert screen.seen().pixelColor(edge).red() > screen.seen().pixelColor(edge).blue() + 60
    qtbot.waitUntil(lambda: screen.canvas._flash is None, timeout=PLENTY)
    assert screen.seen().pixelColor(edge).red() < screen.seen().pixelColor(edge).blue() + 60


# What cannot be shown, and other programs.


class Opener(QObject):
    """Takes the place of the system's programs."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener() -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")  # type: ignore[arg-type]  # the stubs want bytes, PySide a name
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_another_kind_is_opened_by_its_own_program(
    screen: Screen, qtbot: QtBot, opener: Opener
) -> None:
    screen.show("汇总表.xlsx", b"PK\3\4 a workbook")
    assert "不是 PDF 或图片" in screen.viewer.notice.text
    assert screen.viewer.notice.again.isHidden()
    screen.viewer.notice.open.setFocus()
    screen.press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(opener.opened) == 1, timeout=PLENTY)
    assert opener.opened[0].name == "汇总表.xlsx"
    assert opener.opened[0].read_bytes() == b"PK\3\4 a workbook"
    qtbot.mouseClick(screen.toolbar.open, LEFT)
    qtbot.waitUntil(lambda: len(opener.opened) == 2, timeout=PLENTY)


def test_a_program_is_only_saved(
    screen: Screen, qtbot: QtBot, opener: Opener, tmp_path: Path
) -> None:
    screen.show("setup.exe", b"MZ program")
    assert screen.viewer.notice.open.isHidden()
    assert not screen.toolbar.open.isEnabled()
    out = tmp_path / "留存.exe"

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        assert Path(dialog.selectedFiles()[0]).name == "setup.exe"
        dialog.selectFile(str(out))
        dialog.accept()

    QTimer.singleShot(0, choose)
    qtbot.mouseClick(screen.viewer.notice.save, LEFT)
    qtbot.waitUntil(lambda: len(screen.at.remarks) == 1, timeout=PLENTY)
    assert out.read_bytes() == b"MZ program"
    screen.viewer.open_outside()
    assert opener.opened == []


def test_a_broken_file_is_told_and_tried_again(screen: Screen, qtbot: QtBot) -> None:
    screen.show("坏的.pdf", b"%PDF-1.7 and nothing more")
    assert "已损坏" in screen.viewer.notice.text
    qtbot.mouseClick(screen.viewer.notice.again, LEFT)
    screen.at.wait()
    assert "已损坏" in screen.viewer.notice.text
    screen.show("会议纪要.pdf", scan())
    assert screen.viewer.pages.currentWidget() is screen.canvas


def test_what_takes_long_is_said_on_a_blank_sheet(screen: Screen, qtbot: QtBot) -> None:
    screen.view.show(screen.at.add("慢.pdf", slow(3_000)))
    assert screen.viewer.pages.currentWidget() is screen.viewer.notice or screen.view.sight is None
    qtbot.waitUntil(lambda: screen.view.sight is not None, timeout=PLENTY)
    assert screen.view.sight
    assert screen.view.sight.picture is None
    seen = screen.seen()
    sheet = screen.canvas.mapFromScene(screen.canvas.sceneRect()).boundingRect()
    inside = {
        seen.pixelColor(sheet.center() + QPoint(x, y)).name()
        for x in range(-60, 60)
        for y in range(-8, 8)
    }
    assert "#ffffff" in inside
    assert len(inside) > 4  # words
    screen.at.wait()


# The toolbar.


@pytest.mark.parametrize(("width", "scale"), [(800, 100), (380, 100), (260, 100), (380, 150)])
def test_the_toolbar_fits_and_folds_the_rest_into_its_menu(
    width: int, scale: int, screen: Screen, dressed: QApplication, qtbot: QtBot
) -> None:
    dress(dressed, scale)
    try:
        viewer = EvidenceViewer(screen.view)
        qtbot.addWidget(viewer)
        viewer.resize(width, 500)
        viewer.show()
        screen.at.show("会议纪要.pdf", scan(120))
        bar = viewer.toolbar
        shown = [one for one in widgets(bar) if one.parent() is bar]
        places = sorted((one.geometry() for one in shown), key=lambda place: place.left())
        assert places[0].left() >= 0
        assert places[-1].right() < viewer.width()
        assert all(a.right() < b.left() for a, b in pairwise(places))
        tools = cast("list[QAbstractButton]", bar.findChildren(QAbstractButton))
        folded = {one.accessibleName() for one in tools if one.isHidden()}
        menu = bar.more_menu()
        listed = {action.text() for action in menu.actions()}
        assert folded <= listed
        assert "另存为…" in listed
        assert bool(folded) == (width < 500)
        assert bar.frame.isVisible() == (width / scale > 3)
        assert bar.zoom.isVisible()
        menu.deleteLater()
    finally:
        dress(dressed)


def test_what_is_folded_works_from_the_menu(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan(5))
    screen.window.resize(300, 600)
    menu = screen.toolbar.more_menu()
    actions = {action.text(): action for action in menu.actions()}
    actions["旋转"].trigger()
    assert screen.view.turns == 1
    actions["下一页"].trigger()
    assert screen.view.page == 2
    actions["缩略图"].trigger()
    assert screen.viewer.thumbnails.isVisible()
    zooms = {
        action.text().split("\t")[0]: action for action in screen.toolbar.zoom_menu().actions()
    }
    assert [words for words, action in zooms.items() if action.isChecked()] == ["适合宽度"]
    zooms["200%"].trigger()
    assert screen.view.zoom == 2.0


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_menus_drop_from_their_buttons_and_go_again(screen: Screen, qtbot: QtBot) -> None:
    screen.show("会议纪要.pdf", scan())
    for button in (screen.toolbar.zoom, screen.toolbar.more):
        qtbot.mouseClick(button, LEFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.geometry().top() > button.mapToGlobal(QPoint(0, 0)).y()
        qtbot.keyClick(menu, Key.Key_Down)
        qtbot.keyClick(menu, Key.Key_Escape)
        qtbot.waitUntil(lambda: not screen.toolbar.findChildren(QMenu), timeout=PLENTY)


def test_everything_that_takes_the_focus_has_a_name_and_its_turn(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan(5))
    screen.viewer.open_search()
    screen.toolbar.page.setFocus()
    reached: set[QWidget] = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused
        if screen.viewer.isAncestorOf(focused):
            assert focused.accessibleName(), focused
            reached.add(focused)
        screen.press(Key.Key_Tab)
    wanted = {
        one
        for one in widgets(screen.viewer)
        if one.isEnabled() and not one.focusProxy() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert wanted <= reached
    assert screen.canvas in reached


def test_the_focus_is_seen(screen: Screen) -> None:
    screen.show("会议纪要.pdf", scan())
    with_focus = screen.seen().pixelColor(1, 100).name()
    screen.form.setFocus()
    assert screen.seen().pixelColor(1, 100).name() != with_focus == "#1c4f8c"


_QUITTING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.domain.records import Evidence
from desktop.services.workspaces import open_workspace
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.page_view import PageView
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, add
from tests.viewmodels.viewing import scan

application = QApplication([])
workspace = open_workspace(Path(sys.argv[1]))
content = scan(1)
view = PageView(Workplace(workspace, ME), Jobs())
viewer = EvidenceViewer(view)
viewer.show()
view.show(Evidence(add(workspace, "a.pdf", content), "a.pdf", len(content)))

def look():
    if view.is_here and view.sight.picture:
        print(view._loader._reader._child.pid)
        viewer.close()

timer = QTimer(interval=5)
timer.timeout.connect(look)
timer.start()
QTimer.singleShot(20_000, application.quit)
application.exec()
"""


def test_the_child_dies_with_the_window(screen: Screen) -> None:
    screen.at.workplace.workspace.close()
    folder = screen.at.workplace.workspace.folder
    ended = subprocess.run(
        [sys.executable, "-B", "-c", _QUITTING, str(folder)],
        cwd=CHECKOUT,
        env=uncounted(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    pid = int(ended.stdout.split()[-1])
    assert not Path(f"/proc/{pid}").exists()
