"""The registry of measures: what a scheme may name in `from`, what it answers with, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from desktop.domain.keys import kinds_of
from desktop.domain.ledgers import (
    activity_measures,
    document_measures,
    inspection_measures,
    member_measures,
    plan_measures,
    publication_measures,
    report_measures,
)
from desktop.domain.ledgers.given import Given
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, MEMBERS, PLAN, RECEIPTS
from desktop.domain.ledgers.measured import Absences, Answer, Question, Rate, Rows, Standing
from desktop.domain.refusals import unknown
from desktop.domain.slips import Slip


class Measure(NamedTuple):
    """A measure: what it says of itself, how it is asked, what it answers, and what it may be given.

    `cases` are all that a standing may say; `read_as` says which option each of them is.
    """

    words: str
    ask: Callable[[Question], Answer]
    ledger: str
    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    answers: type[Rows | Rate | Standing] = Rows
    cases: tuple[str, ...] = ()


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


def _held(words: str, ask: Callable[[Question], Answer], *takes: str) -> Measure:
    """A measure of activities of one kind."""
    return Measure(words, ask, ACTIVITIES, _of("kind"), _of("leader", *takes))


def _document(words: str, ask: Callable[[Question], Answer], *takes: str) -> Measure:
    """A measure of documents on a subject."""
    return Measure(words, ask, ACTIVITIES, _of("subject"), _of(*takes))


def _planned(words: str, ask: Callable[[Question], Answer]) -> Measure:
    """A measure of a plan's items."""
    return Measure(words, ask, PLAN, takes=_of("sort", "level"))


def _ran(words: str, ask: Callable[[Question], Answer], needs: str = "", *takes: str) -> Measure:
    """A measure of inspections."""
    needed = _of(*needs.split())
    return Measure(words, ask, INSPECTIONS, needed, _of("sort", "level", "objects", *takes))


def _rated(measure: Measure) -> Measure:
    return measure._replace(answers=Rate)


_a, _d, _r = activity_measures, document_measures, report_measures
_p, _m, _i, _u = plan_measures, member_measures, inspection_measures, publication_measures
_TERM: Final = ("working_days", "same_year")

