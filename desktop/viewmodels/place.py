"""The places of the rail."""

from __future__ import annotations

from enum import Enum


class Place(Enum):
    """In the order of the rail; the value is how the screen names it."""

    OVERVIEW = "总览"
    SCORING = "考核"
    LEDGERS = "台账"
    EVIDENCE = "佐证"
    RESULTS = "结果"
    SCHEMES = "办法"
    SETTINGS = "设置"
