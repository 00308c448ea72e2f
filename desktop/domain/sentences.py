"""The one place where a line's sentence is put together: clause, count, arithmetic, cap, note."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from desktop.domain.amounts import ZERO, show
from desktop.domain.lines import Entry
from desktop.domain.scheme import SharedCap

Verb = Literal["得", "加", "扣"]


def reason_of(entry: Entry, name: str, merit: Verb = "得", caps: Sequence[SharedCap] = ()) -> str:
    """The sentence of a line; `name` stands where the criterion has no wording of its own.

    `caps` are the caps that the criteria beside it share.
    """
    criterion, finding, tally = entry.criterion, entry.finding, entry.tally
    head = criterion.label if criterion.when else criterion.label + name
    note = f"。说明：{finding.note}" if finding.note else ""
    if not finding.applies:
        return f"{head}：不适用（{finding.grounds}），{_given(entry, merit, caps)}{note}"
    account = tally.account if tally else ""
    if finding.exempt:
        return f"{head}：{account}{'，' if tally else ''}免责（{finding.grounds}），不扣分{note}"
    grounds = f"（{finding.grounds}）" if finding.grounds else ""
    consequence = _consequence(entry) if criterion.consequence else ""
    points = _points(entry, merit, caps)
    return f"{head}：{account}{grounds}，{points}{consequence}{note}"


def _given(entry: Entry, merit: Verb, caps: Sequence[SharedCap]) -> str:
    rule = entry.criterion.not_applicable
    if rule is not None and rule.left_out and entry.criterion.rule.earns:
        return f"不计入，其余按比例折算，增加 {show(entry.effective)} 分"
    return _points(entry, merit, caps)


@lru_cache(maxsize=4096)
def _whole(amount: Decimal, merit: Verb) -> str:
    """An amount that nothing has cut."""
    if not amount:
        return f"不{merit}分"
    return f"{merit if amount > ZERO else '扣'} {show(abs(amount))} 分"


def _points(entry: Entry, merit: Verb, caps: Sequence[SharedCap]) -> str:
    nominal, effective = entry.nominal, entry.effective
    if entry.voids:
        return f"本项不得分，实扣 {show(-effective)} 分"
    if effective == nominal:
        return _whole(nominal, merit if nominal or entry.criterion.rule.earns else "扣")
    verb = merit if nominal > ZERO else "扣"
    why = "，".join(_cuts(entry, verb, caps))
    return f"应{verb} {show(abs(nominal))} 分，{why}，实{verb} {show(abs(effective))} 分"


def _cuts(entry: Entry, verb: Verb, caps: Sequence[SharedCap]) -> list[str]:
    cuts = []
    if entry.capped != entry.nominal and entry.criterion.cap is not None:
        cuts.append(f"本条最多{verb} {show(entry.criterion.cap)} 分")
    if entry.pooled != entry.capped:
        shared = next(cap for cap in caps if cap.id == entry.criterion.shares)
        cuts.append(f"{shared.name or '几条'}合计最多{verb} {show(shared.cap)} 分")
    if entry.allotted != entry.pooled:
        cuts.append(_left(entry.allotted, verb))
    return cuts


def _left(allotted: Decimal, verb: Verb) -> str:
    if allotted:
        return f"本项仅余 {show(abs(allotted))} 分"
    return "本项已无分可扣" if verb == "扣" else "本项已满分"


def _consequence(entry: Entry) -> str:
    consequence = entry.criterion.consequence
    if consequence is None or not entry.triggers:
        return ""
    words = "，所在部分不得分" if consequence.void == "section" else ""
    if consequence.veto:
        words += "，一票否决"
    if consequence.grade_at_most is not None:
        words += f"，等次不高于“{consequence.grade_at_most}”"
    return words
