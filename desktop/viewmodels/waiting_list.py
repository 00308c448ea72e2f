"""The waiting list: what of the reviewed rounds waits for whoever sits here, and who of the office has how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from desktop.domain.records import AssessmentKey
from desktop.domain.review_rules import Task
from desktop.services.review_sights import WaitingSheet

_ORDER: Final = (Task.MEND, Task.REVIEW, Task.FINALISE, Task.SCORE)
_TONES: Final = {Task.MEND: "amber", Task.REVIEW: "primary", Task.FINALISE: "green"}
_TOLD: Final = {
    Task.REVIEW: "已提交，等你审核",
    Task.FINALISE: "审核通过，可以定稿",
}
_ANYBODY: Final = "没有指定人"


class WaitingRow(NamedTuple):
    """One line of the card, and the sheet that it leads to."""

    state: str
    tone: str
    name: str
    told: str
    key: AssessmentKey


def rows_for(sheets: Iterable[WaitingSheet], person: str | None) -> tuple[WaitingRow, ...]:
    """What waits for this person, what was returned first; sheets to be submitted are one line a round."""
    mine = [one for one in sheets if one.case.waits_for(person)]
    return tuple(row for task in _ORDER for row in _rows_of(task, mine))


def _rows_of(task: Task, mine: Iterable[WaitingSheet]) -> Iterator[WaitingRow]:
    found = [one for one in mine if one.task is task]
    if task is Task.SCORE:
        for round_name, inside in groupby(found, lambda one: one.round):
            own = [*inside]
            told = f"还有 {len(own)} 个单位的考核表没有提交审核"
            yield WaitingRow(task.value, "plain", round_name, told, own[0].key)
        return
    for one in found:
        told = _TOLD.get(task) or _returned_words(one.case.unanswered)
        yield WaitingRow(task.value, _TONES[task], one.name, f"{told}　{one.round}", one.key)


def _returned_words(unanswered: int) -> str:
    return (
        f"已退回，{unanswered} 条审核意见待答复"
        if unanswered
        else "已退回，意见都已答复，请再次提交"
    )


def office_words(sheets: Iterable[WaitingSheet]) -> str:
    """Who has how much of what, in one line; blank where nothing waits for anybody."""
    found = Counter((one.holder or _ANYBODY, one.task) for one in sheets)
    people = sorted({who for who, _ in found}, key=lambda who: (who == _ANYBODY, who))
    told = []
    for who in people:
        counts = [f"{task.value} {found[who, task]}" for task in _ORDER if found[who, task]]
        told.append(f"{who} {'、'.join(counts)}")
    return "；".join(told)
