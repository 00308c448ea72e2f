"""Lists of units as an office has them, held against the units and schemes that are there before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.names import distinct, plain_name
from desktop.domain.records import UnitRecord, new_id
from desktop.domain.refusals import Refused, unknown
from desktop.domain.scheme import Scheme
from desktop.intake.pasted_cells import cells_of
from desktop.intake.row_sorts import SkippedRow
from desktop.intake.sheets import Sheet, Workbook, filled
from desktop.intake.table_files import read_table_file
from desktop.intake.unit_columns import layout_of
from desktop.intake.unit_lists import DraftList, UnitDraft, drafts_of
from desktop.services.named_units import NamedUnits
from desktop.services.schemes import list_schemes
from desktop.store.causes import troubles

_LONGEST_TEXT: Final = 1_000_000
_NONE: Final = "（无）"


class Change(NamedTuple):
    """What a row would change of a unit that is there, in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A row with all that is wrong with it, its kind's id, and the unit that it is already, if it is one."""

    draft: UnitDraft
    kind: str | None = None
    known: UnitRecord | None = None
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def fit(self) -> bool:
        """Whether it can be kept as it is."""
        return not self.draft.faults and self.draft.duplicate_of is None


@dataclass(frozen=True, slots=True)
class UnitList:
    """A checked list; what stands beside its rows and was not read is named."""

    units: tuple[ListedUnit, ...]
    skipped: tuple[SkippedRow, ...] = ()
    header: int | None = None
    unread: tuple[str, ...] = ()
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()


def units_from_text(
    text: str, known_units: Sequence[UnitRecord], schemes: Iterable[Scheme] | None = None
) -> UnitList:
    """Units that were typed, one a line, or pasted from a spreadsheet."""
    if len(text) > _LONGEST_TEXT:
        raise Refused("粘贴的内容太多（最多 100 万字），请只复制单位名单那几列")
    return checked_list(drafts_of(filled(cells_of(text))), known_units, schemes or list_schemes())


def units_from_file(
    path: Path,
    known_units: Sequence[UnitRecord],
    sheet: str | None = None,
    schemes: Iterable[Scheme] | None = None,
) -> UnitList:
    """Units from an .xlsx or a .csv; where no sheet is named, the first one that has a header."""
    with troubles("读取单位名单", path):
        book = read_table_file(path)
    chosen = _chosen(book, sheet)
    read = checked_list(drafts_of(chosen.rows), known_units, schemes or list_schemes())
    others = tuple(one.name for one in book.sheets if one is not chosen)
    return replace(read, sheet=chosen.name, other_sheets=others, hidden_sheets=book.hidden)


def checked_list(
    drafts: DraftList, known_units: Iterable[UnitRecord], schemes: Iterable[Scheme]
) -> UnitList:
    """Hold drafts against the units that are known and the kinds that these schemes tell apart."""
    units, kinds = NamedUnits(known_units), _Kinds(schemes)
    listed: list[ListedUnit] = []
    rows: dict[str, int] = {}
    for draft in drafts.drafts:
        one = _checked(draft, units, kinds)
        if one.known and draft.duplicate_of is None:
            first = rows.setdefault(one.known.id, draft.row)
            if first != draft.row:  # the same unit under two of its names
                one = replace(one, draft=replace(one.draft, duplicate_of=first))
        listed.append(one)
    return UnitList(tuple(listed), drafts.skipped, drafts.header, drafts.unread)


def records_of(units: UnitList) -> list[UnitRecord]:
    """The records of all rows that can be kept, to be handed to `keep_units`."""
    return [_record(one.draft, one.kind, one.known) for one in units.units if one.fit]


def _chosen(book: Workbook, name: str | None) -> Sheet:
    if name is None:
        layouts = ((one, layout_of(one.rows)) for one in book.sheets)
        return next((one for one, layout in layouts if layout and layout.header), book.sheets[0])
    by_name = {one.name: one for one in book.sheets}
    if name not in by_name:
        raise Refused(unknown(name, by_name, "张工作表"), "sheet")
    return by_name[name]


class _Kinds:
    """The kinds of units that any of the schemes tells apart."""

    def __init__(self, schemes: Iterable[Scheme]) -> None:
        self.names: dict[str, str] = {}
        self._ids: dict[str, set[str]] = {}
        for scheme in schemes:
            for kind, name in (scheme.kinds or {}).items():
                self.names.setdefault(kind, name)
                for word in (kind, name):
                    self._ids.setdefault(_word(word), set()).add(kind)

    def meant_by(self, text: str) -> str | None:
        """The id of a kind that is written as an id or as a name. Without any kinds none is asked for."""
        if not text or not self.names:
            return None
        ids = sorted(self._ids.get(_word(text), ()))
        if len(ids) > 1:
            raise Refused(f"类别“{text}”在各办法里代号不同，请写代号：{'、'.join(ids)}")
        if not ids:
            raise Refused(unknown(text, self.names.values(), "类单位"))
        return ids[0]


def _word(text: str) -> str:
    return plain_name(text).casefold()


def _checked(draft: UnitDraft, units: NamedUnits, kinds: _Kinds) -> ListedUnit:
    faults = list(draft.faults)
    kind = known = None
    try:
        kind = kinds.meant_by(draft.kind)
    except Refused as refused:
        faults.append(refused.message)
    try:
        known = units.meant_by(draft.name, *draft.aliases)  # perhaps a unit under its new name
    except Refused as refused:
        faults.append(refused.message)
    changes: tuple[Change, ...] = ()
    if known and not faults:
        changes = tuple(_changes(known, _record(draft, kind, known), kinds.names))
    remarks = tuple(_remarks(draft, known, kinds))
    return ListedUnit(replace(draft, faults=tuple(faults)), kind, known, changes, remarks)


def _remarks(draft: UnitDraft, known: UnitRecord | None, kinds: _Kinds) -> Iterator[str]:
    if draft.kind and not kinds.names:
        yield f"现有的办法都不分单位类别，“{draft.kind}”没有采用"
    if known and plain_name(draft.name) in map(plain_name, known.aliases):
        yield f"“{draft.name}”是“{known.name}”的别名"


def _record(draft: UnitDraft, kind: str | None, known: UnitRecord | None) -> UnitRecord:
    """The unit as it would be kept. A blank cell takes nothing away from one that is known."""
    if known is None:
        return UnitRecord(new_id(), draft.name, kind, draft.size, draft.groups, draft.aliases)
    names = (known.name, *known.aliases)
    is_renamed = plain_name(draft.name) not in map(plain_name, names)
    name = draft.name if is_renamed else known.name
    return replace(
        known,
        name=name,
        kind=kind or known.kind,
        size=draft.size or known.size,
        groups=draft.groups or known.groups,
        aliases=distinct((name, *known.aliases, known.name, *draft.aliases))[1:],
        active=True,
    )


def _changes(before: UnitRecord, after: UnitRecord, kinds: Mapping[str, str]) -> Iterator[Change]:
    for old, new in zip(_told(before, kinds), _told(after, kinds), strict=True):
        if old != new:
            yield Change(old[0], old[1] or _NONE, new[1] or _NONE)


def _told(unit: UnitRecord, kinds: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """What a record says, field by field, as it is shown."""
    return (
        ("名称", unit.name),
        ("类别", kinds.get(unit.kind or "", unit.kind or "")),
        ("规模", str(unit.size or "")),
        ("分组", "、".join(unit.groups)),
        ("别名", "、".join(unit.aliases)),
        ("状态", "在用" if unit.active else "停用"),
    )
