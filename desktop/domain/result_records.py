"""Result records: what a workspace keeps of a round run to its end: review, meetings, objections, repairs, letters.

Their defaults never change either: events leave them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Decision = Literal["open", "upheld", "partly", "rejected"]
Repair = Literal["open", "repaired", "passed", "failed"]


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A letter's template as Word keeps it, in base64; the hash of that text is its id."""

    sha256: str
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """Which template the office uses for a kind of letter; without one the program's own."""

    kind: str
    file: str


@dataclass(frozen=True, slots=True)
class ReviewRemark:
    """What the reviewer found when a sheet was returned: at which of its parts, and what came of it."""

    id: str
    round: str
    unit: str
    part: str
    text: str
    person: str | None = None
    answer: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting over a round's sheets."""

    id: str
    round: str
    name: str
    held: date
    chair: str = ""
    present: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """What a meeting changed on a sheet, with score, total, place and grade before and after it."""

    id: str
    meeting: str
    round: str
    unit: str
    position: int
    part: str
    what: str
    grounds: str
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Objection:
    """A unit's objection to a line of its sheet, and the decision.

    `before` and `after` are the numbers of the last events of the sheet objected to and of the corrected one.
    """

    id: str
    round: str
    unit: str
    part: str
    criterion: str | None
    raised: date
    claim: str
    by: str = ""
    state: Decision = "open"
    grounds: str = ""
    decided: date | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Rectification:
    """A lost point that is to be put right: what, by whom, until when; whether it was, and the second look at it."""

    id: str
    round: str
    unit: str
    part: str
    criterion: str | None
    problem: str
    lost: Decimal
    measure: str = ""
    owner: str = ""
    due: date | None = None
    state: Repair = "open"
    repaired: date | None = None
    report: str = ""
    checked: date | None = None
    checker: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """Sheets handed to another workstation, or taken from one, and how the workspace that gave them stood then.

    `to` is with whom it was exchanged. Where they came from elsewhere: which own event took them in, and by unit what
    else is to be known for the next merge: how far the giver knew this workspace, and where its rows were other than
    what was then kept here; under a blank name, which
    events came with them.
    """

    id: str
    round: str
    units: tuple[str, ...]
    workspace: str
    head: str
    number: int
    given: date
    to: str = ""
    back: date | None = None
    own: int | None = None
    sheets: Mapping[str, object] = field(default_factory=dict)
