"""Formats: a file of an older format version is read as if it were of today's, by one small step a version.

A step takes the tables of a parsed file from its version to the next and leaves what it was given as it is. A new
version: `FORMAT` one higher, its step here, and a file of the old one kept in tests/schemefiles/formats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from desktop.domain.refusals import quoted
from desktop.domain.scheme import FORMAT
from desktop.schemefiles.building import Workshop

_KNOWS_ITS_SORT: Final = ("joint.", "members.")
_SMALL_DRAW: Final = "inspections.small_draw"


def in_todays_format(raw: Mapping[str, Any], workshop: Workshop) -> Mapping[str, Any] | None:
    """The file's tables as today's format has them; None, with the fault noted, where that cannot be."""
    written = raw.get("format")
    if written is None:
        message = f"开头缺少 format = {FORMAT}；请核对选的是不是考核办法文件"
        workshop.fault(("format",), message)
        return None
    if type(written) is not int or written < 1:
        message = f"文件格式要写 format = {FORMAT}，现在是{quoted(written)}"
        workshop.fault(("format",), message)
        return None
    if is_newer(raw):
        message = f"这个文件的格式是 format = {written}，这个程序只认识到 {FORMAT}；请先升级考评台，再用这个文件"
        workshop.fault(("format",), message)
        return None
    for version in range(written, FORMAT):
        raw = STEPS[version](raw)
    return raw


def is_newer(raw: Mapping[str, Any]) -> bool:
    """Whether a later program wrote it: nothing need be wrong with it."""
    written = raw.get("format")
    return type(written) is int and written > FORMAT


def _given_anew(raw: Mapping[str, Any]) -> dict[str, Any]:
    """From 1 to 2: what a measure knows by itself is no longer given, and a small draw is told by `drawn`."""
    return {name: _asked_anew(value, "") for name, value in raw.items()}


def _asked_anew(value: object, asked: str) -> object:
    """A figure for one kind of unit asks what its criterion asks, unless it says otherwise."""
    if isinstance(value, list):
        return [_asked_anew(one, "") for one in value]
    if not isinstance(value, dict):
        return value
    asked = str(value.get("from", asked))
    return {
        name: _given(one, asked)
        if name == "given" and isinstance(one, dict)
        else _asked_anew(one, asked)
        for name, one in value.items()
    }


def _given(given: Mapping[str, object], asked: str) -> dict[str, object]:
    if asked.startswith(_KNOWS_ITS_SORT):
        return {name: value for name, value in given.items() if name != "sort"}
    if asked == _SMALL_DRAW:  # `least` is an award's own
        return {"drawn" if name == "least" else name: value for name, value in given.items()}
    return dict(given)


STEPS: Final[Mapping[int, Callable[[Mapping[str, Any]], Mapping[str, Any]]]] = {1: _given_anew}
