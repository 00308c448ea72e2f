"""Names: when two that were written somewhere are one name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from unicodedata import normalize

_KEPT: Final = 4_096  # a few hundred names are compared, by the thousand
_BREAK: Final = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")
_BETWEEN_WORDS: Final = re.compile(r"(?<=[!-~])\n(?=[!-~])")  # Chinese goes on without a blank
_UNSEEN: Final = re.compile("[\u200b-\u200d\u2060\ufeff]")


@lru_cache(_KEPT)
def plain_name(name: str) -> str:
    """What two names must differ in: width and spaces are no difference."""
    return "".join(normalize("NFKC", name).split())


def one_line(pasted: str) -> str:
    """A name as it stands in one line, though a cell or a page had it in several."""
    lines = _BREAK.sub("\n", _UNSEEN.sub("", pasted).strip())
    return _BETWEEN_WORDS.sub(" ", lines).replace("\n", "")


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names that differ, each as it was first written."""
    found: dict[str, str] = {}
    for one in names:
        found.setdefault(plain_name(one), one)
    return tuple(found.values())
