"""What can be counted among inspections: how they were prepared and drawn, and what became of what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from desktop.domain.amounts import show_percent
from desktop.domain.keys import show_ratio
from desktop.domain.ledgers.inspections import OBJECTS, RISK_OWN, RISK_UNUSED, Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import Answer, Counted, Question, Rate, Rows, Unknown
from desktop.domain.ledgers.plan_items import SORTS
from desktop.domain.ledgers.plan_progress import answers_for, never_filled, runs_of, undated
from desktop.domain.names import plain_name
from desktop.domain.working_days import months_before

Run = Kept[Inspection]
# The fault in words, "" where there is none, None where nothing tells.
Judge = Callable[[Inspection], str | None]
_Number = Callable[[Inspection], int | None]


def _once(_: Inspection) -> None:
    return


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule that runs are held against, and the fault in a few words that a sum of runs says.

    What the judge cannot tell is `lacking`; `blank` is the column whose blank means not done, and `odd`
    says of a row why its entry is hardly true.
    """

    fault: str
    judge: Judge
    lacking: str = ""
    times: _Number = _once
    only_ended: bool = False
    blank: str = ""
    odd: Callable[[Inspection], str] = lambda _: ""


def no_scheme(asked: Question) -> Answer:
    """Runs without a working scheme or a notice."""
    fault = "未制定抽查方案或通知"
    rule = _Rule(fault, lambda run: "" if run.scheme else fault, blank="scheme")
    return _judged(asked, rule)


def no_risk_class(asked: Question) -> Answer:
    """Runs that used no credit risk classes, or from a day on not the platform's (R23)."""
    platform_from = asked.given.platform_from

    def judge(run: Inspection) -> str | None:
        if not run.risk:
            return None
        if run.risk == RISK_UNUSED:
            return "未运用信用风险分类"
        day = run.started or run.stands_on
        too_late = platform_from is not None and day is not None and day >= platform_from
        return "未运用平台风险分类" if run.risk == RISK_OWN and too_late else ""

    return _judged(asked, _Rule("未按要求运用风险分类", judge, "未登记风险分类运用"))


def small_draw(asked: Question) -> Answer:
    """Runs that drew fewer objects than `drawn`, or a smaller share of the directory (R15)."""
    least, share = asked.given.drawn, asked.given.share

    def judge(run: Inspection) -> str | None:
        if run.drawn is None:
            return None
        if run.drawn < least:
            return f"抽取 {run.drawn} 户，少于 {least} 户"
        if not share:
            return ""
        if run.directory:
            drawn = Fraction(run.drawn, run.directory)
            told = f"抽取 {run.drawn} 户，名录库 {run.directory} 户"
        elif run.share is not None:
            drawn, told = run.share, f"抽取 {run.drawn} 户，抽查比例 {show_percent(run.share)}"
        else:
            return None
        return f"{told}，不足 {show_ratio(share)}" if drawn < share else ""

    fault = "抽取户数或比例不足" if share else "抽取户数不足"
    return _judged(asked, _Rule(fault, judge, "未登记抽取户数，或名录库户数和抽查比例"))


def not_announced(asked: Question) -> Answer:
    """Runs that were not announced so many calendar months before (R25)."""

    def judge(run: Inspection) -> str | None:
        if run.started is None:
            return None
        last = months_before(run.started, asked.given.months)
        begun = f"{asked.words_of(run.started)}开始"
        if run.announced is None:
            return f"{begun}，未事前告知"
        due = f"应不晚于{asked.words_of(last)}告知，{asked.words_of(run.announced)}才告知"
        return f"{begun}，{due}" if run.announced > last else ""

    fault = f"未提前 {asked.given.months} 个月告知"
    return _judged(asked, _Rule(fault, judge, "未登记开始日期", blank="announced"))


