"""办法: the schemes of the program and of the office, read as their documents stand; files taken in, and removed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QListView, QMenu, QSplitter, QWidget

from desktop.domain.refusals import within_quotes
from desktop.services.taking_in_schemes import OfferedScheme
from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.dialogs.file_choice import choose_scheme_file, choose_scheme_place
from desktop.ui.dialogs.scheme_dialog import SchemeDialog
from desktop.ui.dialogs.scheme_faults_dialog import SchemeFaultsDialog
from desktop.ui.parts.asking import ask, put_up
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph, restyle
from desktop.ui.parts.wrapping_rows import wrap_words
from desktop.ui.screens.scheme_outline import SchemeOutline
from desktop.ui.theme.tokens import px
from desktop.viewmodels.scheme_library import SchemeLibrary
from desktop.viewmodels.scheme_rows import heading
from desktop.viewmodels.scheme_words import (
    is_amiss,
    outdated_words,
    removal_words,
    row_words,
    standing_words,
)


class SchemeScreen(QWidget):
    """A list of schemes, and the outline of the one that is open."""

    round_wanted = Signal(str, str)  # what is to be done, and to which round

    def __init__(self, library: SchemeLibrary) -> None:
        super().__init__()
        self._library = library
        self._rows = QStringListModel(self)
        self._titles = _title_list(self._rows)
        self.take_button = button(
            "收入办法文件…", "", "upload", "收入别人写好的办法文件（.toml），例如新一年的办法"
        )
        self.remove_button = button("移去…", "danger", "trash", "移去这份收入的办法")
        self.remove_button.setAccessibleName("移去收入的办法")
        self.save_button = button(
            "另存为…", "", "device-floppy", "存成办法文件（.toml），别的单位可以照样收入"
        )
        self.save_button.setAccessibleName("另存为办法文件")
        self.replace_button = button(
            "批次换用…", "", "", "已经建立的批次改用这份，先看每个单位的得分变化"
        )
        self._menu = QMenu(self)
        self._title = paragraph("", "title")
        self._heading = paragraph("", "soft")
        self._standing = paragraph("", "soft")
        self._outline = SchemeOutline()
        room = self._outline.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # what stands above it stays above
        self._outline.setSizePolicy(room)
        self._lay_out()
        self._connect()
        self._show_rows()
        self.entry = self._titles

    def _lay_out(self) -> None:
        standing = row(self._standing, self.replace_button, self.save_button, self.remove_button)
        standing.setStretch(0, 1)
        words = column(
            self._title, self._heading, standing, self._outline, margins=(20, 16, 20, 12)
        )
        words.setStretchFactor(self._outline, 1)
        tools = row(self.take_button, None, margins=(12, 12, 12, 10))
        left = column(tools, self._titles, gap=0)
        left.setStretchFactor(self._titles, 1)
        panes = QSplitter()
        panes.addWidget(framed("pane", left))
        panes.addWidget(framed("pane", words))
        panes.setSizes([px(300), px(960)])
        panes.setStretchFactor(1, 1)
        self.setLayout(column(panes, gap=0))

    def _connect(self) -> None:
        self._titles.selectionModel().currentChanged.connect(self._on_chosen)
        self.take_button.clicked.connect(self._on_take)
        self.replace_button.clicked.connect(self._open_menu)
        self.save_button.clicked.connect(self._on_save)
        self.remove_button.clicked.connect(self._on_remove)
        self._library.opened.connect(self._on_opened)
        self._library.changed.connect(self._show_rows)
        self._library.offered.connect(self.ask_about)
        self._library.faulty.connect(self._on_faulty)

    # -- what is done

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self._library.open(index.row())

    def _on_take(self) -> None:
        chosen = choose_scheme_file(self)
        if chosen is not None:
            self._library.bring(chosen)

    def ask_about(self, offered: OfferedScheme) -> None:
        """Show what a sound file says, and keep it where that is agreed to."""
        if ask(SchemeDialog(self.window(), offered)):
            self._library.take(offered)

    def _on_faulty(self, name: str, faults: tuple[str, ...]) -> None:
        put_up(SchemeFaultsDialog(self.window(), name, faults))

    def _on_save(self) -> None:
        one = self._library.current
        if one is None:
            return
        out = choose_scheme_place(self, self._library.suggested(one))
        if out is not None:
            self._library.save(one, out)

    def _on_remove(self) -> None:
        one = self._library.current
        if one is None:
            return
        title = one.id if one.scheme is None else one.scheme.title
        words = removal_words(one, self._library.rounds_with(one))
        if confirmed(self, f"移去收入的“{within_quotes(title)}”？", words, "移去"):
            self._library.remove(one)
            self._titles.setFocus()

    def _open_menu(self) -> None:
        """Which round; each is shown with what would change before anything does."""
        self._menu.clear()
        for one in self._library.outdated:
            action = self._menu.addAction(outdated_words(one))
            action.setEnabled(not one.why_not)
            action.triggered.connect(partial(self.round_wanted.emit, "replace", one.round.id))
        self._menu.popup(self.replace_button.mapToGlobal(self.replace_button.rect().bottomLeft()))

    # -- what is shown

    def _show_rows(self) -> None:
        at = self._library.place
        self._rows.setStringList([row_words(one) for one in self._library.schemes])
        self._titles.setCurrentIndex(self._rows.index(at, 0))

    def _on_opened(self) -> None:
        one = self._library.current
        if one is None:
            return
        self._title.setText(one.id if one.scheme is None else one.scheme.title)
        self._heading.setText("" if one.scheme is None else heading(one.scheme))
        self._heading.setVisible(one.scheme is not None)
        self._standing.setText(standing_words(one))
        restyle(self._standing, "tone", "amber" if is_amiss(one) else "")
        self.replace_button.setVisible(bool(self._library.outdated))
        self.save_button.setVisible(one.taken_in and one.text is not None)
        self.remove_button.setVisible(one.taken_in)
        self._outline.setVisible(one.scheme is not None)
        if one.scheme is not None:
            self._outline.show_scheme(one.scheme)


def _title_list(rows: QStringListModel) -> QListView:
    made = QListView()
    made.setAccessibleName("考核办法")
    made.setProperty("page", "true")
    made.setModel(rows)
    wrap_words(made)
    made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    return made
