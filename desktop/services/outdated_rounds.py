"""Outdated rounds: those whose scheme is no longer the text that is used, and what a replacement takes, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink, Round, SchemeText
from desktop.domain.scheme import Scheme
from desktop.services.assessments import assessment_of, scheme_of
from desktop.services.office_schemes import OfficeScheme, schemes_in
from desktop.services.record_names import criterion_name, indicator_name, piece_words
from desktop.services.scheme_replacement import (
    Replacement,
    UnitChange,
    preview_replacement,
    why_no_replacement,
)
from desktop.services.sheets_away import away_in
from desktop.store.views import View
from desktop.store.workspace import Workspace

# What is lost, as it is counted and as one of it is told.
LOST: Final[Mapping[str, tuple[str, str]]] = {
    "facts": ("条认定", "撤去认定"),
    "discretion": ("处自由裁量", "撤去自由裁量"),
    "not_applicable": ("处不适用", "撤去不适用"),
    "answers": ("条对台账的答复", "撤去对台账的答复"),
    "waivers": ("件免交", "撤去免交"),
    "links": ("件佐证关联", "取消佐证关联"),
}


@dataclass(frozen=True, slots=True)
class OutdatedRound:
    """A round whose scheme is another text than the one that new rounds are opened with."""

    round: Round
    version: str  # of the text that it has
    now: OfficeScheme
    why_not: str = ""  # why its scheme stays as it is; blank where it can be replaced


@dataclass(frozen=True, slots=True)
class WeighedReplacement:
    """What a replacement would change, with the words for what each unit loses."""

    replacement: Replacement
    losses: Mapping[AssessmentKey, tuple[str, ...]]
    # Whose sheets are with another workstation, which has the text of now.
    away: tuple[str, ...] = ()


def outdated_rounds(workspace: Workspace) -> tuple[OutdatedRound, ...]:
    """All that are not put away, the newest first."""
    with workspace.reading() as view:
        rounds = sorted(view.all(Round), key=lambda one: (one.opened, one.name), reverse=True)
        used = {one.id: one for one in schemes_in(view) if one.used}
        return tuple(_outdated(view, rounds, used))


def outdated_round(workspace: Workspace, round_id: str) -> OutdatedRound | None:
    """This round, if it is one of them and its scheme can be replaced."""
    found = outdated_rounds(workspace)
    return next((one for one in found if one.round.id == round_id and not one.why_not), None)


def weigh_replacement(workspace: Workspace, of: OutdatedRound) -> WeighedReplacement:
    """Score every unit by the new text, and word what each would lose; nothing is written."""
    replacement = preview_replacement(workspace, of.round.id, of.now.content)
    with workspace.reading() as view:
        losses = {one.key: tuple(_losses(view, one)) for one in replacement.units}
        gone = away_in(view, workspace.id, of.round.id)
    away = tuple(one.name for one in replacement.units if one.key.unit in gone)
    return WeighedReplacement(replacement, losses, away)


def _outdated(
    view: View, rounds: list[Round], used: Mapping[str, OfficeScheme]
) -> Iterator[OutdatedRound]:
    for one in rounds:
        now = used.get(one.scheme)
        held = view.get(SchemeText, one.scheme_text)
        if now is None or held is None or now.text == held or one.archived:
            continue
        yield OutdatedRound(one, held.version, now, why_no_replacement(view, one))


def _losses(view: View, unit: UnitChange) -> Iterator[str]:
    if not unit.lost:
        return
    scheme = scheme_of(view, assessment_of(view, unit.key))
    for kind, name in unit.lost:
        yield f"{LOST[kind][1]}：{_named(view, scheme, kind, name)}"


def _named(view: View, scheme: Scheme, kind: str, name: str) -> str:
    match kind:
        case "facts" | "answers":
            return criterion_name(scheme, name)
        case "waivers":
            requirement, rest = name.split("/", 1)
            piece, plan_item = rest.rsplit("/", 1)
            return piece_words(scheme, int(requirement), piece, int(plan_item))
        case "links":
            link = view.get(EvidenceLink, name)
            file = link and view.get(Evidence, link.evidence)
            return file.name if file else name
        case _:
            return indicator_name(scheme, name)
