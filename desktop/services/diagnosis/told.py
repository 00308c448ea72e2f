"""What a diagnosis tells: plain facts, and checks with a state; each on the screen, and without personal data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class State(Enum):
    """How a check came out; the value is how the screen names it."""

    NORMAL = "正常"
    NOTICE = "注意"
    FAULT = "有问题"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what is so, and what to do. `told` is what a report says of it."""

    name: str
    state: State
    words: str
    told: str = ""  # blank: the same words, which then name nobody and no place

    @property
    def reported(self) -> str:
        """Without personal data."""
        return self.told or self.words


class Fact(NamedTuple):
    """A version, a place, a number; a report says `told`, or the same where that is blank."""

    name: str
    words: str
    told: str = ""

    @property
    def reported(self) -> str:
        """Without personal data."""
        return self.told or self.words


@dataclass(frozen=True, slots=True)
class FoundFault:
    """A fault of the workspace that a full check found, and what to do about it."""

    words: str
    remedy: str
    kind: str  # what a report says of it


@dataclass(frozen=True, slots=True)
class FullCheck:
    """A full check of the workspace: every fault, and how many events were read."""

    faults: tuple[FoundFault, ...]
    events: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that was looked at."""

    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]

    @property
    def worst(self) -> State:
        """The state of the worst of them."""
        states = {one.state for one in self.checks}
        return next((one for one in (State.FAULT, State.NOTICE) if one in states), State.NORMAL)
