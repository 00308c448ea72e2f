"""Objections: what a unit objects to, the decision on it, and the sheet as it was and as it became."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from desktop.domain.commands import Author, Command
from desktop.domain.record_checks import checked
from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink, new_id
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Decision, Objection
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.sheet_parts import parts_of
from desktop.domain.troubles import Trouble
from desktop.domain.values import read_grounds
from desktop.services.assessments import assessment_of, round_of, scheme_of
from desktop.services.corrections import Correcting, Correction
from desktop.services.objection_terms import Term, objection_days, term_of
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.record_names import criterion_name
from desktop.services.sheet_contents import Standing, standing_then
from desktop.services.sheet_events import last_event_of
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace

DECISIONS: Final = {
    "open": "待裁定",
    "upheld": "成立",
    "partly": "部分成立",
    "rejected": "不成立",
}


class Raised(NamedTuple):
    """What a unit objects to: the part and, where it names one, the criterion; what it says, who brought it, when."""

    part: str
    criterion: str | None
    claim: str
    raised: date
    by: str = ""


class Resolution(NamedTuple):
    """What was decided, why and when; with the correction, where the objection was found right."""

    state: Decision
    grounds: str
    decided: date
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class ObjectionSight:
    """An objection with what it needs to be read: the unit's name, the line, its term, how many files came with it."""

    objection: Objection
    unit: str
    line: str
    term: Term
    files: int

    @property
    def late(self) -> bool:
        """Whether it came after its term; it is told, and refuses nothing."""
        return self.term.last is not None and self.objection.raised > self.term.last


def raise_objection(
    workspace: Workspace, author: Author, key: AssessmentKey, raised: Raised
) -> tuple[str, Outcome]:
    """Register an objection to a sheet as it stands."""
    with workspace.writing() as desk:
        of = assessment_of(desk, key)
        scheme = scheme_of(desk, of)
        part = next((one for one in parts_of(scheme) if one.id == raised.part), None)
        if part is None:
            raise Refused("请选对哪一项有异议", "part")
        if raised.criterion not in {None, *(one.id for one in part.criteria)}:
            raise Refused("这一条不在所选的指标里，请重新选", "criterion")
        event = last_event_of(desk, key)
        if event is None:
            raise Trouble(f"“{of.name}”没有留痕；请到“设置”的“诊断”里核对全部")
        made = Objection(
            new_id(),
            *key,
            raised.part,
            raised.criterion,
            raised.raised,
            raised.claim.strip(),
            raised.by.strip(),
            before=event.number,
        )
        objection = checked(made)
        desk.put(objection)
        deed = Deed(Command.RAISE_OBJECTION, author, key.round)
        return objection.id, outcome_of(desk.seal(deed))


def decide_objection(
    workspace: Workspace, author: Author, objection: str, resolution: Resolution
) -> tuple[Outcome, ...]:
    """Decide it. Found right, the sheet is corrected in the same transaction, and the sheet before stays readable."""
    grounds = read_grounds(resolution.grounds, "裁定要写明理由", "grounds").strip()
    with workspace.writing() as desk:
        of = objection_in(desk, objection)
        if of.state != "open":
            raise Refused(f"这件异议已经裁定为“{DECISIONS[of.state]}”，不能再裁定", "state")
        if resolution.state == "open":
            raise Refused("请选择裁定：成立、部分成立或不成立", "state")
        if early := day_before(of, resolution.decided):
            raise Refused(early, "decided")
        decided = replace(of, state=resolution.state, grounds=grounds, decided=resolution.decided)
        if resolution.correction is not None:
            return _correct(desk, author, decided, resolution.correction)
        desk.put(_uncorrected(desk, decided))
        return (outcome_of(desk.seal(Deed(Command.DECIDE_OBJECTION, author, of.round))),)


def day_before(of: Objection, decided: date) -> str:
    """Why this cannot be the day of its decision; blank where it can."""
    if decided >= of.raised:
        return ""
    return f"裁定日期早于提出异议的日期（{of.raised}），请核对"


def objection_in(view: View, objection: str) -> Objection:
    """An objection, or a refusal."""
    found = view.get(Objection, objection)
    if found is None:
        raise Refused("这件异议不在了，请回到异议清单", "objection")
    return found


