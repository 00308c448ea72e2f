"""The calendar of a year: twelve small months, as many beside one another as there is room for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from desktop.ui.panels.day_marks import paint_day
from desktop.ui.parts.cells import CENTRE, LEFT
from desktop.ui.parts.keys import ENTER
from desktop.ui.theme.fonts import STRONG, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.office_calendar import OfficeCalendar

_CELL, _LINE, _HEAD, _DAYS = 24, 23, 24, 18
_WEEKS: Final = 6
_GAP: Final = 14
_ACROSS: Final = (6, 4, 3, 2, 1)  # so that no row is left short
_MONTHS: Final = 12
_WEEKDAYS: Final = "一二三四五六日"
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_LEAPS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class YearCalendar(QWidget):
    """One stop of the tab key: arrows go by days and weeks, PageUp and PageDown by months, Enter opens a day."""

    opened = Signal(object)  # date
    moved = Signal(object)

    def __init__(self, calendar: OfficeCalendar) -> None:
        super().__init__()
        self._calendar = calendar
        self.current = calendar.today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(px(_CELL) * 7)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        calendar.changed.connect(self._on_changed)
        self._on_changed()

    # -- where things are

    @property
    def _across(self) -> int:
        wide, gap = px(_CELL) * 7, px(_GAP)
        return next((n for n in _ACROSS if n * wide + (n - 1) * gap <= self.width()), 1)

    def _corner(self, month: int) -> QPointF:
        """The upper left corner of a month; what room is left lies between the months."""
        across, wide = self._across, px(_CELL) * 7
        left = self.width() - across * wide
        gap = min(left / (across - 1), px(_GAP) * 3) if across > 1 else 0
        down, right = divmod(month - 1, across)
        return QPointF(right * (wide + gap), down * self._month_height)

    @property
    def _month_height(self) -> int:
        return px(_HEAD) + px(_DAYS) + _WEEKS * px(_LINE) + px(_GAP)

    def room_of(self, day: date) -> QRectF:
        """Where a day is painted."""
        first, _ = monthrange(day.year, day.month)
        week, weekday = divmod(first + day.day - 1, 7)
        corner = self._corner(day.month)
        top = corner.y() + px(_HEAD) + px(_DAYS) + week * px(_LINE)
        return QRectF(corner.x() + weekday * px(_CELL), top, px(_CELL), px(_LINE))

    def day_at(self, point: QPointF) -> date | None:
        """The day below the pointer."""
        for month in range(1, _MONTHS + 1):
            corner = self._corner(month)
            across = int((point.x() - corner.x()) // px(_CELL))
            down = int((point.y() - corner.y() - px(_HEAD) - px(_DAYS)) // px(_LINE))
            if 0 <= across < len(_WEEKDAYS) and 0 <= down < _WEEKS:
                first, days = monthrange(self._calendar.year, month)
                number = down * 7 + across - first + 1
                return date(self._calendar.year, month, number) if 1 <= number <= days else None
        return None

    # -- moving

    def go_to(self, day: date) -> None:
        """Make a day the current one; what lies beyond the year is its first or last."""
        year = self._calendar.year
        self.current = min(max(day, date(year, 1, 1)), date(year, 12, 31))
        self.setAccessibleName(f"工作日历：{self._calendar.told(self.current)}")
        self.moved.emit(self.current)
        self.update()
        self._reveal()

    def _reveal(self) -> None:
        if not self.hasFocus():
            return
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            at = self.mapTo(above.widget(), self.room_of(self.current).center().toPoint())
            above.ensureVisible(at.x(), at.y(), px(_CELL), px(_LINE) * 2)

    def _leap(self, by: int) -> None:
        """The same day of another month, or its last."""
        month = self.current.month + by
        if 1 <= month <= _MONTHS:
            last = monthrange(self.current.year, month)[1]
            self.go_to(self.current.replace(month=month, day=min(self.current.day, last)))

    def _on_changed(self) -> None:
        year = self._calendar.year
        last = monthrange(year, self.current.month)[1]
        self._fit()
        self.go_to(self.current.replace(year=year, day=min(self.current.day, last)))

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What moves, and what opens; the rest is the screen's."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if not plain:
            event.ignore()
        elif key in _STEPS:
            self.go_to(self.current + timedelta(days=_STEPS[key]))
        elif key in _LEAPS:
            self._leap(_LEAPS[key])
        elif key in ENTER or key == Qt.Key.Key_Space:
            self.opened.emit(self.current)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The day below the pointer becomes the current one."""
        event.accept()
        day = self.day_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and day is not None:
            self.go_to(day)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It opens, unless the pointer was drawn away from it."""
        if event.button() == Qt.MouseButton.LeftButton:
            day = self.day_at(event.position())
            if day is not None and day == self.current:
                self.opened.emit(day)

    def event(self, event: QEvent) -> bool:
        """The tip says what a day is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(QPointF(event.pos()))
            if day is None:
                QToolTip.hideText()
            else:
                room = self.room_of(day).toRect()
                QToolTip.showText(event.globalPos(), self._calendar.told(day), self, room)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current day is framed."""
        super().focusInEvent(event)
        self.update()
        self._reveal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And no longer."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more months beside one another, or for fewer."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(_MONTHS // self._across * self._month_height)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The months that are in sight."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for month in range(1, _MONTHS + 1):
                corner = self._corner(month).toPoint()
                room = QRect(corner.x(), corner.y(), px(_CELL) * 7, self._month_height)
                if event.rect().intersects(room):
                    self._paint_month(painter, month, QRectF(room))
            if self.hasFocus():
                painter.setPen(QPen(colour("primary"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self.room_of(self.current).adjusted(0, 0, 0, 0), 4, 4)

    def _paint_month(self, painter: QPainter, month: int, room: QRectF) -> None:
        painter.setPen(colour("ink"))
        painter.setFont(font("soft", STRONG))
        head = QRectF(room.left() + px(6), room.top(), room.width(), px(_HEAD))
        painter.drawText(head, LEFT, f"{month}月")
        painter.setPen(colour("ink_faint"))
        painter.setFont(font("tiny"))
        for at, words in enumerate(_WEEKDAYS):
            left = room.left() + at * px(_CELL)
            painter.drawText(QRectF(left, head.bottom(), px(_CELL), px(_DAYS)), CENTRE, words)
        year = self._calendar.year
        for number in range(1, monthrange(year, month)[1] + 1):
            day = date(year, month, number)
            paint_day(painter, self.room_of(day), self._calendar.look(day).sort, str(number))
