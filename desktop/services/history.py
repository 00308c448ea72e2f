"""History: what the audit trail tells of a criterion, an indicator or a sheet, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from desktop.domain.audit_trail import Change, Event, PlainRow, read_changes
from desktop.domain.commands import Command
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion, Scheme
from desktop.services.assessments import assessment_of, scheme_of
from desktop.services.undoing import undoable_in
from desktop.store.views import View
from desktop.store.workspace import Workspace

_FINDING: Final = "finding"
_ITEM: Final = "item"
_BY_INDICATOR: Final = {"discretion", "not_applicable"}
_BLANK: Final = "未评"


@dataclass(frozen=True, slots=True)
class Passage:
    """One event in words: `what` was done, each `change` from and to; by the places it concerns."""

    number: int
    at: datetime
    author: str
    what: str
    changes: tuple[str, ...]
    grounds: str
    criteria: frozenset[str]
    indicators: frozenset[str]


def history_of(workspace: Workspace, key: AssessmentKey) -> tuple[Passage, ...]:
    """Everything that was done on one sheet, the newest first."""
    with workspace.reading() as view:
        scheme = scheme_of(view, assessment_of(view, key))
        passages = [passage(event, scheme) for event in view.events(**key._asdict())]
        return tuple(reversed(passages))


def passage(event: Event, scheme: Scheme | None) -> Passage:
    """An event in words; without a scheme only what was done."""
    changes = read_changes(event.changes)
    criteria = frozenset(name for one in changes if (name := _criterion(one)))
    indicators = frozenset(str(one.key[2]) for one in changes if one.table in _BY_INDICATOR)
    told = () if scheme is None else tuple(_told(changes, scheme))
    return Passage(
        event.number,
        datetime.fromisoformat(event.at),
        event.author,
        _what(event, criteria | indicators, scheme),
        told,
        event.grounds,
        criteria,
        indicators,
    )


def _what(event: Event, names: frozenset[str], scheme: Scheme | None) -> str:
    try:
        words = Command(event.command).words
    except ValueError:  # a later program's
        return event.command
    if scheme is None or len(names) != 1:
        return words
    [name] = names
    return f"{words}“{_label(scheme, name)}”"


def _label(scheme: Scheme, name: str) -> str:
    if name in scheme.criteria:
        return scheme.criteria[name].label
    indicator = scheme.indicators_by_id.get(name)
    return name if indicator is None else f"{indicator.no} {indicator.name}"


def _criterion(change: Change) -> str | None:
    """Which criterion a change belongs to."""
    if change.table == _FINDING:
        return str(change.key[2])
    row = change.after or change.before or {}
    named = row.get("criterion")
    return str(named) if named else None


def _told(changes: tuple[Change, ...], scheme: Scheme) -> Iterator[str]:
    """Each change from and to; items are told together with their finding."""
    items = [one for one in changes if one.table == _ITEM]
    told: set[str] = set()
    for one in changes:
        name = _criterion(one)
        if one.table in {_FINDING, _ITEM} and name is not None:
            if name in told or name not in scheme.criteria:
                continue
            told.add(name)
            own = next((c for c in changes if c.table == _FINDING and c.key[2] == name), None)
            moved = [c for c in items if _criterion(c) == name]
            yield from _finding_words(scheme.criteria[name], own, moved)
        elif one.table == "discretion":
            yield f"裁量得分：{_score(one.before)} → {_score(one.after)}"
        elif one.table == "not_applicable":
            yield "标为不适用" if one.after else "撤去不适用"
        elif one.table == "evidence_link":
            yield "关联佐证材料" if one.before is None else "取消或改动佐证关联"
        elif one.table == "waiver":
            yield "免交佐证" if one.after else "撤去免交"


def _finding_words(criterion: Criterion, own: Change | None, items: list[Change]) -> Iterator[str]:
    if own is not None:
        before, after = _account(criterion, own.before), _account(criterion, own.after)
        if before != after:
            yield f"{criterion.label}：{before} → {after}"
        for field, words in (("note", "说明"), ("grounds", "理由")):
            was, now = (own.before or {}).get(field, ""), (own.after or {}).get(field, "")
            if was != now and (was or own.before is not None):
                yield f"{words}：{was or '无'} → {now or '无'}"
    for one in items:
        was, now = _item(one.before), _item(one.after)
        if one.before is None:
            yield f"增加一件：{now}"
        elif one.after is None:
            yield f"删去一件：{was}"
        elif was != now:
            yield f"改一件：{was} → {now}"


def _account(criterion: Criterion, row: PlainRow | None) -> str:
    """What a finding said, as its rule words it."""
    if row is None:
        return _BLANK
    if row.get("applies") == 0:
        return "不适用"
    if row.get("itemised"):
        return "逐件记录"
    fact = _mapping(row.get("fact"))
    exempt = "，免责" if row.get("exempt") else ""
    try:
        keys = {name: value for name, value in fact.items() if name in criterion.rule.fact_keys}
        grounds = {"reason": row.get("grounds")} if row.get("grounds") else {}
        return criterion.rule.tally(criterion.rule.read(keys | grounds)).account + exempt
    except Refused:
        return exempt.removeprefix("，") or "另一版办法的认定"


def _item(row: PlainRow | None) -> str:
    if row is None:
        return ""
    told = [str(row.get("date") or ""), str(row.get("note") or "")]
    told += [f"{value}" for value in _mapping(row.get("figures")).values()]
    told.append(f"免责（{row.get('grounds')}）" if row.get("exempt") else "")
    return " ".join(part for part in told if part) or "没有说明"


def _score(row: PlainRow | None) -> str:
    return "无" if row is None else f"{row.get('score')} 分"


def _mapping(text: object) -> Mapping[str, Any]:
    found = json.loads(text) if isinstance(text, str) else {}
    return found if isinstance(found, dict) else {}


def words_beside(workspace: Workspace) -> tuple[str, str]:
    """What undo and redo would act on beside the sheets, in a few words."""
    with workspace.reading() as view:
        found = undoable_in(view, None)
        return words_of(view, found.undo), words_of(view, found.redo)


def words_of(view: View, event: Event | None) -> str:
    """What an event did, in a few words, as undo and redo name it."""
    if event is None:
        return ""
    scheme = None
    if event.round is not None and event.unit is not None:
        of = assessment_of(view, AssessmentKey(event.round, event.unit))
        scheme = scheme_of(view, of)
    return passage(event, scheme).what
