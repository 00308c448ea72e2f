"""The one place where a line's sentence is put together: clause, count, arithmetic, cap, note."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from desktop.domain.amounts import ZERO, show
from desktop.domain.lines import Entry
from desktop.domain.scheme import SharedCap
from desktop.domain.tally import WAITS

Verb = Literal["得", "加", "扣"]


@dataclass(frozen=True, slots=True)
class Voice:
    """How a group's lines speak: the verb of a merit, and what the criteria are bounded by together."""

    merit: Verb
    whole: str
    caps: tuple[SharedCap, ...] = ()


def reason_of(entry: Entry, name: str, voice: Voice) -> str:
    """The sentence of a line; `name` stands where the criterion has no wording of its own."""
    criterion, finding, tally = entry.criterion, entry.finding, entry.tally
    head = criterion.titled(criterion.when or name)
    waits = tally is not None and tally.provisional == WAITS
    if tally is not None and finding.plain and not criterion.consequence and not waits:
        return f"{head}：{tally.account}，{_points(entry, voice)}"
    note = f"。说明：{finding.note}" if finding.note else ""
    if not finding.applies:
        return f"{head}：不适用（{finding.grounds}），{_given(entry, voice)}{note}"
    account = tally.account if tally else ""
    if finding.exempt:
        return f"{head}：{account}{'，' if tally else ''}免责（{finding.grounds}），不扣分{note}"
    grounds = f"（{finding.grounds}）" if finding.grounds else ""
    if waits:
        return f"{head}：{account}{grounds}{note}"
    consequence = _consequence(entry) if criterion.consequence else ""
    if consequence and not entry.nominal:
        return f"{head}：{account}{grounds}{consequence}{note}"
    points = _points(entry, voice)
    return f"{head}：{account}{grounds}，{points}{consequence}{note}"


def _given(entry: Entry, voice: Voice) -> str:
    if not entry.left_out:
        return _points(entry, voice)
    gain = f"，增加 {show(entry.effective)} 分" if entry.effective else ""
    return f"不计入，其余按比例折算{gain}"


@lru_cache(maxsize=4096)
def _whole(amount: Decimal, merit: Verb) -> str:
    """An amount that nothing has cut."""
    if not amount:
        return f"不{merit}分"
    return f"{merit if amount > ZERO else '扣'} {show(abs(amount))} 分"


def _points(entry: Entry, voice: Voice) -> str:
    nominal, effective = entry.nominal, entry.effective
    if entry.voids:
        rest = f"，余下 {show(-effective)} 分全部扣去" if effective else ""
        return f"本项不得分{rest}"
    rounded = f"（{entry.rounded}）" if entry.rounded else ""
    if effective == nominal:
        verb = voice.merit if nominal or entry.criterion.rule.earns else "扣"
        return _whole(nominal, verb) + rounded
    verb = voice.merit if nominal > ZERO else "扣"
    why = "，".join(_cuts(entry, verb, voice))
    return f"应{verb} {show(abs(nominal))} 分{rounded}，{why}，实{verb} {show(abs(effective))} 分"


def _cuts(entry: Entry, verb: Verb, voice: Voice) -> list[str]:
    cuts = []
    if entry.capped != entry.nominal and entry.criterion.cap is not None:
        cuts.append(f"本条最多{verb} {show(entry.criterion.cap)} 分")
    if entry.pooled != entry.capped:
        shared = next(cap for cap in voice.caps if cap.id == entry.criterion.shares)
        cuts.append(f"{shared.name or '几条'}合计最多{verb} {show(shared.cap)} 分")
    if entry.allotted != entry.pooled:
        cuts.append(_left(entry.allotted, verb, voice.whole))
    return cuts


def _left(allotted: Decimal, verb: Verb, whole: str) -> str:
    if allotted:
        return f"{whole}仅余 {show(abs(allotted))} 分"
    return f"{whole}已无分可扣" if verb == "扣" else f"{whole}已满分"


def _consequence(entry: Entry) -> str:
    """What follows beyond the points; that the indicator itself scores nothing stands with them."""
    consequence = entry.criterion.consequence
    if consequence is None or not entry.triggers:
        return ""
    words = ["所在部分不得分"] if consequence.void == "section" else []
    if consequence.veto:
        words.append("一票否决")
    if consequence.grade_at_most is not None:
        words.append(f"等次不高于“{consequence.grade_at_most}”")
    if words and consequence.times > 1:
        words.insert(0, f"累计达到 {consequence.times} 起")
    return "".join(f"，{one}" for one in words)
