"""Merge words: what a package would change and where both sides changed the same, as the office says it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from desktop.domain.audit_trail import Change, Event, Plain, PlainRow, Rows, read_changes
from desktop.domain.circumstances import PENALISED, PLAN_ITEM
from desktop.domain.findings import Unit, scheme_for
from desktop.domain.merged_sheets import FINDING, ITEM, added_on_both_sides
from desktop.domain.merging import Cell, Difference, Place
from desktop.domain.records import Evidence, Person
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import parts_of
from desktop.services.change_words import link_place
from desktop.services.final_elsewhere import because
from desktop.services.finding_words import Stated, item_words, stated_words
from desktop.services.ledger_words import column_words, row_words
from desktop.services.merge_plans import WHOLE_SHEET, MergePlan, SheetMerge
from desktop.services.record_names import RecordNames, criterion_name, indicator_name, piece_words
from desktop.store.views import View
from desktop.store.workspace import Workspace

_NOTHING: Final = "（无）"
_FIELDS: Final[Mapping[str, str]] = {
    "evaluator": "考核人",
    "reviewer": "复核人",
    "name": "单位名称",
    "kind": "单位类别",
    "size": "单位规模",
    "absent": "未参加考核",
    f"counts/{PLAN_ITEM}": "计划项数",
    f"counts/{PENALISED}": "处罚件数",
    "note": "说明",
    "date": "日期",
    "text": "审核意见",
    "answer": "意见的答复",
}
_TABLES: Final[Mapping[str, str]] = {
    FINDING: "认定",
    ITEM: "",  # its place says it
    "discretion": "自由裁量",
    "not_applicable": "是否适用",
    "waiver": "免交佐证",
    "proposal_answer": "对台账的答复",
    "evidence_link": "用处",
    "review_remark": "审核意见",
    "ledger_row": "台账",
    "assessment": "考核表",
    WHOLE_SHEET: "整张考核表",
}


_TAKEN_AWAY: Final[Mapping[str, str]] = {
    FINDING: "未认定或已撤去",
    ITEM: "没有这一件或已删去",
    "discretion": "按计算得分",
    "not_applicable": "适用",
    "waiver": "不免交",
    "proposal_answer": "未答复",
    "evidence_link": "没有这处关联或已取消",
}


_IN_REVIEW: Final[Mapping[str, str]] = {"submitted": "已提交审核", "approved": "已审核通过"}


class SideSaid(NamedTuple):
    """What one side says, and who said so when; who is blank where no event tells."""

    words: str
    author: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DifferenceSight:
    """One difference in words: on which sheet, where, what of it, and both sides."""

    unit: str
    place: str
    what: str
    ours: SideSaid
    theirs: SideSaid

    @property
    def where(self) -> str:
        """The place, and what of it."""
        return "：".join(filter(None, (self.place, self.what)))


@dataclass(frozen=True, slots=True)
class MergeSight:
    """All that a merge is about; the conflicts in the order in which a plan's choices count them."""

    office: str
    by: str
    units: tuple[str, ...]
    is_new: bool
    conflicts: tuple[DifferenceSight, ...]
    taken: tuple[DifferenceSight, ...]
    files: int
    remarks: tuple[str, ...]


def merge_sight(workspace: Workspace, plan: MergePlan) -> MergeSight:
    """What to show before anything is merged."""
    with workspace.reading() as view:
        tellers = [_Teller(view, plan, one) for one in plan.sheets]
        conflicts = [sight for one in tellers for sight in one.told(one.sheet.compared.conflicts)]
        taken = [sight for one in tellers for sight in one.told(one.sheet.compared.taken)]
    return MergeSight(
        plan.package.office,
        plan.package.by,
        tuple(one.name for one in plan.sheets),
        plan.is_new,
        (*conflicts,),
        () if plan.is_new else (*taken,),
        len(plan.evidence),
        (
            *because(_of_standing(plan.sheets)),
            *(one for teller in tellers for one in teller.remarks()),
        ),
    )


