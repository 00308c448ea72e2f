"""Receipts: which of the reports that were due came in, when, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.domain.ledgers.columns import DAY, TEXT, WORDS, choice, column

RECEIVED: Final = "received"
ACCEPTED: Final = "accepted"
RETURNED: Final = "returned"
EXCUSED: Final = "excused"
STATES: Final[Mapping[str, str]] = {
    RECEIVED: "已收到",
    ACCEPTED: "已采纳",
    RETURNED: "已退回",
    EXCUSED: "免报",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A report that came in, or that need not come; `report` and `due` say which one of the calendar it is."""

    report: str = column(TEXT, "报送事项", "材料名称", "报送材料", "报告名称")
    due: date = column(DAY, "应报日期", "报送期限", "截止日期", "期限")
    received: date | None = column(
        DAY, "报送日期", "收到日期", "实际报送日期", "上报日期", default=None
    )
    state: str = column(choice(STATES, "种状态"), "状态", "办理状态", default=RECEIVED)
    note: str = column(WORDS, "备注", "说明", "原因", default="", hint="退回、免报的原因")

    @property
    def told(self) -> str:
        """In a list, in a sentence."""
        return self.report

    @property
    def on(self) -> date:
        """The day that it belongs to."""
        return self.due
