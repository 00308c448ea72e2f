"""The help window: contents and what is looked for at the left, the page at the right; it stands beside one's work."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QSplitter, QToolButton, QWidget

from desktop.services.manual.book import TITLE, Book
from desktop.services.manual.pages import Manual
from desktop.services.manual.reading import manual_folder
from desktop.ui.dialogs.paper_place import choose_paper_place
from desktop.ui.help.help_contents import HelpContents
from desktop.ui.help.page_browser import PageBrowser, picture_of
from desktop.ui.help.paper_help import print_book
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import label
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px
from desktop.viewmodels.manual_reading import ManualReading

_PAUSE: Final = 200  # milliseconds after the last letter
_SIZE: Final = (1120, 760)
_LEFT: Final = 272
_LONGEST: Final = 60


class HelpWindow(QWidget):
    """A window of its own over the shell, or over the dialog in which F1 was pressed."""

    def __init__(self, parent: QWidget, manual: Manual) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("使用手册")
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.reading = ManualReading(manual, self)
        self.search = _search_field()
        self.contents = HelpContents(manual)
        self.said = label("", "small")
        self.page = PageBrowser(manual_folder() / "pictures")
        self.back = tool("arrow-left", "后退", "后退（Alt+←）")
        self.on = tool("arrow-right", "前进", "前进（Alt+→）")
        self.keys_button = button("快捷键", "link", "", "全部按键（Shift+F1）")
        self.paper_button = button("打印", "", "printer", "打印或另存为 PDF（Ctrl+P）")
        self.paper_menu = QMenu(self)
        self.paper_button.setMenu(self.paper_menu)
        self._place = Path()
        self._lay_out()
        self._connect()
        self._on_moved()
        self.resize(*_fitting(parent))

    def _lay_out(self) -> None:
        above = column(self.search, self.said, gap=6, margins=(12, 12, 12, 4))
        left = column(above, self.contents, gap=0)
        left.setStretch(1, 1)
        self.said.setVisible(False)
        aside = framed("pane", left)
        aside.setMinimumWidth(px(200))
        tools = row(
            self.back, self.on, None, self.keys_button, self.paper_button, margins=(10, 6, 14, 6)
        )
        self._told = flowing("", "soft")
        self.open_button = button("打开", "link")
        foot = row(self._told, self.open_button, margins=(16, 4, 10, 4))
        foot.setStretch(0, 1)
        self._foot: QFrame = framed("foot", foot)
        self._foot.setVisible(False)
        right = column(framed("strip", tools), self.page, self._foot, gap=0)
        right.setStretch(1, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(px(5))
        panes.addWidget(aside)
        panes.addWidget(framed("pane", right))
        panes.setSizes([px(_LEFT), px(_SIZE[0] - _LEFT)])
        panes.setStretchFactor(1, 1)
        self.setLayout(column(panes, gap=0))

    def _connect(self) -> None:
        reading = self.reading
        reading.moved.connect(self._on_moved)
        reading.found.connect(self._on_found)
        reading.saved.connect(self._on_saved)
        reading.failed.connect(self._on_failed)
        reading.printable.connect(self._on_printable)
        self.contents.wanted.connect(reading.go)
        self.page.wanted.connect(reading.go)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.search.textChanged.connect(
            lambda _: self._pause.start()
        )  # its own button clears it too
        self.back.clicked.connect(lambda: reading.step(-1))
        self.on.clicked.connect(lambda: reading.step(1))
        self.keys_button.clicked.connect(lambda: reading.go("shortcuts"))
        self.open_button.clicked.connect(self._open_saved)
        for words, whole in (("打印这一页…", False), ("打印整本手册…", True)):
            self.paper_menu.addAction(words).triggered.connect(
                lambda _=False, whole=whole: self.print(whole=whole)
            )
        self.paper_menu.addSeparator()
        for words, whole in (("这一页存为 PDF…", False), ("整本手册存为 PDF…", True)):
            self.paper_menu.addAction(words).triggered.connect(
                lambda _=False, whole=whole: self.ask_where(whole=whole)
            )
        for sequence, does in (
            ("Alt+Left", lambda: reading.step(-1)),
            ("Alt+Right", lambda: reading.step(1)),
            ("Ctrl+F", self._begin_search),
            ("Ctrl+P", self.paper_button.showMenu),
        ):
            QShortcut(QKeySequence(sequence), self).activated.connect(does)

    # -- what is read

    def open_at(self, target: str) -> None:
        """Show a page and come to the front; the cursor stands in its text, so that it scrolls by keys."""
        self.reading.go(target)
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears what was looked for, then closes; from the field the arrow goes into the list."""
        key, in_field = event.key(), self.search.hasFocus()
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self._look()
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif in_field and key in {*ENTER, Qt.Key.Key_Down}:
            self._go_into_hits()
        elif self.contents.hasFocus() and key in ENTER:
            self.page.setFocus()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing goes on behind it."""
        self.reading.close()
        super().closeEvent(event)

    def _begin_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _look(self) -> None:
        self._pause.stop()
        if self.search.text().strip() != self.reading.words:
            self.reading.find(self.search.text())

    def _go_into_hits(self) -> None:
        self._look()
        self.contents.setFocus()
        if self.reading.hits:
            self.contents.setCurrentRow(0)

    def _on_found(self) -> None:
        reading = self.reading
        if not reading.words:
            self.contents.show_contents(reading.page.name)
        else:
            self.contents.show_hits(reading.hits, reading.marked)
        self.said.setText(_told(reading))
        self.said.setVisible(bool(reading.words))
        if not reading.words:
            self._on_moved()

    def _on_moved(self) -> None:
        reading = self.reading
        picture = picture_of(reading.target)
        if picture:
            self.page.show_picture(picture, self.page.describes.get(picture, ""))
        else:
            self.page.show_page(reading.page, reading.heading, reading.marked)
            self.setWindowTitle(f"{reading.page.title} - 使用手册")
            if not reading.words:
                self.contents.mark(reading.page.name)
        self.back.setEnabled(reading.can_go_back)
        self.on.setEnabled(reading.can_go_on)

    # -- paper

    def print(self, *, whole: bool) -> None:
        """On the system's printer, once it is set."""
        self._tell("正在排版…")
        self.reading.make_book(whole=whole)

    def ask_where(self, *, whole: bool) -> None:
        """A PDF among the user's documents."""
        name = TITLE if whole else f"{TITLE}　{self.reading.page.title}"
        out = choose_paper_place(self, (".pdf",), f"{name}.pdf")
        if out is not None:
            self._place = out
            self._tell("正在保存…")
            self.reading.save(out, whole=whole)

    def _on_printable(self, book: Book) -> None:
        self._tell("")
        print_book(self, self.reading.jobs, book, self._tell)

    def _on_saved(self, words: str) -> None:
        self._tell(words, saved=True)

    def _on_failed(self, words: str) -> None:
        self._tell(words)

    def _tell(self, words: str, *, saved: bool = False) -> None:
        self._told.setText(words)
        self._foot.setVisible(bool(words))
        self.open_button.setVisible(saved)

    def _open_saved(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._place)))


def _told(reading: ManualReading) -> str:
    """How many places, or that they only come near."""
    if not reading.hits:
        return "手册里没有，换个说法再找"
    return f"{'相近的 ' if reading.is_near else ''}{len(reading.hits)} 处"


def _search_field() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText("在手册里查找（Ctrl+F）")
    made.setAccessibleName("在手册里查找")
    made.setMaxLength(_LONGEST)
    made.setClearButtonEnabled(True)
    look = icon("search", "ink_faint")
    made.addAction(look, QLineEdit.ActionPosition.LeadingPosition).setText("查找")
    for inner in cast("list[QToolButton]", made.findChildren(QToolButton)):
        inner.setAccessibleName(inner.text() or "清除查找")
    return made


def _fitting(parent: QWidget) -> tuple[int, int]:
    """As large as is usual, where the screen has the room."""
    room = parent.screen().availableSize()
    width, height = (px(one) for one in _SIZE)
    return min(width, room.width() - px(40)), min(height, room.height() - px(60))
