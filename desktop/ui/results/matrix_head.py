"""The heads of the matrix: indicators at the top below their sections, units at the side."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView

from desktop.ui.ledgers.state_head import paint_heading
from desktop.ui.parts.cells import LEFT
from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.matrix_columns import MatrixColumn
from desktop.viewmodels.matrix_lines import GroupLine, UnitLine
from desktop.viewmodels.matrix_table import CELL_ROLE, MatrixTable
from desktop.viewmodels.state_table import StateHeading

_EDGE: Final = 4
_SECTION: Final = 24
_ROW: Final = 30
_SIGN: Final = 14
_MOST_KEPT: Final = 500
_Kept = tuple[MatrixColumn, bool | None, int, int]
_ROOMY, _SCANT = 3, 2  # lines of a name


class MatrixHead(QHeaderView):
    """Where the scheme has sections they stand above their indicators; a click on one folds it."""

    section_pressed = Signal(str)

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._table, self._lines = table, _ROOMY
        self._painted: dict[_Kept, QPixmap] = {}
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit(roomy=True)

    def fit(self, *, roomy: bool) -> None:
        """As high as this scheme's heads, and as the window lets them be."""
        self._lines = _ROOMY if roomy else _SCANT
        self._painted.clear()
        lines = QFontMetrics(font("soft", STRONG)).height()
        lines += self._lines * QFontMetrics(font("tiny")).height()
        self.setFixedHeight(lines + px(2 * _EDGE) + self._above)

    @property
    def _above(self) -> int:
        return px(_SECTION) if self._table.sections else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sections lie above the columns that they are made of, whichever of them are in sight."""
        super().paintEvent(event)
        if not self._above:
            return
        with QPainter(self.viewport()) as painter:
            for name, first, last in self._spans():
                left = self.sectionViewportPosition(first)
                right = self.sectionViewportPosition(last) + self.sectionSize(last)
                room = QRect(left, 0, right - left, self._above)
                if room.right() >= 0 and room.left() <= self.viewport().width():
                    self._paint_section(painter, room, name)

    def _spans(self) -> list[tuple[str, int, int]]:
        """Each section with its first and last column that is shown here."""
        spans: list[tuple[str, int, int]] = []
        for at, column in enumerate(self._table.columns):
            if self.isSectionHidden(at):
                continue
            if spans and spans[-1][0] == column.section and column.section:
                spans[-1] = (column.section, spans[-1][1], at)
            else:
                spans.append((column.section, at, at))
        return spans

    def _paint_section(self, painter: QPainter, room: QRect, section: str) -> None:
        painter.fillRect(room, colour("ground" if section else "sunken"))
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.drawLine(room.topRight(), room.bottomRight())
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if not section:
            return
        # What is in sight of a wide section says its name, however far one has scrolled.
        seen = QRectF(room & self.viewport().rect()).adjusted(px(_EDGE), 0, -px(_EDGE), 0)
        if section in self._table.sections:
            sign = pixmap("plus" if section in self._table.shut else "minus", "ink_soft", _SIGN)
            painter.drawPixmap(QPointF(seen.left(), seen.center().y() - px(_SIGN) / 2), sign)
            seen.setLeft(seen.left() + px(_SIGN + 4))
        painter.setFont(font("small", STRONG))
        painter.setPen(colour("ink"))
        words = self._table.section_name(section)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(seen.width())))
        painter.drawText(seen, LEFT, shown)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """A heading, painted once and then copied: words are broken into lines only then."""
        order = self._table.order
        column = self._table.columns[logical_index]
        turned = order.falling if order.column == column.id else None
        kept = (column, turned, rect.width(), rect.height())
        if kept not in self._painted:
            if len(self._painted) > _MOST_KEPT:
                self._painted.clear()
            self._painted[kept] = self._painted_heading(kept)
        painter.drawPixmap(rect.topLeft(), self._painted[kept])

    def _painted_heading(self, kept: _Kept) -> QPixmap:
        """Its number and name, and which way it orders the units."""
        column, turned, width, height = kept
        ratio = self.devicePixelRatioF()
        made = QPixmap(QSize(round(width * ratio), round(height * ratio)))
        made.setDevicePixelRatio(ratio)
        made.fill(colour("sunken"))
        with QPainter(made) as painter:
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(0, height - 1, width, height - 1)
            painter.drawLine(width - 1, 0, width - 1, height)
            edge = px(_EDGE)
            room = QRectF(0, 0, width, height).adjusted(edge, edge + self._above, -edge, -edge)
            if turned is not None:
                sign = pixmap("chevron-down" if turned else "chevron-up", "primary", _SIGN)
                painter.drawPixmap(QPointF(width - px(_SIGN + 1), room.top() + px(1)), sign)
            heading = StateHeading(column.mark, column.name, column.whole)
            paint_heading(painter, room, heading, self._lines)
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Above: the section; below: the column."""
        point = event.position().toPoint()
        at = self.logicalIndexAt(point)
        if point.y() < self._above and at >= 0 and self._table.columns[at].section:
            self.section_pressed.emit(self._table.columns[at].section)
            return
        super().mousePressEvent(event)


class MatrixUnits(QHeaderView):
    """A unit's name, with a lock where it is finalised; groups stand out."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(px(_ROW))
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.current = -1

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """A unit, or a group."""
        line = self.model().headerData(logical_index, self.orientation(), CELL_ROLE)
        group, here = isinstance(line, GroupLine), logical_index == self.current
        painter.save()
        ground = "ground" if group else "primary_soft" if here else "sunken"
        painter.fillRect(rect, colour(ground))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        room = QRectF(rect).adjusted(px(10), 0, -px(8), 0)
        if isinstance(line, UnitLine) and line.locked:
            room.setRight(room.right() - px(_SIGN + 4))
            place = QPointF(room.right() + px(4), room.center().y() - px(_SIGN) / 2)
            painter.drawPixmap(place, pixmap("lock", "primary", _SIGN))
        painter.setFont(font("soft", STRONG if here or group else REGULAR))
        painter.setPen(colour("ink"))
        name = f"{line.name}（{len(line.units)}）" if isinstance(line, GroupLine) else line.name
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, LEFT, shown)
        painter.restore()

    def sizeHint(self) -> QSize:
        """As wide as it was made."""
        return QSize(self.width(), super().sizeHint().height())
