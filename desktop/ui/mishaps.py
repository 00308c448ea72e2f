"""Mishaps: a bug shows a calm dialog, keeps the work and writes a log without personal data."""

from __future__ import annotations

import faulthandler
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import IO, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QMessageBox

from desktop.mishap_log import crash_record, note_mishap, note_warning, places_of
from desktop.release import is_replaced
from desktop.ui.shell import Shell

_LOGGED: Final = {
    QtMsgType.QtWarningMsg: "Qt warning",
    QtMsgType.QtCriticalMsg: "Qt critical",
    QtMsgType.QtFatalMsg: "Qt fatal",
}
_FAILED: Final = "程序出了一个错，这一步可能没有完成；已经保存的都在。"
_GO_ON: Final = "请核对刚才的内容，再继续工作；反复出现时请重新打开程序。"
_REPLACED: Final = "程序已更新，这个窗口还是更新以前的；已经保存的都在。"
_REOPEN: Final = "请关闭窗口，再重新打开程序，然后核对刚才的内容。"
_TOLD: Final[set[str]] = set()  # what is said with every movement is logged once


class _Watch(QObject):
    """Takes what nobody caught, in whichever thread, and tells of it in the window's."""

    happened = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._telling = False
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def take(
        self, kind: type[BaseException], value: BaseException, trace: TracebackType | None
    ) -> None:
        """Only where it happened is logged: values and messages may name people."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value, trace)
            return
        print(places_of(value), end="", file=sys.stderr)  # noqa: T201  # a developer looks there
        self.happened.emit(str(note_mishap(value) or ""))

    def _tell(self, log: str) -> None:
        if self._telling:
            return
        self._telling = True
        where = (
            f"\n\n出错位置已记入：{log}（不含单位、人员和考核内容）；"
            "请到“设置”的“诊断”里保存诊断报告，交给维护人员。"
            if log
            else ""
        )
        box = QMessageBox(self._shell)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("考评台")
        replaced = is_replaced()
        box.setText(_REPLACED if replaced else _FAILED)
        box.setInformativeText(_REOPEN if replaced else f"{_GO_ON}{where}")
        box.exec()
        with suppress(RuntimeError):  # its window was made anew meanwhile, and took it along
            box.deleteLater()
        self._telling = False


def watch_for_crashes() -> IO[str] | None:
    """What Qt complains of, and where the interpreter went down, are logged too; the file stays open for that."""
    record = crash_record()
    if record is not None:
        faulthandler.enable(record)
    qInstallMessageHandler(_on_message)
    return record


def _on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """At a terminal a developer sees all of it; elsewhere what goes to stderr is kept by the system, in files."""
    category: str = getattr(context, "category", None) or ""  # missing from PySide's stubs
    if sys.stderr is not None and sys.stderr.isatty():
        print(f"{category}: {message}", file=sys.stderr)  # noqa: T201  # as Qt itself does
    if kind in _LOGGED and message not in _TOLD:
        _TOLD.add(message)
        note_warning(_LOGGED[kind], category, message)


def watch_for_mishaps(shell: Shell) -> None:
    """From now on nothing ends the program without a word."""
    watch = _Watch(shell)
    sys.excepthook = watch.take
    threading.excepthook = lambda told: watch.take(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )
