"""Phrases: the office's own words, gathered from every note and all grounds, and corrected where nothing is final."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final, NamedTuple

from desktop.domain.commands import Author, Command
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    DiscretionRecord,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    WaiverRecord,
)
from desktop.domain.refusals import Refused, quoted
from desktop.domain.values import read_grounds
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace


class Wording(Enum):
    """What a phrase is written as; the value is how the screen names it."""

    NOTE = "说明"
    GROUNDS = "理由"


class PhraseUse(NamedTuple):
    """One place where a phrase stands: at a criterion or an indicator, or on a requirement's waiver."""

    key: AssessmentKey
    place: str  # the criterion's or the indicator's id; blank on a waiver
    requirement: int | None
    wording: Wording
    final: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the office wrote, how often in all, how often at the criterion that was asked for, and where."""

    text: str
    times: int
    here: int
    where: tuple[PhraseUse, ...]

    @property
    def open_sheets(self) -> int:
        """In how many sheets it can be corrected."""
        return len({use.key for use in self.where if not use.final})

    @property
    def final_sheets(self) -> int:
        """How many sheets that are finalised or under review keep it as it is."""
        return len({use.key for use in self.where if use.final})


@dataclass(frozen=True, slots=True)
class PhraseLibrary:
    """All phrases with their uses."""

    uses: Mapping[str, tuple[PhraseUse, ...]]

    def phrases(self, place: str | None, wording: Wording | None = None) -> tuple[Phrase, ...]:
        """Those of this kind of field first, then those of the same criterion, then the most used."""
        found = [_phrase(text, uses, place) for text, uses in self.uses.items()]
        ranked = sorted(found, key=lambda one: (-one.here, -one.times, one.text))
        if wording is not None:
            ranked.sort(key=lambda one: all(use.wording is not wording for use in one.where))
        return tuple(ranked)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction touched, in how many sheets; how many finalised ones keep the old wording."""

    outcome: Outcome
    sheets: int
    kept: int


class _Source(NamedTuple):
    """Which fields of a record hold phrases, and which tell its place; what is blank has none."""

    place: str
    texts: Mapping[str, Wording]


_GROUNDS: Final = {"grounds": Wording.GROUNDS}
_BOTH: Final = {"note": Wording.NOTE, **_GROUNDS}
_SOURCES: Final[Mapping[type[Any], _Source]] = {
    FindingRecord: _Source("criterion", _BOTH),
    ItemRecord: _Source("criterion", _BOTH),
    DiscretionRecord: _Source("indicator", _GROUNDS),
    NotApplicableRecord: _Source("indicator", _GROUNDS),
    WaiverRecord: _Source("requirement", _GROUNDS),
}
PHRASE_TABLES: Final = frozenset({"finding", "item", "discretion", "not_applicable", "waiver"})


def phrase_library(workspace: Workspace) -> PhraseLibrary:
    """Gather every phrase of the workspace."""
    uses: dict[str, list[PhraseUse]] = {}
    with workspace.reading() as view:
        final = frozenset(one.key for one in view.all(Assessment) if one.locked)
        for text, use in _uses(view, final):
            uses.setdefault(text, []).append(use)
    return PhraseLibrary({text: tuple(found) for text, found in uses.items()})


def phrases_for(workspace: Workspace, criterion: str | None) -> tuple[Phrase, ...]:
    """Every phrase: those that were used at this criterion first, then the most used."""
    return phrase_library(workspace).phrases(criterion)


def _uses(view: View, final: frozenset[AssessmentKey]) -> Iterator[tuple[str, PhraseUse]]:
    for kind, source in _SOURCES.items():
        fields = ("round", "unit", source.place)
        for round_id, unit, place, *texts in view.worded(kind, fields, [*source.texts]):
            key = AssessmentKey(round_id, unit)
            at, no = ("", place) if isinstance(place, int) else (place, None)
            for text, wording in zip(texts, source.texts.values(), strict=True):
                if text:
                    yield text, PhraseUse(key, at, no, wording, key in final)


def _phrase(text: str, uses: tuple[PhraseUse, ...], place: str | None) -> Phrase:
    here = 0 if place is None else sum(use.place == place for use in uses)
    return Phrase(text, len(uses), here, uses)


def correct_phrase(workspace: Workspace, author: Author, old: str, new: str) -> Correction:
    """Put other words in its place wherever it stands whole, in all sheets that are open: all or none."""
    read_grounds(new, "请写明改成什么", "new")
    if new == old:
        raise Refused("改正后的文字和原来的一样，不用改", "new")
    with workspace.writing() as desk:
        bearing = _bearing(desk, old)
        final = {one.key for one in desk.all(Assessment) if one.locked} & bearing.keys()
        going = sorted(bearing.keys() - final)
        if not bearing:
            raise Refused(f"{quoted(old)}没有用在任何考核表里，可能刚刚改过", "old")
        if not going:
            raise Refused(
                f"用到{quoted(old)}的考核表都已锁定，不能改；需要改时请先撤销定稿或退回", "old"
            )
        outcomes = []
        for key in going:
            desk.put(*(_corrected(one, old, new) for one in bearing[key]))
            outcomes.append(outcome_of(desk.seal(Deed(Command.CORRECT_PHRASE, author, *key))))
    touched = frozenset[tuple[str, Any]]().union(*(one.touched for one in outcomes))
    return Correction(replace(outcomes[-1], touched=touched), len(going), len(final))


def _bearing(desk: Desk, text: str) -> dict[AssessmentKey, list[Any]]:
    """The records that say it, by their sheet."""
    found: dict[AssessmentKey, list[Any]] = {}
    for kind, source in _SOURCES.items():
        for name in source.texts:
            for one in desk.all(kind, **{name: text}):
                found.setdefault(AssessmentKey(one.round, one.unit), []).append(one)
    return found


def _corrected(one: Any, old: str, new: str) -> Any:  # noqa: ANN401  # any record with such fields
    names = _SOURCES[type(one)].texts
    return replace(one, **{name: new for name in names if getattr(one, name) == old})
