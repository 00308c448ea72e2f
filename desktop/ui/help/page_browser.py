"""One page of the manual as it is read: links, pictures as sharp as the screen is, the words that were looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from desktop.services.manual.pages import Page, Pictured
from desktop.ui.help.page_html import PICTURE, html_of, html_of_picture
from desktop.ui.theme.fonts import font
from desktop.ui.theme.tokens import colour, px

_EDGE: Final = 28
_PAUSE: Final = 120  # milliseconds after the window was drawn to another size
_FULL: Final = "full/"


class PageBrowser(QTextBrowser):
    """Draws a page; where its links lead is the window's business."""

    wanted = Signal(str)  # a page, a heading of one, or a picture

    def __init__(self, pictures: Path) -> None:
        super().__init__()
        self._pictures = pictures
        self._page: Page | None = None
        self._drawn = 0  # the width that pictures were made for
        self.setFrameShape(QFrame.Shape.NoFrame)
        # One that comes and goes would leave the pictures too wide.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setOpenLinks(False)
        self.setAccessibleName("手册内容")
        self.document().setDefaultFont(font())
        self.document().setDocumentMargin(px(_EDGE))
        self.anchorClicked.connect(self._on_anchor)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._draw_again)

    def show_page(self, page: Page, heading: str, words: tuple[str, ...]) -> None:
        """From its beginning, from a heading, or from the first of these words on."""
        self._page = page
        self._draw(html_of(page))
        self._mark(words)
        if heading:
            self.scrollToAnchor(heading)
        elif words:
            self._go_to_first()

    def show_picture(self, file: str, words: str) -> None:
        """One picture as large as it is."""
        self._page = None
        self._draw(html_of_picture(file, words))
        self.setExtraSelections([])

    @property
    def describes(self) -> dict[str, str]:
        """The pictures of the page that is open, with their words."""
        blocks = self._page.blocks if self._page else ()
        return {one.file: one.words for one in blocks if isinstance(one, Pictured)}

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401  # Qt's
        """A picture, drawn down to the column by us: Qt would do it coarsely."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        file = name.toString() if isinstance(name, QUrl) else name
        image = QImage(str(self._pictures / file.removeprefix(_FULL)))
        dots = self.devicePixelRatioF()
        if image.isNull() or file.startswith(_FULL):
            return image
        width = min(image.width(), self._room)
        smooth = Qt.TransformationMode.SmoothTransformation
        sized = image.scaledToWidth(min(image.width(), round(width * dots)), smooth)
        sized.setDevicePixelRatio(sized.width() / width)
        return sized

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column has another width."""
        super().resizeEvent(event)
        if self._page is not None and self._drawn != self._room:
            self._later.start()

    @property
    def _room(self) -> int:
        return max(px(200), self.viewport().width() - 2 * px(_EDGE) - px(4))

    def _draw(self, html: str) -> None:
        self._drawn = self._room
        self.document().clear()  # and its pictures of another width
        self.setHtml(html)

    def _draw_again(self) -> None:
        if self._page is None or self._drawn == self._room:
            return
        bar, marked = self.verticalScrollBar(), self.extraSelections()
        whole = max(1, bar.maximum())
        share, words = bar.value() / whole, [_cursor(one).selectedText() for one in marked]
        self._draw(html_of(self._page))
        self._mark(tuple(dict.fromkeys(words)))
        bar.setValue(round(share * bar.maximum()))

    def _mark(self, words: tuple[str, ...]) -> None:
        look = QTextCharFormat()
        look.setBackground(colour("amber_soft"))
        look.setFontUnderline(True)
        found: list[QTextEdit.ExtraSelection] = []
        for word in words:
            cursor = self.document().find(word)
            while not cursor.isNull():
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = cursor, look  # type: ignore[attr-defined]  # missing from the stubs
                found.append(one)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(found)

    def _go_to_first(self) -> None:
        places = [_cursor(one).position() for one in self.extraSelections()]
        if places:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(places))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _on_anchor(self, url: QUrl) -> None:
        self.wanted.emit(unquote(url.toString()))


def _cursor(one: QTextEdit.ExtraSelection) -> QTextCursor:
    found: QTextCursor = one.cursor  # type: ignore[attr-defined]  # missing from the stubs
    return found


def picture_of(target: str) -> str:
    """The picture that a link leads to; blank where it leads to a page."""
    return target.removeprefix(PICTURE) if target.startswith(PICTURE) else ""
