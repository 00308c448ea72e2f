"""The strip of the first task at the foot of the window: which step, how it is done, and the ways on and out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph, pill, restyle
from desktop.ui.parts.way_back import go_back_to
from desktop.ui.theme.tokens import px
from desktop.viewmodels.first_task import FirstTask, Step

_OFFER: Final = (
    "第一次用？跟着走五步，三五分钟：打开一张考核表，记一处扣分，看扫描件，撤销，看打印的样子。"
)
_DONE: Final = (
    "引导到这里就走完了。考核就是这样一条一条走下去；随时按 F1 看手册，“帮助”里可以再走一遍。"
)


class FirstTaskStrip(QFrame):
    """Only there while something is offered, led or just finished; nothing else moves for it but its own line."""

    def __init__(self, task: FirstTask) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAccessibleName("五步引导")
        self._task = task
        self._before: QWidget | None = None
        self._marks = [pill(str(number)) for number, _ in enumerate(Step, 1)]
        for mark in self._marks:
            mark.setFixedWidth(px(28))
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title, self._how = label("", "strong"), paragraph("", "soft")
        self.lead = button("带我去", "", "arrow-right", "打开这一步要用的地方")
        self.begin = button("开始引导", "primary")
        self.skip = button("跳过这一步", "link")
        self.end = button("结束引导", "link", "", "以后可以从“帮助”里再开始")
        words = column(row(*self._marks, 4, self._title, None, gap=3), self._how, gap=2)
        line = row(words, 8, self.lead, self.begin, self.skip, self.end, margins=(16, 6, 12, 6))
        line.setStretch(0, 1)
        self.setLayout(line)
        for one, does in (
            (self.lead, task.lead),
            (self.begin, task.begin),
            (self.skip, task.skip),
            (self.end, task.end),
        ):
            one.clicked.connect(does)
        task.changed.connect(self.show_task)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.hide()  # until it has its place: a widget without one would flash up as a window

    def showEvent(self, event: QShowEvent) -> None:
        """F9 is the window's, once it has one."""
        super().showEvent(event)
        if self.findChild(QShortcut) is None:
            key = QShortcut(QKeySequence("F9"), self.window())
            key.setParent(self)
            key.activated.connect(self._turn)

    def _turn(self) -> None:
        """To the strip, and back to where one was."""
        focused = QApplication.focusWidget()
        if not self.isVisible():
            return
        if focused is not None and self.isAncestorOf(focused):
            go_back_to(self._before)
            return
        next(one for one in self._buttons() if not one.isHidden()).setFocus()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Where one was, by whatever way one came here: by a click as well."""
        came = now is not None and self.isAncestorOf(now)
        if came and before is not None and not self.isAncestorOf(before):
            self._before = before

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.lead, self.begin, self.skip, self.end

    def show_task(self) -> None:
        """What is on now; there is no strip where nothing is."""
        task = self._task
        held = QApplication.focusWidget()
        if task.step is not None:
            self._tell(f"{_number(task.step)}．{task.step.value}", task.told.how)
        elif task.offered:
            self._tell("五步引导", _OFFER)
        elif task.finished:
            self._tell("引导完成", _DONE)
        led = task.step is not None
        self.lead.setVisible(led)
        self.skip.setVisible(led)
        self.begin.setVisible(task.offered)
        self.end.setText("结束引导" if led else "不用了" if task.offered else "知道了")
        self.end.setAccessibleName(self.end.text())
        self._mark(task)
        self.setVisible(led or task.offered or task.finished)
        if held is None or not self.isAncestorOf(held):
            return
        if self.isHidden():
            go_back_to(self._before)
        elif held.isHidden():
            self.end.setFocus()

    def _tell(self, title: str, how: str) -> None:
        self._title.setText(title)
        self._how.setText(how)

    def _mark(self, task: FirstTask) -> None:
        """Done ones are ticked, and those left out are not: it is not told by colour alone."""
        at = len(Step) + 1 if task.finished else _number(task.step) if task.step else 0
        for step, one in zip(Step, self._marks, strict=True):
            _dress(one, _number(step), at, left_out=step in task.passed_over)


def _number(step: Step) -> int:
    return [*Step].index(step) + 1


def _dress(mark: QLabel, number: int, at: int, *, left_out: bool) -> None:
    done = number < at and not left_out
    mark.setText("✓" if done else "–" if number < at else str(number))
    restyle(mark, "pill", "green" if done else "primary" if number == at else "plain")
    said = "，已做" if done else "，已跳过" if number < at else ""
    mark.setAccessibleName(f"第 {number} 步{said}")
