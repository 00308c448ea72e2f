"""Portion bars: how far each section is, side by side; a change glides, so that the eye sees what moved."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QEvent, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.domain.amounts import show
from desktop.domain.sheet_figures import Portion
from desktop.ui.theme.fonts import STRONG, font
from desktop.ui.theme.tokens import colour, px

_GLIDE: Final = 260  # milliseconds
_NAMED: Final = 96  # from here on there is room for a name
_NARROWEST: Final = 34  # with less there is nothing to see
_LEAST: Final = 40  # narrower bars say nothing; their words are in the tool tip


class PortionBars(QWidget):
    """A bar for each portion: dark is scored, pale is lost, white is open."""

    def __init__(self) -> None:
        super().__init__()
        self._portions: tuple[Portion, ...] = ()
        self._from: list[float] = []
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(_GLIDE)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_portions(self, portions: tuple[Portion, ...], *, glide: bool) -> None:
        """Show these; gliding from what is shown where it is the same sheet."""
        if portions == self._portions:
            return
        same = [one.name for one in portions] == [one.name for one in self._portions]
        self._from = [self._shown(n) for n in range(len(portions))] if same else []
        self._portions = portions
        self.setAccessibleName("各部分得分")
        self.setAccessibleDescription("；".join(_words(one) for one in portions))
        if glide and same:
            self._glide.stop()
            self._glide.start()
        else:
            self._glide.stop()
            self._from = []
            self.update()

    def _shown(self, number: int) -> float:
        """The length of a bar as it is shown now; a length, no score."""
        one = self._portions[number]
        goal = float(one.score / one.points) if one.points else 0.0
        running = self._glide.state() == QVariantAnimation.State.Running
        if not running or number >= len(self._from):
            return goal
        step = float(self._glide.currentValue())
        return self._from[number] + (goal - self._from[number]) * step

    def _rooms(self) -> list[QRectF]:
        count = len(self._portions)
        if not count or self.width() < count * px(_NARROWEST):
            return []
        gap = px(12) if count <= 8 else px(4)  # noqa: PLR2004  # where names still fit
        width = max(2.0, (self.width() - gap * (count - 1)) / count)
        return [QRectF(n * (width + gap), 0, width, self.height()) for n in range(count)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names and scores above the bars where there is room."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (one, room) in enumerate(zip(self._portions, self._rooms(), strict=False)):
            bar = QRectF(room.x(), room.center().y() + px(6), room.width(), px(6))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("line"))
            painter.drawRoundedRect(bar, px(2), px(2))
            if one.points:
                painter.setBrush(colour("red_line"))
                assessed = bar.width() * min(1.0, float(one.assessed / one.points))
                painter.drawRoundedRect(
                    QRectF(bar.x(), bar.y(), assessed, bar.height()), px(2), px(2)
                )
            painter.setBrush(colour("primary"))
            length = bar.width() * max(0.0, min(1.0, self._shown(number)))
            painter.drawRoundedRect(QRectF(bar.x(), bar.y(), length, bar.height()), px(2), px(2))
            if room.width() >= px(_LEAST):
                _caption(painter, room, one, number)

    def event(self, event: QEvent) -> bool:
        """The tool tip says what a narrow bar cannot."""
        if isinstance(event, QHelpEvent):
            for one, room in zip(self._portions, self._rooms(), strict=False):
                if room.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), _words(one), self)
                    return True
        return super().event(event)


def _words(one: Portion) -> str:
    scored = f"得 {show(one.score)} 分" if one.assessed else "未评"
    return f"{one.name}：{scored}，已评 {show(one.assessed)} 分，满分 {show(one.points)} 分"


def _caption(painter: QPainter, room: QRectF, one: Portion, number: int) -> None:
    line = QRectF(room.x(), room.center().y() - px(16), room.width(), px(20))
    score = show(one.score) if one.assessed else "—"
    painter.setFont(font("small", STRONG))
    painter.setPen(colour("ink"))
    width = QFontMetrics(painter.font()).horizontalAdvance(score)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, score)
    painter.setFont(font("small"))
    painter.setPen(colour("ink_soft"))
    if line.width() < px(_NAMED):  # the name stands in the tool tip
        painter.drawText(
            line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(number + 1)
        )
        return
    name = QFontMetrics(painter.font()).elidedText(
        one.name, Qt.TextElideMode.ElideRight, int(line.width()) - width - px(4)
    )
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
