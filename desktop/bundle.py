"""Where the folders that come with the program are: in a checkout, a wheel or a frozen build."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def is_checkout() -> bool:
    """Whether the program runs from its sources, where whoever runs it builds it too."""
    return not (_PACKAGE / "schemes").is_dir() and (_PACKAGE.parent / "Makefile").is_file()


def bundled(folder: str) -> Path:
    """`schemes` or `resources`: beside the package's files when installed or frozen, else one up."""
    beside = _PACKAGE / folder
    return beside if beside.is_dir() else _PACKAGE.parent / folder
