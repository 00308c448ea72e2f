"""What stands left of a page: the manual's contents, or where the words that were looked for stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.services.manual.finding import Hit
from desktop.services.manual.pages import Manual
from desktop.ui.parts.wrapped_text import WrappedText
from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.tokens import colour, px

Index = QModelIndex | QPersistentModelIndex
TARGET: Final = Qt.ItemDataRole.UserRole
_EXCERPT: Final = Qt.ItemDataRole.UserRole + 1
_HEAD: Final = Qt.ItemDataRole.UserRole + 2
_EDGE: Final = 14
_ABOVE: Final = 7
_INSET: Final = 12
_EXCERPT_LINES: Final = 3


class HelpContents(QListWidget):
    """One line a page under its part's name; while something is looked for, one entry a section that has it."""

    wanted = Signal(str)

    def __init__(self, manual: Manual) -> None:
        super().__init__()
        self._manual = manual
        self._filling = False
        self.words: tuple[str, ...] = ()
        self.setAccessibleName("手册目录")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Entries(self))
        self.currentItemChanged.connect(self._on_current)
        self.show_contents("")

    def show_contents(self, page: str) -> None:
        """Every page; the one that is open is marked."""
        self._filling = True
        self.clear()
        for part in self._manual.parts:
            head = QListWidgetItem(part.title)
            head.setData(_HEAD, True)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(head)
            for one in part.pages:
                self._add(one.title, one.name, "")
        self._filling = False
        self.mark(page)

    def show_hits(self, hits: Sequence[Hit], words: Sequence[str]) -> None:
        """What was found."""
        self._filling = True
        self.words = tuple(words)
        self.clear()
        for one in hits:
            section = one.section
            name = f"{section.title} · {section.heading}" if section.heading else section.title
            self._add(name, section.target, one.excerpt)
        self._filling = False

    def mark(self, target: str) -> None:
        """Where one is now."""
        self._filling = True
        found = [
            at
            for at in range(self.count())
            if target and self.item(at).data(TARGET) in {target, target.partition("#")[0]}
        ]
        if found:
            self.setCurrentRow(found[0])
        self._filling = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere now."""
        self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def _add(self, name: str, target: str, excerpt: str) -> None:
        item = QListWidgetItem(name)
        item.setData(TARGET, target)
        item.setData(_EXCERPT, excerpt)
        item.setToolTip(escape(name))
        self.addItem(item)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.wanted.emit(item.data(TARGET))


class _Entries(QStyledItemDelegate):
    """A part's name, a page's title, or a hit with its excerpt below."""

    def __init__(self, view: HelpContents) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need."""
        del option
        height = sum(text.height for text, _ in self._texts(index))
        above = px(_ABOVE) * (2 if index.data(_HEAD) and index.row() else 1)
        return QSize(px(100), round(height + above + px(_ABOVE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the words."""
        room: QRect = option.rect  # type: ignore[attr-defined]  # missing from PySide's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, colour("primary_soft"))
            painter.fillRect(QRect(room.x(), room.y(), px(3), room.height()), colour("primary"))
            if self._view.hasFocus():
                painter.setPen(colour("primary"))
                painter.drawRect(room.adjusted(0, 0, -1, -1))
        top = float(room.bottom() - px(_ABOVE))
        texts = self._texts(index)
        top -= sum(text.height for text, _ in texts)
        for text, ink in texts:
            painter.setPen(colour(ink))
            text.draw(painter, room.x() + self._left(index), top)
            top += text.height
        painter.restore()

    def _left(self, index: Index) -> int:
        return px(_EDGE if index.data(_HEAD) or index.data(_EXCERPT) else _EDGE + _INSET)

    def _texts(self, index: Index) -> list[tuple[WrappedText, str]]:
        width = self._view.viewport().width() - self._left(index) - px(_EDGE)
        words, excerpt = index.data(Qt.ItemDataRole.DisplayRole), index.data(_EXCERPT)
        if index.data(_HEAD):
            return [(WrappedText(words, font("soft", STRONG), width), "ink_soft")]
        if not excerpt:
            return [(WrappedText(words, font("base", REGULAR), width), "ink")]
        found = [
            (_stretches(text.casefold(), self._view.words), _found_look())
            for text in (words, excerpt)
        ]
        above = WrappedText(words, font("base", STRONG), width, marked=found[0])
        below = WrappedText(excerpt, font("small"), width, _EXCERPT_LINES, found[1])
        return [(above, "ink"), (below, "ink_soft")]


def _stretches(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, len(word)
            at = text.find(word, at + len(word))


def _found_look() -> QTextCharFormat:
    """Told by its ground and a line, not by colour alone."""
    look = QTextCharFormat()
    look.setBackground(colour("amber_soft"))
    look.setForeground(colour("ink"))
    look.setFontUnderline(True)
    return look
