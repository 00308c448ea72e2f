"""Ranking words: places, grades and what lacks to the next one, as the screen says them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.domain.amounts import show
from desktop.domain.ranking import Standing
from desktop.viewmodels.result_book import ResultBook

_APART: Final = {
    "pending": "未评完",
    "aside": "该项不适用",
    "absent": "未参加",
    "unread": "读不出",
}


def place_words(one: Standing) -> str:
    """The place; who shares it is told, and who has none, why."""
    if one.place is None:
        return _APART[one.apart]
    return f"{one.place}（并列）" if one.tied else str(one.place)


def gap_words(one: Standing) -> str:
    """What lies between a unit and the next grade."""
    if one.next_grade is None:
        return ""
    if one.hindrance == "quota":
        return f"分数已到{one.next_grade}，名额已满"
    if one.hindrance == "consequence":
        return f"分数已到{one.next_grade}，因一票性条款不能评定"
    return "" if one.lacking is None else f"距{one.next_grade}差 {show(one.lacking)} 分"


def ranking_rows(book: ResultBook) -> Iterator[tuple[str, ...]]:
    """One row a unit."""
    for one in book.ranking.standings:
        amount = "" if one.amount is None else show(one.amount)
        name = book.name_of(one.unit)
        named = f"{name}（{one.group}）" if one.group else name
        yield place_words(one), named, amount, one.grade or "", gap_words(one)


def ranking_summary(book: ResultBook) -> str:
    """How many are ranked, and whether the order still may change."""
    ranked = sum(one.place is not None for one in book.ranking.standings)
    told = f"{len(book.ranking.standings)} 个单位，已排名 {ranked} 个"
    return f"{told}；还有单位没有评完，名次是暂时的" if book.ranking.provisional else told
