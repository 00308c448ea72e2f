"""A tally: what one finding amounts to by its rule, before any cap or bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal, NamedTuple, Protocol

from desktop.domain.amounts import Exact
from desktop.domain.slips import Slip

PlainFact = Mapping[str, object]
Provisional = Literal["", "partly", "waits"]
PARTLY: Final = "partly"  # counted among those units that have a figure
WAITS: Final = "waits"  # nothing to count by yet


class Tally(NamedTuple):
    """The signed amount (earned is positive), the words that account for it, the faults it counts.

    It is provisional while it hangs on what other units have not recorded.
    """

    amount: Exact
    account: str
    faults: int = 0
    provisional: Provisional = ""


class Rule(Protocol):
    """What every shape provides; it is a frozen data class of the figures that a file states."""

    shape: ClassVar[str]

    @property
    def fact_keys(self) -> frozenset[str]:
        """The keys that its fact may have, besides those of any fact."""
        ...

    @property
    def earns(self) -> bool:
        """Whether it starts at nothing and earns, or starts full and deducts (R9)."""
        ...

    @property
    def words(self) -> str:
        """The rule itself with its figures, as the documents state it."""
        ...

    @property
    def single(self) -> Decimal:
        """The most that one fault or merit counts, which no whole should fall short of."""
        ...

    @property
    def most(self) -> Decimal | None:
        """The most that one finding can earn or deduct; None where that has no end."""
        ...

    def read(self, fact: PlainFact, /) -> object:
        """Read the fact that an evaluator records, or refuse it."""
        ...

    def tally(self, fact: Any, /) -> Tally:  # noqa: ANN401  # each shape takes its own fact
        """Work out what the fact amounts to."""
        ...

    def clean(self) -> PlainFact | None:
        """The fact that loses nothing (本项无扣分、得满分), where that can be said without figures."""
        ...

    def unclaimed(self) -> PlainFact | None:
        """The fact that earns nothing, as for a bonus that nobody claims; None where figures tell it."""
        ...

    def slips(self) -> Iterator[Slip]:
        """What is wrong with the rule's own figures."""
        ...
