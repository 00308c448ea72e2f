"""Wrapping rows: lists and outlines whose rows are as high as their words at the width that they really get."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

Index = QModelIndex | QPersistentModelIndex
_ENOUGH: Final = 10_000  # a rectangle's height, of which the style sheet takes its padding


def wrap_words(view: QListView) -> None:
    """Qt asks for a row's height before it knows of the scroll bar, and then cuts its last words."""
    view.setWordWrap(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setItemDelegate(_WrappingRows(view))


def wrapped_size(styled: QStyleOptionViewItem, view: QAbstractItemView, width: int) -> QSize:
    """The height that an item's words take at this width, with what the style sheet puts around them."""
    styled.rect = QRect(0, 0, width, _ENOUGH)  # type: ignore[attr-defined]  # missing from PySide's stubs
    style = view.style()
    inner = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, styled, view)
    room = QRect(0, 0, inner.width() - 2 * text_margin(view), 0)
    metrics = QFontMetrics(styled.font)  # type: ignore[attr-defined]  # as above
    words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, styled.text)  # type: ignore[attr-defined]  # as above
    return QSize(width, words.height() + _ENOUGH - inner.height())


def text_margin(view: QAbstractItemView) -> int:
    """What Qt itself leaves on each side of an item's words."""
    metric = QStyle.PixelMetric.PM_FocusFrameHMargin
    return view.style().pixelMetric(metric, None, view) + 1


class _WrappingRows(QStyledItemDelegate):
    """Asks for the height at the width of the list as it is now."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Never wider than there is room: what is beyond it could not be reached."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        view = self._view
        return wrapped_size(styled, view, view.viewport().width() - 2 * view.spacing())
