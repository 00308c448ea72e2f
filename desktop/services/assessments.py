"""One unit's assessment as it stands: its records, its scheme, its score sheet."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.domain.findings import Findings, Unit, read_findings, scheme_for
from desktop.domain.periods import Period, read_period
from desktop.domain.recorded import Recorded
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    DiscretionRecord,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    Round,
    SchemeText,
)
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.domain.troubles import Trouble
from desktop.schemefiles.files import read_scheme_content
from desktop.services.peers import with_peers
from desktop.store.views import View
from desktop.store.workspace import Workspace

# Why a sheet that is under review cannot be changed.
IN_REVIEW: Final = {
    "submitted": "已提交审核，要改请先撤回或由复核人退回",
    "approved": "已审核通过，要改请由复核人退回",
}
_SCHEMES: Final[dict[str, Scheme]] = {}  # by the hash of their text


class NewerScheme(Refused):
    """Nothing is wrong with the file; this program is too old for its format."""


def sheet_of(workspace: Workspace, key: AssessmentKey) -> ScoreSheet:
    """The score sheet of one unit in one round."""
    with workspace.reading() as view:
        return score(findings_of(view, assessment_of(view, key)))


def round_of(view: View, round_id: str) -> Round:
    """The round with this id, or a refusal."""
    found = view.get(Round, round_id)
    if found is None:
        raise Refused(f"没有代号为“{round_id}”的考核批次，请用 kaoping rounds 查看", "round")
    return found


def round_period(of: Round) -> Period:
    """The days that a round is about; one whose period says none is refused."""
    period = read_period(of.period)
    if period is None:
        raise Refused(
            f"批次“{of.name}”的考核时段“{of.period}”看不出起止日期，请在总览的“改名、改时段”里改成例如“2022年”",
            "period",
        )
    return period


def assessments_in(view: View, round_id: str) -> list[Assessment]:
    """A round's assessments, in their order."""
    return sorted(view.all(Assessment, round=round_id), key=lambda one: one.position)


def assessment_of(view: View, key: AssessmentKey) -> Assessment:
    """The assessment of this unit in this round, or a refusal."""
    found = view.get(Assessment, *key)
    if found is None:
        round_of(view, key.round)
        raise Refused(f"这个批次里没有代号为“{key.unit}”的单位，请用 kaoping rounds 查看", "unit")
    return found


def open_assessment_of(view: View, key: AssessmentKey) -> Assessment:
    """The same, to be recorded in: refused once it is finalised, and while it is being reviewed."""
    found = unfinished_assessment_of(view, key)
    if found.in_review:
        raise Refused(f"“{found.name}”{IN_REVIEW[found.stage]}")
    return found


def unfinished_assessment_of(view: View, key: AssessmentKey) -> Assessment:
    """The same, where it may be under review: refused once it is finalised."""
    found = assessment_of(view, key)
    if found.finalised:
        raise Refused(f"“{found.name}”已经定稿，不能再改；需要改时请先撤销定稿并写明理由")
    return found


def scheme_of(view: View, of: Assessment) -> Scheme:
    """The scheme that the round was opened with, as it reads for this unit."""
    scheme = round_scheme(view, round_of(view, of.round))
    return scheme_for(scheme, Unit(of.kind, of.size))


def round_scheme(view: View, of: Round) -> Scheme:
    """The scheme that a round was opened with; each text is read once."""
    if of.scheme_text not in _SCHEMES:
        text = view.get(SchemeText, of.scheme_text)
        if text is None:
            raise Trouble(f"批次“{of.name}”的考核办法原文不见了；请到“设置”的“诊断”里核对全部")
        try:
            _SCHEMES[of.scheme_text] = scheme_in(text.text.encode(), text.scheme)
        except NewerScheme:
            words = f"批次“{of.name}”的考核办法由更新版本的考评台写成"
            raise Trouble(f"{words}；请先升级程序，再打开这个批次") from None
        except Refused as refused:
            words = f"批次“{of.name}”的考核办法原文读不出：{refused.message}"
            raise Trouble(f"{words}；请到“设置”的“诊断”里核对全部") from None
    return _SCHEMES[of.scheme_text]


def kept_scheme(content: bytes, name: str) -> tuple[SchemeText, Scheme]:
    """A scheme file's text as a workspace keeps it, and what it says."""
    scheme = scheme_in(content, name)
    return kept_text(content, name, scheme.version), scheme


def kept_text(content: bytes, name: str, version: str) -> SchemeText:
    """The text of a file that was read already."""
    text = content.decode("utf-8-sig")
    return SchemeText(sha256(text.encode()).hexdigest(), name, version, text)


def scheme_in(content: bytes, name: str) -> Scheme:
    """The scheme in a file's content, or a refusal that names its first fault."""
    file = read_scheme_content(content, Path(name))
    if file.scheme is None:
        fault = file.faults[0]
        words = f"办法文件“{name}”第 {fault.line} 行"
        if file.newer:
            raise NewerScheme(f"{words}：{fault.message}")
        raise Refused(f"{words}有错误：{fault.message}")
    return file.scheme


def recorded_of(view: View, of: Assessment) -> Recorded:
    """Everything recorded that bears on the score."""
    where = of.key._asdict()
    return Recorded(
        of,
        view.all(FindingRecord, **where),
        view.all(ItemRecord, **where),
        view.all(DiscretionRecord, **where),
        view.all(NotApplicableRecord, **where),
    )


def findings_of(view: View, of: Assessment) -> Findings:
    """What is recorded, as the scorer reads it. All of it was accepted once."""
    plain = recorded_of(view, of).plain()
    scheme = round_scheme(view, round_of(view, of.round))
    try:
        return read_findings(scheme, with_peers(view, scheme, of, plain))
    except Refused as refused:
        words = f"“{of.name}”的考核记录读不出（{refused.at}：{refused.message}）"
        raise Trouble(f"{words}；请到“设置”的“诊断”里核对全部") from None
