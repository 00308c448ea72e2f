"""Inspections: the runs of a plan's items, from the draw to the follow-up of what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from desktop.domain.ledgers.columns import (
    COUNT,
    DAY,
    FINDS,
    MOMENT,
    NAMES,
    SHARE,
    TEXT,
    WORDS,
    choice,
    column,
)
from desktop.domain.ledgers.plan_items import SORTS

MARKET: Final = "market"
OBJECTS: Final[Mapping[str, str]] = {
    MARKET: "企业等市场主体",
    "individual": "个体工商户",
    "other": "非市场主体",
}
RISK_OWN: Final = "own"
RISK_UNUSED: Final = "none"
RISKS: Final[Mapping[str, str]] = {
    "": "",
    "platform": "平台信用风险分类",
    RISK_OWN: "本部门风险分类",
    RISK_UNUSED: "未运用",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One run of a random inspection; numbers of objects are 户."""

    title: str = column(
        TEXT, "抽查任务", "任务名称", "抽查任务名称", "抽查名称", "任务", "检查任务名称"
    )
    plan: str = column(WORDS, "计划编号", "计划序号", "计划号", "对应计划", default="")
    number: str = column(WORDS, "任务编号", "任务号", "任务代码", "抽查编号", default="")
    sort: str = column(
        choice(SORTS, "类抽查"), "抽查类型", "抽查类别", "任务类型", "任务类别", "检查类型"
    )
    lead: str = column(
        WORDS,
        "牵头部门",
        "发起部门",
        "牵头单位",
        "发起单位",
        "实施部门",
        default="",
        hint="空着就是本单位自己",
    )
    partners: tuple[str, ...] = column(
        NAMES, "参与部门", "配合部门", "联合部门", "参与单位", "配合单位", default=()
    )
    by: str = column(WORDS, "所属县区", "实施地区", "县区", default="", hint="本级的空着")
    scheme: str = column(
        WORDS,
        "抽查方案",
        "方案文号",
        "抽查方案或通知",
        "工作方案",
        default="",
        hint="没有方案的空着",
    )
    objects: str = column(
        choice(OBJECTS, "类对象"), "检查对象类型", "对象类型", "监管对象类型", default=MARKET
    )
    scope: str = column(WORDS, "抽查范围", "检查对象范围", "抽查对象范围", default="")
    directory: int | None = column(
        COUNT, "名录库户数", "检查对象总数", "对象总数", "名录库对象数", default=None
    )
    drawn: int | None = column(
        COUNT, "抽取户数", "抽查户数", "抽取对象数", "抽取数量", "检查户数", default=None
    )
    share: Fraction | None = column(
        SHARE,
        "抽查比例",
        "抽取比例",
        "抽查占比",
        default=None,
        hint="例如 5%；名录库户数和抽取户数都填了的，不必填",
    )
    items: str = column(
        WORDS, "检查事项", "抽查事项", default="", hint="多少大项、多少小项，或者事项的名称"
    )
    risk: str = column(
        choice(RISKS, "种运用"), "风险分类运用", "信用风险分类", "风险分类", default=""
    )
    inspectors: tuple[str, ...] = column(NAMES, "检查人员", "执法人员", "抽查人员", default=())
    announced: date | None = column(
        DAY, "事前告知日期", "告知日期", default=None, hint="告知检查事项、内容和标准的日期"
    )
    noticed: datetime | None = column(
        MOMENT, "检查通知时间", "通知时间", default=None, hint="通知监管对象的时间，写到几点"
    )
    arrived: datetime | None = column(MOMENT, "进入检查时间", "进场时间", default=None)
    planned: date | None = column(DAY, "计划完成日期", "计划结束日期", "计划完成时间", default=None)
    started: date | None = column(
        DAY, "开始日期", "检查开始日期", "开始时间", "实际开始日期", default=None
    )
    ended: date | None = column(
        DAY,
        "结束日期",
        "检查结束日期",
        "结束时间",
        *("完成日期", "完成时间", "检查完成日期", "检查完成时间", "实际完成日期", "实际完成时间"),
        *("办结日期", "办结时间"),
        default=None,
    )
    deadline: date | None = column(
        DAY, "结果录入期限", "录入期限", "公示期限", default=None, hint="这次抽查设定的最后期限"
    )
    result: str = column(WORDS, "检查结果", "抽查结果", "结果", default="")
    published: date | None = column(
        DAY, "公示日期", "结果公示日期", "公示时间", "结果公示时间", default=None
    )
    place: str = column(WORDS, "公示网站", "公示位置", "公示平台", "公示渠道", default="")
    disclosed: int | None = column(FINDS, "公示数量", "公示户数", default=None)
    problems: int | None = column(FINDS, "发现问题数", "问题数", "发现问题户数", default=None)
    followed: int | None = column(
        FINDS, "已后续处理数", "后续处理数", "已处理数", "处理数", default=None
    )
    poor: int | None = column(
        FINDS, "应惩戒数", "表现不良户数", default=None, hint="表现不良、应当惩戒的户数"
    )
    penalised: int | None = column(FINDS, "已惩戒数", "惩戒数", "处罚数", default=None)
    aggregated: date | None = column(
        DAY, "归集日期", "归集时间", default=None, hint="结果归集至公示系统的日期"
    )
    unnoticed: int | None = column(FINDS, "未提前告知户数", default=None)
    unregistered: int | None = column(FINDS, "未及时填登记表户数", default=None)
    unanswered: int | None = column(FINDS, "未及时反馈户数", default=None)
    unfiled: int | None = column(FINDS, "未建档归档户数", "未归档户数", default=None)
    because: str = column(
        WORDS, "客观原因", "免责情形", default="", hint="可以免责的客观原因；没有的空着"
    )
    note: str = column(WORDS, "备注", "说明", default="")

    @property
    def told(self) -> str:
        """In a list, in a sentence."""
        return f"{self.title}（计划 {self.plan}）" if self.plan else self.title

    @property
    def on(self) -> date | None:
        """The day that it belongs to, and with it its period; one that ended late still belongs to the old one.

        None where no day was entered at all.
        """
        return self.planned or self.started or self.ended

    @property
    def year(self) -> int | None:
        """The year whose plan it belongs to."""
        return self.on.year if self.on else None

    @property
    def stands_on(self) -> date | None:
        """The day that tells how it stands: when it ended, else when it should."""
        return self.ended or self.planned or self.started

    @property
    def members(self) -> tuple[str, ...]:
        """Who leads it and who joins in."""
        return (self.lead, *self.partners) if self.lead else self.partners
