"""Preferences: what this machine remembers of its window; nothing that bears on a score."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_WORKSPACE = "workspace/folder"
_IDENTITY = "workspace/id"
_RECENT = "workspace/recent"
_RECENTLY = 4  # workspaces
_SCALE = "window/scale"
_PERSON = "workspace/person"
_SCANNER = "scanner/folder"
_EXPORTS = "exports/folder"
_HEADING = "settings/heading"
_FIRST_TASK = "help/first-task"
_BETWEEN = "、"
_SCANNED = "scanner/until"


class Preferences:
    """Kept in a small file beside the user's other settings; a broken one is as good as none."""

    def __init__(self) -> None:
        self._kept = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kaoping", "kaoping"
        )

    @property
    def workspace(self) -> Path | None:
        """The workspace that was open last."""
        kept = self._kept.value(_WORKSPACE)
        return Path(kept) if isinstance(kept, str) and kept else None

    @workspace.setter
    def workspace(self, folder: Path) -> None:
        self._kept.setValue(_WORKSPACE, str(folder))
        recent = [folder, *(one for one in self.recent if one != folder)][:_RECENTLY]
        self._kept.setValue(_RECENT, "\n".join(map(str, recent)))

    @property
    def recent(self) -> tuple[Path, ...]:
        """The workspaces that were opened last, the latest first."""
        kept = self._kept.value(_RECENT)
        return tuple(map(Path, kept.split("\n"))) if isinstance(kept, str) and kept else ()

    @property
    def identity(self) -> str:
        """The id of that workspace, by which it is known again elsewhere."""
        kept = self._kept.value(_IDENTITY)
        return kept if isinstance(kept, str) else ""

    @identity.setter
    def identity(self, identity: str) -> None:
        self._kept.setValue(_IDENTITY, identity)

    @property
    def person(self) -> str:
        """The id of who sat here last."""
        kept = self._kept.value(_PERSON)
        return kept if isinstance(kept, str) else ""

    @person.setter
    def person(self, person: str) -> None:
        self._kept.setValue(_PERSON, person)

    @property
    def first_task(self) -> str:
        """How far the first task is: a step, or that it was left; blank where it was never begun."""
        kept = self._kept.value(_FIRST_TASK)
        return kept if isinstance(kept, str) else ""

    @first_task.setter
    def first_task(self, standing: str) -> None:
        self._kept.setValue(_FIRST_TASK, standing)

    @property
    def scale(self) -> int:
        """The text scale in percent."""
        kept = str(self._kept.value(_SCALE, ""))
        return int(kept) if kept.isdecimal() and 100 <= int(kept) <= 150 else 100  # noqa: PLR2004  # 100–150 %

    @scale.setter
    def scale(self, percent: int) -> None:
        self._kept.setValue(_SCALE, percent)

    @property
    def scanner(self) -> Path | None:
        """The folder in which the scanner puts its files."""
        kept = self._kept.value(_SCANNER)
        return Path(kept) if isinstance(kept, str) and kept else None

    @scanner.setter
    def scanner(self, folder: Path | None) -> None:
        self._kept.setValue(_SCANNER, "" if folder is None else str(folder))

    @property
    def exports(self) -> Path | None:
        """The folder in which files are saved, unless another one is chosen there; None for the system's own."""
        kept = self._kept.value(_EXPORTS)
        return Path(kept) if isinstance(kept, str) and kept else None

    @exports.setter
    def exports(self, folder: Path | None) -> None:
        self._kept.setValue(_EXPORTS, "" if folder is None else str(folder))

    @property
    def heading(self) -> str:
        """Which page of the settings was open last."""
        kept = self._kept.value(_HEADING)
        return kept if isinstance(kept, str) else ""

    @heading.setter
    def heading(self, name: str) -> None:
        self._kept.setValue(_HEADING, name)

    @property
    def scanned(self) -> float | None:
        """Up to when all that the scanner brought was taken or put aside."""
        kept = str(self._kept.value(_SCANNED, ""))
        return float(kept) if kept.replace(".", "", 1).isdecimal() else None

    @scanned.setter
    def scanned(self, moment: float) -> None:
        self._kept.setValue(_SCANNED, str(moment))

    def hidden_columns(self, ledger: str) -> frozenset[str]:
        """The headings of a ledger's columns that are not shown."""
        kept = self._kept.value(f"columns/{ledger}")
        return frozenset(kept.split(_BETWEEN)) - {""} if isinstance(kept, str) else frozenset()

    def keep_hidden_columns(self, ledger: str, hidden: frozenset[str]) -> None:
        """Remember them."""
        self._kept.setValue(f"columns/{ledger}", _BETWEEN.join(sorted(hidden)))

    def shape(self, name: str) -> QByteArray | None:
        """Where a window or a splitter was left."""
        kept = self._kept.value(f"shape/{name}")
        return kept if isinstance(kept, QByteArray) else None

    def keep_shape(self, name: str, shape: QByteArray) -> None:
        """Remember it."""
        self._kept.setValue(f"shape/{name}", shape)
