"""Template keeping: which template each kind of letter has, taken out, brought back, or given up for ours."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.letter_forms import fields_of
from desktop.domain.refusals import Refused
from desktop.services.faulty_files import FaultyFile
from desktop.services.letter_templates import (
    CurrentTemplate,
    ReadTemplate,
    current_templates,
    read_template,
    save_template,
    template_name,
    use_ours,
    use_template,
)
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace


class TemplateKeeping(QObject):
    """What the card of the settings shows and changes."""

    changed = Signal()
    faulty = Signal(str, object)  # the file's name, and its faults

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._at, self._jobs = workplace, jobs
        workplace.dispatcher.changed.connect(self._on_changed)

    @property
    def templates(self) -> tuple[CurrentTemplate, ...]:
        """Every kind of letter in every look."""
        return current_templates(self._at.workspace)

    def suggested(self, one: CurrentTemplate) -> str:
        """What its file is called outside."""
        return template_name(one.kind, one.look)

    def fields(self, one: CurrentTemplate) -> dict[str, str]:
        """What it may name, with what that stands for."""
        return fields_of(one.kind).told

    def save(self, one: CurrentTemplate, out: Path) -> None:
        """Take it out, to be changed in Word."""
        with self._at.deed():
            place = save_template(self._at.workspace, one.kind, one.look, out)
            self._at.remarked.emit(
                f"已存成“{place.name}”，在 {place.parent}；改好后用“换用改好的…”收回来"
            )

    def bring(self, one: CurrentTemplate, source: Path) -> None:
        """Look a file over beside the window, then use it; what is wrong with it is told line by line."""

        def work(_progress: object, _off: object) -> ReadTemplate | Refused:
            try:
                return read_template(one.kind, source)
            except Refused as refused:
                return refused

        def on_done(read: ReadTemplate | Refused) -> None:
            if isinstance(read, FaultyFile):
                self.faulty.emit(source.name, read.faults)
            elif isinstance(read, Refused):
                self._at.refused.emit(read.message)
            elif self._at.attempt(
                lambda: use_template(self._at.workspace, self._at.author, one.kind, one.look, read)
            ):
                words = f"{one.kind.value}（{one.look.value}）以后用“{read.name}”"
                self._at.remarked.emit(words)

        self._jobs.start(f"正在检查模板“{source.name}”", work, on_done)

    def go_back(self, one: CurrentTemplate) -> None:
        """Ours again."""
        at = self._at
        at.attempt(lambda: use_ours(at.workspace, at.author, one.kind, one.look))

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "letter_template" for table, _ in touched):
            self.changed.emit()
