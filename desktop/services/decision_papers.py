"""Decision papers: what a meeting changed, and what came of an objection, as manuscripts."""

from __future__ import annotations

from datetime import datetime

from desktop.documents.forms.correction import CorrectionContents, correction
from desktop.documents.forms.meeting_changes import (
    ChangeContents,
    MeetingContents,
    meeting_changes,
)
from desktop.documents.manuscript import Manuscript
from desktop.domain.records import AssessmentKey
from desktop.domain.result_records import Meeting, MeetingChange, Objection
from desktop.domain.sheet_parts import parts_of
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessment_of, round_of, scheme_of
from desktop.services.meetings import changes_in, meeting_in
from desktop.services.objections import DECISIONS, line_words, objection_in
from desktop.services.office import office_name
from desktop.services.sheet_contents import contents_at
from desktop.store.views import View


def changes_paper(view: View, meeting: str) -> Manuscript:
    """会议改动清单."""
    of = meeting_in(view, meeting)
    in_round = round_of(view, of.round)
    changes = tuple(
        ChangeContents(
            one.unit,
            _part_words(view, one.change),
            one.change.what,
            one.change.grounds,
            one.change.before,
            one.change.after,
        )
        for one in changes_in(view, meeting)
    )
    told = (of.name, of.held, of.chair, of.present, of.closed)
    dated = last_moment(view)
    contents = (office_name(view), in_round.name, in_round.period, *told, dated, changes)
    return meeting_changes(MeetingContents(*contents))


def correction_paper(view: View, objection: str) -> Manuscript:
    """更正对照表."""
    of = objection_in(view, objection)
    key = AssessmentKey(of.round, of.unit)
    if of.before is None:
        raise Trouble("这件异议没有记下当时的评分表；请到“设置”的“诊断”里核对全部")
    before = contents_at(view, key, of.before)
    after = contents_at(view, key, of.after) if of.after is not None else None
    told = (line_words(view, of), of.raised, of.claim, of.by)
    decided = (DECISIONS[of.state], of.grounds, of.decided)
    return correction(CorrectionContents(*told, *decided, before, after))


def about_name(view: View, about: str) -> str:
    """What a paper about a meeting or an objection is called by: the meeting, or the unit that objected."""
    meeting, objection = view.get(Meeting, about), view.get(Objection, about)
    if meeting is not None:
        return f"{meeting.name}{meeting.held:%Y%m%d}"
    if objection is None:
        return ""
    unit = assessment_of(view, AssessmentKey(objection.round, objection.unit)).name
    return f"{unit}异议{objection.raised:%Y%m%d}"


def _part_words(view: View, of: MeetingChange) -> str:
    scheme = scheme_of(view, assessment_of(view, AssessmentKey(of.round, of.unit)))
    return next((one.full_name for one in parts_of(scheme) if one.id == of.part), of.part)


def last_moment(view: View) -> datetime:
    """When the last event was."""
    event = view.event(view.head().count)
    if event is None:
        raise Trouble("留痕是空的；请到“设置”的“诊断”里核对全部")
    return datetime.fromisoformat(event.at)
