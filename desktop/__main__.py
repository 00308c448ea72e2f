"""Starts the program: with a command, the command; without one, the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for."""
    if len(sys.argv) > 1:
        from desktop import cli  # noqa: PLC0415  # a window needs no commands, nor they a window

        return cli.main(sys.argv[1:])
    from desktop import app  # noqa: PLC0415  # Qt is loaded only for a window

    return app.run()


if __name__ == "__main__":
    sys.exit(main())
