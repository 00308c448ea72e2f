"""Indicator headings: what tells a scheme's indicators apart in a narrow column, and in a line."""

from __future__ import annotations

from typing import Final

from desktop.domain.scheme import Indicator, Scheme

_BRIEF: Final = 8  # characters


def headings_of(scheme: Scheme) -> list[str]:
    """A heading for every indicator that tells it apart: its place, or its name where that is not enough."""
    places = [_place(scheme, one) for one in scheme.indicators]
    return [
        place if place and places.count(place) == 1 else f"{place}\n{_brief(one.name)}".strip()
        for place, one in zip(places, scheme.indicators, strict=True)
    ]


def _place(scheme: Scheme, indicator: Indicator) -> str:
    """Its number, below its section's where numbers begin anew in each or are missing."""
    numbers = [one.no for one in scheme.indicators]
    section = next((one.no for one in scheme.sections if one.id == indicator.section), "")
    if section and ("" in numbers or len({*numbers}) < len(numbers)):
        return f"{section}\n{indicator.no}".strip()
    return indicator.no


def named(scheme: Scheme, indicator: Indicator) -> str:
    """The same in a line, with the whole name."""
    return f"{_place(scheme, indicator).replace(chr(10), '')} {indicator.name}".strip()


def _brief(name: str) -> str:
    """The beginning of a name: what a narrow column has room for."""
    return name if len(name) <= _BRIEF else f"{name[: _BRIEF - 1]}…"
