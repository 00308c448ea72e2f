"""What can be counted among inspections: how they were prepared and drawn, and what became of what was found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Final

from desktop.domain.ledgers.inspections import OBJECTS, RISK_UNUSED, Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import Answer, Counted, Question, Rate, Rows
from desktop.domain.ledgers.plan_progress import NO_RUNS, runs_of
from desktop.domain.working_days import months_before

Run = Kept[Inspection]
Judge = Callable[
    [Inspection], str | None
]  # the fault in words, "" where there is none, None where nothing tells
_NEVER: Final = "0"


def no_scheme(asked: Question) -> Answer:
    """Runs without a working scheme or a notice."""
    return _judged(asked, lambda run: "" if run.scheme else "没有抽查方案或通知")


def no_risk_class(asked: Question) -> Answer:
    """Runs that used no credit risk classes."""

    def judge(run: Inspection) -> str | None:
        if not run.risk:
            return None
        told = "" if run.objects == "market" else f"，检查对象为{OBJECTS[run.objects]}"
        return f"没有运用风险分类{told}" if run.risk == RISK_UNUSED else ""

    return _judged(asked, judge, "没有登记风险分类运用")


def small_draw(asked: Question) -> Answer:
    """Runs that drew fewer objects than `least`, or a smaller share of the directory (R15)."""
    least, share = asked.given.least or 0, asked.given.share or Fraction(0)

    def judge(run: Inspection) -> str | None:
        if run.drawn is None:
            return None
        if run.drawn < least:
            return f"抽取 {run.drawn} 户，少于 {least} 户"
        if not run.directory:
            return None
        if Fraction(run.drawn, run.directory) < share:
            return f"抽取 {run.drawn} 户，名录库 {run.directory} 户，不足 {_percent(share)}"
        return ""

    return _judged(asked, judge, "没有登记抽取户数或名录库户数")


def not_announced(asked: Question) -> Answer:
    """Runs that were not announced so many calendar months before (R25)."""
    months = asked.given.months or 1

    def judge(run: Inspection) -> str | None:
        if run.started is None:
            return None
        last = months_before(run.started, months)
        if run.announced is None:
            return f"{run.started:%m-%d} 开始，没有事前告知"
        if run.announced > last:
            return f"{run.started:%m-%d} 开始，{run.announced:%m-%d} 才告知，应在 {last:%m-%d} 以前"
        return ""

    return _judged(asked, judge, "没有登记开始日期")


def short_notice(asked: Question) -> Answer:
    """Objects that were not told so many clock hours before (R25); without numbers the run counts once."""
    hours = asked.given.hours or 1

    def judge(run: Inspection) -> str | None:
        if run.unnoticed is not None:
            return f"{run.unnoticed} 户没有提前 {hours} 小时告知" if run.unnoticed else ""
        if run.noticed is None or run.arrived is None:
            return None
        late = run.arrived - run.noticed < timedelta(hours=hours)
        told = f"{run.noticed:%m-%d %H:%M} 通知，{run.arrived:%m-%d %H:%M} 进入"
        return f"{told}，不足 {hours} 小时" if late else ""

    return _judged(asked, judge, "没有登记通知和进入时间", lambda run: run.unnoticed)


def unregistered(asked: Question) -> Answer:
    """Objects whose inspection form was not filled in in time."""
    return _objects(asked, lambda run: run.unregistered, "没有及时填写登记表")


def unanswered(asked: Question) -> Answer:
    """Objects that were not told the result in time."""
    return _objects(asked, lambda run: run.unanswered, "没有及时反馈结果")


def unfiled(asked: Question) -> Answer:
    """Objects without a file of their own."""
    return _objects(asked, lambda run: run.unfiled, "没有建档归档")


def badly_filed(asked: Question) -> Answer:
    """Runs whose files are not as they should be, each once."""
    return _judged(
        asked,
        lambda run: (
            None if run.unfiled is None else f"{run.unfiled} 户没有归档" if run.unfiled else ""
        ),
        "没有登记归档情况",
    )


def delayed(asked: Question) -> Answer:
    """Runs that ended after the day they were planned to."""

    def judge(run: Inspection) -> str | None:
        if run.planned is None or run.ended is None:
            return None
        late = run.ended > run.planned
        return f"计划 {run.planned:%m-%d} 完成，{run.ended:%m-%d} 结束" if late else ""

    return _judged(asked, judge, "没有登记计划完成日期或结束日期")


def no_follow_up(asked: Question) -> Answer:
    """Runs that found something which was not followed up, or not all of it."""

    def judge(run: Inspection) -> str | None:
        if run.problems is None:
            return None
        open_ = run.problems - (run.followed or 0)
        return f"发现问题 {run.problems} 个，{open_} 个没有后续处理" if open_ > 0 else ""

    return _judged(asked, judge, "没有登记发现问题数", only_ended=True)


def not_aggregated(asked: Question) -> Answer:
    """Runs whose results were not gathered under the objects' names."""
    return _judged(asked, lambda run: "" if run.aggregated else "结果没有归集", only_ended=True)


