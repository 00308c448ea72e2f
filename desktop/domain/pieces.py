"""Pieces: what a requirement asks for in one assessment, before anyone looks at what is there.

Numbers in comments are those of the longest list, as in `circumstances`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from desktop.domain.circumstances import PENALISED, Circumstances, Counted
from desktop.domain.evidence import Requirement


class Piece(NamedTuple):
    """One thing to hand in; `plan_item` numbers the plan item or the penalty that it is for."""

    name: str
    per: Counted | None = None
    plan_item: int | None = None
    wanted: int = 1
    required: bool = True
    condition: str = ""


# Bundles of pieces of which any one suffices; mostly there is one bundle, of one piece.
Alternatives = tuple[tuple[Piece, ...], ...]


def pieces_of(requirement: Requirement, circumstances: Circumstances) -> Iterator[Alternatives]:
    """All that a requirement asks for where it applies."""
    must = circumstances.compel(requirement)
    yield from _asked(requirement, circumstances, required=must)
    for model in _models(requirement, circumstances):
        # 12: the same again, owed by the counties and kept under the number 12.
        again = replace(
            model,
            no=requirement.no,
            indicator=requirement.indicator,
            who=requirement.who,
            pieces=tuple(name or model.name for name in _set(model)),
        )
        yield from _asked(again, circumstances, required=must and circumstances.compel(again))


def _models(requirement: Requirement, circumstances: Circumstances) -> list[Requirement]:
    """What `same_as` names, and what that names in turn, each once."""
    known = {one.no: one for one in circumstances.findings.scheme.requirements}
    found = {requirement.no: requirement}

    def follow(model: Requirement) -> None:
        for no in model.same_as:
            if no in known and no not in found:
                found[no] = known[no]
                follow(known[no])

    follow(requirement)
    return [*found.values()][1:]


def _set(requirement: Requirement) -> tuple[str, ...]:
    """The names of one set; "" is the requirement as a whole, where it names nothing (1, 14)."""
    one = requirement
    if one.pieces:
        return one.pieces
    named_elsewhere = one.once or one.per_penalty or one.cases or one.same_as
    return () if named_elsewhere and one.per is None else ("",)


def _asked(
    requirement: Requirement, circumstances: Circumstances, *, required: bool
) -> Iterator[Alternatives]:
    per = requirement.per
    for name in requirement.once:  # 13, 28: the plan itself, however many items it has
        yield ((Piece(name, required=required),),)
    # 2, 4, 5: 不少于2次 asks for so many sets, that is for each piece as often.
    wanted = 1 if per else requirement.at_least or 1
    for item in _items(requirement, circumstances):
        for name in _set(requirement):
            yield ((Piece(name, per, item, wanted, required),),)
        if requirement.cases:  # 17, 31: a, b or c, whichever it was
            yield tuple(
                tuple(Piece(name, per, item, wanted, required, case) for name in names or ("",))
                for case, names in requirement.cases.items()
            )
    if requirement.per_penalty:  # 34: 按照被处罚的企业每企一张
        for item in range(1, circumstances.number(PENALISED, requirement) + 1):
            for name in requirement.per_penalty:
                yield ((Piece(name, PENALISED, item, required=required),),)
    for name, condition in (requirement.also or {}).items():  # 7, 28: only 没有监管对象的
        yield ((Piece(name, required=False, condition=condition),),)


def _items(requirement: Requirement, circumstances: Circumstances) -> Iterable[int | None]:
    """Which numbers a set is asked for.

    28: where sets go by the plan, 不少于20次 is so many items, even if the plan has fewer (the
    criterion, 8⑤, counts to 20 as well); what cannot exist is waived with grounds.
    """
    if requirement.per is None:
        return (None,)
    number = circumstances.number(requirement.per, requirement)
    return range(1, max(number, requirement.at_least or 0) + 1)
