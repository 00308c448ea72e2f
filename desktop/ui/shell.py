"""The shell: the bar, the rail and whatever place is open. It knows no workspace, so that it can be shown first."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop.ui.parts.announcing import announce
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import ENTER, pressed_beside
from desktop.ui.parts.labels import label, paragraph, restyle, sign
from desktop.ui.parts.late_pages import LatePages
from desktop.ui.parts.tab_order import order_after, place_holder
from desktop.ui.parts.toggles import stop_at_checked
from desktop.ui.parts.way_back import go_back_to
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px
from desktop.viewmodels.place import Place
from desktop.viewmodels.preferences import Preferences

_ICONS: Final = {
    Place.OVERVIEW: "home",
    Place.SCORING: "clipboard-check",
    Place.LEDGERS: "notebook",
    Place.EVIDENCE: "paperclip",
    Place.RESULTS: "chart-bar",
    Place.SCHEMES: "book-2",
    Place.SETTINGS: "settings",
}
_REMARK: Final = 6_000  # milliseconds that a remark stays; a refusal stays until it is read
_RAIL: Final = 78
_OLD: Final = 0.3  # seconds
_LEAST: Final = (1024, 600)
_USUAL: Final = (1366, 768)


@runtime_checkable
class HasEntry(Protocol):
    """A screen that says where the cursor begins. A focus proxy would hide from the tab key what stands before."""

    entry: QWidget


class Shell(QMainWindow):
    """The frame of every screen."""

    place_chosen = Signal(Place)
    close_wanted = Signal()
    first_painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._painted = self._let_go = False
        self.setWindowTitle("考评台")
        self.setMinimumSize(*_LEAST)
        self.resize(*_USUAL)
        self.bar = Bar()
        self.rail = Rail()
        self.pages = LatePages()
        self.message = Message()
        self._waiting = _waiting_page()
        self.pages.add(self._waiting)
        above = holder(column(self.pages, gap=0))
        self._inside = column(above, gap=0)
        self._inside.setStretchFactor(above, 1)
        body = row(self.rail, holder(self._inside), gap=0)
        body.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(column(self.bar, holder(body), gap=0))
        self.setCentralWidget(whole)
        self.message.lie_over(above)  # and not over what is at the foot, where work is called off
        self.rail.chosen.connect(self.place_chosen)

    def appear(self, preferences: Preferences) -> None:
        """Where it was left, or as large as the screen is."""
        shape = preferences.shape("window")
        if shape is not None and self.restoreGeometry(shape):
            self.show()
        else:
            self.showMaximized()

    def add_foot(self, widget: QWidget) -> None:
        """One more line at the foot of the window."""
        self._inside.insertWidget(1, widget)

    def show_page(self, page: QWidget) -> None:
        """Bring a screen to the front."""
        if self.pages.indexOf(page) < 0:
            self.pages.add(page)
        self.pages.setCurrentWidget(page)
        if isinstance(page, HasEntry):
            page.entry.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first time, what takes longer may begin."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever owns the work says when the window may go; perhaps at once, while it is asked."""
        if not self._let_go:
            self.close_wanted.emit()
        if self._let_go:
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else has a use for: Enter presses the button with the focus, Esc puts the message away."""
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self.message.isVisible():
            self.message.dismiss()
        elif event.key() in ENTER and isinstance(focused, QPushButton | QToolButton):
            focused.click()
        elif self._is_beside(focused) and pressed_beside(self.pages.currentWidget(), event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _is_beside(self, focused: QWidget | None) -> bool:
        return any(one.isAncestorOf(focused) for one in (self.bar, self.rail) if focused)

    def let_go(self) -> None:
        """Close for good."""
        self._let_go = True
        self.close()


class Bar(QFrame):
    """The name of the program and of the office; what belongs to the right is added later."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setFixedHeight(px(46))
        self.office = label("", "soft")
        self._right = QHBoxLayout()
        self._right.setSpacing(px(4))
        left = row(sign("scale", "bar_ink", 22), label("考评台", "brand"), 10, self.office)
        whole = row(left, None, self._right, margins=(16, 0, 10, 0))
        self.setLayout(whole)
        self._before = place_holder(self)

    def add(self, widget: QWidget) -> None:
        """One more thing at the right."""
        self._right.addWidget(widget)
        order_after(self._before, (widget,))


