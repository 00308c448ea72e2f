"""The canvas: one page on the desk, with what is marked on it, and whatever part of it one wants to see."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QStyle,
    QToolTip,
)

from desktop.services.evidence_pages import Region
from desktop.ui.theme.fonts import font
from desktop.ui.theme.tokens import COLOURS, colour, px
from desktop.ui.viewer import page_marks
from desktop.ui.viewer.page_hand import PageHand
from desktop.ui.viewer.page_keys import PageKeys
from desktop.ui.viewer.wheel import Wheel
from desktop.viewmodels.page_geometry import Layout, Room
from desktop.viewmodels.page_pins import Pin
from desktop.viewmodels.page_view import PageView, Sight

_MARGIN: Final = 12
_FLASH: Final = 1_400  # milliseconds
_QUARTER: Final = 90


class PageCanvas(QGraphicsView):
    """One pixmap in a scene whose lengths are the window's; the page's corner is at 0, 0."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self.view = view
        self.sight: Sight | None = None
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        scene = QGraphicsScene(self)
        scene.addItem(self._item)
        self.setScene(scene)
        handle = "QScrollBar::handle {{ background: {edge}; }}"  # the usual one is lost on the desk
        self.setStyleSheet(handle.format_map(COLOURS))
        self.setAccessibleName("材料页面")
        self.viewport().setAccessibleName("材料页面")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().setMouseTracking(True)
        self._hand, self.keys = PageHand(self), PageKeys(self)
        self._wheel = Wheel(self.verticalScrollBar())
        self._held: QPointF | None = None  # the place in the window that zooming leaves alone
        self._from_below = 0  # the page that is to be looked at from its foot
        self._flash: Region | None = None
        self._fading = QVariantAnimation(self, duration=_FLASH, startValue=1.0, endValue=0.0)
        self._fading.valueChanged.connect(self.viewport().update)
        self._fading.finished.connect(self._end_flash)
        view.changed.connect(self._on_changed)
        view.place_shown.connect(self._on_place_shown)

    # -- the page

    @property
    def layout_in_sight(self) -> Layout | None:
        """How the page lies that is to be marked: of the open file, and of no former one."""
        sight = self.sight
        return sight.layout if sight is not None and sight.file == self.view.file else None

    def in_sight(self) -> Region:
        """Which part of the page is in the window."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if self.sight is None:
            return Region(0, 0, 1, 1)
        return self.sight.layout.region(seen.left(), seen.top(), seen.right(), seen.bottom())

    def _on_changed(self) -> None:
        before, self.sight = self.sight, self.view.sight
        if self.sight is not None:
            self._put(self.sight, before)
        else:
            self._item.setPixmap(QPixmap())
            self.scene().setSceneRect(QRectF())
        self.setAccessibleDescription(f"第 {self.view.page} 页，共 {self.view.pages} 页")
        self._hand.rest()
        self.viewport().update()

    def _put(self, sight: Sight, before: Sight | None) -> None:
        is_same = before is not None and (before.file, before.page) == (sight.file, sight.page)
        if before is None or sight.picture is not before.picture or not is_same:
            self._item.setPixmap(QPixmap.fromImage(sight.picture) if sight.picture else QPixmap())
        if before is not None and is_same and sight.layout == before.layout:
            return self._fit_picture(sight.layout)
        place = self._held or QPointF(self.viewport().rect().center())
        at = self.mapToScene(place.toPoint())
        kept = before.layout.region(at.x(), at.y(), at.x(), at.y()) if before else None
        is_at_top = self.verticalScrollBar().value() == self.verticalScrollBar().minimum()
        self._fit_picture(sight.layout)
        width, height = sight.layout.seen
        margin = px(_MARGIN)
        self.scene().setSceneRect(-margin, -margin, width + 2 * margin, height + 2 * margin)
        if not is_same:
            self._enter(sight.page)
        elif kept is not None:
            self._bring(sight.layout.placed(kept), place)
            if is_at_top and self._held is None:
                self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        return None

    def _fit_picture(self, layout: Layout) -> None:
        """Lay the picture over the page: dot by dot if it was made for it, else larger or smaller."""
        picture = self._item.pixmap()
        if picture.isNull():
            return
        width, height = layout.seen
        turned = QTransform().translate(width / 2, height / 2).rotate(_QUARTER * layout.turns)
        turned.translate(-layout.width / 2, -layout.height / 2)
        turned.scale(layout.width / picture.width(), layout.height / picture.height())
        self._item.setTransform(turned)

    def _enter(self, page: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if page == self._from_below else bar.minimum())
        self._from_below = 0

    def _bring(self, region: Region, place: QPointF) -> None:
        """Scroll until a point of the page is at this place of the window."""
        now = self.mapFromScene(QPointF(region.left, region.top))
        for bar, by in (
            (self.horizontalScrollBar(), now.x() - place.x()),
            (self.verticalScrollBar(), now.y() - place.y()),
        ):
            bar.setValue(bar.value() + round(by))

    def turn_page(self, by: int) -> None:
        """The next page, or the one before from its foot."""
        self._from_below = self.view.page - 1 if by < 0 else 0
        self.view.turn_to(self.view.page + by)

    def zoom(self, by: int, place: QPointF | None = None) -> None:
        """Larger or smaller, around this place of the window."""
        self._held = place
        self.view.step_zoom(by)
        self._held = None

    def _on_place_shown(self, region: Region, draws_eye: bool) -> None:  # noqa: FBT001  # a signal's
        if self.sight is None:
            return
        place = page_marks.placed(self.sight.layout, region)
        self.bring_into_sight(place)
        if draws_eye:
            self._flash = region
            self._fading.start()

    def bring_into_sight(self, place: QRectF) -> None:
        """Scroll only where it is needed, and then to the middle."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if seen.contains(place):
            return
        if place.height() <= seen.height() and place.width() <= seen.width():
            self.centerOn(place.center())
        else:
            margin = px(_MARGIN)
            self._bring(Region(place.left(), place.top(), 0, 0), QPointF(margin, margin))

    def _end_flash(self) -> None:
        self._flash = None
        self.viewport().update()

    # -- what is drawn

    def drawBackground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        """The desk, and the sheet with its shadow."""
        painter.fillRect(self.mapToScene(self.viewport().rect()).boundingRect(), colour("desk"))
        if self.sight is not None:
            page_marks.draw_sheet(painter, QRectF(0, 0, *self.sight.layout.seen))

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        """What is marked."""
        layout = self.layout_in_sight
        if self.sight is None or layout is None:
            return
        if self.sight.picture is None:
            self._say_coming(painter, self.sight)
        page, view = self.sight.page, self.view
        hits = ((one.region, one == view.search.hit) for one in view.search.on(page))
        page_marks.draw_hits(painter, layout, hits)
        for number, pin in view.pins.on(page):
            current = pin.id == view.pins.current
            page_marks.draw_pin(painter, layout, pin.place, number, is_current=current)
        if view.frame.region is not None and view.is_here:
            page_marks.draw_frame(painter, layout, view.frame.region, is_on=view.frame.is_on)
        if self._flash is not None:
            strength = float(self._fading.currentValue())
            page_marks.draw_flash(painter, layout, self._flash, strength)

    def _say_coming(self, painter: QPainter, sight: Sight) -> None:
        painter.setPen(colour("ink_soft"))
        painter.setFont(font("soft"))
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        room = seen.intersected(QRectF(0, 0, *sight.layout.seen))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"正在显示第 {sight.page} 页…")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The focus is seen at the edge."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(colour("primary"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def pin_at(self, at: QPoint) -> Pin | None:
        """The pin at a place of the window; of several, the smallest."""
        layout, view = self.layout_in_sight, self.view
        if layout is None or self.sight is None:
            return None
        point = self.mapToScene(at)
        found = [
            (frame.width() * frame.height(), pin.id, pin)
            for number, pin in view.pins.on(self.sight.page)
            for frame in [page_marks.placed(layout, pin.place or Region(0, 0, 0, 0))]
            if frame.contains(point) or page_marks.tab_of(layout, pin.place, number).contains(point)
        ]
        return min(found)[2] if found else None

    # -- the window

    def report_room(self) -> None:
        """Tell how much room there is."""
        room, margin = self.maximumViewportSize(), 2 * px(_MARGIN) + 1
        # What the view itself reckons with, which is more than the style sheet's bar takes.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        width, height = max(room.width() - margin, 1), max(room.height() - margin, 1)
        self.view.set_room(Room(width, height, bar, self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room, or less."""
        super().resizeEvent(event)
        self.report_room()

    def event(self, event: QEvent) -> bool:
        """Another screen may have finer dots."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.report_room()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A pin says what it proves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            pin = self.pin_at(event.pos())
            QToolTip.showText(event.globalPos(), pin.words if pin else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the page; all others are the viewer's."""
        if not self.keys.press(event):
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, turn the page at its end, or zoom with Ctrl."""
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if steps := self._wheel.zoom_steps(event):
                self.zoom(steps, event.position())
            return
        pages = self._wheel.pages(event)
        if pages is None:
            super().wheelEvent(event)
        elif pages:
            self.turn_page(pages)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the page, or begin a frame."""
        if not self._hand.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the page, or the frame."""
        if not self._hand.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click on a pin chooses it."""
        if not self._hand.release(event):
            super().mouseReleaseEvent(event)
        self._hand.rest()
