"""Records: what a workspace keeps, one frozen class for one kind of thing.

Events leave out what is at its default. So a default never changes: it would rewrite history.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

_ID_BYTES: Final = 10

OPEN: Final = "open"
FINALISED: Final = "finalised"

Stage = Literal["", "submitted", "returned", "approved"]


def new_id() -> str:
    """Sixteen characters of chance, so that ids of different workspaces never collide."""
    return base64.b32encode(secrets.token_bytes(_ID_BYTES)).decode().lower()


class AssessmentKey(NamedTuple):
    """Where an assessment is found."""

    round: str
    unit: str


@dataclass(frozen=True, slots=True)
class WorkspaceRecord:
    """The workspace itself; every event bears the id of the one it was made in."""

    id: str
    created: date


@dataclass(frozen=True, slots=True)
class Office:
    """The office that assesses; there is one."""

    id: str = "office"
    name: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who evaluates and who reviews. People leave (`active`), their names stay on what they did."""

    id: str
    name: str
    evaluates: bool = True
    reviews: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit that is assessed, with the names that it is also known by."""

    id: str
    name: str
    kind: str | None = None
    size: int | None = None
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class SchemeText:
    """A scheme file as it was when a round was opened with it; the text's hash is its id."""

    sha256: str
    scheme: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """One scheme over a list of units for one period."""

    id: str
    name: str
    period: str
    scheme: str
    scheme_text: str
    opened: date
    archived: bool = False
    reviewed: bool = False  # its sheets are submitted and approved before they are finalised
    beside: str | None = None  # the round that this one scores a second time, by somebody else


@dataclass(frozen=True, slots=True)
class Assessment:
    """One unit in one round, with the unit's name, kind and size as they hold for this round."""

    round: str
    unit: str
    position: int
    name: str
    kind: str | None = None
    size: int | None = None
    evaluator: str | None = None
    reviewer: str | None = None
    state: Literal["open", "finalised"] = OPEN
    counts: Mapping[str, int] = field(default_factory=dict)  # plan items, penalties
    absent: str = ""  # why the unit does not take part; blank where it does
    stage: Stage = ""  # how far its review is, where the round is reviewed

    @property
    def key(self) -> AssessmentKey:
        """Where it is found."""
        return AssessmentKey(self.round, self.unit)

    @property
    def finalised(self) -> bool:
        """Whether it is final."""
        return self.state == FINALISED

    @property
    def in_review(self) -> bool:
        """Whether it was submitted, and rests until it is recalled, returned or finalised."""
        return not self.finalised and self.stage in {"submitted", "approved"}

    @property
    def locked(self) -> bool:
        """Whether nothing can be recorded in it now."""
        return self.finalised or self.in_review


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """The fact recorded for a criterion, in its plain form without the items."""

    round: str
    unit: str
    criterion: str
    fact: Mapping[str, object] = field(default_factory=dict)
    itemised: bool = False  # a list of items was recorded, be it empty
    note: str = ""
    grounds: str = ""
    exempt: bool = False
    applies: bool = True


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item of a finding; it keeps its id, so that evidence stays linked to it."""

    id: str
    round: str
    unit: str
    criterion: str
    position: int
    note: str = ""
    date: date | None = None
    exempt: bool = False
    grounds: str = ""
    figures: Mapping[str, object] = field(default_factory=dict)
    shared: str = ""  # one event that is charged to two units: their items bear the same mark


@dataclass(frozen=True, slots=True)
class DiscretionRecord:
    """The evaluator's own score for an indicator."""

    round: str
    unit: str
    indicator: str
    score: Decimal
    grounds: str


@dataclass(frozen=True, slots=True)
class NotApplicableRecord:
    """An indicator that does not apply to the unit (R30); `gives` is the peers' mean once it is settled."""

    round: str
    unit: str
    indicator: str
    grounds: str
    gives: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that is kept once, under its content's hash."""

    sha256: str
    name: str
    size: int
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """What a file proves: a requirement's piece, a criterion, an item, a ledger row; by page and region.

    The region is `left,top,right,bottom` in thousandths of the page.
    """

    id: str
    evidence: str
    round: str | None = None
    unit: str | None = None
    requirement: int | None = None
    piece: str = ""
    plan_item: int | None = None
    criterion: str | None = None
    item: str | None = None
    ledger_row: str | None = None
    page: int | None = None
    region: str = ""
    objection: str | None = None
    rectification: str | None = None


@dataclass(frozen=True, slots=True)
class WaiverRecord:
    """A required piece of evidence that need not be there, and why; plan item 0 means every one."""

    round: str
    unit: str
    requirement: int
    piece: str
    plan_item: int
    grounds: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of a unit's ledger: a report, an inspection, an activity."""

    id: str
    unit: str
    ledger: str
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """What the evaluator said to a proposal of the ledgers: the fact as it was proposed, and the rows behind it."""

    round: str
    unit: str
    criterion: str
    accepted: bool
    grounds: str = ""
    fact: Mapping[str, object] = field(default_factory=dict)
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """A report that the office itself asks for, beside what schemes ask; from units of these groups, or all.

    What falls due before `since` or after `until` is not asked.
    """

    id: str
    name: str
    months: tuple[str, ...]
    day: str
    covers: str
    groups: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """A day (2022-08-03) that the office itself says is worked or free, whatever the statutory calendar says."""

    day: str
    working: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A bulletin, an urging letter, a deduction notice, as it was sent."""

    id: str
    round: str
    kind: str
    number: str
    dated: date
    title: str
    text: str
    unit: str | None = None
    document: str | None = None  # the file as it was sent, kept with the evidence


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice of the office that the program remembers."""

    name: str
    value: str
