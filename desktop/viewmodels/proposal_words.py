"""Proposal words: how a proposal of the ledgers stands beside what is recorded, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from desktop.domain.amounts import ZERO, Exact, show
from desktop.domain.bounds import Bounds
from desktop.domain.findings import Finding, read_finding
from desktop.domain.ledgers.measured import Counted
from desktop.domain.ledgers.proposals import counted_words
from desktop.domain.refusals import Refused
from desktop.domain.rounding import Rounding
from desktop.domain.scheme import Criterion
from desktop.domain.sheet_parts import SheetPart
from desktop.services.proposals import ProposalSight

Fact = Mapping[str, object]
SO_FAR: Final = "考核时段未结束，按至今的台账算"
_LEDGER: Final = "台账"
_CLEAN: Final = "未发现"
_QUOTED: Final = {"flag", "award"}  # their account is one word
_MOST_CHANGES: Final = 3
_NEW: Final = "现在有："  # as differences begin
_GONE: Final = "不再有："
_NEW_ROW: Final = "新增"
_GONE_ROW: Final = "不再有"


class Weighing(NamedTuple):
    """What says how much of a finding counts: the scheme's rounding, and how far its part goes."""

    rounding: Rounding
    bounds: Bounds


def weighing(part: SheetPart, rounding: Rounding) -> Weighing:
    """For the criteria of a part; a bonus without a cap has no end."""
    if part.indicator is not None:
        return Weighing(rounding, part.indicator.bounds)
    least = None if part.points is None else -part.points
    return Weighing(rounding, Bounds(ZERO, least, part.points))


class Stand(Enum):
    """How far the evaluator is with a proposal."""

    WAITING = auto()
    ALIKE = auto()  # nothing was answered, and the finding says the same
    CHANGED = auto()  # since it was answered
    AGREED = auto()
    ALTERED = auto()  # accepted, and the finding is another by now
    REJECTED = auto()


WAITS: Final = frozenset({Stand.WAITING, Stand.CHANGED})  # the evaluator has something to decide


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal as the screen shows it; `replaces` where accepting it would replace another finding."""

    criterion: Criterion
    sight: ProposalSight
    stand: Stand
    words: str
    comes_to: str  # blank where the ledgers cannot tell any more
    replaces: bool
    recorded: str  # what the present finding comes to; blank where there is none

    @property
    def itemised(self) -> bool:
        """Whether each of the ledgers' rows is an item of its own."""
        return isinstance((self.sight.proposal.fact or {}).get("items"), list)

    @property
    def rows(self) -> Iterator[tuple[Counted, str]]:
        """The rows behind it, each with what became of it since the answer; last those that are gone."""
        changes = self.sight.changes if self.itemised else ()
        new = {one.removeprefix(_NEW) for one in changes if one.startswith(_NEW)}
        for one in self.sight.proposal.counted:
            yield one, _NEW_ROW if new & counted_words(self.criterion, one) else ""
        for gone in changes:
            if gone.startswith(_GONE):
                yield Counted(None, gone.removeprefix(_GONE)), _GONE_ROW

    @property
    def waits(self) -> bool:
        """Whether the evaluator has something to decide."""
        return self.stand in WAITS

    @property
    def lacks(self) -> bool:
        """Whether the ledgers could not tell all of it, so that it is not to be taken unseen."""
        return bool(self.sight.proposal.gaps)

    @property
    def takes(self) -> bool:
        """Whether there is something to accept."""
        return bool(self.comes_to) and self.stand not in {Stand.AGREED, Stand.REJECTED}


def shown(
    criterion: Criterion, sight: ProposalSight, recorded: Fact | None, weigh: Weighing
) -> ProposalShown | None:
    """None where the ledgers have nothing to say, and nothing was ever answered."""
    stand = stand_of(criterion, sight, recorded)
    if stand is None:
        return None
    fact = sight.proposal.fact
    points = "" if fact is None else comes_to(criterion, fact, weigh)
    same = _agrees(criterion, recorded, fact)
    answer = sight.answer
    ours = answer is not None and answer.accepted and _same(criterion, recorded, answer.fact)
    words = _words(stand, sight, points, recorded)
    replaces = recorded is not None and not same and not ours
    now = "" if recorded is None else comes_to(criterion, recorded, weigh)
    return ProposalShown(criterion, sight, stand, words, points, replaces, now)


def stand_of(criterion: Criterion, sight: ProposalSight, recorded: Fact | None) -> Stand | None:
    """How the evaluator stands with it; None where the ledgers never had anything to say."""
    answer, fact = sight.answer, sight.proposal.fact
    if answer is None and fact is None:
        return None
    if answer is None:
        return Stand.ALIKE if _agrees(criterion, recorded, fact) else Stand.WAITING
    if sight.changes:
        return Stand.CHANGED
    if not answer.accepted:
        return Stand.REJECTED
    return Stand.AGREED if _same(criterion, recorded, answer.fact) else Stand.ALTERED


