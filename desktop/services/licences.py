"""Licences: everything inside the program with its licence, read from the notice file that the build writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.bundle import bundled

_FILE: Final = "licences.txt"
_LINE: Final = "═" * 78
_SHARED: Final = "许可全文"  # the kind of what stands at the end, for several to name
_BETWEEN: Final = "、"


@dataclass(frozen=True, slots=True)
class Licence:
    """One thing inside: what it is, its version, its licence, where it comes from, and the words."""

    name: str
    version: str
    licence: str
    kind: str
    source: str
    text: str


def licences_inside() -> tuple[Licence, ...]:
    """All of them, in the file's order; ours is the first."""
    text = (bundled("resources") / _FILE).read_text("utf-8")
    _, _, *parts = text.split(f"{_LINE}\n")
    read = [_read(part) for part in parts]
    shared = {fields["名称"]: words for fields, words in read if fields["类别"] == _SHARED}
    return tuple(
        _licence(fields, words, shared) for fields, words in read if fields["类别"] != _SHARED
    )


def _read(part: str) -> tuple[dict[str, str], str]:
    head, _, words = part.partition("\n\n")
    lines = (line.partition("：") for line in head.splitlines())
    return {name: value for name, _, value in lines}, words.strip("\n")


def _licence(fields: Mapping[str, str], words: str, shared: Mapping[str, str]) -> Licence:
    named = [one for one in fields.get("全文", "").split(_BETWEEN) if one]
    return Licence(
        fields["名称"],
        fields.get("版本", ""),
        fields["许可"],
        fields["类别"],
        fields.get("来源", ""),
        "\n\n\n".join([*([words] if words else []), *(shared[one] for one in named)]),
    )
