"""Rectification papers: what the printed list of a round, or of one unit, says."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from desktop.documents.forms.rectification_list import (
    RectificationContents,
    RepairContents,
    rectification_list,
)
from desktop.documents.manuscript import Manuscript
from desktop.domain.commands import Command
from desktop.domain.refusals import Refused
from desktop.services.assessments import round_of
from desktop.services.office import office_name
from desktop.services.rectifications import RectificationSight, rectifications_in
from desktop.store.views import View

_GONE: Final = "（考核表里已不再失分）"
_RESULTS: Final = {"passed": "通过", "failed": "未通过"}


def rectification_paper(view: View, round_id: str, unit: str | None) -> Manuscript:
    """The list, or a sentence that says why there is none."""
    of = round_of(view, round_id)
    found = [one for one in rectifications_in(view, round_id) if unit in {None, one.record.unit}]
    if not found:
        whose = "这个单位" if unit else "这个批次"
        raise Refused(f"{whose}还没有列入整改的失分，请先在“结果”的“整改”里列入")
    contents = RectificationContents(
        office_name(view),
        of.name,
        of.period,
        found[0].unit if unit else "",
        _dated(view, round_id),
        tuple(map(_repair, found)),
    )
    return rectification_list(contents)


def _dated(view: View, round_id: str) -> datetime:
    """When the list was changed last."""
    command = Command.KEEP_RECTIFICATIONS.value
    times = [one.at for one in view.events(round=round_id, unit=None, command=command)]
    return datetime.fromisoformat(times[-1])


def _repair(one: RectificationSight) -> RepairContents:
    record = one.record
    problem = record.problem
    if one.clause and not problem.startswith(one.clause):
        problem = f"{problem}（{one.clause}）"
    done = f"{record.repaired}　{record.report}" if record.repaired else ""
    looked = ""
    if record.checked:
        result = _RESULTS.get(record.state, "原复查未通过，已再报完成")
        looked = f"{result}　{record.checked}　{record.checker}"
        looked += f"\n{record.verdict}" if record.verdict else ""
    return RepairContents(
        one.unit,
        problem + ("" if one.still_lost else _GONE),
        record.lost,
        record.measure,
        record.owner,
        "" if record.due is None else record.due.isoformat(),
        done,
        looked,
    )