MEASURES: Final[Mapping[str, Measure]] = {
    "activities.held": _held("某类活动的次数", _a.held),
    "activities.none": _held("没有某类活动", _a.none_held, "level"),
    "activities.half_years": _held("有某类活动的半年数", _a.half_years),
    "activities.quarters": _held("有某类活动的季度数", _a.quarters),
    "activities.half_years_missed": _held("没有某类活动的半年", _a.half_years_missed),
    "activities.quarters_missed": _held("没有某类活动的季度", _a.quarters_missed),
    "activities.absences": Measure("上级会议、培训缺席（大型会议除外）", _a.absences, ACTIVITIES),
    "activities.attendance": Measure(
        "上级大型会议缺席人数", _a.attendance, ACTIVITIES, answers=Absences
    ),
    "documents.issued": _document("本单位某种文件的份数", _d.issued),
    "documents.missing": _document("没有某种文件", _d.missing, "level"),
    "documents.unpublished": _document("文件未公开", _d.unpublished, "level"),
    "documents.unentered": _document("文件未录入平台", _d.unentered, "level"),
    "documents.ungraded": _document("文件未区分一般和重点", _d.ungraded, "level"),
    "documents.unreported": _document("文件未报送", _d.unreported, "level"),
    "documents.late": _document("文件未按期制定、报送", _d.late, "level"),
    "reports.missed": Measure("少报（未报、退回后未重报、迟报）", _r.missed, RECEIPTS),
    "reports.missing": Measure("未报、退回后未重报", _r.missing, RECEIPTS),
    "reports.late": Measure("迟报", _r.late, RECEIPTS),
    "reports.none": Measure("全部未报送", _r.none_came, RECEIPTS),
    "plan.completion": _rated(_planned("计划完成率", _p.completion)),
    "plan.not_run": _planned("未开展的计划", _p.not_run),
    "plan.unfinished": _planned("未按期完成的计划", _p.unfinished),
    "plan.without_task": _planned("未生成任务的计划", _p.without_task),
    "plan.entered_late": _planned("未按时录入平台的计划", _p.entered_late),
    "plan.grades_uncovered": _planned("计划未涵盖一般和重点事项", _p.grades_uncovered),
    "joint.not_led": Measure("未牵头部门联合抽查", _p.not_led, INSPECTIONS),
    "joint.taken_part": Measure("发起或参与的部门联合抽查", _p.taken_part, INSPECTIONS),
    "joint.standing": Measure(
        "部门联合抽查的情形",
        _p.standing,
        INSPECTIONS,
        takes=_of("among"),
        answers=Standing,
        cases=_p.STANDINGS,
    ),
    "joint.runs": Measure("部门联合抽查次数", _m.joint_runs, INSPECTIONS, takes=_of("level")),
    "members.plan_unreported": Measure("未报送计划的成员单位", _m.plan_unreported, MEMBERS),
    "members.completed": _rated(Measure("完成本部门计划的成员单位", _m.completed, MEMBERS)),
    "members.uncovered": Measure("未列入联合抽查计划的成员单位", _m.uncovered, MEMBERS),
    "members.not_inspecting": Measure("未参加联合抽查的成员单位", _m.not_inspecting, MEMBERS),
    "inspections.no_scheme": _ran("没有方案或通知的抽查", _i.no_scheme),
    "inspections.no_risk_class": _ran(
        "未运用风险分类的抽查", _i.no_risk_class, "", "platform_from", "exempt_objects"
    ),
    "inspections.small_draw": _ran("抽取户数或比例不足的抽查", _i.small_draw, "drawn", "share"),
    "inspections.not_announced": _ran("未提前几个月告知的抽查", _i.not_announced, "months"),
    "inspections.short_notice": _ran("未提前几小时告知的户", _i.short_notice, "hours"),
    "inspections.unregistered": _ran("未及时填写登记表的户", _i.unregistered),
    "inspections.unanswered": _ran("未及时反馈结果的户", _i.unanswered),
    "inspections.unfiled": _ran("未建档归档的户", _i.unfiled),
    "inspections.badly_filed": _ran("有户未建档归档的抽查", _i.badly_filed),
    "inspections.delayed": _ran("延期的抽查", _i.delayed),
    "inspections.unpublished": _ran("到期未公示的抽查", _u.unpublished, "", *_TERM),
    "inspections.published_late": _ran("逾期公示的抽查", _u.published_late, "", *_TERM),
    "inspections.not_published_in_time": _ran(
        "未公示或逾期公示的抽查", _u.not_published_in_time, "", *_TERM
    ),
    "inspections.no_follow_up": _ran("问题未后续处理的抽查", _i.no_follow_up),
    "inspections.unfollowed": _ran("未后续处理的问题", _i.unfollowed),
    "inspections.not_aggregated": _ran("结果未归集的抽查", _i.not_aggregated),
    "inspections.not_punished": _ran("应惩戒未惩戒的抽查", _i.not_punished),
    "inspections.drawn_share": _rated(_ran("抽查占比", _i.drawn_share)),
    "inspections.publication_rate": _rated(_ran("公示率", _u.publication_rate)),
    "inspections.follow_up_rate": _rated(_ran("后续处理率", _i.follow_up_rate)),
}


def told(given: Given) -> frozenset[str]:
    """The keys that stand there."""
    default = Given()
    return frozenset(one for one in kinds_of(Given) if getattr(given, one) != getattr(default, one))


def measure_slips(name: str, given: Given, besides: frozenset[str] = frozenset()) -> Iterator[Slip]:
    """What is wrong with a measure's name and what stands beside it; `besides` is what its use takes."""
    measure = MEASURES.get(name)
    if measure is None:
        yield Slip("measure", unknown(name, MEASURES, "个台账口径"), ("from",))
        return
    for one in sorted(measure.needs - told(given)):
        yield Slip("measure", f"“{name}”还要写 given.{one}", ("given",))
    for one in sorted(told(given) - measure.needs - measure.takes - besides):
        yield Slip("measure", f"“{name}”用不上 given.{one}，请删去", ("given", one))
