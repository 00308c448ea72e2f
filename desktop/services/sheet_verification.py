"""Sheet verification: whether a printed sheet's code is what the workspace holds, held once, or never held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Final

from desktop.documents.forms.contents import DRAFT, FINAL, PENDING
from desktop.domain.amounts import show
from desktop.domain.audit_trail import Event, read_changes
from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.sheet_code import SheetCode, read_code
from desktop.intake.pages.reader import PageReader
from desktop.services.history import Passage, history_of
from desktop.services.paper_comparison import difference
from desktop.services.peer_events import compared_with
from desktop.services.report_codes import held_report
from desktop.services.sheet_contents import (
    Standing,
    contents_of,
    standing_now,
    standing_then,
)
from desktop.services.sheet_events import renames
from desktop.store.views import View
from desktop.store.workspace import Workspace

_CODE: Final = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?![0-9A-Z-])")
_ASSESSMENT: Final = "assessment"  # as events name the table
_PAGES: Final = 3  # of a file that are looked through for a code
_UNREAD: Final = "只核对了核验码；文件不是单份评分表或扣分告知书，文字没有逐字核对"
_REPORT: Final = "只核对了核验码；文字请与重新打印的月报表对照"
_DIFFERENT: Final = "请核对是不是这个工作区打印的；纸面内容不要采用"


class Verdict(Enum):
    """What a code is to this workspace."""

    HOLDS = auto()
    HELD = auto()
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Turned:
    """A figure that is no longer what it was when the sheet was printed."""

    name: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What can be said of a code: of which sheet it is, when it was true, and what has changed since."""

    verdict: Verdict
    code: str
    words: str
    key: AssessmentKey | None = None
    different: str = ""  # where a file says something else than the sheet that bore its code
    remark: str = ""  # what was not looked at
    turned: tuple[Turned, ...] = ()
    since: tuple[Passage, ...] = ()

    @property
    def changes(self) -> tuple[str, ...]:
        """In words: figures that are others now, then what was done, the oldest first."""
        figures = (f"{one.name}：{one.then} → {one.now}" for one in self.turned)
        deeds = (
            f"{one.at.astimezone():%Y-%m-%d %H:%M}  {one.author}  {one.what}" for one in self.since
        )
        return (*figures, *deeds)


def verify_code(workspace: Workspace, text: str) -> Verified:
    """Hold a code, as it was typed, against the workspace."""
    code = read_code(text)
    with workspace.reading() as view:
        event = view.event(code.event)
        held = next(_holding(view, code, event), None) if event else None
        if held is None and (report := held_report(view, code)):
            verdict = Verdict.HOLDS if report.stands else Verdict.HELD
            return Verified(verdict, str(code), report.words, remark=_REPORT)
        if event is None or held is None:
            words = f"工作区从来没有过核验码为 {code} 的评分表，{_DIFFERENT}"
            return Verified(Verdict.NEVER, str(code), words)
        try:
            now = standing_now(view, held.assessment.key)
        except Refused:  # its round or its unit was taken out
            return _gone(view, held, code)
    if now.code == code:
        return _still_held(held, code)
    since = history_of(workspace, held.assessment.key)
    return _held_once(held, now, tuple(one for one in reversed(since) if one.number > code.event))


def verify_file(workspace: Workspace, reader: PageReader, file: Path) -> Verified:
    """Hold the code on a PDF's pages against the workspace, and its words against those that bore it."""
    found = verify_code(workspace, code_in(reader, file))
    if found.key is None:
        return found
    with workspace.reading() as view:
        event = view.event(read_code(found.code).event)
        standing = standing_then(view, found.key, event) if event else None
        contents = contents_of(view, standing) if standing else None
    if contents is None:
        return found
    different = difference(reader, file, contents)
    if different is None:
        return replace(found, remark=_UNREAD)
    return replace(found, different=different)


def code_in(reader: PageReader, file: Path) -> str:
    """The code that a PDF bears."""
    opened = reader.open(file)
    for page in range(1, min(opened.pages, _PAGES) + 1):
        for found in _CODE.finditer(reader.text(opened, page)):
            with suppress(Refused):  # a case's number may look like one
                return str(read_code(found.group()))
    raise Refused(f"“{file.name}”里没有找到核验码；扫描件请看着右下角输入", "file")


