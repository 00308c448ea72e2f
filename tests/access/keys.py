"""Keys: which controls of a window the tab key reaches, in which order, and whether one sees where one is."""

from collections.abc import Iterator
from itertools import chain
from typing import TypeVar, cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitterHandle,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from desktop.ui.parts.buttons import PressedByEnter

Widget = TypeVar("Widget", bound=QWidget)
_MANY = 600
_CELLS = 300


def parts_of(window: QWidget, kind: type[Widget]) -> list[Widget]:
    """Every part of a kind that can be seen and used, in this very window."""
    found = cast("list[Widget]", window.findChildren(kind))
    return [one for one in found if one.isVisible() and one.isEnabled() and one.window() is window]


def stops(window: QWidget) -> list[QWidget]:
    """What the tab key should come to."""
    return [
        one
        for one in parts_of(window, QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not isinstance(one, QLabel)
    ]


def walk(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Round the window by one key, until it is where it began."""
    seen: list[QWidget] = []
    for _ in range(_MANY):
        focused = QApplication.focusWidget()
        assert focused is not None, "the cursor is nowhere"
        if focused in seen:
            break
        seen.append(focused)
        for _ in range(_CELLS):  # a text goes to its links, a grid to its cells, and then on
            QTest.keyClick(focused, key)
            if QApplication.focusWidget() is not focused:
                break
    return seen


def called(one: QWidget) -> str:
    """What a fault says of it."""
    words = one.text() if isinstance(one, QAbstractButton | QLineEdit) else ""
    return f"{type(one).__name__} “{one.accessibleName() or words or one.objectName()}”"


def one_of_a_group(widget: QWidget) -> bool:
    """Of buttons that exclude one another, or stand in a grid of months, the arrows reach the others."""
    if not isinstance(widget, QAbstractButton):
        return False
    return widget.group() is not None or widget.autoExclusive()


def unreached(window: QWidget) -> Iterator[str]:
    """Stops that neither direction comes to, and windows in which the cursor is caught."""
    wanted = {one for one in stops(window) if not one_of_a_group(one)}
    for key, name in ((Qt.Key.Key_Tab, "Tab"), (Qt.Key.Key_Backtab, "Shift+Tab")):
        reached = walk(window, key)
        yield from (f"{name} does not reach {called(one)}" for one in wanted - {*reached})
        if len(reached) == 1 and len(wanted) > 1:
            yield f"{name} does not leave {called(reached[0])}"


def torn(window: QWidget) -> Iterator[str]:
    """Parts that are left before all in them was come to: what is made later stands last in Qt's order."""
    reached = walk(window)
    around = [[*_around(window, one)] for one in reached]
    turns = [*zip(around[-1:] + around[:-1], around, reached, strict=True)]
    told: set[QWidget] = set()
    for part in dict.fromkeys(chain.from_iterable(around)):
        entries = [one for before, now, one in turns if part in now and part not in before]
        if len(entries) > 1 and told.isdisjoint(_around(window, part)):
            told.add(part)
            yield f"Tab leaves {called(part)} and comes back to {', '.join(map(called, entries))}"


def _around(window: QWidget, one: QWidget) -> Iterator[QWidget]:
    """What it stands in, the outermost first."""
    parent = one.parentWidget()
    if parent is not None and one is not window and parent is not window:
        yield from _around(window, parent)
        yield parent


def pressed_by_mouse_alone(window: QWidget) -> Iterator[str]:
    """What answers to a click and to no key: neither a stop, nor one of a group, nor with a key of its own."""
    for one in parts_of(window, QAbstractButton):
        if one.inherits("QTableCornerButton"):  # Ctrl+A
            continue
        is_stop = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        told = one.toolTip()
        has_key = not one.shortcut().isEmpty() or any(sign in told for sign in _KEYS)
        within = one.parentWidget()
        inner = isinstance(within, QLineEdit | QComboBox | QHeaderView | QAbstractSlider)
        if not (is_stop or has_key or inner or one_of_a_group(one) or _by_arrows(one)):
            yield f"only the mouse presses {called(one)}"


_KEYS = (
    "Ctrl+",
    "Alt+",
    "Shift+",
    "Enter",
    "Esc",
    "Delete",
    "（按 ",
    "空格",
    "F4",
    "F6",
    "F8",
    "F11",
)


def _by_arrows(one: QAbstractButton) -> bool:
    """A row of toggles with one stop: another of its parent has it."""
    parent = one.parentWidget()
    if parent is None or not isinstance(one, QToolButton):
        return False
    beside = cast("list[QToolButton]", parent.findChildren(QToolButton))
    return any(other.focusPolicy() & Qt.FocusPolicy.TabFocus for other in beside)


def unseen(window: QWidget, known: set[QWidget]) -> Iterator[str]:
    """Stops that look the same with the cursor and without it; what is known by now is not looked at again."""
    before = QApplication.focusWidget()
    reached = [one for one in walk(window) if not isinstance(one, QTextBrowser)]
    for one in [stop for stop in reached if stop not in known]:
        known.add(one)
        _bring_into_sight(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_it = _picture(one)
        other = next((two for two in reached if two is not one and two.isVisible()), None)
        if other is None or not one.hasFocus():
            continue
        other.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if one.isVisible() and _picture(one) == with_it:
            yield f"one does not see that {called(one)} has the cursor"
    if before is not None:
        before.setFocus()


def _bring_into_sight(one: QWidget) -> None:
    """As the tab key does in what scrolls."""
    above = one.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(one)
        above = above.parentWidget()


def _picture(one: QWidget) -> QImage:
    """The part and the edge around it: a frame may be drawn by what it stands in. Without the blinking of a caret."""
    window = one.window()
    place = QRect(one.mapTo(window, QPoint(0, 0)), one.size()).adjusted(-4, -4, 4, 4)
    return window.grab(place & window.rect()).toImage()


def defaults(dialog: QDialog) -> Iterator[str]:
    """Enter does one thing in a dialog, and it is one that can be seen; Qt's own guesses are for its own boxes."""
    if isinstance(dialog, QMessageBox | QInputDialog):
        return
    buttons = parts_of(dialog, QPushButton)
    chosen = [one for one in buttons if one.isDefault()]
    if len(chosen) > 1:
        yield f"several buttons are the default: {', '.join(map(called, chosen))}"
    yield from (
        f"Enter on {called(one)} may press another"
        for one in buttons
        if not (isinstance(one, PressedByEnter) or one.autoDefault())
    )
    yield from (
        f"{called(one)} becomes the default by itself"
        for one in buttons
        if one.autoDefault() and not one.isDefault()
    )


def scrolled_by_keys(window: QWidget) -> Iterator[str]:
    """What is longer than the window can be brought into sight: by its own keys, or by a stop within it."""
    for one in parts_of(window, QAbstractScrollArea):
        bar = one.verticalScrollBar()
        if bar.maximum() <= 0 or isinstance(one, QPlainTextEdit):
            continue
        inner = [stop for stop in stops(window) if one is stop or one.isAncestorOf(stop)]
        own = one.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not (own or inner or _led(one)):
            yield f"no key scrolls {called(one)}"


def _led(one: QAbstractScrollArea) -> bool:
    """A view that scrolls with the one beside it."""
    parent = one.parentWidget()
    if parent is None:
        return False
    beside = cast("list[QAbstractScrollArea]", parent.findChildren(QAbstractScrollArea))
    return any(type(other) is type(one) and other is not one for other in beside)


def splitters(window: QWidget) -> Iterator[str]:
    """A splitter is no stop in Qt; its panes must be usable as they stand, none squeezed to nothing."""
    for one in parts_of(window, QSplitterHandle):
        panes = one.splitter()
        for at in range(panes.count()):
            pane = panes.widget(at)
            if (
                pane.isVisible()
                and not pane.size().isEmpty()
                and min(pane.width(), pane.height()) < 24
            ):
                yield f"a pane of {called(panes)} is squeezed to {pane.width()} × {pane.height()}"


def leaps(dialog: QDialog) -> Iterator[str]:
    """The tab key goes as one reads: back up it goes once, from the end to the beginning."""
    stops_in_order = walk(dialog)
    places = [_place(one) for one in stops_in_order]
    told = [
        f"from {called(one)} the tab key leaps back up to {called(after)}"
        for at, (one, after) in enumerate(
            zip(stops_in_order, stops_in_order[1:] + stops_in_order[:1], strict=True)
        )
        if _is_above(places[(at + 1) % len(places)], places[at])
    ]
    if len(told) > 1:
        yield from told


def _is_above(one: QRect, other: QRect) -> bool:
    """And not the beginning of what stands beside it."""
    return one.bottom() <= other.top() + 4 and one.left() <= other.right()


def _place(one: QWidget) -> QRect:
    """Where it stands in its window; what is scrolled away stands at the edge of what scrolls."""
    window = one.window()
    found = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
    above = one.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QScrollArea):
            port = above.viewport()
            edge = QRect(port.mapTo(window, QPoint(0, 0)), port.size())
            found.moveTop(max(edge.top() - found.height(), min(found.top(), edge.bottom())))
        above = above.parentWidget()
    return found
