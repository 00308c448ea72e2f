"""Event words: what an event did in a few words, by the command and by what it was about, as undo names it too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.domain.audit_trail import Change, Event
from desktop.domain.commands import Command
from desktop.domain.refusals import within_quotes
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import parts_of
from desktop.services.calendar_words import days_subject
from desktop.services.ledger_words import rows_subject
from desktop.services.record_names import RecordNames, criterion_name, indicator_name, piece_words

_LATER: Final = "新版本程序的操作"  # a command that this program does not know
_FULL_MARKS: Final = "认定其余各条得满分"  # as the button says it where points are earned
_STRUCK: Final = "删去台账"
_MANY: Final = {
    "meeting": "次",
    "unit": "个",
    "person": "人",
    "letter": "件",
    "office_report": "项",
    "rectification": "条",
}
_OF_SCHEMES: Final = frozenset(
    {"finding", "item", "discretion", "not_applicable", "waiver", "proposal_answer"}
)


def event_words(
    event: Event, changes: Sequence[Change], scheme: Scheme | None, names: RecordNames
) -> str:
    """The command's words and its subject; without a scheme only what needs none."""
    try:
        command = Command(event.command)
    except ValueError:
        return _LATER
    if command is Command.SETTLE and scheme is not None and _earns(changes, scheme):
        return _FULL_MARKS + _subject(changes, scheme, names)
    if command is Command.REPLACE_SCHEME:  # what it took away is told one by one
        return command.words
    if command is Command.KEEP_LEDGER_ROWS and all(one.after is None for one in changes):
        return _STRUCK + _subject(changes, scheme, names)
    return command.words + _subject(changes, scheme, names)


def turned_words(turn: Event, words: str) -> str:
    """Undo or redo of what these words name."""
    return f"{Command(turn.command).words}“{within_quotes(words)}”"


def needs_scheme(changes: Sequence[Change]) -> bool:
    """Whether what they are about has its name from the scheme."""
    return any(one.table in _OF_SCHEMES for one in changes)


def criterion_of(change: Change) -> str | None:
    """Which criterion a finding or an item of it belongs to."""
    if change.table == "finding":
        return str(change.key[2])
    return str(change.row.get("criterion")) if change.table == "item" else None


def answered_in(changes: Sequence[Change]) -> list[str]:
    """Which criteria the ledgers' proposals were answered for."""
    return [str(one.key[2]) for one in changes if one.table == "proposal_answer"]


def _earns(changes: Sequence[Change], scheme: Scheme) -> bool:
    found = (scheme.criteria.get(criterion_of(one) or "") for one in changes)
    return any(one.rule.earns for one in found if one is not None)


def _subject(changes: Sequence[Change], scheme: Scheme | None, names: RecordNames) -> str:
    """What it was about: the kind that says most about it comes first."""
    if scheme is not None and (of_sheet := _in_sheet(changes, scheme)):
        return of_sheet
    links = [one for one in changes if one.table == "evidence_link"]
    if links:
        files = len(dict.fromkeys(one.row.get("evidence") for one in links))
        return _first_of(names.file(links[0].row.get("evidence")), files, "件")
    return rows_subject(changes, names) or days_subject(changes) or _beside(changes)


def _in_sheet(changes: Sequence[Change], scheme: Scheme) -> str:
    found = [name for one in changes if (name := criterion_of(one))]
    if criteria := [*dict.fromkeys([*found, *answered_in(changes)])]:
        return _criteria(criteria, scheme)
    indicators = [
        str(one.key[2]) for one in changes if one.table in {"discretion", "not_applicable"}
    ]
    if indicators:
        return _listed([indicator_name(scheme, one) for one in indicators], "项")
    remarks = [one for one in changes if one.table == "review_remark"]
    if remarks:
        return f"（{len(remarks)} 条意见）" if len(remarks) > 1 else ""
    waivers = [one.key[2:] for one in changes if one.table == "waiver"]
    if len(waivers) == 1:
        return f"：{piece_words(scheme, *waivers[0])}"
    return f"（{len(waivers)} 件）" if waivers else ""


def _criteria(criteria: list[str], scheme: Scheme) -> str:
    """The criterion, or the indicator that has all of them, or how many."""
    if len(criteria) == 1:
        return _quoted(criterion_name(scheme, criteria[0]))
    for part in parts_of(scheme):
        if {*criteria} <= {one.id for one in part.criteria}:
            return f"{_quoted(part.full_name)}（{len(criteria)} 条）"
    return f"（{len(criteria)} 条）"


def _beside(changes: Sequence[Change]) -> str:
    """Records that have a name or a title of their own; which unit joined or left a round."""
    for table, many in _MANY.items():
        rows = [one.row for one in changes if one.table == table]
        if rows:
            named = [str(row.get("name") or row.get("title") or "") for row in rows]
            return _listed(named, many)
    for one in changes:
        if one.table == "round":
            return _quoted(str(one.row.get("name", "")))
        if one.table == "assessment" and (one.before is None) != (one.after is None):
            turn = "加入" if one.before is None else "移出"
            return f"：{turn}{_quoted(str(one.row.get('name', '')))}"
    return ""


def _listed(names: list[str], many: str) -> str:
    return _first_of(names[0], len(names), many)


def _first_of(name: str, number: int, many: str) -> str:
    if not name:
        return f"（{number} {many}）"
    more = f"等 {number} {many}" if number > 1 else ""
    return _quoted(name) + more


def _quoted(name: str) -> str:
    return f"“{within_quotes(name)}”"
