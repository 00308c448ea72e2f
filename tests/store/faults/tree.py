"""Trees: the whole content of a folder, held in memory; read from a real one or written to one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MEMORY: Final = Path("/dev/shm")  # noqa: S108  # only the start of a fresh folder's name


@dataclass(frozen=True, slots=True)
class Tree:
    """Files and folders by their path from the top, which itself is not listed."""

    files: Mapping[str, bytes]
    folders: frozenset[str] = frozenset()

    @classmethod
    def of(cls, folder: Path) -> Tree:
        """What a real folder holds."""
        inside = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
        return cls(
            {name: path.read_bytes() for name, path in sorted(inside.items()) if path.is_file()},
            frozenset(name for name, path in inside.items() if path.is_dir()),
        )

    def without(self, name: str) -> Tree:
        """The same tree, but for one file."""
        return Tree({one: data for one, data in self.files.items() if one != name}, self.folders)

    def write(self, folder: Path) -> None:
        """Make this all that a real folder holds."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in sorted(self.folders):
            (folder / name).mkdir()
        for name, data in self.files.items():
            descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123  # opened above
                file.write(data)


@contextmanager
def scratch() -> Iterator[Path]:
    """A fresh folder, in memory where there is such a place, for as long as it is needed."""
    place = _MEMORY if os.access(_MEMORY, os.W_OK | os.X_OK) else None
    with tempfile.TemporaryDirectory(prefix="kaoping-", dir=place) as name:
        yield Path(name).resolve()
