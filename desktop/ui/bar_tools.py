"""What stands at the right of the bar: undo and redo by name, and who sits at the keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.domain.records import Person
from desktop.ui.help.help_keys import open_help, show_shortcuts
from desktop.ui.parts.boxes import row
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px
from desktop.viewmodels.undoing import Undoing
from desktop.viewmodels.workplace import Workplace


class BarTools(QWidget):
    """All of it in one row."""

    def __init__(self, undoing: Undoing, workplace: Workplace) -> None:
        super().__init__()
        self.author = AuthorMenu(workplace)
        self.help = HelpMenu()
        self.undo = UndoButtons(undoing)
        self.setLayout(row(self.undo, self.author, self.help, gap=4))


class HelpMenu(QToolButton):
    """The manual, the keys, the first task once more, and how the program itself stands."""

    setting_wanted = Signal(str)
    first_task_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        dress_for_bar(self, "help-circle", "帮助")
        self.setToolTip("使用手册（F1）、快捷键（Shift+F1）")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for words, keys, does in (
            ("使用手册", "F1", open_help),
            ("快捷键", "Shift+F1", show_shortcuts),
        ):
            action = menu.addAction(f"{words}\t{keys}")
            action.triggered.connect(lambda _=False, does=does: does(self.window()))
        menu.addAction("五步引导").triggered.connect(lambda _=False: self.first_task_wanted.emit())
        menu.addSeparator()
        for name in ("诊断", "关于和许可"):
            action = menu.addAction(name)
            action.triggered.connect(lambda _=False, name=name: self.setting_wanted.emit(name))
        self.setMenu(menu)


class UndoButtons(QWidget):
    """Each says what it would act on."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, undoing: Undoing) -> None:
        super().__init__()
        self._undoing = undoing
        self._undo = bar_button("arrow-back-up", "撤销")
        self._redo = bar_button("arrow-forward-up", "重做")
        self.setLayout(row(self._undo, self._redo, gap=2))
        self._undo.clicked.connect(self.undo_wanted)
        self._redo.clicked.connect(self.redo_wanted)
        undoing.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        for one, name, words, keys in (
            (self._undo, "撤销", self._undoing.undo_words, "Ctrl+Z"),
            (self._redo, "重做", self._undoing.redo_words, "Ctrl+Y"),
        ):
            one.setEnabled(bool(words))
            named = f"{name}：{words}" if words else f"没有可以{name}的操作"
            one.setAccessibleName(named)
            one.setToolTip(f"{named}（{keys}）" if words else named)


class AuthorMenu(QToolButton):
    """The person whose name every event bears; another one sits down with one click."""

    pin_wanted = Signal(object)  # Person

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self.setIcon(icon("user", "bar_soft"))
        self.setIconSize(QSize(px(18), px(18)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        workplace.author_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        name = self._workplace.author.name
        self.setText(name)
        self.setAccessibleName(f"当前考核人：{name}")
        self.setToolTip("每一步都记在这个人名下；点开换人")

    def _fill(self) -> None:
        self._menu.clear()
        for person in self._workplace.people():
            action = self._menu.addAction(person.name)
            action.setCheckable(True)
            action.setChecked(person.id == self._workplace.author.person)
            action.triggered.connect(partial(self._on_chosen, person))

    def _on_chosen(self, person: Person) -> None:
        if self._workplace.asks_pin(person):
            self.pin_wanted.emit(person)
        else:
            self._workplace.sit_down(person)


def bar_button(picture: str, name: str) -> QToolButton:
    """An icon on the dark bar."""
    made = QToolButton()
    dress_for_bar(made, picture, name)
    return made


def dress_for_bar(made: QToolButton, picture: str, name: str) -> None:
    """A button on the bar takes no cursor away when it is clicked."""
    made.setIcon(icon(picture, "bar_ink"))
    made.setIconSize(QSize(px(18), px(18)))
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
