"""Form columns: which columns a score sheet has, what they are headed, and how wide they are."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Final, NamedTuple

from desktop.documents.manuscript import Align, Column, Face
from desktop.domain import print_form
from desktop.domain.print_form import HOLDS, PrintForm
from desktop.domain.refusals import Refused

# What a scheme without a form of its own is printed in.
USUAL: Final = PrintForm(
    columns=tuple(
        print_form.Column(heading=heading, holds=holds)
        for heading, holds in (
            ("考核类别", "section"),
            ("序号", "no"),
            ("考核内容", "name"),
            ("分值", "points"),
            ("评分标准", "criteria"),
        )
    )
)
ADDED: Final = {"score": "得分", "reasons": "扣分原因", "evidence": "佐证材料要求"}
JUDGED: Final = ("score", "reasons")  # what a sheet that was scored says beyond the form
_CENTRED: Final = frozenset({"no", "points", "score", "assessor"})
# Ems; what is not here shares the rest by how much it has to say.
_WIDTHS: Final = {
    "no": 2.4,
    "points": 3.2,
    "score": 3.2,
    "section": 5.0,
    "name": 8.0,
    "assessor": 3.2,
}
_LEAST: Final = 6.0  # ems of a column that shares the rest
_BESIDE: Final = 6.5  # points of a cell's width that its text does not get


class FormColumn(NamedTuple):
    """A heading and what of an indicator stands below it."""

    heading: str
    holds: str


def columns_of(
    form: PrintForm | None, chosen: Sequence[str] | None = None
) -> tuple[FormColumn, ...]:
    """The form's own columns, then what is added; those that are chosen, or all of the form's and the judged."""
    own = {one.holds: one.heading for one in (form or USUAL).columns}
    every = own | {holds: words for holds, words in ADDED.items() if holds not in own}
    wanted = {*own, *JUDGED} if chosen is None else {*chosen}
    if not wanted or not wanted <= every.keys():
        told = "、".join(f"{holds}（{words}）" for holds, words in every.items())
        raise Refused(
            f"没有这样的栏目：{'、'.join(sorted(wanted - every.keys()))}；可以选的有 {told}"
        )
    order = [*own, *(holds for holds in HOLDS if holds in every and holds not in own)]
    return tuple(FormColumn(every[holds], holds) for holds in order if holds in wanted)


def prescribed_in(form: PrintForm | None) -> tuple[str, ...]:
    """What the form's own columns hold."""
    return tuple(one.holds for one in (form or USUAL).columns)


def widened(
    columns: Sequence[FormColumn], rows: Sequence[Sequence[str]], face: Face, measure: float
) -> tuple[Column, ...]:
    """Columns over the whole measure: what says little is narrow, the rest shares by its words."""
    said = [max(_words_in(at, rows), _LEAST) for at in range(len(columns))]
    fixed = [_WIDTHS.get(one.holds, 0.0) for one in columns]
    narrow = [one * face.size + _BESIDE if one else 0.0 for one in fixed]
    left = measure - sum(narrow)
    shares = [0.0 if one else sqrt(words) for one, words in zip(fixed, said, strict=True)]
    least = sum(_LEAST * face.size + _BESIDE for one in fixed if not one)
    if not any(shares) or left < least:  # so many columns that nobody has what it wants
        scale = measure / (sum(narrow) + least)
        widths = [(one or _LEAST * face.size + _BESIDE) * scale for one in narrow]
    else:
        widths = [n or left * s / sum(shares) for n, s in zip(narrow, shares, strict=True)]
    return tuple(
        Column(
            _balanced(one.heading, (width - _BESIDE) / face.size),
            width,
            _align(one.holds),
            merged=one.holds == "section",
        )
        for one, width in zip(columns, widths, strict=True)
    )


def _balanced(heading: str, room: float) -> str:
    """A heading too long for its column in lines of one length: 量化 over 分值."""
    lines = ceil(len(heading) / max(room, 1.0))
    each = ceil(len(heading) / lines)
    return "\n".join(heading[at : at + each] for at in range(0, len(heading), each))


def _words_in(column: int, rows: Sequence[Sequence[str]]) -> float:
    """How much a column has to say in a row, the longest counting most."""
    lengths = [len(row[column]) for row in rows]
    return sqrt(sum(one * one for one in lengths) / len(lengths)) if lengths else 0.0


def _align(holds: str) -> Align:
    return Align.MIDDLE if holds in _CENTRED else Align.LEFT