def not_punished(asked: Question) -> Answer:
    """Runs in which objects that behaved badly were not punished, or not all."""

    def judge(run: Inspection) -> str | None:
        if run.poor is None:
            return None
        open_ = run.poor - (run.penalised or 0)
        return f"应惩戒 {run.poor} 户，{open_} 户没有惩戒" if open_ > 0 else ""

    return _judged(asked, judge, "没有登记应惩戒数", only_ended=True)


def drawn_share(asked: Question) -> Answer:
    """Objects inspected of those in the directory (R27)."""
    runs = [one for one in runs_of(asked) if one.row.ended]
    known = [one for one in runs if one.row.drawn is not None and one.row.directory]
    if not known:
        return NO_RUNS
    drawn = sum(one.row.drawn or 0 for one in known)
    whole = max(one.row.directory or 0 for one in known)
    gaps = _gap(len(runs) - len(known), "没有登记抽取户数或名录库户数")
    return Rate(min(drawn, whole), whole, (), f"抽取 {drawn} 户，名录库 {whole} 户", gaps)


def follow_up_rate(asked: Question) -> Answer:
    """Problems that were followed up of those found."""
    runs = [one for one in runs_of(asked) if one.row.ended and one.row.problems is not None]
    found = sum(one.row.problems or 0 for one in runs)
    if not found:
        return NO_RUNS
    done = sum(min(one.row.followed or 0, one.row.problems or 0) for one in runs)
    return Rate(done, found, (), f"发现问题 {found} 个，已后续处理 {done} 个")


def _objects(asked: Question, number: Callable[[Inspection], int | None], fault: str) -> Answer:
    def judge(run: Inspection) -> str | None:
        found = number(run)
        return None if found is None else f"{found} 户{fault}" if found else ""

    return _judged(asked, judge, f"没有登记{fault.removeprefix('没有')}的户数", number)


def _judged(
    asked: Question,
    judge: Judge,
    lacking: str = "",
    times: Callable[[Inspection], int | None] = lambda _: None,
    *,
    only_ended: bool = False,
) -> Answer:
    """Every run held against one rule; what nothing tells of is a gap, not a fault."""
    runs = [one for one in runs_of(asked) if not only_ended or one.row.ended is not None]
    if not asked.ledgers.runs:
        return NO_RUNS
    counted, untold = [], 0
    for one in runs:
        fault = judge(one.row)
        if fault is None:
            untold += 1
        elif fault:
            counted.append(_counted(one, fault, times(one.row)))
    basis = f"台账登记抽查 {len(runs)} 次，其中 {len(counted)} 次有问题"
    return Rows(tuple(counted), basis, _gap(untold, lacking))


def _counted(one: Run, fault: str, times: int | None = None) -> Counted:
    return Counted(one.id, f"{one.row.told}：{fault}", one.row.on, one.row.because, times or 1)


def _gap(number: int, lacking: str) -> tuple[str, ...]:
    return (f"{number} 次抽查{lacking}",) if number else ()


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g}%"
