"""What is said when data cannot be taken: one sentence in Chinese, and the place."""

from __future__ import annotations

from collections.abc import Iterable


class Refused(ValueError):  # noqa: N818  # it is no error of the program
    """Data that is not accepted: `message` for the user, `at` as the dotted path to the place."""

    def __init__(self, message: str, at: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at

    def under(self, place: str | int) -> Refused:
        """The same refusal, seen from one level further out."""
        return Refused(self.message, f"{place}.{self.at}" if self.at else str(place))


def unknown_key(key: str, known: Iterable[str]) -> str:
    """Say that a key is unknown and, where one is near, what was probably meant."""
    # Imported here: difflib costs a start more than all faults together ever do.
    from difflib import get_close_matches  # noqa: PLC0415

    names = sorted(known)
    near = get_close_matches(key, names, n=1)
    if near:
        return f"没有“{key}”这一项，是不是要写“{near[0]}”？"
    return f"没有“{key}”这一项，这里可以写：{'、'.join(names)}"
