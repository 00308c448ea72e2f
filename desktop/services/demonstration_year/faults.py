"""Faults that the data asks for by name: on which run each of them falls, the seed decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from desktop.domain.ledgers.inspections import RISK_UNUSED, Inspection
from desktop.services.demonstration_year.alterations import Data, name_of
from desktop.services.demonstration_year.chance import Chance

_Changes = Mapping[str, Any]
_UNPUBLISHED: Final = 45  # days after the end that are more than twenty working days in any month


def _late(run: Inspection) -> _Changes:
    return {"published": run.ended and run.ended + timedelta(days=_UNPUBLISHED)}


def _delayed(run: Inspection) -> _Changes:
    return {"planned": run.ended and run.ended - timedelta(days=6)}


def _unannounced(run: Inspection) -> _Changes:
    return {"announced": run.started and run.started - timedelta(days=12)}


def _short_notice(run: Inspection) -> _Changes:
    return {"noticed": run.arrived and run.arrived - timedelta(hours=47)}


_FAULTS: Final[Mapping[str, Callable[[Inspection], _Changes]]] = {
    "no-scheme": lambda _: {"scheme": ""},
    "no-risk-class": lambda _: {"risk": RISK_UNUSED},
    "small-draw": lambda _: {"drawn": 2},
    "late": _late,
    "unpublished": lambda _: {"published": None, "place": "", "aggregated": None},
    "no-follow-up": lambda _: {"problems": 2, "followed": 1, "result": "发现问题 2 个"},
    "not-aggregated": lambda _: {"aggregated": None},
    "not-punished": lambda _: {"problems": 2, "followed": 2, "poor": 2, "penalised": 1},
    "unannounced": _unannounced,
    "short-notice": _short_notice,
    "unnoticed": lambda _: {"unnoticed": 2},
    "form-late": lambda _: {"unregistered": 2},
    "no-feedback": lambda _: {"unanswered": 1},
    "no-file": lambda _: {"unfiled": 1},
    "delayed": _delayed,
    "unended": lambda _: {"ended": None, "published": None, "aggregated": None, "result": ""},
}


def with_faults(runs: Sequence[Inspection], told: Data, chance: Chance) -> list[Inspection]:
    """The runs with one fault each where the draw falls; what the data tells of by name stays as it is."""
    named = told.get("changes", {}).get("inspections", {})
    clean = [one for one in runs if name_of(one) not in named and one.ended and not one.because]
    faulty: dict[str, Inspection] = {}
    for fault in told.get("faults", ()):
        one = clean.pop(chance.between(0, len(clean) - 1))
        faulty[name_of(one)] = replace(one, **_FAULTS[fault](one))
    return [faulty.get(name_of(one), one) for one in runs]
