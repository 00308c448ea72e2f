"""What is said when data cannot be taken: one sentence in Chinese, and the place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_LONGEST_QUOTE: Final = 20
_MOST_LISTED: Final = 16
_HUGE: Final = 10**20


class Refused(ValueError):  # noqa: N818  # it is no error of the program
    """Data that is not accepted: `message` for the user, `at` as the dotted path to the place."""

    def __init__(self, message: str, at: str = "") -> None:
        self.message = printable(message)
        super().__init__(self.message)
        self.at = printable(at)

    def under(self, place: str | int) -> Refused:
        """The same refusal, seen from one level further out."""
        return Refused(self.message, f"{place}.{self.at}" if self.at else str(place))


def printable(text: str) -> str:
    """The text as any screen and any file can take it: broken and invisible characters become ?."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)


def within_quotes(text: str) -> str:
    """Words that already bear quotes, made fit to stand within quotes."""
    return text.replace("“", "‘").replace("”", "’")


def quoted(value: object) -> str:
    """Repeat a value in a message, but never all of something long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "一组数据"
    if isinstance(value, list):
        return "一个清单"
    if isinstance(value, int) and abs(value) >= _HUGE:
        return "一个很长的数"  # Python itself refuses to write thousands of digits
    text = printable(str(value))
    return f"“{text}”" if len(text) <= _LONGEST_QUOTE else f"“{text[:_LONGEST_QUOTE]}…”"


def unknown(name: str, known: Iterable[str], what: str = "一项") -> str:
    """Say that a name is unknown and what was probably meant, or what there is to choose from."""
    # Imported here: difflib costs a start more than all faults together ever do.
    from difflib import get_close_matches  # noqa: PLC0415

    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return f"没有{quoted(name)}这{what}，是不是要写“{near[0]}”？"
    if len(names) > _MOST_LISTED:
        return f"没有{quoted(name)}这{what}，请核对"
    return f"没有{quoted(name)}这{what}，可以写：{'、'.join(names) or '（无）'}"
