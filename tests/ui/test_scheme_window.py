"""The window of this version, with real widgets and keys."""

from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.scheme_window import SchemeWindow
from desktop.ui.theme import FAMILY, dress
from desktop.viewmodels.scheme_library import SchemeLibrary

Widget = TypeVar("Widget", bound=QWidget)


def part(window: SchemeWindow, kind: type[Widget], name: str = "") -> Widget:
    """The one widget of this kind and name."""
    found = cast("list[Widget]", window.findChildren(kind))
    return next(widget for widget in found if name in {"", widget.objectName()})


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> SchemeWindow:
    dress(qapp)
    shown = SchemeWindow(SchemeLibrary())
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_the_first_scheme_is_open_at_the_start(window: SchemeWindow) -> None:
    title = part(window, QLabel, "title")
    assert title.text() == SchemeLibrary().schemes[0].title
    tree = part(window, QTreeView)
    assert tree.model().rowCount() > 0


def test_the_down_key_opens_the_next_scheme(window: SchemeWindow, qtbot: QtBot) -> None:
    titles = part(window, QListView)
    title = part(window, QLabel, "title")
    qtbot.keyClick(titles, Qt.Key.Key_Down)
    assert title.text() == SchemeLibrary().schemes[1].title


def test_long_words_take_a_second_line(window: SchemeWindow, qtbot: QtBot) -> None:
    tree = part(window, QTreeView)
    titles = part(window, QListView)
    names = [scheme.id for scheme in SchemeLibrary().schemes]
    titles.setCurrentIndex(titles.model().index(names.index("shuozhou-2022-cities"), 0))
    window.resize(1000, 700)
    sections = [tree.model().index(row, 0) for row in range(tree.model().rowCount())]
    heights = {tree.visualRect(tree.model().index(0, 0, one)).height() for one in sections}
    assert max(heights) >= min(height for height in heights if height) + 15


def test_every_widget_that_takes_the_focus_has_a_name(window: SchemeWindow) -> None:
    for view in (part(window, QListView), part(window, QTreeView)):
        assert view.accessibleName()
        assert view.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_bundled_font_is_used(window: SchemeWindow, qapp: QApplication) -> None:
    assert qapp.font().family() == FAMILY
