"""Names: when two that were written somewhere are one name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from unicodedata import normalize

_KEPT: Final = 4_096  # a few hundred names are compared, by the thousand


@lru_cache(_KEPT)
def plain_name(name: str) -> str:
    """What two names must differ in: width and spaces are no difference."""
    return "".join(normalize("NFKC", name).split())


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names that differ, each as it was first written."""
    found: dict[str, str] = {}
    for one in names:
        found.setdefault(plain_name(one), one)
    return tuple(found.values())