class Rail(QFrame):
    """The places, one below the other."""

    chosen = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(px(_RAIL))
        self._group = QButtonGroup(self)
        stop_at_checked(self._group)
        box = column(gap=4, margins=(7, 10, 7, 10))
        for number, place in enumerate(Place):
            if place is Place.SETTINGS:
                box.addStretch(1)
            box.addWidget(self._button(number, place))
        self.setLayout(box)
        self._group.idClicked.connect(lambda number: self.chosen.emit(list(Place)[number]))

    def _button(self, number: int, place: Place) -> QToolButton:
        made = QToolButton()
        made.setText(place.value)
        made.setIcon(icon(_ICONS[place], "ink_soft", 22))
        made.setIconSize(QSize(px(22), px(22)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(True)
        made.setFixedWidth(px(64))
        made.setAccessibleName(place.value)
        made.setToolTip(f"{place.value}（Alt+{number + 1}）")
        made.setShortcut(f"Alt+{number + 1}")
        self._group.addButton(made, number)
        return made

    def show_place(self, place: Place) -> None:
        """Mark where one is."""
        for number, one in enumerate(Place):
            made = self._group.button(number)
            made.setChecked(one is place)
            made.setIcon(icon(_ICONS[one], "primary" if one is place else "ink_soft", 22))


class Message(QFrame):
    """One sentence over the foot of the window: a remark that passes, or a refusal that stays. Nothing moves for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self._words = paragraph()
        close = button("知道了", "link")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it is
        line = row(self._words, close, margins=(16, 4, 10, 4))
        line.setStretch(0, 1)
        self.setLayout(line)
        self._passes = QTimer(self, singleShot=True, interval=_REMARK)
        self._passes.timeout.connect(self.dismiss)
        close.clicked.connect(self.dismiss)
        self._since = 0.0
        self._before: QWidget | None = None
        self.hide()

    def dismiss(self) -> None:
        """It was read; the cursor goes back to where it was."""
        held = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.hide()
        if held:
            go_back_to(self._before)

    @property
    def is_behind(self) -> bool:
        """Whether one is in another window that says things itself, or in a dialog over it."""
        front = QApplication.activeWindow()
        while front is not None and front is not self.window():
            # Within its own window it would find itself.
            if front.isWindow() and front.findChild(Message) is not None:
                return True
            front = front.parentWidget()
        return False

    def withdraw(self, words: str) -> None:
        """What it says is no longer so; anything that was said since stays."""
        if self.text == words:
            self.dismiss()

    def move_on(self) -> None:
        """One is somewhere else now; what was said just for going there stays."""
        if monotonic() - self._since > _OLD:
            self.hide()

    def lie_over(self, window: QWidget) -> None:
        """Lie over the foot of this widget, whatever its size."""
        self.setParent(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The widget below has another size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._place(watched)
        return False

    def _place(self, window: QWidget) -> None:
        width = window.width()
        height = self.heightForWidth(width)  # its size hint is that of a narrow one
        self.setGeometry(0, window.height() - height, width, height)

    @property
    def text(self) -> str:
        """What it says; blank while it is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def remark(self, words: str) -> None:
        """Something worth knowing."""
        self._show(words, "")
        self._passes.start()

    def tell(self, words: str) -> None:
        """Something to be read before one goes on: it stays until then."""
        self._passes.stop()
        self._show(words, "")

    def refuse(self, words: str) -> None:
        """Something that was not done, and what to do."""
        self._passes.stop()
        self._show(words, "red")

    def refuse_here(self, words: str) -> None:
        """The same of what was just wanted; in a dialog it is settled once the dialog has done it after all."""
        self.refuse(words)
        asking = QApplication.activeModalWidget()
        if isinstance(asking, QDialog):
            asking.accepted.connect(partial(self.withdraw, words))

    def _show(self, words: str, tone: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)
        restyle(self, "tone", tone)
        below = self.parentWidget()
        if below is not None:
            self._place(below)
        self._since = monotonic()
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        announce(self, words)


def _waiting_page() -> QWidget:
    page = QWidget()
    page.setLayout(column(None, row(None, label("正在打开工作区…", "soft"), None), None))
    return page