def objections_of(workspace: Workspace, round_id: str) -> tuple[ObjectionSight, ...]:
    """A round's objections: what is still open first, then the newest."""
    with workspace.reading() as view:
        round_of(view, round_id)
        found = sorted(
            view.all(Objection, round=round_id), key=lambda one: one.raised, reverse=True
        )
        found.sort(key=lambda one: one.state != "open")
        return tuple(sight_of(view, one) for one in found)


def sight_of(view: View, of: Objection) -> ObjectionSight:
    """One objection, where a view is open already."""
    key = AssessmentKey(of.round, of.unit)
    line = line_words(view, of)
    files = view.count(EvidenceLink, objection=of.id)
    return ObjectionSight(
        of, assessment_of(view, key).name, line, term_of(view, key, of.before), files
    )


def files_of(workspace: Workspace, objection: str) -> list[tuple[EvidenceLink, str]]:
    """What came with an objection, with the files' names."""
    with workspace.reading() as view:
        links = view.all(EvidenceLink, objection=objection)
        files = [(one, view.get(Evidence, one.evidence)) for one in links]
        return [(link, file.name) for link, file in files if file is not None]


def term_for(workspace: Workspace, key: AssessmentKey) -> Term:
    """Until when a unit may object."""
    with workspace.reading() as view:
        return term_of(view, key)


def days_now(workspace: Workspace) -> int:
    """How many working days units have."""
    with workspace.reading() as view:
        return objection_days(view)


def corrected_since(workspace: Workspace, of: Objection) -> bool:
    """Whether the sheet says otherwise than when the objection was raised."""
    with workspace.reading() as view:
        return _says_otherwise(view, of)


def line_words(view: View, of: Objection) -> str:
    """The line that it objects to: the criterion, or the whole part."""
    scheme = scheme_of(view, assessment_of(view, AssessmentKey(of.round, of.unit)))
    if of.criterion is not None:
        return criterion_name(scheme, of.criterion)
    return next((one.full_name for one in parts_of(scheme) if one.id == of.part), of.part)


def standing_at(view: View, key: AssessmentKey, number: int | None) -> Standing | None:
    """The sheet as it stood after the event with this number; None where none is known."""
    event = view.event(number) if number is not None else None
    return None if event is None else standing_then(view, key, event)


def both_sheets(workspace: Workspace, of: Objection) -> tuple[ScoreSheet | None, ScoreSheet | None]:
    """The sheet that was objected to, and the corrected one; None where there is none."""
    key = AssessmentKey(of.round, of.unit)
    with workspace.reading() as view:
        found = [standing_at(view, key, number) for number in (of.before, of.after)]
    was, now = (one.sheet if one is not None else None for one in found)
    return was, now


def _correct(
    desk: Desk, author: Author, decided: Objection, correction: Correction
) -> tuple[Outcome, ...]:
    """The decision stands in the event that corrects the sheet, so that undo takes back both or neither."""
    if decided.state == "rejected":
        raise Refused("异议不成立就不更正；要更正时请裁定为成立或部分成立", "state")
    words = f"异议{DECISIONS[decided.state]}：{decided.grounds}"
    correcting = Correcting(desk, author, AssessmentKey(decided.round, decided.unit), words)
    correcting.lay_out(correction)
    desk.put(replace(decided, after=correcting.last))
    return correcting.seal(Command.DECIDE_OBJECTION)


def _uncorrected(desk: Desk, decided: Objection) -> Objection:
    """Found right without a correction only where the sheet was corrected since, at a meeting for one."""
    if decided.state == "rejected":
        return decided
    last = last_event_of(desk, AssessmentKey(decided.round, decided.unit))
    if last is None or not _says_otherwise(desk, decided):
        raise Refused("异议成立的，请写明怎样更正；不更正的请裁定为不成立", "correction")
    return replace(decided, after=last.number)


def _says_otherwise(view: View, of: Objection) -> bool:
    """Being submitted or locked since is no correction."""
    key = AssessmentKey(of.round, of.unit)
    last = last_event_of(view, key)
    if last is None or last.number == of.before:
        return False
    was, now = (standing_at(view, key, number) for number in (of.before, last.number))
    return was is None or now is None or was.sheet != now.sheet
