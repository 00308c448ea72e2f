"""Row groups: which columns of a long ledger stand together in its form, and under which heading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, PLAN

# By the first column of each group; what stands before the first group needs no heading.
GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    PLAN: {
        "starts": "实施",
        "entry_due": "录入和调整",
    },
    INSPECTIONS: {
        "objects": "抽取",
        "announced": "检查",
        "deadline": "结果和公示",
        "problems": "后续处理和归集",
        "unnoticed": "检查中的疏漏",
        "because": "其他",
    },
    ACTIVITIES: {
        "leader": "参加情况",
        "due": "期限和公开",
    },
}
