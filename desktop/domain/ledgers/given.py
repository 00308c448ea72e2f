"""What a scheme asks the ledgers for: which rows are meant, and the document's own figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from desktop.domain.keys import FLAG, POSITIVE, RATIO, key, many, one_of
from desktop.domain.ledgers.activities import KINDS, SUBJECTS
from desktop.domain.ledgers.inspections import OBJECTS
from desktop.domain.ledgers.members import SORTS as MEMBERS
from desktop.domain.ledgers.plan_items import SORTS

OWN: Final = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stands beside `from`; which of it a measure needs or takes, the measure says."""

    kind: str | None = key(one_of(*KINDS), None)
    subject: tuple[str, ...] = key(many(one_of(*SUBJECTS)), ())
    sort: str | None = key(one_of(*SORTS), None)
    level: str = key(one_of(OWN, *MEMBERS), OWN)
    objects: tuple[str, ...] = key(many(one_of(*OBJECTS)), ())
    leader: bool = key(FLAG, default=False)
    least: int | None = key(POSITIVE, None)
    share: Fraction | None = key(RATIO, None)
    working_days: int | None = key(POSITIVE, None)
    same_year: bool = key(FLAG, default=False)
    months: int | None = key(POSITIVE, None)
    hours: int | None = key(POSITIVE, None)
