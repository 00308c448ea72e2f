"""Remarks: slips as a person reads them, each with the line of the file that it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.scheme import Declared
from desktop.domain.slips import FORM, Place, Slip
from desktop.schemefiles.positions import line_of, lines_of


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One thing to say about a file."""

    line: int
    message: str


def remarks_on(text: str, raw: object, slips: Iterable[Slip]) -> tuple[Remark, ...]:
    """What is wrong or doubtful; the check's name stands behind, as an exception would cite it."""
    return _placed(
        text, raw, ((slip, f" [{slip.code}]" if slip.code != FORM else "") for slip in slips)
    )


def remarks_on_excused(
    text: str, raw: object, excused: Iterable[tuple[Slip, Declared]]
) -> tuple[Remark, ...]:
    """What a file declares and cites."""
    return _placed(text, raw, ((slip, f"（已注明：{one.because}）") for slip, one in excused))


def _placed(text: str, raw: object, said: Iterable[tuple[Slip, str]]) -> tuple[Remark, ...]:
    listed = list(said)
    if not listed:
        return ()
    lines = lines_of(text)
    found = {
        Remark(line_of(lines, _resolve(slip.place, raw)), slip.message + more)
        for slip, more in listed
    }
    return tuple(sorted(found))


def _resolve(place: Place, raw: object) -> Place:
    """Turn ids in a place into positions in the file's lists; of two with one id, the later."""
    resolved: list[str | int] = []
    for step in place:
        position: str | int = step
        if isinstance(raw, list) and isinstance(step, str):
            ids = [entry.get("id") if isinstance(entry, dict) else None for entry in raw]
            position = max((i for i, name in enumerate(ids) if name == step), default=step)
        resolved.append(position)
        raw = _inside(raw, position)
    return tuple(resolved)


def _inside(raw: object, step: str | int) -> object:
    if isinstance(raw, dict):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None
