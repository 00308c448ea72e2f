"""Final elsewhere: whether a sheet that another workstation finalised may be final here as it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from desktop.domain.audit_trail import ForeignEvent, read_changes
from desktop.domain.commands import Command
from desktop.domain.records import Round
from desktop.domain.sheet_packages import SheetPackage
from desktop.services.peers import has_whole_round, unsettled_rows
from desktop.store.views import View

FINAL_WITH_THEM: Final = "随考核包合并：对方已定稿"
_COMPARED: Final = "要与本机批次里的全部单位比较"
_UNREVIEWED: Final = "在对方没有经过审核"
_NAMED: Final = 3


def withheld_from_final(view: View, package: SheetPackage, unit: str, held: Round) -> str:
    """Why a sheet stays open here; blank where nothing stands in the way.

    Where a round is reviewed, nothing becomes final without it, also where the other side has switched the review off;
    and what was compared over there was compared with the units that had come there.
    """
    rows = package.sheets[unit]
    if has_whole_round(view, held.id) and unsettled_rows(rows) != rows:
        return _COMPARED
    return _UNREVIEWED if held.reviewed and not _was_approved(package, unit) else ""


def _was_approved(package: SheetPackage, unit: str) -> bool:
    """By the event that finalised it there; without one it was final before it went there."""
    last = None
    for event in package.events:
        if (event.command, event.round, event.unit) == (
            Command.FINALISE.value,
            package.round,
            unit,
        ):
            last = event
    return last is None or last.grounds == FINAL_WITH_THEM or _from_approved(last)


def _from_approved(event: ForeignEvent) -> bool:
    return any(
        change.table == "assessment" and (change.before or {}).get("stage") == "approved"
        for change in read_changes(event.changes or "[]")
    )


def because(told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Units by what is to be said of them, so that sixty of them are one sentence."""
    units: dict[str, list[str]] = {}
    for name, why in told:
        units.setdefault(why, []).append(name)
    for why, names in units.items():
        rest = f"等 {len(names)} 个单位" if len(names) > _NAMED else ""
        yield f"“{'”“'.join(names[:_NAMED])}”{rest}{why}"
