"""How the program starts a module of its own in another process: by Python, or by itself where it is frozen."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

FLAG: Final = "--child"


def is_frozen() -> bool:
    """Whether the executable is the program itself and no Python."""
    return bool(getattr(sys, "frozen", False))


def command(module: str, *told: str) -> list[str]:
    """What to start. The module's `main` takes what it is told and may return the exit code."""
    return [sys.executable, *((FLAG,) if is_frozen() else ("-m",)), module, *told]


def serve(module: str, *told: str) -> int:
    """Be that process: only modules of the program's own are run."""
    if not module.startswith("desktop."):
        return 2
    code: int | None = import_module(module).main(*told)
    return code or 0
