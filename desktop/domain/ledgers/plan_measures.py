"""What can be counted in a plan: how much of it was done, what was not, and what was put on the platform late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import Answer, Counted, Question, Rate, Rows, Standing, Unknown
from desktop.domain.ledgers.plan_items import ADJUSTMENTS, GENERAL, JOINT, KEY, SORTS
from desktop.domain.ledgers.plan_progress import (
    NO_PLAN,
    NO_RUNS,
    Progress,
    answers_for,
    items_of,
    leads,
    of_sort,
    progress_of,
    runs_of,
)

COMPLETED: Final = "completed"
TOOK_PART: Final = "took-part"
NONE: Final = "none"
STANDINGS: Final = (COMPLETED, TOOK_PART, NONE)


def completion(asked: Question) -> Answer:
    """Items done of items planned; what was taken off the plan and put on file is no part of it."""
    found = items_of(asked)
    if not found:
        return NO_PLAN
    undone = _undone(asked, found)
    return Rate(
        len(found) - len(undone), len(found), undone, _progress(asked, found), _no_runs(asked)
    )


def not_run(asked: Question) -> Answer:
    """Items that were not run at all; one whose change was put on file in time is excused."""
    return _overdue(asked, "未开展", lambda one: not one.begun_by(asked.until))


def unfinished(asked: Question) -> Answer:
    """Items that were not done by their own day; without a day, by the end of the year."""
    return _overdue(asked, "未按期完成", lambda one: not one.done_by(one.item.row.on))


def _overdue(asked: Question, fault: str, faulty: Callable[[Progress], bool]) -> Answer:
    """Before its day is over an item is neither done nor at fault."""
    found = _own(asked, progress_of(asked))
    if not found:
        return NO_PLAN
    over = [
        one
        for one in found
        if one.item.row.on <= asked.period.last and one.item.row.on < asked.as_of
    ]
    waiting = sum(
        one not in over and not one.done_by(asked.until) and not one.item.row.dropped
        for one in found
    )
    gaps = (f"还有 {waiting} 项没有到计划完成日期",) if waiting else ()
    counted = tuple(_said(asked, one, fault) for one in over if faulty(one))
    basis = f"{_progress(asked, found)}，{fault} {len(counted)} 项"
    return Rows(counted, basis, (*gaps, *_no_runs(asked)))


def without_task(asked: Question) -> Answer:
    """Items for which no task was ever made."""
    found = _own(asked, items_of(asked))
    if not found:
        return NO_PLAN
    bare = [one for one in found if not one.runs]
    basis = f"{_plan(asked)} {len(found)} 项，已生成任务 {len(found) - len(bare)} 项"
    counted = tuple(_said(asked, one, "未生成抽查任务") for one in bare)
    return Rows(counted, basis, _no_runs(asked))


def entered_late(asked: Question) -> Answer:
    """Items that came onto the platform after their day, or not at all."""
    found = _own(asked, items_of(asked))
    if not found:
        return NO_PLAN
    due = [one for one in found if one.item.row.entry_due is not None]
    gaps = (f"{len(found) - len(due)} 项计划未登记录入期限",) if len(due) < len(found) else ()
    if not due:
        return Unknown(gaps)
    counted = tuple(_late(asked, one) for one in due if _entered_late(asked, one))
    basis = (
        f"{_plan(asked)} {len(found)} 项，登记录入期限的 {len(due)} 项，"
        f"其中未按时录入平台 {len(counted)} 项"
    )
    return Rows(counted, basis, gaps)


def grades_uncovered(asked: Question) -> Answer:
    """That the plan lacks general items, or key ones."""
    found = _own(asked, items_of(asked))
    if not found:
        return NO_PLAN
    grades = {one.item.row.grade for one in found}
    if not grades & {GENERAL, KEY}:
        return Unknown(("抽查计划台账未登记事项类别（一般、重点）",))
    lacking = [words for grade, words in ((GENERAL, "一般"), (KEY, "重点")) if grade not in grades]
    counted = tuple(Counted(None, f"计划没有{one}检查事项") for one in lacking)
    ungraded = sum(not one.item.row.grade for one in found)
    gaps = (f"{ungraded} 项计划未登记事项类别",) if ungraded else ()
    return Rows(counted, f"{_plan(asked)} {len(found)} 项", gaps)


def not_led(asked: Question) -> Answer:
    """That the unit led no joint inspection that ended."""
    found = _joint(asked)
    if isinstance(found, Unknown):
        return found
    _, runs = found
    led = [one for one in runs if leads(asked, one)]
    counted = () if led else (Counted(None, "台账没有登记本单位牵头完成的部门联合抽查"),)
    return Rows(counted, f"台账登记完成的部门联合抽查 {len(runs)} 次，牵头 {len(led)} 次")


def taken_part(asked: Question) -> Answer:
    """Joint inspections that ended and that the unit led or joined."""
    found = _joint(asked)
    if isinstance(found, Unknown):
        return found
    _, runs = found
    counted = tuple(Counted(one.id, one.row.told, one.row.ended) for one in runs)
    return Rows(counted, f"台账登记发起或参与并完成的部门联合抽查 {len(runs)} 次")


def standing(asked: Question) -> Answer:
    """Whether the unit's joint plan is completed, whether it took part at all (R19, R20)."""
    joint = _joint(asked)
    if isinstance(joint, Unknown):
        return joint
    found, runs = joint
    undone = _undone(asked, found)
    done = len(found) - len(undone)
    basis = f"部门联合抽查计划 {len(found)} 项，已完成 {done} 项；发起或参与 {len(runs)} 次"
    took_part = TOOK_PART if runs else NONE
    word = COMPLETED if found and not undone else took_part
    return Standing(word, undone, basis, _among(asked, word))


