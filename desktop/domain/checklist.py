"""The checklist: which pieces of evidence an assessment needs, which are there, waived or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from desktop.domain.circumstances import PLAN_ITEM, Circumstances, Counted
from desktop.domain.evidence import Requirement
from desktop.domain.findings import Findings
from desktop.domain.pieces import Piece, pieces_of

_UNASKED: Final = "不对应任何应交材料"
_Place = tuple[int, str, int | None]  # the requirement, its piece, the plan item
_Key = tuple[str, Counted | None, int | None]


@dataclass(frozen=True, slots=True)
class PieceLink:
    """One piece of evidence that is there; `plan_item` numbers a penalty where those are counted."""

    requirement: int
    piece: str = ""
    plan_item: int | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """What need not be there, and why: piece "" is the whole requirement, plan item None every one."""

    requirement: int
    piece: str
    plan_item: int | None
    grounds: str


Filed = TypeVar("Filed", PieceLink, Waiver)


class ChecklistRow(NamedTuple):
    """One piece, for one plan item or penalty where it is counted for them, and what is there.

    `condition` is the case or the condition that it is asked in; what is linked without being asked
    for is a row that wants nothing.
    """

    requirement: int
    name: str
    who: tuple[str, ...]
    piece: str
    per: Counted | None
    plan_item: int | None
    wanted: int
    present: int
    waived: str
    required: bool
    easily_lost: bool
    condition: str
    note: str

    @property
    def covered(self) -> bool:
        """Whether it is there, or waived with grounds."""
        return self.present >= self.wanted or bool(self.waived)

    @property
    def missing(self) -> bool:
        """Whether it keeps the sheet from being finalised."""
        return self.required and not self.covered

    @property
    def key(self) -> _Key:
        """What tells it from the requirement's other rows."""
        return self.piece, self.per, self.plan_item


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every row, in the order of the requirements."""

    rows: tuple[ChecklistRow, ...]

    @property
    def missing(self) -> tuple[ChecklistRow, ...]:
        """What is required and neither there nor waived; a sheet may be finalised without any."""
        return tuple(row for row in self.rows if row.missing)


def checklist_of(
    findings: Findings,
    links: Iterable[PieceLink],
    waivers: Iterable[Waiver],
    counts: Mapping[str, int],
) -> Checklist:
    """Compare what is asked for with what is there; `counts` as `Circumstances` has them."""
    circumstances = Circumstances(findings, counts)
    filed, excused = by_requirement(links), by_requirement(waivers)
    rows: list[ChecklistRow] = []
    for one in findings.scheme.requirements:
        rows += rows_of(one, circumstances, filed.get(one.no, ()), excused.get(one.no, ()))
    return Checklist(tuple(rows))


def by_requirement(those: Iterable[Filed]) -> Mapping[int, Sequence[Filed]]:
    """Links or waivers put together by the requirement that each is for."""
    found: dict[int, list[Filed]] = {}
    for one in those:
        found.setdefault(one.requirement, []).append(one)
    return found


def rows_of(
    requirement: Requirement,
    circumstances: Circumstances,
    links: Iterable[PieceLink],
    waivers: Iterable[Waiver],
) -> list[ChecklistRow]:
    """The rows of one requirement; none where it does not apply."""
    if not circumstances.apply_to(requirement):
        return []
    present = Counter((one.requirement, one.piece, one.plan_item) for one in links)
    # Without grounds nothing is waived.
    waived = {
        (w.requirement, w.piece, w.plan_item): w.grounds for w in waivers if w.grounds.strip()
    }
    suppliers = circumstances.rules.suppliers
    who = tuple(suppliers.get(one, one) for one in requirement.who)
    return _Compared(requirement, circumstances, present, waived, who).rows()


@dataclass(frozen=True, slots=True)
class _Compared:
    """One requirement, with all that is there and all that is waived laid beside it."""

    requirement: Requirement
    circumstances: Circumstances
    present: Counter[_Place]
    waived: Mapping[_Place, str]
    who: tuple[str, ...]  # is to hand it in

    def rows(self) -> list[ChecklistRow]:
        asked = _merged(self._chosen())
        return [*asked, *self._unasked(asked)]

    def _chosen(self) -> Iterator[ChecklistRow]:
        """Every row; of alternatives the bundle that lacks least is required, the first of several.

        So one complete case suffices (17, 31), whichever it is, and what is still missing is named
        for the case that the evidence points to.
        """
        groups = [
            [[self._row(piece) for piece in bundle] for bundle in alternatives]
            for alternatives in pieces_of(self.requirement, self.circumstances)
        ]
        settled: set[_Key] = set()
        for bundles in sorted(groups, key=len):
            lacks = [sum(r.missing and r.key not in settled for r in rows) for rows in bundles]
            nearest = bundles.pop(lacks.index(min(lacks)))
            settled.update(row.key for row in nearest)
            yield from nearest
            yield from (row._replace(required=False) for bundle in bundles for row in bundle)

    def _row(self, piece: Piece) -> ChecklistRow:
        one = self.requirement
        return ChecklistRow(
            requirement=one.no,
            name=one.name,
            who=self.who,
            piece=piece.name,
            per=piece.per,
            plan_item=piece.plan_item,
            wanted=piece.wanted,
            # Where several owe the same piece, one that is linked satisfies it for all of them.
            present=self.present[one.no, piece.name, piece.plan_item],
            waived=self._grounds(piece),
            required=piece.required,
            easily_lost=one.easily_lost,
            condition=piece.condition,
            note=one.note,
        )

    def _grounds(self, piece: Piece) -> str:
        """The grounds of the narrowest waiver that reaches the piece."""
        if not self.waived:
            return ""
        reaches = [(piece.name, piece.plan_item), (piece.name, None)]
        if piece.per == (self.requirement.per or PLAN_ITEM):  # 34: penalty 3 is not plan item 3
            reaches.append(("", piece.plan_item))
        reaches.append(("", None))
        found = (self.waived.get((self.requirement.no, *reach), "") for reach in reaches)
        return next(filter(None, found), "")

    def _unasked(self, asked: Iterable[ChecklistRow]) -> Iterator[ChecklistRow]:
        """What is linked and not asked for stays in sight, as after the plan was shortened."""
        expected = {(row.piece, row.plan_item) for row in asked}
        linked = {(name, number) for no, name, number in self.present if no == self.requirement.no}
        for name, number in sorted(linked - expected, key=lambda one: (one[0], one[1] or 0)):
            per = None if number is None else self.requirement.per
            row = self._row(Piece(name, per, number, 0, required=False))
            yield row._replace(note=_UNASKED)


def _merged(rows: Iterable[ChecklistRow]) -> list[ChecklistRow]:
    """One row a piece: what two cases or two models name alike is the same piece."""
    by_key: dict[_Key, list[ChecklistRow]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    merged = []
    for same in by_key.values():
        if len(same) == 1:
            merged += same
            continue
        binding = [row for row in same if row.required] or same
        wanted = max(row.wanted for row in binding)
        conditions = "、".join(dict.fromkeys(row.condition for row in same if row.condition))
        merged.append(binding[0]._replace(wanted=wanted, condition=conditions))
    return merged