def short_notice(asked: Question) -> Answer:
    """Objects that were not told so many clock hours before (R25); without numbers the run counts once.

    A number goes before the clock, but a nought that the clock contradicts is to be looked at.
    """
    hours = asked.given.hours

    def by_the_clock(run: Inspection) -> str | None:
        if run.noticed is None or run.arrived is None:
            return None
        told = (
            f"{_clock(asked, run.noticed)}通知，{_clock(asked, run.arrived)}进入，不足 {hours} 小时"
        )
        return told if run.arrived - run.noticed < timedelta(hours=hours) else ""

    def judge(run: Inspection) -> str | None:
        if run.unnoticed is None:
            return by_the_clock(run)
        return f"{run.unnoticed} 户未提前 {hours} 小时告知" if run.unnoticed else ""

    def odd(run: Inspection) -> str:
        contradicted = run.unnoticed == 0 and by_the_clock(run)
        return "未提前告知户数填 0，与通知、进入时间不符" if contradicted else ""

    fault = f"有户未提前 {hours} 小时告知"
    lacking = "未登记通知和进入时间"
    return _judged(asked, _Rule(fault, judge, lacking, lambda run: run.unnoticed, odd=odd))


def _clock(asked: Question, moment: datetime) -> str:
    return f"{asked.words_of(moment.date())} {moment:%H:%M} "


def unregistered(asked: Question) -> Answer:
    """Objects whose inspection form was not filled in in time."""
    return _objects(asked, lambda run: run.unregistered, "未及时填写登记表")


def unanswered(asked: Question) -> Answer:
    """Objects that were not told the result in time."""
    return _objects(asked, lambda run: run.unanswered, "未及时反馈结果")


def unfiled(asked: Question) -> Answer:
    """Objects without a file of their own."""
    return _objects(asked, lambda run: run.unfiled, "未建档归档")


def badly_filed(asked: Question) -> Answer:
    """Runs whose files are not as they should be, each once."""
    return _objects(asked, lambda run: run.unfiled, "未建档归档", by_object=False)


def _objects(asked: Question, number: _Number, fault: str, *, by_object: bool = True) -> Answer:
    def judge(run: Inspection) -> str | None:
        found = number(run)
        return None if found is None else f"{found} 户{fault}" if found else ""

    times = number if by_object else _once
    return _judged(asked, _Rule(f"有户{fault}", judge, f"未登记{fault}的户数", times))


def delayed(asked: Question) -> Answer:
    """Runs that ended after the day they were planned to, or are still going on after it."""

    def judge(run: Inspection) -> str | None:
        if run.planned is None:
            return None
        done = f"{asked.words_of(run.ended)}结束" if run.ended else "尚未结束"
        late = (run.ended or asked.as_of) > run.planned
        return f"计划{asked.words_of(run.planned)}完成，{done}" if late else ""

    return _judged(asked, _Rule("延期", judge, "未登记计划完成日期"))


def no_follow_up(asked: Question) -> Answer:
    """Runs that found something which was not followed up, or not all of it; each run once."""
    return _judged(asked, _follow_up(_once))


def unfollowed(asked: Question) -> Answer:
    """Problems that were found and not followed up, each once."""
    return _judged(asked, _follow_up(_open_problems))


def _follow_up(times: _Number) -> _Rule:
    return _Rule("未跟进后续监管", _not_followed, "未登记发现问题数", times, only_ended=True)


def _open_problems(run: Inspection) -> int | None:
    return None if run.problems is None else max(0, run.problems - (run.followed or 0))


def _not_followed(run: Inspection) -> str | None:
    rest = _open_problems(run)
    if rest is None:
        return None
    return f"发现问题 {run.problems} 个，{rest} 个未后续处理" if rest else ""


def not_aggregated(asked: Question) -> Answer:
    """Runs whose results were not gathered under the objects' names."""
    fault = "结果未归集"
    rule = _Rule(
        fault, lambda run: "" if run.aggregated else fault, only_ended=True, blank="aggregated"
    )
    return _judged(asked, rule)


def not_punished(asked: Question) -> Answer:
    """Runs in which objects that behaved badly were not punished, or not all; each run once."""

    def judge(run: Inspection) -> str | None:
        if run.poor is None:
            return None
        rest = run.poor - (run.penalised or 0)
        return f"应惩戒 {run.poor} 户，{rest} 户未惩戒" if rest > 0 else ""

    return _judged(asked, _Rule("应惩戒未惩戒", judge, "未登记应惩戒数", only_ended=True))


