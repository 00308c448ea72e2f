"""会议: the meetings of the round, what each changed, and the way into the one that goes on."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QTableWidget

from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.elided_choice import ElidedChoice
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.results.meeting_dialog import MeetingDialog
from desktop.ui.results.meeting_hall import MeetingHall
from desktop.ui.results.result_page import ResultPage
from desktop.ui.theme.tokens import px
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.round_meetings import RoundMeetings

_HEADINGS: Final = (
    Heading("序号", 46),
    Heading("单位和指标", 170),
    Heading("改动", None),
    Heading("理由", 180),
    Heading("得分和总分", 130),
    Heading("名次和等次", 130),
)
_NONE: Final = "还没有开过会；点“开始会议”以大字逐个单位审议，会上的改动记入清单"
_UNCHANGED: Final = "这次会议没有改动评分"


class MeetingPage(ResultPage):
    """A table of changes; one meeting at a time goes on."""

    hint = "会议用大字显示，适合投影；会上的每处改动都要写理由，打印清单后签字"

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.meetings = RoundMeetings(book)
        self.meetings.setParent(self)
        self.hall: MeetingHall | None = None
        self.choice = ElidedChoice("会议")
        self.begin_button = button("开始会议…", "primary")
        self.enter_button = button("进入会议", "primary")
        self.end_button = button("结束会议…")
        self.print_button = button("打印改动清单", "", "printer")
        self.choice.setMaximumWidth(px(380))
        self.choice.setMinimumWidth(px(320))
        self.about = ElidedLabel("", "soft")
        self.table: QTableWidget = word_table("会议改动", _HEADINGS)
        wrap_rows(self.table)
        deeds = (self.begin_button, self.enter_button, self.end_button, self.print_button)
        head = row(self.choice, self.about, *deeds)
        head.setStretch(1, 1)
        self.setLayout(column(head, self.table, gap=8, margins=(16, 10, 16, 10)))
        self.entry = self.table
        self._connect()

    def _connect(self) -> None:
        self.choice.activated.connect(lambda _: self.meetings.choose(self.choice.currentData()))
        self.begin_button.clicked.connect(self.begin)
        self.enter_button.clicked.connect(self.enter)
        self.end_button.clicked.connect(self.end)
        self.print_button.clicked.connect(self.meetings.print)
        self.meetings.changed.connect(self._show)

    def show_round(self) -> None:
        """All of it anew."""
        self.meetings.read()

    # -- what is done

    def begin(self) -> None:
        """Call a meeting, and go into it."""
        dialog = MeetingDialog(self.window(), date.today())  # noqa: DTZ011  # the office's own day
        taken = ask(dialog)
        convened = dialog.convened
        if taken and convened is not None and self.meetings.begin(convened):
            self.enter()

    def enter(self) -> None:
        """Into the meeting that goes on, over the whole screen."""
        walk = self.meetings.walk()
        if self.hall is not None or walk is None:
            return
        self.hall = MeetingHall(self.window(), walk)
        walk.setParent(self.hall)
        self.hall.left.connect(self._on_left)
        self.hall.list_wanted.connect(self._on_list)
        self.hall.end_wanted.connect(self._on_end)
        self.hall.showFullScreen()
        self.hall.sheet.setFocus()

    def end(self) -> bool:
        """End it, once more asked."""
        running = self.meetings.running
        over = self.hall or self.window()
        words = "结束以后不能再作会上改动；改动清单可以打印签字。"
        if running is None or not confirmed(over, f"结束会议“{running.name}”？", words, "结束会议"):
            return False
        return self.meetings.end()

    def _on_end(self) -> None:
        if self.end() and self.hall is not None:
            self.hall.leave()

    def _on_list(self) -> None:
        if self.hall is not None:
            self.hall.leave()
        self.meetings.print()

    def _on_left(self) -> None:
        if self.hall is not None:
            self.hall.deleteLater()
            self.hall = None
            self.window().activateWindow()
            over = self.meetings.running is None
            (self.print_button if over else self.enter_button).setFocus()

    # -- what is shown

    def _show(self) -> None:
        of = self.meetings
        self.choice.clear()
        for one in of.meetings:
            state = "" if one.closed else "（进行中）"
            self.choice.addItem(f"{one.held:%Y-%m-%d}　{one.name}{state}", one.id)
        self.choice.setVisible(bool(of.meetings))
        if of.chosen is not None:
            self.choice.setCurrentIndex(self.choice.findData(of.chosen.id))
        self.about.set_whole(self._about_words())
        self.begin_button.setVisible(of.running is None)
        self.enter_button.setVisible(of.running is not None)
        self.end_button.setVisible(of.running is not None)
        self.print_button.setEnabled(of.chosen is not None)
        self.table.setRowCount(0)
        for words in of.rows():
            add_row(self.table, *words)
        begins = self.begin_button if of.running is None else self.enter_button
        self.entry = self.table if self.table.rowCount() else begins

    def _about_words(self) -> str:
        chosen, changes = self.meetings.chosen, self.meetings.changes
        if chosen is None:
            return _NONE
        chair = f"主持人 {chosen.chair}　" if chosen.chair else ""
        return chair + (f"改动 {len(changes)} 处" if changes else _UNCHANGED)
