"""Mishaps: a bug shows a calm dialog, keeps the work and writes a log without personal data."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox

from desktop.ui.shell import Shell

_LARGEST_LOG: Final = 1_000_000


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
        places = "".join(_places(trace))
        print(f"{places}{kind.__name__}", file=sys.stderr)  # noqa: T201  # a developer looks there
        self.happened.emit(str(_log(kind.__name__, places) or ""))

    def _tell(self, log: str) -> None:
        if self._telling:
            return
        self._telling = True
        where = (
            f"\n\n出错位置已记入：{log}（不含单位、人员和考核内容），请交给维护人员。"
            if log
            else ""
        )
        box = QMessageBox(self._shell)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("考评台")
        box.setText("程序出了一个错，这一步可能没有完成；已经保存的都在。")
        box.setInformativeText(f"请核对刚才的内容，再继续工作；反复出现时请重新打开程序。{where}")
        box.exec()
        box.deleteLater()
        self._telling = False


def watch_for_mishaps(shell: Shell) -> None:
    """From now on nothing ends the program without a word."""
    watch = _Watch(shell)
    sys.excepthook = watch.take
    threading.excepthook = lambda told: watch.take(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )


def _places(trace: TracebackType | None) -> Iterator[str]:
    """Where it happened, without the folders above the program: one may be named after its user."""
    for frame in traceback.extract_tb(trace):
        parts = Path(frame.filename).parts
        known = [at for at, one in enumerate(parts) if one in {"site-packages", "desktop"}]
        below = parts[known[-1] :] if known else parts[-1:]
        yield f"{'/'.join(below)}:{frame.lineno} {frame.name}\n    {frame.line}\n"


def _log(kind: str, places: str) -> Path | None:
    """Append to the log in the user's folder; where that fails, the dialog still comes."""
    from platformdirs import user_log_path  # noqa: PLC0415  # nobody needs it before

    try:
        file = user_log_path("kaoping", appauthor=False, ensure_exists=True) / "mishaps.log"
        if file.exists() and file.stat().st_size > _LARGEST_LOG:
            file.unlink()
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {kind}\n{places}\n")
    except OSError:
        return None
    return file
