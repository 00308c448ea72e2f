"""Duties: how far a unit is with the tasks and the judged targets of a supervision plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.domain.ledgers.columns import DAY, TEXT, WORDS, YEAR, choice, column

DONE: Final = "done"
STATES: Final[Mapping[str, str]] = {
    "open": "未开展",
    "under-way": "进行中",
    DONE: "已完成",
    "failed": "未完成",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """The state of one task or judged target in one year; `duty` is its id in the plan."""

    year: int = column(YEAR, "年度", "年份")
    duty: str = column(TEXT, "任务", "任务名称", "目标", "工作任务")
    state: str = column(choice(STATES, "种状态"), "进展", "完成情况", "状态")
    done: date | None = column(DAY, "完成日期", "完成时间", default=None)
    note: str = column(WORDS, "备注", "说明", default="")

    @property
    def told(self) -> str:
        """In a list, in a sentence."""
        return self.duty

    @property
    def on(self) -> date:
        """The day that it belongs to."""
        return self.done or date(self.year, 12, 31)