class _Touch(NamedTuple):
    """Who changed something last; later ones have a higher number."""

    number: int
    author: str
    at: str


Touches = Mapping[tuple[Place, str | None], _Touch]


def _touches(events: Iterable[Event], unit: str) -> Touches:
    """By place and field, and by place alone, who was there last."""
    found: dict[tuple[Place, str | None], _Touch] = {}
    for event in events:
        if unit in event.changes:
            touch = _Touch(event.number, event.author, event.at)
            for change in read_changes(event.changes):
                place = (change.table, change.key)
                found |= {(place, name): touch for name in (None, *_changed(change))}
    return found


def _changed(change: Change) -> Iterator[str]:
    before, after = change.before or {}, change.after or {}
    for name in {name for name, _ in before.items() ^ after.items()}:
        yield name
        if name in {"counts", "fields"}:
            sides = (json.loads(str(row.get(name, "{}"))) for row in (before, after))
            yield from (f"{name}/{one}" for one in {key for side in sides for key in side})


class _Teller:
    """Words one sheet's differences, with the scheme as it reads on either side."""

    def __init__(self, view: View, plan: MergePlan, sheet: SheetMerge) -> None:
        self.sheet = sheet
        known: dict[tuple[type, Plain], str] = {
            (kind, key[0]): str(row.get("name", ""))
            for (table, key), row in plan.package.shared.items()
            for kind in (Evidence, Person)
            if table == kind.__name__.lower() and view.get(kind, *key) is None
        }
        states = sheet.states
        owners = {
            key[0]: str(row["criterion"])
            for rows in states.all
            for (table, key), row in rows.items()
            if table == ITEM
        }
        self._names = RecordNames(view, owners, known)
        self._schemes = [_scheme(plan, rows) for rows in (states.ours, states.theirs)]
        self._touches = (
            _touches(view.events(), sheet.unit),
            _touches(filter(None, (one.told for one in plan.package.events)), sheet.unit),
        )

    def told(self, differences: Iterable[Difference]) -> list[DifferenceSight]:
        """Each in words; while the view is open."""
        return [self._told(one) for one in differences]

    def _told(self, one: Difference) -> DifferenceSight:
        ours, theirs = (self._side(one, at) for at in (0, 1))
        return DifferenceSight(self.sheet.name, self._place(one), self._what(one), ours, theirs)

    def _side(self, one: Difference, at: int) -> SideSaid:
        cells = (one.ours, one.theirs)[at]
        touch = max(self._touched(cells, self._touches[at]), default=None)
        words = self._words(one, at) or _NOTHING
        if touch is None:
            return SideSaid(words, "", None)
        return SideSaid(words, touch.author, datetime.fromisoformat(touch.at))

    def _touched(self, cells: Iterable[Cell], touches: Touches) -> Iterator[_Touch]:
        for place, fields, _ in cells:
            for name in fields or (None,):
                if (place, name) in touches:
                    yield touches[place, name]

    def _place(self, one: Difference) -> str:
        (table, key), scheme = one.place, self._schemes[0]
        row, words = self._row(one.place), "考核表"
        match table:
            case "finding" | "proposal_answer":
                words = criterion_name(scheme, str(key[2]))
            case "item":
                number = int(str(row.get("position", 0))) + 1
                words = f"{criterion_name(scheme, str(row.get('criterion')))} 第 {number} 件"
            case "discretion" | "not_applicable":
                words = indicator_name(scheme, str(key[2]))
            case "waiver":
                words = piece_words(scheme, *key[2:])
            case "evidence_link":
                words = f"佐证“{self._names.file(row.get('evidence'))}”"
            case "review_remark":
                parts = {part.id: part.full_name for part in parts_of(scheme)}
                words = parts.get(str(row.get("part")), str(row.get("part")))
            case "ledger_row":
                words = row_words(row, self._names) or "台账"
        return words

    def _what(self, one: Difference) -> str:
        table, fields = one.place[0], one.fields
        if fields is not None and len(fields) == 1:
            if table == "ledger_row":
                row = self._row(one.place)
                return column_words(row, fields[0].removeprefix("fields/"), self._names)[0]
            return _FIELDS.get(fields[0], _TABLES[table])
        return _TABLES[table]

    def _row(self, place: Place) -> PlainRow:
        """A row as either side has it, or as it was."""
        states = self.sheet.states
        for rows in (states.ours, states.theirs, *states.bases):
            if place in rows:
                return rows[place]
        return {}

    def _words(self, one: Difference, at: int) -> str:
        rows = (self.sheet.states.ours, self.sheet.states.theirs)[at]
        row, scheme = rows.get(one.place), self._schemes[at]
        if one.place[0] == WHOLE_SHEET:
            return f"这一边的整张考核表（{sum(1 for place in rows if place[0] == FINDING)} 条认定）"
        if row is None:
            return _TAKEN_AWAY.get(one.place[0], "没有（未作或已删去）")
        if one.place[0] == FINDING and one.fields != ("note",):
            criterion = str(one.place[1][2])
            items = {p[1][0]: item for p, item in rows.items() if _is_of(p, item, criterion)}
            return stated_words(Stated(scheme, criterion, row, items))
        return self._row_words(one, row, scheme)

    def _row_words(self, one: Difference, row: PlainRow, scheme: Scheme) -> str:
        table, fields = one.place[0], one.fields
        if fields is not None and len(fields) == 1:
            return self._field_words(table, fields[0], row)
        grounds = row.get("grounds")
        because = f"，理由：{grounds}" if grounds else ""
        words = self.sheet.name
        match table:
            case "item":
                found = Stated(scheme, str(row.get("criterion")), None, {})
                words = item_words(found, row) or "没有说明的一件"
            case "discretion":
                words = f"{row['score']} 分{because}"
            case "not_applicable":
                words = f"不适用{because}"
            case "waiver":
                words = f"免交{because}"
            case "proposal_answer":
                words = f"{'采用' if row['accepted'] else '不采用'}{because}"
            case "evidence_link":
                words = f"用于{link_place(row, scheme, self._names)}"
            case "review_remark":
                words = f"{row['text']}，答复：{row.get('answer') or '（未答复）'}"
            case "ledger_row":
                words = row_words(row, self._names) or "一行"
        return words

    def _field_words(self, table: str, name: str, row: PlainRow) -> str:
        head, _, inside = name.partition("/")
        if table == "ledger_row" and inside:
            return column_words(row, inside, self._names)[1]
        if inside:
            return str(json.loads(str(row.get(head, "{}"))).get(inside, ""))
        value: Plain = row.get(name)
        if name in {"evaluator", "reviewer"} and value:
            return self._names.person(value)
        return "" if value is None else str(value)

    def remarks(self) -> Iterator[str]:
        """What to look at although nobody has to choose."""
        if not self.sheet.is_new:
            for key in added_on_both_sides(self.sheet.states):
                name = criterion_name(self._schemes[0], str(key[2]))
                yield f"“{self.sheet.name}”{name}：两边都增加了清单里的件，合并后都计，请核对有没有同一件"


def _of_standing(sheets: Iterable[SheetMerge]) -> Iterator[tuple[str, str]]:
    """What becomes of a review and of a final sheet, by the unit's name."""
    for one in sheets:
        if one.leaves_review:
            stage = _IN_REVIEW[one.leaves_review]
            yield one.name, f"在本机{stage}，对方又有改动：并入以后要重新提交"
        if one.withheld:
            yield one.name, f"{one.withheld}，不随对方定稿"


def _scheme(plan: MergePlan, rows: Rows) -> Scheme:
    """The scheme as it reads for the unit by these rows."""
    own = next((row for (table, _), row in rows.items() if table == "assessment"), {})
    kind, size = own.get("kind"), own.get("size")
    unit = Unit(None if kind is None else str(kind), None if size is None else int(size))
    return scheme_for(plan.scheme, unit)


def _is_of(place: Place, row: PlainRow, criterion: str) -> bool:
    return place[0] == ITEM and row.get("criterion") == criterion
