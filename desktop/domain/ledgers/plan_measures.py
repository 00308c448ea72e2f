"""What can be counted in a plan: how much of it was done, what was not, and what was put on the platform late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from desktop.domain.ledgers.measured import Answer, Counted, Question, Rate, Rows, Standing, Unknown
from desktop.domain.ledgers.plan_items import ADJUSTMENTS, GENERAL, KEY, SORTS
from desktop.domain.ledgers.plan_progress import (
    NO_PLAN,
    NO_RUNS,
    Progress,
    leads,
    progress_of,
    runs_of,
    split,
)

COMPLETED: Final = "completed"
TOOK_PART: Final = "took-part"
NONE: Final = "none"


def completion(asked: Question) -> Answer:
    """Items done of items planned; what was taken off the plan and put on file is no part of it."""
    found = [one for one in progress_of(asked) if not one.item.row.dropped]
    if not found:
        return NO_PLAN
    done, undone = split(found, lambda one: one.done_by(_until(asked)))
    basis = f"{_plan(asked)} {len(found)} 项，已完成 {len(done)} 项"
    return Rate(len(done), len(found), tuple(map(_undone, undone)), basis, _not_over(asked))


def not_run(asked: Question) -> Answer:
    """Items that were not run at all; one whose change was put on file in time is excused."""
    return _undone_by(asked, "未开展", lambda _: _until(asked))


def unfinished(asked: Question) -> Answer:
    """Items that were not done by their own day; without a day, by the end of the period."""
    return _undone_by(asked, "未按期完成", lambda one: min(one.item.row.on, _until(asked)))


def _undone_by(asked: Question, fault: str, last: Callable[[Progress], date]) -> Answer:
    """Before its day is over an item is neither done nor at fault."""
    found = progress_of(asked)
    if not found:
        return NO_PLAN
    waiting = [one for one in found if one.item.row.on > asked.as_of and one.ended is None]
    due = [one for one in found if one not in waiting]
    done, undone = split(due, lambda one: one.done_by(last(one)))
    basis = f"{_plan(asked)} {len(found)} 项，已完成 {len(done)} 项"
    gaps = (f"还有 {len(waiting)} 项没有到计划完成日期",) if waiting else ()
    return Rows(tuple(_said(one, fault) for one in undone), basis, gaps)


def without_task(asked: Question) -> Answer:
    """Items for which no task was ever made."""
    found = [one for one in progress_of(asked) if not one.item.row.dropped]
    if not found:
        return NO_PLAN
    bare = [one for one in found if not one.runs]
    basis = f"{_plan(asked)} {len(found)} 项，已生成任务 {len(found) - len(bare)} 项"
    return Rows(tuple(_said(one, "没有生成抽查任务") for one in bare), basis)


def entered_late(asked: Question) -> Answer:
    """Items that came onto the platform after their day, or not at all."""
    found = progress_of(asked)
    if not found:
        return NO_PLAN
    due = [one for one in found if one.item.row.entry_due is not None]
    late = [one for one in due if _entered_late(one, asked.as_of)]
    basis = f"{_plan(asked)} {len(found)} 项，登记了录入期限的 {len(due)} 项"
    gaps = (f"{len(found) - len(due)} 项计划没有登记录入期限",) if len(due) < len(found) else ()
    return Rows(tuple(_said(one, "没有按时录入平台") for one in late), basis, gaps)


def grades_uncovered(asked: Question) -> Answer:
    """That the plan lacks general items, or key ones."""
    found = progress_of(asked)
    if not found:
        return NO_PLAN
    grades = {one.item.row.grade for one in found}
    if not grades & {GENERAL, KEY}:
        return Unknown(("抽查计划台账没有登记事项类别（一般、重点）",))
    lacking = [words for grade, words in ((GENERAL, "一般"), (KEY, "重点")) if grade not in grades]
    counted = tuple(Counted(None, f"计划中没有{one}检查事项") for one in lacking)
    return Rows(counted, f"{_plan(asked)} {len(found)} 项")


def not_led(asked: Question) -> Answer:
    """That the unit led no joint inspection that ended."""
    runs = [one for one in runs_of(asked) if one.row.ended is not None]
    if not asked.ledgers.runs and not asked.ledgers.plan:
        return NO_RUNS
    led = [one for one in runs if leads(asked, one)]
    counted = () if led else (Counted(None, "台账没有登记本单位牵头的部门联合抽查"),)
    return Rows(counted, f"台账登记完成的部门联合抽查 {len(runs)} 次，牵头 {len(led)} 次")


def taken_part(asked: Question) -> Answer:
    """Joint inspections that ended and that the unit led or joined."""
    if not asked.ledgers.runs and not asked.ledgers.plan:
        return NO_RUNS
    runs = [one for one in runs_of(asked) if one.row.ended is not None]
    counted = tuple(Counted(one.id, one.row.told, one.row.ended) for one in runs)
    return Rows(counted, f"台账登记发起或参与并完成的部门联合抽查 {len(runs)} 次")


def standing(asked: Question) -> Answer:
    """Whether the unit's joint plan is completed, whether it took part at all (R19, R20)."""
    found = [one for one in progress_of(asked) if not one.item.row.dropped]
    runs = [one for one in runs_of(asked) if one.row.ended is not None]
    if not asked.ledgers.runs and not asked.ledgers.plan:
        return NO_RUNS
    done, undone = split(found, lambda one: one.done_by(_until(asked)))
    basis = f"部门联合抽查计划 {len(found)} 项，已完成 {len(done)} 项；发起或参与 {len(runs)} 次"
    took_part = TOOK_PART if runs else NONE
    word = COMPLETED if found and not undone else took_part
    return Standing(word, tuple(map(_undone, undone)), basis, _not_over(asked))


def _until(asked: Question) -> date:
    return min(asked.period.last, asked.as_of)


def _not_over(asked: Question) -> tuple[str, ...]:
    over = asked.period.last <= asked.as_of
    return () if over else (f"考核期间还没有结束，算到 {asked.as_of:%Y-%m-%d}",)


def _plan(asked: Question) -> str:
    return f"台账登记{SORTS[asked.given.sort] if asked.given.sort else ''}计划"


def _undone(one: Progress) -> Counted:
    return _said(one, "未完成")


def _said(one: Progress, fault: str) -> Counted:
    """An item in a few words; that it was changed and put on file excuses it."""
    item = one.item.row
    ends = f"，计划 {item.ends:%m-%d} 完成" if item.ends else ""
    ended = f"，{one.ended:%m-%d} 结束" if one.ended else ""
    excused = ""
    if item.adjusted and item.filed is not None:
        excused = f"计划{ADJUSTMENTS[item.adjusted]}，{item.filed:%Y-%m-%d} 备案"
    return Counted(one.item.id, f"{item.told}：{fault}{ends}{ended}", item.ends, excused)


def _entered_late(one: Progress, as_of: date) -> bool:
    due, entered = one.item.row.entry_due, one.item.row.entered
    return due is not None and (entered or as_of) > due
