"""Evidence requirements: which pieces a scheme asks for, how many, from whom, and when at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.domain.keys import FLAG, ID, POSITIVE, TEXT, Kind, key, many, one_of, table
from desktop.domain.refusals import Refused
from desktop.domain.slips import Slip
from desktop.domain.values import read_count, read_each, read_id, read_text, take


def _read_words_by_name(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise Refused('这里要写成 { 名称 = "说明", … }')
    return {read_text(name): take(value, name, read_text) for name in value}


def _read_pieces(value: object) -> tuple[str, ...]:
    return read_each(value, read_text)


def _read_pieces_by_case(value: object) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise Refused('这里要写成 { 情形 = ["材料", …], … }')
    return {read_text(name): take(value, name, _read_pieces) for name in value}


def _read_ids_by_word(value: object) -> Mapping[str, str]:
    return {read_id(name): words for name, words in _read_words_by_name(value).items()}


def _read_counts(value: object) -> Mapping[str, int]:
    if not isinstance(value, dict):
        raise Refused("这里要写成 { 代号 = 件数, … }")
    return {read_id(name): take(value, name, read_count) for name in value}


WORDS_BY_NAME = Kind(_read_words_by_name)
PIECES_BY_CASE = Kind(_read_pieces_by_case, lambda cases: {n: list(p) for n, p in cases.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One numbered requirement, as printed beside the indicators."""

    no: int = key(POSITIVE)
    indicator: str = key(ID)
    name: str = key(TEXT)
    who: tuple[str, ...] = key(many(ID))
    pieces: tuple[str, ...] = key(many(TEXT), ())
    once: tuple[str, ...] = key(many(TEXT), ())
    at_least: int | None = key(POSITIVE, None)
    per: Literal["plan-item", "penalty"] | None = key(one_of("plan-item", "penalty"), None)
    per_penalty: tuple[str, ...] = key(many(TEXT), ())
    when: Literal["exempt", "problem-found", "poor-conduct"] | None = key(
        one_of("exempt", "problem-found", "poor-conduct"), None
    )
    cases: Mapping[str, tuple[str, ...]] | None = key(PIECES_BY_CASE, None)
    also: Mapping[str, str] | None = key(WORDS_BY_NAME, None)
    same_as: tuple[int, ...] = key(many(POSITIVE), ())
    note: str = key(TEXT, "")
    easily_lost: bool = key(FLAG, default=False)

    def slips(self) -> Iterator[Slip]:
        """It asks for one thing once."""
        if self.no in self.same_as:
            yield Slip("evidence", "same_as 不能指自己", ("same_as",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """How evidence is to be handed in."""

    format: str = key(TEXT, "")
    file_name: str = key(TEXT, "")
    screenshots: str = key(TEXT, "")
    collect_from: str = key(TEXT, "")

    @property
    def words(self) -> str:
        """How each piece is to be, in one line; blank where the document says nothing."""
        told = (("格式", self.format), ("文件名", self.file_name), ("截图", self.screenshots))
        return "；".join(f"{what}：{words}" for what, words in told if words)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRules:
    """Who supplies evidence, how many plan items it is counted for, and how it is filed."""

    suppliers: Mapping[str, str] = key(Kind(_read_ids_by_word))
    plan_items: Mapping[str, int] | None = key(Kind(_read_counts), None)
    filing: Filing | None = key(table(Filing), None)
