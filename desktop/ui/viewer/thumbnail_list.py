"""The thumbnails beside the page: one is a click or an arrow away, and only those in sight are drawn."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.page_thumbnails import PICTURE_ROLE, PINNED_ROLE, TURNS_ROLE
from desktop.viewmodels.page_view import PageView

Index = QModelIndex | QPersistentModelIndex
_BOX: Final = 88  # a thumbnail's longer side
_NUMBER: Final = 20
_GAP: Final = 8
_QUARTER: Final = 90
_SIGN: Final = 14
_BLANK: Final = 13  # by which a blank sheet is narrower than its box
_WIDTH: Final = 120


class ThumbnailList(QListView):
    """Follows the page in sight, and leads to others."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = view
        self.setAccessibleName("缩略图")
        self.setProperty("page", "true")
        self.setFixedWidth(px(_WIDTH))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setItemDelegate(_Thumbnail(self))
        self.setModel(view.thumbnails)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.verticalScrollBar().valueChanged.connect(self.report)
        view.thumbnails.modelReset.connect(self.report)
        view.changed.connect(self._on_changed)

    def report(self) -> None:
        """Tell which are in sight."""
        height = _row_height()
        first = self.verticalScrollBar().value() // height
        last = (self.verticalScrollBar().value() + self.viewport().height()) // height
        rows = range(first, last + 1) if self.isVisible() else range(0)
        side = round(px(_BOX) * self.devicePixelRatioF())
        self._view.see_thumbnails(rows, (side, side))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of them may be in sight."""
        super().resizeEvent(event)
        self.report()

    def showEvent(self, event: QShowEvent) -> None:
        """Now they are wanted."""
        super().showEvent(event)
        self._follow()
        self.report()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees them any more."""
        super().hideEvent(event)
        self.report()

    def _on_changed(self) -> None:
        if self.currentIndex().row() != self._view.page - 1:
            self._follow()

    def _follow(self) -> None:
        index = self.model().index(self._view.page - 1, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self._view.turn_to(index.row() + 1)


class _Thumbnail(QStyledItemDelegate):
    """A small sheet with its number."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All are alike."""
        return QSize(px(_BOX), _row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The sheet, and below it the number, with a sign where the page bears pins."""
        room: QRect = option.rect  # type: ignore[attr-defined]  # the stubs lack a style option's fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        ink, weight = ("primary", STRONG) if is_current else ("ink_soft", REGULAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(room, colour("primary_soft" if is_current else "surface"))
        box = QRectF(room.center().x() - px(_BOX) / 2, room.top() + px(_GAP), px(_BOX), px(_BOX))
        sheet = _draw_sheet(painter, box, index)
        painter.setPen(QPen(colour("primary" if is_current else "line_strong"), px(2 * is_current)))
        painter.drawRect(sheet)
        painter.setFont(font("small", weight))
        painter.setPen(colour(ink))
        line = QRectF(room.left(), box.bottom(), room.width(), px(_NUMBER))
        number = painter.boundingRect(line, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        if index.data(PINNED_ROLE):
            side = px(_SIGN)
            at = QPointF(number.right() + px(2), line.center().y() - side / 2)
            painter.drawPixmap(at, pixmap("pin", "primary", _SIGN))
        painter.restore()


def _draw_sheet(painter: QPainter, box: QRectF, index: Index) -> QRectF:
    """The picture, a blank sheet until it has come, or a sign that none can be made."""
    picture = index.data(PICTURE_ROLE)
    if isinstance(picture, QImage) and not picture.isNull():
        turned = picture.transformed(QTransform().rotate(_QUARTER * index.data(TURNS_ROLE)))
        scale = min(box.width() / turned.width(), box.height() / turned.height())
        sheet = QRectF(0, 0, turned.width() * scale, turned.height() * scale)
        sheet.moveCenter(box.center())
        painter.drawImage(sheet, turned)
        return sheet
    sheet = QRectF(box.adjusted(px(_BLANK), 0, -px(_BLANK), 0))
    painter.fillRect(sheet, colour("surface"))
    if isinstance(picture, QImage):
        half = px(_SIGN) / 2
        at = sheet.center() - QPointF(half, half)
        painter.drawPixmap(at, pixmap("file-off", "ink_faint", _SIGN))
    return sheet


def _row_height() -> int:
    return px(_GAP) + px(_BOX) + px(_NUMBER)
