"""The history of a sheet: what was done to one criterion, one indicator or the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import within_quotes
from desktop.domain.sheet_parts import SheetPart
from desktop.services.history import Passage, history_of
from desktop.services.workspaces import Workspace
from desktop.viewmodels.passages import Scope


class HistoryPlace(NamedTuple):
    """Where one asked from: a sheet, a part of it, and a criterion with its name; blank without one."""

    key: AssessmentKey
    part: SheetPart
    criterion: str
    name: str


def sheet_scopes(workspace: Workspace, place: HistoryPlace) -> tuple[Scope, ...]:
    """What can be chosen between; without a criterion the first falls away."""
    return tuple(_scopes(workspace, place))


def _scopes(workspace: Workspace, place: HistoryPlace) -> Iterator[Scope]:
    def whole() -> tuple[Passage, ...]:
        return history_of(workspace, place.key)

    def of_criterion() -> tuple[Passage, ...]:
        found = within(whole(), frozenset({place.criterion}), frozenset())
        return tuple(replace(one, what=_unnamed(one.what, place.name)) for one in found)

    def of_part() -> tuple[Passage, ...]:
        indicators = frozenset(filter(None, (place.part.id, place.part.extra)))
        return within(whole(), frozenset(one.id for one in place.part.criteria), indicators)

    if place.criterion:
        yield Scope("这一条", place.name, of_criterion)
    yield Scope("本项", place.part.full_name, of_part)
    yield Scope("整张表", "整张考核表", whole)


def within(
    passages: Sequence[Passage], criteria: frozenset[str], indicators: frozenset[str]
) -> tuple[Passage, ...]:
    """The passages that concern one of these, each with the changes that do."""
    return tuple(
        replace(
            one,
            changes=tuple(
                change
                for change in one.changes
                if change.criterion in criteria or change.indicator in indicators
            ),
        )
        for one in passages
        if one.criteria & criteria or one.indicators & indicators
    )


def _unnamed(what: str, name: str) -> str:
    """Without the name of the one criterion that all of it is about."""
    name = within_quotes(name)
    return what.replace(f"“{name}”", "").replace(f"‘{name}’", "")
