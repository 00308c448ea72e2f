"""Papers: what can be printed of a unit and of a round, as manuscripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from desktop.documents.forms.chart_pages import chart_pages
from desktop.documents.forms.contents import RoundContents
from desktop.documents.forms.deduction_notice import deduction_notice
from desktop.documents.forms.form_columns import (
    FormColumn,
    columns_of,
    every_column,
    prescribed_in,
)
from desktop.documents.forms.meeting_pack import meeting_pack
from desktop.documents.forms.ranking_table import ranking
from desktop.documents.forms.report_form import MONTH, report_form
from desktop.documents.forms.round_tables import matrix, statistics
from desktop.documents.forms.score_sheet import blank_sheet, score_sheet
from desktop.documents.manuscript import Manuscript
from desktop.domain.plan import ReportForm
from desktop.domain.records import Assessment, AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessments_in, round_of, round_scheme
from desktop.services.decision_papers import changes_paper, correction_paper
from desktop.services.lacking_papers import lacking_of_round, lacking_of_unit
from desktop.services.monthly_reports import (
    MonthlySight,
    due_in_month,
    newest_entered,
    sight_in,
)
from desktop.services.objection_terms import objection_days
from desktop.services.office import office_name
from desktop.services.rectification_papers import rectification_paper
from desktop.services.report_codes import report_code
from desktop.services.round_charts import charts_in
from desktop.services.round_rankings import rank_round, scorer_remarks
from desktop.services.round_sights import see_round_in
from desktop.services.sheet_contents import contents_at, contents_in
from desktop.services.year_papers import year_paper
from desktop.store.views import View

__all__ = ["FormColumn"]  # the window chooses among them, and may not know the documents

Columns = Sequence[str] | None
Manuscripts = tuple[Manuscript, ...]


class Paper(Enum):
    """The papers; each value is what its file's name says it is."""

    SHEET = "评分表"
    NOTICE = "扣分告知书"
    INDEX = "佐证目录"
    BINDER = "佐证汇编"
    LACKING = "缺件清单"
    BLANK = "空白表"
    RANKING = "排名表"
    MATRIX = "得分表"
    STATISTICS = "失分统计表"
    CHARTS = "图表"
    LACKS = "缺件汇总表"
    PACK = "会议材料"
    YEAR = "全年排名表"
    CHANGES = "会议改动清单"
    CORRECTION = "更正对照表"
    RECTIFICATIONS = "整改清单"

    @property
    def of_unit(self) -> bool:
        """Whether it is one unit's, or the whole round's."""
        return self in {Paper.SHEET, Paper.NOTICE, Paper.INDEX, Paper.BINDER, Paper.LACKING}

    @property
    def about(self) -> bool:
        """Whether it tells of a year, a meeting or an objection, and is asked for where that is shown."""
        return self in {Paper.YEAR, Paper.CHANGES, Paper.CORRECTION, Paper.RECTIFICATIONS}

    @property
    def of_lists(self) -> bool:
        """Whether only a scheme that lists what evidence it wants has it."""
        return self in {Paper.LACKING, Paper.LACKS}

    @property
    def reads_evidence(self) -> bool:
        """Whether the files that were handed in must be opened for it."""
        return self in {Paper.INDEX, Paper.BINDER}

    @property
    def endings(self) -> tuple[str, ...]:
        """What kinds of files it can be; many documents, or scans, only a PDF binds."""
        bound = self in {Paper.PACK, Paper.BINDER}
        return (".pdf",) if bound else (".pdf", ".docx", ".xlsx")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed: a paper of a unit or of a round; None as columns means the form's and the judged.

    `month` (2020-03) says which report, where nothing is scored; None means the newest that was entered.
    `about` is the meeting or the objection that it tells of, or the round that charts are set beside;
    `at` the event after which a sheet is printed as it stood.
    """

    paper: Paper
    round: str
    unit: str | None = None
    columns: Columns = None
    month: str | None = None
    about: str = ""
    at: int | None = None


def manuscripts_in(view: View, wanted: Wanted) -> Manuscripts:
    """The paper, or a sentence that says why there is none."""
    if wanted.paper in _BESIDE:
        return (_BESIDE[wanted.paper](view, wanted),)
    if wanted.paper.about:
        return (_ABOUT[wanted.paper](view, wanted.about or wanted.round),)
    if wanted.paper.of_unit:
        return (_of_unit(view, wanted),)
    contents = round_contents(view, wanted.round)
    if not contents.scheme.indicators:
        raise Refused(f"这个批次的方案不计分，没有{wanted.paper.value}")
    if wanted.paper in {Paper.PACK, Paper.CHARTS}:
        contents = replace(contents, charts=charts_in(view, wanted.round, wanted.about))
    if wanted.paper is Paper.PACK:
        return meeting_pack(contents, objection_days(view))
    return (_TABLES[wanted.paper](contents),)


_ABOUT: Final[Mapping[Paper, Callable[[View, str], Manuscript]]] = {
    Paper.YEAR: year_paper,
    Paper.CHANGES: changes_paper,
    Paper.CORRECTION: correction_paper,
}
_TABLES: Final[Mapping[Paper, Callable[[RoundContents], Manuscript]]] = {
    Paper.RANKING: ranking,
    Paper.MATRIX: matrix,
    Paper.STATISTICS: statistics,
    Paper.CHARTS: chart_pages,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen for a round's papers: units in their order, and columns."""

    round: str
    name: str
    scored: bool
    lists: bool  # its scheme says what evidence it wants
    units: tuple[Assessment, ...]
    columns: tuple[FormColumn, ...]
    usual: frozenset[str]  # what a sheet has unless one chooses
    prescribed: frozenset[str]  # what the blank form has


