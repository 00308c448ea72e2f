"""The check of a code: asked beside the window where a file must be read, answered in words."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.evidence_pages import PageReader
from desktop.services.sheet_verification import verify_code, verify_file
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace

_NOTHING: Final = "请输入核验码，或从 PDF 读取"


class CodeCheck(QObject):
    """One question at a time."""

    answered = Signal(object)  # Verified
    refused = Signal(str)

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._at, self._jobs = workplace, jobs

    def check(self, text: str) -> None:
        """A code as it was typed."""
        if not text.strip():
            self.refused.emit(_NOTHING)
            return
        try:
            self.answered.emit(verify_code(self._at.workspace, text))
        except (Refused, Trouble) as failure:
            self.refused.emit(failure.message)

    def check_file(self, file: Path) -> None:
        """The code that a PDF bears."""
        workspace = self._at.workspace

        def work(_progress: object, _off: object) -> object:
            try:
                with PageReader() as reader:
                    _open(reader, file)
                    return verify_file(workspace, reader, file)
            except (Refused, Trouble) as failure:
                return failure.message

        def on_done(found: object) -> None:
            (self.refused if isinstance(found, str) else self.answered).emit(found)

        self._jobs.start(f"正在读取“{file.name}”", work, on_done)


def _open(reader: PageReader, file: Path) -> None:
    """See whether a file can be read; the reader words its refusals for evidence that is to be looked at."""
    try:
        reader.open(file)
    except Trouble as trouble:
        if isinstance(trouble.__cause__, OSError):  # not there, or no right to read it
            raise
        words = (
            "不是能读的 PDF（可能不是 PDF、已损坏或设有密码），请选择评分表的 PDF，或直接输入核验码"
        )
        raise Refused(f"“{file.name}”{words}", "file") from trouble
