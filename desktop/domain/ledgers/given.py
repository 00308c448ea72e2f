"""What a scheme asks the ledgers for: which rows are meant, and the document's own figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from desktop.domain.keys import DATE, FLAG, POSITIVE, RATIO, TEXT, key, many, one_of
from desktop.domain.ledgers.activities import KINDS, SUBJECTS
from desktop.domain.ledgers.inspections import OBJECTS
from desktop.domain.ledgers.members import SORTS as MEMBERS
from desktop.domain.ledgers.plan_items import SORTS

OWN: Final = "own"
# A county that is assessed by a city's sheet has no counties: it is read for itself (R31).
COUNTIES_OR_OWN: Final = "counties-or-own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stands beside `from`; which of it a measure needs or takes, the measure says."""

    kind: str = key(one_of(*KINDS), "")
    subject: tuple[str, ...] = key(many(one_of(*SUBJECTS)), ())
    sort: str = key(one_of(*SORTS), "")
    level: str = key(one_of(OWN, *MEMBERS, COUNTIES_OR_OWN), OWN)
    objects: tuple[str, ...] = key(many(one_of(*OBJECTS)), ())
    leader: bool = key(FLAG, default=False)
    least: int = key(POSITIVE, 0)
    drawn: int = key(POSITIVE, 0)
    share: Fraction = key(RATIO, Fraction(0))
    working_days: int = key(POSITIVE, 0)
    same_year: bool = key(FLAG, default=False)
    months: int = key(POSITIVE, 0)
    hours: int = key(POSITIVE, 0)
    platform_from: date | None = key(DATE, None)
    among: str = key(TEXT, "")
    exempt_objects: tuple[str, ...] = key(many(one_of(*OBJECTS)), ())