def choice_of(view: View, round_id: str) -> Choice:
    """Read what there is to choose."""
    of = round_of(view, round_id)
    scheme = round_scheme(view, of)
    return Choice(
        of.id,
        of.name,
        bool(scheme.indicators),
        bool(scheme.requirements),
        tuple(assessments_in(view, round_id)),
        every_column(scheme),
        frozenset(one.holds for one in columns_of(scheme)),
        frozenset(prescribed_in(scheme.form)),
    )


def refuse_unknown_columns(view: View, round_id: str, chosen: Columns) -> None:
    """Before anything is written for any unit."""
    columns_of(round_scheme(view, round_of(view, round_id)), chosen)


def refuse_needless_month(view: View, round_id: str, month: str | None) -> None:
    """A scored round has no monthly reports: who names a month expects another paper than the one that would come."""
    of = round_of(view, round_id)
    if month is not None and round_scheme(view, of).indicators:
        raise Refused(f"批次“{of.name}”没有月报表，请不要指定月份", "month")


def round_contents(view: View, round_id: str) -> RoundContents:
    """Every sheet of a round; one that cannot be read does not keep back the others."""
    of = round_of(view, round_id)
    sheets, unread = [], []
    for one in assessments_in(view, round_id):
        try:
            sheets.append(contents_in(view, one.key))
        except Trouble:  # why is told where the sheet itself is opened
            unread.append(f"“{one.name}”的考核记录读不出，没有列入")
    if not sheets:
        raise Refused(f"批次“{of.name}”里没有可以打印的单位")
    found = RoundContents(
        office_name(view),
        of.name,
        of.period,
        round_scheme(view, of),
        max(one.dated for one in sheets),
        tuple(sheets),
        tuple(unread),
    )
    try:
        sight = see_round_in(view, round_id)
    except Trouble:  # what can be read is ranked by itself
        return found
    return replace(found, ranking=rank_round(sight), remarks=scorer_remarks(sight))


def _of_unit(view: View, wanted: Wanted) -> Manuscript:
    if wanted.unit is None:
        raise Refused(f"{wanted.paper.value}要写明是哪个单位的", "unit")
    key = AssessmentKey(wanted.round, wanted.unit)
    if wanted.paper is Paper.LACKING:
        return lacking_of_unit(view, key)
    contents = contents_in(view, key) if wanted.at is None else contents_at(view, key, wanted.at)
    refuse_needless_month(view, wanted.round, wanted.month)
    if contents.scheme.indicators:
        if wanted.paper is Paper.NOTICE:
            return deduction_notice(contents, objection_days(view))
        return score_sheet(contents, wanted.columns)
    if wanted.paper is Paper.NOTICE:
        raise Refused("这个批次的方案不计分，没有扣分告知书")
    sight = _report(view, key, wanted.month)
    form = sight.form if sight else _form_of(contents.scheme)
    entries = sight.words | {MONTH: f"{sight.due.due:%Y-%m}"} if sight else {}
    manuscript = report_form(form, contents.office, contents.dated, contents.unit, entries)
    code = report_code(view, sight) if sight else None
    return replace(manuscript, code=str(code)) if code else manuscript


def reported_month(view: View, key: AssessmentKey, month: str | None = None) -> str | None:
    """The month of the report that a unit's sheet is where nothing is scored: blank where none came; else None."""
    scheme = round_scheme(view, round_of(view, key.round))
    if scheme.indicators:
        return None
    sight = _report(view, key, month)
    return f"{sight.due.due:%Y-%m}" if sight else ""


def _report(view: View, key: AssessmentKey, month: str | None) -> MonthlySight | None:
    """The report of the month, or the newest that was entered; None where there is none."""
    found = newest_entered(view, key) if month is None else due_in_month(view, key, month)
    return sight_in(view, found) if found else None


def _blank(view: View, wanted: Wanted) -> Manuscript:
    of = round_of(view, wanted.round)
    scheme = round_scheme(view, of)
    office = office_name(view)
    if scheme.indicators:
        return blank_sheet(scheme, office, of.opened, wanted.columns)
    return report_form(_form_of(scheme), office, of.opened)


_BESIDE: Final[Mapping[Paper, Callable[[View, Wanted], Manuscript]]] = {
    Paper.RECTIFICATIONS: lambda view, wanted: rectification_paper(view, wanted.round, wanted.unit),
    Paper.LACKS: lambda view, wanted: lacking_of_round(view, wanted.round),
    Paper.BLANK: _blank,
}


def _form_of(scheme: Scheme) -> ReportForm:
    if not scheme.forms:
        raise Refused("这个方案没有要填的表，没有可以打印的")
    return scheme.forms[0]
