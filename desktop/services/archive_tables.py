"""Archive tables: what a round came to, as plain tables and lists that need no program of ours to be read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.deductions import deductions_of
from desktop.domain.formulas import guarded
from desktop.domain.records import Assessment, Evidence, EvidenceLink, Letter
from desktop.domain.result_records import MeetingChange, Objection, Rectification
from desktop.domain.sheet_parts import parts_of
from desktop.services.archive_contents import links_in
from desktop.services.round_rankings import rank_round, scorer_remarks, totals_of
from desktop.services.round_sights import RoundSight, SheetSight
from desktop.services.score_line import plain_sheet
from desktop.services.sheet_contents import standing_now
from desktop.services.standing_words import amount_words, place_words
from desktop.store.views import View

_MARK: Final = "\ufeff"  # by which a spreadsheet knows UTF-8
Row = Sequence[object]


class Table(NamedTuple):
    """A file of comma-separated values."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Row]

    def written(self) -> bytes:
        """As any spreadsheet opens it."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.headings)
        writer.writerows([[_cell(one) for one in row] for row in self.rows])
        return (_MARK + text.getvalue()).encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return show(value)
    return guarded(value.isoformat() if isinstance(value, date) else str(value))


def sheets_as_data(view: View, sight: RoundSight) -> list[dict[str, Any]]:
    """Every sheet: who, what was recorded, what it comes to, and the code that its paper bears."""
    return [_as_data(view, one) for one in sight.sheets if isinstance(one, SheetSight)]


def _as_data(view: View, one: SheetSight) -> dict[str, Any]:
    of = one.assessment
    return {
        "id": of.unit,
        "name": of.name,
        "absent": of.absent,
        "finalised": of.finalised,
        "code": str(standing_now(view, of.key).code),
        "recorded": {"scheme": one.scheme.id, **one.told},
        "sheet": plain_sheet(one.sheet),
    }


def total_told(one: Mapping[str, Any]) -> Any:  # noqa: ANN401  # as JSON has it
    """What the list of sheets says; who did not take part has no total."""
    return None if one["absent"] else one["sheet"]["total"]


def as_json(data: object) -> bytes:
    """As a person can read it too."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def tables_of(view: View, sight: RoundSight) -> list[Table]:
    """Scores, places, lost points, evidence, and what came after."""
    names = {one.assessment.unit: one.assessment.name for one in sight.sheets}
    sheets = [
        one
        for one in sight.sheets
        if isinstance(one, SheetSight) and not one.assessment.absent  # nothing of it counts
    ]
    return [
        _scores(sheets),
        _places(sight, sheets),
        _losses(sheets),
        _evidence(view, sight.round.id, [one.assessment for one in sight.sheets]),
        _objections(view, sight.round.id, names),
        _changes(view, sight.round.id, names),
        _repairs(view, sight.round.id, names),
        _letters(view, sight.round.id, names),
    ]


def _scores(sheets: Sequence[SheetSight]) -> Table:
    rows = [
        (
            one.assessment.name,
            each.no,
            one.scheme.indicators_by_id[each.id].name,
            each.points,
            each.score,
        )
        for one in sheets
        for each in one.sheet.indicators
    ]
    return Table("各指标得分.csv", ("单位", "序号", "指标", "满分", "得分"), rows)


def _places(sight: RoundSight, sheets: Sequence[SheetSight]) -> Table:
    """Who did not take part says so, and an average what it was made of; its parts are those of no one sheet."""
    of = {one.assessment.unit: one.assessment for one in sight.sheets}
    own = {one.assessment.unit: one.sheet for one in sheets}
    totals, remarks = totals_of(sight), scorer_remarks(sight)
    rows = []
    for one in rank_round(sight).standings:
        sheet = None if one.unit in remarks else own.get(one.unit)
        sums = (sheet.base, sheet.bonus, sheet.penalty) if sheet else (None,) * 3
        told = (one.amount, totals.get(one.unit), *sums, one.grade)
        why = (place_words(one) if one.tied or one.place is None else "", of[one.unit].absent)
        remark = "；".join(filter(None, (*why, remarks.get(one.unit, ""))))
        rows.append((one.place, of[one.unit].name, one.group, *told, remark))
    by = amount_words(sight.scheme)
    headings = ("名次", "单位", "组别", f"排名依据：{by}", "总分", "基本分", "加分", "另扣", "等次")
    return Table("排名.csv", (*headings, "说明"), rows)


def _losses(sheets: Sequence[SheetSight]) -> Table:
    rows = [
        (one.assessment.name, each.where, each.clause, each.counted, each.reason)
        for one in sheets
        for each in deductions_of(one.sheet, parts_of(one.scheme)).rows
    ]
    return Table("失分.csv", ("单位", "指标", "条款", "计分", "原因"), rows)


def _evidence(view: View, round_id: str, assessments: Sequence[Assessment]) -> Table:
    names = {one.unit: one.name for one in assessments}
    rows: list[Row] = []
    for link in links_in(view, round_id, [one.key for one in assessments]):
        file = view.get(Evidence, link.evidence)
        if file is not None:
            whose, what = _proves(view, link)
            where = (link.requirement, link.piece, link.criterion, link.page)
            rows.append((names.get(whose, ""), what, *where, file.name, file.size, file.sha256))
    headings = ("单位", "证明", "佐证要求", "件", "评分标准", "页", "文件名", "字节", "SHA-256")
    return Table("佐证材料.csv", headings, rows)


def _proves(view: View, link: EvidenceLink) -> tuple[str, str]:
    """Whose it is, and what it proves."""
    if link.objection is not None:
        objection = view.get(Objection, link.objection)
        return objection.unit if objection else "", "异议"
    if link.rectification is not None:
        repair = view.get(Rectification, link.rectification)
        return repair.unit if repair else "", "整改"
    return link.unit or "", "考核"


def _objections(view: View, round_id: str, names: Mapping[str, str]) -> Table:
    rows = [
        (
            names[one.unit],
            one.part,
            one.criterion,
            one.raised,
            one.claim,
            one.state,
            one.grounds,
            one.decided,
        )
        for one in view.all(Objection, round=round_id)
    ]
    headings = ("单位", "指标", "评分标准", "提出日期", "异议", "裁定", "理由", "裁定日期")
    return Table("异议.csv", headings, rows)


def _changes(view: View, round_id: str, names: Mapping[str, str]) -> Table:
    rows = [
        (names[one.unit], one.part, one.what, one.grounds, _told(one.before), _told(one.after))
        for one in view.all(MeetingChange, round=round_id)
    ]
    return Table("会上改动.csv", ("单位", "指标", "改动", "理由", "改前", "改后"), rows)


def _told(figures: Mapping[str, object]) -> str:
    return "；".join(f"{name} {value}" for name, value in figures.items())


def _repairs(view: View, round_id: str, names: Mapping[str, str]) -> Table:
    rows = [
        (
            names[one.unit],
            one.problem,
            one.lost,
            one.measure,
            one.owner,
            one.due,
            one.state,
            one.verdict,
        )
        for one in view.all(Rectification, round=round_id)
    ]
    headings = ("单位", "问题", "失分", "整改措施", "责任人", "期限", "状态", "复查意见")
    return Table("整改.csv", headings, rows)


def _letters(view: View, round_id: str, names: Mapping[str, str]) -> Table:
    rows = [
        (one.number, one.dated, one.title, names.get(one.unit or "", ""), one.document)
        for one in view.all(Letter, round=round_id)
    ]
    return Table("发文.csv", ("文号", "日期", "标题", "主送单位", "文件的 SHA-256"), rows)
