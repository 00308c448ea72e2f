"""办法: the installed schemes, read as their documents stand."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QListView, QSplitter, QWidget

from desktop.ui.parts.boxes import column, framed
from desktop.ui.parts.labels import paragraph
from desktop.ui.screens.scheme_outline import SchemeOutline
from desktop.ui.theme.tokens import px
from desktop.viewmodels.scheme_library import SchemeLibrary, heading


def scheme_screen() -> SchemeScreen:
    """The screen over what is installed."""
    return SchemeScreen(SchemeLibrary())


class SchemeScreen(QWidget):
    """A list of schemes, and the outline of the one that is open."""

    def __init__(self, library: SchemeLibrary) -> None:
        super().__init__()
        self._library = library
        self._titles = QListView()
        self._titles.setAccessibleName("已安装的考核办法")
        self._titles.setProperty("page", "true")
        self._titles.setModel(QStringListModel([one.title for one in library.schemes], self))
        self._titles.setWordWrap(True)
        self._titles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._titles.setResizeMode(QListView.ResizeMode.Adjust)
        self._titles.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._title = paragraph("", "title")
        self._heading = paragraph("", "soft")
        self._outline = SchemeOutline()
        self._lay_out()
        self._titles.selectionModel().currentChanged.connect(self._on_chosen)
        library.opened.connect(self._on_opened)
        if library.schemes:
            self._titles.setCurrentIndex(self._titles.model().index(0, 0))
        self.entry = self._titles

    def _lay_out(self) -> None:
        words = column(self._title, self._heading, self._outline, margins=(20, 16, 20, 12))
        words.setStretchFactor(self._outline, 1)
        panes = QSplitter()
        panes.addWidget(self._titles)
        panes.addWidget(framed("pane", words))
        panes.setSizes([px(300), px(960)])
        panes.setStretchFactor(1, 1)
        self.setLayout(column(panes, gap=0))

    def _on_chosen(self, index: QModelIndex) -> None:
        self._library.open(index.row())

    def _on_opened(self) -> None:
        scheme = self._library.current
        if scheme is not None:
            self._title.setText(scheme.title)
            self._heading.setText(heading(scheme))
            self._outline.show_scheme(scheme)
