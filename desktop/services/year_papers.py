"""Year papers: the ranking of a year's quarters or months as a manuscript."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from desktop.documents.forms.ranking_table import withheld
from desktop.documents.forms.year_ranking import YearContents, YearRow, year_ranking
from desktop.documents.manuscript import Cell, Manuscript
from desktop.domain.ranking import Standing
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.together import PartOfYear
from desktop.services.assessments import assessments_in, round_of, round_scheme
from desktop.services.decision_papers import last_moment
from desktop.services.office import office_name
from desktop.services.standing_words import amount_words
from desktop.services.year_rankings import YearSight, see_year_in
from desktop.services.year_words import part_words, year_remarks
from desktop.store.views import View

_NOWHERE: Final = "—"
_FLEETING: Final = "还有季度或月份没有评完，名次是暂时的"


def year_paper(view: View, round_id: str) -> Manuscript:
    """全年排名表, or a sentence that says why there is none."""
    year = see_year_in(view, round_id)
    of = round_of(view, round_id)
    if year is None:
        words = "不是一个季度或月份，或者考核办法没有写全年怎样合计（together），没有全年排名表"
        raise Refused(f"批次“{of.name}”的考核时段{words}")
    scheme = round_scheme(view, of)
    return year_ranking(
        YearContents(
            office_name(view),
            scheme.title,
            year.year,
            last_moment(view),
            tuple(one.name for one in year.parts),
            f"全年{amount_words(scheme)}",
            bool(scheme.grades),
            tuple(_row(year, one, scheme) for one in year.ranking.standings),
            (_FLEETING,) if year.ranking.provisional else (),
            _settled(view, year),
        )
    )


def _settled(view: View, year: YearSight) -> bool:
    """Whether every sheet that counts is final."""
    rounds = [one.round for one in year.parts if one.round is not None]
    sheets = (one for each in rounds for one in assessments_in(view, each.id) if not one.absent)
    return not year.ranking.provisional and all(one.finalised for one in sheets)


def _row(year: YearSight, one: Standing, scheme: Scheme) -> YearRow:
    unit = year.units[one.unit]
    place: Cell = _NOWHERE if one.place is None else Decimal(one.place)
    amount: Cell = _NOWHERE if one.amount is None else one.amount
    told = ["并列"] if one.tied else []
    told += [*year_remarks(year, one), *withheld(one)]
    parts = tuple(_part(each, scheme.ranking.by) for each in unit.parts)
    remark = "，".join(told)
    return YearRow(one.group, place, unit.assessment.name, parts, amount, one.grade or "", remark)


def _part(one: PartOfYear, by: str) -> Cell:
    """A figure where there is one, so that it is one in Excel too."""
    found = one.merits.amounts.get(by) if one.merits else None
    return part_words(one, by) if found is None else found
