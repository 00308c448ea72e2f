"""Sheet contents: what the papers of one assessment say, and the code that they bear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from desktop.documents.forms.contents import SheetContents
from desktop.domain.audit_trail import Event
from desktop.domain.findings import Findings
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    EvidenceLink,
    Round,
)
from desktop.domain.refusals import Refused
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.domain.sheet_code import SheetCode, code_of
from desktop.domain.troubles import Trouble
from desktop.services.assessments import (
    assessment_of,
    findings_of,
    recorded_of,
    round_of,
)
from desktop.services.peer_events import findings_then, last_of_peers
from desktop.services.score_line import plain_sheet
from desktop.services.sheet_events import (
    SheetThen,
    called_now,
    last_event_of,
    people_of,
    sheet_then,
)
from desktop.services.sheet_proofs import proofs_of
from desktop.store.views import View
from desktop.store.workspace import Workspace


class Standing(NamedTuple):
    """A sheet at one moment: its records, what they come to, the event that reached it last, its code."""

    then: SheetThen
    findings: Findings
    sheet: ScoreSheet
    event: Event
    code: SheetCode

    @property
    def assessment(self) -> Assessment:
        """Of which unit it is."""
        return self.then.recorded.assessment

    @property
    def round(self) -> Round:
        """In which round."""
        return self.then.round


def sheet_contents(workspace: Workspace, key: AssessmentKey) -> SheetContents:
    """Read all that one unit's papers say."""
    with workspace.reading() as view:
        return contents_in(view, key)


def contents_in(view: View, key: AssessmentKey) -> SheetContents:
    """The same, where a view is open already."""
    return contents_of(view, standing_now(view, key))


def contents_at(view: View, key: AssessmentKey, number: int) -> SheetContents:
    """The same as it stood after the event with this number, with the code that it bore then."""
    event = view.event(number)
    standing = standing_then(view, key, event) if event is not None else None
    if standing is None:
        raise Refused("那时还没有这张考核表，没有可以打印的", "at")
    return contents_of(view, standing)


def contents_of(view: View, standing: Standing) -> SheetContents:
    """What the papers of a sheet said as it stood then."""
    of, called = standing.assessment, standing.then.called
    return SheetContents(
        office=called.office,
        round=standing.round.name,
        period=standing.round.period,
        unit=of.name,
        evaluator=called.evaluator,
        reviewer=called.reviewer,
        finalised=of.finalised,
        dated=datetime.fromisoformat(standing.event.at),
        scheme=standing.findings.scheme,
        sheet=standing.sheet,
        facts=standing.then.recorded.plain()["facts"],
        proofs=proofs_of(view, standing.then, standing.findings.scheme),
        code=str(standing.code),
        unit_id=of.unit,
        absent=of.absent,
    )


def standing_now(view: View, key: AssessmentKey) -> Standing:
    """How the sheet stands; a sheet that cannot be read is a Trouble."""
    of = assessment_of(view, key)
    reached = [one for one in (last_event_of(view, key), last_of_peers(view, key)) if one]
    event = max(reached, key=lambda one: one.number, default=None)
    if event is None:
        raise Trouble(f"“{of.name}”没有留痕；请到“设置”的“诊断”里核对全部")
    links = view.all(EvidenceLink, **key._asdict())
    called = called_now(view, of)
    then = SheetThen(round_of(view, key.round), recorded_of(view, of), called, tuple(links))
    return _standing(then, findings_of(view, of), event)


def standing_then(view: View, key: AssessmentKey, event: Event) -> Standing | None:
    """How the sheet stood after an event; None where there was none yet."""
    then = sheet_then(view, key, event.number)
    if then is None:
        return None
    findings = findings_then(view, then.round, then.recorded, event)
    return _standing(then, findings, event)


def _standing(then: SheetThen, findings: Findings, event: Event) -> Standing:
    sheet = score(findings)
    code = code_of(event.number, event.hash, _content(then, sheet))
    return Standing(then, findings, sheet, event, code)


def _content(then: SheetThen, sheet: ScoreSheet) -> list[Any]:
    """What a code vouches for. How a sentence is worded may change with the program: it is left out."""
    of = then.recorded.assessment
    heads = [then.round.id, then.round.name, then.round.period, then.round.scheme_text]
    unit = [of.unit, of.name, of.kind, of.size, of.state]
    people = [*people_of(of), *then.called]
    return [*heads, *unit, *people, then.recorded.plain(), figures_in(plain_sheet(sheet))]


def figures_in(plain: Any) -> Any:  # noqa: ANN401  # any plain data
    """A plain sheet without its sentences, whose wording may change with the program."""
    if isinstance(plain, Mapping):
        return {name: figures_in(one) for name, one in plain.items() if name != "reason"}
    return [figures_in(one) for one in plain] if isinstance(plain, list) else plain
