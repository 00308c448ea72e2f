"""Round reports: what the schemes of the rounds ask to be handed in over the year, so that nobody enters it twice."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.plan import Report
from desktop.domain.records import Round
from desktop.services.assessments import round_scheme
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RoundReports:
    """The reports of one scheme, and the rounds that are held by it."""

    scheme: str
    rounds: tuple[str, ...]
    reports: tuple[Report, ...]


def round_reports(workspace: Workspace) -> tuple[RoundReports, ...]:
    """One for each scheme that asks for any; a round that is archived asks no more."""
    rounds: dict[str, list[Round]] = {}
    with workspace.reading() as view:
        for one in view.all(Round):
            if not one.archived:
                rounds.setdefault(one.scheme_text, []).append(one)
        asked = [(round_scheme(view, held[0]), held) for held in rounds.values()]
    return tuple(
        RoundReports(scheme.title, tuple(sorted(one.name for one in held)), scheme.reports)
        for scheme, held in asked
        if scheme.reports
    )
