"""Phrase places: where a phrase is used, by the names of round, unit and criterion."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.records import Assessment, Round
from desktop.domain.scheme import Scheme
from desktop.services.assessments import scheme_of
from desktop.services.phrases import Phrase, PhraseUse
from desktop.services.record_names import criterion_name, indicator_name, piece_words
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PhrasePlace:
    """One sheet that uses a phrase, at one place, so many times; `written` is 说明 or 理由."""

    round: str
    unit: str
    place: str
    written: str
    final: bool
    times: int


def phrase_places(workspace: Workspace, phrase: Phrase) -> tuple[PhrasePlace, ...]:
    """The newest round first, its units in their order."""
    with workspace.reading() as view:
        rounds = {one.id: one for one in view.all(Round)}
        of = {one.key: one for one in view.all(Assessment)}
        schemes: dict[tuple[str, str | None, int | None], Scheme] = {}
        counted: dict[PhraseUse, int] = {}
        for use in phrase.where:
            counted[use] = counted.get(use, 0) + 1
            one = of[use.key]
            reading = (one.round, one.kind, one.size)
            if reading not in schemes:
                schemes[reading] = scheme_of(view, one)
    found = sorted(counted, key=lambda use: of[use.key].position)
    found.sort(key=lambda use: (rounds[use.key.round].opened, use.key.round), reverse=True)
    return tuple(
        PhrasePlace(
            rounds[use.key.round].name,
            of[use.key].name,
            _place(schemes[use.key.round, of[use.key].kind, of[use.key].size], use),
            use.wording.value,
            use.final,
            counted[use],
        )
        for use in found
    )


def _place(scheme: Scheme, use: PhraseUse) -> str:
    if use.requirement is not None:
        return piece_words(scheme, use.requirement, "", None)
    if use.place in scheme.criteria:
        return criterion_name(scheme, use.place)
    return indicator_name(scheme, use.place)
