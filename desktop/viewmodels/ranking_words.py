"""Ranking words: what lies between a unit and the next grade, as the screen says it."""

from __future__ import annotations

from desktop.domain.amounts import show
from desktop.domain.ranking import Standing


def gap_words(one: Standing) -> str:
    """What lies between a unit and the next grade."""
    grade = one.next_grade
    if grade is None:
        return ""
    if one.hindrance == "consequence":
        last = "排在末位，" if one.held_by == one.placed_last else ""
        return f"因{'、'.join(one.held_by)}{last}不能评{grade}"
    if one.lacking is None:
        return f"分数已到{grade}，名额不足" if one.hindrance == "quota" else ""
    full = "（名额不足）" if one.hindrance == "quota" else ""
    return f"距{grade}差 {show(one.lacking)} 分{full}"
