"""Faulty files: what somebody brought and still has to mend, each fault with its place."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.refusals import Refused


class FaultyFile(Refused):
    """It is not taken; the sentence tells the first fault, the list tells all."""

    def __init__(self, name: str, verdict: str, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        more = f"（共 {len(self.faults)} 处）" if len(self.faults) > 1 else ""
        super().__init__(f"“{name}”{verdict}：{self.faults[0]}{more}")
