"""The check of the ledgers before a sheet is scored: what waits for an answer, what they lack, what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from desktop.domain.ledgers.kinds import LEDGERS
from desktop.domain.ledgers.measures import MEASURES
from desktop.domain.scheme import Criterion
from desktop.services.row_doubts import DoubtedRows
from desktop.viewmodels.proposal_words import ProposalShown, Stand
from desktop.viewmodels.proposals_beside import ProposalsBeside

_ASKED: Final = "请核对"  # nothing may be lacking then
_TOLD: Final = 2  # doubts; the ledger shows all of them


class Group(Enum):
    """The groups in their order, as the screen names them."""

    WAITING = "待定"
    LACKING = "台账不全"
    DOUBTED = "台账疑点"
    ALIKE = "与认定相同"
    ANSWERED = "已答复"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One criterion in one group, and the ledger that its measure reads; a ledger's doubts are of no criterion."""

    group: Group
    criterion: str
    label: str
    words: str
    outcome: str
    ledger: str

    @property
    def ledger_name(self) -> str:
        """As the screen names it."""
        return LEDGERS[self.ledger].name


def check_rows(proposals: ProposalsBeside) -> tuple[CheckRow, ...]:
    """Every group's rows, in the document's order."""
    rows = [row for one in proposals.criteria for row in _rows(one, proposals)]
    rows += [_doubted(ledger, found) for ledger, found in proposals.doubted().items()]
    return tuple(row for group in Group for row in rows if row.group is group)


def ledger_of(criterion: Criterion) -> str:
    """The ledger that a criterion's measure reads."""
    return MEASURES[criterion.from_ or ""].ledger


def _rows(criterion: Criterion, proposals: ProposalsBeside) -> Iterator[CheckRow]:
    sight, shown = proposals.sight(criterion.id), proposals.shown(criterion)
    if sight is None:
        return
    ledger = ledger_of(criterion)
    if shown is not None:
        group = _group(shown)
        outcome = f"{shown.comes_to}，替换现在的" if _replaces(shown) else shown.comes_to
        yield CheckRow(group, criterion.id, criterion.label, _words(shown), outcome, ledger)
    if sight.proposal.gaps:
        words = "；".join(sight.proposal.gaps)
        deed = "登记" if any(_ASKED not in one for one in sight.proposal.gaps) else "核对"
        outcome = f"到“{LEDGERS[ledger].name}”{deed}"
        yield CheckRow(Group.LACKING, criterion.id, criterion.label, words, outcome, ledger)


def _doubted(ledger: str, found: DoubtedRows) -> CheckRow:
    """How many rows of a ledger look wrong, with the first of the doubts."""
    words = [one.words for doubts in found.values() for one in doubts]
    more = " 等" if len(words) > _TOLD else ""
    told = f"{len(found)} 行有疑点：{'；'.join(words[:_TOLD])}{more}"
    name = LEDGERS[ledger].name
    return CheckRow(Group.DOUBTED, "", name, told, f"到“{name}”核对", ledger)


def _group(shown: ProposalShown) -> Group:
    if shown.stand is Stand.ALIKE:
        return Group.ALIKE
    return Group.WAITING if shown.waits else Group.ANSWERED


def _replaces(shown: ProposalShown) -> bool:
    return shown.replaces and shown.takes and shown.stand is Stand.WAITING


def _words(shown: ProposalShown) -> str:
    told = shown.stand in {Stand.WAITING, Stand.ALIKE}  # their group says the rest
    return shown.sight.proposal.basis if told else shown.words