def _among(asked: Question, word: str) -> tuple[str, ...]:
    """The best case may be for some units only (R19), and no ledger says which those are."""
    meant = asked.given.among
    asks = meant and word == COMPLETED
    return (f"台账看不出本单位是否属于{meant}，请核对",) if asks else ()


def _joint(asked: Question) -> tuple[list[Progress], list[Kept[Inspection]]] | Unknown:
    """The joint items, and the joint runs that ended; a plan alone says that nothing was run."""
    joint = of_sort(asked, JOINT)
    found, runs = items_of(joint), runs_of(joint)
    if isinstance(runs, Unknown):
        return (found, []) if found else NO_RUNS
    return found, [one for one in runs if one.row.ended is not None]


def _own(asked: Question, found: list[Progress]) -> list[Progress]:
    return [one for one in found if answers_for(asked, one.item)]


def _no_runs(asked: Question) -> tuple[str, ...]:
    return () if asked.ledgers.runs else NO_RUNS.gaps


def _plan(asked: Question) -> str:
    return f"台账登记{SORTS.get(asked.given.sort, '')}计划"


def _progress(asked: Question, found: list[Progress]) -> str:
    done = sum(one.done_by(asked.until) for one in found)
    return f"{_plan(asked)} {len(found)} 项，已完成 {done} 项"


def _undone(asked: Question, found: list[Progress]) -> tuple[Counted, ...]:
    return tuple(_said(asked, one, "未完成") for one in found if not one.done_by(asked.until))


def _said(asked: Question, one: Progress, fault: str) -> Counted:
    """An item in a few words; that it was changed and put on file in time excuses it."""
    item = one.item.row
    ends = f"，计划{asked.words_of(item.ends)}完成" if item.ends else ""
    ended = f"，{asked.words_of(one.ended)}结束" if one.ended else ""
    excused = late = ""
    if item.adjusted and item.filed is not None:
        filed = f"计划{ADJUSTMENTS[item.adjusted]}，{asked.words_of(item.filed)}备案"
        last = "计划完成日期" if item.ends else "当年年底"
        excused, late = (filed, "") if item.filed_in_time else ("", f"；{filed}，报备晚于{last}")
    return Counted(one.item.id, f"{item.told}：{fault}{ends}{ended}{late}", item.ends, excused)


def _late(asked: Question, one: Progress) -> Counted:
    item = one.item.row
    due = f"应不晚于{asked.words_of(item.entry_due)}录入平台" if item.entry_due else ""
    done = f"{asked.words_of(item.entered)}录入" if item.entered else "未录入"
    return Counted(one.item.id, f"{item.told}：{due}，{done}", item.entered or item.entry_due)


def _entered_late(asked: Question, one: Progress) -> bool:
    due, entered = one.item.row.entry_due, one.item.row.entered
    return due is not None and (entered or asked.as_of) > due
