"""The preview of a letter: it is made beside the window and shown as its pages will look; the newest wish wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.letters import MadeLetter, save_letter
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.paper_view import PaperView
from desktop.viewmodels.workplace import Workplace

Making = Callable[[], MadeLetter]


class _Drawn(NamedTuple):
    """A letter whose pages are made, and what of them Word shows otherwise."""

    made: MadeLetter
    remarks: tuple[str, ...]


class LetterPreview(QObject):
    """Shows one letter after the other, or why there is none."""

    changed = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._at, self._jobs = workplace, jobs
        self.view = PaperView(workplace, jobs)
        self.made: MadeLetter | None = None
        self.remarks: tuple[str, ...] = ()
        self.refusal = ""
        self._drawing: Job | None = None
        self._next: Making | None = None

    def close(self) -> None:
        """Nothing is looked at any more."""
        self._next = None
        if self._drawing is not None:
            self._drawing.forget()
        self.view.close()

    @property
    def is_busy(self) -> bool:
        """Whether what is wanted is still being made."""
        return self._drawing is not None

    def show(self, making: Making) -> None:
        """Make this letter and show it."""
        self._next = making
        if self._drawing is None:
            self._draw()

    def show_nothing(self, why: str) -> None:
        """There is no letter to be looked at."""
        self._next = None
        self._refuse(why)

    def _draw(self) -> None:
        making, self._next = self._next, None
        if making is None:
            return
        path = self.view.next_path()
        self._drawing = self._jobs.start(
            "正在排版发文", lambda _progress, _off: _drawn(making, path), self._on_done(path)
        )
        self._drawing.ended.connect(self._on_ended)
        self.changed.emit()

    def _on_done(self, path: Path) -> Callable[[_Drawn | Refused | Trouble], None]:
        def on_done(drawn: _Drawn | Refused | Trouble) -> None:
            if self._next is not None:
                return  # something else is wanted by now
            if not isinstance(drawn, _Drawn):
                self._refuse(drawn.message)
                return
            self.made, self.remarks, self.refusal = drawn.made, drawn.remarks, ""
            self.view.show_paper(path, drawn.made.file_name(".pdf"))

        return on_done

    def _on_ended(self) -> None:
        self._drawing = None
        if self._next is not None:
            self._draw()
        self.changed.emit()

    def _refuse(self, why: str) -> None:
        self.made, self.remarks, self.refusal = None, (), why
        self.view.show_nothing(why)
        self.changed.emit()

    def save(self, out: Path) -> None:
        """The letter before the eyes, as a file of the kind that its name says."""
        made, at = self.made, self._at
        if made is None:
            return

        def on_done(place: Path) -> None:
            at.remarked.emit(f"已存成“{place.name}”，在 {place.parent}")

        self._jobs.start(
            f"正在保存“{out.name}”",
            lambda _progress, _off: save_letter(at.workspace, made, out),
            on_done,
        )


def _drawn(making: Making, path: Path) -> _Drawn | Refused | Trouble:
    try:
        made = making()
        path.write_bytes(made.content(".pdf"))
        return _Drawn(made, made.shown().remarks)
    except (Refused, Trouble) as failure:
        return failure
