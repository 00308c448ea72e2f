"""Moved workspaces: where one may lie now that is no longer where it was, known by its own id."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.services.workspaces import default_folder, is_workspace
from desktop.store.upgrading import identity_in
from desktop.store.workspace import DATABASE


def found_again(before: Path, identity: str) -> Path | None:
    """The same workspace where a renamed user or another drive letter puts it; None where it is not there."""
    if not identity:
        return None
    places = (default_folder(), *places_like(before, Path.home(), _drives()))
    near = (one for one in dict.fromkeys(places) if one != before and is_workspace(one))
    return next((one for one in near if identity_in(one / DATABASE) == identity), None)


def is_another(folder: Path, identity: str) -> bool:
    """Whether the workspace there is not the one with this id; where the id is not known nobody can say."""
    return identity not in {"", identity_in(folder / DATABASE)}


def places_like(before: Path, home: Path, drives: Iterable[Path]) -> Iterator[Path]:
    """The same way below this user's home, where it led through another user's; and on every other drive."""
    users = home.parent
    if users in before.parents:
        yield home.joinpath(*before.relative_to(users).parts[1:])
    for drive in drives:
        yield drive.joinpath(*before.parts[1:])


def _drives() -> Iterator[Path]:
    """Only Windows has letters for them."""
    if os.name == "nt":
        yield from (Path(f"{letter}:\\") for letter in "CDEFGHIJKLMNOPQRSTUVWXYZ")
