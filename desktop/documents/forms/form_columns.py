"""Form columns: which columns a score sheet has, what they are headed, and how wide they are."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Final, NamedTuple

from desktop.documents.manuscript import Align, Column, Face
from desktop.domain import print_form
from desktop.domain.print_form import HOLDS, PrintForm
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme

# What a column is headed where the form has none of its own for it.
_HEADINGS: Final = {
    "no": "序号",
    "section": "考核类别",
    "name": "考核内容",
    "points": "分值",
    "requirement": "考核要求",
    "criteria": "评分标准",
    "assessor": "考核部门",
    "evidence": "佐证材料要求",
    "score": "得分",
    "reasons": "扣分原因",
}
# What a scheme without a form of its own is printed in.
USUAL: Final = PrintForm(
    columns=tuple(
        print_form.Column(heading=_HEADINGS[holds], holds=holds)
        for holds in ("section", "no", "name", "points", "criteria")
    )
)
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


def columns_of(scheme: Scheme, chosen: Sequence[str] | None = None) -> tuple[FormColumn, ...]:
    """Those that are chosen, or all of the form's own and what was judged."""
    every = every_column(scheme)
    known = {one.holds for one in every}
    wanted = {*prescribed_in(scheme.form), *JUDGED} if chosen is None else {*chosen}
    if not wanted or not wanted <= known:
        told = "、".join(f"{one.holds}（{one.heading}）" for one in every)
        raise Refused(f"没有这样的栏目：{'、'.join(sorted(wanted - known))}；可以选的有 {told}")
    return tuple(one for one in every if one.holds in wanted)


def every_column(scheme: Scheme) -> tuple[FormColumn, ...]:
    """All that can be chosen: the form's own in its order, the others where they usually stand among them."""
    own = {one.holds: one.heading for one in (scheme.form or USUAL).columns}
    order, silent = [*own], _silent_in(scheme)
    for place, holds in enumerate(HOLDS):
        if holds not in own and holds not in silent:
            later = (at for at, one in enumerate(order) if HOLDS.index(one) > place)
            order.insert(next(later, len(order)), holds)
    return tuple(FormColumn((_HEADINGS | own)[holds], holds) for holds in order)


def _silent_in(scheme: Scheme) -> frozenset[str]:
    """Of what the scheme says nothing: such a column would be blank."""
    said = {
        "section": bool(scheme.sections),
        "requirement": any(one.requirement for one in scheme.indicators),
        "assessor": bool(scheme.assessor),
    }
    return frozenset(holds for holds, has_words in said.items() if not has_words)


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
