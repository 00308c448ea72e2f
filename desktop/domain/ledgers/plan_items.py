"""Plan items: what a year's plan of random inspections asks for, one line of the plan each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from desktop.domain.ledgers.columns import (
    COUNT,
    DAY,
    NAMES,
    SHARE,
    TEXT,
    WORDS,
    YEAR,
    choice,
    column,
)

DEPARTMENT: Final = "department"
JOINT: Final = "joint"
SORTS: Final[Mapping[str, str]] = {DEPARTMENT: "部门内抽查", JOINT: "部门联合抽查"}
GENERAL: Final = "general"
KEY: Final = "key"
GRADES: Final[Mapping[str, str]] = {"": "", GENERAL: "一般检查事项", KEY: "重点检查事项"}
CHANGED: Final = "changed"
CANCELLED: Final = "cancelled"
ADJUSTMENTS: Final[Mapping[str, str]] = {"": "", CHANGED: "已调整", CANCELLED: "已取消"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One line of a plan; a run of it names its number."""

    year: int = column(YEAR, "年度", "年份", "计划年度")
    no: str = column(TEXT, "计划编号", "计划序号", "计划号", "编号", "序号")
    title: str = column(
        TEXT, "抽查任务", "任务名称", "计划名称", "抽查计划名称", "抽查领域", "抽查项目"
    )
    sort: str = column(
        choice(SORTS, "类计划"), "抽查类型", "计划类型", "抽查类别", "任务类型", "任务类别"
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
    entry: str = column(WORDS, "抽查事项", "检查事项", "事项名称", "对应清单事项", default="")
    grade: str = column(choice(GRADES, "类事项"), "事项类别", "事项分类", default="")
    by: str = column(WORDS, "所属县区", "实施地区", "县区", default="", hint="本级的空着")
    starts: date | None = column(DAY, "计划开始日期", "开始日期", "计划开始时间", default=None)
    ends: date | None = column(
        DAY,
        "计划完成日期",
        "计划结束日期",
        "计划完成时间",
        *("结束日期", "完成时限", "完成日期", "完成时间"),
        default=None,
    )
    directory: int | None = column(COUNT, "检查对象总数", "名录库户数", default=None)
    share: Fraction | None = column(
        SHARE, "抽查比例", "抽取比例", "计划抽查比例", default=None, hint="例如 5%"
    )
    entry_due: date | None = column(DAY, "录入期限", "计划录入期限", default=None)
    entered: date | None = column(DAY, "平台录入日期", "计划录入日期", "录入日期", default=None)
    adjusted: str = column(choice(ADJUSTMENTS, "种调整"), "调整情况", "计划调整", default="")
    filed: date | None = column(DAY, "调整备案日期", "备案日期", default=None)
    note: str = column(WORDS, "备注", "说明", default="")

    @property
    def told(self) -> str:
        """In a list, in a sentence."""
        return f"{self.title}（计划 {self.no}）"

    @property
    def on(self) -> date:
        """The day that it belongs to."""
        return self.ends or date(self.year, 12, 31)

    @property
    def members(self) -> tuple[str, ...]:
        """Who leads it and who joins in."""
        return (self.lead, *self.partners) if self.lead else self.partners

    @property
    def filed_in_time(self) -> bool:
        """Whether its change was put on file by its last day (及时备案); what comes later excuses nothing."""
        return bool(self.adjusted) and self.filed is not None and self.filed <= self.on

    @property
    def dropped(self) -> bool:
        """Whether it was taken off the plan, and that was put on file in time."""
        return self.adjusted == CANCELLED and self.filed_in_time
