"""Troubles: what the surroundings refuse (a full disk, a file in use), apart from wrong data and from bugs."""

from __future__ import annotations

from desktop.domain.refusals import printable


class Trouble(Exception):  # noqa: N818  # it is no error of the program
    """Something outside the program stands in the way; the message says what, where and what to do."""

    def __init__(self, message: str) -> None:
        self.message = printable(message)
        super().__init__(self.message)
