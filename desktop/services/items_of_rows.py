"""Items of rows: which item of a finding came of which ledger row, so that it keeps its evidence and its work."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.domain.recorded import plain_item
from desktop.domain.records import ItemRecord, ProposalAnswer


def held_by_rows(
    held: Sequence[ItemRecord], answer: ProposalAnswer | None, rows: Sequence[str]
) -> list[ItemRecord]:
    """The items that are held, each at the place of its row among `rows`.

    An item whose row is not known goes behind all of them: no row gets its evidence by chance.
    """
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, row in enumerate(rows):
        places[row].append(place)
    placed, behind = [], len(rows)
    for item, row in _with_rows(sorted(held, key=lambda one: one.position), answer):
        if row and places[row]:
            placed.append(replace(item, position=places[row].popleft()))
        else:
            placed.append(replace(item, position=behind))
            behind += 1
    return placed


def with_work_kept(
    fact: Mapping[str, object],
    rows: Sequence[str],
    answer: ProposalAnswer | None,
    placed: Sequence[ItemRecord],
) -> Mapping[str, object]:
    """A fact that has changed since it was agreed on: of what still says the same the evaluator's word stands."""
    items = fact.get("items")
    agreed = [*_agreed(answer).values()]
    if not isinstance(items, list) or not agreed:
        return fact
    ours = {one.position: plain_item(one) for one in placed if one.position < len(rows)}
    kept: list[object] = []
    for place, (item, row) in enumerate(zip(items, rows, strict=True)):
        is_same = (item, row) in agreed
        if is_same:
            agreed.remove((item, row))
        kept.append(ours.get(place, item) if is_same else item)
    return {**fact, "items": kept}


def _with_rows(
    held: Sequence[ItemRecord], answer: ProposalAnswer | None
) -> Iterator[tuple[ItemRecord, str]]:
    """Each item with the row that it came of: by what it says, or by its place where none came or went."""
    agreed = _agreed(answer)
    of: dict[int, str] = {}
    for place, item in enumerate(held):
        found = next((at for at, (said, _) in agreed.items() if said == plain_item(item)), None)
        if found is not None:
            of[place] = agreed.pop(found)[1]
    if {*range(len(held))} - {*of} == {*agreed}:
        of |= {place: row for place, (_, row) in agreed.items()}
    yield from ((item, of.get(place, "")) for place, item in enumerate(held))


def _agreed(answer: ProposalAnswer | None) -> dict[int, tuple[object, str]]:
    """What was agreed on, item by item, with the row behind each."""
    items = answer.fact.get("items") if answer else None
    if answer is None or not isinstance(items, list) or len(items) != len(answer.rows):
        return {}
    return dict(enumerate(zip(items, answer.rows, strict=True)))
