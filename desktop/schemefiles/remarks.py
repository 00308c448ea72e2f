"""Remarks: slips as a person reads them, each with the line of the file that it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.scheme import Declared
from desktop.domain.slips import FORM, Slip
from desktop.schemefiles.places import resolve
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
        Remark(line_of(lines, resolve(slip.place, raw)), slip.message + more)
        for slip, more in listed
    }
    return tuple(sorted(found))
