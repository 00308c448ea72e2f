"""Members: the departments and counties that a unit answers for (成员单位), as its profile lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.domain.ledgers.columns import DAY, TEXT, WORDS, choice, column

DEPARTMENTS: Final = "departments"
COUNTIES: Final = "counties"
SORTS: Final[Mapping[str, str]] = {DEPARTMENTS: "部门", COUNTIES: "县（市、区）"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of them: it plans, leads and joins inspections of its own."""

    name: str = column(TEXT, "成员单位", "单位名称", "部门名称", "名称", "单位")
    sort: str = column(choice(SORTS, "类成员"), "类别", "单位类别", "类型", default=DEPARTMENTS)
    reported: date | None = column(
        DAY,
        "报送计划日期",
        "计划报送日期",
        default=None,
        hint="报送本部门年度抽查计划的日期",
    )
    exempt: str = column(
        WORDS,
        "无监管对象说明",
        "未涉及说明",
        default="",
        hint="没有监管对象、不列入计划的书面说明",
    )
    note: str = column(WORDS, "备注", "说明", default="")

    @property
    def told(self) -> str:
        """In a list, in a sentence."""
        return self.name

    @property
    def on(self) -> None:
        """It belongs to every year."""
        return
