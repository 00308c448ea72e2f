"""Contents: all that the papers of one assessment say, read from the workspace at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from desktop.domain.recorded import PlainData
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.sheet_parts import SheetPart, parts_of

DRAFT = "草稿"


@dataclass(frozen=True)
class SheetContents:
    """One unit's assessment; `facts` are plain, `proofs` say where each criterion's evidence is."""

    office: str
    round: str
    period: str
    unit: str
    evaluator: str
    reviewer: str
    finalised: bool
    dated: datetime  # of the last event
    scheme: Scheme
    sheet: ScoreSheet
    facts: Mapping[str, PlainData]
    proofs: Mapping[str, tuple[str, ...]]
    code: str

    @cached_property
    def parts(self) -> tuple[SheetPart, ...]:
        """Its indicators, and bonus and penalty."""
        return parts_of(self.scheme)

    @property
    def mark(self) -> str:
        """What goes across its pages until it is settled."""
        return "" if self.finalised else DRAFT

    @property
    def foot(self) -> str:
        """What every page says of itself."""
        return f"{self.unit}　{self.round}" + ("" if self.finalised else f"　{DRAFT}")

    @property
    def aside(self) -> frozenset[str]:
        """The criteria that do not apply to the unit."""
        return frozenset(name for name, fact in self.facts.items() if fact.get("applies") is False)


@dataclass(frozen=True, slots=True)
class RoundContents:
    """A round's sheets in their order, and which could not be read."""

    office: str
    round: str
    period: str
    scheme: Scheme  # with nothing left out for any kind of unit
    dated: datetime
    sheets: tuple[SheetContents, ...]
    unread: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether every sheet is final."""
        return not self.unread and all(one.finalised for one in self.sheets)

    @property
    def mark(self) -> str:
        """What goes across its pages until then."""
        return "" if self.settled else DRAFT