def _words(stand: Stand, sight: ProposalSight, points: str, recorded: Fact | None) -> str:
    match stand:
        case Stand.WAITING | Stand.ALIKE:
            told = f"建议{points}" if stand is Stand.WAITING else "与现在的认定相同"
            return f"{basis_words(sight)}，{told}{_so_far(sight)}{_lacking(sight)}"
        case Stand.CHANGED:
            told = "；".join(map(_shortened, sight.changes[:_MOST_CHANGES]))
            more = len(sight.changes) - _MOST_CHANGES
            told += f"；还有 {more} 处" if more > 0 else ""
            return f"台账有变化：{told}" + (f"。现在建议{points}{_so_far(sight)}" if points else "")
        case Stand.REJECTED:
            grounds = sight.answer.grounds if sight.answer else ""
            return f"没有采用台账的建议（{points}）：{' '.join(grounds.split())}"
        case Stand.ALTERED if recorded is None:
            return "采用台账的建议以后，认定又撤去了"
        case Stand.ALTERED:
            return "采用台账的建议以后，认定又有改动"
        case Stand.AGREED:
            return "已按台账认定"


def _so_far(sight: ProposalSight) -> str:
    """What is proposed while the period lasts may still change by itself."""
    return "" if sight.proposal.is_over else f"（{SO_FAR}）"


def _lacking(sight: ProposalSight) -> str:
    """What the ledgers could not tell, the first of it in a few words: a proposal is no clean bill then."""
    gaps = sight.proposal.gaps
    if not gaps:
        return ""
    more = f"等 {len(gaps)} 处" if len(gaps) > 1 else ""
    return f"；台账不全：{gaps[0].partition('，')[0]}{more}"


def _shortened(change: str) -> str:
    """A change without what a row says about itself behind its name: that is told among the rows."""
    return "：".join(change.split("：")[:2])


def basis_words(sight: ProposalSight) -> str:
    """What was looked through; it says that this is the ledgers' word."""
    basis = sight.proposal.basis
    return basis if _LEDGER in basis else f"{_LEDGER}：{basis}"


def comes_to(criterion: Criterion, fact: Fact, weigh: Weighing) -> str:
    """What a fact comes to for its criterion alone, in words and points."""
    try:
        finding = read_finding(criterion, dict(fact))
    except Refused as refused:
        return f"与本办法不合：{refused.message}"
    if not finding.applies:
        return "不适用"
    if finding.exempt:
        return "免责，不扣分"
    tally = criterion.rule.tally(finding.fact)
    points = _points(criterion, weigh, tally.amount)
    if tally.account == _CLEAN:
        return f"“{_CLEAN}”"
    if criterion.rule.shape == "choice":
        return f"{tally.account}，{points}"
    return f"“{tally.account}”，{points}" if criterion.rule.shape in _QUOTED else points


def _points(criterion: Criterion, weigh: Weighing, amount: Exact) -> str:
    """Points earned or lost, no more than the criterion's cap and its whole part allow."""
    nominal, cap, bounds = weigh.rounding.line(amount), criterion.cap, weigh.bounds
    capped = nominal if cap is None else max(-cap, min(cap, nominal))
    counted = bounds.hold(bounds.start + capped) - bounds.start
    turn = "扣" if nominal < 0 else "得"
    more = f"（应{turn} {show(abs(nominal))} 分）" if counted != nominal else ""
    if nominal or criterion.rule.earns:
        return f"{turn} {show(abs(counted))} 分{more}"
    return "不扣分"


def _same(criterion: Criterion, one: Fact | None, other: Fact | None) -> bool:
    """Whether two facts say the same to the criterion, in whatever order their keys stand."""
    said = _read(criterion, one)
    return said is not None and said == _read(criterion, other)


def _agrees(criterion: Criterion, recorded: Fact | None, proposed: Fact | None) -> bool:
    """The same; a note on what a proposal stands on, or no items for none counted, takes nothing away."""
    one, other = _read(criterion, recorded), _read(criterion, proposed)
    if one is None or other is None:
        return False
    if not one.note:
        other = other._replace(note="")
    if (proposed or {}).get("items") == [] and one.fact is not None:
        tallies = (criterion.rule.tally(each.fact) for each in (one, other))
        return len({*tallies}) == 1 and one._replace(fact=None) == other._replace(fact=None)
    return one == other


def _read(criterion: Criterion, fact: Fact | None) -> Finding | None:
    try:
        return None if fact is None else read_finding(criterion, dict(fact))._replace(plain=False)
    except Refused:
        return None
