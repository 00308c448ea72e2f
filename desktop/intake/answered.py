"""Answered: what an answer was understood to say, with its own text beside it, so that nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from desktop.domain.ledgers.columns import plain_row, read_row
from desktop.domain.ledgers.form_lines import FormLine
from desktop.domain.periods import Period, days_in_words
from desktop.domain.refusals import Refused
from desktop.intake.answer_pieces import body_of, says_none

R = TypeVar("R")


class Asked(NamedTuple):
    """What the text answers: a line of the form, over these days; `filled` stands in where no day need be written."""

    line: FormLine
    span: Period
    filled: date


class Piece(NamedTuple, Generic[R]):
    """A piece of an answer as it was written, the row that it was read into, and what there is to look at."""

    source: str
    row: R | None = None
    doubts: tuple[str, ...] = ()
    assumed: bool = False  # its day was not written


@dataclass(frozen=True, slots=True)
class Answered(Generic[R]):
    """An answer's pieces in their order; their sources put together are the answer."""

    pieces: tuple[Piece[R], ...]

    @property
    def rows(self) -> Iterator[Piece[R]]:
        """The pieces that were read into rows."""
        return (one for one in self.pieces if one.row is not None)

    @property
    def words(self) -> str:
        """What stays words, without the signs that part it."""
        left = (body_of(one.source) for one in self.pieces if one.row is None)
        return "；".join(filter(None, left))


def left_over(source: str, why: str) -> Piece[R]:
    """A piece that stays words; that there was nothing to report needs no remark."""
    body = body_of(source)
    silent = not body or says_none(body)
    return Piece(source, None, () if silent else (why,))


def unfit(row: object) -> str:
    """Why a ledger could not keep this row; blank where it can."""
    try:
        read_row(type(row), plain_row(row))
    except Refused as refused:
        return refused.message
    return ""


def out_of_span(day: date, span: Period) -> tuple[str, ...]:
    """What there is to say of a day that another report tells of (R27)."""
    if span.first <= day <= span.last:
        return ()
    told = days_in_words(span.first, span.last)
    return (f"{days_in_words(day, day)}不在本期（{told}）内，按日期列入别的月份",)
