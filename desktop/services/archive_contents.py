"""Archive contents: which papers and which evidence of a round go into its archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink, Letter
from desktop.domain.result_records import Meeting, MeetingChange, Objection, Rectification
from desktop.services.papers import Paper, Wanted
from desktop.store.views import View


def papers_in(view: View, round_id: str, keys: Sequence[AssessmentKey]) -> Iterator[Wanted]:
    """Each unit's sheet, the tables over all, and what meetings, objections and repairs came to."""
    yield from (Wanted(Paper.SHEET, *key) for key in keys)
    for paper in (Paper.RANKING, Paper.MATRIX, Paper.STATISTICS, Paper.CHARTS):
        yield Wanted(paper, round_id)
    for meeting in view.all(Meeting, round=round_id):
        if view.count(MeetingChange, meeting=meeting.id):
            yield Wanted(Paper.CHANGES, round_id, about=meeting.id)
    for one in view.all(Objection, round=round_id):
        if one.decided is not None:
            yield Wanted(Paper.CORRECTION, round_id, about=one.id)
    if view.count(Rectification, round=round_id):
        yield Wanted(Paper.RECTIFICATIONS, round_id)


def links_in(view: View, round_id: str, keys: Sequence[AssessmentKey]) -> Iterator[EvidenceLink]:
    """What is linked to the sheets, to objections and to repairs."""
    for key in keys:
        yield from view.all(EvidenceLink, **key._asdict())
    for objection in view.all(Objection, round=round_id):
        yield from view.all(EvidenceLink, objection=objection.id)
    for repair in view.all(Rectification, round=round_id):
        yield from view.all(EvidenceLink, rectification=repair.id)


def evidence_in(view: View, round_id: str, keys: Sequence[AssessmentKey]) -> list[Evidence]:
    """Every file once: what is linked, and the letters as they were sent."""
    digests = {link.evidence for link in links_in(view, round_id, keys)}
    digests |= {one.document for one in view.all(Letter, round=round_id) if one.document}
    return [one for one in (view.get(Evidence, digest) for digest in sorted(digests)) if one]
