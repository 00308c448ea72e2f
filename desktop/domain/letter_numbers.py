"""Letter numbers (发文字号): the office's own mark, the year and a running number, 云双随机办〔2026〕12号."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from desktop.domain.names import plain_name

_RUNNING: Final = re.compile(r"^(.*?)([0-9]{1,6})(\D*)$", re.DOTALL)
_BRACKETS: Final = re.compile(r"[〔〕\[\]【】()（）{}〈〉<>]")  # a Chinese keyboard's


def number_after(number: str, by: int = 1) -> str:
    """The number so many further on; one that has no digits stays as it is."""
    found = _RUNNING.match(number)
    if found is None:
        return number
    lead, running, tail = found.groups()
    return f"{lead}{int(running) + by}{tail}"


def next_number(given: Iterable[str], year: int) -> str:
    """What follows the highest that was given this year; the office's mark is taken over from it."""
    best: tuple[int, str] | None = None
    for one in given:
        found = _RUNNING.match(one)
        if found is not None and (best is None or int(found[2]) > best[0]):
            best = int(found[2]), one
    return number_after(best[1]) if best else f"〔{year}〕1号"


def same_number(one: str, other: str) -> bool:
    """Whether both would be the same letter's, whatever brackets they have; blank is no number."""
    return bool(plain_name(one)) and _bracketless(one) == _bracketless(other)


def _bracketless(number: str) -> str:
    return _BRACKETS.sub("|", plain_name(number))
