"""The meeting on the projector: one unit after another in large type, led by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import undo_by_keys
from desktop.ui.parts.labels import ElidedLabel, label, restyle
from desktop.ui.results.change_dialog import change_in
from desktop.ui.results.hall_sheet_table import HallSheet
from desktop.ui.shell import Message
from desktop.ui.theme.sheet import hall_sheet
from desktop.ui.theme.tokens import px
from desktop.viewmodels.meeting_walk import MeetingWalk, UnitLine

_HINT: Final = "PageDown 下一单位　↑↓ 选指标　Enter 改动　F11 全屏　Esc 退出"
_USUAL: Final = (1366, 768)  # where the type has its own size
_LARGEST: Final = 2.2
_SIDE: Final = 0.25  # of the width, for the units


class MeetingHall(QWidget):
    """A window of its own, so that it can stand on the projector; Esc leaves it, the meeting goes on."""

    left = Signal()
    list_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, parent: QWidget, walk: MeetingWalk) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("hall")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"会议　{walk.meeting.name}")
        self.walk = walk
        self._share = 0.0
        self.units = _UnitList()
        self.sheet = HallSheet()
        self.name = ElidedLabel("", "name")
        self._figures = {name: label("—", "figure") for name in ("总分", "名次", "等次")}
        self._state = ElidedLabel("", "caption")
        self.message = Message()
        self.change_button = button("改动…", "primary", "", "Enter")
        self._lay_out()
        self._connect()
        self._dress()
        self._show()

    def _lay_out(self) -> None:
        meeting = self.walk.meeting
        chair = f"　主持人 {meeting.chair}" if meeting.chair else ""
        title = ElidedLabel(meeting.name, "head")
        about = label(f"{meeting.held:%Y-%m-%d}{chair}", "soft")
        changes, end, leave = (button(words) for words in ("改动清单", "结束会议…", "退出"))
        changes.clicked.connect(self.list_wanted)
        end.clicked.connect(self.end_wanted)
        leave.clicked.connect(self.leave)
        top = row(title, about, changes, end, leave, gap=14, margins=(20, 8, 20, 8))
        top.setStretch(0, 1)
        body = row(self.units, self._right(), gap=16, margins=(16, 14, 16, 10))
        body.setStretch(1, 1)
        back, on = button("上一单位"), button("下一单位")
        back.clicked.connect(lambda: self.walk.step(-1))
        on.clicked.connect(lambda: self.walk.step(1))
        hint = ElidedLabel(_HINT, "caption")
        bottom = row(hint, back, on, self.change_button, gap=12, margins=(20, 8, 20, 8))
        bottom.setStretch(0, 1)
        whole = column(framed("bar", top), body, framed("foot", bottom), gap=0)
        whole.setStretchFactor(body, 1)
        self.setLayout(whole)
        self.message.lie_over(self)

    def _right(self) -> QVBoxLayout:
        figures = QHBoxLayout()
        for name, figure in self._figures.items():
            figures.addLayout(column(label(name, "caption"), figure, gap=0))
            figures.addSpacing(px(28))
        whole = column(self.name, self._state, gap=0)
        standing = row(whole, figures, gap=16, margins=(20, 10, 4, 10))
        standing.setStretch(0, 1)
        head = framed("card", standing)
        right = column(head, self.sheet, gap=12)
        right.setStretchFactor(self.sheet, 1)
        return right

    def _connect(self) -> None:
        walk, workplace = self.walk, self.walk.book.workplace
        walk.moved.connect(self._on_moved)
        walk.changed.connect(self._show)
        self.units.currentRowChanged.connect(self._on_unit)
        self.sheet.wanted.connect(self.change)
        self.change_button.clicked.connect(self.change)
        workplace.refused.connect(self.message.refuse)
        workplace.remarked.connect(self.message.remark)
        deeds: dict[str, Callable[[], object]] = {
            "Esc": self.leave,
            "F11": self.turn_full,
            "PgDown": lambda: self.walk.step(1),
            "PgUp": lambda: self.walk.step(-1),
            "Right": lambda: self.walk.step(1),
            "Left": lambda: self.walk.step(-1),
        }
        for keys, deed in deeds.items():
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        undo_by_keys(self, walk.undo, walk.redo)

    # -- what is done

    def change(self) -> None:
        """改动 of the indicator that is chosen."""
        part = self.sheet.part
        if part and not self.walk.meeting.closed:
            change_in(self, self.walk, part)
            self.activateWindow()  # not the program's window behind it
            self.sheet.setFocus()

    def turn_full(self) -> None:
        """Over the whole screen, or in a window that can be moved to the projector."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def leave(self) -> None:
        """Back to the program; the meeting goes on."""
        self.close()

    # -- what is shown

    def _on_unit(self, at: int) -> None:
        if at >= 0:
            self.walk.go(at)

    def _on_moved(self) -> None:
        self.message.move_on()
        self.sheet.to_top()
        self._show()

    def _show(self) -> None:
        head = self.walk.head
        self.units.show_units(self.walk.units, self.walk.at)
        self._show_name(head.name)
        points = f"满分 {head.points}" if head.points else ""
        place = f"第 {self.walk.at + 1} 个，共 {len(self.walk.units)} 个单位"
        self._state.set_whole("　".join(filter(None, (points, head.state, place))))
        told = {"总分": head.total, "名次": head.place, "等次": head.grade or "—"}
        for name, words in told.items():
            self._figures[name].setText(words)
            self._figures[name].setAccessibleName(f"{name} {words}")
        self.sheet.show_rows(self.walk.rows)
        self.change_button.setEnabled(not self.walk.meeting.closed)

    def _show_name(self, name: str) -> None:
        """As large as it may be: a long one a size smaller, so that the room reads all of it."""
        restyle(self.name, "role", "name")
        wide = self.name.fontMetrics().horizontalAdvance(name) > self.name.width()
        restyle(self.name, "role", "head" if wide else "name")
        self.name.set_whole(name)

    # -- how large it is

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A larger screen has larger type: it is read from the same place."""
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        width, height = _USUAL
        share = min(self.width() / width, self.height() / height)
        share = max(1.0, min(_LARGEST, round(share * 10) / 10))
        self.units.setFixedWidth(round(self.width() * _SIDE))
        if share != self._share:
            self._share = share
            self.setStyleSheet(hall_sheet(share))
        self._show_name(self.walk.head.name)

    def changeEvent(self, event: QEvent) -> None:
        """In front again: what was done elsewhere meanwhile is read."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.walk.book.wake()

    def closeEvent(self, event: QCloseEvent) -> None:
        """It is gone; the page goes on."""
        super().closeEvent(event)
        self.left.emit()


class _UnitList(QListWidget):
    """Names, each with its place, total and state below."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("单位")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the arrows belong to the sheet
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_units(self, units: tuple[UnitLine, ...], at: int) -> None:
        """All of them, with this one in sight."""
        self.blockSignals(True)  # Qt's
        if self.count() != len(units):
            self.clear()
            self.addItems([""] * len(units))
        for place, one in enumerate(units):
            item = self.item(place)
            item.setText(_unit_words(one))
            item.setToolTip(_unit_words(one))
        self.setCurrentRow(at)
        self.blockSignals(False)  # Qt's
        self.scrollToItem(self.item(at))


def _unit_words(one: UnitLine) -> str:
    """The total before the place: of what is too long the end is cut."""
    changed = f"　改 {one.changes} 处" if one.changes else ""
    number, tied, _ = one.place.partition("（")
    place = f"第 {number} 名{tied and '并列'}" if number.isdecimal() else one.place
    return f"{one.name}\n{one.total}　{place}{changed}"
