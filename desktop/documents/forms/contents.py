"""Contents: all that the papers of one assessment say, read from the workspace at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

from desktop.documents.charts.chart import Chart
from desktop.documents.manuscript import Block, Manuscript, Paper
from desktop.domain.amounts import show
from desktop.domain.ranking import Ranking
from desktop.domain.recorded import PlainData
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.sheet_parts import SheetPart, parts_of

DRAFT: Final = "草稿"
FINAL: Final = "定稿"
PENDING: Final = "未评"
ASIDE: Final = "不适用"


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
    unit_id: str = ""
    absent: str = ""  # why it does not take part

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
    def state(self) -> str:
        """Whether it is settled, in a word."""
        return FINAL if self.finalised else DRAFT

    @property
    def total(self) -> str:
        """The total in words; what is wholly open has none."""
        return f"{show(self.sheet.total)} 分" if self.sheet.begun else PENDING

    def manuscript(self, title: str, paper: Paper, blocks: Iterable[Block]) -> Manuscript:
        """A paper of this sheet: it bears the sheet's foot, code and mark."""
        named = f"{title}　{self.unit}"
        told = (named, self.office, self.dated, paper, tuple(blocks))
        return Manuscript(*told, self.foot, self.code, self.mark)

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
    ranking: Ranking | None = (
        None  # by the ids of the units; else these sheets are ranked by themselves
    )
    remarks: Mapping[str, str] = field(default_factory=dict)  # what an amount was made of, by unit
    charts: tuple[Chart, ...] = ()

    @property
    def taking_part(self) -> tuple[SheetContents, ...]:
        """Those that are assessed."""
        return tuple(one for one in self.sheets if not one.absent)

    @property
    def settled(self) -> bool:
        """Whether every sheet is final."""
        return not self.unread and all(one.finalised for one in self.taking_part)

    @property
    def mark(self) -> str:
        """What goes across its pages until then."""
        return "" if self.settled else DRAFT

    def manuscript(self, title: str, paper: Paper, blocks: Iterable[Block]) -> Manuscript:
        """A paper of the whole round."""
        named = f"{title}　{self.round}"
        told = (named, self.office, self.dated, paper, tuple(blocks))
        return Manuscript(*told, self.round, mark=self.mark)
