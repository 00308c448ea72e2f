"""Ranking words: places, grades and what lacks to the next one, as the screen says them."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.domain.amounts import show
from desktop.domain.ranking import Standing
from desktop.services.standing_words import place_words
from desktop.viewmodels.result_book import ResultBook


def gap_words(one: Standing) -> str:
    """What lies between a unit and the next grade."""
    grade = one.next_grade
    if grade is None:
        return ""
    if one.hindrance == "consequence":
        last = "排在末位，" if one.held_by == one.placed_last else ""
        return f"因{'、'.join(one.held_by)}{last}不能评{grade}"
    if one.lacking is None:
        return f"分数已到{grade}，名额已满" if one.hindrance == "quota" else ""
    full = f"（{grade}名额已满）" if one.hindrance == "quota" else ""
    return f"距{grade}差 {show(one.lacking)} 分{full}"


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