def _holding(view: View, code: SheetCode, event: Event) -> Iterator[Standing]:
    """The sheets that bore this code after the event; an event of a whole round may have reached any of its sheets."""
    for key in _reached(view, event):
        standing = standing_then(view, key, event)
        if standing is not None and standing.code == code:
            yield standing


def _reached(view: View, event: Event) -> Iterator[AssessmentKey]:
    """Whose sheet it is on, and where the scheme holds units against one another, those of the others."""
    if event.round is None and renames(read_changes(event.changes)):
        yield from (one.key for one in view.all(Assessment))
        return
    own = [*_reached_itself(view, event)]
    rounds = dict.fromkeys(key.round for key in own)
    others = (key for name in rounds for key in compared_with(view, name))
    yield from dict.fromkeys([*own, *others])


def _reached_itself(view: View, event: Event) -> Iterator[AssessmentKey]:
    if event.round is not None and event.unit is not None:
        yield AssessmentKey(event.round, event.unit)
        return
    beside = [] if event.round is None else view.events(round=event.round, unit=None)
    changed = (one for told in (event, *beside) for one in read_changes(told.changes))
    keys = (one.key for one in changed if one.table == _ASSESSMENT)
    for round_id, unit in dict.fromkeys(keys):  # also those that are there no more
        yield AssessmentKey(str(round_id), str(unit))


def _still_held(held: Standing, code: SheetCode) -> Verified:
    words = f"工作区现在就是这样：{_named(held)}，{_scored(held)}；打印后没有改动"
    return Verified(Verdict.HOLDS, str(code), words, held.assessment.key)


def _gone(view: View, held: Standing, code: SheetCode) -> Verified:
    """Its round or its unit is no more; who did that is said too."""
    key = held.assessment.key
    deed = next(view.events(round=key.round, unit=None, command=Command.DELETE_ROUND.value), None)
    now = "现在批次里已经没有这个单位"
    if deed is not None:
        now = f"这个批次已在 {_at(deed)} 由{deed.author}删除"
    words = f"工作区在{_at(held.event)}时是这样：{_named(held)}，{_scored(held)}；{now}"
    return Verified(Verdict.HELD, str(code), words)


def _held_once(held: Standing, now: Standing, since: tuple[Passage, ...]) -> Verified:
    words = (
        f"工作区在{_at(held.event)}时是这样：{_named(held)}，{_scored(held)}；"
        f"{_changed(since)}，现在{_scored(now)}"
    )
    turned = tuple(_turned(held, now))
    key = held.assessment.key
    return Verified(Verdict.HELD, str(held.code), words, key, turned=turned, since=since)


def _changed(since: tuple[Passage, ...]) -> str:
    if since:
        return f"此后有 {len(since)} 次改动"
    return "此后本单位没有改动，但与它比较的其他单位有改动"


def _turned(held: Standing, now: Standing) -> Iterator[Turned]:
    """Indicators and totals that say something else."""
    scores = {one.id: one.score for one in now.sheet.indicators}
    named = {one.id: f"{one.no} {one.name}".strip() for one in held.findings.scheme.indicators}
    for one in held.sheet.indicators:
        then, later = one.score, scores.get(one.id)
        if then != later:
            yield Turned(
                named[one.id],
                PENDING if then is None else show(then),
                PENDING if later is None else show(later),
            )
    if held.sheet.bonus != now.sheet.bonus:
        yield Turned("加分", show(held.sheet.bonus), show(now.sheet.bonus))
    totals = [show(one.sheet.total) if one.sheet.begun else PENDING for one in (held, now)]
    if totals[0] != totals[1]:
        yield Turned("总分", *totals)


def _named(standing: Standing) -> str:
    of = standing.assessment
    state = FINAL if of.finalised else DRAFT
    return f"{of.name}，{standing.round.name}，{state}"


def _scored(standing: Standing) -> str:
    open_ones = len(standing.sheet.pending)
    if not standing.sheet.begun:
        return f"{PENDING}（{open_ones} 条）"
    still = f"（{PENDING} {open_ones} 条）" if open_ones else ""
    return f"得 {show(standing.sheet.total)} 分{still}"


def _at(event: Event) -> str:
    return f"{datetime.fromisoformat(event.at).astimezone():%Y-%m-%d %H:%M}"
