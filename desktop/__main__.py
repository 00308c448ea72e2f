"""Starts the program: with a command, the command; without one, the window."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop import children
from desktop.domain.own_files import EVERY


def main() -> int:
    """Run what the command line asks for; without a screen say so, and what works without one."""
    # Each way loads only what it needs: a command no Qt, a window no commands.
    if sys.argv[1:2] == [children.FLAG]:
        return children.serve(*sys.argv[2:])
    given = _given_file()
    if len(sys.argv) == 1 or given is not None:
        from desktop import app  # noqa: PLC0415  # a command needs no Qt

        if app.has_screen():
            return app.run(given)
    from desktop.cli import program  # noqa: PLC0415  # the window needs no commands

    return program.main(sys.argv[1:])


def _given_file() -> Path | None:
    """A package or a backup that was opened from its folder: the one thing said, and no command."""
    if len(sys.argv) != 2 or not sys.argv[1].lower().endswith(EVERY):  # noqa: PLR2004  # the program and it
        return None
    return Path(sys.argv[1]).absolute()


if __name__ == "__main__":
    sys.exit(main())
