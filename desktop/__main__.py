"""Starts the program: with a command, the command; without one, the window."""

from __future__ import annotations

import sys

from desktop import children


def main() -> int:
    """Run what the command line asks for; without a screen say so, and what works without one."""
    # Each way loads only what it needs: a command no Qt, a window no commands.
    if sys.argv[1:2] == [children.FLAG]:
        return children.serve(*sys.argv[2:])
    if len(sys.argv) == 1:
        from desktop import app  # noqa: PLC0415  # a command needs no Qt

        if app.has_screen():
            return app.run()
    from desktop.cli import program  # noqa: PLC0415  # the window needs no commands

    return program.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
