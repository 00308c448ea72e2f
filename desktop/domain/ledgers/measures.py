"""The registry of measures: what a scheme may name in `from`, what it answers with, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

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
from desktop.domain.ledgers.measured import Answer, Question, Rate, Rows, Standing
from desktop.domain.ledgers.plan_measures import COMPLETED, NONE, TOOK_PART
from desktop.domain.refusals import unknown
from desktop.domain.slips import Slip


class Measure(NamedTuple):
    """A measure: what it says of itself, the ledger it reads, what it answers, and what it may be given."""

    words: str
    ledger: str
    answers: type[Rows | Rate | Standing]
    ask: Callable[[Question], Answer]
    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


_KIND: Final = _of("kind")
_LED: Final = _of("leader")
_SUBJECT: Final = _of("subject")
_LEVEL: Final = _of("level")
_PLANNED: Final = _of("sort", "level")
_RUNS: Final = _of("sort", "level", "objects")
_TERM: Final = _RUNS | {"working_days", "same_year"}
_a, _d, _r = activity_measures, document_measures, report_measures
_p, _m, _i, _u = plan_measures, member_measures, inspection_measures, publication_measures

MEASURES: Final[Mapping[str, Measure]] = {
    "activities.held": Measure(
        "某类活动的次数", ACTIVITIES, Rows, _a.held, _KIND, _LED | {"least"}
    ),
    "activities.none": Measure(
        "某类活动一次也没有", ACTIVITIES, Rows, _a.none_held, _KIND, _LED | _LEVEL
    ),
    "activities.half_years": Measure(
        "有某类活动的半年数", ACTIVITIES, Rows, _a.half_years, _KIND, _LED
    ),
    "activities.quarters": Measure(
        "有某类活动的季度数", ACTIVITIES, Rows, _a.quarters, _KIND, _LED
    ),
    "activities.half_years_missed": Measure(
        "没有某类活动的半年", ACTIVITIES, Rows, _a.half_years_missed, _KIND, _LED
    ),
    "activities.quarters_missed": Measure(
        "没有某类活动的季度", ACTIVITIES, Rows, _a.quarters_missed, _KIND, _LED
    ),
    "activities.absences": Measure(
        "上级会议、培训缺席（大型会议除外）", ACTIVITIES, Rows, _a.absences
    ),
    "activities.attendance": Measure(
        "大型会议缺席人数和应参加人数", ACTIVITIES, Rows, _a.attendance
    ),
    "documents.issued": Measure("某种文件的份数", ACTIVITIES, Rows, _d.issued, _SUBJECT),
    "documents.missing": Measure("没有某种文件", ACTIVITIES, Rows, _d.missing, _SUBJECT, _LEVEL),
    "documents.unpublished": Measure(
        "文件没有公开", ACTIVITIES, Rows, _d.unpublished, _SUBJECT, _LEVEL
    ),
    "documents.unentered": Measure(
        "文件没有录入平台", ACTIVITIES, Rows, _d.unentered, _SUBJECT, _LEVEL
    ),
    "documents.ungraded": Measure(
        "没有区分一般和重点", ACTIVITIES, Rows, _d.ungraded, _SUBJECT, _LEVEL
    ),
    "documents.unreported": Measure(
        "文件没有报送", ACTIVITIES, Rows, _d.unreported, _SUBJECT, _LEVEL
    ),
    "documents.late": Measure("没有按期制定、报送", ACTIVITIES, Rows, _d.late, _SUBJECT, _LEVEL),
    "reports.missed": Measure("少报（未报、退回、迟报）", RECEIPTS, Rows, _r.missed),
    "reports.missing": Measure("未报、退回", RECEIPTS, Rows, _r.missing),
    "reports.late": Measure("迟报", RECEIPTS, Rows, _r.late),
    "reports.none": Measure("全部没有报送", RECEIPTS, Rows, _r.none_came),
    "plan.completion": Measure("计划完成数和计划数", PLAN, Rate, _p.completion, takes=_PLANNED),
    "plan.not_run": Measure("没有开展的计划", PLAN, Rows, _p.not_run, takes=_PLANNED),
    "plan.unfinished": Measure("没有按期完成的计划", PLAN, Rows, _p.unfinished, takes=_PLANNED),
    "plan.without_task": Measure("没有生成任务的计划", PLAN, Rows, _p.without_task, takes=_PLANNED),
    "plan.entered_late": Measure(
        "没有按时录入平台的计划", PLAN, Rows, _p.entered_late, takes=_PLANNED
    ),
    "plan.grades_uncovered": Measure(
        "计划没有涵盖一般和重点事项", PLAN, Rows, _p.grades_uncovered, takes=_PLANNED
    ),
    "joint.not_led": Measure("没有牵头联合抽查", INSPECTIONS, Rows, _p.not_led, takes=_PLANNED),
    "joint.taken_part": Measure(
        "发起或参与的联合抽查次数", INSPECTIONS, Rows, _p.taken_part, takes=_PLANNED | {"least"}
    ),
    "joint.standing": Measure(
        "联合抽查：completed（计划完成）、took-part（发起或参与过）、none（没有）",
        INSPECTIONS,
        Standing,
        _p.standing,
        takes=_PLANNED,
    ),
    "joint.runs": Measure(
        "联合抽查次数；level 为 counties 时取最少的县",
        INSPECTIONS,
        Rows,
        _m.joint_runs,
        takes=_PLANNED,
    ),
    "members.plan_unreported": Measure("没有报送计划的成员单位", MEMBERS, Rows, _m.plan_unreported),
    "members.completed": Measure(
        "完成本部门计划的成员单位数和总数", MEMBERS, Rate, _m.completed, takes=_PLANNED
    ),
    "members.uncovered": Measure(
        "没有列入联合计划的成员单位", MEMBERS, Rows, _m.uncovered, takes=_LEVEL
    ),
    "members.not_inspecting": Measure(
        "没有参加联合抽查的成员单位", MEMBERS, Rows, _m.not_inspecting, takes=_LEVEL
    ),
    "inspections.no_scheme": Measure(
        "没有方案或通知", INSPECTIONS, Rows, _i.no_scheme, takes=_RUNS
    ),
    "inspections.no_risk_class": Measure(
        "没有运用风险分类", INSPECTIONS, Rows, _i.no_risk_class, takes=_RUNS
    ),
    "inspections.small_draw": Measure(
        "抽取户数或比例不足", INSPECTIONS, Rows, _i.small_draw, takes=_RUNS | {"least", "share"}
    ),
    "inspections.not_announced": Measure(
        "没有提前几个月告知", INSPECTIONS, Rows, _i.not_announced, _of("months"), _RUNS
    ),
    "inspections.short_notice": Measure(
        "没有提前几小时告知", INSPECTIONS, Rows, _i.short_notice, _of("hours"), _RUNS
    ),
    "inspections.unregistered": Measure(
        "没有及时填登记表的户", INSPECTIONS, Rows, _i.unregistered, takes=_RUNS
    ),
    "inspections.unanswered": Measure(
        "没有及时反馈的户", INSPECTIONS, Rows, _i.unanswered, takes=_RUNS
    ),
    "inspections.unfiled": Measure("没有建档的户", INSPECTIONS, Rows, _i.unfiled, takes=_RUNS),
    "inspections.badly_filed": Measure(
        "归档有缺的抽查", INSPECTIONS, Rows, _i.badly_filed, takes=_RUNS
    ),
    "inspections.delayed": Measure("延期的抽查", INSPECTIONS, Rows, _i.delayed, takes=_RUNS),
    "inspections.unpublished": Measure(
        "到期没有公示", INSPECTIONS, Rows, _u.unpublished, takes=_TERM
    ),
    "inspections.published_late": Measure(
        "逾期公示", INSPECTIONS, Rows, _u.published_late, takes=_TERM
    ),
    "inspections.not_published_in_time": Measure(
        "没有公示或逾期公示", INSPECTIONS, Rows, _u.not_published_in_time, takes=_TERM
    ),
    "inspections.no_follow_up": Measure(
        "问题没有后续处理", INSPECTIONS, Rows, _i.no_follow_up, takes=_RUNS
    ),
    "inspections.not_aggregated": Measure(
        "结果没有归集", INSPECTIONS, Rows, _i.not_aggregated, takes=_RUNS
    ),
    "inspections.not_punished": Measure(
        "应惩戒没有惩戒", INSPECTIONS, Rows, _i.not_punished, takes=_RUNS
    ),
    "inspections.drawn_share": Measure("抽查占比", INSPECTIONS, Rate, _i.drawn_share, takes=_RUNS),
    "inspections.publication_rate": Measure(
        "公示率", INSPECTIONS, Rate, _u.publication_rate, takes=_RUNS
    ),
    "inspections.follow_up_rate": Measure(
        "后续处理率", INSPECTIONS, Rate, _i.follow_up_rate, takes=_RUNS
    ),
}


# The cases that a measure may answer with; `read_as` says which option each of them is.
STANDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "joint.standing": (COMPLETED, TOOK_PART, NONE),
}


def measure_slips(name: str, given: Given) -> Iterator[Slip]:
    """What is wrong with a measure's name and what stands beside it."""
    measure = MEASURES.get(name)
    if measure is None:
        yield Slip("measure", unknown(name, MEASURES, "个台账口径"), ("from",))
        return
    default = Given()
    told = {
        one for one in Given.__dataclass_fields__ if getattr(given, one) != getattr(default, one)
    }
    for one in sorted(measure.needs - told):
        yield Slip("measure", f"“{name}”还要写 given.{one}", ("given",))
    for one in sorted(told - measure.needs - measure.takes):
        yield Slip("measure", f"“{name}”用不上 given.{one}，请删去", ("given", one))
