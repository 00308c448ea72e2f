"""Unit kinds: a file's reading for one kind of unit, where `kinds` and `by_kind` make a difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop.domain.refusals import unknown
from desktop.domain.slips import Place
from desktop.schemefiles.building import Workshop

# The tables whose entries may be for some kinds only, or have other figures for some.
_DEPENDENT: Final = frozenset({"indicators", "criteria", "sections", "bonus", "penalty"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads a parsed file for one `kind`; for None as it stands, with nothing left out."""

    kind: str | None
    kinds: Mapping[str, str]
    workshop: Workshop

    def of(self, table: dict[str, Any], place: Place = ()) -> dict[str, Any]:
        """The table with this kind's figures in place of the general ones."""
        written = table.get("by_kind", {})
        if not isinstance(written, dict):
            self.workshop.fault((*place, "by_kind"), "by_kind 要写成 { 类别 = { 要改的项 } }")
            written = {}
        self._refuse_unknown(written, (*place, "by_kind"))
        overlay = written.get(self.kind, {})
        if not isinstance(overlay, dict):
            self.workshop.fault((*place, "by_kind"), "by_kind 要写成 { 类别 = { 要改的项 } }")
            overlay = {}
        for name in overlay:
            self.workshop.origins[*place, name] = (*place, "by_kind", self.kind or "", name)
        merged = {name: value for name, value in table.items() if name != "by_kind"} | overlay
        return {
            name: self._inner(value, (*place, name)) if name in _DEPENDENT else value
            for name, value in merged.items()
        }

    def _inner(self, value: object, place: Place) -> object:
        if isinstance(value, list):
            return [self._entry(entry, (*place, i)) for i, entry in enumerate(value)]
        return self.of(value, place) if isinstance(value, dict) else value

    def _entry(self, entry: object, place: Place) -> object:
        """An entry of a list; None where it is for other kinds, so that places keep their numbers."""
        if not isinstance(entry, dict):
            return entry
        meant_for = entry.get("kinds", [])
        if isinstance(meant_for, list):
            self._refuse_unknown(meant_for, (*place, "kinds"))
            if meant_for and self.kind is not None and self.kind not in meant_for:
                return None
        return self.of(entry, place)

    def _refuse_unknown(self, names: Mapping[str, Any] | list[Any], place: Place) -> None:
        for name in map(str, names):
            if name not in self.kinds:
                message = unknown(name, self.kinds, "类单位")
                self.workshop.fault(place, f"{message}；单位类别在文件开头的 [kinds] 里写明")