def drawn_share(asked: Question) -> Answer:
    """Objects inspected of those in the department's directory (R27)."""
    runs = runs_of(asked)
    if isinstance(runs, Unknown):
        return runs
    ended = [one for one in runs if one.row.ended]
    known = [
        (run.drawn, run.directory, one)
        for one in ended
        if (run := one.row).drawn is not None and run.directory
    ]
    gaps = _gap(len(ended) - len(known), "未登记抽取户数或名录库户数")
    if not known:
        return Unknown(gaps or ("台账没有登记已结束的抽查",))
    drawn = sum(number for number, _, _ in known)
    sizes = _directories((one.row.title, directory) for _, directory, one in known)
    whole = sum(sizes)
    if drawn > whole:
        more = f"抽取户数多于名录库，请核对：共抽取 {drawn} 户，名录库 {whole} 户"
        return Unknown((more, *gaps, *undated(asked)))
    basis = f"已结束的抽查共抽取 {drawn} 户，名录库 {whole} 户{_how_counted(sizes, len(known))}"
    told = tuple(_behind(one, f"抽取 {n} 户，名录库 {of} 户") for n, of, one in known)
    return Rate(drawn, whole, told, basis, (*gaps, *undated(asked)))


def _directories(known: Iterable[tuple[str, int]]) -> list[int]:
    """How large each directory is: one title's runs share the largest of theirs; those of one size are the same."""
    largest: dict[str, int] = {}
    for title, size in known:
        name = plain_name(title)
        largest[name] = max(size, largest.get(name, 0))
    return sorted(set(largest.values()))


def _how_counted(sizes: Sequence[int], runs: int) -> str:
    added = f"{len(sizes)} 个名录库 {'、'.join(map(str, sizes))} 户相加；" if len(sizes) > 1 else ""
    return f"（{added}同名任务取最大的，户数相同的算同一个）" if runs > 1 else ""


def follow_up_rate(asked: Question) -> Answer:
    """Problems that were followed up of those found."""
    runs = runs_of(asked)
    if isinstance(runs, Unknown):
        return runs
    ended = [one for one in runs if one.row.ended]
    known = [(one.row.problems, one) for one in ended if one.row.problems]
    gaps = _gap(sum(one.row.problems is None for one in ended), "未登记发现问题数")
    found = sum(problems for problems, _ in known)
    if not found:
        return Unknown(("台账没有登记发现的问题，无从计算比率",))
    done = found - sum(_open_problems(one.row) or 0 for _, one in known)
    told = tuple(
        _behind(one, f"发现问题 {n} 个，已后续处理 {one.row.followed or 0} 个") for n, one in known
    )
    basis = f"发现问题 {found} 个，已后续处理 {done} 个"
    return Rate(done, found, told, basis, (*gaps, *undated(asked)))


def _behind(one: Run, words: str) -> Counted:
    return Counted(one.id, f"{one.row.told}：{words}", one.row.ended)


def _judged(asked: Question, rule: _Rule) -> Answer:
    """Every run held against one rule; what nothing tells of is a gap, not a fault, and no clean bill."""
    found = runs_of(asked)
    if isinstance(found, Unknown):
        return found
    runs = [
        one
        for one in found
        if answers_for(asked, one) and (one.row.ended is not None or not rule.only_ended)
    ]
    faults = [(one, rule.judge(one.row)) for one in runs]
    untold = sum(fault is None for _, fault in faults)
    gaps = (*_gap(untold, rule.lacking), *_odd(rule, runs), *undated(asked))
    if runs and untold == len(runs):
        return Unknown(gaps)
    counted = tuple(
        _counted(asked, one, fault, rule.times(one.row)) for one, fault in faults if fault
    )
    if counted and rule.blank:
        gaps = (*never_filled(asked, rule.blank), *gaps)
    what = SORTS.get(asked.given.sort, "抽查")
    judged = f"登记齐全 {len(runs) - untold} 次，" if untold else ""
    basis = f"台账登记{what} {len(runs)} 次，{judged}其中 {len(counted)} 次{rule.fault}"
    return Rows(counted, basis, gaps)


def _odd(rule: _Rule, runs: Sequence[Run]) -> Iterator[str]:
    number = Counter(words for one in runs if (words := rule.odd(one.row)))
    yield from (f"{times} 次抽查{words}" for words, times in number.items())


def _counted(asked: Question, one: Run, fault: str, times: int | None) -> Counted:
    run, excused = one.row, one.row.because
    if not excused and run.objects in asked.given.exempt_objects:
        excused = f"检查对象为{OBJECTS[run.objects]}"
    return Counted(one.id, f"{run.told}：{fault}", run.stands_on, excused, times or 1)


def _gap(number: int, lacking: str) -> tuple[str, ...]:
    return (f"{number} 次抽查{lacking}",) if number else ()
